"""Where it struggles: real weaknesses are found, noise and tiny groups are not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.base.notices import Notice
from core.data.columns import Column, ColumnKind, Storage
from core.evaluation.groups import Struggles, struggles
from core.evaluation.report import Evaluation, evaluate
from core.features.target import TargetEncoder
from core.features.task import Task
from core.training.model import Predicted

REASON = Notice("flow.imputed_column", {"name": "x"})
KINDS = {
    Storage.NUMBER: ColumnKind.NUMBER,
    Storage.TEXT: ColumnKind.CATEGORY,
    Storage.DATE: ColumnKind.DATE,
}


def number_judged(actual: np.ndarray, errors: np.ndarray) -> Evaluation:
    target = TargetEncoder("price", Task.REGRESSION, "standard", 100.0, 10.0)
    return evaluate(target, np.arange(1, len(actual) + 1), actual, Predicted(actual + errors, None))


def looked_into(evaluation: Evaluation, frame: pd.DataFrame, ids: tuple[str, ...] = ()) -> Struggles:
    columns = {}
    for name in frame.columns:
        dtype = frame[name].dtype
        storage = Storage.NUMBER if dtype.kind == "f" else Storage.DATE if dtype.kind == "M" else Storage.TEXT
        kind = ColumnKind.ID if name in ids else KINDS[storage]
        columns[name] = Column(name, kind, storage, REASON)
    *steps, result = struggles(evaluation, frame, columns)
    assert steps == list(range(1, len(columns) + 1))
    return result


def texts(values: object) -> pd.Series:
    return pd.Series(values, dtype="str")


def test_that_a_weak_range_is_found_and_others_are_not_blamed() -> None:
    rng = np.random.default_rng(1)
    rows = 4_000
    carat, noise = rng.uniform(0.2, 3.0, rows), rng.uniform(0, 1, rows)
    actual = rng.uniform(500, 5_000, rows)
    errors = actual * rng.normal(0, 0.05, rows) * np.where(carat > 2.5, 3.0, 1.0)
    found = looked_into(number_judged(actual, errors), pd.DataFrame({"noise": noise, "carat": carat}))
    assert found.figure == "median_share"
    assert found.columns[0].name == "carat"
    assert {column.name for column, _ in found.weak} == {"carat"}
    weakest = found.columns[0].weakest
    assert weakest.low >= 2.2
    assert weakest.figure > 2 * found.overall
    wanted = np.median(np.abs(errors / actual)[(carat > weakest.low) & (carat <= weakest.high)])
    assert weakest.figure == pytest.approx(wanted)


def test_that_noise_alone_is_hardly_ever_called_weak() -> None:
    rng = np.random.default_rng(2)
    called = 0
    for _ in range(60):
        frame = pd.DataFrame({f"x{at}": rng.normal(size=600) for at in range(12)})
        frame["level"] = texts(rng.choice(list("abcdef"), 600))
        called += bool(looked_into(number_judged(np.full(600, 100.0), rng.normal(size=600)), frame).weak)
    assert called <= 8  # one in twenty is what is promised: three of sixty, give or take


def test_that_classes_are_judged_by_their_share_of_wrong_rows() -> None:
    rng = np.random.default_rng(3)
    rows = 1_000
    city = np.where(np.arange(rows) < 150, "far", "near")
    wrong = rng.random(rows) < np.where(city == "far", 0.5, 0.05)
    actual = rng.integers(0, 2, rows)
    predicted = np.where(wrong, 1 - actual, actual)
    target = TargetEncoder("Status", Task.BINARY, classes=("good", "bad"), positive="bad")
    judged = evaluate(
        target, np.arange(1, rows + 1), actual, Predicted(predicted, np.eye(2, dtype=np.float32)[predicted])
    )
    found = looked_into(judged, pd.DataFrame({"city": texts(city), "Status": texts(actual)}))
    assert found.figure == "wrong_share"
    assert found.overall == pytest.approx(wrong.mean())
    [(column, group)] = found.weak
    assert (column.name, group.level, group.rows) == ("city", "far", 150)
    assert group.figure == pytest.approx(wrong[:150].mean())
    np.testing.assert_array_equal(group.at, np.arange(150))


def test_that_target_identifiers_and_rare_values_are_not_looked_at() -> None:
    rng = np.random.default_rng(4)
    rows = 400
    errors = np.where(np.arange(rows) < 10, 50.0, rng.normal(0, 1, rows))
    rare = texts(["rare"] * 10 + ["usual"] * 200 + ["other"] * 190)
    frame = pd.DataFrame({"rare": rare, "price": np.arange(rows, dtype=float), "id": np.arange(rows, dtype=float)})
    found = looked_into(number_judged(np.full(rows, 100.0), errors), frame, ids=("id",))
    assert [column.name for column in found.columns] == ["rare"]
    assert {group.level for group in found.columns[0].groups} == {"usual", "other"}
    assert found.smallest == 20


def test_that_every_range_has_enough_rows_and_readable_edges() -> None:
    rng = np.random.default_rng(5)
    skewed = rng.lognormal(0, 1.5, 2_000)
    years = rng.integers(1950, 2011, 2_000).astype(float)
    found = looked_into(
        number_judged(np.full(2_000, -5.0), rng.normal(size=2_000)), pd.DataFrame({"amount": skewed, "year": years})
    )
    assert found.figure == "median_error"
    for column in found.columns:
        groups = column.groups
        assert all(group.rows >= 20 for group in groups)
        assert sum(group.rows for group in groups) == 2_000
        assert groups[0].low == -np.inf and groups[-1].high == np.inf
        assert [group.high for group in groups[:-1]] == [group.low for group in groups[1:]]
        values = skewed if column.name == "amount" else years
        for group in groups:
            assert ((values[group.at] > group.low) & (values[group.at] <= group.high)).all()
            assert np.isinf(group.high) or len(f"{group.high:g}") <= 5


def test_that_missing_values_dates_and_few_numbers_make_groups() -> None:
    rng = np.random.default_rng(6)
    rows = 600
    rooms = rng.integers(1, 4, rows).astype(float)
    rooms[:100] = np.nan
    days = pd.Series(pd.Timestamp("2024-01-01") + pd.to_timedelta(np.arange(rows), "D")).astype("datetime64[us]")
    days.iloc[:30] = pd.NaT
    found = looked_into(
        number_judged(np.full(rows, 9.0), rng.normal(size=rows)), pd.DataFrame({"rooms": rooms, "day": days})
    )
    by_name = {column.name: column.groups for column in found.columns}
    assert [group.level for group in by_name["rooms"]] == ["1", "2", "3", None]
    assert by_name["rooms"][-1].missing and by_name["rooms"][-1].rows == 100
    assert all(group.is_date for group in by_name["day"] if not group.missing)
    assert by_name["day"][0].high > 1_704_067_200
    assert by_name["day"][-1].rows == 30


@pytest.mark.parametrize("rows", [0, 1, 20, 39])
def test_that_a_tiny_test_set_has_no_groups(rows: int) -> None:
    rng = np.random.default_rng(7)
    frame = pd.DataFrame({"x": rng.normal(size=rows), "level": texts(["a"] * rows)})
    found = looked_into(number_judged(np.full(rows, 5.0), rng.normal(size=rows)), frame)
    assert found.columns == ()
    assert found.weak == ()


def test_that_a_perfect_model_has_no_weak_group() -> None:
    frame = pd.DataFrame({"x": np.arange(300, dtype=float), "level": texts(["a", "b", "c"] * 100)})
    found = looked_into(number_judged(np.full(300, 5.0), np.zeros(300)), frame)
    assert len(found.columns) == 2
    assert found.weak == ()
    assert found.overall == 0


def test_that_errors_of_next_to_nothing_make_no_group_weak() -> None:
    rng = np.random.default_rng(4)
    rows = 2_000
    carat = rng.uniform(0.2, 3.0, rows)
    actual = rng.uniform(500, 5_000, rows)
    errors = actual * rng.normal(0, 1e-7, rows) * np.where(carat > 2.0, 5.0, 1.0)
    for factor, weak in ((1.0, False), (1e6, True)):
        found = looked_into(number_judged(actual, factor * errors), pd.DataFrame({"carat": carat}))
        assert bool(found.weak) is weak
