"""A line as it is to be drawn, and the drawing of it: pieces on a screen, a path in a file of vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from pyqtgraph.Qt import internals
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.plots.polyline import Course, Frame, Values, connected, course, cut_out

DASH_WIDTHS = 3.0  # a dash and a gap are as long as so many widths of the pen


@dataclass(frozen=True, eq=False)
class Stroke:
    """One line. x, y: float64 [n] in the view's coordinates, x rising, NaN in y where it breaks. width: in the window's
    pixels. grows: points will be added at its end. The same stroke is the same object: that is how a sheet knows it."""

    x: Values
    y: Values
    colour: QColor
    width: float
    dashed: bool = False
    grows: bool = False

    @property
    def look(self) -> tuple[object, ...]:
        """All but the points."""
        return self.colour.rgba(), self.width, self.dashed

    def goes_on(self, before: Stroke) -> bool:
        """Whether this is that stroke with points added at its end."""
        known = len(before.x)
        return (
            self.grows
            and before.grows
            and self.look == before.look
            and np.array_equal(self.x[:known], before.x)
            and np.array_equal(self.y[:known].view(np.int64), before.y.view(np.int64))  # a gap is like a gap
        )

    def course(self, frame: Frame) -> Course:
        """Where the line runs on the screen."""
        return course(self.x, self.y, frame, dashed=self.dashed)


def draw(
    painter: QPainter, stroke: Stroke, found: Course, frame: Frame, first: int = 0, last: int | None = None
) -> None:
    """Paint the parts first … last − 1 of a course: noise as separate lines, smooth stretches as paths."""
    width = stroke.width * frame.ratio
    dash = DASH_WIDTHS * width
    pen = QPen(stroke.colour, width)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for begin, end, rough in found.stretches(first, len(found.ends) if last is None else last):
        flat = stroke.dashed and not rough
        pieces = found.pieces(begin, end, dash, 0.0 if flat else width)
        if not len(pieces):
            continue
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin if found.dense else Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(_cap(flat=flat, round_end=not found.dense))
        painter.setPen(pen)
        if rough:
            lines = internals.PrimitiveArray(QLineF, 4)  # numbers as they are: a Python object a line costs as much
            lines.resize(len(pieces))
            lines.ndarray()[:] = pieces
            painter.drawLines(*lines.drawargs())
        else:
            x, y, connect = connected(pieces)
            painter.drawPath(pg.arrayToQPath(x, y, connect, finiteCheck=False))


def _cap(*, flat: bool, round_end: bool) -> Qt.PenCapStyle:
    """Dashes end where they end; solid stretches overlap a little, so that no gap is seen between them."""
    if flat:
        return Qt.PenCapStyle.FlatCap
    return Qt.PenCapStyle.RoundCap if round_end else Qt.PenCapStyle.SquareCap


def draw_path(painter: QPainter, stroke: Stroke, frame: Frame) -> None:
    """Paint a whole line, for a file of vectors."""
    pen = QPen(stroke.colour, stroke.width * frame.ratio)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke.dashed:
        pen.setDashPattern([DASH_WIDTHS, DASH_WIDTHS])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pieces = cut_out(stroke.course(frame).ends, frame)
    if len(pieces):
        x, y, connect = connected(pieces)
        painter.drawPath(pg.arrayToQPath(x, y, connect, finiteCheck=False))
