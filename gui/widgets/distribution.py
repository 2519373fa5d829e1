"""How the values of one column are spread: bars over a scale with round numbers, or a line for each level."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.base.spaces import spaces_shown
from gui.models.words import one_line
from gui.theme import Theme, sizes
from gui.widgets.histogram import paint_bars
from gui.widgets.painting import antialiased, fill_round, hairline
from gui.widgets.voice import Role

HEIGHT, HEAD, FOOT = 148, 20, 20
LEVEL_ROW = 24
MOST_TICKS, FINE_DECADES = 5, 2.5


class Distribution(QWidget):
    """Bars of equal width over a scale that is even or logarithmic, with a mark such as the median."""

    spoken_as = Role.Chart

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._edges: tuple[float, ...] = ()
        self._counts: tuple[int, ...] = ()
        self._ticks: tuple[tuple[float, str], ...] = ()
        self._mark: tuple[float, str] | None = None
        self._log = False
        self._say: Callable[[float], str] = str
        self._hovered = -1
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def show_bars(
        self,
        edges: Sequence[float],
        counts: Sequence[int],
        *,
        say: Callable[[float], str],
        log: bool = False,
        dates: bool = False,
        mark: tuple[float, str] | None = None,
    ) -> None:
        """edges: one more than counts; `say` writes a value; `dates`: values are seconds since 1970."""
        self._edges, self._counts, self._log, self._say = tuple(edges), tuple(counts), log, say
        self._mark, self._hovered = mark, -1
        self._ticks = ()
        if counts:
            low, high = self._edges[0], self._edges[-1]
            places = date_ticks(low, high) if dates else log_ticks(low, high) if log else even_ticks(low, high)
            self._ticks = tuple((at, say(at)) for at in places)
            most = max(range(len(counts)), key=counts.__getitem__)
            words = self.tr("{low} to {high}, most values between {left} and {right}")
            ends = {"low": say(low), "high": say(high), "left": say(edges[most]), "right": say(edges[most + 1])}
            self.setAccessibleDescription(words.format(**ends))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(220, HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The bar under the mouse says its numbers."""
        if self._counts:
            at = int(event.position().x() / max(self.width(), 1) * len(self._counts))
            self._hovered = max(0, min(at, len(self._counts) - 1))
            left, right = (self._say(edge) for edge in self._edges[self._hovered : self._hovered + 2])
            words = self.tr("{left} to {right}: {count}")
            self.setToolTip(words.format(left=left, right=right, count=f"{self._counts[self._hovered]:,}"))
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No bar is pointed at."""
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, base line, ticks, mark."""
        painter = antialiased(self)
        area = QRectF(0, HEAD, self.width(), self.height() - HEAD - FOOT)
        if self._hovered >= 0:
            width = area.width() / len(self._counts)
            painter.fillRect(QRectF(self._hovered * width, HEAD, width, area.height()), self.theme.colour("hover"))
        paint_bars(painter, area, self._counts, self.theme.colour("c1"))
        hairline(painter, 0, area.bottom(), area.width(), 1, self.theme.colour("line2"))
        self._paint_ticks(painter, area)
        if self._mark is not None and self._counts:
            self._paint_mark(painter, area, *self._mark)
        painter.end()

    def _x(self, value: float, area: QRectF) -> float:
        low, high = self._edges[0], self._edges[-1]
        if self._log:
            low, high, value = math.log10(low), math.log10(high), math.log10(max(value, low))
        return area.x() + area.width() * ((value - low) / (high - low) if high > low else 0.5)

    def _paint_ticks(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self.theme.font(sizes.TINY))
        painter.setPen(self.theme.colour("text3"))
        metrics, free_from = painter.fontMetrics(), -1.0
        for value, words in self._ticks:
            width = metrics.horizontalAdvance(words)
            left = min(max(self._x(value, area) - width / 2, 0), area.width() - width)
            if left >= free_from:
                painter.drawText(QPointF(left, self.height() - 4), words)
                free_from = left + width + 10

    def _paint_mark(self, painter: QPainter, area: QRectF, value: float, words: str) -> None:
        at = self._x(value, area)
        pen = QPen(self.theme.colour("text"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(at, 4), QPointF(at, area.bottom()))
        painter.setFont(self.theme.font(sizes.TINY, 500))
        painter.setPen(self.theme.colour("text"))
        width = painter.fontMetrics().horizontalAdvance(words)
        left = at + 6 if at + 6 + width <= self.width() else at - 6 - width
        painter.drawText(QRectF(left, 0, width + 2, 16), Qt.AlignmentFlag.AlignVCenter, words)


class LevelBars(QWidget):
    """One line a level: its name, a bar, how often it occurs. `show_levels([(name, count), …])`."""

    spoken_as = Role.Chart

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._levels: tuple[tuple[str, int], ...] = ()
        self._rest = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def show_levels(self, levels: Sequence[tuple[str, int]], rest: str = "") -> None:
        """Most frequent first; `rest` says what isn't shown."""
        self._levels, self._rest = tuple((one_line(spaces_shown(name)), count) for name, count in levels), rest
        self.setAccessibleDescription(", ".join(f"{name} {count:,}" for name, count in self._levels))
        self.setFixedHeight(max(LEVEL_ROW * (len(levels) + bool(rest)), 1))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A name that is cut is told whole."""
        row = int(event.position().y() // LEVEL_ROW)
        self.setToolTip(self._levels[row][0] if 0 <= row < len(self._levels) else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A row a level."""
        painter = antialiased(self)
        painter.setFont(self.theme.font(sizes.SMALL))
        metrics = painter.fontMetrics()
        most = max((count for _, count in self._levels), default=1) or 1
        widest = max((metrics.horizontalAdvance(f"{count:,}") for _, count in self._levels), default=0)
        named = max((metrics.horizontalAdvance(name) for name, _ in self._levels), default=0)
        names = min(named + 2, int(self.width() * 0.45))
        room = self.width() - names - widest - 24
        for row, (name, count) in enumerate(self._levels):
            middle = row * LEVEL_ROW + LEVEL_ROW / 2
            painter.setPen(self.theme.colour("text"))
            line = QRectF(0, row * LEVEL_ROW, names, LEVEL_ROW)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
            bar = QRectF(names + 12, middle - 5, max(room * count / most, 2), 10)
            fill_round(painter, bar, self.theme.colour("c1"), 2)
            painter.setPen(self.theme.colour("text2"))
            right = QRectF(self.width() - widest, row * LEVEL_ROW, widest, LEVEL_ROW)
            painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{count:,}")
        if self._rest:
            painter.setPen(self.theme.colour("text3"))
            base = len(self._levels) * LEVEL_ROW + LEVEL_ROW / 2 + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(0, round(base)), self._rest)
        painter.end()


