"""What every chart does: keys, menu, focus ring, words in place of empty axes, the whole page, fine screens."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.plots.calibration import CalibrationChart
from gui.plots.card import Reading, ReadingRow, spoken
from gui.plots.chart import Chart
from gui.plots.crosshair import Crosshair, link
from gui.plots.export import Figures
from gui.plots.histogram import HistogramChart
from gui.plots.loss import LossChart
from gui.plots.ranges import Range
from gui.plots.scatter import ScatterChart
from gui.plots.score_split import ScoreSplitChart
from gui.plots.threshold_curve import PrecisionRecallChart, RocCurveChart
from gui.plots.tools import ChartTools
from gui.theme import Theme


@pytest.fixture
def theme(qapp: object) -> Iterator[Theme]:
    yield Theme("light")


class Ramp(Chart):
    """The smallest chart: y = x at whole places."""

    def __init__(self, theme: Theme, places: int = 30) -> None:
        self.places = np.arange(places, dtype=np.float64)
        super().__init__(theme, "Ramp")
        self.crosshair = Crosshair(self, self.pens, lambda: self.places, self._told)
        self.reader = self.crosshair
        self.redress()

    def _told(self, x: float) -> Reading | None:
        colour = self.pens.series(0)
        if x not in self.places:
            return None
        return Reading(f"At {x:.0f}", ("y",), (ReadingRow(colour, "ramp", (f"{x:.0f}",)),), ((x, x, colour),))

    def extent(self) -> tuple[Range, Range] | None:
        return ((0.0, float(self.places[-1])),) * 2 if len(self.places) else None

    def figures(self) -> Figures:
        return ("x",), [(float(x),) for x in self.places]

    def summary(self) -> str:
        return "It rises."

    def empty_words(self) -> str:
        return "No ramp."


def shown(chart: Chart, qtbot: QtBot) -> Chart:
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    chart.show()
    chart.drawn()
    QGuiApplication.processEvents()
    return chart


def test_that_a_chart_builds_no_widgets_that_are_never_seen(theme: Theme, qtbot: QtBot) -> None:
    before = set(QApplication.allWidgets())
    shown(Ramp(theme), qtbot)
    assert len(set(QApplication.allWidgets()) - before) <= 10  # pyqtgraph's own forms and menus are some forty more


def test_that_keys_move_the_crosshair_and_what_it_stands_on_is_told(theme: Theme, qtbot: QtBot) -> None:
    chart = Ramp(theme)
    shown(chart, qtbot)
    stands = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(chart, key)
        stands.append(chart.crosshair.x)
        assert chart.accessibleDescription() == spoken(chart._told(chart.crosshair.x))
    assert stands == [0, 1, 11, 10, 29]
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert not chart.crosshair.shown
    assert chart.accessibleDescription() == "It rises."


def test_that_the_first_step_of_a_zoomed_chart_stays_in_sight(theme: Theme, qtbot: QtBot) -> None:
    chart = Ramp(theme)
    shown(chart, qtbot)
    chart.zoom(4)
    left, right = chart.view.viewRange()[0]
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert left <= chart.crosshair.x <= right


def test_that_zoom_keys_do_and_undo(theme: Theme, qtbot: QtBot) -> None:
    chart = Ramp(theme)
    shown(chart, qtbot)
    whole = chart.view.viewRange()[0]
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.view.viewRange()[0][1] < whole[1]
    assert chart.zoomed
    qtbot.keyClick(chart, Qt.Key.Key_0)
    assert chart.view.viewRange()[0] == whole
    assert not chart.zoomed


def test_that_a_key_with_control_is_left_to_the_window(theme: Theme, qtbot: QtBot) -> None:
    chart = Ramp(theme)
    shown(chart, qtbot)
    qtbot.keyClick(chart, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert not chart.crosshair.shown


def test_that_linked_crosshairs_stand_at_the_same_place_and_leave_together(theme: Theme, qtbot: QtBot) -> None:
    above, below, short = Ramp(theme), Ramp(theme), Ramp(theme, 5)
    for chart in (above, below, short):
        shown(chart, qtbot)
    link([above.crosshair, below.crosshair, short.crosshair])
    above.crosshair.show_at(12)
    assert [chart.crosshair.x for chart in (above, below, short)] == [12, 12, 4]
    below.crosshair.hide()
    assert not any(chart.crosshair.shown for chart in (above, below, short))


def test_that_empty_axes_give_way_to_words(theme: Theme, qtbot: QtBot) -> None:
    chart = Ramp(theme, 0)
    shown(chart, qtbot)
    assert chart.is_empty
    assert chart.accessibleDescription() == "No ramp."
    blank = drawn_pixels(chart.grab().toImage())
    assert 20 < blank < 5_000  # a few words and nothing else
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert not chart.crosshair.shown
    chart.places = np.arange(30.0)
    chart.drawn()
    assert not chart.is_empty
    assert chart.accessibleDescription() == "It rises."


@pytest.mark.parametrize("again", ["light", "dark"])
def test_that_an_empty_chart_keeps_its_axes_whatever_the_theme_becomes(again: str, qtbot: QtBot, qapp: object) -> None:
    theme = Theme("light")
    chart = shown(Ramp(theme), qtbot)
    room = chart.x_axis.height(), chart.y_axis.width()
    places, chart.places = chart.places, np.empty(0)
    chart.drawn()
    theme.set_mode("dark")
    theme.set_mode(again)
    chart.places = places
    chart.drawn()
    QGuiApplication.processEvents()
    assert min(room) > 0 and (chart.x_axis.height(), chart.y_axis.width()) == room


def test_that_the_crosshair_leaves_when_the_chart_runs_empty(theme: Theme, qtbot: QtBot) -> None:
    chart = Ramp(theme)
    shown(chart, qtbot)
    chart.crosshair.show_at(3)
    chart.places = np.empty(0)
    chart.drawn()
    assert not chart.crosshair.shown
    assert not chart.crosshair.card.isVisible()


CHARTS = [
    LossChart,
    ScatterChart,
    HistogramChart,
    RocCurveChart,
    PrecisionRecallChart,
    CalibrationChart,
    ScoreSplitChart,
]


@pytest.mark.parametrize("kind", CHARTS)
def test_that_every_chart_without_figures_says_so(kind: type[Chart], theme: Theme, qtbot: QtBot) -> None:
    chart = kind(theme)  # type: ignore[call-arg]
    shown(chart, qtbot)
    assert chart.is_empty
    assert chart.accessibleDescription() == chart.empty_words()
    assert chart.summary() == chart.empty_words() != ""


def test_that_the_ring_is_for_the_keyboard_and_never_on_a_saved_picture(theme: Theme, qtbot: QtBot) -> None:
    chart = Ramp(theme)
    shown(chart, qtbot)
    before = chart.export.picture().toImage()
    chart.setFocus(Qt.FocusReason.MouseFocusReason)
    QGuiApplication.processEvents()
    plain = chart.grab().toImage()
    chart.clearFocus()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QGuiApplication.processEvents()
    assert chart.grab().toImage() != plain
    assert chart.export.picture().toImage() == before


def drawn_pixels(image: QImage) -> int:
    """How many pixels differ from the first one."""
    ground = image.pixel(0, 0)
    return sum(image.pixel(x, y) != ground for x in range(image.width()) for y in range(image.height()))


def test_that_lines_are_as_wide_on_a_fine_picture(theme: Theme, qtbot: QtBot) -> None:
    chart = Ramp(theme)
    shown(chart, qtbot)
    chart.crosshair.show_at(15)
    x = round(chart.mapFromScene(chart.view.mapViewToScene(chart.view.viewRect().center())).x())

    def width(picture: QPixmap) -> float:
        """Of the crosshair, in the window's pixels."""
        image, ratio = picture.toImage(), picture.devicePixelRatio()
        row = round(100 * ratio)
        dark = [
            255 - image.pixelColor(at, row).lightness() for at in range(int((x - 8) * ratio), int((x + 30) * ratio))
        ]
        return sum(dark) / 255 / ratio

    assert width(chart.export.picture()) == pytest.approx(width(chart.grab()), rel=0.25)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_the_menu_and_its_button_offer_the_same(theme: Theme, qtbot: QtBot) -> None:
    chart = Ramp(theme)
    shown(chart, qtbot)
    tools = ChartTools(theme, chart, chart)
    qtbot.addWidget(tools)
    tools.show()
    words = [action.text() for action in chart.export.make_menu().actions() if action.text()]
    assert words == [
        "Show everything",
        "Show on the whole page",
        "Copy",
        "Save as PNG…",
        "Save as SVG…",
        "Save numbers…",
        "Show as table",
    ]
    tools.more.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(tools.more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == words  # type: ignore[attr-defined]
    menu.close()


def page_with(theme: Theme, qtbot: QtBot) -> tuple[QWidget, QSplitter, QWidget, Chart, ChartTools]:
    page, splitter, panel, chart = QWidget(), QSplitter(), QWidget(), Ramp(theme)
    tools = ChartTools(theme, chart, panel)
    column = QVBoxLayout(panel)
    column.addWidget(tools)
    column.addWidget(chart)
    splitter.addWidget(panel)
    splitter.addWidget(QWidget())
    QVBoxLayout(page).addWidget(splitter)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    chart.drawn()
    QGuiApplication.processEvents()
    return page, splitter, panel, chart, tools


def test_that_a_chart_gets_the_whole_page_and_goes_back_where_it_was(theme: Theme, qtbot: QtBot) -> None:
    page, splitter, panel, chart, tools = page_with(theme, qtbot)
    before, narrow = splitter.sizes(), chart.width()
    qtbot.mouseClick(tools.expand, Qt.MouseButton.LeftButton)
    QGuiApplication.processEvents()
    assert tools.expander.expanded
    assert panel.mapTo(page, QPoint(0, 0)) == QPoint(0, 0)
    assert panel.size() == page.size()
    assert chart.width() > narrow
    page.resize(QSize(1000, 600))
    QGuiApplication.processEvents()
    assert panel.size() == page.size()
    page.resize(QSize(900, 500))
    qtbot.mouseClick(tools.expand, Qt.MouseButton.LeftButton)
    QGuiApplication.processEvents()
    assert splitter.indexOf(panel) == 0
    assert splitter.sizes() == before
    assert chart.width() == narrow
    assert panel.isVisible()


def test_that_compact_tools_ask_for_the_whole_page_in_their_menu(theme: Theme, qtbot: QtBot) -> None:
    page, splitter, panel = QWidget(), QSplitter(), QWidget()
    chart = Ramp(theme)
    tools = ChartTools(theme, chart, panel, compact=True)
    column = QVBoxLayout(panel)
    column.addWidget(tools)
    column.addWidget(chart)
    splitter.addWidget(panel)
    QVBoxLayout(page).addWidget(splitter)
    qtbot.addWidget(page)
    page.show()
    assert not tools.expand.isVisible()

    def whole_page() -> QAction:
        return next(action for action in chart.export.make_menu().actions() if "page" in action.text())

    whole_page().trigger()
    assert tools.expander.expanded
    assert tools.expand.isVisible()  # the way back is seen
    assert whole_page().text() == "Back to the page"
    whole_page().trigger()
    assert not tools.expander.expanded
    assert not tools.expand.isVisible()


def test_that_a_panel_of_a_stack_goes_back_to_its_place(theme: Theme, qtbot: QtBot) -> None:
    page, stack, panel, chart = QWidget(), QStackedWidget(), QWidget(), Ramp(theme)
    tools = ChartTools(theme, chart, panel)
    QVBoxLayout(panel).addWidget(chart)
    for each in (QWidget(), panel, QWidget()):
        stack.addWidget(each)
    stack.setCurrentWidget(panel)
    QVBoxLayout(page).addWidget(stack)
    qtbot.addWidget(page)
    page.resize(700, 400)
    page.show()
    tools.expander.toggle()
    assert panel.size() == page.size()
    tools.expander.toggle()
    assert (stack.count(), stack.indexOf(panel), stack.currentWidget()) == (3, 1, panel)
    assert panel.isVisible()


def test_that_escape_leaves_the_crosshair_first_and_the_whole_page_then(theme: Theme, qtbot: QtBot) -> None:
    page, _, _, chart, tools = page_with(theme, qtbot)
    tools.expander.toggle()
    chart.setFocus()
    chart.crosshair.show_at(3)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert tools.expander.expanded
    assert not chart.crosshair.shown
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert not tools.expander.expanded
    assert page.focusWidget() is chart
    assert tools.expand.accessibleName() == "Show Ramp on the whole page"


def test_that_the_program_ends_well_after_a_copy(tmp_path: Path) -> None:
    code = """
from PySide6.QtWidgets import QApplication
app = QApplication([])
from gui.plots.histogram import HistogramChart
from gui.theme import Theme
chart = HistogramChart(Theme("light"))
chart.export.copy()
print(app.clipboard().mimeData().hasImage())
"""
    environment = {**os.environ, "EPOCHAL_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("True", 0), done.stderr


def test_that_a_chart_out_of_sight_takes_the_colours_before_it_is_seen_or_taken_away(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, hidden = shown(Ramp(theme), qtbot), shown(Ramp(theme), qtbot)
    hidden.hide()
    dressed = []
    monkeypatch.setattr(Ramp, "dress", lambda chart: dressed.append(chart))
    theme.set_mode("dark")
    assert dressed == [seen]
    assert seen.backgroundBrush().color() == theme.colour("canvas") != hidden.backgroundBrush().color()
    hidden.export.picture()
    assert hidden in dressed
    assert hidden.backgroundBrush().color() == theme.colour("canvas")
    dressed.clear()
    theme.set_mode("light")
    hidden.show()
    assert dressed == [seen, hidden]
    assert hidden.backgroundBrush().color() == theme.colour("canvas")
    hidden.hide()
    hidden.show()
    assert dressed == [seen, hidden]  # nothing is new
