"""What stands on the loss chart besides the lines: the best epoch, the epochs not run yet, and where the names go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.models.words import count
from gui.plots.chart import Chart
from gui.plots.curve_layer import Name, framed
from gui.plots.labels import CLEAR_PX, End, Spans, crossed, place_names
from gui.plots.loss_curve import LossCurve, Values
from gui.plots.pens import Pens
from gui.plots.ranges import Range
from gui.plots.series import RunCurve

BESIDE_PX = 8
WORDS_PX = 28.0  # from the top: names from here on are clear of the words of the best epoch
LINE_PX, DOTS = 1.4, (1.0, 2.5)
SLACK_PX = 3.0
GAP = np.full(1, np.nan)  # between two lines
ValueT = TypeVar("ValueT", float, Values)
BAND_WORDS_PX, BEST_WORDS_PX = 90, 110  # as wide as their words may be


@dataclass(frozen=True)
class Place:
    """What the view shows: from `left` on and from `high` down, as much a pixel as `x_px` and `y_px` say; so wide."""

    left: float
    high: float
    x_px: float
    y_px: float
    width: float

    def across(self, x: float) -> float:
        """Pixels from the left."""
        return (x - self.left) / self.x_px

    def down(self, y: ValueT) -> ValueT:
        """Pixels from the top."""
        return (self.high - y) / self.y_px


class Backdrop(pg.GraphicsObject):
    """Behind the curves: the shaded band and the dotted line. Sharp on the screen's pixels, and painted in a tenth of
    the time that pyqtgraph's own items take."""

    def __init__(self) -> None:
        super().__init__()
        self.band: Range | None = None
        self.line: float | None = None
        self._shade, self._ink = QColor(), QColor()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # to be told what is asked for

    def set_band(self, band: Range | None) -> None:
        """Shade from one x to another; None for no band."""
        before, self.band = self.band, band
        if before is None or band is None or before[1] != band[1]:
            self._redraw(*(edge for each in (before, band) for edge in each or ()))
        elif before != band:
            self._redraw(before[0], band[0])

    def set_line(self, x: float | None) -> None:
        """The dotted line; None for none."""
        before, self.line = self.line, x
        if before != x:
            for at in (before, x):
                self._redraw(*(() if at is None else (at,)))

    def _redraw(self, *edges: float) -> None:
        """Ask for what lies between these x and a little around: a run that grows moves the band ten times a second."""
        whole = self.boundingRect()
        if edges:
            left, right = min(edges) - self._slack(), max(edges) + self._slack()
            self.update(QRectF(left, whole.top(), right - left, whole.height()))

    def dress(self, shade: QColor, ink: QColor) -> None:
        """Take the theme's colours."""
        self._shade, self._ink = shade, ink
        self.update()

    def boundingRect(self) -> QRectF:
        """What the view shows."""
        return self.viewRect() or QRectF()

    def viewRangeChanged(self) -> None:
        """As large as the view."""
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """In device pixels; no more than is asked for."""
        band, line = self.band, self.line
        slack = self._slack()
        begin, end = option.exposedRect.left() - slack, option.exposedRect.right() + slack
        has_band, has_line = band is not None and band[0] <= end and band[1] >= begin, line and begin <= line <= end
        if not has_band and not has_line:
            return
        frame, sheet_to_logical = framed(painter, self.boundingRect())
        painter.setWorldTransform(sheet_to_logical)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if has_band and band is not None:
            left, right = (min(max(round(frame.across(x)), 0), frame.width) for x in band)
            painter.fillRect(left, 0, right - left, frame.height, self._shade)
        if has_line and line is not None and 0 <= frame.across(line) <= frame.width:
            pen = QPen(self._ink, LINE_PX * frame.ratio)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(list(DOTS))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen)
            painter.drawLine(QLineF(frame.across(line), 0, frame.across(line), frame.height))

    def _slack(self) -> float:
        """A little of x, for edges that are rounded to pixels and for a line's width."""
        return float(SLACK_PX * self.boundingRect().width() / max(self.getViewBox().width(), 1.0))


