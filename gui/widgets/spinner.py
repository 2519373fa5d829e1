"""Something is going on: eight spokes that turn, as a widget or inside another one's paint."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import antialiased
from gui.widgets.voice import Role

SPOKES = 8
TURN_MS = 100


class SpinnerPainter(QObject):
    """Turns by a timer and asks its owner to repaint; paint it where you like."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def start(self) -> None:
        """Turn."""
        self._timer.start()

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()

    def _turn(self) -> None:
        self._step = (self._step + 1) % SPOKES
        self._owner.update()

    def paint(self, painter: QPainter, rect: QRectF, colour: QColor) -> None:
        """Draw into a square."""
        centre, outer = rect.center(), rect.width() / 2 - 1
        painter.save()
        for spoke in range(SPOKES):
            age = (self._step - spoke) % SPOKES
            shade = QColor(colour)
            shade.setAlphaF(colour.alphaF() * (1.0 - 0.8 * age / SPOKES))
            painter.setPen(QPen(shade, max(1.5, rect.width() / 10)))
            angle = 2 * math.pi * spoke / SPOKES
            direction = QPointF(math.sin(angle), -math.cos(angle))
            painter.drawLine(centre + direction * (outer * 0.5), centre + direction * outer)
        painter.restore()


class Spinner(QWidget):
    """A spinner of its own. It turns only while it is seen."""

    spoken_as = Role.Animation

    def __init__(self, theme: Theme, size: int = sizes.ICON, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedSize(QSize(size, size))
        self.setAccessibleName(name or self.tr("Working"))
        self._painter = SpinnerPainter(self)
        self._painter.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Turn."""
        super().showEvent(event)
        self._painter.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still."""
        super().hideEvent(event)
        self._painter.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The spokes."""
        painter = antialiased(self)
        self._painter.paint(painter, QRectF(self.rect()), self.theme.colour("accent"))
        painter.end()
