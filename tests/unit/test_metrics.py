from __future__ import annotations

import numpy as np
import pytest
import sklearn.metrics as sk
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.evaluation.metrics import (
    BINARY,
    MULTICLASS,
    REGRESSION,
    binary_metrics,
    confusion_matrix,
    log_loss,
    multiclass_metrics,
    regression_metrics,
)

figures = st.floats(-1e6, 1e6, allow_subnormal=False)
coarse = st.integers(0, 10).map(lambda tenths: tenths / 10)  # many ties, and probabilities of exactly 0 and 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(figures, figures), min_size=2, max_size=50))
def test_that_regression_figures_equal_scikit_learns(pairs) -> None:
    actual, predicted = np.array(pairs).T
    found = regression_metrics(actual, predicted)
    assert tuple(found) == REGRESSION
    assert found["mse"] == pytest.approx(sk.mean_squared_error(actual, predicted), rel=1e-9)
    assert found["rmse"] == pytest.approx(sk.root_mean_squared_error(actual, predicted), rel=1e-9)
    assert found["mae"] == pytest.approx(sk.mean_absolute_error(actual, predicted), rel=1e-9)
    if np.ptp(actual) > 1e-3:
        assert found["r2"] == pytest.approx(sk.r2_score(actual, predicted), rel=1e-6, abs=1e-9)
    if actual.min() > 1e-3:  # nearer to 0 scikit-learn divides by its epsilon instead
        each = [sk.mean_absolute_percentage_error([a], [p]) for a, p in pairs]
        assert found["median_ape"] == pytest.approx(np.median(each), rel=1e-9)
    if actual.min() <= 0:
        assert found["median_ape"] is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), coarse), min_size=2, max_size=60))
def test_that_binary_figures_equal_scikit_learns_also_with_ties(pairs) -> None:
    actual, p = np.array([a for a, _ in pairs]), np.array([p for _, p in pairs])
    found = binary_metrics(actual, p)
    called = (p >= 0.5).astype(int)
    assert tuple(found) == BINARY
    assert found["accuracy"] == pytest.approx(sk.accuracy_score(actual, called))
    assert found["log_loss"] == pytest.approx(sk.log_loss(actual, np.stack([1 - p, p], 1), labels=[0, 1]), abs=1e-12)
    if actual.any():
        assert found["f1"] == pytest.approx(sk.f1_score(actual, called, zero_division=0))
        assert found["recall"] == pytest.approx(sk.recall_score(actual, called))
        assert found["precision"] == pytest.approx(sk.precision_score(actual, called, zero_division=0))
    if 0 < actual.sum() < len(actual):
        assert found["roc_auc"] == pytest.approx(sk.roc_auc_score(actual, p))


@settings(max_examples=50, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda classes: st.tuples(
            st.lists(st.integers(0, classes - 1), min_size=1, max_size=40),
            st.just(classes),
            st.integers(0, 2**32),
        )
    )
)
def test_that_multiclass_figures_equal_scikit_learns(case) -> None:
    labels, classes, seed = case
    actual = np.array(labels)
    probabilities = np.random.default_rng(seed).dirichlet(np.full(classes, 0.5), len(actual))
    found = multiclass_metrics(actual, probabilities)
    predicted = probabilities.argmax(1)
    assert tuple(found) == MULTICLASS
    assert found["accuracy"] == pytest.approx(sk.accuracy_score(actual, predicted))
    for name, score in (("f1", sk.f1_score), ("recall", sk.recall_score), ("precision", sk.precision_score)):
        assert found[f"{name}_macro"] == pytest.approx(score(actual, predicted, average="macro", zero_division=0))
    expected = sk.log_loss(actual, probabilities, labels=list(range(classes)))
    assert found["log_loss"] == pytest.approx(expected, rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(arrays(np.float32, 20, elements=st.floats(0, 1, width=32)))
def test_that_log_loss_of_float32_is_bounded_as_scikit_learns(p) -> None:
    actual = np.arange(20) % 2
    both = np.stack([1 - p, p], axis=1)
    assert log_loss(actual, both) == pytest.approx(sk.log_loss(actual, both), rel=1e-5, abs=1e-6)


def test_that_figures_without_meaning_are_none() -> None:
    assert regression_metrics(np.array([3.0, 3.0]), np.array([3.0, 4.0]))["r2"] is None
    assert regression_metrics(np.array([3.0]), np.array([4.0]))["r2"] is None
    only_negative = binary_metrics(np.array([0, 0]), np.array([0.2, 0.9]))
    assert only_negative["roc_auc"] is None and only_negative["recall"] is None and only_negative["f1"] is None
    assert only_negative["accuracy"] == 0.5 and only_negative["log_loss"] > 0
    assert binary_metrics(np.array([1, 1]), np.array([0.2, 0.1]))["roc_auc"] is None
    assert binary_metrics(np.array([1, 0]), np.array([0.2, 0.1]))["precision"] == 0.0


def test_that_no_rows_give_no_figures() -> None:
    empty = np.array([], np.int64)
    assert set(regression_metrics(empty, empty).values()) == {None}
    assert set(binary_metrics(empty, empty.astype(float)).values()) == {None}
    assert set(multiclass_metrics(empty, np.empty((0, 3))).values()) == {None}


def test_that_errors_beyond_any_number_are_none_and_never_a_warning() -> None:
    found = regression_metrics(np.array([1e300, -1e300]), np.array([-1e300, 1e300]))
    assert found["mse"] is None and found["mae"] == 2e300


def test_that_the_threshold_itself_counts_as_positive() -> None:
    assert binary_metrics(np.array([1, 0]), np.array([0.3, 0.2]), threshold=0.3)["accuracy"] == 1.0


def test_that_a_confusion_matrix_counts_actual_by_predicted() -> None:
    found = confusion_matrix(np.array([0, 0, 1, 2]), np.array([0, 2, 1, 2]), 3)
    np.testing.assert_array_equal(found, sk.confusion_matrix([0, 0, 1, 2], [0, 2, 1, 2]))
