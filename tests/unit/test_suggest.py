"""Suggestions: what is recommended, what is offered, and that the recommended steps make any table trainable."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from any_recipes import tables
from cleaning_tables import small_table
from hypothesis import given, settings
from real_data import real_file

from core.base.wording import sentence
from core.cleaning.apply import fit_recipe
from core.cleaning.recipe import Recipe, Step, recipe_from_json, recipe_to_json
from core.cleaning.rules import (
    ClipOutliers,
    Convert,
    DropMissing,
    FillMissing,
    IgnoreColumns,
    KeepRange,
    RemoveDuplicates,
    ReplaceValues,
    TidyText,
)
from core.cleaning.suggest import suggest_recipe
from core.data.columns import ColumnKind
from core.data.infer import infer_table
from core.data.profile import profile_table
from core.data.table import Table


def inferred(columns: dict[str, list[Any]]) -> Table:
    raw = {name: pd.Series(values, dtype="str") for name, values in columns.items()}
    return infer_table(raw, np.arange(1, len(next(iter(columns.values()))) + 1))


def suggested(table: Table, target: str | None = None, **more: Any) -> Recipe:
    recipe = suggest_recipe(table, profile_table(table), target, **more)
    assert recipe_from_json(recipe_to_json(recipe)) == recipe
    for step in recipe.steps:
        assert step.evidence is not None
        assert sentence(step.evidence)
    return recipe


def the(recipe: Recipe, rule: type) -> Step:
    (step,) = (step for step in recipe.steps if isinstance(step.rule, rule))
    return step


def varied(rows: int) -> list[str]:
    """Different numbers in no order, so that rows differ and nothing looks like an id."""
    return [str((at * 7919) % 1009 + 0.5) for at in range(rows)]


def test_that_prices_typed_as_text_are_read_as_numbers() -> None:
    table = inferred({"x": varied(100), "price": [f"${at},{at:03d}" for at in range(101, 199)] + ["n/a", "call us"]})
    step = the(suggested(table, "price"), Convert)
    assert (step.rule, step.enabled) == (Convert(("price",), "number"), True)
    assert str(step.evidence) == (
        "“price” is stored as text, but 98 of its 99 values (99 %) are numbers; the others, such as “n/a”, "
        "“call us”, become missing."
    )


def test_that_the_examples_are_those_for_whose_sake_a_column_is_text() -> None:
    table = inferred({"x": varied(100), "price": [str(at) for at in range(600, 696)] + ["$700", "$1,250"] * 2})
    assert str(the(suggested(table, "price"), Convert).evidence) == (
        "“price” is stored as text, but all its 100 values are numbers, such as “$700”, “$1,250”."
    )


def test_that_prices_that_all_differ_are_not_taken_for_ids() -> None:
    table = inferred({"x": varied(98), "price": [f"${at},{at:03d}" for at in range(101, 199)]})
    assert the(suggested(table), Convert).rule == Convert(("price",))


def test_that_the_only_unit_is_left_out_and_of_several_none() -> None:
    plain = [f"{at / 8 + 1:.2f}" for at in range(80)]
    weights = [f"{text} kg" if at % 4 == 0 else text for at, text in enumerate(plain)]
    step = the(suggested(inferred({"w": weights, "y": varied(80)}), "y"), Convert)
    assert step.rule == Convert(("w",), "number", unit="kg")
    assert step.evidence is not None and step.evidence.params["united"] == 20 and step.evidence.params["lost"] == 0
    mixed = [text + {0: " kg", 1: " g"}.get(at % 16, "") for at, text in enumerate(plain)]
    step = the(suggested(inferred({"w": mixed, "y": varied(80)}), "y"), Convert)
    assert step.rule == Convert(("w",), "number"), "grams are no kilograms"


def test_that_the_decimal_mark_that_reads_more_is_taken() -> None:
    table = inferred({"x": varied(60), "p": [f"€ {at}.{at:03d},5" for at in range(100, 159)] + ["?"]})
    assert the(suggested(table), Convert).rule == Convert(("p",), "number", decimal=",")


def test_that_codes_with_leading_zeros_stay_text() -> None:
    table = inferred({"x": varied(60), "zip": [f"0{at % 7}123" for at in range(60)]})
    assert not any(isinstance(step.rule, Convert) for step in suggested(table).steps)


def test_that_dates_among_text_are_read_and_open_ones_only_offered() -> None:
    days = [datetime(2024, 1, 1) + timedelta(days=at) for at in range(60)]
    sure = inferred({"x": varied(60), "d": [day.strftime("%m/%d/%Y") for day in days[:-1]] + ["soon"]})
    step = the(suggested(sure), Convert)
    assert (step.rule, step.enabled) == (Convert(("d",), "date", day_first=False), True)
    open_days = [f"{at % 12 + 1:02d}/{at % 11 + 1:02d}/2024" for at in range(60)]
    step = the(suggested(inferred({"x": varied(60), "d": open_days})), Convert)
    assert (step.rule, step.enabled) == (Convert(("d",), "date"), False)


def test_that_untidy_spellings_are_tidied_but_not_the_target_unasked() -> None:
    cuts = ["Ideal", "IDEAL", "Fair ", "Fair", "Good"] * 20
    steps = suggested(inferred({"x": varied(100), "cut": cuts, "grade": cuts}), "grade").steps
    tidy = [(step.rule, step.enabled) for step in steps if isinstance(step.rule, TidyText)]
    assert tidy == [(TidyText(("cut",)), True), (TidyText(("grade",)), False)]
    assert "5 spellings become 3" in str(next(step for step in steps if step.enabled).evidence)


def test_that_many_untidy_columns_share_one_step() -> None:
    columns = {f"c{number}": ["a", "A", "b"] * 20 for number in range(5)}
    step = the(suggested(inferred({"x": varied(60), **columns})), TidyText)
    assert step.rule == TidyText(tuple(columns))


def test_that_rows_without_a_target_go_and_nothing_else_happens_to_the_target() -> None:
    prices = [None, "0", "-5", *[str(100 + at % 90) for at in range(197)]]
    recipe = suggested(inferred({"x": varied(200), "price": prices}), "price")
    assert the(recipe, DropMissing) == Step("s1", DropMissing(("price",)), True, the(recipe, DropMissing).evidence)
    keep = the(recipe, KeepRange)
    assert (keep.rule, keep.enabled) == (KeepRange("price", low=0, include_low=False), False)
    touched = [step.rule.named_columns() for step in recipe.steps if step.enabled]
    assert touched == [("price",)]


def test_that_ids_constants_empty_columns_and_free_text_are_ignored() -> None:
    table = inferred(
        {
            "x": varied(100),
            "Order": [str(at) for at in range(1, 101)],
            "same": ["1"] * 100,
            "none": [None] * 100,
            "note": [f"note about thing {at} and more" for at in range(100)],
            "rare": ["5", "6", "7", *[None] * 97],
            "flag": ["y"] * 30 + [None] * 70,
        }
    )
    recipe = suggested(table)
    ignored = {name for step in recipe.steps if isinstance(step.rule, IgnoreColumns) for name in step.rule.columns}
    assert ignored == {"Order", "same", "none", "note", "rare"}
    assert the(recipe, FillMissing).rule == FillMissing(("flag",), "constant", "missing")


def test_that_something_is_left_to_learn_from() -> None:
    table = inferred({"id": [str(at) for at in range(1, 101)], "y": varied(100)})
    assert not the(suggested(table, "y"), IgnoreColumns).enabled


def test_that_copies_are_told_from_rows_that_are_alike_by_chance() -> None:
    dull = inferred({"a": ["u", "v"] * 50, "b": ["p", "q", "r", "s"] * 25})
    assert not the(suggested(dull), RemoveDuplicates).enabled
    rich = {f"c{n}": [str(((at + n) * 7919) % 1009 + 0.5) for at in range(100)] for n in range(5)}
    for values in rich.values():
        values.append(values[0])
    assert the(suggested(inferred(rich)), RemoveDuplicates).enabled
    ids = [f"K{at}7" for at in range(99)]
    named = small_table({"k": [*ids, ids[0]], "a": ["u", "v"] * 49 + ["u", "u"]}, {"k": ColumnKind.ID})
    with_id = the(suggested(named), RemoveDuplicates)
    assert (with_id.rule, with_id.enabled) == (RemoveDuplicates(), True)
    fresh = small_table({"k": [*ids, "K0"], "a": ["u", "v"] * 50}, {"k": ColumnKind.ID})
    but_id = the(suggested(fresh), RemoveDuplicates)
    assert (but_id.rule, but_id.enabled) == (RemoveDuplicates(("k",)), False)


def test_that_impossible_zeros_are_missing_and_then_filled() -> None:
    sizes = ["0", *[str(4 + at % 50 / 10) for at in range(199)]]
    recipe = suggested(inferred({"u": varied(200), "size": sizes}))
    assert the(recipe, ReplaceValues).rule == ReplaceValues(("size",), {"0": None})
    assert the(recipe, FillMissing).rule == FillMissing(("size",), "median")


def test_that_impossible_negatives_go_with_their_rows() -> None:
    areas = ["-40", "0", *[str(40 + at % 90) for at in range(198)]]
    recipe = suggested(inferred({"u": varied(200), "area": areas}))
    assert (the(recipe, KeepRange).rule, the(recipe, KeepRange).enabled) == (KeepRange("area", 0.0, None, False), True)


def test_that_rows_without_the_only_column_go() -> None:
    areas = [None, *[str(40 + at % 90) for at in range(99)]]
    recipe = suggested(inferred({"area": areas, "price": varied(100)}), "price")
    assert [step.rule for step in recipe.steps] == [DropMissing(("area",))]


def test_that_words_for_missing_are_offered() -> None:
    towns = ["Bonn", "Ulm", "Rom", "n/a", "unknown"] * 20
    step = the(suggested(inferred({"x": varied(100), "town": towns})), ReplaceValues)
    assert (step.rule, step.enabled) == (ReplaceValues(("town",), {"n/a": None, "unknown": None}), False)


def test_that_limits_are_offered() -> None:
    table = inferred({"x": [*varied(200), "99999"]})
    assert not the(suggested(table), ClipOutliers).enabled


def test_that_columns_left_out_are_left_out() -> None:
    table = inferred({"x": varied(60), "a": ["u", None, "v"] * 20})
    assert suggested(table, None, ignored=frozenset(("a",))).steps == ()


def trainable(table: Table, target: str | None) -> Table:
    recipe = suggested(table, target)
    _, cleaned = fit_recipe(recipe, table, table.source_rows, target)
    assert not cleaned.table.frame.isna().to_numpy().any()
    assert cleaned.report.rows_in == cleaned.report.rows_out + cleaned.report.rows_rejected
    again = [step.rule for step in suggested(cleaned.table, target).steps if step.enabled]
    assert not any(isinstance(rule, FillMissing | DropMissing) for rule in again)
    return cleaned.table


@settings(max_examples=40, deadline=None)
@given(tables())
def test_that_recommended_steps_leave_no_gap_in_any_table(table: Table) -> None:
    trainable(table, None)


@pytest.mark.parametrize(
    ("file", "target", "gone"),
    [
        ("ames.csv", "price", {"Order", "PID"}),
        ("diamonds.csv", "price", set()),
        ("credit_data.csv", "Status", set()),
        ("hpc_data.csv", "class", set()),
        ("chicago_ridership.csv", "ridership", set()),
    ],
)
def test_that_real_tables_become_trainable(file: str, target: str, gone: set[str]) -> None:
    frame = pd.read_csv(real_file(file), dtype=str, keep_default_na=False)
    table = infer_table({name: frame[name].astype("str") for name in frame}, np.arange(1, len(frame) + 1))
    cleaned = trainable(table, target)
    assert set(table.names) - set(cleaned.names) == gone
    assert cleaned.rows > 0.99 * table.rows
    kept = np.isin(table.source_rows, cleaned.source_rows)
    assert cleaned.values(target).tolist() == table.take(kept).values(target).tolist()
