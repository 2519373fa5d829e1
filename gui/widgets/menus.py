"""Menus that stay within their window.

Why (2026-11-25): Qt keeps a menu on the screen. With a window that is narrower than the screen, what opens under a
button near the right edge hung half beside the window, over whatever lay there.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from gui.theme import sizes


class _Keeper(QObject):
    """Moves a menu to the left before it is seen."""

    def __init__(self, menu: QMenu, owner: QWidget) -> None:
        super().__init__(menu)
        self._menu, self._owner = menu, owner

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """`Show` comes when the menu has its place, and before it is painted."""
        if event.type() == QEvent.Type.Show:
            window, menu = self._owner.window(), self._menu
            left = window.mapToGlobal(QPoint(sizes.XS, 0)).x()
            most = window.mapToGlobal(QPoint(window.width() - sizes.XS, 0)).x() - menu.width()
            if menu.x() > most:
                menu.move(max(most, min(left, menu.x())), menu.y())
        return super().eventFilter(watched, event)


def keep_within(menu: QMenu, owner: QWidget) -> None:
    """Let this menu reach no further to the right than the window that its owner is in; where it is wider than the
    window, it begins at the window's left. Behind its rounded corners nothing is painted."""
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    menu.installEventFilter(_Keeper(menu, owner))
