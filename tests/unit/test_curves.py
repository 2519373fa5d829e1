"""Curves, calibration and thresholds beside scikit-learn and SciPy."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.metrics as sk
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve

from core.evaluation.calibration import calibration, wilson
from core.evaluation.curves import MOST_POINTS, precision_recall_curve, roc_curve
from core.evaluation.metrics import roc_auc
from core.evaluation.thresholds import Cells, Thresholds

coarse = st.integers(0, 10).map(lambda tenths: tenths / 10)  # many ties, and scores of exactly 0 and 1
judged_rows = st.lists(st.tuples(st.booleans(), coarse), min_size=1, max_size=60)
prices = st.sampled_from([0.0, 0.5, 1.0, 3.0, 20.0])


def columns(rows: list[tuple[bool, float]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([flag for flag, _ in rows], bool), np.array([score for _, score in rows], np.float32)


@settings(max_examples=60, deadline=None)
@given(judged_rows)
def test_that_the_roc_curve_is_scikit_learns(rows) -> None:
    positive, scores = columns(rows)
    if positive.all() or not positive.any():
        assert roc_curve(positive, scores) is None
        return
    found = roc_curve(positive, scores)
    alarms, hits, thresholds = sk.roc_curve(positive, scores, drop_intermediate=False)
    np.testing.assert_allclose(found.false_positive_rate, alarms)
    np.testing.assert_allclose(found.true_positive_rate, hits)
    np.testing.assert_allclose(found.thresholds, thresholds)
    assert np.trapezoid(found.true_positive_rate, found.false_positive_rate) == pytest.approx(roc_auc(positive, scores))


@settings(max_examples=60, deadline=None)
@given(judged_rows)
def test_that_precision_and_recall_are_scikit_learns(rows) -> None:
    positive, scores = columns(rows)
    if not positive.any():
        assert precision_recall_curve(positive, scores) is None
        return
    found = precision_recall_curve(positive, scores)
    precision, recall, thresholds = sk.precision_recall_curve(positive, scores)
    np.testing.assert_allclose(found.precision, precision[-2::-1])  # scikit-learn ends at (0, 1), where no row is
    np.testing.assert_allclose(found.recall, recall[-2::-1])
    np.testing.assert_allclose(found.thresholds, thresholds[::-1])
    assert found.average_precision == pytest.approx(sk.average_precision_score(positive, scores))
    assert found.share == pytest.approx(positive.mean())


def test_that_a_long_curve_is_thinned_and_keeps_its_shape() -> None:
    rng = np.random.default_rng(5)
    positive = rng.random(50_000) < 0.1
    scores = 1 / (1 + np.exp(-rng.normal(1.5 * positive)))
    whole, thin = roc_curve(positive, scores, None), roc_curve(positive, scores)
    assert len(thin.thresholds) <= MOST_POINTS + 2 < len(whole.thresholds)
    points = {*zip(whole.false_positive_rate.tolist(), whole.true_positive_rate.tolist(), strict=True)}
    assert points >= {*zip(thin.false_positive_rate.tolist(), thin.true_positive_rate.tolist(), strict=True)}
    assert (np.diff(thin.false_positive_rate) + np.diff(thin.true_positive_rate)).max() < 0.002
    area = np.trapezoid(thin.true_positive_rate, thin.false_positive_rate)
    assert area == pytest.approx(roc_auc(positive, scores), abs=1e-4)
    curve, exact = precision_recall_curve(positive, scores), sk.average_precision_score(positive, scores)
    assert len(curve.recall) <= MOST_POINTS + 2
    assert curve.average_precision == pytest.approx(exact)


@settings(max_examples=60, deadline=None)
@given(judged_rows, st.integers(2, 10))
def test_that_calibration_is_scikit_learns(rows, bins) -> None:
    positive, scores = columns(rows)
    found = calibration(positive, scores, bins)
    assume(len(np.unique(positive)) == 2)  # scikit-learn refuses one class
    came_true, given_share = calibration_curve(positive, scores.astype(np.float64), n_bins=bins, strategy="uniform")
    np.testing.assert_allclose(found.came_true, came_true)
    np.testing.assert_allclose(found.given, given_share)
    assert found.rows.sum() == len(positive)
    assert (found.low <= found.came_true + 1e-12).all()
    assert (found.high >= found.came_true - 1e-12).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300).flatmap(lambda rows: st.tuples(st.integers(0, rows), st.just(rows))))
def test_that_the_wilson_interval_is_scipys(case) -> None:
    hits, rows = case
    low, high = wilson(np.array([hits]), np.array([rows]))
    wanted = binomtest(hits, rows).proportion_ci(method="wilson")
    assert low[0] == pytest.approx(wanted.low, abs=1e-12)
    assert high[0] == pytest.approx(wanted.high, abs=1e-12)


def test_that_calibration_tells_honest_from_overconfident_probabilities() -> None:
    rng = np.random.default_rng(8)
    honest = rng.random(20_000)
    positive = rng.random(20_000) < honest
    found = calibration(positive, honest)
    assert len(found.rows) == 10
    assert found.error < 0.02
    assert found.bins_off <= 2
    pushed = calibration(positive, np.clip(honest * 2 - 0.5, 0, 1))
    assert pushed.error > 0.1
    assert pushed.bins_off >= 6
    assert len(calibration(positive[:300], honest[:300]).rows) == 5
    assert calibration(positive[:0], honest[:0]) is None


@settings(max_examples=80, deadline=None)
@given(judged_rows, coarse)
def test_that_a_threshold_counts_as_scikit_learn_does(rows, threshold) -> None:
    positive, scores = columns(rows)
    found = Thresholds(positive, scores).at(threshold)
    called = scores.astype(np.float64) >= threshold
    [[cleared, alarms], [missed, hits]] = sk.confusion_matrix(positive, called, labels=[False, True])
    assert found == Cells(hits, missed, alarms, cleared)
    assert found.accuracy == pytest.approx(sk.accuracy_score(positive, called))
    if positive.any():
        assert found.recall == pytest.approx(sk.recall_score(positive, called))
    assert (found.recall is None) == (not positive.any())
    assert (found.precision is None) == (not called.any())


@settings(max_examples=120, deadline=None)
@given(judged_rows, prices, prices)
def test_that_no_threshold_is_cheaper_than_the_cheapest(rows, missed, alarm) -> None:
    positive, scores = columns(rows)
    thresholds = Thresholds(positive, scores)
    best = thresholds.cheapest(missed, alarm)
    assert 0.0 <= best <= 1.0
    every = np.unique(np.concatenate([[0.0, 0.5, 1.0], scores.astype(np.float64), np.linspace(0, 1, 101)]))
    cheapest = min(thresholds.at(float(at)).cost(missed, alarm) for at in every)
    assert thresholds.at(best).cost(missed, alarm) == pytest.approx(cheapest)


def test_that_among_equally_cheap_thresholds_the_nearest_to_the_middle_wins() -> None:
    thresholds = Thresholds(np.array([False, False, True, True]), np.array([0.1, 0.3, 0.8, 0.9]))
    assert thresholds.cheapest(1, 1) == 0.5
    low = Thresholds(np.array([False, False, True, True]), np.array([0.1, 0.30, 0.42, 0.9]))
    assert 0.30 < low.cheapest(1, 1) <= 0.42
    assert low.cheapest(1, 1) == 0.36
    assert Thresholds(np.array([False, True]), np.array([0.2, 0.6])).cheapest(0, 0) == 0.5
    assert Thresholds(np.zeros(0, bool), np.zeros(0)).cheapest(1, 1) == 0.5


def test_that_dear_misses_lower_the_threshold() -> None:
    rng = np.random.default_rng(2)
    positive = rng.random(4_000) < 0.3
    scores = np.clip(rng.normal(0.35 + 0.3 * positive, 0.2), 0, 1).astype(np.float32)
    thresholds = Thresholds(positive, scores)
    dear_misses, even, dear_alarms = (thresholds.cheapest(*price) for price in ((20, 1), (1, 1), (1, 20)))
    assert dear_misses < even < dear_alarms
