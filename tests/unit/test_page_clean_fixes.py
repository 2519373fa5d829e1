"""A rule that no longer fits: skipped, marked, and mended by a button."""

from __future__ import annotations

import pytest
from clean_pages import choose, counted, kinds
from gui_world import World
from PySide6.QtWidgets import QPushButton

from core.cleaning.recipe import Recipe, Step
from core.cleaning.rules import ClipOutliers, FillMissing, IgnoreColumns, KeepRange, TidyText
from gui.models.cells import CellRole
from gui.pages.clean import CleanPage
from gui.pages.clean_fix import with_column

POPUP = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups


def clean_with(world: World, page: CleanPage, *rules: object) -> None:
    """Put these rules in place of the suggested ones, and choose the last."""
    steps = tuple(Step(f"r{at}", rule) for at, rule in enumerate(rules))  # type: ignore[arg-type]
    assert world.session.document is not None
    world.session.edit(world.session.document.with_recipe(Recipe(steps)), "rules")
    counted(world)
    page.rules.choose(steps[-1].id)


def fixes(page: CleanPage) -> dict[str, QPushButton]:
    """The buttons of the notice, by their words."""
    assert not page.detail._skipped.isHidden()
    return {button.text(): button for button in page.detail._skipped.findChildren(QPushButton) if button.text()}


def outcome(page: CleanPage, row: int = -1) -> str:
    """What the list says of a rule."""
    return str(page.rules.model().index(row % page.rules.model().rowCount(), 0).data(CellRole.UNIT))


def test_that_a_renamed_column_is_named_anew(world: World, page: CleanPage) -> None:
    clean_with(world, page, FillMissing(("sizes",)))
    assert outcome(page) == "skipped"
    assert list(fixes(page)) == ["Use size instead", "Remove rule"]
    assert page.detail.differences._stack.isHidden(), "no room is kept for differences that aren't there"
    fixes(page)["Use size instead"].click()
    counted(world)
    assert world.session.document is not None
    assert world.session.document.recipe.steps[0].rule.named_columns() == ("size",)
    assert outcome(page) == "cells" and page.detail._skipped.isHidden()
    world.session.undo_stack.undo()
    counted(world)
    assert outcome(page) == "skipped"


def test_that_an_ignored_column_is_used_again(world: World, page: CleanPage) -> None:
    assert world.session.document is not None
    world.session.edit(world.session.document.with_column_ignored("cut", True), "ignore")
    counted(world)
    choose(world, page, TidyText.kind)
    fixes(page)["Use cut again"].click()
    counted(world)
    assert world.session.document.ignored == () and page.detail._skipped.isHidden()


def test_that_a_rule_is_moved_before_the_one_that_takes_its_column_out(world: World, page: CleanPage) -> None:
    clean_with(world, page, IgnoreColumns(("cut",)), TidyText(("cut",)))
    fixes(page)["Move it before “Ignore cut”"].click()
    counted(world)
    assert kinds(world) == ["tidy_text", "ignore_columns"]
    assert page.rules.currentIndex().row() == 0 and outcome(page, 0) == "cells"


def test_that_texts_are_read_as_numbers_first(world: World, page: CleanPage) -> None:
    clean_with(world, page, KeepRange("cut", low=0.0))
    fixes(page)["Read cut as a number first"].click()
    counted(world)
    assert kinds(world) == ["convert", "keep_range"]
    assert outcome(page) != "skipped"


@POPUP
def test_that_where_nothing_is_alike_the_columns_are_chosen(world: World, page: CleanPage) -> None:
    clean_with(world, page, ClipOutliers(("xyz",)))
    assert list(fixes(page)) == ["Choose columns…", "Remove rule"]
    fixes(page)["Choose columns…"].click()
    field = page.detail.editor.columns_field
    assert field is not None and field.popup.isVisible()
    field.popup.hide()
    fixes(page)["Remove rule"].click()
    assert kinds(world) == []


def test_that_only_the_one_name_changes() -> None:
    assert with_column(FillMissing(("a", "b"), "mean"), "a", "c") == FillMissing(("c", "b"), "mean")
    assert with_column(KeepRange("a", low=1.0), "a", "c") == KeepRange("c", low=1.0)
    own = TidyText(("a",), spellings={"a": {"x": "y"}})
    assert with_column(own, "a", "c") == TidyText(("c",), spellings={"c": {"x": "y"}})
