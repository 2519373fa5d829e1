"""What the runs table and the comparison under it paint alike: a row's ground, a run's line, words, a head's ground."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QWidget

from gui.theme import Theme
from gui.widgets.painting import hairline

Index = QModelIndex | QPersistentModelIndex
SWATCH_PX, FOCUS_PX = 18, 3


def paint_ground(painter: QPainter, theme: Theme, option: QStyleOptionViewItem, *, focused: bool) -> QRectF:
    """A cell's ground when its row is chosen, with the mark of the keyboard's focus where `focused`, and the hairline
    below; gives the cell."""
    rect = QRectF(option.rect)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colour("select"))
        if focused:
            painter.fillRect(QRectF(rect.x(), rect.y(), FOCUS_PX, rect.height() - 1), theme.colour("accent"))
    hairline(painter, rect.x(), rect.bottom() - 1, rect.width(), 1, theme.colour("line"))
    return rect


def paint_line(painter: QPainter, theme: Theme, series: int | None, left: float, middle: float) -> None:
    """A piece of a run's line, as the chart draws it."""
    painter.setPen(QPen(theme.series(series), 2.5))
    painter.drawLine(QPointF(left, middle), QPointF(left + SWATCH_PX, middle))


def paint_cut(painter: QPainter, font: QFont, rect: QRectF, align: int, words: str) -> None:
    """Words, with … where there isn't room for all."""
    painter.setFont(font)
    painter.drawText(rect, align, QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width()))


class QuietHeader(QHeaderView):
    """Heads without boxes, on the page's ground; a subclass paints the words."""

    def __init__(self, theme: Theme, parent: QWidget, height: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setFixedHeight(height)
        self.setMinimumSectionSize(24)
        self.setStretchLastSection(True)
        self.setSectionsMovable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        """Ground and hairline, then the words."""
        box = QRectF(rect)  # type: ignore[call-overload]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, self.theme.colour("canvas"))
        hairline(painter, box.x(), box.bottom() - 1, box.width(), 1, self.theme.colour("line"))
        self.paint_words(painter, box, section)
        painter.restore()

    def paint_words(self, painter: QPainter, box: QRectF, section: int) -> None:
        """What one head says."""
