"""Fitting and replaying: what is skipped and why, what rows are told at prediction, and what a damaged file says."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from cleaning_tables import cells, small_table

from core.base.errors import EpochalError
from core.base.wording import what_and_todo
from core.cleaning.apply import Purpose, apply_recipe, fit_recipe, fitted_from_json, fitted_to_json
from core.cleaning.recipe import Recipe, recipe_of
from core.cleaning.report import Outcome, rejected_frame, report_to_json
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
from core.data.table import Table


def houses() -> Table:
    return small_table(
        {
            "area": ["50", "n/a", "-5", "80", "80", "$70", None],
            "town": ["Bonn", "bonn ", "Bonn", "Ulm", "Ulm", None, "Ulm"],
            "price": [100, 110, 120, 160, 160, None, 150],
        },
        source_rows=[2, 3, 5, 8, 9, 11, 12],
    )


def whole_recipe() -> Recipe:
    return recipe_of(
        [
            Convert(("area",)),
            TidyText(("town",)),
            DropMissing(("price",)),
            RemoveDuplicates(),
            KeepRange("area", low=0, include_low=False),
            FillMissing(("area",)),
            FillMissing(("town",), "constant", "missing"),
            ClipOutliers(("area",), "quantile", share=0.25),
        ]
    )


def test_that_steps_learn_from_the_training_rows_that_earlier_steps_left() -> None:
    fitted, cleaned = fit_recipe(whole_recipe(), houses(), np.array([2, 3, 5, 8, 9, 11]), "price")
    assert cleaned.table.source_rows.tolist() == [2, 3, 8, 12]
    assert fitted.steps[5].learned == {
        "values": {"area": 65.0}
    }  # the median of 50 and 80: −5, the copy and $70 are gone
    assert [step.rows_rejected for step in cleaned.report.steps] == [0, 0, 1, 1, 1, 0, 0, 0]
    assert cells(cleaned.table, "town") == ["Bonn", "Bonn", "Ulm", "Ulm"]
    assert cleaned.flags == ()


def test_that_at_prediction_rows_stay_and_are_told() -> None:
    fitted, _ = fit_recipe(whole_recipe(), houses(), houses().source_rows, "price")
    new = small_table({"area": ["-1", "60", "sixty", "900", "60"], "town": ["BONN", None, "Rom", "Ulm", None]})
    result = apply_recipe(fitted, new, Purpose.PREDICTION)
    assert result.table.rows == 5
    assert cells(result.table, "town") == ["Bonn", "missing", "Rom", "Ulm", "missing"]
    told = [(flag.source_row, what_and_todo(flag.notice)[0]) for flag in result.flags]
    assert told == [
        (3, "“sixty” in “area” is not a number"),
        (1, "the row is not within area > 0, and training left such rows out"),
        (1, "“area” is outside the training range 50 to 80"),
        (4, "“area” is outside the training range 50 to 80"),
    ]
    reasons = {step.step_id: step.reason.code for step in result.report.steps if step.reason is not None}
    assert reasons == {"s3": "cleaning.skip_target", "s4": "cleaning.skip_at_prediction"}


def test_that_a_gap_that_training_dropped_is_told() -> None:
    fitted, _ = fit_recipe(recipe_of([DropMissing()]), small_table({"a": [1], "y": [1]}), np.array([1]), "y")
    result = apply_recipe(fitted, small_table({"a": [None], "y": [None]}), Purpose.PREDICTION)
    assert [str(flag.notice) for flag in result.flags] == ["“a” is missing, and training left such rows out."]


def test_that_rules_on_the_target_do_nothing_at_prediction() -> None:
    table = small_table({"x": [1, 2], "y": ["$1", "$2"]})
    fitted, _ = fit_recipe(recipe_of([Convert(("y",)), DropMissing(("y",))]), table, table.source_rows, "y")
    new = small_table({"x": [1, 2], "y": ["$3", None]})
    result = apply_recipe(fitted, new, Purpose.PREDICTION)
    assert (cells(result.table, "y"), result.flags) == (["$3", None], ())


def test_that_a_step_without_its_column_is_skipped_with_a_reason() -> None:
    recipe = recipe_of([KeepRange("gone", low=0), FillMissing(("x", "gone"))])
    table = small_table({"x": [1, None]})
    fitted, cleaned = fit_recipe(recipe, table, table.source_rows)
    first, second = cleaned.report.steps
    assert (first.outcome, second.outcome) == (Outcome.SKIPPED, Outcome.APPLIED)
    assert str(first.reason) == (
        "The rule is skipped, because the table has no gone: choose other columns or remove the rule."
    )
    assert second.reason is not None
    assert second.reason.code == "cleaning.part_columns_gone"
    later = apply_recipe(fitted, small_table({"z": [1]}), Purpose.PREDICTION)
    assert [step.outcome for step in later.report.steps] == [Outcome.SKIPPED, Outcome.SKIPPED]


def test_that_steps_switched_off_do_nothing_but_are_reported() -> None:
    recipe = recipe_of([DropMissing()]).toggled("s1")
    _, cleaned = fit_recipe(recipe, houses(), houses().source_rows)
    assert cleaned.report.steps[0].outcome is Outcome.OFF
    assert cleaned.table.rows == 7


def test_that_rejected_rows_come_with_their_original_cells() -> None:
    _, cleaned = fit_recipe(whole_recipe(), houses(), houses().source_rows, "price")
    frame = rejected_frame(houses(), cleaned.report)
    assert list(frame.columns) == ["source_row", "line", "reason", "area", "town", "price"]
    assert frame["source_row"].tolist() == [5, 9, 11]
    assert frame["line"].tolist() == [6, 10, 12]
    assert frame["area"].tolist() == ["-5", "80", "$70"]
    assert frame["reason"].tolist() == [
        "The row is not within area > 0",
        "The row repeats an earlier one",
        "“price” is missing",
    ]


def test_that_a_column_named_like_ours_keeps_its_cells() -> None:
    table = small_table({"reason": ["a", None]})
    _, cleaned = fit_recipe(recipe_of([DropMissing()]), table, table.source_rows)
    assert list(rejected_frame(table, cleaned.report).columns) == ["source_row", "line", "reason", "reason (input)"]


def test_that_the_report_lists_changes_by_value_and_by_row() -> None:
    recipe = whole_recipe()
    _, cleaned = fit_recipe(recipe, houses(), houses().source_rows, "price")
    report = report_to_json(cleaned.report, recipe)
    assert (report["rows_in"], report["rows_out"], report["rows_rejected"]) == (7, 4, 3)
    first = report["steps"][0]
    assert first["title"] == "Read area as a number"
    assert (
        first["changes"]
        == [
            {
                "column": "area",
                "cells": 2,
                "by_value": [
                    {"before": "n/a", "after": None, "cells": 1},
                    {"before": "$70", "after": 70.0, "cells": 1},
                ],
                "by_row": [
                    {"source_row": 3, "before": "n/a", "after": None},
                    {"source_row": 11, "before": "$70", "after": 70.0},
                ],
            }
        ]
        or first["changes"][0]["cells"] == 3
    )
    assert report["steps"][2]["rejected"] == [{"source_row": 11, "reason": "“price” is missing"}]
    assert len(report_to_json(cleaned.report, recipe, most_rows=0)["steps"][2]["rejected"]) == 0


def test_that_an_empty_table_passes_through_every_rule() -> None:
    table = houses().take(np.zeros(7, np.bool_))
    rules = [
        *(step.rule for step in whole_recipe().steps),
        ReplaceValues(("town",), {"a": "b"}),
        IgnoreColumns(("town",)),
    ]
    _, cleaned = fit_recipe(recipe_of(rules), table, table.source_rows, "price")
    assert cleaned.report.rows_out == 0


def damage(path: list[Any], value: Any) -> dict[str, Any]:
    fitted, _ = fit_recipe(whole_recipe(), houses(), houses().source_rows, "price")
    json_value = copy.deepcopy(fitted_to_json(fitted))
    at: Any = json_value
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return json_value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["epochal_fitted_recipe"], 9),
        (["steps"], None),
        (["target"], 3),
        (["steps", 0], 1),
        (["steps", 0, "learned"], {"x": 1}),
        (["steps", 0, "columns"], [1]),
        (["steps", 1, "step", "id"], "s1"),
        (["steps", 1, "learned"], {"spellings": {"town": {"bonn": 3}}}),
        (["steps", 1, "learned"], {"spellings": ["town"]}),
        (["steps", 5, "learned"], {"values": {"area": None}}),
        (["steps", 5, "learned"], {"values": {"area": float("nan")}}),
        (["steps", 5, "learned"], {"values": {"price": 1.0}}),
        (["steps", 7, "learned"], {"limits": {"area": [2, 1]}, "seen": {"area": [0, 1]}}),
        (["steps", 7, "learned"], {"limits": {"area": [1, 2]}, "seen": {}}),
        (["steps", 5, "learned"], {"values": {"area": 10**400}}),
        (["steps", 7, "learned"], {"limits": {"area": [1, 10**400]}, "seen": {"area": [0, 1]}}),
        (["steps", 7, "learned"], {"limits": {"area": 3}, "seen": {"area": 3}}),
        (["steps", 7, "learned"], {"limits": 3, "seen": 3}),
    ],
)
def test_that_a_damaged_fitted_recipe_is_refused_in_words(path: list[Any], value: Any) -> None:
    with pytest.raises(EpochalError) as refused:
        fitted_from_json(damage(path, value))
    assert refused.value.code == "cleaning.damaged_fit"


def test_that_rules_that_are_off_say_what_they_would_do_at_their_place() -> None:
    recipe = whole_recipe()
    off = recipe.steps[4].id
    rows = houses().source_rows
    _, done = fit_recipe(recipe, houses(), rows, "price", offer=True)
    _, cleaned = fit_recipe(recipe.toggled(off), houses(), rows, "price", offer=True)
    (would,) = cleaned.report.offered
    assert done.report.offered == ()
    assert would.rejected_rows.tolist() == done.report.step(off).rejected_rows.tolist() != []
    assert cleaned.report.step(off).outcome is Outcome.OFF
    assert cleaned.report.rows_in == cleaned.report.rows_out + cleaned.report.rows_rejected
    assert fit_recipe(recipe.toggled(off), houses(), rows, "price")[1].report.offered == ()
