"""The records that the reader set aside: each with its line, the reason, and its cells as the file has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.base.progress import Finished
from core.data.readers.options import RejectedRow
from core.project.store import ProjectStore
from gui.models.removed import RejectedRowsModel
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, Label, Prose, tight
from gui.widgets.data_grid import DataGrid

WIDTH, HEIGHT = 820, 460
LINE_PX, REASON_PX = 72, 360


def rejected_steps(path: Path, snapshot: str) -> Iterator[Finished[list[RejectedRow]]]:
    """The records that the reader set aside, from the project file."""
    with ProjectStore.open(path, read_only=True) as store:
        rows = store.rejected(snapshot)
    yield Finished(rows)


class RowsSetAside(QObject):
    """Fetches those of the open project in a lane, and shows them."""

    def __init__(self, session: Session, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._theme, self._page = session, theme, page

    def show(self) -> None:
        """Open the list."""
        document, path = self._session.document, self._session.path
        if document is None or document.data is None or path is None or not document.data.rejected:
            return
        steps = partial(rejected_steps, path, document.data.snapshot)
        job = self._session.submit(steps, name=self.tr("Rows set aside"))
        job.finished.connect(self._on_fetched)
        job.failed.connect(self._session.failed)

    def _on_fetched(self, rows: list[RejectedRow]) -> None:
        names = self._session.table.names if self._session.table is not None else ()
        RejectedDialog(self._theme, rows, names, self._page).open()


class RejectedDialog(QDialog):
    """A table to read and to copy from."""

    def __init__(
        self, theme: Theme, rows: Sequence[RejectedRow], names: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rows set aside"))
        self.resize(WIDTH, HEIGHT)
        title = self.tr("{count} rows don’t fit the header").format(count=f"{len(rows):,}")
        column = tight(QVBoxLayout(self), sizes.L, sizes.S)
        column.addWidget(Label(theme, title, px=sizes.TITLE, weight=600))
        words = self.tr("They are not part of the table. Your file was not changed: mend it there and import it again.")
        column.addWidget(Prose(theme, words))
        self.grid = DataGrid(theme, self.tr("Rows set aside"), whole_rows=True, row_numbers=False)
        self.grid.setModel(RejectedRowsModel(rows, names, self.grid))
        self.grid.setColumnWidth(0, LINE_PX)
        self.grid.setColumnWidth(1, REASON_PX)
        column.addWidget(self.grid, 1)
        buttons = tight(QHBoxLayout(), 0, sizes.XS)
        close = Button(theme, self.tr("Close"))
        close.clicked.connect(self.accept)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.addLayout(buttons)
