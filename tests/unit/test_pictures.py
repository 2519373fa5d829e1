"""What is counted beforehand for the charts of a judged run, against the slow and obvious way."""

from __future__ import annotations

import numpy as np
import pytest

from core.evaluation.facts import ClassFacts, NumberFacts, facts_of
from core.evaluation.pictures import BINS, DENSITY_FROM, OFF, cells_of, error_picture, scatter_picture
from core.evaluation.report import Evaluation, evaluate
from core.features.target import TargetEncoder
from core.features.task import Task
from core.training.interval import Interval
from core.training.model import Predicted

NUMBER = TargetEncoder("price", Task.REGRESSION, "standard", 100.0, 10.0)


def judged(actual: np.ndarray, predicted: np.ndarray) -> Evaluation:
    return evaluate(NUMBER, np.arange(1, len(actual) + 1), actual, Predicted(predicted, None))


def test_that_cells_hold_every_row_where_it_lies() -> None:
    rng = np.random.default_rng(0)
    actual = rng.normal(0, 5, DENSITY_FROM + 500)
    predicted = actual + rng.normal(0, 1, len(actual))
    found = scatter_picture(actual, predicted, np.arange(len(actual)))
    edges = np.linspace(found.low, found.high, BINS + 1)
    wanted, _, _ = np.histogram2d(predicted, actual, bins=(edges, edges))
    assert found.cells.sum() == found.rows == len(actual)
    assert np.abs(found.cells - wanted).sum() <= 2  # a value within a rounding error of an edge
    assert not len(found.actual) and not len(found.source_rows)


def test_that_few_rows_are_kept_and_those_without_a_value_left_out() -> None:
    actual, predicted = np.array([1.0, np.nan, 3.0]), np.array([1.5, 2.0, 2.0])
    found = scatter_picture(actual, predicted, np.array([7, 8, 9]))
    assert found.cells is None
    assert (found.actual.tolist(), found.predicted.tolist(), found.source_rows.tolist()) == ([1, 3], [1.5, 2], [7, 9])
    assert found.middle_error == 0.75


@pytest.mark.parametrize("predicted", [0.001, 1e-300])
def test_that_predictions_that_all_lie_far_below_a_log_scale_stand_on_its_edge(predicted: float) -> None:
    actual = np.geomspace(100, 20_000, 300)
    found = scatter_picture(actual, np.full(300, predicted), np.arange(300))
    assert (found.low, round(found.high, 3)) == (2.0, 4.301)
    assert sum(rows for _, row, rows in found.off if row == OFF) == found.rows == 300
    assert not len(found.actual)


@pytest.mark.parametrize("many", [500, DENSITY_FROM + 500])
def test_that_a_few_values_below_a_log_scale_are_counted_on_its_edge(many: int) -> None:
    actual = np.geomspace(100, 20_000, many)
    predicted = actual.copy()
    actual[3], predicted[3] = -5.0, 300.0
    predicted[[10, 11, many - 1]] = 0.0, -3.0, 1e-4  # far below a tenth of the smallest actual value
    actual[20], predicted[20] = 0.0, -1.0
    found = scatter_picture(actual, predicted, np.arange(many))
    assert found.logarithmic
    assert found.low > 1.9
    assert sum(rows for _, _, rows in found.off) == 5
    told = {(column, row): rows for column, row, rows in found.off}
    assert told[(OFF, OFF)] == 1
    assert told[(BINS - 1, OFF)] == 1
    assert sum(rows for (column, row), rows in told.items() if column == OFF and row != OFF) == 1
    placed = len(found.actual) if found.cells is None else int(found.cells.sum())
    assert [row for row, _, _ in found.off_rows] == ([] if found.cells is not None else [3, 10, 11, 20, many - 1])
    assert placed + 5 == found.rows == many
    columns, rows = cells_of(found, actual, predicted)
    assert {(int(columns[at]), int(rows[at])) for at in (3, 10, 11, 20, many - 1)} == set(told)
    mixed = scatter_picture(
        np.concatenate([actual, -actual]), np.concatenate([predicted, -predicted]), np.arange(2 * many)
    )
    assert not mixed.logarithmic
    assert mixed.off == ()


@pytest.mark.parametrize("values", [np.empty(0), np.array([np.nan]), np.array([5.0]), np.full(6000, 5.0)])
def test_that_nothing_and_a_constant_make_pictures_too(values: np.ndarray) -> None:
    facts = facts_of(judged(values, values))
    assert isinstance(facts, NumberFacts)
    assert facts.scatter.low < facts.scatter.high
    assert facts.errors.edges[0] < facts.errors.edges[-1]
    assert facts.errors.counts.sum() == facts.scatter.rows == np.isfinite(values).sum()


def test_that_the_figures_of_numbers_follow_from_the_rows() -> None:
    rng = np.random.default_rng(1)
    actual = rng.uniform(10, 20, 999)
    predicted = actual * rng.uniform(0.8, 1.2, 999)
    interval = Interval(0.9, 2.0, (10.0, 20.0), (0.5, 1.0), 100)
    facts = facts_of(judged(actual, predicted), interval)
    off = np.abs(predicted - actual)
    assert facts.half == np.median(off) and facts.most == np.quantile(off, 0.9)
    assert facts.half_share == np.median(off / actual)
    assert facts.coverage == interval.coverage(actual, predicted)
    half = 2.0 * np.interp(predicted, (10.0, 20.0), (0.5, 1.0))
    assert facts.width == np.median(half / predicted) and facts.width_is_share
    assert facts.errors.as_share and facts.errors.usual == np.quantile(off / actual, 0.9)
    below = facts_of(judged(actual - 15, predicted - 15), interval)
    assert not below.width_is_share and not below.errors.as_share and below.half_share is None


def test_that_the_tallies_of_classes_follow_from_the_rows() -> None:
    target = TargetEncoder("class", Task.MULTICLASS, classes=("a", "b", "c"))
    actual, answers = np.array([0, 0, 1, 1, 1]), np.array([0, 1, 1, 1, 2])
    facts = facts_of(evaluate(target, np.arange(5), actual, Predicted(answers, np.eye(3, dtype=np.float32)[answers])))
    assert isinstance(facts, ClassFacts)
    assert facts.counts.tolist() == [[1, 1, 0], [0, 2, 1], [0, 0, 0]]
    assert (facts.frequent, facts.weakest) == (1, 1)  # of two with the same F1 the more frequent


def test_that_bars_count_what_lies_between_their_edges() -> None:
    errors = np.append(np.linspace(-1, 1, 1001), [np.nan, 50.0])
    found = error_picture(errors, as_share=False)
    assert found.rows == 1002
    for low, high, rows in zip(found.edges[:-1], found.edges[1:-1], found.counts[:-1], strict=False):
        assert rows == ((errors >= low) & (errors < high)).sum()
