"""All curves of a chart as one item that keeps what it has drawn.

What does not change is drawn once into a sheet, an image as fine as the screen, and laid down again at every redraw
(0.03 ms); a curve that grows has a sheet of its own to which only its new pieces are added. A sheet is good for one
view range, size, pixel ratio and set of pens; with another it is drawn anew, from the same pieces, so nothing is ever
stretched or blurred. A picture that is taken away is never made of sheets: PNG gets the pieces, SVG whole paths.

Why not one `PlotDataItem` a curve (2026-11-25): ten runs of 1,000 epochs took 25 ms a redraw, and a dashed line on a
fine screen 30 ms alone. Thinning, clipping and gaps are done in `polyline`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pyqtgraph as pg
from pyqtgraph.Qt import internals
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPaintEngine, QPainter, QPen, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.polyline import Course, Frame, Values, connected, course, curve_points

NAMED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
ROW_PX, WIDEST_PX = 10.0, 1000.0
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

    def course(self, frame: Frame) -> Course:
        """Where the line runs on the screen."""
        return course(self.x, self.y, frame, dashed=self.dashed)


@dataclass(frozen=True)
class Dot:
    """A filled circle at (x, y) in the view's coordinates; size and edge_px in the window's pixels."""

    x: float
    y: float
    fill: QColor
    size: float = 7.0
    edge: QColor | None = None
    edge_px: float = 0.0


@dataclass(frozen=True)
class Name:
    """Words at a place in the window's pixels from the view's upper left corner: their left end and their middle."""

    words: str
    colour: QColor
    x: float
    y: float


class Sheet:
    """An image of strokes, transparent where there is none."""

    def __init__(self) -> None:
        self.image = QImage()
        self._key: tuple[object, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._courses: list[Course] = []
        self._drawn: list[Values] = []  # of each growing stroke, the parts that are on the image

    def lay(self, painter: QPainter, frame: Frame, strokes: Sequence[Stroke]) -> None:
        """Paint strokes, all of which grow or none, drawing no more than what is new. The painter counts device pixels
        from the sheet's corner."""
        if strokes[0].grows:
            self._lay_growing(painter, frame, strokes)
            return
        key = (frame, *strokes)
        if key != self._key:
            self._key = key
            with _painting(self._cleared(frame)) as own:
                for stroke in strokes:
                    draw(own, stroke, stroke.course(frame), frame)
        painter.drawImage(0, 0, self.image)

    def _lay_growing(self, painter: QPainter, frame: Frame, strokes: Sequence[Stroke]) -> None:
        """The settled parts go to the image, the others straight to the painter."""
        if (frame, *strokes) != self._shown:  # else only the mouse or a mark has moved
            self._shown, self._courses = (frame, *strokes), [stroke.course(frame) for stroke in strokes]
        courses = self._courses
        key = (frame, *((each.look, found.dense) for each, found in zip(strokes, courses, strict=True)))
        if key != self._key or not all(map(_goes_on, courses, self._drawn)):
            self._key, self._drawn = key, [each.ends[:0] for each in courses]
            self._cleared(frame)
        if any(found.settled > len(drawn) for found, drawn in zip(courses, self._drawn, strict=True)):
            with _painting(self.image) as own:
                for stroke, found, drawn in zip(strokes, courses, self._drawn, strict=True):
                    draw(own, stroke, found, frame, len(drawn), found.settled)
        self._drawn = [found.ends[: found.settled] for found in courses]
        painter.drawImage(0, 0, self.image)
        for stroke, found in zip(strokes, courses, strict=True):
            draw(painter, stroke, found, frame, found.settled)

    def _cleared(self, frame: Frame) -> QImage:
        if (self.image.width(), self.image.height()) != (frame.width, frame.height):
            self.image = QImage(frame.width, frame.height, QImage.Format.Format_ARGB32_Premultiplied)
        self.image.fill(Qt.GlobalColor.transparent)
        return self.image


