"""From a file to exported predictions by keys alone; at each station the focus is where a person expects it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from accessible import heard, press, way
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QMenu, QWidget
from window_driver import Driver, driven

from core.project.runs import RunStatus
from gui.widgets.checks import PresetCard
from gui.widgets.data_grid import DataGrid

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "credit_data.csv"
Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, ALT, SHIFT = Modifier.ControlModifier, Modifier.AltModifier, Modifier.ShiftModifier

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that pop up, offscreen


class Hands:
    """Ten fingers over a keyboard, and an eye that sees where the focus is."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.driver.window.activateWindow()
        self.driver.settle()

    @property
    def at(self) -> QWidget:
        """What has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused

    @property
    def name(self) -> str:
        """What a screen reader calls it."""
        return self.at.accessibleName() or heard(self.at).name

    def is_in(self, part: QWidget) -> bool:
        """Whether the focus is on a part of the window, or in it."""
        return self.at is part or part.isAncestorOf(self.at)

    def press(self, key: Key, modifiers: Modifier = Modifier.NoModifier, times: int = 1) -> None:
        """A key, so many times."""
        for _ in range(times):
            press(key, modifiers)
        self.driver.settle(0.05)

    def tab_to(self, name: str, within: int = 12, key: Key = Key.Key_Tab) -> QWidget:
        """Tab until something of this name has the focus; it mustn't be far."""
        met = []
        for _ in range(within):
            press(key)
            met.append(self.name)
            if self.name == name:
                return self.at
        raise AssertionError(f"{name} isn't among {met}")

    def go(self, number: int) -> QWidget:
        """To a step by its number; the focus comes along, into the page."""
        host = self.driver.window.shell.host
        self.press(Key(Key.Key_0 + number), CTRL)
        self.driver.wait(lambda: host.current is not None)
        self.driver.rest()
        assert self.is_in(host.current), f"after Ctrl {number} the focus is on {way(self.at)}"
        return host.current

    def choose_file(self, path: Path) -> None:
        """Type a path into the dialog that has just opened."""
        self.driver.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "a dialog for files")
        press(Key.Key_A, CTRL)
        QTest.keyClicks(self.at, str(path))
        press(Key.Key_Return)
        self.driver.wait(lambda: QApplication.activeModalWidget() is None, "the dialog to close")
        self.driver.window.activateWindow()  # what a window manager does when a dialog closes
        self.driver.settle()

    def choose(self, field: QWidget, letters: str) -> None:
        """Open a list of choices, find one by its first letters, take it."""
        assert isinstance(field, QComboBox) and self.at is field
        press(Key.Key_Down)
        QTest.keyClicks(self.at, letters)
        press(Key.Key_Return)
        self.driver.settle(0.05)
        assert self.at is field, "the focus is back on the field"


def test_the_whole_journey_by_keyboard_alone(qapp: QApplication, tmp_path: Path) -> None:
    source = tmp_path / "loans.csv"
    source.write_bytes(SAMPLE.read_bytes())
    with driven(qapp) as driver:
        hands = Hands(driver)
        open_data(hands, source)
        choose_target(hands)
        clean(hands)
        train(hands)
        judge(hands)
        predict(hands, source, tmp_path / "out.xlsx")
        assert driver.told == []
    assert len(pd.read_excel(tmp_path / "out.xlsx", engine="calamine")) == 4454


def open_data(hands: Hands, source: Path) -> None:
    assert hands.is_in(hands.driver.window.welcome)
    hands.press(Key.Key_O, CTRL)
    hands.choose_file(source)
    hands.driver.wait_open()
    assert hands.name == "Table" and hands.is_in(hands.driver.page("data"))


