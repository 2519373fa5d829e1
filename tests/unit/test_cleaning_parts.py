"""Long columns are worked on in parts: where the cuts fall changes nothing, and no column is given up too early."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from any_recipes import recipes, tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.cleaning import cells
from core.cleaning.apply import fit_recipe
from core.cleaning.reading import dates_of, may_be_read, numbers_of
from core.cleaning.recipe import Recipe, recipe_to_json
from core.cleaning.report import report_to_json
from core.cleaning.suggest import suggest_recipe
from core.data.codec import table_to_bytes
from core.data.infer import infer_table
from core.data.profile import profile_table
from core.data.table import Table

SIGNS = (".", ",", " ", "-", "−", "+", "(", ")", "/", ":", "'", "\u00a0", "\u202f")
WORDS = (
    "1",
    "07",
    "12",
    "e5",
    "$",
    "USD",
    "€",
    "%",
    "kg",
    "m2",
    "°",
    "2021",
    "Mar",
    "march",
    "Dec.",
    "3rd",
    "pm",
    "x",
    "n/a",
)
PIECES = st.sampled_from(SIGNS + WORDS)


@given(st.lists(PIECES, max_size=7).map("".join))
def test_that_a_text_given_up_at_its_beginning_cannot_be_read(text: str) -> None:
    if may_be_read(text):
        return
    for unit in ("", "kg", "m2", "x", "°"):
        for mark in (".", ","):
            assert np.isnan(numbers_of([text], mark, unit)).all()
    for day_first in (True, False):
        assert np.isnat(dates_of([text], day_first)).all()


@pytest.mark.parametrize(
    "text", ["$2,757", "(1,200)", "- $5", "−3 %", ".5", "12 kg", "3 March 2021", "sept 3, 2021", " 7"]
)
def test_that_what_can_be_read_is_not_given_up(text: str) -> None:
    assert may_be_read(text)


@pytest.mark.parametrize(("readable", "read"), [(80, True), (79, False)])
def test_that_a_column_is_read_from_four_fifths_on(readable: int, read: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "PART", 7)
    texts = [f"word {at}" for at in range(100 - readable)] + [f"{at + 0.5} kg" for at in range(readable)]
    table = infer_table({"w": pd.Series(texts, dtype="str")}, np.arange(1, 101))
    kinds = [step.rule.kind for step in suggest_recipe(table, profile_table(table), None).steps]
    assert ("convert" in kinds) is read


def told(table: Table, recipe: Recipe) -> tuple[bytes, str, str]:
    """Everything that cleaning says of a table."""
    _, cleaned = fit_recipe(recipe, table, table.source_rows[::2])
    suggestion = recipe_to_json(suggest_recipe(table, profile_table(table), table.names[0]))
    return table_to_bytes(cleaned.table), repr(report_to_json(cleaned.report, recipe)), repr(suggestion)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(), recipes())
def test_that_the_cuts_change_nothing(monkeypatch: pytest.MonkeyPatch, table: Table, recipe: Recipe) -> None:
    whole = told(table, recipe)
    with monkeypatch.context() as patch:
        patch.setattr(cells, "PART", 2)
        assert told(table, recipe) == whole


def test_that_texts_are_spread_as_their_codes_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "PART", 2)
    codes, results = np.array([2, -1, 0, 1, 2]), ["a", None, "c"]
    objects = cells.spread(codes, results)
    assert objects.tolist() == ["c", None, "a", None, "c"]
    pd.testing.assert_series_equal(cells.spread_texts(codes, results), pd.Series(objects, dtype="str"))
    pd.testing.assert_series_equal(cells.as_text_column(objects), pd.Series(objects, dtype="str"))
    chosen = np.array([True, False, False, True, True])
    before = pd.Series(["v", "w", None, "y", "c"], dtype="str")
    after = cells.texts_where(chosen, codes, results, before)
    pd.testing.assert_series_equal(after, pd.Series(["c", "w", None, None, "c"], dtype="str"))
    assert cells.cells_differ(before, after, chosen).tolist() == [True, False, False, True, False]
