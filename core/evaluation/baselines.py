"""What the simplest models reach on the same rows and the same encoded features: the yardsticks beside every network.

`constant` always gives the mean, or the shares of the classes. `linear` is ordinary least squares, as
scikit-learn's LinearRegression has it, or its LogisticRegression.

Why (2026-11-24): baselines learn from all rows that aren't test rows, training and validation together. Validation rows
are there to choose when to stop, and these models have nothing to choose; the network did profit from them. Leaving
them out would make the network look better than it is.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.metrics import Figures, binary_metrics, multiclass_metrics, regression_metrics
from core.features.target import TargetEncoder
from core.features.task import Task

NOISE = 1e-6  # directions this much smaller than the largest are float32's rounding
MOST_STEPS = 1000


def baselines(
    task: Task,
    x_fit: NDArray[np.float32],
    y_fit: NDArray[Any],
    x_test: NDArray[np.float32],
    y_test: NDArray[Any],
    target_encoder: TargetEncoder,
) -> dict[str, Figures]:
    """Figures by baseline on the test rows.

    x: float32 [rows, features], complete rows only. y: float64 [rows] in the target's own unit, or class index [rows].
    """
    answers = baseline_answers(task, x_fit, y_fit, x_test, len(target_encoder.classes))
    return {name: answer_metrics(task, y_test, answer) for name, answer in answers.items()}


def baseline_answers(
    task: Task, x_fit: NDArray[np.float32], y_fit: NDArray[Any], x_test: NDArray[np.float32], classes: int
) -> dict[str, NDArray[np.float64]]:
    """What each baseline says: float64 [rows] numbers, or probabilities [rows, classes]."""
    known, asked = x_fit.astype(np.float64), x_test.astype(np.float64)
    if task is Task.REGRESSION:
        constant = np.full(len(x_test), np.mean(y_fit))
        return {"constant": constant, "linear": _linear_regression(known, y_fit, asked)}
    y_fit = np.asarray(y_fit, np.int64)
    shares = np.bincount(y_fit, minlength=classes) / len(y_fit)
    priors = np.tile(shares, (len(x_test), 1))
    return {"constant": priors, "linear": _logistic_regression(known, y_fit, asked, priors)}


def answer_metrics(task: Task, actual: NDArray[Any], answer: NDArray[np.float64]) -> Figures:
    """The figures of one baseline's answers, see `baseline_answers`."""
    if task is Task.REGRESSION:
        return regression_metrics(actual, answer)
    if task is Task.BINARY:
        return binary_metrics(np.asarray(actual, np.int64), answer[:, 1])
    return multiclass_metrics(np.asarray(actual, np.int64), answer)


def _linear_regression(
    x_fit: NDArray[np.float64], y_fit: NDArray[np.float64], x_test: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Ordinary least squares. The columns of a category sum to 1: of many solutions, that of the smallest norm.

    Why (2026-11-24): numpy's solver on centred columns rather than scikit-learn's LinearRegression, which computes the
    same (a test holds them together) but for two things. SciPy's solver behind it keeps the interpreter's lock: 143 ms
    on a table of 2,344 x 302, in which the window stood still; this one 6 ms. And it takes the rounding of float32
    features for information: where one column is the sum of others, test R2 was -254, -2,163 and -311 on three of five
    splits of a house-price table, 0.88, 0.90 and 0.85 with NOISE. A broken yardstick flatters the network.
    """
    center, level = x_fit.mean(axis=0), float(y_fit.mean())
    slopes = np.linalg.lstsq(x_fit - center, y_fit - level, rcond=NOISE)[0]
    predicted: NDArray[np.float64] = (x_test - center) @ slopes + level
    return predicted


def _logistic_regression(
    x_fit: NDArray[np.float64], y_fit: NDArray[np.int64], x_test: NDArray[np.float64], priors: NDArray[np.float64]
) -> NDArray[np.float64]:
    """float64 [rows, classes]; `priors` when the rows to learn from have one class only."""
    known = np.unique(y_fit)
    if len(known) < 2:
        return priors
    model, converged = _fitted(x_fit, y_fit)
    if not converged:  # unscaled features: the same model, in a unit in which its solver can walk
        center, scale = x_fit.mean(axis=0), x_fit.std(axis=0)
        scale[scale == 0] = 1.0
        x_test = (x_test - center) / scale
        model, _ = _fitted((x_fit - center) / scale, y_fit)
    probabilities = np.zeros_like(priors)
    probabilities[:, known] = model.predict_proba(x_test)
    return probabilities


def _fitted(x_fit: NDArray[np.float64], y_fit: NDArray[np.int64]) -> tuple[Any, bool]:
    """The model, and whether its solver arrived. Its warning is replaced by this answer."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(max_iter=MOST_STEPS).fit(x_fit, y_fit)
    return model, bool(np.all(model.n_iter_ < MOST_STEPS))
