"""Where the Tab key goes: widgets made later take their place, and what it comes to is scrolled into view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QScrollArea,
    QSplitter,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)

MARGIN_PX = 8  # about what is scrolled into view, so that its ring is seen


def takes_tab(widget: QWidget) -> bool:
    """Whether the Tab key may stop here, hidden and disabled widgets included."""
    return (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus


def tab_after(place: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab go through these parts, in this order, where `place` stands; `place` itself may take no focus."""
    before = _stop_before(place)
    if before is None:
        return
    for part in parts:
        for widget in (part, *part.findChildren(QWidget)):
            same = widget.window() is before.window()  # not a list that pops up
            if same and takes_tab(widget) and widget.focusProxy() is None:
                QWidget.setTabOrder(before, widget)
                before = widget


def _stop_before(place: QWidget) -> QWidget | None:
    """The last that takes the focus of all that is laid out before a place."""
    above = place.parentWidget()
    while above is not None:
        found: QWidget | None = None
        for widget in _as_laid_out(above):
            if widget is place:
                break
            if takes_tab(widget) and widget.focusProxy() is None:
                found = widget
        else:
            found = None  # it isn't in a layout of this one
        if found is not None or above.isWindow():
            return found
        above = above.parentWidget()
    return None


def tab_as_laid_out(root: QWidget) -> None:
    """Let Tab go through a page as its layouts lay it out, whatever was made first."""
    before: QWidget | None = None
    for widget in _as_laid_out(root):
        if takes_tab(widget) and widget.focusProxy() is None:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget


def _as_laid_out(widget: QWidget) -> Iterator[QWidget]:
    """A widget, then what is in it; fields and views are whole."""
    yield widget
    if isinstance(widget, (QAbstractSpinBox, QComboBox, QAbstractItemView)):
        return
    if isinstance(widget, QSplitter):
        inside = [widget.widget(at) for at in range(widget.count())]
    elif isinstance(widget, QScrollArea):
        inside = [widget.widget()]
    else:
        layout = widget.layout()
        inside = list(_laid_out(layout)) if layout is not None else []
    for child in inside:
        if child is not None:
            yield from _as_laid_out(child)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, within = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif within is not None:
            yield from _laid_out(within)


def read_as_laid_out(root: QWidget) -> None:
    """Let a screen reader meet what is in a window as it is laid out: it goes by the order of Qt's children, which is
    that of making, and in a splitter the reverse. What lies over the others, or under them, stays there."""
    for widget in _as_laid_out(root):
        if not isinstance(widget, QStackedWidget):
            order_children(widget)


def order_children(widget: QWidget) -> None:
    """The same for what is directly in a widget."""
    if isinstance(widget, QSplitter):
        parts = (widget.widget(at) for at in range(widget.count()))
        inside = [part for part in parts if part is not None]
    else:
        layout = widget.layout()
        inside = [child for child in _laid_out(layout) if child.parent() is widget] if layout is not None else []
    present = [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()]
    places = [present.index(child) for child in inside]
    if places == sorted(places):
        return
    under = [child for child in present[: min(places)] if not isinstance(child, QSplitterHandle)]
    over = [child for child in present if child not in inside and child not in under]
    for child in (*under, *inside, *over):  # raising puts a child at the end of the order
        child.raise_()


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
