"""A vertical line that snaps to x, dots on the curves, and one card that lists what all of them say there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QWidget

from gui.plots.pens import Pens

ROW_PX, PAD_PX, SWATCH_PX, COLUMN_PX, BESIDE_PX = 19, 12, 16, 62, 12
RATE_HZ = 60


@dataclass(frozen=True)
class ReadingRow:
    """One curve at the crosshair: its colour and name, its values as text (the first is the main one)."""

    colour: QColor
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """All curves at one x. dots: (x, y, colour) in the view's coordinates."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[ReadingRow, ...]
    dots: tuple[tuple[float, float, QColor], ...]


class ReadingCard(QWidget):
    """The card beside the crosshair. It never takes the mouse."""

    def __init__(self, pens: Pens, parent: QWidget) -> None:
        super().__init__(parent)
        self._pens = pens
        self._reading: Reading | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(24)
        self._shadow.setOffset(0, 8)
        self.setGraphicsEffect(self._shadow)
        self.hide()

    def tell(self, reading: Reading) -> None:
        """Show a reading; the size follows its words."""
        self._reading = reading
        self._shadow.setColor(self._pens.shadow())
        self.resize(self.sizeHint())
        self.setAccessibleName(spoken(reading))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the longest name and its values."""
        if self._reading is None:
            return QSize(0, 0)
        names = [row.name for row in self._reading.rows]
        metrics = self._pens.metrics(12, 600)
        left = max([SWATCH_PX + 8 + metrics.horizontalAdvance(name) for name in names] or [0])
        left = max(left, metrics.horizontalAdvance(self._reading.title))
        width = 2 * PAD_PX + left + 8 + self._column_px() * len(self._reading.heads)
        return QSize(width, 2 * PAD_PX - 4 + ROW_PX * (len(names) + 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A raised card with a hairline; values right-aligned below their heads."""
        if self._reading is None:
            return
        pens, painter = self._pens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pens.line("line2", 1.0))
        painter.setBrush(pens.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        self._write(painter, 0, "text", self._reading.title, 600, PAD_PX)
        for at, head in enumerate(self._reading.heads):
            self._write_value(painter, 0, at, "text2", head, 400, 11)
        for number, row in enumerate(self._reading.rows, start=1):
            middle = PAD_PX - 2 + ROW_PX * (number + 0.5)
            painter.setPen(pens.flat(row.colour, 2.0))
            painter.drawLine(QPointF(PAD_PX, middle), QPointF(PAD_PX + SWATCH_PX, middle))
            self._write(painter, number, "text", row.name, 500, PAD_PX + SWATCH_PX + 8)
            for at, value in enumerate(row.values):
                token, weight = ("text", 600) if at == 0 else ("text2", 400)
                self._write_value(painter, number, at, token, value, weight, 12)

    def _column_px(self) -> int:
        if self._reading is None:
            return COLUMN_PX
        metrics = self._pens.metrics(12, 600)
        texts = [*self._reading.heads, *(value for row in self._reading.rows for value in row.values)]
        return max([COLUMN_PX, *(metrics.horizontalAdvance(text) + 12 for text in texts)])

    def _write(self, painter: QPainter, line: int, token: str, text: str, weight: int, x: int) -> None:
        painter.setFont(self._pens.font(12, weight))
        painter.setPen(self._pens.colour(token))
        rect = QRectF(x, PAD_PX - 2 + ROW_PX * line, self.width(), ROW_PX)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)

    def _write_value(
        self, painter: QPainter, line: int, column: int, token: str, text: str, weight: int, px: int
    ) -> None:
        assert self._reading is not None
        from_right = len(self._reading.heads) - 1 - column
        right = self.width() - PAD_PX - self._column_px() * from_right
        painter.setFont(self._pens.font(px, weight))
        painter.setPen(self._pens.colour(token))
        rect = QRectF(right - self._column_px(), PAD_PX - 2 + ROW_PX * line, self._column_px(), ROW_PX)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)


