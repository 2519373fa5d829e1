"""A vertical line that snaps to x, dots on the curves, and one card that lists what all of them say there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.card import Reading, ReadingCard, beside
from gui.plots.pens import Pens

if TYPE_CHECKING:
    from gui.plots.chart import Chart

TOP_PX = 6
RATE_HZ = 60
LINE_PX, DOT_PX, EDGE_PX = 1.0, 8.0, 1.5
MARK_Z = 40
Dot = tuple[float, float, QColor]  # x and y in the view's coordinates


class CrossMark(pg.GraphicsObject):
    """The line and the dots. One item of its own, since pyqtgraph's line and points take 0.5 ms a move, of 16."""

    def __init__(self) -> None:
        super().__init__()
        self.x = 0.0
        self.dots: Sequence[Dot] = ()
        self._ink, self._edge = QPen(), QPen()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def dress(self, ink: QPen, edge: QPen) -> None:
        """Take the theme's colours."""
        self._ink, self._edge = ink, edge
        self.update()

    def stand(self, x: float, dots: Sequence[Dot]) -> None:
        """Go there."""
        self.prepareGeometryChange()
        self.x, self.dots = x, tuple(dots)

    def boundingRect(self) -> QRectF:
        """The view's height, as wide as the dots."""
        view = self.viewRect()
        if view is None:
            return QRectF()
        reach = (DOT_PX / 2 + EDGE_PX + 1) * view.width() / max(self.getViewBox().width(), 1.0)
        return QRectF(self.x - reach, view.top(), 2 * reach, view.height())

    def viewRangeChanged(self) -> None:
        """As high as the view."""
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """The line sharp on the screen's pixels, the dots round."""
        view = self.viewRect()
        if view is None:
            return
        to_window = painter.worldTransform()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._ink)
        painter.drawLine(to_window.map(QLineF(self.x, view.top(), self.x, view.bottom())))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._edge)
        for x, y, colour in self.dots:
            painter.setBrush(colour)
            painter.drawEllipse(to_window.map(QPointF(x, y)), DOT_PX / 2, DOT_PX / 2)


class Crosshair(QObject):
    """Follows the mouse or the arrow keys over a chart. `xs` gives the places to snap to in rising order, `read` what
    is said there. The card lies `top` pixels below the view's upper edge: below words that stand there. A chart makes
    one and sets it as its `reader`."""

    moved = Signal(object)  # x, or None when it went away: to link stacked charts

    def __init__(
        self,
        plot: Chart,
        pens: Pens,
        xs: Callable[[], NDArray[np.float64]],
        read: Callable[[float], Reading | None],
        *,
        top: float = TOP_PX,
    ) -> None:
        super().__init__(plot)
        self._plot, self._pens, self._xs, self._read = plot, pens, xs, read
        self._top = top
        self.x: float | None = None
        self.mark = CrossMark()
        self.mark.setZValue(MARK_Z)
        self.mark.setVisible(False)
        plot.addItem(self.mark)
        self.card = ReadingCard(pens, plot.viewport())
        self._proxy = pg.SignalProxy(plot.scene().sigMouseMoved, rateLimit=RATE_HZ, slot=self._on_mouse)
        plot.view.sigRangeChanged.connect(self._on_range)

    @property
    def shown(self) -> bool:
        """Whether it stands somewhere."""
        return self.x is not None

    def dress(self) -> None:
        """Take the theme's colours."""
        self.mark.dress(self._pens.line("text2", LINE_PX), self._pens.line("canvas", EDGE_PX))
        self.refresh()

    def step(self, by: int) -> None:
        """Move so many places; the first step starts at the right end of what is seen."""
        xs = self._xs()
        if not len(xs):
            return
        if self.x is None:
            left, right = self._plot.view.viewRange()[0]
            inside = xs[(xs >= left) & (xs <= right)]
            self.show_at(float(inside[-1] if len(inside) else xs[-1]))
            return
        at = int(np.abs(xs - self.x).argmin())
        self.show_at(float(xs[max(0, min(len(xs) - 1, at + by))]))

    def go(self, end: int) -> None:
        """To the first place (0) or the last one (-1)."""
        xs = self._xs()
        if len(xs):
            self.show_at(float(xs[end]))

    def place(self) -> tuple[float, float] | None:
        """Its x; 0 for y, along which it stands everywhere."""
        return None if self.x is None else (self.x, 0.0)

    def words(self) -> str:
        """What the card says, in one line; "" while it is away."""
        return self.card.accessibleName() if self.shown else ""

    def show_at(self, x: float) -> None:
        """Put the crosshair on a place and tell what is there."""
        if self._stand(x):
            self.moved.emit(x)

    def follow(self, x: object) -> None:
        """Stand where a linked chart's crosshair does, at the nearest place of its own; None takes it away."""
        xs = self._xs()
        if isinstance(x, int | float) and len(xs):
            self._stand(float(xs[np.abs(xs - x).argmin()]))
        else:
            self._go_away()

    def hide(self) -> None:
        """Take the crosshair away."""
        if self._go_away():
            self.moved.emit(None)

    def refresh(self) -> None:
        """Tell the same place again, after the curves or the theme changed; away when nothing is there any more."""
        if self.x is not None and not self._stand(self.x):
            self.hide()

    def _stand(self, x: float) -> bool:
        reading = self._read(x)
        if reading is None:
            self._go_away()
            return False
        self.x = x
        self.mark.stand(x, reading.dots)
        self.mark.setVisible(True)
        self.card.tell(reading)
        self._place_card(x)
        return True

    def _go_away(self) -> bool:
        if self.x is None:
            return False
        self.x = None
        self.mark.setVisible(False)
        self.card.hide()
        return True

    def _place_card(self, x: float) -> None:
        """To the right of the line; to the left when it would leave the chart; away while the line is out of sight."""
        view = self._plot.view
        left, right = view.viewRange()[0]
        at = self._plot.mapFromScene(view.mapViewToScene(QPointF(x, 0.0))).x()
        inside = self._plot.mapFromScene(view.sceneBoundingRect()).boundingRect()
        size, room = self.card.body_size(), self._plot.viewport().size()
        lowest = max(room.height() - size.height(), 0)
        self.card.place(beside(at, size.width(), 0, room.width()), min(inside.top() + self._top, lowest))
        self.card.setVisible(left <= x <= right)

    def _on_range(self) -> None:
        if self.x is not None:
            self._place_card(self.x)

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


def link(crosshairs: Sequence[Crosshair]) -> None:
    """Stacked charts over the same x: where one crosshair goes, the others go too."""
    for one in crosshairs:
        for other in crosshairs:
            if other is not one:
                one.moved.connect(other.follow)
