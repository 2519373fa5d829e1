"""The program's mark: three strata that fall like a loss, white on the accent."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.painting import antialiased, fill_round
from gui.widgets.voice import Role

STRATA = ((0.28, 0.44, 1.0), (0.46, 0.60, 0.85), (0.64, 0.74, 0.6))  # left height, right height, strength


def paint_mark(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Draw the mark into a square."""
    side = rect.width()
    fill_round(painter, rect, theme.colour("accent_fill"), side * 0.25)
    for left, right, strength in STRATA:
        path = QPainterPath(QPointF(rect.x() + side * 0.2, rect.y() + side * left))
        bend = rect.y() + side * (right + 0.02)
        path.cubicTo(
            QPointF(rect.x() + side * 0.36, bend),
            QPointF(rect.x() + side * 0.5, bend),
            QPointF(rect.x() + side * 0.8, rect.y() + side * right),
        )
        pen = QPen(theme.colour("on_fill", strength), side * 0.085)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


def mark_icon(theme: Theme) -> QIcon:
    """The mark as the window's icon."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, theme, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


class Mark(QWidget):
    """The mark on a page."""

    spoken_as = Role.Graphic

    def __init__(self, theme: Theme, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedSize(QSize(side, side))
        self.setAccessibleName("Epochal")
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark."""
        painter = antialiased(self)
        paint_mark(painter, self.theme, QRectF(self.rect()))
        painter.end()
