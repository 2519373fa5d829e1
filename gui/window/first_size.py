"""How large the window is the very first time: as designed, or the whole screen where that would not fit.

A window of 1440 × 900 on a laptop's 1366 × 768 has its last line and its edges outside the screen, and a person who
starts the program for the first time has nothing to pull at.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from gui.theme import sizes


def give_first_size(window: QWidget, room: QRect) -> None:
    """Size a window that no one has sized yet; `room` [px] is what the screen leaves free of bars and docks."""
    first, least = QSize(*sizes.FIRST), QSize(*sizes.MINIMUM)
    free = room.size() - QSize(sizes.FRAME, sizes.FRAME)
    window.resize(first.boundedTo(free).expandedTo(least))
    fills = not _holds(free, first) and _holds(room.size(), least)  # on a smaller one Qt would still keep to the least
    if fills:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _holds(room: QSize, size: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()