def choose_target(hands: Hands) -> None:
    """The column that the grid stands on is described in the inspector, one F6 away."""
    session = hands.driver.session
    grid = hands.at
    assert isinstance(grid, DataGrid)
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Left)
    assert grid.currentIndex().column() == 0
    hands.press(Key.Key_F6)
    assert hands.is_in(hands.driver.window.shell.host.panel)
    hands.choose(hands.tab_to("Use as", within=3), "Targ")
    hands.driver.wait(lambda: session.document.target == "Status" and not session.counting)
    hands.press(Key.Key_F6, SHIFT)
    assert hands.is_in(hands.driver.page("data"))


def clean(hands: Hands) -> None:
    session, driver = hands.driver.session, hands.driver
    hands.go(2)
    if hands.name != "Recipe":
        hands.tab_to("Recipe")
    rules = session.document.recipe.steps
    hands.press(Key.Key_Space)
    driver.wait(lambda: not session.counting)
    assert session.document.recipe.steps[0].enabled != rules[0].enabled and hands.name == "Recipe"
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Down, ALT)
    driver.wait(lambda: not session.counting)
    assert [rule.id for rule in session.document.recipe.steps[:2]] == [rules[1].id, rules[0].id]
    assert hands.name == "Recipe" and driver.page("clean").rules.chosen_id == rules[0].id, (
        "the focus goes with the rule"
    )
    hands.press(Key.Key_Z, CTRL, times=3)
    driver.wait(lambda: not session.counting)
    assert session.document.recipe.steps == rules and hands.name == "Recipe"


def train(hands: Hands) -> None:
    session, driver = hands.driver.session, hands.driver
    hands.go(3)
    hands.press(Key.Key_F6)
    assert hands.is_in(driver.window.shell.host.panel)
    assert isinstance(hands.tab_to("Balanced", within=4), PresetCard)
    hands.press(Key.Key_Up)
    assert hands.name == "Quick" and session.document.preset == "quick"
    hands.press(Key.Key_Return, CTRL)
    driver.wait(lambda: session.training or session.runs, "the run to start")  # a short one is over
    assert hands.is_in(driver.window.shell.host)
    driver.wait(lambda: not session.training, "the run to end")
    [run] = session.runs
    assert run.status is RunStatus.DONE and hands.name == "Quick", "the focus stayed where it was"
    hands.press(Key.Key_F6, SHIFT)
    hands.tab_to("Runs", within=8)
    assert hands.is_in(driver.page("train"))
    hands.press(Key.Key_Home)
    hands.press(Key.Key_F2)
    press(Key.Key_A, CTRL)
    QTest.keyClicks(hands.at, "First try")
    hands.press(Key.Key_Return)
    assert session.runs[0].name == "First try" and hands.name == "Runs"


def judge(hands: Hands) -> None:
    hands.go(4)
    hands.tab_to("Right and wrong", within=6)
    summary = heard(hands.at).description
    hands.press(Key.Key_Right)
    cell = heard(hands.at).description
    assert "test rows are right" in summary and cell.startswith("Truly bad, predicted bad:")
    slider = hands.tab_to("Threshold", within=4)
    before = slider.value()
    hands.press(Key.Key_Right, times=3)
    assert slider.value() > before and hands.at is slider


def predict(hands: Hands, source: Path, out: Path) -> None:
    page = hands.go(6)
    hands.tab_to("Choose a file…", within=3)
    hands.press(Key.Key_Return)
    hands.choose_file(source)
    hands.driver.wait(lambda: page.work.shown is not None, "predictions")
    hands.driver.settle()
    assert hands.is_in(page)
    hands.tab_to("Predictions", within=12)
    hands.press(Key.Key_E, CTRL)
    hands.choose_file(out)
    hands.driver.wait(out.exists, "the export")
    hands.driver.wait(lambda: not hands.driver.session.lanes.other.jobs, "the export to end")
    assert hands.name == "Predictions", "back where Ctrl E was pressed"


