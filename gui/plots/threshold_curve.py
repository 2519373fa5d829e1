"""What every threshold reaches: ROC, and precision against recall; a ring shows the threshold that is looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from gui.models.words import fixed, share
from gui.plots.card import Reading, ReadingRow
from gui.plots.export import Figures
from gui.plots.ranges import Range, around_shares
from gui.plots.reading_chart import ReadingChart
from gui.theme import Theme

Values = NDArray[np.float64]
Point = tuple[float, float]
RING_PX, ROW_PX = 11, 17
POOR, MIDDLE = 0.45, 0.5  # a line below POOR on average leaves the upper right free, another the lower left


@dataclass(frozen=True, eq=False)
class CurveLine:
    """One line: float64 [points] of shares, the thresholds they stand for, and the figure that sums it up."""

    x: Values
    y: Values
    thresholds: Values
    figure: float | None


class ThresholdCurve(ReadingChart):
    """The model's line, the baseline's dashed one, what guessing gives, and the ring."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        self._line: CurveLine | None = None
        self._baseline: CurveLine | None = None
        self._ringed: Point | None = None
        super().__init__(theme, name, parent=parent)
        self._curve, self._under = pg.PlotCurveItem(antialias=True), pg.PlotCurveItem(antialias=True)
        self._guess = pg.PlotCurveItem(antialias=True)
        self._ring = pg.ScatterPlotItem(pxMode=True, size=RING_PX)
        self._words, self._under_words = pg.TextItem("", anchor=(1.0, 1.0)), pg.TextItem("", anchor=(1.0, 1.0))
        marks = (self._guess, self._under, self._curve, self._ring, self._words, self._under_words)
        for above, item in enumerate(marks):
            item.setZValue(above)
            self.addItem(item)
        self.x_axis.write_tick = share
        self.y_axis.write_tick = share
        self.view.sigRangeChanged.connect(self._place_words)
        self.view.sigResized.connect(self._place_words)  # of the same range more may be written
        self.redress()

    def set_lines(self, line: CurveLine | None, baseline: CurveLine | None) -> None:
        """Show the model's line, and the baseline's beside it; None where there is none."""
        self._line, self._baseline = line, baseline
        for item, given in ((self._curve, line), (self._under, baseline)):
            item.setData(*((given.x, given.y) if given is not None else ([], [])))
        self._guess.setData(*self.guessing())
        self._words.setText(self.line_words(line.figure) if line else "")
        self._under_words.setText(
            self.tr("baseline {figure}").format(figure=fixed(baseline.figure, 3)) if baseline else ""
        )
        self._place_words()
        self.dress()
        self.drawn()

    def set_ring(self, at: Point | None) -> None:
        """Ring the point that the threshold reaches."""
        self._ringed = at
        self._ring.setData(*([[value] for value in at] if at else ([], [])))
        self.setAccessibleDescription(self.summary())

    # what ROC and precision–recall say differently

    def guessing(self) -> tuple[Values, Values]:
        """The line that guessing gives."""
        return np.empty(0), np.empty(0)

    def line_words(self, figure: float | None) -> str:
        """What stands beside the line."""
        return fixed(figure, 3)

    def axis_words(self) -> tuple[str, str]:
        """What x and y are."""
        return "", ""

    def words_at(self) -> Point:
        """A lower corner of the words, in shares: the left one in the left half, the right one in the right."""
        return 0.97, 0.05

    # every chart

    def dress(self) -> None:
        """The model in the first series colour, the rest muted and dashed."""
        pens = self.pens
        self._curve.setPen(pens.line("c1", 2.0))
        for item in (self._under, self._guess):
            item.setPen(pens.flat(pens.colour("cn"), 1.2, dashed=True))
        self._ring.setPen(pens.line("text", 2.0))
        self._ring.setBrush(pg.mkBrush(pens.colour("canvas")))
        self._words.setColor(pens.series_text(0))
        self._words.setFont(pens.font(12, 600))
        self._under_words.setColor(pens.colour("text2"))
        self._under_words.setFont(pens.font(12, 400))
        for words in (self._words, self._under_words):
            words.fill = pg.mkBrush(pens.colour("canvas"))  # the grid does not run through figures
        self.crosshair.dress()

    def extent(self) -> tuple[Range, Range] | None:
        """From nothing to all, on both axes."""
        return None if self._line is None else around_shares(self.view.size(), RING_PX / 2 + 2)

    def places(self) -> Values:
        """Every x of the model's line."""
        return np.unique(self._line.x) if self._line is not None else np.empty(0)

    def reading(self, x: float) -> Reading | None:
        """The best that is reached there, by the model and by the baseline."""
        if self._line is None:
            return None
        x_words, y_words = self.axis_words()
        colours = (self.pens.series(0), self.pens.series(None))
        names = (self.tr("this model"), self.tr("baseline"))
        rows, dots = [], []
        for line, colour, name in zip((self._line, self._baseline), colours, names, strict=True):
            found = None if line is None else highest_at(line, x)
            if found is not None:
                height, threshold = found
                told = fixed(threshold, 2) if np.isfinite(threshold) else "–"
                rows.append(ReadingRow(colour, name, (share(height), told)))
                dots.append((x, height, colour))
        title = self.tr("{name} {share}").format(name=x_words, share=share(x))
        return Reading(title, (y_words, self.tr("threshold")), tuple(rows), tuple(dots))

    def figures(self) -> Figures:
        """One row a threshold."""
        x_words, y_words = self.axis_words()
        heads = (self.tr("threshold"), x_words, y_words)
        if self._line is None:
            return heads, []
        columns = (self._line.thresholds, self._line.x, self._line.y)
        return heads, list(zip(*(values.tolist() for values in columns), strict=True))

    def ring_words(self) -> str:
        """The ringed point in a sentence, "" without one."""
        if self._ringed is None:
            return ""
        x_words, y_words = self.axis_words()
        return self.tr("At the threshold: {y_words} {y}, {x_words} {x}.").format(
            x_words=x_words, x=share(self._ringed[0]), y_words=y_words, y=share(self._ringed[1])
        )

    def _place_words(self) -> None:
        x, y = self.words_at()
        row = ROW_PX * self.view.viewPixelSize()[1]
        for words, height in ((self._words, y), (self._under_words, y + row)):
            words.setAnchor((0.0, 1.0) if x < MIDDLE else (1.0, 1.0))
            words.setPos(x, height)


