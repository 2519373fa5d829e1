"""Rules about rows, limits and columns: gaps, ranges, repetitions, outliers, what is ignored."""

from __future__ import annotations

import numpy as np
import pytest
from cleaning_tables import cells, small_table
from one_rule import cleaned, reason_code

from core.cleaning.apply import Purpose, apply_recipe, fit_recipe
from core.cleaning.recipe import recipe_of
from core.cleaning.report import Outcome
from core.cleaning.rules import (
    ClipOutliers,
    DropMissing,
    IgnoreColumns,
    KeepRange,
    RemoveDuplicates,
)

# --- drop missing -------------------------------------------------------------------------------------------------


def test_that_rows_with_a_gap_are_set_aside_with_the_column_that_has_it() -> None:
    table = small_table({"area": [1, None, 3], "price": [5, 6, None]}, source_rows=[4, 7, 9])
    result = cleaned(DropMissing(), table)
    step = result.report.steps[0]
    assert result.table.source_rows.tolist() == [4]
    assert step.rejected_rows.tolist() == [7, 9]
    assert [str(step.reasons[at]) for at in step.reason_of] == ["“area” is missing.", "“price” is missing."]


def test_that_only_the_columns_named_decide() -> None:
    table = small_table({"area": [1, None], "price": [None, 6]})
    assert cleaned(DropMissing(("price",)), table).table.source_rows.tolist() == [2]


# --- keep range ---------------------------------------------------------------------------------------------------


def test_that_rows_outside_a_range_go_and_gaps_stay() -> None:
    table = small_table({"area": [-1, 0, 1, None, 5]})
    result = cleaned(KeepRange("area", low=0, include_low=False, high=5, include_high=False), table)
    assert cells(result.table, "area") == [1.0, None]
    assert str(result.report.steps[0].reason) == "The row is not within 0 < area < 5."


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (KeepRange("area", low=0, include_low=False), "area > 0"),
        (KeepRange("area", low=-2.5), "area ≥ −2.5"),
        (KeepRange("area", high=1200, include_high=False), "area < 1,200"),
        (KeepRange("area", high=0), "area ≤ 0"),
        (KeepRange("area", low=1, high=2), "1 ≤ area ≤ 2"),
    ],
)
def test_that_a_range_is_told_in_signs(rule: KeepRange, words: str) -> None:
    assert str(rule.title()) == f"Keep rows with {words}."


def test_that_text_has_no_range() -> None:
    result = cleaned(KeepRange("area", low=0), small_table({"area": ["a", "b"]}))
    assert (result.table.rows, reason_code(result)) == (2, "cleaning.skip_columns_unsuited")


# --- duplicates ---------------------------------------------------------------------------------------------------


def test_that_the_first_of_equal_rows_stays_and_gaps_are_equal() -> None:
    table = small_table({"a": [1, 1, None, None, 1], "b": ["x", "x", None, None, "y"]})
    assert cleaned(RemoveDuplicates(), table).table.source_rows.tolist() == [1, 3, 5]
    assert cleaned(RemoveDuplicates(("b",)), table).table.source_rows.tolist() == [1, 3]


# --- clip ---------------------------------------------------------------------------------------------------------


def test_that_limits_come_from_the_training_rows() -> None:
    table = small_table({"x": [*range(1, 10), 1000, -1000]})
    result = cleaned(ClipOutliers(("x",), "iqr", factor=1.5), table, training=list(range(1, 10)))
    assert cells(result.table, "x")[9:] == [13.0, -3.0]  # quartiles 3 and 7, spread 4
    by_share = cleaned(ClipOutliers(("x",), "quantile", share=0.25), table, training=list(range(1, 10)))
    assert cells(by_share.table, "x")[9:] == [7.0, 3.0]


def test_that_what_a_row_is_told_does_not_depend_on_the_other_rows() -> None:
    rule, train = recipe_of([ClipOutliers(("x",), "iqr", factor=3.0)]), small_table({"x": [*range(1, 10)]})
    fitted, _ = fit_recipe(rule, train, train.source_rows)  # limits −9 and 19, seen 1 to 9
    told = [
        [flag.source_row for flag in apply_recipe(fitted, small_table({"x": values}), Purpose.PREDICTION).flags]
        for values in ([12.0, 5.0], [12.0, 50.0])
    ]
    assert told == [[], [2]]


def test_that_a_column_without_spread_keeps_its_values() -> None:
    table = small_table({"x": [0, 0, 0, 0, 0, 9]})
    assert cleaned(ClipOutliers(("x",)), table).report.steps[0].outcome is Outcome.NO_EFFECT


# --- ignore -------------------------------------------------------------------------------------------------------


def test_that_ignored_columns_are_gone_and_named() -> None:
    result = cleaned(IgnoreColumns(("a", "gone")), small_table({"a": [1], "b": [2]}))
    step = result.report.steps[0]
    assert result.table.names == ("b",)
    assert (step.columns_removed, step.outcome) == (("a",), Outcome.APPLIED)
    assert reason_code(result) == "cleaning.part_columns_gone"


def test_that_a_number_at_the_limit_is_not_beyond_it() -> None:
    """0.9 + 3 · 0.2 is 1.5000000000000002 or 1.4999999999999998 by the order of the additions."""
    wind = [0.7, 0.9, 0.7, 0.9, 1.1, 0.9, 1.1, 0.7, 1.1, 2.3]
    table = small_table({"wind": wind})
    rule = ClipOutliers(("wind",), "iqr", factor=3.0)
    first, third = np.quantile(np.array(wind), [0.25, 0.75])
    high = third + 3.0 * (third - first)
    learned = rule.fit(table, np.ones(10, np.bool_), ("wind",))
    assert learned["limits"]["wind"][1] == float(f"{high:.12g}")
    at_limit = small_table({"wind": [float(f"{high:.6g}"), high + 1.0]})
    changes = rule.apply(learned, at_limit, ("wind",)).changes
    assert [row for change in changes for row in change.source_rows.tolist()] == [2]
