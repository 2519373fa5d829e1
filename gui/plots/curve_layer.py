"""All curves of a chart as one item that keeps what it has drawn.

What does not change is drawn once into a sheet, an image as fine as the screen, and laid down again at every redraw;
a curve that grows has a sheet of its own to which only its new pieces are added, and asks for no more of the screen
than they cover. A sheet is good for one view range, size, pixel ratio and set of pens; with another it is drawn anew,
from the same pieces, so nothing is ever stretched or blurred. A picture that is taken away is never made of sheets:
PNG gets the pieces, SVG whole paths.

Why not one `PlotDataItem` a curve (2026-11-25): ten runs of 1,000 epochs took 25 ms a redraw, and a dashed line on a
fine screen 30 ms alone. Thinning, clipping and gaps are done in `polyline`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.plots.polyline import Frame
from gui.plots.sheet import Sheet
from gui.plots.stroke import Stroke, draw, draw_path

NAMED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
ROW_PX, WIDEST_PX = 10.0, 1000.0
GROUND_PX = 4.0  # half of it on either side of a letter's edge
MarkT = TypeVar("MarkT")
SLACK_PX = 2.0  # device pixels around what has to be redrawn: for soft edges, and for rounding


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
    """Words at a place in the window's pixels from the view's upper left corner: their left end and their middle.
    width: about as much as they need. ground: where lines run through them, the colour around each letter."""

    words: str
    colour: QColor
    x: float
    y: float
    width: float
    ground: QColor | None = None


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
        self._frame: Frame | None = None  # of the last redraw
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # to be told what is asked for

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
        before, self._strokes = self._strokes, list(strokes)
        dots_before, self._dots = self._dots, list(dots)
        if self._frame is None or not _only_grown(before, self._strokes):
            self.update()
            return
        frame = self._frame
        grows = [(stroke.x[-1], stroke.width) for stroke in self._strokes if stroke.grows and len(stroke.x)]
        if grows:
            begin, end = (
                min((sheet.tail_px for sheet in self._sheets), default=0.0),
                frame.across(max(x for x, _ in grows)),
            )
            edge = max(width for _, width in grows) * frame.ratio
            self._update_at(frame, begin - edge, 0, end - begin + 2 * edge, frame.height)
        for dot in _changed(dots_before, self._dots):
            radius = (dot.size / 2 + dot.edge_px) * frame.ratio
            self._update_at(frame, frame.across(dot.x) - radius, frame.down(dot.y) - radius, 2 * radius, 2 * radius)

    @property
    def names(self) -> Sequence[Name]:
        """What stands at the lines' ends."""
        return self._names

    def show_names(self, names: Sequence[Name], font: QFont) -> None:
        """Write these from now on."""
        if self._font != font:
            self._names, self._font = list(names), font
            self.update()
            return
        before, self._names = self._names, list(names)
        for name in _changed(before, self._names):
            if self._frame is not None:
                left, top = name.x * self._frame.ratio, (name.y - ROW_PX) * self._frame.ratio
                self._update_at(self._frame, left, top, name.width * self._frame.ratio, 2 * ROW_PX * self._frame.ratio)

    def _update_at(self, frame: Frame, left: float, top: float, width: float, height: float) -> None:
        """Redraw a part of the sheet soon; device pixels from its corner."""
        x, y = (left - SLACK_PX - frame.x_at) / frame.x_px, (top - SLACK_PX - frame.y_at) / frame.y_px
        area = QRectF(x, y, (width + 2 * SLACK_PX) / frame.x_px, (height + 2 * SLACK_PX) / frame.y_px)
        self.update(area.normalized())

    def boundingRect(self) -> QRectF:
        """What the view shows."""
        return self.viewRect() or QRectF()

    def viewRangeChanged(self) -> None:
        """The layer is always as large as the view."""
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """In device pixels, so that a sheet's pixels fall on the screen's."""
        asked = painter.worldTransform().mapRect(option.exposedRect)
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
            self._frame = frame
        self._draw_dots(painter, frame)
        painter.setWorldTransform(QTransform.fromTranslate(corner.x(), corner.y()))
        asked.translate(-corner)
        painter.setFont(self._font)
        for name in self._names:
            place = QRectF(name.x, name.y - ROW_PX, WIDEST_PX, 2 * ROW_PX)
            if place.intersects(asked):
                if name.ground is not None:
                    self._draw_ground(painter, name, name.ground)
                painter.setPen(name.colour)
                painter.drawText(place, NAMED, name.words)

    def _draw_ground(self, painter: QPainter, name: Name, ground: QColor) -> None:
        """Clear the letters' surroundings of lines."""
        metrics, path = QFontMetricsF(self._font), QPainterPath()
        path.addText(name.x, name.y + (metrics.ascent() - metrics.descent()) / 2, self._font, name.words)
        joined = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, QPen(ground, GROUND_PX, *joined))

    def _lay_sheets(self, painter: QPainter, frame: Frame) -> None:
        """Neighbours that do not grow share a sheet; so do those that grow and have one colour, of which nobody sees
        which lies on which."""
        groups = list(_by_sheet(self._strokes))
        self._sheets = [*self._sheets[: len(groups)], *(Sheet() for _ in groups[len(self._sheets) :])]
        for sheet, group in zip(self._sheets, groups, strict=True):
            sheet.lay(painter, frame, group)

    def _draw_dots(self, painter: QPainter, frame: Frame) -> None:
        for dot in self._dots:
            across, down = frame.across(dot.x), frame.down(dot.y)
            if not (0 <= across <= frame.width and 0 <= down <= frame.height):
                continue
            edge = QPen(dot.edge, dot.edge_px * frame.ratio) if dot.edge is not None else QPen(Qt.PenStyle.NoPen)
            radius = dot.size / 2 * frame.ratio
            painter.setPen(edge)
            painter.setBrush(dot.fill)
            painter.drawEllipse(QPointF(across, down), radius, radius)


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


def _only_grown(before: Sequence[Stroke], now: Sequence[Stroke]) -> bool:
    """Whether strokes are those that were there before, but for points added at the ends of some."""
    return len(before) == len(now) and all(
        each is known or each.goes_on(known) for known, each in zip(before, now, strict=True)
    )


def _changed(before: Sequence[MarkT], now: Sequence[MarkT]) -> list[MarkT]:
    """What went and what came."""
    return [mark for mark in before if mark not in now] + [mark for mark in now if mark not in before]


def _by_sheet(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Strokes in their order, in groups that share a sheet."""
    for _, group in groupby(strokes, key=lambda stroke: stroke.colour.rgba() if stroke.grows else None):
        yield list(group)
