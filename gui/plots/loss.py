"""The loss chart: every run's curves, the best epoch, and what has not been run yet."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QWidget

from gui.models.words import count, significant
from gui.plots.card import Reading, ReadingRow, rows_within
from gui.plots.chart import Chart
from gui.plots.crosshair import Crosshair
from gui.plots.curve_layer import CurveLayer, Dot
from gui.plots.export import Figures
from gui.plots.loss_axes import all_epochs, heights, right_edge, seen_ahead, still_fits
from gui.plots.loss_curve import NAME_FONT, Look, LossCurve
from gui.plots.loss_marks import LossMarks
from gui.plots.ranges import Range
from gui.plots.series import LossRows, RunCurve
from gui.theme import Theme

REDRAW_MS = 100
LABEL_PX, TOP_PX = 22, 26
RING_PX, LAYER_Z = 11.0, 10


class LossChart(Chart):
    """Loss by epoch. Validation solid, training dashed; names at the lines' ends.

    Redraws at most ten times a second however often `set_curves` is called; the last call always shows.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._curves: dict[int, RunCurve] = {}
        self._lines: dict[int, LossCurve] = {}
        self._focus: int | None = None
        self._coming: tuple[dict[int, RunCurve], int | None] = ({}, None)  # drawn at the next redraw
        self._log, self._smoothing, self._waiting = True, 0.0, False
        self._xs: NDArray[np.float64] = np.empty(0)
        self._kept: Range | None = None  # heights shown while a run is live
        self._looks = 0
        super().__init__(theme, "", log_y=True, whole_x=True, parent=parent)
        self.setAccessibleName(self.tr("Loss by epoch"))
        self.x_axis.first = 1.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MS)
        self._timer.timeout.connect(self._on_timer)
        self.layer = CurveLayer(lambda: self.taken)
        self.layer.setZValue(LAYER_Z)
        self.addItem(self.layer)
        self._marks = LossMarks(self)
        self.crosshair = Crosshair(self, self.pens, lambda: self._xs, self._reading, top=TOP_PX)
        self.reader = self.crosshair
        self.view.sigRangeChanged.connect(self._place_words)
        self.redress()

    def set_curves(self, curves: Sequence[RunCurve], focus: int | None = None) -> None:
        """Show these runs, in this order in the tooltip; `focus` is the run whose best epoch is marked."""
        self._coming = ({curve.number: curve for curve in curves}, focus)
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
        self._log, self._kept = on, None
        self.y_axis.set_logarithmic(on)
        self._redraw()

    def set_smoothing(self, weight: float) -> None:
        """Smooth what is drawn (0 is off). Raw values stay behind it, and in the tooltip."""
        self._smoothing = weight
        self._redraw()

    def reset(self) -> None:
        """Undo every zoom, and fit the heights anew."""
        self._kept = None
        super().reset()

    def dress(self) -> None:
        """Pens of lines and marks."""
        self._looks += 1
        self._marks.dress(self.pens)
        self._show_lines()
        self._place_words()

    def extent(self) -> tuple[Range, Range] | None:
        """All epochs and some of those to come, with room for names at the right and for words at the top."""
        if not len(self._xs):
            return None
        ahead = {number: _seen(curve) for number, curve in self._curves.items() if len(curve.epochs)}
        last = max(ahead.values())
        left = 1 - 0.012 * max(last - 1, 1)
        low, high = self._heights()
        size = self.view.size()
        room = TOP_PX / max(size.height(), 60)
        names = [
            (ahead[number] if self._curves[number].live else line.tip[0], line.name_px + LABEL_PX)
            for number, line in self._lines.items()
            if line.tip is not None and line.named
        ]
        return (left, right_edge(left, last, size.width(), names)), (low, high + (high - low) * room / (1 - room))

    def empty_words(self) -> str:
        """No run is drawn, or none has come to the end of an epoch."""
        if self._curves:
            return self.tr("The first epoch is not complete yet.")
        return self.tr("No run is drawn. Click a run's swatch in the table to draw it.")

    def figures(self) -> Figures:
        """One row an epoch and run."""
        heads = (self.tr("run"), self.tr("epoch"), self.tr("training loss"), self.tr("validation loss"))
        return heads, LossRows([*self._curves.values()])

    def summary(self) -> str:
        """How the run in focus went: "Validation loss of Run 7 fell from 0.043 to 0.016; best at epoch 29." """
        curve = self._curves.get(self._focus or -1)
        if curve is None or not len(curve.epochs):
            return self.empty_words()
        told = [self._went(curve)]
        if curve.best_epoch:
            told.append(self.tr("best at epoch {epoch}").format(epoch=count(curve.best_epoch)))
        lost = np.flatnonzero(~np.isfinite(curve.main))
        if len(lost) and lost[-1] == len(curve.epochs) - 1:
            begun = (
                int(curve.epochs[np.flatnonzero(np.isfinite(curve.main))[-1] + 1])
                if len(lost) < len(curve.epochs)
                else int(curve.epochs[0])
            )
            told.append(self.tr("no number since epoch {epoch}").format(epoch=count(begun)))
        return "; ".join(told) + "."

    def _went(self, curve: RunCurve) -> str:
        """How the losses of a run went."""
        told = self.tr("Validation loss of {name}") if curve.has_validation else self.tr("Training loss of {name}")
        whose = told.format(name=curve.name)
        losses = curve.main[np.isfinite(curve.main)]
        if not len(losses):
            return self.tr("{whose} is not known").format(whose=whose)
        first, last = significant(float(losses[0])), significant(float(losses[-1]))
        if len(losses) == 1:
            return self.tr("{whose} is {last} after one epoch").format(whose=whose, last=last)
        if first == last:
            return self.tr("{whose} stayed at {last}").format(whose=whose, last=last)
        sentence = (
            self.tr("{whose} fell from {first} to {last}")
            if losses[-1] < losses[0]
            else self.tr("{whose} rose from {first} to {last}")
        )
        return sentence.format(whose=whose, first=first, last=last)

    def _redraw(self) -> None:
        self._curves, self._focus = self._coming
        for number in [number for number in self._lines if number not in self._curves]:
            del self._lines[number]
        for number, curve in self._curves.items():
            if number not in self._lines:
                self._lines[number] = LossCurve()
            self._lines[number].draw(curve, log=self._log, smoothing=self._smoothing)
        self._xs = all_epochs([curve.epochs for curve in self._curves.values()])
        self._mark_best()
        self._show_lines()
        self._marks.mark_band(list(self._curves.values()))
        self.drawn()
        self._place_words()
        self.crosshair.refresh()

    def _show_lines(self) -> None:
        """Hand the strokes over, in the order in which they lie: raw losses below everything, then training and
        validation, and above them those of the run in focus and of live ones."""
        order = sorted(self._lines, key=lambda number: (self._curves[number].live, number == self._focus))
        looks = {number: Look(self.pens, self._looks, number == self._focus) for number in order}
        drawn = {number: self._lines[number].strokes(looks[number]) for number in order}
        for number in order:
            self._lines[number].dress(looks[number])
        strokes = [each.raw for each in drawn.values()]
        quiet = [number for number in order if not self._strong(number)]
        strokes += [drawn[number].training for number in quiet]
        strokes += [drawn[number].main for number in quiet]
        for number in order[len(quiet) :]:
            strokes += [drawn[number].training, drawn[number].main]
        self.layer.show_strokes([stroke for stroke in strokes if stroke is not None], self._dots())

    def _dots(self) -> list[Dot]:
        """Where live runs are now, and the ring around the best epoch."""
        pens = self.pens
        dots = [
            Dot(*line.tip, fill=pens.series(self._curves[number].series))
            for number, line in self._lines.items()
            if self._curves[number].live and line.tip is not None
        ]
        if self._marks.best is not None:
            epoch, height = self._marks.best
            dots.append(Dot(epoch, height, pens.colour("canvas"), RING_PX, pens.colour("accent"), 2.0))
        return dots

    def _strong(self, number: int) -> bool:
        return self._curves[number].live or number == self._focus

    def _heights(self) -> Range:
        """Lowest and highest y of all lines; while a run is live, those shown before as long as they fit."""
        wanted = heights([line.spread for line in self._lines.values() if line.spread is not None], log=self._log)
        if not any(curve.live for curve in self._curves.values()):
            self._kept = None
        elif self._kept is None or not still_fits(self._kept, wanted):
            self._kept = wanted
        return self._kept or wanted

    def _mark_best(self) -> None:
        curve = self._curves.get(self._focus or -1)
        found = curve.at(curve.best_epoch) if curve is not None and curve.best_epoch else None
        value = found[0] if found and np.isfinite(found[0]) else found[1] if found else np.nan
        self._marks.mark_best(curve.best_epoch if curve is not None else None, self._placed(value))

    def _placed(self, loss: float) -> float:
        if not self._log:
            return loss
        return math.log10(loss) if 0 < loss < math.inf else math.nan

    def _place_words(self) -> None:
        names = self._marks.place_words(list(self._lines.values()))
        self.layer.show_names(names, self.pens.font(*NAME_FONT))

    def _reading(self, epoch: float) -> Reading | None:
        told: list[tuple[float, int, ReadingRow]] = []
        dots = []
        for number, curve in self._curves.items():
            found = curve.at(epoch)
            if found is None:
                continue
            colour, main = self.pens.series(curve.series), found[0] if curve.has_validation else found[1]
            row = ReadingRow(colour, curve.name, (significant(found[0]), significant(found[1])))
            told.append((main if math.isfinite(main) else math.inf, number, row))
            height = self._placed(main)
            if math.isfinite(height):
                dots.append((epoch, height, colour))
        if not told:
            return None
        title = self.tr("Epoch {epoch}").format(epoch=count(int(epoch)))
        return Reading(title, (self.tr("validation"), self.tr("training")), self._fitting(told), tuple(dots))

    def _fitting(self, told: list[tuple[float, int, ReadingRow]]) -> tuple[ReadingRow, ...]:
        """The rows of the card: all of them, or as many as the chart is high: the run in focus and the lowest losses,
        and how many more there are."""
        room = max(rows_within(self.viewport().height() - TOP_PX), 3)
        if len(told) <= room:
            return tuple(row for _, _, row in told)
        best = sorted(told, key=lambda each: (each[1] != self._focus, each[0]))[: room - 1]
        kept = {number for _, number, _ in best}
        more = self.tr("{runs} more, higher").format(runs=count(len(told) - len(kept)))
        return (*(row for _, number, row in told if number in kept), ReadingRow(None, more, ("", "")))

    def _on_timer(self) -> None:
        if self._waiting:
            self._waiting = False
            self._redraw()
            self._timer.start()

    def screen_x(self, epoch: float) -> float:
        """Where an epoch lies, in the widget's pixels."""
        return self.mapFromScene(self.view.mapViewToScene(QPointF(epoch, 0.0))).x()


def _seen(curve: RunCurve) -> float:
    """The last epoch that the chart of a run shows."""
    reached = float(curve.epochs[-1])
    return max(reached, seen_ahead(reached, curve.planned)) if curve.live and curve.planned else reached
