"""The list of a rule's values on the Clean page: written in place, counted at once, taken or left as a whole."""

from __future__ import annotations

import pytest
from clean_pages import choose, counted
from gui_world import World
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.cleaning.listing import Listed, Listing
from core.cleaning.rule import Rule
from core.cleaning.rules import ReplaceValues, TidyText
from core.data.columns import ColumnKind
from gui.models.cells import CellRole, CellState
from gui.models.differences import AFTER, BEFORE, COUNT, HOW
from gui.models.spellings import SpellingsModel
from gui.pages.clean import CleanPage
from gui.pages.clean_spellings import SpellingPanel
from gui.widgets import TextField

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def listed(world: World, page: CleanPage) -> SpellingPanel:
    """The spellings of cut: Ideal 50, Fair 50, "ideal " 50."""
    choose(world, page, TidyText.kind)
    return opened(world, page)


def opened(world: World, page: CleanPage) -> SpellingPanel:
    panel = page.detail.spellings
    page.activateWindow()
    world.qtbot.mouseClick(page.detail.differences.edit_list, Qt.MouseButton.LeftButton)
    world.wait(lambda: panel.model.rowCount() > 0)
    return panel


def lines(panel: SpellingPanel) -> list[tuple[str, str, str, str]]:
    model = panel.model
    wanted = (BEFORE, AFTER, HOW, COUNT)
    return [tuple(model.index(row, at).data() for at in wanted) for row in range(model.rowCount())]  # type: ignore[misc]


def rule(world: World, at: int = 0) -> Rule:
    assert world.session.document is not None
    return world.session.document.recipe.steps[at].rule


def write(world: World, panel: SpellingPanel, row: int, text: str, *, key: Qt.Key = Qt.Key.Key_Return) -> None:
    panel.grid.setCurrentIndex(panel.model.index(row, AFTER))
    world.qtbot.keyClick(panel.grid, Qt.Key.Key_Return)
    field = panel.grid.findChild(TextField)
    assert field is not None
    field.selectAll()
    world.qtbot.keyClick(field, Qt.Key.Key_Backspace)
    world.qtbot.keyClicks(field, text)
    world.qtbot.keyClick(field, key)
    world.wait(lambda: panel.grid.findChild(TextField) is None)


def test_that_every_value_is_listed_with_what_it_becomes(world: World, page: CleanPage, listed: SpellingPanel) -> None:
    QAbstractItemModelTester(listed.model, STRICT, listed.model)
    assert lines(listed) == [
        ("Ideal", "Ideal", "stays", "50"),
        ("Fair", "Fair", "stays", "50"),
        ("ideal ", "Ideal", "spaces and case", "50"),
    ]
    states = [listed.model.index(row, BEFORE).data(CellRole.STATE) for row in range(3)]
    assert states == [CellState.NORMAL, CellState.NORMAL, CellState.REMOVED]
    assert listed._note.text() == "3 values" and page.detail.differences.isHidden()
    assert page.detail.editor.isHidden() is False and not page.detail.editor.isVisible() and not listed.use.isEnabled()


def test_that_what_is_written_is_counted_and_taken_as_one_step(
    world: World, page: CleanPage, listed: SpellingPanel
) -> None:
    before = world.session.document
    assert "changes 50 of 150 cells" in page.detail._outcome.text()
    write(world, listed, 1, "Poor")
    world.wait(lambda: "changes 100 of 150 cells" in page.detail._outcome.text())
    assert world.session.document is before, "it is only tried"
    assert lines(listed)[1] == ("Fair", "Poor", "by hand", "50") and listed._note.text() == "3 values · 1 by hand"
    world.qtbot.mouseClick(listed.use, Qt.MouseButton.LeftButton)
    made = rule(world)
    assert isinstance(made, TidyText) and made.spellings == (("cut", (("Fair", "Poor"),)),)
    assert listed.isHidden() and not page.detail.differences.isHidden() and page.detail.editor.isVisible()
    counted(world)
    assert page.detail.differences.lines.rowCount() == 2
    world.session.undo_stack.undo()
    assert rule(world) == TidyText(("cut",))


def test_that_esc_leaves_all_as_it_was(world: World, page: CleanPage, listed: SpellingPanel) -> None:
    before, outcome = world.session.document, page.detail._outcome.text()
    write(world, listed, 0, "Perfect", key=Qt.Key.Key_Escape)
    assert lines(listed)[0][1] == "Ideal" and not listed.isHidden(), "the first Esc is the field's"
    write(world, listed, 0, "Perfect")
    assert lines(listed)[2][1] == "Perfect", "what becomes Ideal becomes Perfect with it"
    world.wait(lambda: page.detail._outcome.text() != outcome)
    world.qtbot.keyClick(listed.grid, Qt.Key.Key_Escape)
    world.wait(lambda: page.detail._outcome.text() == outcome)
    assert listed.isHidden() and world.session.document is before
    assert page.detail.differences.edit_list.hasFocus(), "back where it began"


def test_that_each_letter_is_tried_while_it_is_typed(world: World, page: CleanPage, listed: SpellingPanel) -> None:
    listed.grid.setCurrentIndex(listed.model.index(1, BEFORE))
    world.qtbot.keyClicks(listed.grid, "P")
    field = listed.grid.findChild(TextField)
    assert field is not None and field.text() == "P" and field.accessibleName() == "“Fair” becomes"
    world.wait(lambda: "changes 100 of 150 cells" in page.detail._outcome.text())
    world.qtbot.keyClick(field, Qt.Key.Key_Escape)
    world.wait(lambda: "changes 50 of 150 cells" in page.detail._outcome.text())
    assert not listed.model.is_edited