class RocCurveChart(ThresholdCurve):
    """How many of a class are found, for how many false alarms."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setAccessibleName(self.tr("ROC"))

    def guessing(self) -> tuple[Values, Values]:
        """The diagonal."""
        return np.array([0.0, 1.0]), np.array([0.0, 1.0])

    def line_words(self, figure: float | None) -> str:
        """The area."""
        return self.tr("area {area}").format(area=fixed(figure, 3))

    def axis_words(self) -> tuple[str, str]:
        """False alarms and found."""
        return self.tr("false alarms"), self.tr("found")

    def empty_words(self) -> str:
        """One class alone gives no curve."""
        return self.tr("Only one class occurs, so there is no curve.")

    def summary(self) -> str:
        """The area, and the ringed point."""
        if self._line is None:
            return self.empty_words()
        told = self.tr("ROC area {area}; 0.5 is guessing, 1 is perfect.").format(area=fixed(self._line.figure, 3))
        return f"{told} {self.ring_words()}".strip()


class PrecisionRecallChart(ThresholdCurve):
    """How many calls are right, for how many that are found."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._share = 0.0
        super().__init__(theme, "", parent)
        self.setAccessibleName(self.tr("Precision and recall"))

    def set_share(self, positive: float) -> None:
        """The share of positive rows, which is the precision of guessing. To be called before the lines."""
        self._share = positive

    def guessing(self) -> tuple[Values, Values]:
        """A level line at the share of positive rows."""
        return np.array([0.0, 1.0]), np.array([self._share, self._share])

    def line_words(self, figure: float | None) -> str:
        """Average precision."""
        return self.tr("average precision {figure}").format(figure=fixed(figure, 3))

    def axis_words(self) -> tuple[str, str]:
        """Recall and precision."""
        return self.tr("recall"), self.tr("precision")

    def words_at(self) -> Point:
        """The lower left corner, off the level line of guessing; the upper right one for a poor line."""
        if self._line is not None and (self._line.figure or 0.0) < POOR:
            return 0.97, 0.8
        return 0.04, (0.05 if self._share > 0.3 or self._share < 0.02 else self._share + 0.03)

    def empty_words(self) -> str:
        """Nothing can be found where nothing is."""
        return self.tr("No row is of this class, so there is no curve.")

    def summary(self) -> str:
        """The average, and the ringed point."""
        if self._line is None:
            return self.empty_words()
        told = self.tr("Average precision {figure}; guessing gives {share}.").format(
            figure=fixed(self._line.figure, 3), share=share(self._share)
        )
        return f"{told} {self.ring_words()}".strip()


def highest_at(line: CurveLine, x: float) -> tuple[float, float] | None:
    """The highest y that a line reaches up to x, and its threshold; the line's x must not fall."""
    last = int(np.searchsorted(line.x, x, side="right")) - 1
    if last < 0:
        return None
    first = int(np.searchsorted(line.x, line.x[last], side="left"))
    best = first + int(np.argmax(line.y[first : last + 1]))
    return float(line.y[best]), float(line.thresholds[best])
