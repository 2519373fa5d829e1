"""What a wide window leaves beside the columns goes to all of them alike.

Why (2026-11-25): ten columns took the left half of a large screen, each cut to what its first cells need, and the
right half stood empty. A column gets a little more room for its words and its bars, but not so much that the eye loses
its row; where a little more than that would fill the window, it is filled, since a narrow strip looks like a column.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView

MOST_MORE_PX, TO_FILL_PX = 72, 108
MANY = 60  # columns; so many leave nothing over on any screen


class SpareRoom(QObject):
    """Widens the columns of one head, until a person draws the edge of one: then all stay as they are."""

    def __init__(self, head: QHeaderView) -> None:
        super().__init__(head)
        self._head = head
        self._needed: dict[int, int] = {}
        self._drawn = False
        self._pressed = False  # the mouse, on the head: elsewhere it may be drawing the whole window wider
        head.viewport().installEventFilter(self)
        head.sectionResized.connect(self._on_resized)

    @property
    def drawn(self) -> bool:
        """Whether a person has drawn an edge."""
        return self._drawn

    def forget(self) -> None:
        """Another table: what its columns need isn't known yet."""
        self._needed, self._drawn = {}, False

    def needs(self, column: int, width: int) -> None:
        """What a column needs at least."""
        self._needed[column] = max(width, self._needed.get(column, 0))

    def share(self, room: int) -> None:
        """Give so many pixels to the columns that are shown; less than they need is for the scroll bar to solve."""
        shown = [column for column in self._needed if not self._head.isSectionHidden(column)]
        if self._drawn or not shown or len(self._needed) > MANY:
            return
        spare = room - sum(self._needed[column] for column in shown)
        more, left = divmod(max(spare, 0), len(shown))
        if more > TO_FILL_PX:
            more, left = MOST_MORE_PX, 0
        for at, column in enumerate(shown):
            self._head.resizeSection(column, self._needed[column] + more + (at < left))

    def _on_resized(self, _column: int, old: int, new: int) -> None:
        self._drawn = self._drawn or bool(old and new and self._pressed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Know whether a person is at the head."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            self._pressed = event.type() == QEvent.Type.MouseButtonPress
        return super().eventFilter(watched, event)
