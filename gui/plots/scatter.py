"""Predicted against actual: points, or how many lie where when there are too many to see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from core.evaluation.pictures import OFF, ScatterPicture, scatter_picture
from core.evaluation.selection import OneRow, ScatterCell
from gui.models.words import count, significant
from gui.plots.card import Reading, ReadingRow
from gui.plots.chart import Chart
from gui.plots.export import Figures
from gui.plots.probe import REACH_PX, Probe, Spot
from gui.plots.ranges import Range
from gui.plots.scatter_spots import ScatterSpots
from gui.theme import Theme

Values = NDArray[np.float64]
LEVELS = 64
PAD, PAD_OFF = 0.03, 0.06  # of the axis: room around the values, and where marks stand at its lower ends


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
        self._off = Points(pxMode=True, size=9)
        self._band_words, self._off_words = pg.TextItem("", anchor=(0.0, 0.0)), pg.TextItem("", anchor=(1.0, 1.0))
        marks = (self._density, self._points, self._band, self._line, self._off, self._band_words, self._off_words)
        for above, item in enumerate(marks, start=1):
            item.setZValue(above)
            self.addItem(item)
        self._spots = ScatterSpots(self._picture)
        self.probe = Probe(
            self, self.pens, find=self._find, spots=lambda: len(self._spots), spot=self._spot, read=self._read_spot
        )
        self.reader = self.probe
        self.view.sigRangeChanged.connect(self._place_words)
        self.view.sigResized.connect(self._place_words)  # of the same range more may be written
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
        self._picture, self._spots = picture, ScatterSpots(picture)
        self.probe.hide()
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
        self._off.setBrush(pg.mkBrush(pens.colour("warn")))
        self._off.setPen(pens.line("canvas", 1.0))
        for words, token in ((self._band_words, "text2"), (self._off_words, "warn")):
            words.setColor(pens.colour(token))
            words.setFont(pens.font(11, 500))
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
        pad, below = PAD * (high - low), (PAD_OFF if self._picture.off else PAD) * (high - low)
        return (low - below, high + pad), (low - below, high + pad)

    def empty_words(self) -> str:
        """There are no rows to judge it on."""
        return self.tr("No test row has both an actual and a predicted value.")

    def choice(self, x: float, y: float) -> OneRow | ScatterCell | None:
        """The row of the point there, or the rows of the cell."""
        x_px, y_px = self.view.viewPixelSize()
        number = self._spots.find(x, y, (REACH_PX * x_px, REACH_PX * y_px))
        if number is None:
            return None
        point = self._spots.point(number)
        if point is not None:
            return OneRow(int(self._picture.source_rows[point]))
        column, row, _ = self._spots.cell(number)
        return ScatterCell(self._picture, column, row)

    def figures(self) -> Figures:
        """One row a test row, or one a cell where cells are drawn."""
        shown = self._picture
        if shown.cells is not None:
            return self._cell_figures(shown.cells)
        heads = (self.tr("source row"), self.tr("actual"), self.tr("predicted"))
        placed = zip(shown.source_rows.tolist(), shown.actual.tolist(), shown.predicted.tolist(), strict=True)
        rows: list[Sequence[object]] = [*sorted([*placed, *shown.off_rows])]  # also those the scale has no place for
        return heads, rows

    def _cell_figures(self, cells: NDArray[np.int64]) -> Figures:
        heads = (
            self.tr("actual from"),
            self.tr("actual to"),
            self.tr("predicted from"),
            self.tr("predicted to"),
            self.tr("rows"),
        )
        y, x = np.nonzero(cells)
        found = [*zip(x.tolist(), y.tolist(), cells[y, x].tolist(), strict=True), *self._picture.off]
        return heads, [(*self._edges_of(column), *self._edges_of(row), rows) for column, row, rows in found]

    def _edges_of(self, place: int) -> tuple[float | None, float]:
        """From where to where a column or row reaches, in the target's unit; from None below the scale."""
        if place == OFF:
            return None, self._unscaled(self._picture.low)
        low, step = self._picture.low, self._spots.step
        return self._unscaled(low + place * step), self._unscaled(low + (place + 1) * step)

    def summary(self) -> str:
        """How many rows, and how near the line they lie."""
        if not self._picture.rows:
            return self.empty_words()
        told = self.tr("{rows} test rows; half of the predictions lie within {error} of the actual value.").format(
            rows=count(self._picture.rows), error=significant(self._picture.middle_error)
        )
        return f"{told} {self.off_words()}".strip()

    def off_words(self) -> str:
        """How many rows have no place on the log scale, "" when all have one."""
        rows = sum(cell[2] for cell in self._picture.off)
        if not rows:
            return ""
        if rows == 1:
            return self.tr("1 row lies below this scale, near or under 0.")
        return self.tr("{rows} rows lie below this scale, near or under 0.").format(rows=count(rows))

    def _draw(self) -> None:
        shown = self._picture
        self._points.setVisible(not self.is_density)
        self._density.setVisible(self.is_density)
        self._off_words.setText(self.off_words())
        marks = [("t" if row == OFF else "t3") for _, row, _ in shown.off]
        self._off.setData(x=self._spots.marks[:, 0], y=self._spots.marks[:, 1], symbol=marks or None)
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
        low = np.where(np.append(low[1:] == low[:-1], False), np.nan, low)  # at the lowest value there may be: no edge
        gap = np.array([np.nan])
        with np.errstate(divide="ignore", invalid="ignore"):
            x = self._scaled(np.concatenate([low, gap, high]))
            self._band.setData(x, self._scaled(np.concatenate([predicted, gap, predicted])))

    def _place_words(self) -> None:
        (left, right), (_, high) = self.view.viewRange()
        wide = self.view.size().width() > 260
        self._band_words.setPos(left + 0.02 * (right - left), high)
        self._band_words.setVisible(self._edges is not None and wide)
        self._off_words.setPos(right, self._picture.low)  # above the marks
        self._off_words.setVisible(bool(self._picture.off) and wide)

    def _draw_density(self, cells: NDArray[np.int64]) -> None:
        """Counts by square cell, as log(1 + count) so that single rows stay visible."""
        shade, low, span = np.log1p(cells), self._picture.low, self._picture.high - self._picture.low
        self._density.setImage(shade, levels=(0.0, float(shade.max()) or 1.0), autoLevels=False)
        self._density.setRect(QRectF(low, low, span, span))

    def _find(self, x: float, y: float, reach: tuple[float, float]) -> Spot | None:
        number = self._spots.find(x, y, reach)
        return None if number is None else self._spot(number)

    def _spot(self, number: int) -> Spot:
        x, y = self._spots.at[number]
        step = self._spots.step
        return Spot(number, (float(x), float(y)), (step, step) if self._spots.is_cell(number) else None)

    def _read_spot(self, spot: Spot) -> Reading:
        """A row with its values, or how many rows lie between which values."""
        point = self._spots.point(spot.number)
        if point is None:
            column, row, rows = self._spots.cell(spot.number)
            told = [(self.tr("actual"), self._range_words(column)), (self.tr("predicted"), self._range_words(row))]
            title = self.tr("1 row") if rows == 1 else self.tr("{rows} rows").format(rows=count(rows))
        else:
            shown = self._picture
            actual, predicted = float(shown.actual[point]), float(shown.predicted[point])
            told = [(self.tr("actual"), significant(actual, 4)), (self.tr("predicted"), significant(predicted, 4))]
            if predicted != actual:
                side = self.tr("too high by") if predicted > actual else self.tr("too low by")
                told.append((side, significant(abs(predicted - actual))))
            title = self.tr("Row {row}").format(row=count(int(shown.source_rows[point])))
        return Reading(title, ("",), tuple(ReadingRow(None, name, (words,)) for name, words in told))

    def _range_words(self, place: int) -> str:
        low, high = self._edges_of(place)
        if low is None:
            return self.tr("below {high}").format(high=significant(high))
        return self.tr("{low} to {high}").format(low=significant(low), high=significant(high))

    def _unscaled(self, place: float) -> float:
        return float(10.0**place) if self.logarithmic else place

    def _scaled(self, values: Values) -> Values:
        return np.log10(values) if self.logarithmic else values
