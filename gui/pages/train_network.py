"""The network of the next run as a small drawing: columns, hidden layers, target. It follows the field as one types."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.models.words import count
from gui.theme import Theme, sizes
from gui.widgets.painting import antialiased
from gui.widgets.voice import Role

MOST_DOTS, WIDE_DOTS, DOT_PX, LAYERS_PX, NAMES_PX = 11, 7, 2.3, 66, 22
LINK_ALPHA = {False: 0.16, True: 0.22}  # light, dark


class NetworkDrawing(QWidget):
    """Decoration with its words below it; the accessible description says all of it."""

    spoken_as = Role.Chart

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._levels: list[tuple[int, str]] = []
        self.setAccessibleName(self.tr("Network"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_network(self, columns: int, hidden: Sequence[int], target: str, outputs: int) -> None:
        """Draw `columns` inputs, these hidden widths, and the target with one output or one per class."""
        words = self.tr("1 column") if columns == 1 else self.tr("{n} columns").format(n=count(columns))
        levels = [(columns, words), *((width, count(width)) for width in hidden), (outputs, target)]
        if levels == self._levels:
            return
        self._levels = levels
        layers = self.tr("hidden layers of {widths}").format(widths=", ".join(count(width) for width in hidden))
        middle = layers if hidden else self.tr("no hidden layers")
        said = self.tr("{columns}, {layers}, then {target}").format(columns=words, layers=middle, target=target)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    @property
    def dots(self) -> list[int]:
        """How many dots each level has: as many as it is wide; wide ones by the root of their share."""
        widest = max((width for width, _ in self._levels), default=1)
        return [
            width if width <= MOST_DOTS else max(WIDE_DOTS, round(MOST_DOTS * (width / widest) ** 0.5))
            for width, _ in self._levels
        ]

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, LAYERS_PX + NAMES_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Links, dots, names."""
        if not self._levels:
            return
        painter = antialiased(self)
        levels = [self._points(index, dots) for index, dots in enumerate(self.dots)]
        self._paint_links(painter, levels)
        for index, points in enumerate(levels):
            inner = 0 < index < len(levels) - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent" if inner else "text2"))
            for point in points:
                painter.drawEllipse(point, DOT_PX, DOT_PX)
        self._paint_names(painter)
        painter.end()

    def _x(self, level: int) -> float:
        edge = 30.0
        return edge + level * (self.width() - 2 * edge) / max(len(self._levels) - 1, 1)

    def _points(self, level: int, dots: int) -> list[QPointF]:
        gap = (LAYERS_PX - 8) / MOST_DOTS
        top = LAYERS_PX / 2 - gap * (dots - 1) / 2
        return [QPointF(self._x(level), top + gap * at) for at in range(dots)]

    def _paint_links(self, painter: QPainter, levels: list[list[QPointF]]) -> None:
        painter.setPen(QPen(self._theme.colour("accent", LINK_ALPHA[self._theme.dark]), 0.7))
        for before, after in pairwise(levels):
            for start in before:
                for end in after:
                    painter.drawLine(start, end)

    def _paint_names(self, painter: QPainter) -> None:
        """Each under its level; where there are too many for the room, every second or third of the hidden ones."""
        font = self._theme.font(sizes.SMALL)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text2"))
        metrics, last = QFontMetricsF(font), len(self._levels) - 1
        room = (self.width() - 60) / max(last, 1)
        widest = max((metrics.horizontalAdvance(name) for _, name in self._levels[1:-1]), default=0.0)
        every = max(1, -int(-(widest + 6) // room))
        for index, (_, name) in enumerate(self._levels):
            if index in (0, last) or index % every == 0:
                self._paint_name(painter, metrics, index, name, room)

    def _paint_name(self, painter: QPainter, metrics: QFontMetricsF, index: int, name: str, room: float) -> None:
        width = min(max(room, 60.0) + 20, self.width() / 2 - 6)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
        taken = metrics.horizontalAdvance(text)
        left = min(max(self._x(index) - taken / 2, 0.0), self.width() - taken)
        box = QRectF(left, LAYERS_PX, taken + 2, NAMES_PX)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
