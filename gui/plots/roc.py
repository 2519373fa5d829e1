"""ROC: how many of one class are found for how many false alarms, at every threshold."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from gui.models.words import share, significant
from gui.plots.chart import Chart, Range
from gui.plots.export import Figures
from gui.theme import Theme

Values = NDArray[np.float64]


class RocChart(Chart):
    """The curve, the diagonal of pure guessing, and a ring at the threshold in use."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._found: Values = np.empty(0)
        self._alarms: Values = np.empty(0)
        self._area: float | None = None
        self._at: tuple[float, float] | None = None
        super().__init__(theme, "", parent=parent)
        self.setAccessibleName(self.tr("ROC"))
        self._line = pg.PlotDataItem(antialias=True)
        self._line.setDownsampling(auto=True, method="peak")
        self._line.setClipToView(True)
        self._chance = pg.PlotCurveItem([0.0, 1.0], [0.0, 1.0], antialias=True)
        self._ring = pg.ScatterPlotItem(pxMode=True, size=11)
        self._words = pg.TextItem("", anchor=(1.0, 1.0))
        for item in (self._chance, self._line, self._ring, self._words):
            self.addItem(item, ignoreBounds=True)
        self._words.setPos(0.97, 0.06)
        self.x_axis.write_tick = share
        self.y_axis.write_tick = share
        self.redress()

    def set_curve(
        self, alarms: Values, found: Values, area: float | None, at: tuple[float, float] | None = None
    ) -> None:
        """Show found shares over false-alarm shares, float64 [n] from 0 to 1; `at` is (false alarms, found) in use."""
        self._alarms, self._found, self._area, self._at = alarms, found, area, at
        self._line.setData(alarms, found)
        self._ring.setData(*([[value] for value in at] if at else ([], [])))
        self._words.setText(self.tr("area {area}").format(area=significant(area)))
        self.dress()
        self.drawn()

    def dress(self) -> None:
        """The curve in the first series colour, guessing dashed and muted."""
        pens = self.pens
        self._line.setPen(pens.line("c1", 2.0))
        self._chance.setPen(pens.flat(pens.colour("cn"), 1.2, dashed=True))
        self._ring.setPen(pens.line("text", 2.0))
        self._ring.setBrush(pg.mkBrush(pens.colour("canvas")))
        self._words.setColor(pens.series_text(0))
        self._words.setFont(pens.font(12, 600))

    def extent(self) -> tuple[Range, Range] | None:
        """From nothing to all, on both axes."""
        if not len(self._found):
            return None
        return (-0.02, 1.03), (-0.01, 1.05)

    def empty_words(self) -> str:
        """One class alone gives no curve."""
        return self.tr("There is no curve: the test rows are all of one class.")

    def figures(self) -> Figures:
        """One row a threshold."""
        heads = (self.tr("false alarms"), self.tr("found"))
        return heads, list(zip(self._alarms.tolist(), self._found.tolist(), strict=True))

    def summary(self) -> str:
        """The area, and the point in use."""
        told = self.tr("ROC area {area}; 0.5 is guessing, 1 is perfect.").format(area=significant(self._area))
        if self._at is None:
            return told
        at = self.tr("Now {found} are found and {alarms} are false alarms.").format(
            found=share(self._at[1]), alarms=share(self._at[0])
        )
        return f"{told} {at}"
