"""Welcome's picture: strata like layers of rock, each one a loss curve; the best epoch is marked on one."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import antialiased
from gui.widgets.voice import Role

LAYERS, CHOSEN, POINTS, BEST_AT = 15, 6, 60, 0.63


def layer_height(layer: int, x: float) -> float:
    """The height (0 top, 1 bottom) of a layer at x in [0, 1]: upper ones fall steeply, lower ones lie flat."""
    depth = layer / (LAYERS - 1)
    start = 0.06 + 0.88 * depth
    floor = 0.44 + 0.50 * depth**1.25
    fall = 3.2 * (1 - depth) + 1.2
    wave = 0.012 * math.sin(2 * math.pi * (x * 1.1 + depth * 0.7)) * (0.4 + depth)
    return floor + (start - floor) * math.exp(-fall * x) + wave * x


class Strata(QWidget):
    """Drawn from the tokens, so that it is right in both themes; decoration, hidden from the screen reader's path."""

    spoken_as = Role.Graphic

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(196)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(416, 196)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The layers, then the chosen one with its mark."""
        painter = antialiased(self)
        for layer in range(LAYERS):
            if layer != CHOSEN:
                depth = layer / (LAYERS - 1)
                alpha = 0.10 + 0.34 * math.sin(math.pi * min(0.12 + depth, 1.0)) ** 2
                painter.setPen(QPen(self.theme.colour("c1", alpha), 1.0))
                painter.drawPath(self._path(layer))
        painter.setPen(QPen(self.theme.colour("c1"), 1.8))
        painter.drawPath(self._path(CHOSEN))
        self._paint_mark(painter)
        painter.end()

    def _path(self, layer: int) -> QPainterPath:
        path = QPainterPath()
        for step in range(POINTS + 1):
            x = step / POINTS
            point = QPointF(x * self.width(), layer_height(layer, x) * self.height())
            if step:
                path.lineTo(point)
            else:
                path.moveTo(point)
        return path

    def _paint_mark(self, painter: QPainter) -> None:
        at = QPointF(BEST_AT * self.width(), layer_height(CHOSEN, BEST_AT) * self.height())
        words = self.tr("best epoch")
        painter.setFont(self.theme.font(sizes.TINY, 600))
        width = painter.fontMetrics().horizontalAdvance(words)
        ground = QRectF(at.x() + 9, at.y() - 25, width + 12, 18)
        painter.fillRect(ground, self.theme.colour("rail"))
        painter.setPen(self.theme.colour("c1_text"))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QPen(self.theme.colour("c1"), 1.8))
        painter.setBrush(self.theme.colour("rail"))
        painter.drawEllipse(at, 5, 5)
