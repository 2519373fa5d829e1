"""What a screen reader and a keyboard find on every page of the real window, with real data in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from accessible import (
    contrasting,
    heard,
    heard_of,
    painted_by_us,
    picture,
    place,
    press,
    settle,
    stops_in_turn,
    tab_stops,
    way,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QSplitter, QSplitterHandle, QWidget
from window_driver import Driver, driven

from gui.widgets import ChoiceField, SegmentedControl
from gui.widgets.disclosure import Disclosure
from gui.widgets.page import Page

CREDIT = Path(__file__).resolve().parents[2] / "resources" / "samples" / "credit_data.csv"
PAGES = ("data", "clean", "train", "evaluate", "explain", "predict")
CONTROLS = {  # what can be done with each is known to every screen reader
    "Button",
    "ButtonMenu",
    "CheckBox",
    "RadioButton",
    "ComboBox",
    "EditableText",
    "SpinBox",
    "Slider",
    "Table",
    "List",
    "Tree",
    "Chart",
}
LEAST_RING_PX = 48  # the outline of a small box, 12 px wide
SLACK = 4  # px by which what stands on one line may differ in height


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One window for all: data with a target, rules, a judged run, predictions."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EPOCHAL_HOME", str(tmp_path_factory.mktemp("home")))
        with driven(app) as made:
            made.drop(CREDIT)
            made.wait_open()
            made.session.choose_target("Status")
            made.wait(lambda: made.session.document.target == "Status" and not made.session.counting)
            document = made.session.document.with_preset("quick").with_settings({"epochs": "2"})
            made.session.edit(document, "settings")
            made.train()
            page = made.go("predict")
            page.predict(CREDIT)
            made.wait(lambda: page.work.shown is not None)
            yield made


def arrived(driver: Driver, key: str) -> Page:
    """A page, with the focus on itself, when nothing more comes to it."""
    page = driver.go(key)
    driver.window.activateWindow()  # no window manager does it when a dialog was closed
    driver.rest()
    page.setFocus()
    return page


def come(driver: Driver, key: str) -> list[QWidget]:
    """Go to a page and walk it by Tab; its stops, from the page's own first on."""
    arrived(driver, key)
    return tab_stops(driver.window)


def regions(driver: Driver) -> dict[str, QWidget]:
    shell = driver.window.shell
    parts = {"top bar": shell.top_bar, "rail": shell.rail, "page": shell.host.current, "inspector": shell.host.panel}
    return {name: part for name, part in parts.items() if part.isVisible()}


def wrong_turns(stops: list[QWidget]) -> list[str]:
    """Where Tab doesn't go as one reads: to what is neither below nor at the right."""
    wrong = []
    for before, stop in pairwise(stops):
        first, then = place(before), place(stop)
        below, right = then.center().y() >= first.bottom() - SLACK, then.left() >= first.right() - SLACK
        if not below and not right:
            wrong.append(f"{way(before)} {first.getRect()} then {way(stop)} {then.getRect()}")
    return wrong


def unringed(stops: list[QWidget], elsewhere: QWidget) -> list[str]:
    """The stops at which the keyboard's focus can't be seen."""
    found = []
    for stop in stops:
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        focused = picture(stop)
        elsewhere.setFocus(Qt.FocusReason.OtherFocusReason)
        settle()
        if contrasting(focused, picture(stop)) < LEAST_RING_PX:
            found.append(way(stop))
    return found


def region_of(driver: Driver, widget: QWidget) -> str:
    found = [name for name, part in regions(driver).items() if part.isAncestorOf(widget)]
    assert found, f"{way(widget)} is in no region"
    return found[0]


@pytest.mark.parametrize("key", PAGES)
def test_that_every_stop_has_a_name_and_a_role(driver: Driver, key: str) -> None:
    bad = []
    for stop in come(driver, key):
        told = heard(stop)
        name = stop.accessibleName() if isinstance(stop, QComboBox) else told.name  # on Linux Qt says its value instead
        if not name or told.role not in CONTROLS:
            bad.append((way(stop), name, told.role))
    assert bad == []


@pytest.mark.parametrize("key", PAGES)
def test_that_what_is_painted_says_what_it_is(driver: Driver, key: str) -> None:
    come(driver, key)
    shown = [widget for widget in painted_by_us(driver.window) if widget.isVisible() and widget.accessibleName()]
    assert shown
    assert [way(widget) for widget in shown if heard(widget).role == "Client"] == []
    silent = [widget for widget in shown if heard(widget).role == "Chart" and len(spoken(widget)) < 10]
    assert [way(widget) for widget in silent] == []


