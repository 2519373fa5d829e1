"""The size of a window that nobody has sized yet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.theme import sizes
from gui.window.first_size import give_first_size


@pytest.mark.parametrize(
    ("room", "fills", "size"),
    [
        ((1920, 1040), False, sizes.FIRST),
        ((1440, 860), True, None),
        ((1366, 728), True, None),
        ((1440, 1100), True, None),
        ((920, 573), False, sizes.MINIMUM),  # a laptop's screen at 150 %
    ],
)
def test_that_a_first_window_never_reaches_far_beyond_the_screen(
    qtbot: QtBot, room: tuple[int, int], fills: bool, size: tuple[int, int] | None
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    give_first_size(window, QRect(0, 0, *room))
    assert window.isMaximized() == fills
    assert size is None or (window.width(), window.height()) == size
