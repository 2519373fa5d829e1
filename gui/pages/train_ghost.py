"""The Train page before its first run: a ghost of the chart that will be there, and the one way to fill it.

Why (2026-11-25): the design wants the chart's area to show what will appear. It is drawn in the tone of empty tracks,
without numbers, as a scale would be a made-up figure. Its curves fall steeply and then lie low, so that the words stand
in the free space above them at every size of the window.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets import EmptyState, tight
from gui.widgets.painting import antialiased
from gui.widgets.voice import Role

POINTS, LINES, BEST_AT, HEAD, FOOT = 80, 4, 0.62, 36, 30
Curve = Callable[[float], float]


def falling(floor: float, fall: float, ripple: float) -> Curve:
    """A loss from 1 towards `floor` (heights from 0, the axis, to 1) over x in [0, 1], with a little unrest."""

    def height(x: float) -> float:
        unrest = ripple * math.sin(38 * x) * math.sin(9 * x + 1) * min(4 * x, 1)
        return floor + (0.97 - floor) * math.exp(-fall * x) + unrest

    return height


VALIDATION, TRAINING = falling(0.15, 15, 0.008), falling(0.07, 12, 0.004)
OTHERS = (falling(0.21, 11.5, 0.006), falling(0.19, 18, 0.005))


class LossGhost(QWidget):
    """Grid, axis, curves and the mark of a best epoch, with words over it."""

    spoken_as = Role.Graphic

    def __init__(self, theme: Theme, actions: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.state = EmptyState(theme, "chart-line", "", "", actions)
        tight(QVBoxLayout(self)).addWidget(self.state)
        theme.changed.connect(self.update)

    def set_words(self, title: str, sentence: str) -> None:
        """What stands over the chart."""
        self.state.set_words(title, sentence)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    @property
    def plot(self) -> QRectF:
        """Where the curves are."""
        margin = sizes.PAGE_MARGIN
        return QRectF(margin, HEAD, max(self.width() - 2 * margin, 1), max(self.height() - HEAD - FOOT, 1))

    @property
    def words(self) -> QRect:
        """Where the words are, with a little room around them."""
        whole = QRect()
        for part in self.state.findChildren(QWidget):
            if part.isVisible():
                whole = whole.united(QRect(part.mapTo(self, QPoint()), part.size()))
        return whole.adjusted(-sizes.M, -sizes.XS, sizes.M, sizes.XS)

    def place(self, curve: Curve, x: float) -> QPointF:
        """A point of a curve, in pixels."""
        plot = self.plot
        return QPointF(plot.x() + x * plot.width(), plot.bottom() - curve(x) * plot.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """All of it."""
        painter = antialiased(self)
        self._paint_ground(painter)
        for curve in OTHERS:
            self._paint_curve(painter, curve, 1.75, "grid")
        self._paint_curve(painter, TRAINING, 1.4, "ghost", dashed=True)
        self._paint_curve(painter, VALIDATION, 2.4, "ghost")
        self._paint_best(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        plot = self.plot
        painter.setPen(QPen(self.theme.colour("grid"), 1))
        for line in range(LINES):
            y = round(plot.y() + plot.height() * line / LINES) + 0.5
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.fillRect(self.words, self.theme.colour("canvas"))  # no line goes through the words
        painter.setPen(QPen(self.theme.colour("line2"), 1))
        foot = round(plot.bottom()) + 0.5
        painter.drawLine(QPointF(plot.left(), foot), QPointF(plot.right(), foot))
        painter.setFont(self.theme.font(sizes.TINY))
        painter.setPen(self.theme.colour("text3"))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(plot.left(), 8, plot.width(), 20), left | middle, self.tr("Loss"))
        painter.drawText(QRectF(plot.left(), foot + 4, plot.width(), 20), right | middle, self.tr("Epoch"))

    def _paint_curve(self, painter: QPainter, curve: Curve, width: float, tone: str, *, dashed: bool = False) -> None:
        path = QPainterPath(self.place(curve, 0.0))
        for step in range(1, POINTS + 1):
            path.lineTo(self.place(curve, step / POINTS))
        pen = QPen(self.theme.colour(tone), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _paint_best(self, painter: QPainter) -> None:
        """A dotted line as high as the axis is far, with a ring where it meets the curve."""
        at = self.place(VALIDATION, BEST_AT)
        pen = QPen(self.theme.colour("ghost"), 1.4)
        painter.setPen(pen)
        painter.setBrush(self.theme.colour("canvas"))
        painter.drawEllipse(at, 4.5, 4.5)
        pen.setDashPattern([1.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(at.x(), at.y() + 6), QPointF(at.x(), self.plot.bottom()))
        painter.setFont(self.theme.font(sizes.TINY))
        painter.setPen(self.theme.colour("text3"))
        words = self.tr("best epoch")
        wide = painter.fontMetrics().horizontalAdvance(words) + 4
        box = QRectF(at.x() + 8, at.y() - 20, wide, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
