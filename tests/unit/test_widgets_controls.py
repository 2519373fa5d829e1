"""Controls: what keys, clicks and lists do to buttons, switches, choices, fields and sliders."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QMenu, QWidget
from pytestqt.qtbot import QtBot
from widget_shown import shown

from gui.pages.sample_cards import SampleCard
from gui.pages.sample_pictures import list_samples
from gui.pages.train_target_line import FactButton
from gui.theme import Theme
from gui.widgets import (
    Button,
    ChoiceField,
    IconButton,
    NumberField,
    PlainSlider,
    PresetCard,
    SegmentedControl,
    SliderField,
    Switch,
)
from gui.widgets.disclosure import DisclosureHead
from gui.widgets.rail_item import RailItem


def test_that_return_and_space_press_a_button(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Go")
    shown(qtbot, button)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)


def test_that_return_presses_whatever_space_presses(theme: Theme, qtbot: QtBot) -> None:
    made: list[QAbstractButton] = [
        SampleCard(theme, list_samples()[0]),
        DisclosureHead(theme, "Advanced"),
        RailItem(theme, "data", "table-2", "Data"),
        FactButton(theme, "Predict"),
    ]
    for button in made:
        shown(qtbot, button)
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, Qt.Key.Key_Return)


def test_that_a_double_click_or_a_held_return_press_a_button_once(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Go")
    shown(qtbot, button)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    for held in (False, True, True):
        QApplication.sendEvent(
            button,
            QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", held),
        )
    assert pressed == [1, 1]


def test_that_a_busy_button_keeps_its_width_and_takes_no_clicks(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Start", icon="play")
    shown(qtbot, button)
    width = button.sizeHint().width()
    button.set_busy(True)
    assert button.sizeHint().width() == width and not button.isEnabled()
    button.set_busy(False)
    assert button.isEnabled()


def test_that_a_button_with_a_menu_makes_room_for_its_chevron(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Run 6")
    qtbot.addWidget(button)
    before = button.sizeHint().width()
    button.setMenu(QMenu(button))
    assert button.sizeHint().width() > before


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups
@pytest.mark.parametrize("kind", ["words", "icon"])
def test_that_a_menu_reaches_no_further_than_its_window(theme: Theme, qtbot: QtBot, kind: str) -> None:
    window = QWidget()
    button = (
        Button(theme, "More", parent=window)
        if kind == "words"
        else IconButton(theme, "ellipsis", "More", parent=window)
    )
    menu = QMenu(button)
    menu.addAction("Words wider than a button")
    button.setMenu(menu)
    window.resize(400, 200)
    button.move(360, 20)
    shown(qtbot, window)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    qtbot.waitUntil(menu.isVisible)
    right = window.mapToGlobal(window.rect().topRight()).x()
    assert menu.geometry().right() <= right
    menu.close()


def test_that_the_ring_is_for_keys_only(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Go")
    shown(qtbot, button)

    def come(reason: Qt.FocusReason) -> bool:
        QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusIn, reason))
        return button.ring_shown

    assert not come(Qt.FocusReason.MouseFocusReason)
    assert come(Qt.FocusReason.TabFocusReason)
    assert come(Qt.FocusReason.ActiveWindowFocusReason), "another window and back keeps it"
    assert not come(Qt.FocusReason.MouseFocusReason)


def test_that_arrows_move_between_segments(theme: Theme, qtbot: QtBot) -> None:
    control = SegmentedControl(theme, [("a", "One"), ("b", "Two"), ("c", "Three")], "View")
    shown(qtbot, control)
    heard: list[str] = []
    control.chosen.connect(heard.append)
    control.set_enabled("b", False)
    qtbot.keyClick(control, Qt.Key.Key_Right)
    qtbot.keyClick(control, Qt.Key.Key_Right)
    assert heard == ["c", "a"] and control.key == "a"


def test_that_tab_stops_once_at_a_segmented_control(theme: Theme, qtbot: QtBot) -> None:
    control = SegmentedControl(theme, [("a", "One"), ("b", "Two")], "View")
    qtbot.addWidget(control)
    stops = [child for child in control.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1


def test_that_a_switch_obeys_return(theme: Theme, qtbot: QtBot) -> None:
    switch = Switch(theme, "Rule 1")
    shown(qtbot, switch)
    qtbot.keyClick(switch, Qt.Key.Key_Return)
    assert switch.isChecked()


def test_that_a_choice_tells_only_what_a_person_chose(theme: Theme, qtbot: QtBot) -> None:
    field = ChoiceField(theme, "Type", [("a", "Alpha"), ("b", "Beta")])
    qtbot.addWidget(field)
    heard: list[str] = []
    field.chosen.connect(heard.append)
    field.set_key("b")
    field.set_options([("b", "Beta"), ("c", "Gamma")])
    assert field.key == "b" and heard == []
    field.activated.emit(1)
    assert heard == ["c"]


def test_that_tab_stops_at_the_preset_that_is_chosen(theme: Theme, qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    group = QButtonGroup(whole)
    cards = [PresetCard(theme, key, key, "", parent=whole) for key in ("quick", "balanced", "thorough")]
    for card in cards:
        group.addButton(card)
    cards[2].setChecked(True)
    assert [bool(card.focusPolicy() & Qt.FocusPolicy.TabFocus) for card in cards] == [False, False, True]


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups
def test_that_arrows_and_letters_on_a_closed_list_open_it_and_change_nothing(theme: Theme, qtbot: QtBot) -> None:
    field = ChoiceField(theme, "Use as", [("feature", "Feature"), ("target", "Target"), ("ignore", "Ignore")])
    shown(qtbot, field)
    heard: list[str] = []
    field.chosen.connect(heard.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_I):
        qtbot.keyClick(field, key)
        assert field.view().isVisible() and field.key == "feature" and heard == []
        qtbot.keyClick(field.view(), Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_I)
    qtbot.keyClick(field.view(), Qt.Key.Key_Return)
    assert heard == ["ignore"] and field.key == "ignore"


def test_that_a_number_field_tells_what_was_entered_and_shows_no_noughts(theme: Theme, qtbot: QtBot) -> None:
    field = NumberField(theme, "Rate", 0.0, 1.0)
    shown(qtbot, field)
    heard: list[float] = []
    field.edited.connect(heard.append)
    field.set_value(0.0006)
    assert field.text() == "0.0006" and heard == []
    field.selectAll()
    QTest.keyClicks(field, "0.25")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [0.25]


def test_that_slider_and_field_say_the_same(theme: Theme, qtbot: QtBot) -> None:
    field = SliderField(theme, "Depth", 50.0, 70.0, 60.0, decimals=1)
    shown(qtbot, field)
    heard: list[float] = []
    field.value_changed.connect(heard.append)
    assert field.slider.value() == 500
    field.slider.setValue(750)
    assert field.value == pytest.approx(65.0)
    field.field.setValue(52.0)
    assert field.slider.value() == 100
    assert heard == [pytest.approx(65.0), pytest.approx(52.0)]


def test_that_the_arrow_keys_move_a_slider(theme: Theme, qtbot: QtBot) -> None:
    slider = PlainSlider(theme, "Smoothing", 20)
    shown(qtbot, slider)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert slider.value() == 3
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert slider.value() == 20


def test_that_a_click_on_a_slider_goes_there(theme: Theme, qtbot: QtBot) -> None:
    slider = PlainSlider(theme, "Smoothing", 100)
    slider.resize(218, 28)
    shown(qtbot, slider)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(109, 14))
    assert slider.value() == 50


def test_that_other_words_keep_a_buttons_shortcut(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Export")
    qtbot.addWidget(button)
    button.setShortcut("Ctrl+E")
    button.setText("Export 12 predictions")
    assert button.text() == "Export 12 predictions" and button.shortcut().toString() == "Ctrl+E"
