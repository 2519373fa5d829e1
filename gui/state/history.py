"""Undo and redo: the document is a frozen value, so one command serves every edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from core.project.document import Document


class Step(QUndoCommand):
    """Something a person did. made_at: when, as a project file writes it; brings_data: whether other data came in."""

    def __init__(self, label: str, *, brings_data: bool = False) -> None:
        super().__init__(label)
        self.made_at = datetime.now(UTC).isoformat(timespec="seconds")
        self.brings_data = brings_data


class ReplaceDocument(Step):
    """From one document to the next. `show` is given the document to show and what to call the step."""

    def __init__(self, before: Document, after: Document, label: str, show: Callable[[Document, str], None]) -> None:
        super().__init__(label, brings_data=before.data != after.data)
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        """Do it, or do it again."""
        self._show(self._after, self.text())

    def undo(self) -> None:
        """Go back."""
        self._show(self._before, "Undo: " + self.text())
