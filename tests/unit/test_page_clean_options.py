"""The options of a rule on the Clean page: applied at once, tried while a person is at them, or refused."""

from __future__ import annotations

import pytest
from clean_pages import choose, counted
from gui_world import World
from PySide6.QtCore import Qt

from core.cleaning.rules import FillMissing, KeepRange, ReplaceValues, TidyText
from gui.pages.clean import CleanPage
from gui.pages.clean_columns import ColumnsField
from gui.pages.clean_fields import MappingField, number_of
from gui.widgets import ChoiceField, TextField

POPUP = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups


def test_that_an_option_is_applied_at_once(world: World, page: CleanPage) -> None:
    choose(world, page, FillMissing.kind)
    method = page.detail.editor.row("method").editor
    assert isinstance(method, ChoiceField)
    method.chosen.emit("mean")
    assert world.session.document is not None
    rule = world.session.document.recipe.steps[2].rule
    assert isinstance(rule, FillMissing) and rule.method == "mean"
    counted(world)
    assert page.detail.differences.lines.rowCount() == 1


def test_that_a_value_that_cannot_be_says_why_and_is_not_applied(world: World, page: CleanPage) -> None:
    choose(world, page, FillMissing.kind)
    editor, before = page.detail.editor, world.session.document
    editor.row("method").edited.emit("method", "constant")
    assert world.session.document is before
    assert "has none" in editor.row("value").wrong and not editor.row("value").isHidden()
    counted(world)
    page.show_document()
    assert editor.wrong, "what was entered in vain stays while nothing else happens"
    value = editor.row("value").editor
    assert isinstance(value, TextField)
    value.setText("12")
    value.editingFinished.emit()
    assert world.session.document is not None and world.session.document is not before
    rule = world.session.document.recipe.steps[2].rule
    assert isinstance(rule, FillMissing) and (rule.method, rule.value) == ("constant", "12")
    assert not editor.wrong
    editor.row("method").edited.emit("method", "median")
    rule = world.session.document.recipe.steps[2].rule
    assert isinstance(rule, FillMissing) and rule.value is None, "a field that doesn't count any more is cleared"


def test_that_a_number_out_of_range_is_refused_in_the_fields_own_words(world: World, page: CleanPage) -> None:
    page.edits.add(KeepRange.kind)
    counted(world)
    low = page.detail.editor.row("low").editor
    assert isinstance(low, TextField)
    low.setText("a lot")
    low.editingFinished.emit()
    assert page.detail.editor.row("low").wrong.startswith("“From” must be a number, not “a lot”")
    low.setText("1e9")
    low.editingFinished.emit()
    assert page.detail.editor.row("low").wrong.startswith("No number is")


@POPUP
def test_that_columns_are_ticked_in_a_list_and_told_when_it_closes(world: World, page: CleanPage) -> None:
    choose(world, page, FillMissing.kind)
    field = page.detail.editor.row("columns").editor
    assert isinstance(field, ColumnsField)
    field.click()
    popup = field.popup
    assert popup.isVisible() and popup.model.chosen == ("size",)
    listed = [popup.model.index(row).data() for row in range(popup.model.rowCount())]
    popup.list.setCurrentIndex(popup.model.index(listed.index("weight")))
    world.qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    popup.hide()
    rule = world.session.document.recipe.steps[2].rule if world.session.document is not None else None
    assert isinstance(rule, FillMissing) and set(rule.columns) == {"size", "weight"}
    assert field.accessibleDescription() == "size, weight"


def test_that_pairs_of_values_are_edited(world: World, page: CleanPage) -> None:
    page.edits.add(ReplaceValues.kind)
    counted(world)
    field = page.detail.editor.row("values").editor
    assert isinstance(field, MappingField)
    _, before, after = field._rows[0]
    before.setText("Fair")
    after.setText("")
    after.editingFinished.emit()
    assert world.session.document is not None
    rule = world.session.document.recipe.steps[-1].rule
    assert isinstance(rule, ReplaceValues) and rule.values == (("Fair", None),)
    counted(world)
    assert page.detail.differences.lines.rowCount() == 1


