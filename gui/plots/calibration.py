"""Does 80 % mean 80 %? The share that came true beside the probability that was given, with its interval."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from gui.models.words import count, share
from gui.plots.card import Reading, ReadingRow
from gui.plots.export import Figures
from gui.plots.ranges import Range, around_shares
from gui.plots.reading_chart import ReadingChart
from gui.theme import Theme

Values = NDArray[np.float64]
DOT_PX = 8


class CalibrationChart(ReadingChart):
    """A dot a bin, its 95 % interval as an upright line, the diagonal of perfect probabilities."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._given: Values = np.empty(0)
        self._came_true: Values = np.empty(0)
        self._low: Values = np.empty(0)
        self._high: Values = np.empty(0)
        self._rows: NDArray[np.int64] = np.empty(0, np.int64)
        super().__init__(theme, "", parent=parent)
        self.setAccessibleName(self.tr("Calibration"))
        self._perfect = pg.PlotCurveItem([0.0, 1.0], [0.0, 1.0], antialias=True)
        self._intervals = pg.PlotCurveItem(antialias=True, connect="pairs")
        self._line, self._dots = pg.PlotCurveItem(antialias=True), pg.ScatterPlotItem(pxMode=True, size=DOT_PX)
        for above, item in enumerate((self._perfect, self._intervals, self._line, self._dots)):
            item.setZValue(above)
            self.addItem(item)
        self.x_axis.write_tick = share
        self.y_axis.write_tick = share
        self.redress()

    def set_bins(self, given: Values, came_true: Values, low: Values, high: Values, rows: NDArray[np.int64]) -> None:
        """Show bins from low to high: float64 [bins] shares, int64 [bins] rows."""
        self._given, self._came_true, self._low, self._high, self._rows = given, came_true, low, high, rows
        self._line.setData(given, came_true)
        self._dots.setData(given, came_true)
        self._intervals.setData(np.repeat(given, 2), np.stack([low, high], axis=1).ravel())
        self.dress()
        self.drawn()

    def dress(self) -> None:
        """Dots and line in the first series colour, intervals fainter."""
        pens = self.pens
        self._line.setPen(pens.line("c1", 2.0))
        self._intervals.setPen(pens.flat(pens.faint("c1", 0.55), 1.2))
        self._dots.setBrush(pg.mkBrush(pens.colour("c1")))
        self._dots.setPen(pens.line("canvas", 1.5))
        self._perfect.setPen(pens.flat(pens.colour("cn"), 1.2, dashed=True))
        self.crosshair.dress()

    def extent(self) -> tuple[Range, Range] | None:
        """From nothing to all, on both axes."""
        return around_shares(self.view.size(), DOT_PX / 2 + 2) if len(self._given) else None

    def empty_words(self) -> str:
        """There is no row to judge it on."""
        return self.tr("No row is shown.")

    def places(self) -> Values:
        """The bins."""
        return self._given

    def reading(self, x: float) -> Reading | None:
        """What the model said and what came true, with the interval and the rows."""
        found = np.flatnonzero(self._given == x)
        if not len(found):
            return None
        at, colour = int(found[0]), self.pens.series(0)
        span = self.tr("{low} to {high}").format(
            low=share(float(self._low[at]), 0), high=share(float(self._high[at]), 0)
        )
        rows = (
            ReadingRow(colour, self.tr("came true"), (share(float(self._came_true[at])),)),
            ReadingRow(None, self.tr("95 % interval"), (span,)),
            ReadingRow(None, self.tr("rows"), (count(int(self._rows[at])),)),
        )
        title = self.tr("The model says {share}").format(share=share(x))
        return Reading(title, ("",), rows, ((x, float(self._came_true[at]), colour),))

    def figures(self) -> Figures:
        """One row a bin."""
        heads = (
            self.tr("probability given"),
            self.tr("share that came true"),
            self.tr("interval from"),
            self.tr("interval to"),
            self.tr("rows"),
        )
        columns = (self._given, self._came_true, self._low, self._high, self._rows)
        return heads, list(zip(*(values.tolist() for values in columns), strict=True))

    def summary(self) -> str:
        """The bin that is furthest off."""
        if not len(self._given):
            return self.empty_words()
        worst = int(np.argmax(np.abs(self._given - self._came_true)))
        return self.tr("{bins} bins. Furthest apart: given {given}, came true {true} of {rows} rows.").format(
            bins=count(len(self._given)),
            given=share(float(self._given[worst])),
            true=share(float(self._came_true[worst])),
            rows=count(int(self._rows[worst])),
        )
