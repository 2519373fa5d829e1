"""An image that keeps strokes, so that only what is new is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from gui.plots.polyline import Course, Frame, Values
from gui.plots.stroke import Stroke, draw


class Sheet:
    """An image of strokes, transparent where there is none."""

    def __init__(self) -> None:
        self.image = QImage()
        self._key: tuple[object, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._courses: list[Course] = []
        self._drawn: list[Values] = []  # of each growing stroke, the parts that are on the image
        self.tail_px = np.inf  # right of here, in device pixels, a stroke that grows may be drawn anew

    def lay(self, painter: QPainter, frame: Frame, strokes: Sequence[Stroke]) -> None:
        """Paint strokes, all of which grow or none, drawing no more than what is new. The painter counts device pixels
        from the sheet's corner."""
        if strokes[0].grows:
            self._lay_growing(painter, frame, strokes)
            return
        self.tail_px = np.inf
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
        self.tail_px = min(_tail(found) for found in courses)
        painter.drawImage(0, 0, self.image)
        for stroke, found in zip(strokes, courses, strict=True):
            draw(painter, stroke, found, frame, found.settled)

    def _cleared(self, frame: Frame) -> QImage:
        if (self.image.width(), self.image.height()) != (frame.width, frame.height):
            self.image = QImage(frame.width, frame.height, QImage.Format.Format_ARGB32_Premultiplied)
        self.image.fill(Qt.GlobalColor.transparent)
        return self.image


def _goes_on(found: Course, drawn: Values) -> bool:
    """Whether a course begins with what is drawn already."""
    return found.settled >= len(drawn) and np.array_equal(drawn, found.ends[: len(drawn)])


def _tail(found: Course) -> float:
    """Where a course's settled parts end; at the sheet's left while it has none."""
    return float(found.ends[found.settled - 1, 2]) if found.settled else 0.0


@contextmanager
def _painting(image: QImage) -> Iterator[QPainter]:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()
