"""The history as a list, the newest first: what can be done again, where one is, what was done, and what was saved
before the project was opened."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QUndoStack

from gui.models.cells import CellRole
from gui.state.history import Step, entry_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.project.history import HistoryEntry

Index = QModelIndex | QPersistentModelIndex


class Place(StrEnum):
    """Where a step is, seen from the present."""

    LATER = "later"
    HERE = "here"
    DONE = "done"
    EARLIER = "earlier"  # before the project was opened


class StepsModel(QAbstractListModel):
    """Rows: the stack's steps from the last to the first, the state as opened, then earlier states.

    when: says a moment, written as a project file does, in the words of the window.
    """

    def __init__(self, stack: QUndoStack, when: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack, self._when = stack, when
        self._steps = 0
        self._earlier: tuple[HistoryEntry, ...] = ()
        self._opened: HistoryEntry | None = None
        stack.indexChanged.connect(self._on_stack)

    def show_earlier(self, entries: Sequence[HistoryEntry]) -> None:
        """Saved states, the oldest first; the last is the one the project was opened in."""
        self.beginResetModel()
        self._steps = self._stack.count()
        self._opened = entries[-1] if entries else None
        self._earlier = tuple(reversed(entries[:-1]))
        self.endResetModel()

    # what a row is

    def stack_index(self, row: int) -> int | None:
        """What the stack's index is after going to this row; None for a state from before it was opened."""
        return self._steps - row if 0 <= row <= self._steps else None

    def entry(self, row: int) -> HistoryEntry | None:
        """The earlier state of this row."""
        at = row - self._steps - 1
        return self._earlier[at] if 0 <= at < len(self._earlier) else None

    @property
    def here(self) -> int:
        """The row of the present."""
        return self._steps - self._stack.index()

    def place(self, row: int) -> Place:
        """Where this row is, seen from the present."""
        if row > self._steps:
            return Place.EARLIER
        return Place.LATER if row < self.here else Place.HERE if row == self.here else Place.DONE

    # as Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Steps, the state as opened, earlier states."""
        return 0 if parent.isValid() else self._steps + 1 + len(self._earlier)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What was done, and when."""
        if not index.isValid():
            return None
        row = index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._title(row)
            case CellRole.SUMMARY:
                return self._summary(row)
            case CellRole.STATE:
                return self.place(row)
            case CellRole.ICON:
                return self._icon(row)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{self._title(row)}\n{self._summary(row)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                later = self.tr("undone, can be done again") if self.place(row) is Place.LATER else ""
                return ", ".join(part for part in (self._title(row), self._summary(row), later) if part)
        return None

    def _title(self, row: int) -> str:
        entry, at = self.entry(row), self.stack_index(row)
        if entry is not None:
            return entry_words(entry)
        if at:
            return self._stack.text(at - 1)
        opened = entry_words(self._opened) if self._opened is not None and self._opened.label else ""
        return opened or self.tr("As it was opened")

    def _summary(self, row: int) -> str:
        words = [self._when(self._stamp(row))]
        if row == self._steps:
            words.append(self.tr("as it was opened"))
        if row == self.here:
            words.append(self.tr("you are here"))
        return " · ".join(word for word in words if word)

    def _stamp(self, row: int) -> str:
        """When it was, as a project file writes it."""
        entry, at = self.entry(row), self.stack_index(row)
        if at:
            step = self._stack.command(at - 1)
            return step.made_at if isinstance(step, Step) else ""
        saved = entry or self._opened
        return saved.saved_at if saved is not None else ""

    def _icon(self, row: int) -> str:
        at = self.stack_index(row)
        if row == self.here:
            return "circle-dot"
        step = self._stack.command(at - 1) if at else None
        return "camera" if at == 0 or (isinstance(step, Step) and step.brings_data) else "circle"

    def _on_stack(self) -> None:
        self.beginResetModel()
        self._steps = self._stack.count()
        self.endResetModel()
