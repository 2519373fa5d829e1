"""While a file is read: how far it is, the way out, and, as soon as they are there, its first rows.

Why (2026-11-25): the design's picture 09 asks for a click on "Show first rows"; its text has them "at once", which is
what a person wants who has dropped the wrong file. Nothing shows in the first 300 ms: most files are read by then.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.models.reading import ReadingModel
from gui.pages.data_grid_view import ProfiledGrid
from gui.pages.data_misfits import MisfitNotice
from gui.pages.data_reading_words import left_words, numbers_words, stage_words
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, Label, ProgressLine, Spinner, Surface, WaitingState, tight

NOTHING, WAITING, ROWS = range(3)
PATIENCE_MS = 300
COUNT_MS = 1000
BAND = 44


class Reading(QWidget):
    """Shows a `ReadingModel` of its own."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = ReadingModel(session, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._make_waiting())
        self._stack.addWidget(self._make_rows())
        tight(QVBoxLayout(self)).addWidget(self._stack)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._reveal)
        self._clock = QTimer(self)  # the time left runs down also while nothing is told
        self._clock.setInterval(COUNT_MS)
        self._clock.timeout.connect(self._show_progress)
        self.model.began.connect(self._on_began)
        self.model.rows_came.connect(self._on_rows)
        self.model.told.connect(self._show_progress)
        self._on_began()

    def _make_waiting(self) -> QWidget:
        self._state = WaitingState(self._theme)
        cancel = Button(self._theme, self.tr("Cancel"), kind="ghost")
        cancel.clicked.connect(self.cancel)
        self._state.add_action(cancel)
        return self._state

    def _make_rows(self) -> QWidget:
        part = QWidget()
        self.band = ReadingBand(self._theme)
        self.band.cancel_asked.connect(self.cancel)
        self.misfits = MisfitNotice(self._theme, self.model)
        self.misfits.stop_asked.connect(self.cancel)
        self.grid = ProfiledGrid(self._theme, self.tr("First rows"), self.model.table, asks=False)
        column = tight(QVBoxLayout(part))
        column.addWidget(self.band)
        column.addWidget(self.misfits)
        column.addWidget(self.grid, 1)
        return part

    @property
    def shows_rows(self) -> bool:
        """Whether the first rows are seen."""
        return self._stack.currentIndex() == ROWS

    def cancel(self) -> None:
        """Stop reading; everything stays as it was before."""
        if self.model.job is not None:
            self.model.job.stop()

    def _on_began(self) -> None:
        self._stack.setCurrentIndex(NOTHING)
        if self.model.job is None:
            self._patience.stop()
            self._clock.stop()
            return
        self._patience.start()
        self._clock.start()
        self._show_progress()

    def _on_rows(self) -> None:
        self.grid.fit_columns()
        self.grid.scrollToTop()
        if not self._patience.isActive():
            self._reveal()

    def _reveal(self) -> None:
        if self.model.job is not None:
            self._stack.setCurrentIndex(ROWS if self.model.preview is not None else WAITING)

    def _show_progress(self) -> None:
        model = self.model
        if model.job is None:
            return
        title = self.tr("Reading {name}").format(name=model.job.name)
        stage = stage_words(model.progress.stage if model.progress is not None else "open")
        done, left = numbers_words(model.progress, model.about_rows), left_words(model.pace.left_s)
        self._state.set_words(title, stage)
        self._state.set_progress(model.pace.share, done, left)
        shown = self.tr("{stage}; these are its first rows").format(stage=stage)
        self.band.show_progress(title, shown, model.pace.share, done, left)


class ReadingBand(Surface):
    """The line above the first rows: what is being done, how far, how long still, Cancel."""

    cancel_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", lines=("bottom",), parent=parent)
        self._title = ElidedLabel(theme, weight=600)
        self._stage = ElidedLabel(theme, px=sizes.SMALL, tone="text2")
        self._done = Label(theme, px=sizes.SMALL, tone="text2")
        self._left = Label(theme, px=sizes.SMALL, tone="text2")
        self._line = ProgressLine(theme, self.tr("Reading"), thickness=4)
        cancel = Button(theme, self.tr("Cancel"), kind="ghost", size="small")
        cancel.clicked.connect(self.cancel_asked)
        row = tight(QHBoxLayout(), 0, sizes.S)
        row.setContentsMargins(sizes.PAGE_MARGIN, 0, sizes.S, 0)
        row.addWidget(Spinner(theme, sizes.ICON))
        row.addWidget(self._title)
        row.addWidget(self._stage, 1)
        for part in (self._done, self._left, cancel):
            row.addWidget(part)
        column = tight(QVBoxLayout(self))
        column.addLayout(row)
        column.addWidget(self._line)
        self.setFixedHeight(BAND + self._line.height())

    def show_progress(self, title: str, stage: str, share: float | None, done: str, left: str) -> None:
        """Say how far it is."""
        self._title.setText(title)
        self._stage.setText(stage)
        self._line.set_share(share)
        self._done.setText(done)
        self._left.setText(left)
        self.setAccessibleName(title)
        self.setAccessibleDescription(", ".join(part for part in (stage, done, left) if part))
