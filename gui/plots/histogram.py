"""How far off: the errors of the test rows as bars, too low to the left and too high to the right."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from core.evaluation.pictures import ErrorPicture, error_picture
from core.evaluation.selection import ErrorBar
from gui.models.words import count, share, significant
from gui.plots.card import Reading, ReadingRow
from gui.plots.chart import Chart
from gui.plots.export import Figures
from gui.plots.probe import Probe, Spot
from gui.plots.ranges import Range
from gui.theme import Theme

Values = NDArray[np.float64]
SMALLEST_SHARE = 0.001


class HistogramChart(Chart):
    """Signed errors in bars around 0; the bars within which nine in ten rows fall are stronger."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._rows = 0
        self._edges: Values = np.empty(0)
        self._counts: NDArray[np.int64] = np.empty(0, np.int64)
        self._as_share = False
        self.usual_error = float("nan")  # nine in ten rows are off by no more than this
        super().__init__(theme, "", grid=False, left_axis=False, parent=parent)
        self.setAccessibleName(self.tr("How far off"))
        self._usual = pg.BarGraphItem(x0=[], x1=[], height=[])
        self._rare = pg.BarGraphItem(x0=[], x1=[], height=[])
        self._zero = pg.InfiniteLine(pos=0.0, angle=90, movable=False)
        self._low = pg.TextItem(self.tr("guessed too low"), anchor=(0.0, 0.0))
        self._high = pg.TextItem(self.tr("guessed too high"), anchor=(1.0, 0.0))
        for item in (self._rare, self._usual, self._zero, self._low, self._high):
            self.addItem(item)
        self._bars: NDArray[np.intp] = np.empty(0, np.intp)  # those that have rows
        self.probe = Probe(
            self, self.pens, find=self._find, spots=lambda: len(self._bars), spot=self._spot, read=self._read_bar
        )
        self.reader = self.probe
        self.view.sigRangeChanged.connect(self._place_words)
        self.view.sigResized.connect(self._place_words)  # of the same range more may be written
        self.redress()

    def set_errors(self, errors: Values, *, as_share: bool) -> None:
        """Count and show signed errors, float64 [n]: shares of the actual value, or in the target's own unit."""
        self.set_picture(error_picture(errors, as_share=as_share))

    def set_picture(self, picture: ErrorPicture) -> None:
        """Show errors that were counted elsewhere."""
        self._rows, self._edges, self._counts = picture.rows, picture.edges, picture.counts
        self._as_share, self.usual_error = picture.as_share, picture.usual
        self._bars = np.flatnonzero(picture.counts)
        self.probe.hide()
        self.x_axis.write_tick = self._tick if picture.as_share else None
        self.dress()
        self.drawn()

    @property
    def rows_beyond(self) -> int:
        """Rows too far off to be drawn."""
        return int(self._rows - self._counts.sum())

    def dress(self) -> None:
        """Usual bars in the first series colour, rare ones lighter."""
        pens = self.pens
        self._zero.setPen(pens.line("text", 1.2))
        for words in (self._low, self._high):
            words.setColor(pens.colour("text2"))
            words.setFont(pens.font(11, 500))
        usual = np.maximum(np.abs(self._edges[:-1]), np.abs(self._edges[1:])) <= self.usual_error * (1 + 1e-9)
        gap = 0.06 * (self._edges[1] - self._edges[0]) if len(self._edges) else 0.0
        for bars, chosen, colour in (
            (self._usual, usual, pens.faint("c1", 0.9)),
            (self._rare, ~usual, pens.faint("c1", 0.35)),
        ):
            left, right, heights = self._edges[:-1][chosen], self._edges[1:][chosen], self._counts[chosen]
            bars.setOpts(x0=left + gap, x1=right - gap, height=heights, brush=pg.mkBrush(colour), pen=pg.mkPen(None))

    def extent(self) -> tuple[Range, Range] | None:
        """All bars, with room for words above."""
        if not len(self._counts) or not self._counts.any():
            return None
        pad = 0.02 * (self._edges[-1] - self._edges[0])
        return (float(self._edges[0] - pad), float(self._edges[-1] + pad)), (0.0, float(self._counts.max()) * 1.14)

    def empty_words(self) -> str:
        """There are no rows to judge it on."""
        return self.tr("No test row has both an actual and a predicted value.")

    def choice(self, x: float, _y: float) -> ErrorBar | None:
        """The rows of the bar there, if it has any."""
        if self.is_empty or not self._edges[0] <= x <= self._edges[-1]:
            return None
        at = min(int(np.searchsorted(self._edges, x, side="right")) - 1, len(self._counts) - 1)
        last = at == len(self._counts) - 1
        low, high = float(self._edges[at]), float(self._edges[at + 1])
        return ErrorBar(low, high, last, self._as_share) if self._counts[at] else None

    def figures(self) -> Figures:
        """One row a bar."""
        heads = (self.tr("error from"), self.tr("error to"), self.tr("rows"))
        return heads, list(zip(self._edges[:-1].tolist(), self._edges[1:].tolist(), self._counts.tolist(), strict=True))

    def summary(self) -> str:
        """Within what nine in ten rows fall."""
        if not self._rows:
            return self.empty_words()
        return self.tr("{rows} test rows; 9 in 10 are off by at most {error}.").format(
            rows=count(self._rows), error=self.error_words(self.usual_error)
        )

    def error_words(self, error: float) -> str:
        """A size of error as text, per cent or in the target's unit."""
        return share(error, 0 if abs(error) >= 0.1 else 1) if self._as_share else significant(error)

    def _find(self, x: float, y: float, _reach: tuple[float, float]) -> Spot | None:
        """The bar whose column the mouse is in, however high above it."""
        at = int(np.searchsorted(self._edges, x, side="right")) - 1
        number = int(np.searchsorted(self._bars, at))
        return self._spot(number) if number < len(self._bars) and self._bars[number] == at else None

    def _spot(self, number: int) -> Spot:
        at = int(self._bars[number])
        low, high, rows = float(self._edges[at]), float(self._edges[at + 1]), float(self._counts[at])
        return Spot(number, ((low + high) / 2, rows / 2), (high - low, rows))

    def _read_bar(self, spot: Spot) -> Reading:
        """Between which errors the bar lies, and how many rows do."""
        at = int(self._bars[spot.number])
        low, high, rows = float(self._edges[at]), float(self._edges[at + 1]), int(self._counts[at])
        told = [
            (self.tr("rows"), count(rows)),
            (self.tr("of all"), share(rows / self._rows)),
        ]
        title = self.tr("{low} to {high}").format(low=self._signed(low), high=self._signed(high))
        return Reading(title, ("",), tuple(ReadingRow(None, name, (words,)) for name, words in told))

    def _signed(self, error: float) -> str:
        sign = "+" if error > 0 else "−" if error < 0 else ""
        return sign + self.error_words(abs(error))

    def _tick(self, value: float) -> str:
        if not value:
            return "0"
        small = abs(value) < SMALLEST_SHARE  # "< 0.1 %" says nothing on an axis
        return ("+" if value > 0 else "−") + (f"{significant(abs(value) * 100)} %" if small else share(abs(value)))

    def _place_words(self) -> None:
        (left, right), (_, high) = self.view.viewRange()
        self._low.setPos(left, high)
        self._high.setPos(right, high)
        wide = self.view.size().width() > 260
        self._low.setVisible(wide)
        self._high.setVisible(wide)
