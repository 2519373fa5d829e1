"""One run on the loss chart: its lines, the dot at its end and its name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt

from gui.plots.pens import Pens
from gui.plots.series import RunCurve
from gui.plots.smoothing import smooth

Values = NDArray[np.float64]
LIVE_PX, OTHER_PX, TRAINING_PX, RAW_PX, RAW_ALPHA = 2.4, 1.75, 1.3, 1.0, 0.22
# Why (2026-11-24): Qt strokes a wide antialiased path of 1,000 noisy points in 4–9 ms; the same points as separate
# lines take 0.3 ms, and a pen of exactly 1 px 0.06 ms (it has a stroker of its own, dashes included). From this many
# points on the joints can't be seen, so long curves are drawn that way. Tried and left: caching finished runs as a
# picture, since every new epoch may move the axes.
MANY_POINTS = 250


class LossCurve:
    """The items of one run, reused for every redraw."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._plot = plot
        self.raw = _line()
        self.training = _line()
        self.main = _line()
        self.end = pg.ScatterPlotItem(pxMode=True, size=7)
        self.label = pg.TextItem(anchor=(0.0, 0.5))
        self.curve: RunCurve | None = None
        self.tip: tuple[float, float] | None = None
        self._dressed: tuple[object, ...] = ()
        for item in (self.raw, self.training, self.main, self.end, self.label):
            plot.addItem(item, ignoreBounds=True)

    def remove(self) -> None:
        """Take the run off the chart."""
        for item in (self.raw, self.training, self.main, self.end, self.label):
            self._plot.removeItem(item)

    def draw(self, curve: RunCurve, place: Callable[[Values], Values], smoothing: float) -> None:
        """Put a run's losses on the chart; `place` turns losses into the view's y."""
        self.curve = curve
        many = len(curve.epochs) > MANY_POINTS
        self.main.curve.setSegmentedLineMode("on" if many else "off")
        main = place(smooth(curve.main, smoothing))
        self.main.setData(curve.epochs, main)
        if curve.has_validation:
            self.training.setData(curve.epochs, place(smooth(curve.training, smoothing)))
        self.training.setVisible(curve.has_validation)
        self.raw.setVisible(smoothing > 0)
        if smoothing > 0:
            self.raw.setData(curve.epochs, place(curve.main))
        ends = np.flatnonzero(np.isfinite(main))
        self.tip = (float(curve.epochs[ends[-1]]), float(main[ends[-1]])) if len(ends) else None
        self.end.setData(*([[value] for value in self.tip] if self.tip and curve.live else ([], [])))
        self.label.setText(curve.name)
        self.label.setVisible(self.tip is not None)

    def dress(self, pens: Pens, *, focused: bool) -> None:
        """Colours by run; the run in focus is stronger and above the others."""
        if self.curve is None:
            return
        many = len(self.curve.epochs) > MANY_POINTS
        strong = focused or self.curve.live
        colour = pens.series(self.curve.series)
        dressed = (colour.rgba(), pens.colour("canvas").rgba(), strong, many)
        if dressed == self._dressed:  # pens cost more than points
            return
        self._dressed = dressed
        above = 20 if strong else 10
        self.main.setPen(pens.flat(colour, LIVE_PX if strong else OTHER_PX))
        self.training.setPen(pens.flat(colour, 1.0 if many else TRAINING_PX, dashed=True))
        faint = pens.series(self.curve.series)
        faint.setAlphaF(RAW_ALPHA)
        self.raw.setPen(pens.flat(faint, RAW_PX))
        self.end.setBrush(pg.mkBrush(colour))
        self.end.setPen(pg.mkPen(None))
        self.label.setColor(pens.series_text(self.curve.series))
        self.label.setFont(pens.font(12, 600))
        for item, height in ((self.raw, 0), (self.training, 1), (self.main, 2), (self.end, 3), (self.label, 25)):
            item.setZValue(above + height)


def _line() -> pg.PlotDataItem:
    """A line that is thinned to what the screen can show and breaks where a value is missing."""
    item = pg.PlotDataItem(antialias=True, connect="finite")
    item.setDownsampling(auto=True, method="peak")
    item.opts["autoDownsampleFactor"] = 1.0  # lowest and highest of each pixel column; pyqtgraph draws five times that
    item.setClipToView(True)
    item.curve.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
    return item
