"""How large the window is the very first time: as designed, or the whole screen where that would not fit.

A window of 1440 × 900 on a laptop's 1366 × 768 has its last line and its edges outside the screen, and a person who
starts the program for the first time has nothing to pull at.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from gui.theme import sizes


def give_first_size(window: QWidget, room: QRect) -> None:
    """Size a window that no one has sized yet; `room` [px] is what the screen leaves free of bars and docks."""
    width, height = sizes.FIRST
    window.resize(width, height)
    fits = width + sizes.FRAME <= room.width() and height + sizes.FRAME <= room.height()
    least_width, least_height = sizes.MINIMUM
    if not fits and room.width() >= least_width and room.height() >= least_height:  # else no size would fit
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