def test_that_numbers_are_read_as_people_write_them() -> None:
    assert [number_of(text) for text in ("−3", "1,234.5", "2e3", "x")] == [-3.0, 1234.5, 2000.0, "x"]


def test_that_what_is_typed_is_counted_before_it_is_taken(world: World, page: CleanPage) -> None:
    page.edits.add(KeepRange.kind)
    counted(world)
    before = world.session.document
    high = page.detail.editor.row("high").editor
    assert isinstance(high, TextField)
    high.setFocus()
    high.selectAll()
    world.qtbot.keyClicks(high, "20")
    world.wait(lambda: page.fall.rows_out < 147 and not world.session.counting)
    assert world.session.document is before and high.text() == "20", "it is only tried"
    world.qtbot.keyClick(high, Qt.Key.Key_Escape)
    assert high.text() != "20"
    counted(world)
    assert page.fall.rows_out == 147 and world.session.document is before, "Esc leaves everything as it was"
    high.selectAll()
    world.qtbot.keyClicks(high, "20")
    world.qtbot.keyClick(high, Qt.Key.Key_Return)
    rule = world.session.document.recipe.steps[-1].rule if world.session.document is not None else None
    assert isinstance(rule, KeepRange) and rule.high == 20.0


@POPUP
def test_that_an_option_pointed_at_is_tried_and_closing_the_list_leaves_it(world: World, page: CleanPage) -> None:
    choose(world, page, FillMissing.kind)
    before = world.session.document
    method = page.detail.editor.row("method").editor
    assert isinstance(method, ChoiceField)
    median = page.detail.differences.lines.index(0, 2).data()
    method.showPopup()
    method.highlighted.emit(method.findData("mean"))
    world.wait(lambda: page.detail.differences.lines.index(0, 2).data() not in (None, median))
    method.hidePopup()
    world.wait(lambda: page.detail.differences.lines.index(0, 2).data() == median)
    assert world.session.document is before


@POPUP
def test_that_esc_in_the_list_of_columns_leaves_them_as_they_were(world: World, page: CleanPage) -> None:
    choose(world, page, FillMissing.kind)
    before = world.session.document
    field = page.detail.editor.row("columns").editor
    assert isinstance(field, ColumnsField)
    field.click()
    popup = field.popup
    world.qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    assert popup.model.chosen == ()
    world.wait(lambda: page.detail._outcome.text() != "Rule 3 of 3 · changes 10 of 147 cells (6.8 %)")
    world.qtbot.keyClick(popup.list, Qt.Key.Key_Escape)
    assert popup.isHidden() and world.session.document is before
    world.wait(lambda: page.detail._outcome.text() == "Rule 3 of 3 · changes 10 of 147 cells (6.8 %)")


def test_that_esc_brings_back_the_pairs_of_values(world: World, page: CleanPage) -> None:
    page.edits.add(ReplaceValues.kind)
    counted(world)
    before = world.session.document
    field = page.detail.editor.row("values").editor
    assert isinstance(field, MappingField)
    kept = field.pairs
    with world.qtbot.waitSignal(field.tried):
        world.qtbot.keyClicks(field._rows[0][2], "x")
    world.qtbot.keyClick(field._rows[0][2], Qt.Key.Key_Escape)
    assert field.pairs == kept and world.session.document is before


def test_that_flags_of_a_group_stand_beside_each_other(world: World, page: CleanPage) -> None:
    choose(world, page, TidyText.kind)
    boxes = [page.detail.editor.row(name) for name in ("trim", "collapse", "letter_case")]
    assert len({box.parentWidget() for box in boxes}) == 1
    page.edits.add(KeepRange.kind)
    counted(world)
    assert not page.detail.editor.row("include_low").isHidden()
