"""While a file is read and no project is open yet: the first rows, how far it is, and a way out.

Why (2026-11-25): the view of the first rows stands on rooms that are too heavy for the first paint. It is made ahead;
where a file is asked for before that, as on the command line, a plain state says what is done, and the view is made
when the first rows come: by then the lane has loaded those rooms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.base.progress import Early, Progress
from gui.pages.data_reading_words import numbers_words, stage_words
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets import Button, Surface, WaitingState, tight

if TYPE_CHECKING:
    from gui.pages.data_reading import Reading


class WaitingPage(Surface):
    """Follows `session.busy`."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", parent=parent)
        self.session = session
        self.reading: Reading | None = None
        self._heard: list[object] = []
        self._state = WaitingState(theme)
        cancel = Button(theme, self.tr("Cancel"), kind="ghost")
        cancel.clicked.connect(self._on_cancel)
        self._state.add_action(cancel)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._state)
        tight(QVBoxLayout(self)).addWidget(self._stack)
        session.busy_changed.connect(self._on_busy)
        self._on_busy()

    def build(self) -> None:
        """Make the view of the first rows."""
        if self.reading is None:
            from gui.pages.data_reading import Reading

            self.reading = Reading(self.session, self.theme)
            self._stack.addWidget(self.reading)
            self._stack.setCurrentWidget(self.reading)
            for event in self._heard:
                self.reading.model.hear(event)
            self._heard = []

    def _on_busy(self) -> None:
        job, self._heard = self.session.busy, []
        if self.reading is None and job is not None:
            self._state.set_words(self.tr("Reading {name}").format(name=job.name), stage_words("open"))
            self._state.set_progress(None)
            job.told.connect(self._on_told)

    @Slot(object)
    def _on_told(self, event: object) -> None:
        if self.reading is not None or self.sender() is not self.session.busy:
            return
        self._heard.append(event)
        if isinstance(event, Early):
            self.build()
        elif isinstance(event, Progress) and self.session.busy is not None:
            title = self.tr("Reading {name}").format(name=self.session.busy.name)
            self._state.set_words(title, stage_words(event.stage))
            self._state.set_progress(None, numbers_words(event, None))

    def _on_cancel(self) -> None:
        if self.session.busy is not None:
            self.session.busy.stop()
