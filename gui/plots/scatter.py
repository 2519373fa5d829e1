"""Predicted against actual: points, or how many lie where when there are too many to see."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from core.evaluation.pictures import BINS, ScatterPicture, cell_places, scatter_picture
from core.evaluation.selection import OneRow, ScatterCell
from gui.models.words import count, significant
from gui.plots.chart import Chart, Range
from gui.plots.export import Figures
from gui.theme import Theme

Values = NDArray[np.float64]
LEVELS = 64
REACH_PX = 8.0  # so near to a point the mouse means it


class Points(pg.ScatterPlotItem):
    """Points that leave clicks to the chart."""

    def mouseClickEvent(self, ev: Any) -> None:
        """The view's."""
        ev.ignore()


class ScatterChart(Chart):
    """Each test row at (actual, predicted); on the line they are equal."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._picture = scatter_picture(np.empty(0), np.empty(0), np.empty(0, np.int64))
        self._edges: tuple[Values, Values, Values] | None = None
        super().__init__(theme, "", parent=parent)
        self.setAccessibleName(self.tr("Predicted against actual"))
        self._points = Points(pxMode=True, size=6)
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
        """Count and show these rows: float64 [n] each, in the target's unit; int64 [n] source rows for the table."""
        self.set_picture(scatter_picture(actual, predicted, source_rows))

    def set_picture(self, picture: ScatterPicture) -> None:
        """Show rows that were counted elsewhere."""
        self._picture = picture
        self.x_axis.set_logarithmic(picture.logarithmic)
        self.y_axis.set_logarithmic(picture.logarithmic)
        self._draw()
        self.dress()
        self.drawn()

    @property
    def logarithmic(self) -> bool:
        """Whether both axes are logarithmic: chosen when all values are positive and spread widely."""
        return self._picture.logarithmic

    @property
    def is_density(self) -> bool:
        """Whether there are too many rows to draw each."""
        return self._picture.cells is not None

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
        if not self._picture.rows:
            return None
        low, high = self._picture.low, self._picture.high
        pad = 0.03 * (high - low)
        return (low - pad, high + pad), (low - pad, high + pad)

    def empty_words(self) -> str:
        """There are no rows to judge it on."""
        return self.tr("No test row has both an actual and a predicted value.")

    def choice(self, x: float, y: float) -> OneRow | ScatterCell | None:
        """The row of the point there, or the rows of the cell."""
        shown = self._picture
        if shown.cells is None:
            at = self._nearest(x, y)
            return None if at is None else OneRow(int(shown.source_rows[at]))
        if not (shown.low <= x <= shown.high and shown.low <= y <= shown.high):
            return None
        column, row = (int(cell_places(np.array([value]), shown.low, shown.high)[0]) for value in (x, y))
        return ScatterCell(shown, column, row) if shown.cells[row, column] else None

    def _nearest(self, x: float, y: float) -> int | None:
        """The point nearest to a place, within reach of the mouse."""
        if not len(self._picture.actual):
            return None
        x_px, y_px = self.view.viewPixelSize()
        away = np.hypot(
            (self._scaled(self._picture.actual) - x) / x_px, (self._scaled(self._picture.predicted) - y) / y_px
        )
        at = int(away.argmin())
        return at if away[at] <= REACH_PX else None

    def figures(self) -> Figures:
        """One row a test row, or one a cell where cells are drawn."""
        shown = self._picture
        if shown.cells is not None:
            return self._cell_figures(shown.cells)
        heads = (self.tr("source row"), self.tr("actual"), self.tr("predicted"))
        rows = zip(shown.source_rows.tolist(), shown.actual.tolist(), shown.predicted.tolist(), strict=True)
        return heads, list(rows)

    def _cell_figures(self, cells: NDArray[np.int64]) -> Figures:
        heads = (
            self.tr("actual from"),
            self.tr("actual to"),
            self.tr("predicted from"),
            self.tr("predicted to"),
            self.tr("rows"),
        )
        edges = np.linspace(self._picture.low, self._picture.high, BINS + 1)
        edges = 10.0**edges if self.logarithmic else edges
        y, x = np.nonzero(cells)
        columns = (edges[x], edges[x + 1], edges[y], edges[y + 1], cells[y, x])
        return heads, list(zip(*(column.tolist() for column in columns), strict=True))

    def summary(self) -> str:
        """How many rows, and how near the line they lie."""
        if not self._picture.rows:
            return self.empty_words()
        return self.tr("{rows} test rows; half of the predictions lie within {error} of the actual value.").format(
            rows=count(self._picture.rows), error=significant(self._picture.middle_error)
        )

    def _draw(self) -> None:
        shown = self._picture
        self._points.setVisible(not self.is_density)
        self._density.setVisible(self.is_density)
        if not shown.rows:
            return
        span = shown.high - shown.low
        self._line.setData([shown.low - span, shown.high + span], [shown.low - span, shown.high + span])
        self._draw_band()
        if shown.cells is not None:
            self._draw_density(shown.cells)
        else:
            self._points.setData(self._scaled(shown.actual), self._scaled(shown.predicted))

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

    def _draw_density(self, cells: NDArray[np.int64]) -> None:
        """Counts by square cell, as log(1 + count) so that single rows stay visible."""
        shade, low, span = np.log1p(cells), self._picture.low, self._picture.high - self._picture.low
        self._density.setImage(shade, levels=(0.0, float(shade.max()) or 1.0), autoLevels=False)
        self._density.setRect(QRectF(low, low, span, span))

    def _scaled(self, values: Values) -> Values:
        return np.log10(values) if self.logarithmic else values
