"""What holds for any table and any recipe."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
from any_recipes import recipes, rules, tables
from cleaning_tables import cells
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cleaning.apply import Purpose, apply_recipe, fit_recipe, fitted_from_json, fitted_to_json
from core.cleaning.recipe import Recipe, recipe_from_json, recipe_of, recipe_to_json
from core.cleaning.report import Outcome, by_value, rejected_frame, report_to_json
from core.cleaning.rule import AtPrediction, Rule
from core.cleaning.rules import TidyText
from core.data.table import Table

quick = settings(max_examples=50, deadline=None)
TARGETS = st.sampled_from([None, "m", "u"])


def same(left: Table, right: Table) -> bool:
    pd.testing.assert_frame_equal(left.frame, right.frame)
    return left.columns == right.columns and np.array_equal(left.source_rows, right.source_rows)


def half(table: Table) -> np.ndarray:
    return table.source_rows[::2].copy()


@quick
@given(tables(), recipes(), TARGETS)
def test_that_the_table_given_is_never_changed(table: Table, recipe: Recipe, target: str | None) -> None:
    before = Table(table.frame.copy(deep=True), table.columns, table.source_rows.copy(), table.lines)
    fitted, _ = fit_recipe(recipe, table, half(table), target)
    for purpose in Purpose:
        apply_recipe(fitted, table, purpose)
    assert same(table, before)


@quick
@given(tables(), recipes(), TARGETS)
def test_that_rows_in_are_rows_out_and_rejected(table: Table, recipe: Recipe, target: str | None) -> None:
    _, cleaned = fit_recipe(recipe, table, half(table), target)
    report = cleaned.report
    assert report.rows_in == report.rows_out + report.rows_rejected == table.rows
    rows = table.rows
    for step in report.steps:
        assert (step.rows_before, step.rows_after) == (rows, rows - step.rows_rejected)
        assert sum(count for *_, count in by_value(step)) == step.cells_changed
        rows = step.rows_after
    rejected = np.concatenate([np.empty(0, np.int64), *(step.rejected_rows for step in report.steps)])
    assert sorted([*cleaned.table.source_rows.tolist(), *rejected.tolist()]) == table.source_rows.tolist()
    frame = rejected_frame(table, report)
    assert frame["source_row"].tolist() == sorted(rejected.tolist())
    assert frame["line"].tolist() == [row + 1 for row in sorted(rejected.tolist())]
    assert all(frame["reason"].str.len() > 0)


@quick
@given(tables(), recipes(), TARGETS)
def test_that_reported_changes_are_the_changes(table: Table, recipe: Recipe, target: str | None) -> None:
    now = table
    for step in recipe.steps:
        _, cleaned = fit_recipe(Recipe((step,)), now, half(table), target)
        (report,) = cleaned.report.steps
        if report.outcome in (Outcome.OFF, Outcome.SKIPPED, Outcome.NO_EFFECT):
            assert same(now, cleaned.table)
        for change in report.changes:
            rows = np.searchsorted(now.source_rows, change.source_rows)
            assert now.source_rows[rows].tolist() == change.source_rows.tolist()
            gaps = [cell is None for cell in change.before]
            assert gaps == now.values(change.column).isna().to_numpy()[rows].tolist()
            assert all(before != after for before, after in zip(change.before, change.after, strict=True))
        now = cleaned.table


@quick
@given(tables(), recipes(), TARGETS)
def test_that_every_row_comes_out_at_prediction_as_training_saw_it(
    table: Table, recipe: Recipe, target: str | None
) -> None:
    fitted, trained = fit_recipe(recipe, table, half(table), target)
    features = table if target is None else table.without([target])
    predicted = apply_recipe(fitted, features, Purpose.PREDICTION)
    assert np.array_equal(predicted.table.source_rows, table.source_rows)
    kept = np.isin(table.source_rows, trained.table.source_rows)
    for name in trained.table.names:
        if name != target:
            assert cells(predicted.table.take(kept), name) == cells(trained.table, name)
    checks = {kind.kind for step in recipe.steps if (kind := step.rule).at_prediction is AtPrediction.CHECK}
    for step in trained.report.steps:
        rule = recipe.step(step.step_id).rule
        if rule.kind in checks and target not in rule.named_columns():
            flagged = {flag.source_row for flag in predicted.flags}
            blamed = {
                row
                for row, at in zip(step.rejected_rows.tolist(), step.reason_of.tolist(), strict=True)
                if step.reasons[at].params.get("name") != target
            }
            assert blamed <= flagged


@quick
@given(tables(), recipes(), TARGETS)
def test_that_a_fitted_recipe_survives_its_file(table: Table, recipe: Recipe, target: str | None) -> None:
    fitted, cleaned = fit_recipe(recipe, table, half(table), target)
    read = fitted_from_json(json.loads(json.dumps(fitted_to_json(fitted), allow_nan=False)))
    assert read == fitted
    assert same(apply_recipe(read, table, Purpose.TRAINING).table, cleaned.table)
    json.dumps(report_to_json(cleaned.report, recipe), allow_nan=False)


@quick
@given(recipes())
def test_that_a_recipe_survives_its_file(recipe: Recipe) -> None:
    assert recipe_from_json(json.loads(json.dumps(recipe_to_json(recipe), allow_nan=False))) == recipe


@quick
@given(tables(), rules())
def test_that_a_rule_that_claims_it_changes_nothing_the_second_time(table: Table, rule: Rule) -> None:
    if not rule.idempotent or (isinstance(rule, TidyText) and rule.spellings):
        return
    fitted, once = fit_recipe(recipe_of([rule]), table, half(table))
    twice = apply_recipe(fitted, once.table, Purpose.TRAINING)
    assert same(twice.table, once.table)
    assert twice.report.steps[0].outcome in (Outcome.NO_EFFECT, Outcome.SKIPPED)


@quick
@given(tables(), recipes(), st.integers(0, 11))
def test_that_rows_outside_training_teach_nothing(table: Table, recipe: Recipe, at: int) -> None:
    training = half(table)
    outside = np.flatnonzero(~np.isin(table.source_rows, training))
    if not len(outside):
        return
    # without a row that isn't a training row, everything learned is the same
    keep = np.ones(table.rows, np.bool_)
    keep[outside[at % len(outside)]] = False
    whole, _ = fit_recipe(recipe, table, training)
    less, _ = fit_recipe(recipe, table.take(keep), training)
    assert [step.learned for step in whole.steps] == [step.learned for step in less.steps]
