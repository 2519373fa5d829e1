"""A chart that can be read off: the mouse or the arrow keys move a crosshair, a card tells what is there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.plots.chart import Chart
from gui.plots.crosshair import Crosshair, Reading, spoken
from gui.theme import Theme

Values = NDArray[np.float64]


class ReadingChart(Chart):
    """A subclass says in `places` where the crosshair may stand and in `reading` what is told there.

    It doesn't zoom: its axes run from nothing to all, and the wheel is for the page that it stands in.
    """

    def __init__(
        self, theme: Theme, name: str, *, grid: bool = True, left_axis: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, grid=grid, left_axis=left_axis, parent=parent)
        self.view.setMouseEnabled(x=False, y=False)
        self.crosshair = Crosshair(self, self.pens, self.places, self.reading)

    def places(self) -> Values:
        """float64 [n], increasing: where the crosshair may stand."""
        return np.empty(0)

    def reading(self, x: float) -> Reading | None:
        """What is told there."""
        return None

    def drawn(self) -> None:
        """New figures: what the crosshair told no longer holds."""
        super().drawn()
        self.crosshair.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the crosshair, Esc takes it away."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.crosshair.step(1 if event.key() == Qt.Key.Key_Right else -1)
            told = None if self.crosshair.x is None else self.reading(self.crosshair.x)
            if told is not None:
                self.setAccessibleDescription(spoken(told))
        elif event.key() == Qt.Key.Key_Escape and self.crosshair.x is not None:
            self.crosshair.hide()
            self.setAccessibleDescription(self.summary())
        else:
            super().keyPressEvent(event)
