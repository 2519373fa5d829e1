"""Where the Tab key goes: widgets made later take their place, and what it comes to is scrolled into view."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

MARGIN_PX = 8  # about what is scrolled into view, so that its ring is seen


def takes_tab(widget: QWidget) -> bool:
    """Whether the Tab key may stop here, hidden and disabled widgets included."""
    return (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus


def tab_after(place: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab go through these parts, in this order, where `place` stands; `place` itself may take no focus."""
    before = place
    while not takes_tab(before) or before.focusProxy() is not None:
        previous = before.previousInFocusChain()
        if previous is None or previous is place:
            return
        before = previous
    for part in parts:
        for widget in (part, *part.findChildren(QWidget)):
            same = widget.window() is before.window()  # not a list that pops up
            if same and takes_tab(widget) and widget.focusProxy() is None:
                QWidget.setTabOrder(before, widget)
                before = widget


def show_focused(before: QWidget | None, widget: QWidget | None) -> None:
    """Scroll what the keyboard came to into view; for `QApplication.focusChanged`.

    Qt does it only when the focus was in the same scrolled area before. A mouse is already where it clicks, and a
    window that becomes the active one again stays as it was.
    """
    if before is None or widget is None or QApplication.mouseButtons():
        return
    above = widget.parentWidget()
    while above is not None and not widget.isWindow():
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, MARGIN_PX, MARGIN_PX)
        above = above.parentWidget()
