"""Where to draw the line: how sure the model is of a class, rows of the others upwards and of the class downwards.

Why (2026-11-25): each side is drawn as shares of its own rows. As counts a rare class would be a flat line, and where
it lies is what the threshold is chosen by. The card and the table tell the rows.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.models.words import count, fixed, one_line, threshold_words
from gui.plots.card import Reading, ReadingRow
from gui.plots.export import Figures
from gui.plots.ranges import Range
from gui.plots.reading_chart import ReadingChart
from gui.theme import Theme

Values = NDArray[np.float64]
Counts = NDArray[np.int64]
GAP = 0.07  # of a bar's width
UP_AT, LONGEST_NAME = 0.12, 0.34  # of the width: where the upper name begins, and how long a name may be
LEAST = 0.012  # of the height: a bar of one row is still seen


class ScoreSplitChart(ReadingChart):
    """Mirrored bars over [0, 1], and the threshold as an upright line. `framed` tells that the plot area moved."""

    framed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._above: Counts = np.empty(0, np.int64)
        self._below: Counts = np.empty(0, np.int64)
        self._names = ("", "")
        self._threshold: float | None = None
        super().__init__(theme, "", grid=False, left_axis=False, parent=parent)
        self.setAccessibleName(self.tr("Where to draw the line"))
        self._up = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
        self._down = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
        self._level = pg.InfiniteLine(pos=0.0, angle=0, movable=False)
        self._line = pg.InfiniteLine(pos=0.5, angle=90, movable=False)
        self._line_words = pg.TextItem("", anchor=(0.0, 0.0))
        self._up_words, self._down_words = pg.TextItem("", anchor=(0.0, 0.0)), pg.TextItem("", anchor=(1.0, 1.0))
        marks = (self._up, self._down, self._level, self._line, self._up_words, self._down_words, self._line_words)
        for above, item in enumerate(marks):
            item.setZValue(above)
            self.addItem(item)
        self.view.sigRangeChanged.connect(self._place_words)
        self.view.sigResized.connect(self.framed)
        self.redress()

    def set_scores(self, above: Counts, below: Counts, names: tuple[str, str]) -> None:
        """Show int64 [bars] rows by score: of the other class upwards, of the class downwards; and their names."""
        self._above, self._below = above, below
        self._names = (one_line(names[0]), one_line(names[1]))
        edges = np.linspace(0.0, 1.0, len(above) + 1)
        gap = GAP * (edges[1] - edges[0])
        for item, counts, sign in ((self._up, above, 1.0), (self._down, below, -1.0)):
            heights = sign * self._heights(counts)
            item.setOpts(x0=edges[:-1] + gap, x1=edges[1:] - gap, y0=np.zeros(len(heights)), y1=heights)
        self.dress()
        self.drawn()
        self._place_words()

    def set_threshold(self, threshold: float | None) -> None:
        """Draw the line there; None for none."""
        self._threshold = threshold
        self._line.setVisible(threshold is not None)
        self._line_words.setVisible(threshold is not None)
        if threshold is not None:
            self._line.setPos(threshold)
            self._line_words.setText(self.tr("threshold {value}").format(value=threshold_words(threshold)))
        self._place_words()
        self.setAccessibleDescription(self.summary())

    def plot_edges(self) -> tuple[float, float]:
        """Where 0 and 1 lie, in the widget's pixels."""
        rect = self.mapFromScene(self.view.sceneBoundingRect()).boundingRect()
        (low, high), _ = self.view.viewRange()
        px = rect.width() / max(high - low, 1e-9)
        return rect.left() + (0.0 - low) * px, rect.left() + (1.0 - low) * px

    def dress(self) -> None:
        """The other class in the first series colour, the class in the second."""
        pens = self.pens
        for item, token in ((self._up, "c1"), (self._down, "c2")):
            item.setOpts(brush=pg.mkBrush(pens.faint(token, 0.88)), pen=pg.mkPen(None))
        self._level.setPen(pens.line("line2", 1.0))
        self._line.setPen(pens.line("text", 1.4))
        for words, colour in (
            (self._up_words, pens.series_text(0)),
            (self._down_words, pens.series_text(1)),
            (self._line_words, pens.colour("text")),
        ):
            words.setColor(colour)
            words.setFont(pens.font(12, 600) if words is not self._line_words else pens.font(11, 500))
        self.crosshair.dress()

    def extent(self) -> tuple[Range, Range] | None:
        """All bars, with room for words above."""
        if not len(self._above):
            return None
        up, down = self._heights(self._above).max(), self._heights(self._below).max()
        whole = max(up + down, 1e-9)
        return (-0.005, 1.005), (-(down + 0.12 * whole), up + 0.12 * whole)

    def places(self) -> Values:
        """The middles of the bars."""
        bars = len(self._above)
        return (np.arange(bars) + 0.5) / bars if bars else np.empty(0)

    def reading(self, x: float) -> Reading | None:
        """The rows of both bars."""
        bars = len(self._above)
        if not bars:
            return None
        at = min(int(x * bars), bars - 1)
        rows = tuple(
            ReadingRow(self.pens.series(series), name, (count(int(counts[at])),))
            for series, name, counts in zip((0, 1), self._names, (self._above, self._below), strict=True)
        )
        title = self.tr("Score {low} to {high}").format(low=fixed(at / bars, 3), high=fixed((at + 1) / bars, 3))
        return Reading(title, (self.tr("rows"),), rows, ())

    def choice(self, x: float, _y: float) -> int | None:
        """The number of the pair of bars there, if either has rows."""
        bars = len(self._above)
        if not bars or not 0.0 <= x <= 1.0:
            return None
        at = min(int(x * bars), bars - 1)
        return at if self._above[at] or self._below[at] else None

    def figures(self) -> Figures:
        """One row a pair of bars."""
        heads = (self.tr("score from"), self.tr("score to"), self._names[0], self._names[1])
        edges = np.linspace(0.0, 1.0, len(self._above) + 1)
        columns = (edges[:-1], edges[1:], self._above, self._below)
        return heads, list(zip(*(values.tolist() for values in columns), strict=True)) if len(self._above) else []

    def empty_words(self) -> str:
        """There is no row to judge it on."""
        return self.tr("No row is shown.")

    def summary(self) -> str:
        """How many of either class lie on their side of the threshold."""
        if not len(self._above):
            return self.empty_words()
        told = self.tr("Scores of {first} rows “{one}” and {second} rows “{other}”.").format(
            first=count(int(self._above.sum())),
            one=self._names[0],
            second=count(int(self._below.sum())),
            other=self._names[1],
        )
        if self._threshold is None:
            return told
        return f"{told} " + self.tr("The threshold is {value}.").format(value=threshold_words(self._threshold))

    def _heights(self, counts: Counts) -> Values:
        """Shares of the class; the smallest bars tall enough to be seen."""
        shares = counts / max(int(counts.sum()), 1)
        return np.where(counts > 0, np.maximum(shares, LEAST * (shares.max() if len(shares) else 0.0)), 0.0)

    def _place_words(self) -> None:
        """The threshold's words beside its line; the names where neither the line nor its words cross them."""
        (left, right), (low, high) = self.view.viewRange()
        px = (right - left) / max(self.view.size().width(), 1.0)
        words, line = self._place_line_words(right, high, px)
        inset = UP_AT * (right - left)
        self._place_name(self._up_words, self._names[0], (left, right), words, high, left + inset, px)
        self._place_name(self._down_words, self._names[1], (left, right), line, low, right - inset, px)
        self._up_words.setVisible(bool(self._above.any()))
        self._down_words.setVisible(bool(self._below.any()))

    def _place_name(
        self, words: pg.TextItem, name: str, view: Range, taken: Range, y: float, at: float, px: float
    ) -> None:
        """A name that begins (the upper one) or ends (the lower one) at a place, beside what is taken."""
        metrics, longest = self.pens.metrics(12, 600), LONGEST_NAME * (view[1] - view[0])
        wide = min(metrics.horizontalAdvance(name) * px + 10 * px, longest)
        start = at if words is self._up_words else at - wide
        if start < taken[1] and start + wide > taken[0]:
            before, behind = taken[0] - view[0], view[1] - taken[1]
            wide = min(wide, max(before, behind))
            start = taken[1] if behind > before else taken[0] - wide
        words.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(wide / px) - 8))
        words.setAnchor((0.0, words.anchor[1]))
        words.setPos(start, y)

    def _place_line_words(self, right: float, high: float, px: float) -> tuple[Range, Range]:
        """From where to where the line's words stand, and the line alone; nowhere without a threshold."""
        if self._threshold is None:
            return (right, right), (right, right)
        room = (self._line_words.boundingRect().width() + 8) * px
        flips = right - self._threshold < room
        self._line_words.setAnchor((1.0, 0.0) if flips else (0.0, 0.0))
        self._line_words.setPos(self._threshold + (-3 if flips else 3) * px, high)
        line = self._threshold - 4 * px, self._threshold + 4 * px
        return ((line[0] - room, line[1]) if flips else (line[0], line[1] + room)), line
