"""Undo and redo: the document is a frozen value, so one command serves every edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from core.project.document import Document


class ReplaceDocument(QUndoCommand):
    """From one document to the next. `show` is given the document to show and what to call the step."""

    def __init__(self, before: Document, after: Document, label: str, show: Callable[[Document, str], None]) -> None:
        super().__init__(label)
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        """Do it, or do it again."""
        self._show(self._after, self.text())

    def undo(self) -> None:
        """Go back."""
        self._show(self._before, "Undo: " + self.text())