def test_that_the_palette_gives_the_focus_back(qapp: QApplication) -> None:
    with driven(qapp) as driver:
        driver.drop(SAMPLE)
        driver.wait_open()
        hands = Hands(driver)
        hands.go(2)
        hands.tab_to("Add rule", within=20)
        hands.press(Key.Key_K, CTRL)
        assert hands.name == "Search or run a command"
        QTest.keyClicks(hands.at, "> undo")
        hands.press(Key.Key_Escape)
        driver.wait(lambda: QApplication.activeModalWidget() is None)
        driver.window.activateWindow()
        driver.settle()
        assert hands.name == "Add rule"
        hands.press(Key.Key_K, CTRL)
        QTest.keyClicks(hands.at, "predict")
        driver.settle()
        hands.press(Key.Key_Escape)
        driver.settle()


def test_that_where_the_keyboard_goes_on_is_seen_when_keys_led_there(qapp: QApplication) -> None:
    """Ctrl 2 leads to the recipe, with a ring; a click on Clean leads there too, without one."""
    with driven(qapp) as driver:
        driver.drop(SAMPLE)
        driver.wait_open()
        hands = Hands(driver)
        window = driver.window

        def come(by_keys: bool) -> bool:
            driver.go("data")
            if by_keys:
                down = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Control, CTRL)
                QApplication.sendEvent(window.windowHandle(), down)  # what the screen tells before it's a shortcut
                hands.press(Key.Key_2, CTRL)
            else:
                item = window.shell.rail.item("clean")
                at = item.mapTo(window, item.rect().center())
                QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
            driver.wait(lambda: window.shell.host.current is not None and window.shell.host.current.key == "clean")
            driver.wait(lambda: hands.name == "Recipe", "the focus to come along")
            return hands.at.ring_shown

        assert come(by_keys=True)
        assert not come(by_keys=False)
        assert come(by_keys=True)


def test_that_shift_f10_opens_the_menu_of_what_has_the_focus(qapp: QApplication) -> None:
    """Many keyboards have no menu key, and Qt knows no other on Linux."""
    with driven(qapp) as driver:
        driver.drop(SAMPLE)
        driver.wait_open()
        hands = Hands(driver)
        assert hands.name == "Table"
        driver.wait(lambda: hands.at.currentIndex().isValid(), "the keyboard to be at a cell")
        hands.press(Key.Key_F10, SHIFT)
        driver.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the column's menu")
        menu = QApplication.activePopupWidget()
        assert any("Sort" in action.text() for action in menu.actions())
        QTest.keyClick(menu, Key.Key_Escape)
        driver.wait(lambda: QApplication.activePopupWidget() is None, "the menu to close")
        assert hands.name == "Table"


def test_that_tab_comes_to_the_step_that_is_shown(qapp: QApplication) -> None:
    """Not to the one that had the focus before it: Space would leave the page."""
    with driven(qapp) as driver:
        driver.drop(SAMPLE)
        driver.wait_open()
        hands = Hands(driver)
        rail = driver.window.shell.rail
        rail.item("data").setFocus(Qt.FocusReason.TabFocusReason)
        for key in ("clean", "predict", "data"):
            driver.go(key)
            driver.rest()
            driver.window.shell.top_bar.inspector_button.setFocus(Qt.FocusReason.TabFocusReason)
            hands.press(Key.Key_Tab)
            assert hands.at is rail.item(key)


def test_that_a_step_chosen_in_the_rail_takes_the_focus_along(qapp: QApplication) -> None:
    with driven(qapp) as driver:
        driver.drop(SAMPLE)
        driver.wait_open()
        hands = Hands(driver)
        rail, host = driver.window.shell.rail, driver.window.shell.host
        for key in ("clean", "train", "evaluate", "explain", "predict"):
            while not hands.is_in(rail):
                hands.press(Key.Key_F6)
            hands.press(Key.Key_Down)
            hands.press(Key.Key_Space)
            driver.wait(lambda key=key: host.current is not None and host.current.key == key)
            driver.rest()
            assert hands.is_in(host.current), f"on {way(hands.at)}"
