"""A look at the target, off the window's thread: what it comes out as after cleaning, or why it can't be predicted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from core.base.errors import EpochalError, Place
from core.base.progress import Finished
from core.data.table import Table
from core.features.task import Task, detect_task
from gui.models.words import count
from gui.state.session import Session
from gui.widgets import told_words


@dataclass(frozen=True)
class Found:
    """What was asked, and what the target comes out as."""

    target: str
    asked: str
    task: Task
    distinct: int


class TargetLook(QObject):
    """words: "a number", "two classes", …, "" while it isn't known. error: why it can't be, "" when it can."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: tuple[int, str | None, str] = (0, None, "")
        self._soon = QTimer(self)  # the session tells of an edit before it begins to count for it
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        self.words = ""
        self.error = ""
        self.task: Task | None = None
        self.outputs = 1

    def look(self) -> None:
        """Look again if target, task or table have changed, once the rules have been counted for them."""
        document = self._session.document
        if document is not None and (document.target, document.task) != self._asked[1:]:
            self._asked = (0, document.target, document.task)
            self.words, self.error, self.task = "", "", None
        self._soon.start()

    def _look(self) -> None:
        document, cleaned = self._session.document, self._session.cleaned
        if document is None or cleaned is None or document.target is None or self._session.counting:
            return
        asked = (id(cleaned), document.target, document.task)
        if asked == self._asked:
            return
        self._asked = asked
        look = partial(_look, cleaned.table, document.target, document.task)
        job = self._session.submit(look, name=self.tr("Look at the target"))
        job.finished.connect(self._on_found)
        job.failed.connect(self._on_refused)

    def _on_found(self, found: Found) -> None:
        if (found.target, found.asked) != self._asked[1:]:
            return
        self.task, self.error = found.task, ""
        self.outputs = found.distinct if found.task is Task.MULTICLASS else 1
        self.words = {
            Task.REGRESSION: self.tr("number"),
            Task.BINARY: self.tr("two classes"),
            Task.MULTICLASS: self.tr("{n} classes").format(n=count(found.distinct)),
        }[found.task]
        self.changed.emit()

    def _on_refused(self, error: object) -> None:
        if isinstance(error, EpochalError):
            self.words, self.error, self.task = "", told_words(error), None
            self.changed.emit()


def _look(table: Table, target: str, asked: str) -> Iterator[Finished[Found]]:
    if not table.has(target):
        raise EpochalError("flow.target_removed", {"name": target}, Place(column=target))
    task = detect_task(table, target, None if asked == "auto" else Task(asked))
    yield Finished(Found(target, asked, task, int(table.values(target).nunique())))
