"""A small distribution: bars, a mark with its words, the two ends. Values are always in text elsewhere too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import antialiased, hairline
from gui.widgets.voice import Role


def paint_bars(painter: QPainter, rect: QRectF, counts: Sequence[float], colour: QColor, gap: float = 1.0) -> None:
    """Bars from the bottom of `rect`, the largest as high as it; a count that isn't nothing is at least 1 px."""
    largest = max(counts, default=0)
    if largest <= 0:
        return
    width = rect.width() / len(counts)
    for index, count in enumerate(counts):
        height = max(rect.height() * count / largest, 1.0 if count > 0 else 0.0)
        bar = QRectF(rect.x() + index * width, rect.bottom() - height, max(width - gap, 0.8), height)
        painter.fillRect(bar, colour)


class Histogram(QWidget):
    """`set_bars(counts, low, high)`; `set_mark(share, words)` draws a dashed line at a share of the width."""

    spoken_as = Role.Chart

    def __init__(
        self, theme: Theme, name: str, *, height: int = 120, token: str = "c1", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._token = token
        self._counts: tuple[float, ...] = ()
        self._ends = ("", "")
        self._mark: tuple[float, str] | None = None
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def set_bars(self, counts: Sequence[float], low: str = "", high: str = "", summary: str = "") -> None:
        """Show these counts; `low` and `high` are the words at the ends, `summary` is for the screen reader."""
        self._counts = tuple(counts)
        self._ends = (low, high)
        self.setAccessibleDescription(summary or f"{low} … {high}")
        self.update()

    def set_mark(self, share: float | None, words: str = "") -> None:
        """A line at a share (0–1) of the width, for example the median."""
        self._mark = None if share is None else (min(max(share, 0.0), 1.0), words)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, base line, ends, mark."""
        painter = antialiased(self)
        labelled = any(self._ends)
        bottom = self.height() - (18 if labelled else 1)
        top = 18 if self._mark is not None else 2
        area = QRectF(0, top, self.width(), bottom - top)
        paint_bars(painter, area, self._counts, self.theme.colour(self._token))
        hairline(painter, 0, bottom, self.width(), 1, self.theme.colour("line2"))
        if labelled:
            self._paint_ends(painter)
        if self._mark is not None:
            self._paint_mark(painter, area, *self._mark)
        painter.end()

    def _paint_ends(self, painter: QPainter) -> None:
        painter.setFont(self.theme.font(sizes.TINY))
        painter.setPen(self.theme.colour("text3"))
        base = self.height() - 4
        painter.drawText(QPointF(0, base), self._ends[0])
        width = painter.fontMetrics().horizontalAdvance(self._ends[1])
        painter.drawText(QPointF(self.width() - width, base), self._ends[1])

    def _paint_mark(self, painter: QPainter, area: QRectF, share: float, words: str) -> None:
        at = area.x() + share * area.width()
        pen = QPen(self.theme.colour("text"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(at, 4), QPointF(at, area.bottom()))
        painter.setFont(self.theme.font(sizes.TINY, 500))
        painter.setPen(self.theme.colour("text"))
        width = painter.fontMetrics().horizontalAdvance(words)
        left = at + 6 if at + 6 + width <= self.width() else at - 6 - width
        painter.drawText(QRectF(left, 0, width + 2, 16), Qt.AlignmentFlag.AlignVCenter, words)
