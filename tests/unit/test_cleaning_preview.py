"""Which rules are counted again after an edit."""

from __future__ import annotations

import pytest

from core.cleaning.recipe import Recipe, recipe_of
from core.cleaning.rules import DropMissing, FillMissing, RemoveDuplicates, TidyText
from core.project.document import Document
from gui.state.cleaning_preview import first_changed

RULES = recipe_of([TidyText(), DropMissing(("a",)), RemoveDuplicates(), FillMissing(("b",))])


@pytest.mark.parametrize(
    ("after", "first"),
    [
        (RULES, 4),
        (RULES.toggled("s3"), 2),
        (RULES.moved("s4", 1), 1),
        (RULES.moved("s1", 3), 0),
        (RULES.removed("s4"), 3),
        (Recipe(), 0),
    ],
)
def test_that_only_what_follows_a_change_is_counted_again(after: Recipe, first: int) -> None:
    before = Document("d", target="a").with_recipe(RULES)
    assert first_changed(before, before.with_recipe(after).with_name("renamed")) == first


def test_that_another_target_or_other_columns_count_all_again() -> None:
    before = Document("d", target="a").with_recipe(RULES)
    assert first_changed(before, before.with_target("b")) == 0
    assert first_changed(before, before.with_column_ignored("b", True)) == 0
