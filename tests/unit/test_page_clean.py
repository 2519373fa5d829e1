"""The Clean page: rules switched, moved, edited, added, removed; what they do shown; everything undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from clean_pages import choose, counted, kinds
from gui_world import World
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from core.cleaning.fields import FieldKind
from core.cleaning.rules import RULES, DropMissing, FillMissing, ReplaceValues, TidyText
from gui.models.cells import CellRole
from gui.pages.clean import CLEAN, NO_DATA, NO_RULES, RULES_SHOWN, CleanPage

POPUP = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups


def test_that_without_data_it_leads_to_the_data(world: World) -> None:
    page = world.page(CleanPage)
    assert page._stack.currentIndex() == NO_DATA and page._use.isHidden()


def test_that_suggested_rules_are_shown_with_what_they_do(world: World, page: CleanPage) -> None:
    assert page._stack.currentIndex() == RULES_SHOWN
    assert kinds(world) == ["tidy_text", "drop_missing", "fill_missing"]
    told = [page.rules.model().index(row, 0).data(CellRole.COUNT) for row in range(3)]
    assert told == ["50", "−3", "10"]
    assert (page.fall.rows_out, page.fall.start) == (147, 144)
    spoken = QAccessible.queryAccessibleInterface(page.fall).text(QAccessible.Text.Description)
    assert spoken == "150 rows in, 147 rows out. Remove rows without price −3"


def test_that_the_chosen_rule_says_why_what_it_learned_and_what_it_will_do(world: World, page: CleanPage) -> None:
    choose(world, page, FillMissing.kind)
    detail = page.detail
    assert detail._title.text() == "Fill missing numbers"
    assert detail._outcome.text() == "Rule 3 of 3 · changes 10 of 147 cells (6.8 %)"
    assert "extremes don’t move the median" in detail.why.why
    assert detail.why.heading == "Why it was suggested", "which stays true after an edit"
    assert detail.why.learned.startswith("size ")
    assert detail.why.learned.endswith("from the training rows only.")
    assert detail.why.predicting == "Does the same to new rows, with what it learned here."
    page.edits.add(ReplaceValues.kind)
    counted(world)
    assert detail.why.predicting == "Does the same to new rows.", "it has learned nothing"
    page.edits.toggle(choose(world, page, FillMissing.kind), False)
    counted(world)
    assert detail.why.learned == "Nothing yet; it would learn from the training rows only."
    choose(world, page, DropMissing.kind)
    assert "new rows have no price yet" in detail.why.predicting
    assert detail.why.learned == ""


def test_that_differences_are_shown_by_value_by_row_and_as_removed_rows(world: World, page: CleanPage) -> None:
    choose(world, page, TidyText.kind)
    panel = page.detail.differences
    shown = panel.lines
    assert [shown.index(0, column).data() for column in (1, 2, 3, 4)] == [
        "ideal ",
        "Ideal",
        "spaces and case",
        "50",
    ]
    panel.which.set_key("rows")
    assert shown.rowCount() == 50 and shown.index(0, 4).data() == "3"
    choose(world, page, DropMissing.kind)
    assert panel.removed.rowCount() == 3 and panel.which.isHidden()
    assert panel.removed.headerData(0, Qt.Orientation.Vertical) == "8"


def test_that_many_differences_are_counted_in_a_lane(
    world: World, page: CleanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.pages.clean_differences.QUICK_CELLS", 5)
    choose(world, page, DropMissing.kind)
    choose(world, page, TidyText.kind)
    assert page.detail.differences._note.text() == "Counting…"
    world.wait(lambda: page.detail.differences.lines.rowCount() == 1)


def test_that_space_switches_a_rule_and_the_rest_is_counted_again(world: World, page: CleanPage) -> None:
    choose(world, page, DropMissing.kind)
    world.qtbot.keyClick(page.rules, Qt.Key.Key_Space)
    world.wait(lambda: page.fall.rows_out == 150 and not world.session.counting)
    assert page._head._remark.text() == "2 on, 1 off"
    words = "Rule 2 of 3 · switched off · would remove 3 of 150 rows (2.0 %)"
    assert page.detail._outcome.text() == words
    assert page.rules.model().index(1, 0).data(CellRole.COUNT) == "−3", "what it would do, faintly"
    assert page.detail.differences.removed.rowCount() == 3
    assert world.session.undo_stack.undoText() == "Switched off: Remove rows without price"
    world.session.undo_stack.undo()
    world.wait(lambda: page.fall.rows_out == 147)


def test_that_a_click_on_the_switch_switches_and_a_click_beside_it_chooses(world: World, page: CleanPage) -> None:
    rect = page.rules.visualRect(page.rules.model().index(1, 0))
    beside = rect.topLeft()
    beside.setX(rect.x() + 90)
    beside.setY(rect.center().y())
    world.qtbot.mouseClick(page.rules.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert page.rules.currentIndex().row() == 1
    on_switch = page.rules.itemDelegate().switch_rect(rect.toRectF()).center().toPoint()
    world.qtbot.mouseClick(page.rules.viewport(), Qt.MouseButton.LeftButton, pos=on_switch)
    document = world.session.document
    world.wait(lambda: document is not world.session.document)
    assert world.session.document is not None and not world.session.document.recipe.steps[1].enabled


def test_that_alt_and_an_arrow_moves_the_rule_and_it_stays_chosen(world: World, page: CleanPage) -> None:
    moved = choose(world, page, FillMissing.kind)
    world.qtbot.keyClick(page.rules, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    world.wait(lambda: kinds(world) == ["tidy_text", "fill_missing", "drop_missing"])
    assert page.rules.chosen_id == moved and page.rules.currentIndex().row() == 1
    world.qtbot.keyClick(page.rules, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    world.wait(lambda: kinds(world) == ["tidy_text", "drop_missing", "fill_missing"])
    world.qtbot.keyClick(page.rules, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert kinds(world)[-1] == "fill_missing", "the last one can't go further"


def test_that_del_removes_a_rule_and_the_next_is_chosen(world: World, page: CleanPage) -> None:
    choose(world, page, DropMissing.kind)
    with world.qtbot.waitSignal(world.navigator.toast_asked) as told:
        world.qtbot.keyClick(page.rules, Qt.Key.Key_Delete)
    assert told.args is not None and told.args[2] is True
    assert kinds(world) == ["tidy_text", "fill_missing"]
    assert page.detail._title.text() == "Fill missing numbers"
    world.session.undo_stack.undo()
    assert kinds(world) == ["tidy_text", "drop_missing", "fill_missing"]


@POPUP
@pytest.mark.parametrize("kind", list(RULES))
def test_that_every_rule_can_be_added_edited_in_place_and_undone(world: World, page: CleanPage, kind: str) -> None:
    before = kinds(world)
    page._open_chooser()
    page._chooser.list.setCurrentIndex(page._chooser.list.model().index(list(RULES).index(kind), 0))
    world.qtbot.keyClick(page._chooser.list, Qt.Key.Key_Return)
    assert page._chooser.isHidden()
    assert kinds(world) == [*before, kind]
    assert page.rules.currentIndex().row() == len(before)
    rule = RULES[kind]
    fields = [field for field in rule.fields if field.kind is not FieldKind.SPELLINGS]  # they are edited in a list
    assert [page.detail.editor.row(field.name).field for field in fields] == fields
    counted(world)
    assert page.detail.why.why.startswith("You added this rule.")
    assert page.detail.why.heading == "What this rule does"
    world.session.undo_stack.undo()
    assert kinds(world) == before


def test_that_a_rule_whose_column_is_gone_is_skipped_and_says_so(world: World, page: CleanPage) -> None:
    assert world.session.document is not None
    world.session.edit(world.session.document.with_column_ignored("cut", True), "ignore")
    counted(world)
    choose(world, page, TidyText.kind)
    assert page.detail._outcome.text() == "Rule 1 of 3 · skipped"
    assert page.detail._skipped.accessibleName() == "The rule is skipped, because the table has no cut."


def test_that_a_clean_table_says_what_was_looked_for(world: World, tmp_path: Path) -> None:
    page = world.page(CleanPage)
    path = tmp_path / "tidy.csv"
    path.write_text("a,b\n" + "".join(f"{n / 7:.3f},{n * 3 % 11}\n" for n in range(60)), encoding="utf-8")
    world.open_table(path, "b")
    assert kinds(world) == [] and page._stack.currentIndex() == CLEAN
    page.edits.add(DropMissing.kind)
    assert page._stack.currentIndex() == RULES_SHOWN
    world.qtbot.keyClick(page.rules, Qt.Key.Key_Delete)
    assert page._stack.currentIndex() == NO_RULES


def test_that_rules_can_be_suggested_again(world: World, page: CleanPage) -> None:
    choose(world, page, TidyText.kind)
    world.qtbot.keyClick(page.rules, Qt.Key.Key_Delete)
    page._again.click()
    world.wait(lambda: kinds(world) == ["tidy_text", "drop_missing", "fill_missing"])
    world.wait(page._again.isEnabled)


def test_that_a_hint_and_a_kept_state_choose_the_rule(world: World, page: CleanPage) -> None:
    wanted = choose(world, page, DropMissing.kind)
    kept = page.ui_state()
    choose(world, page, TidyText.kind)
    page.restore_ui_state(kept)
    assert page.rules.chosen_id == wanted
    page.restore_ui_state({"rule": 7, "differences": None})
    page.came("no such rule")
    assert page.rules.chosen_id == wanted


def test_that_a_click_in_the_waterfall_chooses_the_rule(world: World, page: CleanPage) -> None:
    slot = page.fall._slot(2)
    world.qtbot.mouseClick(page.fall, Qt.MouseButton.LeftButton, pos=slot.center().toPoint())
    assert page.rules.currentIndex().row() == 1
    world.qtbot.keyClick(page.fall, Qt.Key.Key_Left)
    assert page.rules.currentIndex().row() == 0


def test_that_using_the_cleaned_data_goes_to_train(world: World, page: CleanPage) -> None:
    page._use.click()
    assert world.gone_to == ["train"]


def test_that_a_long_count_is_told_and_only_what_follows_is_counted_again(
    world: World, page: CleanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = page.rules.model()
    monkeypatch.setattr(world.session._preview._timer, "start", lambda: None)  # a lane that is busy with other things
    monkeypatch.setattr(type(world.session._preview), "counting", True)
    page._late.setInterval(1_000_000)  # however long it takes until this test has looked
    choose(world, page, DropMissing.kind)
    world.qtbot.keyClick(page.rules, Qt.Key.Key_Space)
    world.wait(lambda: not world.session.document.recipe.steps[1].enabled)
    assert page._late.isActive() and page._counting.isHidden(), "a short one would only flicker"
    page._late.setInterval(0)
    world.wait(lambda: not page._counting.isHidden())
    assert page._header.sentence == "Counting what the rules do…"
    assert [model.index(row, 0).data(CellRole.TONE) for row in (0, 2)] == ["text", "text3"]
    monkeypatch.setattr(type(world.session._preview), "counting", False)
    page.show_document()
    assert page._counting.isHidden()


def test_that_rules_that_cannot_be_counted_say_why(world: World, page: CleanPage) -> None:
    document = world.session.document
    assert document is not None
    world.session.edit(document.with_preset("of another version"), "settings")
    world.wait(lambda: world.session.cleaning_error is not None)
    assert not page._error.isHidden()
    assert page.rules.model().index(0, 0).data(CellRole.COUNT) == "–"
    world.session.undo_stack.undo()
    world.wait(page._error.isHidden)


def test_that_the_width_of_the_list_is_kept_once_it_was_chosen(world: World, page: CleanPage) -> None:
    assert "list_px" not in page.ui_state()
    page.resize(2200, 900)
    assert page._split.sizes()[0] == 520, "a wide window has room for words"
    page._split.setSizes([300, 1800])
    page._split.splitterMoved.emit(300, 1)
    kept = page.ui_state()
    page.resize(1200, 900)
    page.restore_ui_state(kept)
    assert page._split.sizes()[0] == 300
