"""The area of a chart that zooms: the wheel changes x only, a double click shows everything again."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal


class ChartView(pg.ViewBox):
    """A view box without pyqtgraph's own menu. It tells when a person asks for the whole picture."""

    reset_wanted = Signal()
    clicked = Signal(float, float)  # x and y in the view's coordinates

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.setMouseEnabled(x=True, y=False)

    def updateViewRange(self, forceX: bool = False, forceY: bool = False) -> None:
        """Move what is drawn at once. pyqtgraph does it while it paints, which asks for everything anew."""
        super().updateViewRange(forceX, forceY)
        self.updateMatrix()

    def mouseClickEvent(self, ev: Any) -> None:
        """A double click with the left button asks for the whole picture, a single one chooses."""
        if ev.button() != Qt.MouseButton.LeftButton:
            return
        ev.accept()
        if ev.double():
            self.reset_wanted.emit()
        else:
            place = self.mapToView(ev.pos())
            self.clicked.emit(place.x(), place.y())

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        """Dragging moves along x; the right button is for the menu and drags nothing."""
        if ev.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            super().mouseDragEvent(ev, axis)
        else:
            ev.ignore()

    def keyPressEvent(self, ev: Any) -> None:
        """Keys belong to the chart, not to the view box."""
        ev.ignore()
