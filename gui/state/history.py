"""Undo and redo: the document is a frozen value, so one command serves every edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from core.project.document import Document
    from core.project.history import HistoryEntry


class Step(QUndoCommand):
    """Something a person did. made_at: when, as a project file writes it; brings_data: whether other data came in."""

    def __init__(self, label: str, *, brings_data: bool = False) -> None:
        super().__init__(label)
        self.made_at = datetime.now(UTC).isoformat(timespec="seconds")
        self.brings_data = brings_data


class ReplaceDocument(Step):
    """From one document to the next. `show` is given the document to show, what the step is called, and whether it is
    taken back."""

    def __init__(
        self, before: Document, after: Document, label: str, show: Callable[[Document, str, bool], None]
    ) -> None:
        super().__init__(label, brings_data=before.data != after.data)
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        """Do it, or do it again."""
        self._show(self._after, self.text(), False)

    def undo(self) -> None:
        """Go back."""
        self._show(self._before, self.text(), True)


def entry_words(entry: HistoryEntry) -> str:
    """What led to a saved state, in the person's language: the step's words, or that it was taken back."""
    if entry.kind == "undone":
        return QCoreApplication.translate("history", "Undone: {step}").format(step=entry.label)
    return entry.label
