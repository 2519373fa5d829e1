"""A chart that can be read off: the mouse or the arrow keys move a crosshair, a card tells what is there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from gui.plots.card import Reading
from gui.plots.chart import Chart
from gui.plots.crosshair import Crosshair
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
        self.reader = self.crosshair

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
