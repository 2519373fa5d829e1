"""What painted controls share: rounded grounds, and a focus ring that only the keyboard shows."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gui.theme import Theme, sizes

KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
KEYPAD = Qt.KeyboardModifier.KeypadModifier
RETURNING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
PRESSING = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
POINTING = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress)

if TYPE_CHECKING:
    Base = QWidget
    ViewBase = QAbstractScrollArea
else:  # two Qt classes can't be the bases of one
    Base = object
    ViewBase = object


class KeysOrMouse(QObject):
    """Knows what a person uses just now, keys or a mouse; a filter of a window of the screen's (a `QWindow`), which
    gets little more than that.

    When the program moves the focus, to a page by Ctrl 2 or to the rows behind a mark by Return, Qt can't say who
    asked for it. As browsers do (":focus-visible"), the ring shows where the keyboard goes on.
    """

    keys_lead: ClassVar[bool] = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note, and let everything pass."""
        kind = event.type()
        if kind in PRESSING:
            KeysOrMouse.keys_lead = True
        elif kind in POINTING:
            KeysOrMouse.keys_lead = False
        return False


def by_keyboard(reason: Qt.FocusReason) -> bool:
    """Whether the keyboard brought the focus, by itself or by what the program did for it."""
    return reason in KEYBOARD or (reason == Qt.FocusReason.OtherFocusReason and KeysOrMouse.keys_lead)


class KeyboardRing(Base):
    """Mixed into a widget class: `ring_shown` tells whether focus came by the keyboard."""

    ring_shown = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keys only."""
        if event.reason() not in RETURNING:
            self.ring_shown = by_keyboard(event.reason())
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring; a menu or another window keeps it for the return."""
        if event.reason() not in RETURNING:
            self.ring_shown = False
        super().focusOutEvent(event)
        self.update()


class ReturnPresses(KeyboardRing):
    """Mixed into a button's class: Return presses it too, not only Space; held down it presses once."""

    if TYPE_CHECKING:

        def click(self) -> None:
            """A button's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return is a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~KEYPAD:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class RingedView(KeyboardRing, ViewBase):
    """Mixed into the class of a view that has a `theme`: the ring goes round the whole of it."""

    theme: Theme

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is painted on the viewport."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The same."""
        super().focusOutEvent(event)
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The ring stays where it is."""
        super().scrollContentsBy(dx, dy)
        if self.ring_shown:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The view, then the ring."""
        super().paintEvent(event)
        if self.ring_shown and self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ring(painter, self.theme, QRectF(self.viewport().rect()), sizes.RADIUS)
            painter.end()


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


def hairline(painter: QPainter, x: float, y: float, width: float, height: float, colour: QColor) -> None:
    """Fill a line one pixel thin, with `width` or `height` 1, in whole pixels of the screen.

    Where a pixel of the window is one and a half of the screen's, a plain fill gives one here and two there, by where
    the line happens to lie; smoothed, it gives a blur.
    """
    to_screen = painter.deviceTransform()
    across, down = to_screen.m11() or 1.0, to_screen.m22() or 1.0
    rect = QRectF(x, y, width, height)
    if width == 1:
        rect.setLeft((floor(x * across + to_screen.dx() + 0.5) - to_screen.dx()) / across)
        rect.setWidth(max(1, floor(across)) / across)
    if height == 1:
        rect.setTop((floor(y * down + to_screen.dy() + 0.5) - to_screen.dy()) / down)
        rect.setHeight(max(1, floor(down)) / down)
    smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(rect, colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


def edge_round(painter: QPainter, rect: QRectF, colour: QColor, radius: float, width: float = 1.0) -> None:
    """A rounded edge that lies within `rect`."""
    half = width / 2
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), max(radius - half, 0), max(radius - half, 0))


def draw_ring(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    """The focus ring, within `rect`."""
    edge_round(painter, rect, theme.colour("accent"), radius, sizes.RING)
