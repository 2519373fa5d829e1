"""What a screen reader hears of a widget, where the Tab key goes, and what the focus looks like."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

MOST_STOPS, LEAST_TURNS = 400, 5
AROUND = 4  # px about a widget in which its ring may be


@dataclass(frozen=True)
class Heard:
    """`role` is the name of Qt's role, "Button" for example; `value` is empty where there is none."""

    name: str
    role: str
    description: str
    value: str


def heard(widget: QWidget) -> Heard:
    """What the accessibility interface tells of a widget."""
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None, f"{type(widget).__name__} tells a screen reader nothing"
    return heard_of(told)


def heard_of(told: QAccessibleInterface) -> Heard:
    """The same for an interface, of a list's row for example."""
    text = QAccessible.Text
    return Heard(told.text(text.Name), told.role().name, told.text(text.Description), told.text(text.Value))


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key, to whatever has the focus."""
    focused = QApplication.focusWidget() or QApplication.activeWindow()
    assert focused is not None, "nothing has the focus"
    QTest.keyClick(focused, key, modifiers)
    QApplication.processEvents()


def tab_stops(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """All that the Tab key reaches, from where the focus is, until it comes round."""
    return list(stops_in_turn(window, key))


def stops_in_turn(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> Iterator[QWidget]:
    """The same one by one; between two the focus may go elsewhere, if it comes back."""
    seen: list[QWidget] = []
    while len(seen) < MOST_STOPS:
        press(key)
        focused = QApplication.focusWidget()
        assert focused is not None and window.isAncestorOf(focused), "Tab leaves the window"
        if focused in seen:
            return
        seen.append(focused)
        yield focused
    raise AssertionError("Tab never comes round")


def place(widget: QWidget) -> QRect:
    """Where a widget is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def way(widget: QWidget) -> str:
    """A name for messages: the widget's class below those of its parents of this house."""
    names = []
    at: QWidget | None = widget
    while at is not None and not at.isWindow():
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " in ".join(names[:4])


def picture(widget: QWidget) -> np.ndarray:
    """The pixels of a widget and of what is close about it, uint8 [rows, columns, red green blue]."""
    window = widget.window()
    rect = place(widget).adjusted(-AROUND, -AROUND, AROUND, AROUND).intersected(window.rect())
    image = window.grab(rect).toImage().convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def settle(seconds: float = 0.02) -> None:
    """Let the window paint."""
    end, turns = time.monotonic() + seconds, 0
    while turns < LEAST_TURNS or time.monotonic() < end:  # a loaded machine may let the moment pass without us
        QApplication.processEvents()
        time.sleep(0.001)
        turns += 1


def painted_by_us(window: QWidget) -> list[QWidget]:
    """The widgets in a window whose look is painted by a class of this house."""
    return [widget for widget in window.findChildren(QWidget) if any(map(_paints, type(widget).__mro__))]


def _paints(kind: type) -> bool:
    return kind.__module__.startswith("gui.") and "paintEvent" in vars(kind)


def contrasting(one: np.ndarray, other: np.ndarray) -> int:
    """How many pixels differ by a contrast of at least 3 to 1 (WCAG 2.2, "contrast ratio"); both are uint8 RGB."""
    if one.shape != other.shape:
        return one.shape[0] * one.shape[1]
    light, dark = _luminance(one), _luminance(other)
    ratio = (np.maximum(light, dark) + 0.05) / (np.minimum(light, dark) + 0.05)
    return int((ratio >= 3).sum())


def _luminance(pixels: np.ndarray) -> np.ndarray:
    """WCAG 2.2, "relative luminance"."""
    share = pixels / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
