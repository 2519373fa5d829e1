"""What lies below the mouse in the plane: a ring around a point or a frame around a cell, and a card that tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem

from gui.plots.card import Reading, ReadingCard, beside
from gui.plots.crosshair import RATE_HZ
from gui.plots.pens import Pens

if TYPE_CHECKING:
    from gui.plots.chart import Chart

REACH_PX, RING_PX = 12.0, 6.0


@dataclass(frozen=True)
class Spot:
    """A place that has something to tell. at: its middle in the view's coordinates. cell: its size there when it is an
    area, None when it is a point."""

    number: int
    at: tuple[float, float]
    cell: tuple[float, float] | None = None


class Probe(QObject):
    """Follows the mouse over a chart without curves. A chart makes one and sets it as its `reader`.

    find: the spot nearest to a point of the view within (x, y) reach, None when there is none. spots: how many there
    are. spot: the one of a number, in the order in which the arrow keys go. read: what is said there.
    """

    def __init__(
        self,
        plot: Chart,
        pens: Pens,
        *,
        find: Callable[[float, float, tuple[float, float]], Spot | None],
        spots: Callable[[], int],
        spot: Callable[[int], Spot],
        read: Callable[[Spot], Reading],
    ) -> None:
        super().__init__(plot)
        self._plot, self._pens = plot, pens
        self._find, self._spots, self._spot, self._read = find, spots, spot, read
        self.spot: Spot | None = None
        self.mark = QGraphicsPathItem()
        self.mark.setZValue(40)
        self.mark.setVisible(False)
        plot.addItem(self.mark)
        self.card = ReadingCard(pens, plot.viewport())
        self._proxy = pg.SignalProxy(plot.scene().sigMouseMoved, rateLimit=RATE_HZ, slot=self._on_mouse)
        plot.view.sigRangeChanged.connect(self._on_range)

    @property
    def shown(self) -> bool:
        """Whether it stands somewhere."""
        return self.spot is not None

    def dress(self) -> None:
        """Take the theme's colours."""
        self.mark.setPen(self._pens.line("text", 1.5))
        if self.spot is not None:
            self.show_spot(self.spot)

    def step(self, by: int) -> None:
        """Move so many spots on; the first step goes to the first one."""
        if self._spots():
            at = self.spot.number + by if self.spot is not None else 0
            self.show_spot(self._spot(max(0, min(self._spots() - 1, at))))

    def go(self, end: int) -> None:
        """To the first spot (0) or the last one (-1)."""
        if self._spots():
            self.show_spot(self._spot(end % self._spots()))

    def place(self) -> tuple[float, float] | None:
        """The middle of the spot it stands on."""
        return None if self.spot is None else self.spot.at

    def words(self) -> str:
        """What the card says, in one line; "" while it is away."""
        return self.card.accessibleName() if self.shown else ""

    def show_spot(self, spot: Spot) -> None:
        """Mark a spot and tell it."""
        self.spot = spot
        self.card.tell(self._read(spot))
        self._on_range()

    def hide(self) -> None:
        """Take mark and card away."""
        self.spot = None
        self.mark.setVisible(False)
        self.card.hide()

    def _on_range(self) -> None:
        """Put mark and card where the spot is now; away while it is out of sight."""
        if self.spot is None:
            return
        view = self._plot.view
        x, y = self.spot.at
        (left, right), (low, high) = view.viewRange()
        inside = left <= x <= right and low <= y <= high
        self.mark.setVisible(inside)
        self.card.setVisible(inside)
        self.mark.setPath(self._outline(self.spot))
        at = self._plot.mapFromScene(view.mapViewToScene(QPointF(x, y)))
        room = self._plot.mapFromScene(view.sceneBoundingRect()).boundingRect()
        size = self.card.body_size()
        place = beside(at.x(), size.width(), 0, self._plot.viewport().width())
        above = max(room.top(), min(at.y() - size.height() // 2, room.bottom() - size.height()))
        self.card.place(place, above)

    def _outline(self, spot: Spot) -> QPainterPath:
        """A ring of a fixed size on the screen, or the cell's frame."""
        (x, y), path = spot.at, QPainterPath()
        if spot.cell is not None:
            width, height = spot.cell
            path.addRect(QRectF(x - width / 2, y - height / 2, width, height))
        else:
            x_px, y_px = self._plot.view.viewPixelSize()
            path.addEllipse(QPointF(x, y), RING_PX * x_px, RING_PX * y_px)
        return path

    def _on_mouse(self, event: tuple[QPointF]) -> None:
        view, place = self._plot.view, event[0]
        found = None
        if view.sceneBoundingRect().contains(place):
            at, (x_px, y_px) = view.mapSceneToView(place), view.viewPixelSize()
            found = self._find(at.x(), at.y(), (REACH_PX * x_px, REACH_PX * y_px))
        if found is None:
            self.hide()
        elif found != self.spot:
            self.show_spot(found)
