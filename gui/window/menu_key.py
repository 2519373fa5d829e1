"""Shift F10, for keyboards without a menu key.

Windows makes one of it for every program. On Linux Qt knows the menu key alone, which many laptops lack: the menus of
charts, runs and columns would be there for a mouse only.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication


def open_menu_here() -> None:
    """Ask what has the focus for its menu, as the menu key does; some have none."""
    focused = QApplication.focusWidget()
    if focused is None or QApplication.activePopupWidget() is not None:
        return
    cursor = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    at = cursor.center() if isinstance(cursor, QRect) and cursor.isValid() else focused.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, focused.mapToGlobal(at))
    QApplication.sendEvent(focused, event)
