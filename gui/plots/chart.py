"""The base of every chart: theme, axes, zoom, keyboard, copy, save, and a summary for a screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.plots.axis import ChartAxis
from gui.plots.export import ChartExport, Figures
from gui.plots.pens import Pens
from gui.plots.view import ChartView
from gui.theme import Theme

ZOOM_STEP = 1.25
KEYBOARD_FOCUS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)

Range = tuple[float, float]
RIGHT_PX = 20  # half of the last label below, such as 20,000, stands right of the axis' end


class Chart(pg.PlotWidget):
    """A picture of figures. A subclass draws items in `dress`, says its whole range in `extent`, its numbers in
    `figures` and itself in `summary`."""

    failed = Signal(object)  # an EpochalError: the picture could not be saved

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        log_y: bool = False,
        whole_x: bool = False,
        grid: bool = True,
        left_axis: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        view, x_axis, y_axis = ChartView(), ChartAxis("bottom", whole=whole_x), ChartAxis("left", log=log_y)
        super().__init__(parent, viewBox=view, axisItems={"bottom": x_axis, "left": y_axis})
        self.view, self.x_axis, self.y_axis = view, x_axis, y_axis
        self.theme = theme
        self.pens = Pens(theme)
        self._grid = grid
        self._zoomed = False
        self._keyboard_focus = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.plotItem.hideButtons()
        self.plotItem.setMenuEnabled(False)
        self.plotItem.showAxis("left", left_axis)
        for axis in (x_axis, y_axis):
            axis.setZValue(-1000)  # the grid lies behind the curves
        self.plotItem.layout.setContentsMargins(0, 8, RIGHT_PX, 0)
        self.export = ChartExport(self, theme, self.figures)
        self.export.failed.connect(self.failed)
        self.view.reset_wanted.connect(self.reset)
        self.view.sigRangeChangedManually.connect(self._on_zoomed)
        self.view.sigResized.connect(self._on_resized)
        theme.changed.connect(self._on_theme)

    # What a subclass says.

    def dress(self) -> None:
        """Give every item its pens and brushes again."""

    def extent(self) -> tuple[Range, Range] | None:
        """The x and y range that show everything, in the view's coordinates; None while there is nothing to show."""
        return None

    def figures(self) -> Figures:
        """What is drawn, as a table: column heads and rows."""
        return (), []

    def summary(self) -> str:
        """The chart in one sentence."""
        return ""

    # What every chart does.

    def drawn(self) -> None:
        """To be called when new figures have been drawn: fits the view unless a person zoomed, retells the summary."""
        if not self._zoomed:
            self.fit()
        self.setAccessibleDescription(self.summary())

    def fit(self) -> None:
        """Show everything."""
        extent = self.extent()
        if extent is not None:
            (left, right), (low, high) = extent
            self.y_axis.fit_width(*_apart(low, high), self.view.size().height())
            self.view.setRange(xRange=_apart(left, right), yRange=_apart(low, high), padding=0)

    def reset(self) -> None:
        """Undo every zoom."""
        self._zoomed = False
        self.fit()

    def zoom(self, factor: float) -> None:
        """Zoom x around the middle; above 1 shows less."""
        self.view.scaleBy(x=1 / factor)
        self._zoomed = True

    def redress(self) -> None:
        """Take all colours and fonts from the theme."""
        pens = self.pens
        self.setBackground(pens.colour("canvas"))
        grid = pens.colour("grid") if self._grid else None
        self.x_axis.dress(pens.colour("text3"), pens.colour("line2"), None, pens.font(11))
        self.y_axis.dress(pens.colour("text3"), None, grid, pens.font(11))
        self.dress()

    def close(self) -> bool:
        """Close like any widget: pyqtgraph's own would leave a shell that fails at its next redraw."""
        return QWidget.close(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − zoom, Home shows everything, Ctrl+C copies; what a chart doesn't know goes on to the window."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.export.copy()
            return
        actions: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Plus: lambda: self.zoom(ZOOM_STEP),
            Qt.Key.Key_Equal: lambda: self.zoom(ZOOM_STEP),
            Qt.Key.Key_Minus: lambda: self.zoom(1 / ZOOM_STEP),
            Qt.Key.Key_Home: self.reset,
        }
        action = actions.get(event.key())
        if action is None:
            event.ignore()
        else:
            action()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy, save, show as table; by mouse or by the menu key."""
        self.export.open_menu(event.globalPos(), [(self.tr("Show everything"), self.reset)])
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus here: only then a ring is drawn."""
        self._keyboard_focus = event.reason() in KEYBOARD_FOCUS
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._keyboard_focus = False
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scene, and the ring around it while the keyboard is here."""
        super().paintEvent(event)
        if self._keyboard_focus:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.pens.line("accent", 2.0))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _on_theme(self) -> None:
        self.redress()

    def _on_zoomed(self) -> None:
        self._zoomed = True

    def _on_resized(self) -> None:
        if not self._zoomed:
            self.fit()


def _apart(low: float, high: float) -> Range:
    """A range that is never empty."""
    return (low, high) if high > low else (low - 0.5, low + 0.5)
