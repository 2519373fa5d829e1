"""Target, preset, settings and seed on the Train page: shown as words, taken as edits."""

from __future__ import annotations

from pathlib import Path

import pytest
from gui_world import World, numbers_csv
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from core.training.choices import CHOICES
from core.training.settings import SETTINGS
from gui.models.setting_text import shown_text, typed_text
from gui.pages.train import TrainPage
from gui.pages.train_edits import fitting, seed_of
from gui.pages.train_settings import FIRST


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return numbers_csv(tmp_path)


def test_that_a_seed_is_a_whole_number_or_nothing() -> None:
    assert seed_of("42") == 42
    assert seed_of("4.2") is None
    assert seed_of("9" * 40) is None


def test_that_an_optimiser_drops_settings_it_has_no_use_for(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.set_setting("optimiser", "momentum")
    page.edits.set_setting("momentum", "0.5")
    page.edits.set_setting("optimiser", "adam")
    assert world.session.document is not None
    assert "momentum" not in fitting(world.session.document)
    assert not page.edits.wrong


def test_that_every_setting_has_a_named_field_with_its_sentence(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    for setting in SETTINGS:
        field = page._inspector.advanced.form.row(setting.key).field
        assert field.accessibleName() == setting.title
        assert setting.sentence in field.toolTip()


def test_that_settings_are_shown_as_words_and_taken_back_as_typed(qapp: object) -> None:
    by_key = {setting.key: setting for setting in SETTINGS}
    told = {
        ("test", "0.15"): ("15 %", ("15 %", "15%", "15", "0.15")),
        ("patience", "10"): ("10 epochs", ("10", "10 epochs", " 10  epochs ")),
        ("patience", "0"): ("never", ("never", "Never", "0", "0 epochs")),
        ("min_gain", "0"): ("any fall", ("any fall", "0")),
        ("clip_norm", "0"): ("no limit", ("no limit", "No limit", "0")),
        ("weight_decay", "0"): ("none", ("none", "None", "0")),
        ("layers", "96,64"): ("96, 64", ("96 → 64", "96 -> 64", "96,64", "96 , 64")),
        ("batch_size", "all"): ("all rows", ("all", "all rows")),
        ("epochs", "5000"): ("5,000", ("5000", "5,000")),
        ("learning_rate", "0.001"): ("0.001", ("0.001",)),
        ("optimiser", "gradient_descent"): ("plain (SGD)", ()),
    }
    for (key, text), (shown, typed) in told.items():
        assert shown_text(by_key[key], text) == shown
        assert [typed_text(by_key[key], each) for each in typed] == [text] * len(typed)
    assert typed_text(by_key["epochs"], "many") == "many"
    assert typed_text(by_key["test"], "half") == "half"


def test_that_no_choice_is_shown_as_its_key(qapp: object) -> None:
    for setting in SETTINGS:
        if setting.kind == "choice":
            assert set(CHOICES[setting.key]) - {""} == set(setting.values)
            assert not [word for word in CHOICES[setting.key].values() if "_" in word]


def test_that_the_scaling_of_the_target_can_be_automatic_whatever_the_columns_are(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page._inspector.advanced.set_open(True)
    page.edits.set_setting("scaling", "minmax")
    row = page._inspector.advanced.form.row("target_scaling")
    assert (row.text, row.field.currentText()) == ("", "as columns")
    row.field.set_key("auto")
    row.field.activated.emit(row.field.currentIndex())
    assert dict(world.session.document.overrides) == {"scaling": "minmax", "target_scaling": "auto"}
    assert row.text == "auto"
    row.field.set_key("")
    row.field.activated.emit(row.field.currentIndex())
    assert dict(world.session.document.overrides) == {"scaling": "minmax"}


def test_that_the_drawn_network_follows_what_is_typed(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "size")
    page = world.page(TrainPage)
    page.edits.choose_preset("quick")
    advanced = page._inspector.advanced
    advanced.set_open(True)
    world.wait(lambda: page.target.words == "3 classes")
    assert advanced.drawing.accessibleDescription() == "4 columns, hidden layers of 32, then size"
    assert advanced.drawing.dots == [4, 11, 3]
    field = advanced.form.row("layers").field
    field.clear()
    for letters, said in (("8", "8"), (", ", "8"), ("1", "8, 1"), ("6", "8, 16")):
        qtbot.keyClicks(field, letters)
        assert advanced.drawing.accessibleDescription() == f"4 columns, hidden layers of {said}, then size"
    assert world.session.document.overrides == ()  # not before the field is left
    advanced.show_network(200, "size", 3)
    assert max(advanced.drawing.dots) == 11
    assert not advanced.drawing.grab().toImage().allGray()


def test_that_one_click_goes_back_to_the_preset(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.set_setting("epochs", "7")
    page.edits.set_setting("layers", "8")
    [back] = [button for button in page._inspector.advanced.findChildren(QAbstractButton) if "2 " in button.text()]
    assert back.text() == "2 changed"
    assert back.accessibleName() == "2 changed: back to the preset"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert world.session.document.overrides == ()
    assert back.isHidden()


def test_that_what_is_predicted_reads_as_a_line_and_opens(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table)
    page = world.page(TrainPage)
    predict = page._inspector.predict
    assert predict.target.isVisible()
    page.edits.choose_target("price")
    world.wait(lambda: page.target.words == "number")
    assert predict.line.accessibleName() == "Predict: price (number)"
    assert not predict.target.isVisible()
    qtbot.keyClick(predict.line, Qt.Key.Key_Return)
    assert predict.target.isVisible()


def test_that_a_wrong_setting_is_told_beside_its_field_and_stops_the_start(
    world: World, table: Path, qtbot: QtBot
) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    row = page._inspector.advanced.form.row("learning_rate")
    row.field.setText("fast")
    row.field.editingFinished.emit()
    assert "“fast” is not a number" in row.wrong
    assert not page._inspector.start.isEnabled()
    assert world.session.document is not None
    assert world.session.document.overrides == ()
    row.field.setText("0.01")
    row.field.editingFinished.emit()
    assert row.wrong == ""
    assert dict(world.session.document.overrides) == {"learning_rate": "0.01"}
    assert page._inspector.start.isEnabled()


def test_that_the_preset_s_own_value_is_no_change(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    row = page._inspector.advanced.form.row("epochs")
    held = row.text
    for text in ("7", held):
        row.field.setText(text)
        row.field.editingFinished.emit()
    assert world.session.document is not None
    assert world.session.document.overrides == ()


def test_that_every_choice_is_an_edit_that_can_be_undone(world: World, table: Path) -> None:
    world.open_table(table)
    page = world.page(TrainPage)
    start = world.session.document
    page.edits.choose_target("price")
    world.wait(lambda: world.session.document.target == "price")
    page.edits.choose_preset("thorough")
    page.edits.set_setting("layers", "8")
    page.edits.set_seed("7")
    for _ in range(4):
        world.session.undo_stack.undo()
    assert world.session.document == start
    assert page._inspector.advanced.seed.text() == "0"
    assert page._inspector.predict.target.key == ""


def test_that_ctrl_enter_takes_what_was_just_typed_and_stops_at_what_is_wrong(
    world: World, table: Path, qtbot: QtBot
) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page._inspector.advanced.set_open(True)
    page._inspector.activateWindow()
    said: list[str] = []
    world.navigator.toast_asked.connect(lambda words, _icon, _undo: said.append(words))
    rate, epochs = (page._inspector.advanced.form.row(key).field for key in ("learning_rate", "epochs"))
    rate.setFocus()
    qtbot.waitUntil(rate.hasFocus)
    rate.selectAll()
    qtbot.keyClicks(rate, "fast")
    page.came("start_run")
    assert not world.session.training and "learning_rate" in page.edits.wrong and len(said) == 1
    epochs.setFocus()
    page.came("start_run")
    assert rate.hasFocus() and not world.session.training
    rate.selectAll()
    qtbot.keyClicks(rate, "0.01")
    page.came("start_run")
    assert world.session.training and ("learning_rate", "0.01") in world.session.document.overrides


def test_that_settings_of_a_run_can_be_used_again(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train(layers="8", learning_rate="0.02")
    page.edits.reset_settings()
    page.edits.choose_preset("thorough")
    page._inspector.reuse_wanted.emit(1)
    assert world.session.document is not None
    assert world.session.document.preset == "quick"
    assert dict(world.session.document.overrides) == {"epochs": "4", "layers": "8", "learning_rate": "0.02"}


def test_that_the_line_of_the_target_folds_when_it_is_chosen_elsewhere_and_at_a_start(
    world: World, table: Path, qtbot: QtBot
) -> None:
    world.open_table(table)
    page = world.page(TrainPage)
    predict = page._inspector.predict
    assert predict.target.isVisible()
    page.edits.choose_target("price")
    world.wait(lambda: page.target.words == "number")
    assert not predict.target.isVisible()
    qtbot.keyClick(predict.line, Qt.Key.Key_Return)
    assert predict.target.isVisible()
    world.session.edit(world.session.document.with_preset("quick").with_settings({"epochs": "2"}), "short")
    page.start_run()
    assert not predict.target.isVisible()
    world.wait(lambda: not world.session.training)


def test_that_what_is_being_typed_is_left_alone_until_it_is_entered(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page._inspector.advanced.set_open(True)
    page._inspector.activateWindow()
    epochs = page._inspector.advanced.form.row("epochs").field
    epochs.setFocus()
    qtbot.waitUntil(epochs.hasFocus)
    epochs.selectAll()
    page.edits.set_setting("layers", "4")  # and the page shows all settings again
    qtbot.keyClicks(epochs, "12")
    page.edits.set_setting("layers", "8")
    world.wait(lambda: not world.session.counting)
    qtbot.keyClicks(epochs, "3")
    assert epochs.text() == "123"
    qtbot.keyClick(epochs, Qt.Key.Key_Return)
    assert dict(world.session.document.overrides) == {"layers": "8", "epochs": "123"}
    world.session.undo_stack.undo()
    assert epochs.text() == "200", "entered, it shows what holds"


def test_that_tab_goes_through_the_settings_before_the_start(world: World, table: Path) -> None:
    """From the way back to the preset, which stands in the title's line, to the fields under it."""
    world.open_table(table, "price")
    world.session.edit(world.session.document.with_settings({"epochs": "7"}), "settings")
    page = world.page(TrainPage)
    advanced = page._inspector.advanced
    advanced.set_open(True)
    [back] = [button for button in advanced.findChildren(QAbstractButton) if "1 " in button.text()]
    rank: dict[object, int] = {}
    widget = advanced._head
    while widget not in rank:
        rank[widget] = len(rank)
        widget = widget.nextInFocusChain()
    fields = [advanced.form.row(key).field for key in FIRST]
    chain = [advanced._head, back, *fields, advanced.form.more._head, advanced.seed, page._inspector.start]
    assert [rank[each] for each in chain] == sorted(rank[each] for each in chain)
