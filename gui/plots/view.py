"""The area of a chart that zooms: the wheel changes x only, a double click shows everything again."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal


class ChartView(pg.ViewBox):
    """A view box without pyqtgraph's own menu. It tells when a person asks for the whole picture."""

    reset_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.setMouseEnabled(x=True, y=False)

    def mouseClickEvent(self, ev: Any) -> None:
        """A double click with the left button asks for the whole picture."""
        if ev.double() and ev.button() == Qt.MouseButton.LeftButton:
            ev.accept()
            self.reset_wanted.emit()

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        """Dragging moves along x; the right button is for the menu and drags nothing."""
        if ev.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            super().mouseDragEvent(ev, axis)
        else:
            ev.ignore()

    def keyPressEvent(self, ev: Any) -> None:
        """Keys belong to the chart, not to the view box."""
        ev.ignore()