def test_that_del_leaves_a_value_to_the_rule_again(world: World, page: CleanPage, listed: SpellingPanel) -> None:
    write(world, listed, 2, "")
    assert lines(listed)[2] == ("ideal ", "missing", "by hand", "50") and listed.use.isEnabled()
    listed.grid.setCurrentIndex(listed.model.index(2, BEFORE))
    world.qtbot.keyClick(listed.grid, Qt.Key.Key_Delete)
    assert lines(listed)[2][1:3] == ("Ideal", "spaces and case") and not listed.use.isEnabled()
    write(world, listed, 2, "Ideal")
    assert not listed.model.is_edited, "what the rule does by itself is nobody's choice"


def test_that_values_are_found_and_esc_empties_the_search_first(world: World, listed: SpellingPanel) -> None:
    listed.search.setFocus()
    world.qtbot.keyClicks(listed.search, "FAI")
    assert [line[0] for line in lines(listed)] == ["Fair"] and listed._note.text() == "1 found"
    world.qtbot.keyClick(listed.search, Qt.Key.Key_Escape)
    assert len(lines(listed)) == 3 and not listed.isHidden()


def test_that_what_is_said_by_hand_is_found_by_what_it_becomes(world: World, listed: SpellingPanel) -> None:
    write(world, listed, 1, "Poor")
    write(world, listed, 0, "Very  good")
    listed.search.setText("poor")
    assert [line[:2] for line in lines(listed)] == [("Fair", "Poor")]
    listed.search.setText("very")
    assert [line[:2] for line in lines(listed)] == [("Ideal", "Very  good"), ("ideal ", "Very  good")], "it goes along"
    listed.search.setText("missing")
    assert lines(listed) == []


def test_that_a_value_is_found_without_the_spaces_that_the_rule_takes_out() -> None:
    rule = TidyText(("cut",))
    model = SpellingsModel()
    model.show_listing(Listing(rule, {"spellings": {}}, (Listed("cut", "very   good", 3), Listed("cut", "fair", 2))))
    model.filter("ry good")
    assert [model.index(row, BEFORE).data() for row in range(model.rowCount())] == ["very   good"]


def test_that_who_goes_elsewhere_keeps_what_they_wrote(world: World, page: CleanPage, listed: SpellingPanel) -> None:
    write(world, listed, 1, "Poor")
    page.rules.setCurrentIndex(page.rules.model().index(1, 0))
    world.wait(lambda: rule(world) != TidyText(("cut",)))
    assert listed.isHidden() and isinstance(rule(world), TidyText)


def test_that_a_change_from_elsewhere_ends_the_list(world: World, page: CleanPage, listed: SpellingPanel) -> None:
    write(world, listed, 1, "Poor")
    assert world.session.document is not None
    other = TidyText(("cut",), letter_case=False)
    step_id = world.session.document.recipe.steps[0].id
    world.session.edit(world.session.document.with_recipe(world.session.document.recipe.replaced(step_id, other)), "x")
    assert listed.isHidden() and rule(world) == other


def test_that_values_are_replaced_by_the_list_too(world: World, page: CleanPage) -> None:
    page.edits.add(ReplaceValues.kind)
    counted(world)
    panel = opened(world, page)
    before = {line[0]: line[1] for line in lines(panel)}
    assert before == {"Ideal": "Ideal", "Fair": "Fair"}, "as the rules before it leave them"
    write(world, panel, [line[0] for line in lines(panel)].index("Fair"), "Poor")
    world.qtbot.mouseClick(panel.use, Qt.MouseButton.LeftButton)
    made = rule(world, -1)
    assert isinstance(made, ReplaceValues) and made.values == (("Fair", "Poor"),)


def test_that_a_rule_that_is_off_lists_what_it_would_do(world: World, page: CleanPage) -> None:
    step_id = choose(world, page, TidyText.kind)
    page.edits.toggle(step_id, False)
    counted(world)
    panel = opened(world, page)
    assert ("ideal ", "Ideal", "spaces and case", "50") in lines(panel)
    write(world, panel, 1, "Poor")
    panel.take()
    assert world.session.document is not None
    step = world.session.document.recipe.steps[0]
    assert not step.enabled and isinstance(step.rule, TidyText) and step.rule.spellings


def test_that_going_to_another_page_keeps_what_was_written(
    world: World, page: CleanPage, listed: SpellingPanel
) -> None:
    write(world, listed, 1, "Poor")
    page.hide()
    made = rule(world)
    assert isinstance(made, TidyText) and made.spellings == (("cut", (("Fair", "Poor"),)),)


def test_that_a_list_of_other_data_ends_with_what_was_written_in_it(
    world: World, page: CleanPage, listed: SpellingPanel
) -> None:
    write(world, listed, 1, "Poor")
    assert world.session.document is not None
    world.session.edit(world.session.document.with_kind("cut", ColumnKind.CATEGORY), "cut is read otherwise")
    world.wait(listed.isHidden)
    assert rule(world) == TidyText(("cut",), spellings=(("cut", (("Fair", "Poor"),)),))