class LossMarks(QObject):
    """The backdrop and words on a chart, moved and never made anew."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._chart = chart
        self.backdrop = Backdrop()
        self.best_words = pg.TextItem("", anchor=(0.0, 0.0))
        self.band_words = pg.TextItem(self.tr("not run yet"), anchor=(1.0, 0.0))
        self.best: tuple[int, float] | None = None  # epoch and height of the ring
        for item, above in ((self.backdrop, -10), (self.best_words, 37), (self.band_words, -5)):
            item.setZValue(above)
            chart.addItem(item)

    def dress(self, pens: Pens) -> None:
        """The best epoch in the accent colour, the band quiet."""
        self.backdrop.dress(pens.faint("hover", 0.6), pens.colour("accent"))
        for words, token in ((self.best_words, "accent"), (self.band_words, "text2")):
            words.setColor(pens.colour(token))
            words.setFont(pens.font(11, 500))

    def mark_best(self, epoch: int | None, height: float) -> None:
        """Ring the best epoch at this height of the view; None or NaN for none."""
        best = (epoch, height) if epoch and np.isfinite(height) else None
        if best == self.best:
            return
        self.best = best
        self.best_words.setVisible(best is not None)
        self.backdrop.set_line(float(best[0]) if best is not None else None)
        if best is not None:
            self.best_words.setText(self.tr("best: epoch {epoch}").format(epoch=count(best[0])))

    def mark_band(self, curves: Sequence[RunCurve]) -> None:
        """Shade the epochs that the live run has not reached."""
        live = [curve for curve in curves if curve.live and curve.planned and len(curve.epochs)]
        reached = max((float(curve.epochs[-1]) for curve in live), default=0.0)
        planned = max((float(curve.planned or 0) for curve in live), default=0.0)
        self.backdrop.set_band((reached, planned) if planned > reached else None)

    def place_words(self, lines: Sequence[LossCurve]) -> list[Name]:
        """Put every text beside what it names. Returns the names at the lines' ends; those that would touch are pushed
        apart, those out of sight are left out."""
        view = self._chart.view
        (left, right), (low, high) = view.viewRange()
        size = view.size()
        if size.width() <= 0 or size.height() <= 0:
            return []
        place = Place(left, high, (right - left) / size.width(), (high - low) / size.height(), size.width())
        named = [line for line in lines if line.tip is not None and line.named]
        best = self.best[0] if self.best is not None else None
        ends = [self._below_best_words(_end(line, place, best), place) for line in named]
        passing = [_passing(lines, end, place) for end in ends]
        tops = place_names(ends, passing, size.height())
        self._place_best_words(left, right, high, place.x_px)
        band = self.backdrop.band
        if band is not None:
            self.band_words.setPos(min(band[1], right), high)
        self.band_words.setVisible(band is not None and (min(band[1], right) - band[0]) / place.x_px > BAND_WORDS_PX)
        ground = self._chart.pens.colour("canvas")
        return [
            Name(line.curve.name, line.name_colour, end.x, top, end.width, ground if crossed(top, spans) else None)
            for line, end, top, spans in zip(named, ends, tops, passing, strict=True)
            if line.curve is not None and 0 <= end.x <= size.width()
        ]

    def _below_best_words(self, end: End, place: Place) -> End:
        """The name of a line that ends above the view stands at its upper edge: below the words that stand there."""
        if self.best is None or end.y >= WORDS_PX:
            return end
        at = place.across(self.best[0])
        wide = self.best_words.boundingRect().width() + BESIDE_PX
        beside = end.x < at + wide and end.x + end.width > at - wide
        return replace(end, y=WORDS_PX) if beside else end

    def _place_best_words(self, left: float, right: float, high: float, x_px: float) -> None:
        """At the top, right of the dotted line, or left of it near the edge."""
        if self.best is None:
            return
        at = self.best[0]
        flips = (right - at) / x_px < BEST_WORDS_PX
        self.best_words.setAnchor((1.0, 0.0) if flips else (0.0, 0.0))
        self.best_words.setPos(at + (-6 if flips else 6) * x_px, high)
        self.best_words.setVisible(left <= at <= right)


def _end(line: LossCurve, place: Place, best: float | None) -> End:
    """Beside the line's end; where the dotted line would run through the name, right of that."""
    assert line.tip is not None
    x, y = place.across(line.tip[0]) + BESIDE_PX, place.down(line.tip[1])
    dotted = place.across(best) if best is not None else -np.inf
    if x - CLEAR_PX < dotted < x + line.name_px + CLEAR_PX and dotted + BESIDE_PX + line.name_px <= place.width:
        x = max(x, dotted + BESIDE_PX)
    return End(x, y, line.name_px + BESIDE_PX)


def _passing(lines: Sequence[LossCurve], end: End, place: Place) -> Spans:
    """Where lines run through the place of a name, from epoch to epoch."""
    start, stop = place.left + end.x * place.x_px, place.left + (end.x + end.width) * place.x_px
    found: list[Values] = []
    for line in lines:
        if line.curve is None or line.tip is None or line.tip[0] <= start:
            continue
        first, last = line.curve.epochs.searchsorted((start, stop))
        for heights in (line.heights, line.training):
            if heights is not None:
                found += (heights[max(first - 1, 0) : last + 1], GAP)
    if not found:
        return np.empty((0, 2))
    passed = place.down(np.concatenate(found))
    spans = np.sort(np.stack([passed[:-1], passed[1:]], axis=1), axis=1)
    return spans[np.isfinite(spans).all(axis=1)]
