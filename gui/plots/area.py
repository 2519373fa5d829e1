"""What a chart's scene consists of: the view, an axis below it and one at its left.

Why not pyqtgraph's `PlotItem` (2026-11-25): it builds four axes, a title and a menu whose forms hold some fifty
widgets, for every chart, whether it has a menu or not. With nine charts they were a third of all widgets of the window:
they cost time when a page is built, and again whenever the theme changes.
"""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtWidgets import QGraphicsGridLayout

from gui.plots.axis import ChartAxis
from gui.plots.view import ChartView

TOP_PX = 8
LEFT_PX = 8  # half of a first label such as 0, where no numbers stand at the left
RIGHT_PX = 20  # half of the last label below, such as 20,000, stands right of the axis' end


class ChartArea(pg.GraphicsWidget):
    """The view as large as it can be, with its axes."""

    def __init__(self, view: ChartView, x_axis: ChartAxis, y_axis: ChartAxis, *, left_axis: bool) -> None:
        super().__init__()
        layout = QGraphicsGridLayout()
        layout.setContentsMargins(0 if left_axis else LEFT_PX, TOP_PX, RIGHT_PX, 0)
        layout.setHorizontalSpacing(0)
        layout.setVerticalSpacing(0)
        layout.addItem(y_axis, 0, 0)
        layout.addItem(view, 0, 1)
        layout.addItem(x_axis, 1, 1)
        layout.setRowStretchFactor(0, 100)
        layout.setColumnStretchFactor(1, 100)
        self.setLayout(layout)
        for axis in (x_axis, y_axis):
            axis.linkToView(view)
            axis.setZValue(-1000)  # the grid lies behind the curves
        y_axis.setVisible(left_axis)

    def settle(self) -> None:
        """Lay out at once. Otherwise what is drawn before the event loop turns is drawn for a size that no longer
        holds, and then again."""
        self.layout().activate()
