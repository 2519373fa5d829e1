from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression

from core.evaluation.baselines import EncodedRows, baseline_answers, baselines
from core.evaluation.metrics import binary_metrics, multiclass_metrics, regression_metrics
from core.features.target import TargetEncoder
from core.features.task import Task

NUMBER = TargetEncoder("y", Task.REGRESSION)
TWO = TargetEncoder("y", Task.BINARY, classes=("no", "yes"), positive="yes")
FOUR = TargetEncoder("y", Task.MULTICLASS, classes=("a", "b", "c", "d"))


def rows(seed: int, count: int = 300) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, 5)).astype(np.float32)


def test_that_numbers_stand_beside_the_mean_and_scikit_learns_line() -> None:
    x_fit, x_test = rows(1), rows(2, 80)
    effect = np.array([3.0, -1, 0, 2, 5])
    noise = np.random.default_rng(9).normal(size=380)
    y_fit, y_test = x_fit @ effect + 100 + noise[:300], x_test @ effect + 100 + noise[300:]
    found = baselines(Task.REGRESSION, x_fit, y_fit, x_test, y_test, NUMBER)
    assert list(found) == ["constant", "linear"]
    assert found["constant"] == regression_metrics(y_test, np.full(80, y_fit.mean()))
    line = LinearRegression().fit(x_fit.astype(np.float64), y_fit).predict(x_test.astype(np.float64))
    assert found["linear"] == pytest.approx(regression_metrics(y_test, line), rel=1e-9)
    assert found["linear"]["r2"] > 0.9


def test_that_redundant_category_columns_do_not_make_the_line_wild() -> None:
    rng = np.random.default_rng(3)
    first, second = (np.eye(9, dtype=np.float32)[rng.integers(0, 9, 400)] for _ in range(2))
    dead = np.zeros((400, 3), np.float32)  # levels that no row to learn from has
    x_fit = np.hstack([first, second, dead, rng.normal(size=(400, 2)).astype(np.float32)])
    y_fit = first @ np.arange(9) + x_fit[:, -1] + 50_000
    x_test = x_fit[:60].copy()
    x_test[:, 18:21] = np.eye(3, dtype=np.float32)[rng.integers(0, 3, 60)]
    found = baselines(Task.REGRESSION, x_fit, y_fit, x_test, y_fit[:60], NUMBER)
    assert found["linear"]["rmse"] < 0.01


def test_that_a_column_that_is_the_sum_of_others_does_not_make_the_line_wild() -> None:
    parts = np.random.default_rng(7).uniform(0, 1000, size=(400, 3))
    columns = np.column_stack([parts, parts.sum(axis=1)])
    features = ((columns - columns.mean(axis=0)) / columns.std(axis=0)).astype(np.float32)
    y = columns[:, 3] + np.random.default_rng(8).normal(size=400) * 100
    found = baselines(Task.REGRESSION, features[:300], y[:300], features[300:], y[300:], NUMBER)
    nudged = features[300:].copy()
    nudged[:, 3] += np.float32(1e-3)
    felt = baselines(Task.REGRESSION, features[:300], y[:300], nudged, y[300:], NUMBER)
    assert found["linear"]["rmse"] < 130
    assert felt["linear"]["rmse"] == pytest.approx(found["linear"]["rmse"], rel=0.05)


def test_that_two_classes_stand_beside_their_shares_and_logistic_regression() -> None:
    x_fit, x_test = rows(4), rows(5, 90)
    y_fit, y_test = (x_fit[:, 0] > 0.7).astype(np.int64), (x_test[:, 0] > 0.7).astype(np.int64)
    found = baselines(Task.BINARY, x_fit, y_fit, x_test, y_test, TWO)
    assert found["constant"] == binary_metrics(y_test, np.full(90, y_fit.mean()))
    assert found["constant"]["roc_auc"] == 0.5
    model = LogisticRegression(max_iter=1000).fit(x_fit.astype(np.float64), y_fit)
    assert found["linear"] == binary_metrics(y_test, model.predict_proba(x_test.astype(np.float64))[:, 1])


def test_that_a_class_without_a_row_to_learn_from_has_no_probability() -> None:
    x_fit, x_test = rows(6), rows(7, 50)
    y_fit = np.random.default_rng(8).integers(0, 3, 300)  # class 3 is absent
    y_test = np.random.default_rng(9).integers(0, 3, 50)
    found = baselines(Task.MULTICLASS, x_fit, y_fit, x_test, y_test, FOUR)
    shares = np.append(np.bincount(y_fit) / 300, 0.0)
    assert found["constant"] == multiclass_metrics(y_test, np.tile(shares, (50, 1)))
    assert found["linear"]["log_loss"] < 2


def test_that_one_class_only_gives_its_share() -> None:
    found = baselines(Task.BINARY, rows(1), np.zeros(300, np.int64), rows(2, 10), np.array([0, 1] * 5), TWO)
    assert found["linear"] == found["constant"]


def test_that_unscaled_features_neither_warn_nor_stall_the_logistic_model() -> None:
    scale = np.array([1e-3, 1, 1e3, 1e5, 1e6], np.float32)
    x_fit, x_test = rows(10) * scale, rows(11, 100) * scale
    y_fit, y_test = (x_fit[:, 0] > 0).astype(np.int64), (x_test[:, 0] > 0).astype(np.int64)
    found = baselines(Task.BINARY, x_fit, y_fit, x_test, y_test, TWO)
    assert found["linear"]["roc_auc"] is not None


def test_that_the_same_rows_give_the_same_figures() -> None:
    x_fit, x_test = rows(12), rows(13, 40)
    y_fit, y_test = x_fit[:, 0] ** 2, x_test[:, 0] ** 2
    first, again = (baselines(Task.REGRESSION, x_fit, y_fit, x_test, y_test, NUMBER) for _ in range(2))
    assert first == again


@pytest.mark.parametrize("task", [Task.REGRESSION, Task.BINARY])
def test_that_rows_read_in_blocks_give_the_figures_of_all_at_once(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    levels = np.eye(4, dtype=np.float32)[np.random.default_rng(14).integers(0, 4, 400)]  # they sum to 1
    x = np.hstack([levels, np.random.default_rng(15).normal(3, 1, size=(400, 2)).astype(np.float32)])
    y = x[:, 0] * 5 + x[:, 4] + np.random.default_rng(16).normal(size=400)
    y = y if task is Task.REGRESSION else (y > 4).astype(np.int64)
    fit, asked = EncodedRows(x, np.arange(3, 330)), EncodedRows(x, np.arange(330, 400))
    whole = baseline_answers(task, fit, y[3:330], asked, 2)
    monkeypatch.setattr("core.evaluation.baselines._BLOCK_NUMBERS", 1)
    assert len(list(fit.blocks())) == 14
    in_blocks = baseline_answers(task, fit, y[3:330], asked, 2)
    np.testing.assert_allclose(in_blocks["linear"], whole["linear"], rtol=1e-9)


def test_that_a_line_is_found_without_a_copy_of_the_rows() -> None:
    x = np.random.default_rng(17).normal(size=(400_000, 20)).astype(np.float32)
    y, at = x[:, 0].astype(np.float64), np.arange(len(x))
    baseline_answers(Task.REGRESSION, EncodedRows(x, at[:1000]), y[:1000], EncodedRows(x, at[:10]), 0)
    tracemalloc.start()
    baseline_answers(Task.REGRESSION, EncodedRows(x, at[:-10]), y[:-10], EncodedRows(x, at[-10:]), 0)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < x.nbytes, "blocks of 4 MB, some of them at a time"
