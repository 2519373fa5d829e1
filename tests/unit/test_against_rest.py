"""One class against the rest, beside scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.metrics as sk

from core.evaluation.against_rest import BARS, against_rest, class_figures, weakest_class
from core.evaluation.report import Evaluation, ValidationRows, evaluate
from core.features.target import TargetEncoder
from core.features.task import Task
from core.training.model import Predicted


def judged(classes: tuple[str, ...], rows: int = 400, seed: int = 1) -> Evaluation:
    rng = np.random.default_rng(seed)
    task = Task.BINARY if len(classes) == 2 else Task.MULTICLASS
    target = TargetEncoder("y", task, classes=classes, positive=classes[1] if task is Task.BINARY else "")
    actual = rng.integers(0, len(classes), rows)
    raw = rng.random((rows, len(classes))) + 0.5 * np.eye(len(classes))[actual]
    probabilities = (raw / raw.sum(axis=1, keepdims=True)).astype(np.float32)
    return evaluate(target, np.arange(1, rows + 1), actual, Predicted(probabilities.argmax(1), probabilities))


@pytest.mark.parametrize("index", [0, 1, 2])
def test_that_a_class_is_set_against_all_others(index: int) -> None:
    evaluation = judged(("a", "b", "c"))
    found = against_rest(evaluation, index)
    positive, scores = evaluation.actual == index, evaluation.probabilities[:, index]
    assert found.curves.area == pytest.approx(sk.roc_auc_score(positive, scores))
    assert found.curves.precision_recall.average_precision == pytest.approx(
        sk.average_precision_score(positive, scores)
    )
    assert found.scores_positive.sum() == positive.sum()
    assert found.scores_negative.sum() == (~positive).sum()
    counts, _ = np.histogram(scores[positive], bins=BARS, range=(0, 1))
    np.testing.assert_array_equal(found.scores_positive, counts)
    assert found.thresholds.at(0.0).found == positive.sum()
    assert found.linear is None and found.validation is None


def test_that_two_classes_bring_baseline_and_validation_rows() -> None:
    evaluation = judged(("no", "yes"))
    rng = np.random.default_rng(4)
    chosen_by = ValidationRows(rng.integers(0, 2, 50), rng.random(50).astype(np.float32))
    whole = evaluation.with_baselines({}, rng.random(400).astype(np.float32)).with_validation(chosen_by)
    found = against_rest(whole, 1)
    assert found.linear.area == pytest.approx(sk.roc_auc_score(whole.actual, whole.linear_scores))
    assert found.validation.rows == 50
    assert against_rest(evaluation, 1).validation is None


def test_that_the_figures_of_each_class_are_scikit_learns() -> None:
    evaluation = judged(("a", "b", "c", "d"), seed=7)
    precision, recall, f1, rows = sk.precision_recall_fscore_support(evaluation.actual, evaluation.predicted)
    found = class_figures(evaluation)
    np.testing.assert_allclose([figures.precision for figures in found], precision)
    np.testing.assert_allclose([figures.recall for figures in found], recall)
    np.testing.assert_allclose([figures.f1 for figures in found], f1)
    assert [figures.rows for figures in found] == rows.tolist()
    assert weakest_class(evaluation) == int(np.argmin(f1))


def test_that_a_class_without_rows_is_not_the_weakest() -> None:
    target = TargetEncoder("y", Task.MULTICLASS, classes=("a", "b", "c"))
    probabilities = np.eye(3, dtype=np.float32)[[0, 0, 1, 1]]
    actual = np.array([0, 1, 1, 1])
    evaluation = evaluate(target, np.arange(1, 5), actual, Predicted(probabilities.argmax(1), probabilities))
    empty = class_figures(evaluation)[2]
    assert (empty.rows, empty.recall, empty.precision, empty.f1) == (0, None, None, None)
    assert weakest_class(evaluation) == 0  # precision 0.5; b has 1.0 and 2/3
    lonely = against_rest(evaluation, 2)
    assert lonely.curves.roc is None and lonely.curves.area is None and lonely.curves.precision_recall is None