def even_ticks(low: float, high: float, most: int = MOST_TICKS) -> list[float]:
    """Round numbers from low to high, at most `most` + 1 of them, 1, 2 or 5 times a power of ten apart."""
    span = high - low
    if not (span > 0 and math.isfinite(span)):
        return [low]
    if not span / most:  # the smallest number there is
        return [low]
    size = 10.0 ** math.floor(math.log10(span / most)) or span
    step = next(size * times for times in (1, 2, 5, 10) if span / (size * times) <= most)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [at * step for at in range(first, last + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten from low to high; powers only when they are many."""
    if not (0 < low < high):
        return [low]
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    fine = math.log10(high / low) <= FINE_DECADES
    every = max(1, math.ceil(len(powers) / (MOST_TICKS + 1)))
    places = [times * 10.0**power for power in powers[::every] for times in ((1, 2, 5) if fine else (1,))]
    return [at for at in places if low <= at <= high] or [low, high]


def date_ticks(low: float, high: float) -> list[float]:
    """Beginnings of years from low to high, or the two ends when there are none or one. Seconds since 1970."""
    first, last = (int(np.datetime64(math.floor(at), "s").astype("datetime64[Y]").astype(int)) for at in (low, high))
    every = max(1, math.ceil((last - first) / MOST_TICKS))
    begin = math.ceil((first + 1970) / every) * every - 1970
    years = np.arange(begin, last + 1, every).astype("datetime64[Y]").astype("datetime64[s]").astype(np.int64).tolist()
    inside = [float(at) for at in years if low <= at <= high]
    return inside if len(inside) > 1 else [low, high]
