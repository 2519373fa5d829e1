"""The loss chart: every run's curves, the best epoch, and what has not been run yet.

Why it doesn't always show the whole plan (2026-11-25): with much patience 14 epochs of 5,000 would be a sliver. A long
plan is shown as far as a round number beyond what has run, and whole from its half on; the band keeps its words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QWidget

from gui.models.words import count, significant
from gui.plots.card import Reading, ReadingRow
from gui.plots.chart import Chart, Range
from gui.plots.crosshair import Crosshair
from gui.plots.export import Figures
from gui.plots.labels import End, place_names
from gui.plots.loss_curve import LossCurve
from gui.plots.series import RunCurve
from gui.theme import Theme

REDRAW_MS = 100
LABEL_PX, TOP_PX = 10, 26
WHOLE_EPOCHS, AHEAD = 100, 1.25  # plans up to here are shown whole; how far beyond what has run others are
RUNGS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.5)
OUTLIER = 1e4  # losses this many times the median don't decide how high the chart is


class LossChart(Chart):
    """Loss by epoch. Validation solid, training dashed; names at the lines' ends.

    Redraws at most ten times a second however often `set_curves` is called; the last call always shows.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._curves: dict[int, RunCurve] = {}
        self._lines: dict[int, LossCurve] = {}
        self._focus: int | None = None
        self._log, self._smoothing, self._waiting = True, 0.0, False
        self._xs: NDArray[np.float64] = np.empty(0)
        super().__init__(theme, "", log_y=True, whole_x=True, parent=parent)
        self.setAccessibleName(self.tr("Loss by epoch"))
        self.x_axis.first = 1.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MS)
        self._timer.timeout.connect(self._on_timer)
        self._add_marks()
        self.crosshair = Crosshair(self, self.pens, lambda: self._xs, self._reading)
        self.reader = self.crosshair
        self.view.sigRangeChanged.connect(self._place_words)
        self.redress()

    def set_curves(self, curves: Sequence[RunCurve], focus: int | None = None) -> None:
        """Show these runs, in this order in the tooltip; `focus` is the run whose best epoch is marked."""
        self._curves = {curve.number: curve for curve in curves}
        self._focus = focus
        if self._timer.isActive():
            self._waiting = True
            return
        self._redraw()
        self._timer.start()

    @property
    def logarithmic(self) -> bool:
        """Whether y is logarithmic."""
        return self._log

    def set_logarithmic(self, on: bool) -> None:
        """Logarithmic or linear y."""
        self._log = on
        self.y_axis.set_logarithmic(on)
        self._redraw()

    def set_smoothing(self, weight: float) -> None:
        """Smooth what is drawn (0 is off). Raw values stay behind it, and in the tooltip."""
        self._smoothing = weight
        self._redraw()

    def dress(self) -> None:
        """Pens of lines and marks."""
        pens = self.pens
        for number, line in self._lines.items():
            line.dress(pens, focused=number == self._focus)
        self._best_line.setPen(pens.line("accent", 1.4, dotted=True))
        self._ring.setPen(pens.line("accent", 2.0))
        self._ring.setBrush(pg.mkBrush(pens.colour("canvas")))
        self._band.setBrush(pg.mkBrush(pens.faint("hover", 0.6)))
        for words, token in ((self._best_words, "accent"), (self._band_words, "text2")):
            words.setColor(pens.colour(token))
            words.setFont(pens.font(11, 500))

    def extent(self) -> tuple[Range, Range] | None:
        """All epochs and some of those to come, with room for names at the right and for words at the top."""
        if not len(self._xs):
            return None
        live = [curve for curve in self._curves.values() if curve.live and curve.planned and len(curve.epochs)]
        last = max([float(self._xs[-1]), *(seen_ahead(curve.epochs[-1], curve.planned or 0) for curve in live)])
        left = 1 - 0.012 * max(last - 1, 1)
        low, high = self._heights()
        size = self.view.size()
        room = TOP_PX / max(size.height(), 60)
        return (left, self._right_edge(left, last, size.width())), (low, high + (high - low) * room / (1 - room))

    def empty_words(self) -> str:
        """No run is drawn, or none has come to the end of an epoch."""
        if self._curves:
            return self.tr("The first epoch is not complete yet.")
        return self.tr("No run is drawn. Click a run's swatch in the table to draw it.")

    def figures(self) -> Figures:
        """One row an epoch and run."""
        heads = (self.tr("run"), self.tr("epoch"), self.tr("training loss"), self.tr("validation loss"))
        rows: list[Sequence[object]] = []
        for curve in self._curves.values():
            for epoch, training, validation in zip(curve.epochs, curve.training, curve.validation, strict=True):
                rows.append((curve.name, int(epoch), float(training), float(validation)))
        return heads, rows

    def summary(self) -> str:
        """How the run in focus went."""
        curve = self._curves.get(self._focus or -1)
        if curve is None or not len(curve.epochs):
            return self.empty_words()
        kind = self.tr("Validation loss") if curve.has_validation else self.tr("Training loss")
        told = self.tr("{kind} of {name} went from {first} to {last} in {epochs} epochs").format(
            kind=kind,
            name=curve.name,
            first=significant(float(curve.main[0])),
            last=significant(float(curve.main[-1])),
            epochs=count(len(curve.epochs)),
        )
        best = self.tr("; best at epoch {epoch}").format(epoch=curve.best_epoch) if curve.best_epoch else ""
        return told + best + "."

    def _add_marks(self) -> None:
        self._band = pg.LinearRegionItem(movable=False, pen=pg.mkPen(None))
        self._best_line = pg.InfiniteLine(angle=90, movable=False)
        self._ring = pg.ScatterPlotItem(pxMode=True, size=11)
        self._best_words = pg.TextItem(self.tr("best"), anchor=(0.0, 0.0))
        self._band_words = pg.TextItem(self.tr("not run yet"), anchor=(1.0, 0.0))
        marks = (self._band, self._best_line, self._ring, self._best_words, self._band_words)
        for item, above in zip(marks, (-10, 5, 38, 37, -5), strict=True):
            item.setZValue(above)
            item.setVisible(False)
            self.addItem(item, ignoreBounds=True)

    def _redraw(self) -> None:
        for number in [number for number in self._lines if number not in self._curves]:
            self._lines.pop(number).remove()
        for number, curve in self._curves.items():
            if number not in self._lines:
                self._lines[number] = LossCurve(self)
            line = self._lines[number]
            line.draw(curve, self._placed, self._smoothing)
            line.dress(self.pens, focused=number == self._focus)
        epochs = [curve.epochs for curve in self._curves.values()]
        self._xs = np.unique(np.concatenate(epochs)) if epochs else np.empty(0)
        self._mark_best()
        self._mark_band()
        self.drawn()
        self._place_words()
        self.crosshair.refresh()

    def _placed(self, losses: NDArray[np.float64]) -> NDArray[np.float64]:
        """Losses → the view's y: log10 of positive ones, or themselves."""
        finite = np.where(np.isfinite(losses), losses, np.nan)
        if not self._log:
            return finite
        return np.log10(np.where(finite > 0, finite, np.nan))

    def _heights(self) -> Range:
        """Lowest and highest y of all lines, runaway losses left out."""
        losses = [values for curve in self._curves.values() for values in (curve.training, curve.validation)]
        flat = np.concatenate(losses) if losses else np.empty(0)
        flat = flat[np.isfinite(flat) & (flat > 0 if self._log else flat >= 0)]
        if not len(flat):
            return 0.0, 1.0
        flat = flat[flat <= OUTLIER * np.median(flat)]
        placed = self._placed(flat)
        low, high = float(placed.min()), float(placed.max())
        if not self._log and low < 0.4 * high:
            return 0.0, high * 1.02
        pad = 0.06 * (high - low or 1.0)
        return low - pad, high + pad / 2

    def _right_edge(self, left: float, last: float, width: float) -> float:
        """So far to the right that every name at a line's end fits."""
        edge = last
        metrics = self.pens.metrics(12, 600)
        for line in self._lines.values():
            if line.curve is None or line.tip is None:
                continue
            words = metrics.horizontalAdvance(line.curve.name) + LABEL_PX + 12
            if width > 2 * words:
                edge = max(edge, left + (line.tip[0] - left) * width / (width - words))
        return edge

    def _mark_best(self) -> None:
        curve = self._curves.get(self._focus or -1)
        found = curve.at(curve.best_epoch) if curve is not None and curve.best_epoch else None
        value = found[0] if found and np.isfinite(found[0]) else found[1] if found else np.nan
        height = float(self._placed(np.array([value]))[0])
        shown = bool(curve is not None and np.isfinite(height))
        for item in (self._best_line, self._ring, self._best_words):
            item.setVisible(shown)
        if shown and curve is not None and curve.best_epoch:
            self._best_line.setPos(curve.best_epoch)
            self._ring.setData([curve.best_epoch], [height])
            self._best_words.setText(self.tr("best: epoch {epoch}").format(epoch=count(curve.best_epoch)))

    def _mark_band(self) -> None:
        """Shade the epochs that the live run has not reached."""
        live = [curve for curve in self._curves.values() if curve.live and curve.planned]
        reached = max((float(curve.epochs[-1]) for curve in live if len(curve.epochs)), default=None)
        planned = max((float(curve.planned or 0) for curve in live), default=0.0)
        shown = reached is not None and planned > reached
        self._band.setVisible(shown)
        self._band_words.setVisible(shown)
        if shown:
            self._band.setRegion((reached, planned))

    def _place_words(self) -> None:
        """Put every text beside what it names; names that would touch are pushed apart."""
        (left, right), (low, high) = self.view.viewRange()
        size = self.view.size()
        if size.width() <= 0 or size.height() <= 0:
            return
        x_px, y_px = (right - left) / size.width(), (high - low) / size.height()
        ends = [
            End((line.tip[0] - left) / x_px + 4, (high - line.tip[1]) / y_px, float(line.label.boundingRect().width()))
            for line in self._lines.values()
            if line.tip is not None
        ]
        tops = place_names(ends, [self._passing(end, left, high, x_px, y_px) for end in ends], size.height())
        named = [line for line in self._lines.values() if line.tip is not None]
        for line, end, top in zip(named, ends, tops, strict=True):
            line.label.setPos(left + end.x * x_px, high - top * y_px)
            line.label.setVisible(0 <= end.x <= size.width())
        self._place_best_words(left, right, high, x_px)
        if self._band.isVisible():
            start, end = self._band.getRegion()
            self._band_words.setPos(min(end, right), high)
            self._band_words.setVisible((min(end, right) - start) / x_px > 90)

    def _passing(self, end: End, left: float, high: float, x_px: float, y_px: float) -> list[float]:
        """Where other runs' solid lines pass through the place of a name, in pixels from the top."""
        start, stop = left + end.x * x_px, left + (end.x + end.width) * x_px
        found: list[float] = []
        for line in self._lines.values():
            if line.curve is None or line.tip is None or line.tip[0] <= start:
                continue
            first, last = np.searchsorted(line.curve.epochs, (start, stop))
            heights = self._placed(line.curve.main[max(first - 1, 0) : last + 1])
            found += ((high - heights[np.isfinite(heights)]) / y_px).tolist()
        return found

    def _place_best_words(self, left: float, right: float, high: float, x_px: float) -> None:
        """At the top, right of the dotted line, or left of it near the edge."""
        at = self._best_line.value()
        flips = (right - at) / x_px < 110
        self._best_words.setAnchor((1.0, 0.0) if flips else (0.0, 0.0))
        self._best_words.setPos(at + (-6 if flips else 6) * x_px, high)
        self._best_words.setVisible(self._best_line.isVisible() and left <= at <= right)

    def _reading(self, epoch: float) -> Reading | None:
        rows, dots = [], []
        for curve in self._curves.values():
            found = curve.at(epoch)
            if found is None:
                continue
            colour = self.pens.series(curve.series)
            rows.append(ReadingRow(colour, curve.name, (significant(found[0]), significant(found[1]))))
            main = found[0] if curve.has_validation else found[1]
            height = float(self._placed(np.array([main]))[0])
            if np.isfinite(height):
                dots.append((epoch, height, colour))
        if not rows:
            return None
        title = self.tr("Epoch {epoch}").format(epoch=count(int(epoch)))
        return Reading(title, (self.tr("validation"), self.tr("training")), tuple(rows), tuple(dots))

    def _on_timer(self) -> None:
        if self._waiting:
            self._waiting = False
            self._redraw()
            self._timer.start()

    def screen_x(self, epoch: float) -> float:
        """Where an epoch lies, in the widget's pixels."""
        return self.mapFromScene(self.view.mapViewToScene(QPointF(epoch, 0.0))).x()


def seen_ahead(reached: float, planned: float) -> float:
    """How far the chart of a run reaches that has come to epoch `reached` of at most `planned`: to the end of a short
    plan and of one that is half done, else to the next rung beyond what has run, so that the axis moves seldom."""
    if planned <= max(WHOLE_EPOCHS, 2 * reached):
        return planned
    wanted = max(float(WHOLE_EPOCHS), AHEAD * reached)
    tens = 10.0 ** np.floor(np.log10(wanted))
    return float(min(planned, next(rung * tens for rung in (*RUNGS, 10.0) if rung * tens >= wanted)))
