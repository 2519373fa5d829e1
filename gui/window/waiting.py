"""While a file is read and no project is open yet: what is being done, how far, and a way out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.progress import Progress
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets import Button, Surface, WaitingState, tight


def stage_words(stage: str) -> str:
    """A stage of a job in words."""
    words = QCoreApplication.translate
    known = {
        "open": words("stages", "Opening"),
        "read": words("stages", "Reading the file"),
        "infer": words("stages", "Finding out what each column holds"),
        "profile": words("stages", "Describing each column"),
        "keep": words("stages", "Keeping the data in the project"),
    }
    return known.get(stage, words("stages", "Working"))


class WaitingPage(Surface):
    """Follows `session.busy`."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", parent=parent)
        self.session = session
        self._state = WaitingState(theme)
        cancel = Button(theme, self.tr("Cancel"), kind="ghost")
        cancel.clicked.connect(self._on_cancel)
        self._state.add_action(cancel)
        tight(QVBoxLayout(self)).addWidget(self._state)
        session.busy_changed.connect(self._on_busy)
        self._on_busy()

    def _on_busy(self) -> None:
        job = self.session.busy
        if job is not None:
            self._state.set_words(self.tr("Reading {name}").format(name=job.name), stage_words("open"))
            self._state.set_progress(None)
            job.told.connect(self._on_told)

    def _on_told(self, event: object) -> None:
        if not isinstance(event, Progress) or self.session.busy is None:
            return
        name = self.session.busy.name
        self._state.set_words(self.tr("Reading {name}").format(name=name), stage_words(event.stage))
        share = event.done / event.total if event.total > 0 else None
        self._state.set_progress(share, self._numbers(event))

    def _numbers(self, event: Progress) -> str:
        locale = QLocale()
        if event.unit != "rows" or event.done == 0:
            return ""
        if event.total <= 0:
            return self.tr("{done} rows").format(done=locale.toString(event.done))
        return self.tr("{done} of {all} rows").format(
            done=locale.toString(event.done), all=locale.toString(event.total)
        )

    def _on_cancel(self) -> None:
        if self.session.busy is not None:
            self.session.busy.stop()