class CurveLayer(pg.GraphicsObject):
    """Strokes, the first one lowest; on top of them dots and names. `direct` tells while nothing may come from a sheet.

    Names are drawn here because each text item of pyqtgraph lays its words out anew at every redraw.
    """

    def __init__(self, direct: Callable[[], bool]) -> None:
        super().__init__()
        self._direct = direct
        self._strokes: list[Stroke] = []
        self._dots: list[Dot] = []
        self._names: list[Name] = []
        self._font = QFont()
        self._sheets: list[Sheet] = []
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    @property
    def strokes(self) -> Sequence[Stroke]:
        """What is drawn."""
        return self._strokes

    @property
    def dots(self) -> Sequence[Dot]:
        """What lies on top of them."""
        return self._dots

    def show_strokes(self, strokes: Sequence[Stroke], dots: Sequence[Dot] = ()) -> None:
        """Draw these from now on."""
        self._strokes, self._dots = list(strokes), list(dots)
        self.update()

    @property
    def names(self) -> Sequence[Name]:
        """What stands at the lines' ends."""
        return self._names

    def show_names(self, names: Sequence[Name], font: QFont) -> None:
        """Write these from now on."""
        if self._names != names or self._font != font:
            self._names, self._font = list(names), font
            self.update()

    def boundingRect(self) -> QRectF:
        """What the view shows."""
        return self.viewRect() or QRectF()

    def viewRangeChanged(self) -> None:
        """The layer is always as large as the view."""
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """In device pixels, so that a sheet's pixels fall on the screen's."""
        corner = painter.worldTransform().mapRect(self.boundingRect()).topLeft()
        frame, sheet_to_logical = framed(painter, self.boundingRect())
        if frame.width <= 0 or frame.height <= 0:
            return
        painter.setWorldTransform(sheet_to_logical)
        painter.setClipRect(0, 0, frame.width, frame.height, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            for stroke in self._strokes:
                draw_path(painter, stroke, frame)
        elif self._direct():
            for stroke in self._strokes:
                draw(painter, stroke, stroke.course(frame), frame)
        else:
            self._lay_sheets(painter, frame)
        self._draw_dots(painter, frame)
        painter.setWorldTransform(QTransform.fromTranslate(corner.x(), corner.y()))
        painter.setFont(self._font)
        for name in self._names:
            painter.setPen(name.colour)
            painter.drawText(QRectF(name.x, name.y - ROW_PX, WIDEST_PX, 2 * ROW_PX), NAMED, name.words)

    def _lay_sheets(self, painter: QPainter, frame: Frame) -> None:
        """Neighbours that do not grow share a sheet; so do those that grow and have one colour, of which nobody sees
        which lies on which."""
        groups = list(_by_sheet(self._strokes))
        self._sheets = [*self._sheets[: len(groups)], *(Sheet() for _ in groups[len(self._sheets) :])]
        for sheet, group in zip(self._sheets, groups, strict=True):
            sheet.lay(painter, frame, group)

    def _draw_dots(self, painter: QPainter, frame: Frame) -> None:
        for dot in self._dots:
            edge = QPen(dot.edge, dot.edge_px * frame.ratio) if dot.edge is not None else QPen(Qt.PenStyle.NoPen)
            across, down = frame.device(np.array([dot.x]), np.array([dot.y]))
            radius = dot.size / 2 * frame.ratio
            painter.setPen(edge)
            painter.setBrush(dot.fill)
            painter.drawEllipse(QPointF(float(across[0]), float(down[0])), radius, radius)


def framed(painter: QPainter, view: QRectF) -> tuple[Frame, QTransform]:
    """Where `view`, a rectangle of the painter's own coordinates, lies on the screen; and the world transform with
    which the painter counts device pixels from the corner of the sheet that covers it: those pixels whose middle lies
    inside, as Qt clips images."""
    to_device = painter.deviceTransform()
    logical_to_device = painter.worldTransform().inverted()[0] * to_device
    rect = to_device.mapRect(view)
    left, top, right, bottom = (
        math.ceil(edge - 0.5) for edge in (rect.left(), rect.top(), rect.right(), rect.bottom())
    )
    frame = Frame(
        x_px=to_device.m11(),
        y_px=to_device.m22(),
        x_at=to_device.dx() - left,
        y_at=to_device.dy() - top,
        width=right - left,
        height=bottom - top,
        ratio=logical_to_device.m11(),
    )
    return frame, QTransform.fromTranslate(left, top) * logical_to_device.inverted()[0]


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
            lines = internals.PrimitiveArray(QLineF, 4)
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
    x, y = curve_points(stroke.x, stroke.y, frame)
    painter.drawPath(pg.arrayToQPath(x, y, connect="finite"))


@contextmanager
def _painting(image: QImage) -> Iterator[QPainter]:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()


def _goes_on(found: Course, drawn: Values) -> bool:
    """Whether a course begins with what is drawn already."""
    return found.settled >= len(drawn) and np.array_equal(drawn, found.ends[: len(drawn)])


def _by_sheet(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Strokes in their order, in groups that share a sheet."""
    for _, group in groupby(strokes, key=lambda stroke: stroke.colour.rgba() if stroke.grows else None):
        yield list(group)
