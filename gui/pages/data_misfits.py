"""The notice of a record that doesn't fit the header, while the file is still being read: Show, Skip, Stop.

Why (2026-11-25): the design asks at the first such record and waits. Reading goes on here, since the records are set
aside, not lost, and nobody is made to answer a hundred times: Skip only puts the notice away.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from core.data.readers.options import RejectedRow
from gui.models.reading import ReadingModel
from gui.pages.rejected_dialog import RejectedDialog
from gui.theme import Theme
from gui.widgets import Button, NoticeCard


class MisfitNotice(NoticeCard):
    """Follows a `ReadingModel`."""

    stop_asked = Signal()

    def __init__(self, theme: Theme, model: ReadingModel) -> None:
        super().__init__(theme, "warn", band=True)
        self._model = model
        self._shown = 0
        self._skipped = False
        self.show_button = Button(theme, self.tr("Show the rows"), size="small")
        self.skip_button = Button(theme, self.tr("Skip them"), size="small")
        self.stop_button = Button(theme, self.tr("Stop reading"), kind="ghost", size="small")
        self.show_button.clicked.connect(self._on_show)
        self.skip_button.clicked.connect(self._on_skip)
        self.stop_button.clicked.connect(self.stop_asked)
        self.show_notice("warn", "", "", actions=(self.show_button, self.skip_button, self.stop_button))
        self.hide()
        model.began.connect(self._on_began)
        model.told.connect(self._on_told)

    def _on_began(self) -> None:
        self._shown, self._skipped = 0, False
        self.hide()

    def _on_told(self) -> None:
        rows = self._model.set_aside
        if len(rows) == self._shown or self._skipped:
            return
        self._shown = len(rows)
        words = self.tr("{count} rows so far don’t fit the header. They are set aside; all others are read.")
        if len(rows) == 1:
            words = self.tr("It is set aside; all other rows are read. Your file is not changed.")
        self.say("warn", self._what(rows[0]), words.format(count=f"{len(rows):,}"))
        self.show()

    def _what(self, row: RejectedRow) -> str:
        words = self.tr("Row {row} has {cells} values, the header has {columns}")
        if row.reason.code == "data.row_open_quote":
            words = self.tr("Row {row} has a quote that is never closed")
        numbers = {key: f"{row.reason.params[key]:,}" for key in ("cells", "columns")}
        return words.format(row=f"{row.source_row:,}", **numbers)

    def _on_show(self) -> None:
        table = self._model.table.table
        names = table.names if table is not None else ()
        RejectedDialog(self.theme, tuple(self._model.set_aside), names, self.window()).open()

    def _on_skip(self) -> None:
        self._skipped = True
        self.hide()
