"""What the recipe does to the data now: counted in the other lane after each edit, the latest wins."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.base.errors import EpochalError
from gui.state.opening import preview
from gui.work import Job, Lane

if TYPE_CHECKING:
    from core.cleaning.apply import FittedRecipe
    from core.cleaning.report import Cleaned
    from core.data.table import Table
    from core.project.document import Document

WAIT_MS = 120  # a person who types or drags makes one count, not ten


class CleaningPreview(QObject):
    """`show(table, document)` as often as you like; `changed` when the count begins, ends or fails."""

    changed = Signal()

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self.fitted: FittedRecipe | None = None
        self.cleaned: Cleaned | None = None
        self.error: EpochalError | None = None
        self._wanted: tuple[Table, Document] | None = None
        self._counted: tuple[Table, Document] | None = None  # what `cleaned` is of
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._start)

    @property
    def counting(self) -> bool:
        """Whether a newer result is on its way."""
        return self._timer.isActive() or self._job is not None

    @property
    def counting_from(self) -> int:
        """The first rule, from 0, whose count is on its way; those before it have theirs already, as rules only see
        what the ones before them left."""
        if not self.counting or self._wanted is None:
            return len(self._wanted[1].recipe.steps) if self._wanted is not None else 0
        if self._counted is None or self._counted[0] is not self._wanted[0]:
            return 0
        return first_changed(self._counted[1], self._wanted[1])

    def show(self, table: Table | None, document: Document | None) -> None:
        """Count for this document; without data there is nothing to count."""
        self._drop_job()
        if table is None or document is None:
            self._timer.stop()
            self._wanted = self._counted = self.fitted = self.cleaned = self.error = None
        else:
            self._wanted = (table, document)
            self._timer.start()
        self.changed.emit()

    def _start(self) -> None:
        if self._wanted is None:
            return
        table, document = self._wanted
        self._job = self._lane.submit(partial(preview, table, document), name=self.tr("Counting what rules do"))
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)

    def _on_finished(self, result: tuple[FittedRecipe, Cleaned]) -> None:
        if self.sender() is self._job:
            self._job, self.error = None, None
            self.fitted, self.cleaned = result
            self._counted = self._wanted
            self.changed.emit()

    def _on_failed(self, error: object) -> None:
        if self.sender() is self._job:
            self._job = None
            self.fitted = self.cleaned = self._counted = None
            self.error = error if isinstance(error, EpochalError) else None
            self.changed.emit()

    def _drop_job(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            job.stop()


def first_changed(before: Document, after: Document) -> int:
    """The first rule, from 0, that may do something else now; all may when more than the rules has changed."""
    if replace(before, recipe=after.recipe, recipe_origin=after.recipe_origin, name=after.name) != after:
        return 0
    pairs = zip(before.recipe.steps, after.recipe.steps, strict=False)
    same = next((at for at, (old, new) in enumerate(pairs) if old != new), None)
    return min(len(before.recipe.steps), len(after.recipe.steps)) if same is None else same