class Crosshair(QObject):
    """Follows the mouse or the arrow keys over a chart. `xs` gives the places to snap to, `read` what is said there."""

    moved = Signal(object)  # x, or None when it went away: to link stacked charts

    def __init__(
        self,
        plot: pg.PlotWidget,
        pens: Pens,
        xs: Callable[[], NDArray[np.float64]],
        read: Callable[[float], Reading | None],
    ) -> None:
        super().__init__(plot)
        self._plot, self._pens, self._xs, self._read = plot, pens, xs, read
        self.x: float | None = None
        self.line = pg.InfiniteLine(angle=90, movable=False)
        self.dots = pg.ScatterPlotItem(pxMode=True, size=8)
        for item, above in ((self.line, 40), (self.dots, 41)):
            item.setZValue(above)
            item.setVisible(False)
            plot.addItem(item, ignoreBounds=True)
        self.card = ReadingCard(pens, plot.viewport())
        self._proxy = pg.SignalProxy(plot.scene().sigMouseMoved, rateLimit=RATE_HZ, slot=self._on_mouse)

    def dress(self) -> None:
        """Take the theme's colours."""
        self.line.setPen(self._pens.line("text2", 1.0))
        self.refresh()

    def step(self, by: int) -> None:
        """Move to the next or the previous place; the first step starts at the end of the curves."""
        xs = self._xs()
        if not len(xs):
            return
        if self.x is None:
            self.show_at(float(xs[-1]))
            return
        at = int(np.abs(xs - self.x).argmin())
        self.show_at(float(xs[max(0, min(len(xs) - 1, at + by))]))

    def show_at(self, x: float) -> None:
        """Put the crosshair on a place and tell what is there."""
        reading = self._read(x)
        if reading is None:
            self.hide()
            return
        self.x = x
        self.line.setPos(x)
        self.dots.setData(
            x=[dot[0] for dot in reading.dots],
            y=[dot[1] for dot in reading.dots],
            brush=[pg.mkBrush(dot[2]) for dot in reading.dots],
            pen=self._pens.line("canvas", 1.5),
        )
        self.line.setVisible(True)
        self.dots.setVisible(True)
        self.card.tell(reading)
        self._place_card(x)
        self.card.show()
        self.moved.emit(x)

    def hide(self) -> None:
        """Take the crosshair away."""
        if self.x is None:
            return
        self.x = None
        self.line.setVisible(False)
        self.dots.setVisible(False)
        self.card.hide()
        self.moved.emit(None)

    def refresh(self) -> None:
        """Tell the same place again, after the curves or the theme changed."""
        if self.x is not None:
            self.show_at(self.x)

    def _place_card(self, x: float) -> None:
        """To the right of the line; to the left when it would leave the chart."""
        view = self._plot.view
        at = self._plot.mapFromScene(view.mapViewToScene(QPointF(x, 0.0))).x()
        inside = self._plot.mapFromScene(view.sceneBoundingRect()).boundingRect()
        left = at + BESIDE_PX
        if left + self.card.width() > inside.right():
            left = at - BESIDE_PX - self.card.width()
        self.card.move(max(inside.left(), left), inside.top() + 6)

    def _on_mouse(self, event: tuple[QPointF]) -> None:
        view, place = self._plot.view, event[0]
        if not view.sceneBoundingRect().contains(place):
            self.hide()
            return
        xs = self._xs()
        if not len(xs):
            return
        wanted = view.mapSceneToView(place).x()
        nearest = float(xs[np.abs(xs - wanted).argmin()])
        if nearest != self.x:
            self.show_at(nearest)


def spoken(reading: Reading) -> str:
    """A reading in one line, for a screen reader."""
    rows = []
    for row in reading.rows:
        told = ", ".join(f"{head} {value}" for head, value in zip(reading.heads, row.values, strict=True))
        rows.append(f"{row.name}: {told}")
    return f"{reading.title}. " + "; ".join(rows)
