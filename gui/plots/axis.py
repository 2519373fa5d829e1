"""An axis as the design has it: round numbers, at most six, no ticks, 11 px; logarithmic in 1-2-5 steps."""

from __future__ import annotations

import math
from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPicture
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.models.words import locale
from gui.plots.ticks import linear_ticks, log_ticks, tick_words

PX_PER_TICK = {"left": 34, "bottom": 60}
MIN_WIDTH_PX = 36
APART_PX = 4  # between two numbers below
LETTERS = 0.8  # of a line's height
ALIGNED = {
    "left": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "bottom": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
}


class ChartAxis(pg.AxisItem):
    """One axis. In logarithmic mode the view holds log10 of the values and the axis writes the values themselves."""

    def __init__(self, orientation: str, *, log: bool = False, whole: bool = False) -> None:
        super().__init__(orientation)
        self.logarithmic = log
        self.whole = whole
        self.first = -math.inf  # no number is written below this
        self.write_tick: Callable[[float], str] | None = None
        self._words: dict[float, str] = {}
        self._placed: tuple[list[QLineF], list[QLineF], list[tuple[QRectF, str]]] = ([], [], [])
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # to be told what is asked for
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickAlpha=255, hideOverlappingLabels=False, tickTextOffset=8)

    def dress(self, text: QColor, line: QColor | None, grid: QColor | None, font: QFont, ratio: float = 1.0) -> None:
        """Take the theme's colours: `line` None draws no axis line, `grid` None no grid. Lines are as wide as one of
        the window's pixels, of which `ratio` tells the device pixels; in whole ones, so that all are equally wide."""
        width = max(1, math.ceil(ratio - 0.5))
        self.setStyle(tickFont=font)
        if self.orientation == "bottom":  # known before it is painted, or the first picture would be laid out twice
            self.setHeight(self.style["tickTextOffset"][1] + QFontMetricsF(font).height())
        self.setTextPen(QPen(text))
        self.setPen(pg.mkPen(line, width=width) if line is not None else pg.mkPen(None))
        self.setTickPen(pg.mkPen(grid, width=width) if grid is not None else pg.mkPen(None))
        self.setGrid(255 if grid is not None else False)

    def set_logarithmic(self, on: bool) -> None:
        """Show values whose log10 the view holds, or the values themselves."""
        self.logarithmic = on
        self.picture = None
        self.update()

    def fit_width(self, low: float, high: float, size: float) -> None:
        """Make a left axis as wide as its longest number, before it is painted."""
        font = self.style["tickFont"]
        if self.orientation == "left" and font is not None:
            self.tickValues(low, high, size)
            widths = [QFontMetricsF(font).horizontalAdvance(words) for words in self._words.values()]
            self.setWidth(max([MIN_WIDTH_PX, *(width + 12 for width in widths)]))

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Where pyqtgraph is to put ticks: one level only."""
        low, high = max(min(minVal, maxVal), self.first), max(minVal, maxVal)
        at_most = max(2, min(6, int(size / PX_PER_TICK[self.orientation])))
        if self.logarithmic:
            ticks = log_ticks(10.0**low, 10.0**high, at_most) if high < 300 else []
            places = [math.log10(tick) for tick in ticks]
        else:
            ticks = places = linear_ticks(low, high, at_most, whole=self.whole)
        words = tick_words(ticks, self._write, each=self.logarithmic)
        if self.write_tick is not None:
            words = [self.write_tick(tick) for tick in ticks]
        self._words = dict(zip(places, words, strict=True))
        return [(1.0, places)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The words of the ticks just placed."""
        return [self._words.get(value, "") for value in values]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """The axis' line, the grid, and those numbers that are asked for.

        Why not pyqtgraph's own (2026-11-25): it keeps a `QPicture`, which lays all words out anew whenever a strip of
        the grid is needed, and takes 0.6 ms to make after each turn of the wheel.
        """
        if self.picture is None:  # pyqtgraph's word for: something has changed
            self.picture, self._placed = QPicture(), self.place()  # type: ignore[assignment]
        line, grid, words = self._placed
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for pen, lines in ((self.pen(), line), (self.tickPen(), grid)):
            if lines:
                painter.setPen(pen)
                painter.drawLines(lines)
        painter.setPen(self.textPen())
        painter.setFont(self.style["tickFont"] or painter.font())
        flags = int(ALIGNED[self.orientation] | Qt.TextFlag.TextDontClip)
        for rect, text in words:
            if rect.intersects(option.exposedRect):
                painter.drawText(rect, flags, text)

    def place(self) -> tuple[list[QLineF], list[QLineF], list[tuple[QRectF, str]]]:
        """The axis' line, the lines of the grid, and the numbers, in the item's coordinates."""
        upright, own = self.orientation == "left", self.mapRectFromParent(self.geometry())
        low, high = self.range
        size = own.height() if upright else own.width()
        if not size or high == low:
            return [], [], []
        ticks = self.tickValues(low, high, size + 2)[0][1]
        places = [size * ((high - tick) if upright else (tick - low)) / (high - low) for tick in ticks]
        kept = [(self._words[tick], at) for tick, at in zip(ticks, places, strict=True) if 0 <= at <= size]
        view = self.linkedView()
        across = view.mapRectToItem(self, view.boundingRect())
        if upright:
            line = QLineF(own.right() - 1, own.top() - 1, own.right() - 1, own.bottom() + 1)
            grid = [QLineF(across.right(), at, own.right(), at) for _, at in kept]
        else:
            line = QLineF(own.left() - 1, own.top() + 1, own.right() + 1, own.top() + 1)
            grid = [QLineF(at, across.top(), at, own.top()) for _, at in kept]
        return [line], grid if self.grid is not False else [], self._place_words(own, kept)

    def _place_words(self, own: QRectF, kept: list[tuple[str, float]]) -> list[tuple[QRectF, str]]:
        """Each number beside its place on the axis; none that would stick out, or touch the one before it."""
        upright, room = self.orientation == "left", self.boundingRect()
        metrics = QFontMetricsF(self.style["tickFont"] or QFont())
        offset = self.style["tickTextOffset"][0 if upright else 1]
        placed: list[tuple[QRectF, str]] = []
        for text, at in kept:
            size = metrics.boundingRect(QRectF(0, 0, 100, 100), int(Qt.AlignmentFlag.AlignCenter), text)
            width, height = size.width(), LETTERS * size.height()
            rect = QRectF(own.right() - offset - width, at - height / 2, width, height)
            if not upright:
                rect = QRectF(at - width / 2, own.top() + offset, width, height)
            touches = not upright and placed and rect.left() < placed[-1][0].right() + APART_PX
            if room & rect == rect and not touches:
                placed.append((rect, text))
        return placed

    def boundingRect(self) -> QRectF:
        """With room for a number whose tick lies on the very edge of the view."""
        rect = super().boundingRect()
        return rect.adjusted(0, -12, 0, 12) if self.orientation == "left" else rect.adjusted(-20, 0, 20, 0)

    def _updateHeight(self) -> None:
        """pyqtgraph takes all room from an axis that is out of sight, and gives it back to none that comes into sight
        with its whole chart: dressed while the chart is empty, for another theme say, its numbers would be gone."""
        super()._updateHeight()
        if self.fixedHeight is not None and self._hides_with_chart():
            self.setMaximumHeight(self.fixedHeight)
            self.setMinimumHeight(self.fixedHeight)

    def _updateWidth(self) -> None:
        """The same of a left axis."""
        super()._updateWidth()
        if self.fixedWidth is not None and self._hides_with_chart():
            self.setMaximumWidth(self.fixedWidth)
            self.setMinimumWidth(self.fixedWidth)

    def _hides_with_chart(self) -> bool:
        return not self.isVisible() and bool(self.isVisibleTo(self.parentItem()))

    def _write(self, value: float, decimals: int) -> str:
        return locale().toString(value, "f", decimals).replace("-", "−")
