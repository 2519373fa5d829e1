"""An axis as the design has it: round numbers, at most six, no ticks, 11 px; logarithmic in 1-2-5 steps."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.models.words import locale
from gui.plots.ticks import linear_ticks, log_ticks, tick_words

PX_PER_TICK = {"left": 34, "bottom": 70}
MIN_WIDTH_PX = 36


class ChartAxis(pg.AxisItem):
    """One axis. In logarithmic mode the view holds log10 of the values and the axis writes the values themselves."""

    def __init__(self, orientation: str, *, log: bool = False, whole: bool = False) -> None:
        super().__init__(orientation)
        self.logarithmic = log
        self.whole = whole
        self.first = -math.inf  # no number is written below this
        self.write_tick: Callable[[float], str] | None = None
        self._words: dict[float, str] = {}
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickAlpha=255, hideOverlappingLabels=False, tickTextOffset=8)

    def dress(self, text: QColor, line: QColor | None, grid: QColor | None, font: QFont, ratio: float = 1.0) -> None:
        """Take the theme's colours: `line` None draws no axis line, `grid` None no grid. Lines are as wide as one of
        the window's pixels, of which `ratio` tells the device pixels; in whole ones, so that all are equally wide."""
        width = max(1, math.ceil(ratio - 0.5))
        self.setStyle(tickFont=font)
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

    def generateDrawSpecs(self, p: QPainter) -> tuple[Any, list[Any], list[Any]] | None:
        """What to paint: without the ticks of no length, which Qt paints as dots."""
        specs = super().generateDrawSpecs(p)
        if specs is None:
            return None
        line, ticks, texts = specs
        return line, [tick for tick in ticks if tick[1] != tick[2]], texts

    def boundingRect(self) -> QRectF:
        """With room for a number whose tick lies on the very edge of the view."""
        rect = super().boundingRect()
        return rect.adjusted(0, -12, 0, 12) if self.orientation == "left" else rect.adjusted(-20, 0, 20, 0)

    def _write(self, value: float, decimals: int) -> str:
        return locale().toString(value, "f", decimals).replace("-", "−")