def spoken(widget: QWidget) -> str:
    """All that is said of a chart beside its title."""
    told = heard(widget)
    return told.description or told.name


@pytest.mark.parametrize("key", PAGES)
def test_that_tab_goes_as_one_reads(driver: Driver, key: str) -> None:
    """Within a region the next stop is below, or to the right; a column may be read before the next one."""
    page = arrived(driver, key)
    before, wrong = page, []
    for stop in stops_in_turn(driver.window):
        if before is not page and region_of(driver, before) == region_of(driver, stop):
            first, then = place(before), place(stop)
            below, right = then.center().y() >= first.bottom() - SLACK, then.left() >= first.right() - SLACK
            if not below and not right:
                wrong.append(f"{way(before)} {first.getRect()} then {way(stop)} {then.getRect()}")
        before = stop
    assert wrong == []


@pytest.mark.parametrize("key", PAGES)
def test_that_f6_goes_round_the_regions_and_back(driver: Driver, key: str) -> None:
    page = arrived(driver, key)
    stops = {region_of(driver, stop) for stop in tab_stops(driver.window)}
    ring = [name for name in ("page", "inspector", "top bar", "rail") if name in stops]
    page.setFocus()
    went = []
    for _ in range(2 * len(ring)):
        press(Qt.Key.Key_F6)
        went.append(region_of(driver, QApplication.focusWidget()))
    start = ring.index(went[0])
    assert went == [ring[(start + turn) % len(ring)] for turn in range(2 * len(ring))]
    back = []
    for _ in range(len(ring)):
        press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        back.append(region_of(driver, QApplication.focusWidget()))
    end = ring.index(went[-1])
    assert back == [ring[(end - turn) % len(ring)] for turn in range(1, len(ring) + 1)]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("key", PAGES)
def test_that_the_keyboards_focus_can_be_seen(driver: Driver, key: str, mode: str) -> None:
    """As WCAG 2.2 asks (2.4.13): enough pixels change, each by a contrast of 3 to 1."""
    driver.program.theme.set_mode(mode)
    page = arrived(driver, key)
    unseen = []
    for stop in stops_in_turn(driver.window):
        settle()
        focused = picture(stop)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        settle()
        changed = contrasting(focused, picture(stop))
        if changed < LEAST_RING_PX:
            unseen.append((way(stop), stop.accessibleName(), changed))
        stop.setFocus(Qt.FocusReason.TabFocusReason)
    assert unseen == []


@pytest.mark.parametrize("key", PAGES)
def test_that_a_mouse_draws_no_ring_on_a_button(driver: Driver, key: str) -> None:
    page = arrived(driver, key)
    ringed = []
    for stop in tab_stops(driver.window):
        if not isinstance(stop, QAbstractButton):
            continue
        stop.setFocus(Qt.FocusReason.TabFocusReason)  # scrolled into view
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        settle()
        before = picture(stop)
        stop.setFocus(Qt.FocusReason.MouseFocusReason)
        settle()
        if contrasting(picture(stop), before) >= LEAST_RING_PX:
            ringed.append(way(stop))
    assert ringed == []


def test_that_charts_are_told_in_a_sentence(driver: Driver) -> None:
    page = driver.go("train")
    told = heard(page.loss.chart)
    assert told.role == "Chart" and told.name == "Loss by epoch"
    assert told.description.startswith("Validation loss of Run 1") and "best at epoch" in told.description
    page = driver.go("clean")
    assert heard(page.fall).description.startswith("4,454 rows in, 4,452 rows out")


def test_that_a_chart_is_one_thing_to_hear_and_a_divider_is_called_one(driver: Driver) -> None:
    page = driver.go("train")
    told = QAccessible.queryAccessibleInterface(page.loss.chart)
    assert told is not None and told.childCount() == 0, "its pane has no name and nothing to tell"
    handles = [handle for handle in page.findChildren(QSplitterHandle) if handle.isVisible()]
    assert {heard(handle).role for handle in handles} == {"Separator"}


def test_that_rules_are_told_with_their_state(driver: Driver) -> None:
    page = driver.go("clean")
    rules = QAccessible.queryAccessibleInterface(page.rules)
    first = rules.child(0)
    assert heard_of(first).role == "ListItem" and heard_of(first).name.startswith("1. Remove duplicate rows")
    assert heard_of(first).name.endswith(", on") and first.state().checkable and first.state().checked


def test_that_cells_are_told_with_their_column(driver: Driver) -> None:
    grid = driver.go("data").grid
    told = QAccessible.queryAccessibleInterface(grid)
    heads = [heard_of(told.child(at)) for at in range(1, 4)]
    assert [head.role for head in heads] == ["ColumnHeader"] * 3
    assert heads[0].name == "Status, Category · 2, complete, target"
    row = told.child(1 + len(driver.session.table.names) + 1 + 1)
    assert heard_of(row).role in ("Cell", "RowHeader")


