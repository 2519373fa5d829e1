"""The line across the Predict page: what a file or an export told, each time with a way on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.base.errors import EpochalError
from core.base.notices import Notice
from core.data.readers.options import RejectedRow
from gui.models.doubtful import DOUBTFUL, MISREAD
from gui.models.words import count
from gui.pages.rejected_dialog import RejectedDialog
from gui.theme import Theme
from gui.widgets import Button, NoticeCard
from gui.widgets.notice_card import Loudness
from gui.widgets.tabbing import tab_after
from gui.work.trouble import Bug

SHORT, SET_ASIDE = "flow.predict_memory_short", "data.rows_set_aside"
LINE_LOST = "project.bad_threshold"  # where a run draws the line between its two classes can't be read


class PredictNotice(NoticeCard):
    """Hidden while there is nothing to say. What a person wants next comes as signals."""

    file_wanted = Signal()
    again_wanted = Signal()
    place_wanted = Signal()  # where an export goes
    line_wanted = Signal()  # to Evaluate, where the line between two classes is drawn
    whole_wanted = Signal()  # the file, though memory seems short
    differently_wanted = Signal()  # the file, with another sheet, encoding, delimiter or decimal mark

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, band=True, closable=True, parent=parent)
        self._noticed: list[Notice] = []
        self._rejected: tuple[Sequence[RejectedRow], Sequence[str]] | None = None
        self.closed.connect(self.hide)
        self.hide()

    def forget(self) -> None:
        """Another file: what was said of the one before no longer counts."""
        self._noticed, self._rejected = [], None
        self.hide()

    def tell_noticed(self, notice: Notice) -> None:
        """What was noticed while a file was read, together with what was before: nothing is said only for a moment."""
        self._noticed.append(notice)
        self._show_noticed()

    def tell_file(self, error: object) -> None:
        """A file that couldn't be read or predicted."""
        ways = [self._way(self.tr("Try again"), self.again_wanted.emit)]
        code = error.code if isinstance(error, EpochalError) else ""
        if isinstance(error, EpochalError) and error.code == LINE_LOST:
            ways.insert(0, self._way(self.tr("Set the threshold"), self.line_wanted.emit, first=True))
        else:
            ways.insert(0, self._way(self.tr("Choose another file"), self.file_wanted.emit, first=True))
        if code == SHORT:  # nothing went wrong yet
            ways.append(self._way(self.tr("Try everything"), self.whole_wanted.emit))
        if code in MISREAD:
            ways.insert(1, self._way(self.tr("Read it differently…"), self.differently_wanted.emit, stays=True))
        more = self.tr("Your file was not changed.") if code.startswith("data.") else ""
        self._tell(error, ways, "info" if code == SHORT else "bad", more)

    def tell_export(self, error: object) -> None:
        """Predictions that couldn't be written."""
        self._tell(error, [self._way(self.tr("Export elsewhere…"), self.place_wanted.emit, first=True)])

    def tell_rejected(self, rows: Sequence[RejectedRow], names: Sequence[str]) -> None:
        """Rows of the file that have no place in the list."""
        self._rejected = rows, names
        self._show_noticed()

    def _show_noticed(self) -> None:
        others = [notice for notice in self._noticed if notice.code != SET_ASIDE or self._rejected is None]
        ways = []
        if self._rejected is not None:
            show = partial(self._show_rows, *self._rejected)
            ways.append(self._way(self.tr("Show the rows"), show, first=True, stays=True))
        if any(notice.code in DOUBTFUL for notice in self._noticed):
            differently = self.differently_wanted.emit
            ways.append(self._way(self.tr("Read it differently…"), differently, first=not ways, stays=True))
        if self._rejected is not None and not others:
            self._say_rejected(self._rejected[0], ways)
        else:
            self.show_noticed(self._noticed, actions=ways)
        tab_after(self, ways)
        self.show()

    def _say_rejected(self, rows: Sequence[RejectedRow], ways: list[Button]) -> None:
        words = self.tr("{n} rows of the file could not be read and are not in the list.")
        if len(rows) == 1:
            words = self.tr("{n} row of the file could not be read and is not in the list.")
        self.show_notice("warn", words.format(n=count(len(rows))), str(rows[0].reason), actions=ways)

    def _show_rows(self, rows: Sequence[RejectedRow], names: Sequence[str]) -> None:
        words = self.tr("They are not predicted. Your file was not changed: mend it there and predict it again.")
        RejectedDialog(self.theme, rows, names, self.window(), words).open()

    def _tell(self, error: object, ways: list[Button], loudness: Loudness = "bad", more: str = "") -> None:
        if isinstance(error, EpochalError):
            self.show_told(error, loudness, actions=ways, more=more)
        elif isinstance(error, Bug):
            words = self.tr("Your file and your project are as they were. The details are in the log.")
            self.show_notice("bad", self.tr("This failed because of a mistake of ours"), words, actions=ways)
        else:
            return
        tab_after(self, ways)  # made late, they would come after everything else
        self.show()

    def _way(self, words: str, do: Callable[[], object], *, first: bool = False, stays: bool = False) -> Button:
        kind: Literal["secondary", "ghost"] = "secondary" if first else "ghost"
        button = Button(self.theme, words, kind=kind, size="small")

        def clicked(_checked: bool = False) -> None:
            if not stays:
                self.hide()
            do()

        button.clicked.connect(clicked)
        return button
