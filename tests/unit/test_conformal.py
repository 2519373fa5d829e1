"""Ranges of predictions: they cover what they promise, where errors grow too, and travel with the model."""

from __future__ import annotations

import numpy as np
import pytest

from core.evaluation.conformal import calibrated, usual_errors
from core.training.interval import Interval, interval_from_json, interval_to_json

SEEDS = 60


def _rows(rng: np.random.Generator, count: int, *, growing: bool) -> tuple[np.ndarray, np.ndarray]:
    """(actual, predicted): a model that is right but for noise, which grows with the value if asked."""
    predicted = rng.uniform(1.0, 100.0, count)
    noise = rng.standard_t(4, count) * (0.1 * predicted if growing else 5.0)
    return predicted + noise, predicted


@pytest.mark.parametrize("growing", [False, True])
@pytest.mark.parametrize("share", [0.8, 0.9, 0.95])
def test_that_new_rows_fall_between_as_often_as_promised(growing: bool, share: float) -> None:
    held = []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        parts = [_rows(rng, rows, growing=growing) for rows in (400, 200, 400)]
        interval = calibrated(share, parts[0], parts[1])
        assert interval is not None
        held.append(interval.coverage(*parts[2]))
    # over calibration sets coverage is Beta(k, n + 1 - k): mean k / (n + 1); one set strays by about 0.02
    assert share - 0.01 < np.mean(held) < share + 0.015
    assert np.std(held) < 0.05


def test_that_where_errors_grow_small_and_large_values_are_covered_alike() -> None:
    low, high = [], []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        training, calibration, new = (_rows(rng, 1_000, growing=True) for _ in range(3))
        interval = calibrated(0.9, training, calibration)
        assert interval is not None
        small = new[1] < 25
        low.append(interval.coverage(new[0][small], new[1][small]))
        high.append(interval.coverage(new[0][new[1] > 75], new[1][new[1] > 75]))
    assert 0.86 < np.mean(low) < 0.95 and 0.86 < np.mean(high) < 0.95


def test_that_the_reach_is_the_quantile_of_lei_2018() -> None:
    """k = ceil((n + 1) · share) counts from the smallest score: with 9 rows and 0.9 the largest; with 8 none."""
    training = (np.zeros(10), np.zeros(10))
    actual = np.arange(1.0, 10.0)
    interval = calibrated(0.9, training, (actual, np.zeros(9)))
    assert interval is not None and interval.reach * interval.spread(np.zeros(1))[0] == 9.0
    assert calibrated(0.9, training, (actual[:8], np.zeros(8))) is None
    half = calibrated(0.5, training, (actual, np.zeros(9)))
    assert half is not None and half.reach == 5.0


def test_that_a_model_that_knows_its_training_rows_by_heart_still_has_a_range() -> None:
    rng = np.random.default_rng(1)
    training = rng.uniform(0, 1, 500)
    calibration, new = _rows(rng, 300, growing=False), _rows(rng, 2_000, growing=False)
    interval = calibrated(0.9, (training, training), calibration)
    assert interval is not None
    assert 0.85 < (interval.coverage(*new) or 0) < 0.95


def test_that_a_price_never_goes_below_nothing_and_the_prediction_lies_within() -> None:
    interval = Interval(0.9, 2.0, (0.0, 100.0), (10.0, 10.0), 50, floor=0.0)
    low, high = interval.bounds(np.array([-3.0, 5.0, 50.0, np.nan]))
    assert low[:3].tolist() == [-3.0, 0.0, 30.0] and high[:3].tolist() == [17.0, 25.0, 70.0]
    assert np.isnan(low[3]) and np.isnan(high[3])


def test_that_equal_predictions_make_one_group() -> None:
    knots, errors = usual_errors(np.arange(100.0), np.full(100, 7.0))
    assert len(knots) == len(errors) == 1
    assert errors[0] == pytest.approx(np.abs(np.arange(100.0) - 7).mean())


def test_that_an_interval_comes_back_to_the_bit() -> None:
    interval = calibrated(
        0.9, _rows(np.random.default_rng(2), 700, growing=True), _rows(np.random.default_rng(3), 99, growing=True)
    )
    assert interval is not None
    assert interval_from_json(interval_to_json(interval)) == interval


@pytest.mark.parametrize(
    "change",
    [
        {"knots": []},
        {"knots": [2.0, 1.0]},
        {"errors": [0.0, 1.0]},
        {"share": 1.0},
        {"reach": -1.0},
        {"rows": -1},
        {"floor": "0"},
    ],
)
def test_that_a_damaged_interval_is_refused(change: dict[str, object]) -> None:
    plain = interval_to_json(Interval(0.9, 2.0, (0.0, 100.0), (10.0, 10.0), 50))
    with pytest.raises((TypeError, ValueError)):
        interval_from_json({**plain, **change})