def test_that_one_of_several_is_a_radio_button_and_a_part_that_opens_no_tick(driver: Driver) -> None:
    page = driver.go("train")
    segment = page.findChild(SegmentedControl).findChild(QAbstractButton)
    assert heard(segment).role == "RadioButton"
    shell = driver.window.shell
    current = QAccessible.queryAccessibleInterface(shell.rail.item("train"))
    assert heard_of(current).role == "RadioButton" and current.state().checked
    part = shell.host.panel.findChild(Disclosure)
    head = QAccessible.queryAccessibleInterface(part.findChild(QAbstractButton))
    assert heard_of(head).role == "Button" and head.state().expandable and head.state().collapsed
    head.actionInterface().doAction("Press")
    assert part.is_open and head.state().expanded
    head.actionInterface().doAction("Press")
    assert not part.is_open


def test_that_a_page_is_met_as_it_is_laid_out(driver: Driver) -> None:
    """A screen reader goes by Qt's children, which a splitter has in reverse."""
    seen = 0
    for key in ("data", "clean", "train", "evaluate", "predict"):
        driver.go(key)
        for splitter in driver.window.findChildren(QSplitter):
            if not splitter.isVisible():
                continue
            told = QAccessible.queryAccessibleInterface(splitter)
            met = [told.child(at).object() for at in range(told.childCount())]
            parts = [splitter.widget(at) for at in range(splitter.count()) if splitter.widget(at).isVisible()]
            assert [widget for widget in met if widget in parts] == parts, f"{way(splitter)} on {key}"
            seen += 1
    assert seen > 5


def test_that_a_choice_says_what_it_is_about(driver: Driver) -> None:
    driver.go("data")
    fields = [field for field in driver.window.findChildren(ChoiceField) if field.isVisible()]
    assert fields
    for field in fields:
        spoken = heard(field)
        assert field.accessibleName() in f"{spoken.name} {spoken.description}", way(field)
    assert driver.window.shell is not None
    assert heard(driver.window.shell.top_bar).name == "Project and window"
    assert heard(driver.window.shell.top_bar.search).name == "Search or run a command"


def test_that_progress_is_a_value(driver: Driver) -> None:
    driver.go("train")
    _, line, _ = driver.window.shell.strip._cpu
    told = heard(line)
    assert told.role == "ProgressBar" and told.name == "CPU" and told.value.endswith(" %")


def test_that_dialogs_and_layers_speak(driver: Driver) -> None:
    driver.window.show_shortcuts()
    driver.settle(0.2)
    sheet = QApplication.activeModalWidget()
    assert sheet is not None and sheet.windowTitle()
    for stop in tab_stops(sheet):
        assert heard(stop).name and heard(stop).role in CONTROLS, way(stop)
    press(Qt.Key.Key_Escape)
    driver.settle(0.1)
    driver.window.show_palette()
    driver.settle(0.2)
    field = QApplication.focusWidget()
    assert heard(field).name and heard(field).role == "EditableText"
    press(Qt.Key.Key_Escape)
    driver.settle(0.1)


def test_that_contrast_is_counted_as_the_standard_does() -> None:
    white, grey, black = (np.full((2, 3, 3), level, np.uint8) for level in (255, 0x94, 0))
    assert contrasting(white, black) == 6 and contrasting(white, grey) == 6
    lighter = np.full((2, 3, 3), 0x96, np.uint8)
    assert contrasting(white, lighter) == 0  # 2.96 to 1


def test_that_welcome_is_for_the_keyboard_and_the_ear(driver: Driver) -> None:
    """Cards of samples, the doors, and the recent project. It leaves the project open again, for whichever is next."""
    path = driver.session.path
    assert path is not None
    driver.do("close_project")
    driver.window.activateWindow()  # a dialog may have been closed before
    driver.rest()
    welcome = driver.window.welcome
    welcome.setFocus()
    stops = tab_stops(driver.window)
    names = [heard(stop).name for stop in stops]
    assert "Open a spreadsheet…" in names and "credit_data" in "".join(names) and len(names) == len(set(names))
    assert {heard(stop).role for stop in stops} <= CONTROLS
    start = min(range(len(stops)), key=lambda at: (place(stops[at]).left() > 500, place(stops[at]).top()))
    wrong, unseen = wrong_turns(stops[start:] + stops[:start]), unringed(stops, welcome)
    driver.session.open_project(path)
    driver.wait_open()
    assert wrong == [] and unseen == []
