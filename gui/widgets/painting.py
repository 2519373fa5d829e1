"""What painted controls share: rounded grounds, and a focus ring that only the keyboard shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import Theme, sizes

KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
RETURNING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)

if TYPE_CHECKING:
    Base = QWidget
else:  # two Qt classes can't be the bases of one
    Base = object


class KeyboardRing(Base):
    """Mixed into a widget class: `ring_shown` tells whether focus came by the keyboard."""

    ring_shown = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keys only."""
        if event.reason() not in RETURNING:
            self.ring_shown = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring; a menu or another window keeps it for the return."""
        if event.reason() not in RETURNING:
            self.ring_shown = False
        super().focusOutEvent(event)
        self.update()


def antialiased(widget: QWidget) -> QPainter:
    """A painter on the widget, smooth."""
    painter = QPainter(widget)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    return painter


def dirty_rects(event: QPaintEvent) -> list[QRect]:
    """The rectangles that must be painted: two thin ones rather than the large one around them."""
    return list(event.region())  # type: ignore[call-overload]  # the stubs don't know that a region can be walked


def fill_round(painter: QPainter, rect: QRectF, colour: QColor, radius: float) -> None:
    """A rounded ground without an edge."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, radius, radius)


def edge_round(painter: QPainter, rect: QRectF, colour: QColor, radius: float, width: float = 1.0) -> None:
    """A rounded edge that lies within `rect`."""
    half = width / 2
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), max(radius - half, 0), max(radius - half, 0))


def draw_ring(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    """The focus ring, within `rect`."""
    edge_round(painter, rect, theme.colour("accent"), radius, sizes.RING)
