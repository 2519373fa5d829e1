"""Predicted against actual: points, or how many lie where when there are too many to see."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from gui.models.words import count, significant
from gui.plots.chart import Chart, Range
from gui.plots.export import Figures
from gui.theme import Theme

Values = NDArray[np.float64]
DENSITY_FROM = 5_000
BINS = 72
LOG_SPREAD = 30.0  # from this ratio of the 99th to the 1st per cent on, a linear axis shows only a corner
LEVELS = 64


class ScatterChart(Chart):
    """Each test row at (actual, predicted); on the line they are equal."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._actual: Values = np.empty(0)
        self._predicted: Values = np.empty(0)
        self._rows: NDArray[np.int64] = np.empty(0, np.int64)
        self._log = False
        self._edges: tuple[Values, Values, Values] | None = None
        super().__init__(theme, "", parent=parent)
        self.setAccessibleName(self.tr("Predicted against actual"))
        self._points = pg.ScatterPlotItem(pxMode=True, size=6)
        self._density = pg.ImageItem(axisOrder="row-major")
        self._line = pg.PlotCurveItem(antialias=True)
        self._band = pg.PlotCurveItem(antialias=True, connect="finite")
        self._band_words = pg.TextItem("", anchor=(0.0, 0.0))
        marks = ((self._density, 1), (self._points, 2), (self._band, 3), (self._line, 4), (self._band_words, 5))
        for item, above in marks:
            item.setZValue(above)
            self.addItem(item, ignoreBounds=True)
        self.view.sigRangeChanged.connect(self._place_words)
        self.redress()

    def set_band(self, predicted: Values, low: Values, high: Values, words: str) -> None:
        """Two dashed lines: the range of actual values, `low` to `high`, that each prediction promises; float64 [n].

        To be called before `set_points`; `words` say what lies between them.
        """
        self._edges = (predicted, low, high)
        self._band_words.setText(words)

    def set_points(self, actual: Values, predicted: Values, source_rows: NDArray[np.int64]) -> None:
        """Show these rows: float64 [n] each, in the target's unit; int64 [n] source rows for the table."""
        usable = np.isfinite(actual) & np.isfinite(predicted)
        self._actual, self._predicted = actual[usable], predicted[usable]
        self._rows = source_rows[usable]
        self._log = wants_log(self._actual, self._predicted)
        self.x_axis.set_logarithmic(self._log)
        self.y_axis.set_logarithmic(self._log)
        self._draw()
        self.dress()
        self.drawn()

    @property
    def logarithmic(self) -> bool:
        """Whether both axes are logarithmic: chosen when all values are positive and spread widely."""
        return self._log

    @property
    def is_density(self) -> bool:
        """Whether there are too many rows to draw each."""
        return len(self._actual) > DENSITY_FROM

    def dress(self) -> None:
        """Points see-through, density from the page's colour to the first series colour."""
        pens = self.pens
        self._points.setBrush(pg.mkBrush(pens.faint("c1", 0.42)))
        self._points.setPen(pg.mkPen(None))
        self._line.setPen(pens.line("text", 1.2))
        self._band.setPen(pens.flat(pens.colour("text2"), 1.2, dashed=True))
        self._band_words.setColor(pens.colour("text2"))
        self._band_words.setFont(pens.font(11, 500))
        table = np.empty((LEVELS, 4), np.ubyte)
        colour = pens.colour("c1")
        table[:, :3] = (colour.red(), colour.green(), colour.blue())
        table[:, 3] = np.linspace(70, 255, LEVELS)
        table[0, 3] = 0
        self._density.setLookupTable(table)

    def extent(self) -> tuple[Range, Range] | None:
        """The same range on both axes."""
        if not len(self._actual):
            return None
        low, high = self._bounds()
        pad = 0.03 * (high - low)
        return (low - pad, high + pad), (low - pad, high + pad)

    def empty_words(self) -> str:
        """There are no rows to judge it on."""
        return self.tr("No test row has both an actual and a predicted value.")

    def figures(self) -> Figures:
        """One row a test row."""
        heads = (self.tr("source row"), self.tr("actual"), self.tr("predicted"))
        rows = zip(self._rows.tolist(), self._actual.tolist(), self._predicted.tolist(), strict=True)
        return heads, list(rows)

    def summary(self) -> str:
        """How many rows, and how near the line they lie."""
        if not len(self._actual):
            return self.empty_words()
        middle = float(np.median(np.abs(self._predicted - self._actual)))
        return self.tr("{rows} test rows; half of the predictions lie within {error} of the actual value.").format(
            rows=count(len(self._actual)), error=significant(middle)
        )

    def _draw(self) -> None:
        x, y = self._scaled(self._actual), self._scaled(self._predicted)
        self._points.setVisible(not self.is_density)
        self._density.setVisible(self.is_density)
        if not len(x):
            return
        low, high = self._bounds()
        self._line.setData([low - (high - low), high + (high - low)], [low - (high - low), high + (high - low)])
        self._draw_band()
        if self.is_density:
            self._draw_density(x, y, low, high)
        else:
            self._points.setData(x, y)

    def _draw_band(self) -> None:
        if self._edges is None:
            self._band.setData([], [])
            return
        predicted, low, high = self._edges
        gap = np.array([np.nan])
        with np.errstate(divide="ignore", invalid="ignore"):
            x = self._scaled(np.concatenate([low, gap, high]))
            self._band.setData(x, self._scaled(np.concatenate([predicted, gap, predicted])))

    def _place_words(self) -> None:
        (left, right), (_, high) = self.view.viewRange()
        self._band_words.setPos(left + 0.02 * (right - left), high)
        self._band_words.setVisible(self._edges is not None and self.view.size().width() > 260)

    def _draw_density(self, x: Values, y: Values, low: float, high: float) -> None:
        """Counts by square cell, as log(1 + count) so that single rows stay visible."""
        counts, _, _ = np.histogram2d(y, x, bins=BINS, range=((low, high), (low, high)))
        shade = np.log1p(counts)
        self._density.setImage(shade, levels=(0.0, float(shade.max()) or 1.0), autoLevels=False)
        self._density.setRect(QRectF(low, low, high - low, high - low))

    def _bounds(self) -> Range:
        both = self._scaled(np.concatenate([self._actual, self._predicted]))
        low, high = float(both.min()), float(both.max())
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    def _scaled(self, values: Values) -> Values:
        return np.log10(values) if self._log else values


def wants_log(actual: Values, predicted: Values) -> bool:
    """Whether the values are all positive and spread over so many sizes that a linear axis would hide most rows."""
    if not len(actual) or min(actual.min(), predicted.min()) <= 0:
        return False
    first, last = np.percentile(actual, [1, 99])
    return bool(last / first > LOG_SPREAD)


def error_shares(actual: Values, predicted: Values) -> Values | None:
    """(predicted − actual) ÷ actual, float64 [n]; None when an actual value isn't positive and a share says nothing."""
    if not len(actual) or actual.min() <= 0:
        return None
    return (predicted - actual) / actual
