"""Edits that need the other lane: another target with the rules that suit it, and the suggested rules anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.state import opening
from gui.state.project_data import ProjectData
from gui.state.project_jobs import ProjectJobs
from gui.work import Job

if TYPE_CHECKING:
    from core.cleaning.recipe import Recipe
    from core.project.document import Document


class Suggesting(QObject):
    """retargeted(document): the document as it was asked about, with its new target and rules. suggested(recipe)."""

    retargeted = Signal(object)
    suggested = Signal(object)

    def __init__(self, jobs: ProjectJobs, data: ProjectData, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._data = jobs, data
        self._retargeting: Job | None = None

    def drop_target(self) -> None:
        """The target that was asked for before doesn't count any more."""
        if self._retargeting is not None:
            self._retargeting.stop()
            self._retargeting = None

    def can_follow(self, document: Document) -> bool:
        """Whether another target brings other rules: only where the present ones were suggested and nobody edited
        them."""
        has_data = self._data.table is not None and self._data.profile is not None
        return has_data and document.recipe_origin == "suggested"

    def ask_target(self, document: Document, name: str | None, words: str) -> None:
        """The rules for this target, `retargeted` with them; the latest question counts."""
        table, profile = self._data.table, self._data.profile
        assert table is not None and profile is not None
        self._retargeting = self._jobs.submit(partial(opening.retarget, document, name, table, profile), words)
        self._retargeting.finished.connect(self._on_retargeted)
        self._retargeting.ended.connect(self._on_retarget_ended)

    def ask_rules(self, document: Document, words: str) -> Job | None:
        """The rules for the table as it is, `suggested` with them; None without data."""
        table, profile = self._data.table, self._data.profile
        if table is None or profile is None:
            return None
        job = self._jobs.submit(partial(opening.suggest, table, profile, document), words)
        job.finished.connect(self._on_suggested)
        return job

    def _on_retargeted(self, changed: Document) -> None:
        if self.sender() is self._retargeting:
            self.retargeted.emit(changed)

    def _on_retarget_ended(self, job: Job) -> None:
        if job is self._retargeting:
            self._retargeting = None

    def _on_suggested(self, recipe: Recipe) -> None:
        self.suggested.emit(recipe)
