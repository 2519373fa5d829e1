"""The base of every chart: theme, axes, zoom, keyboard, copy, save, and a summary for a screen reader.

How to make a chart (all of `gui/plots/calibration.py` is an example):

1. Subclass `Chart`. Set your own fields, then call `super().__init__(theme, "", …)`, then name it
   (`setAccessibleName(self.tr(…))`), add items (`self.addItem(item)`), last `self.redress()`.
2. Override `dress` (pens and brushes from `self.pens`), `extent` (the range that shows everything, None while there is
   nothing), `figures` (the numbers as a table), `summary` (one sentence), and `empty_words` (what to say instead).
3. To tell values below the mouse, set `self.reader = Crosshair(self, self.pens, xs, read)` (it snaps to the places that
   `xs()` gives) or `Probe(self, self.pens, …)` (it snaps to points or cells in the plane) before `redress`.
4. Whenever new figures have been drawn, call `self.drawn()`.

In return every chart has, without a line of its own: wheel and + − zoom x, drag pans, double click and 0 show all;
Left, Right, Page Up, Page Down, Home, End move the reader, Esc takes it away, and what it stands on is told to a screen
reader; Ctrl+C copies; a menu with Copy, Save as PNG, SVG, CSV, Show as table (`gui/plots/tools.py` has the same as a
button, beside one that gives the chart the whole page); a focus ring; words in place of empty axes; pens that are right
in either theme and on any screen. Link the crosshairs of stacked charts with `crosshair.link`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.plots.area import ChartArea
from gui.plots.axis import ChartAxis
from gui.plots.choosing import Chooser
from gui.plots.export import ChartExport, Figures
from gui.plots.pens import Pens
from gui.plots.ranges import Range, apart
from gui.plots.reader import Reader, reader_keys
from gui.plots.view import ChartView
from gui.theme import Theme, sizes
from gui.widgets.painting import by_keyboard
from gui.widgets.voice import Role

ZOOM_STEP = 1.25


class Chart(pg.GraphicsView):
    """A picture of figures. A subclass draws items in `dress`, says its whole range in `extent`, its numbers in
    `figures` and itself in `summary`; the module's docstring tells how."""

    spoken_as = Role.Chart

    failed = Signal(object)  # an EpochalError: the picture could not be saved
    chosen = Signal(object)  # what `choice` says of a mark that was clicked, or where Enter was pressed

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
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view, self.x_axis, self.y_axis = view, x_axis, y_axis
        self.area = ChartArea(view, x_axis, y_axis, left_axis=left_axis)
        self.enableMouse(False)  # pyqtgraph's own zoom of the whole scene
        self.setCentralItem(self.area)
        self.theme = theme
        self.pens = Pens(theme)
        self.reader: Reader | None = None
        self._grid = grid
        self._zoomed = False
        self._keyboard_focus = False
        self.choosable = False  # whether somebody listens to `chosen`: then the mouse's hand shows over marks
        self._held = False
        self._taken = False
        self._outdated = False  # it still has the former colours
        self._fitted: tuple[object, ...] = ()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setCacheMode(self.CacheModeFlag(0))  # a kept background would be an image in a file of vectors
        self.export = ChartExport(self, theme, self.figures, more=[(self.tr("Show everything"), self.reset)])
        self.export.render = self._render
        self.export.failed.connect(self.failed)
        self.view.reset_wanted.connect(self.reset)
        self._chooser = Chooser(self)
        self.view.sigRangeChangedManually.connect(self._on_zoomed)
        self.view.sigResized.connect(self._on_resized)
        theme.changed.connect(self._on_theme)

    def addItem(self, item: pg.GraphicsObject) -> None:
        """Draw an item in the view's coordinates."""
        self.view.addItem(item, ignoreBounds=True)

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

    def empty_words(self) -> str:
        """What stands there while `extent` is None."""
        return self.tr("There is nothing to draw yet.")

    def choice(self, x: float, y: float) -> object | None:
        """What a person means who chooses this place of the view; None where there is nothing to choose."""
        return None

    # What every chart does.

    def drawn(self) -> None:
        """To be called when new figures have been drawn: fits the view unless a person zoomed, retells the summary."""
        extent, was_empty = self.extent(), self.is_empty
        empty = extent is None
        if was_empty or empty:
            self.viewport().update()
        self.area.setVisible(not empty)
        if empty:
            self._zoomed = False
            if self.reader is not None:
                self.reader.hide()
        elif not self._zoomed:
            self._fit(extent)
        self._tell(self.empty_words() if empty else self.summary())

    @property
    def is_empty(self) -> bool:
        """Whether words stand in place of the axes."""
        return not self.area.isVisible()

    @property
    def taken(self) -> bool:
        """Whether the picture is being taken away: no focus ring on it, and no shortcut of the screen's."""
        return self._taken

    @property
    def zoomed(self) -> bool:
        """Whether a person looks at a part only."""
        return self._zoomed

    def fit(self) -> None:
        """Show everything."""
        self._fit(self.extent())

    def _fit(self, extent: tuple[Range, Range] | None) -> None:
        if extent is not None:
            (left, right), (low, high) = extent
            x, y, size = apart(left, right), apart(low, high), self.view.size()
            fitted = (x, y, size.width(), size.height(), self.y_axis.logarithmic, self.y_axis.write_tick)
            if fitted == self._fitted and self.view.viewRange() == [list(x), list(y)]:
                return
            self.y_axis.fit_width(*y, size.height())
            self.area.settle()
            if self.view.size() == size:  # else the view has asked for this again, now that it is narrower
                self._fitted = fitted
                self.view.setRange(xRange=x, yRange=y, padding=0)

    def reset(self) -> None:
        """Undo every zoom."""
        self._zoomed = False
        self._chooser.forget()
        self.fit()

    def zoom(self, factor: float) -> None:
        """Zoom x around the middle; above 1 shows less."""
        self.view.scaleBy(x=1 / factor)
        self._zoomed = True

    def redress(self) -> None:
        """Take all colours and fonts from the theme."""
        self._outdated = False
        pens = self.pens
        self.setBackground(pens.colour("canvas"))
        grid = pens.colour("grid") if self._grid else None
        self.x_axis.dress(pens.colour("text3"), pens.colour("line2"), None, pens.font(11), pens.ratio)
        self.y_axis.dress(pens.colour("text3"), None, grid, pens.font(11), pens.ratio)
        self.dress()
        if self.reader is not None:
            self.reader.dress()

    def hold_picture(self) -> None:
        """Stay blank until `show_picture`: a page of five charts would take 60 ms to paint at once."""
        self._held = True

    def show_picture(self) -> None:
        """Paint from now on."""
        if self._held:
            self._held = False
            self.viewport().update()

    def close(self) -> bool:
        """Close like any widget: pyqtgraph's own would leave a shell that fails at its next redraw."""
        return QWidget.close(self)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the module's docstring; what a chart doesn't know goes on to the window."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.export.copy()
            return
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,  # + is Shift = on many keyboards
        )
        action = self._actions().get(event.key()) if plain else None
        if action is None:
            event.ignore()
        else:
            action()

    def _actions(self) -> dict[int, Callable[[], None]]:
        """What each key does now."""
        actions: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Plus: lambda: self.zoom(ZOOM_STEP),
            Qt.Key.Key_Equal: lambda: self.zoom(ZOOM_STEP),
            Qt.Key.Key_Minus: lambda: self.zoom(1 / ZOOM_STEP),
            Qt.Key.Key_0: self.reset,
        }
        reader = self.reader
        if reader is not None and not self.is_empty:
            actions |= reader_keys(reader, self._read)
            if reader.shown:
                actions[Qt.Key.Key_Escape] = self._leave_reading
            if reader.shown and self.choosable:
                actions |= dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self._chooser.choose_read)
        return actions

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy, save, show as table; by mouse or by the menu key."""
        self.export.open_menu(event.globalPos())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus here: only then a ring is drawn."""
        self._keyboard_focus = by_keyboard(event.reason())
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._keyboard_focus = False
        super().focusOutEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """The reader goes with the mouse."""
        super().leaveEvent(event)
        if self.reader is not None:
            self.reader.hide()

    def event(self, event: QEvent) -> bool:
        """On another screen a pixel is another size."""
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.Show):
            self._set_ratio(self.devicePixelRatioF())
            self._catch_up()
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scene or the words that stand in for it, and the ring around it while the keyboard is here."""
        if self._held and not self._taken:
            painter = QPainter(self.viewport())
            painter.fillRect(self.viewport().rect(), self.pens.colour("canvas"))
            painter.end()
            return
        super().paintEvent(event)
        ring = self._keyboard_focus and not self._taken
        if not (ring or self.is_empty):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.viewport().rect())
        if self.is_empty:
            painter.setFont(self.pens.font(sizes.BODY))
            painter.setPen(self.pens.colour("text2"))
            words = whole.adjusted(sizes.XL, sizes.XL, -sizes.XL, -sizes.XL)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.empty_words())
        if ring:
            painter.setPen(self.pens.line("accent", sizes.RING))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), sizes.RADIUS, sizes.RADIUS)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over marks that can be chosen."""
        super().mouseMoveEvent(event)
        self._chooser.hover(event)

    # within

    def _read(self, move: Callable[[int], None], by: int) -> None:
        """Move the reader by a key, and say where it stands."""
        move(by)
        assert self.reader is not None
        self._tell(self.reader.words() or self.summary())

    def _leave_reading(self) -> None:
        assert self.reader is not None
        self.reader.hide()
        self._tell(self.summary())

    def _tell(self, words: str) -> None:
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _render(self, painter: QPainter, ratio: float) -> None:
        """Paint the picture that is taken away, lines as wide as on the screen."""
        with self._dressed_for(ratio):
            QWidget.render(self, painter, self.rect().topLeft())

    @contextmanager
    def _dressed_for(self, ratio: float) -> Iterator[None]:
        self._catch_up()
        before = self.pens.ratio
        points = [item for item in self.scene().items() if isinstance(item, pg.ScatterPlotItem)]
        self._taken = True
        try:
            self._set_ratio(ratio)
            for item in points:
                item.setExportMode(
                    True, {"antialias": True}
                )  # drawn, not copied from pictures of the screen's fineness
            yield
        finally:
            for item in points:
                item.setExportMode(False)
            self._set_ratio(before)
            self._taken = False

    def _set_ratio(self, ratio: float) -> None:
        if ratio != self.pens.ratio:
            self.pens.ratio = ratio
            self.redress()

    def _on_theme(self) -> None:
        """At once in sight, else before it is seen: a dozen charts of other pages take 15 ms together."""
        self._outdated = True
        if self.isVisible():
            self.redress()

    def _catch_up(self) -> None:
        if self._outdated:
            self.redress()

    def _on_zoomed(self) -> None:
        self._zoomed = True

    def _on_resized(self) -> None:
        if not self._zoomed:
            self.fit()
