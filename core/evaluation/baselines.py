"""What the simplest models reach on the same rows and the same encoded features: the yardsticks beside every network.

`constant` always gives the mean, or the shares of the classes. `linear` is ordinary least squares, as
scikit-learn's LinearRegression has it, or its LogisticRegression.

Why (2026-11-24): baselines learn from all rows that aren't test rows, training and validation together. Validation rows
are there to choose when to stop, and these models have nothing to choose; the network did profit from them. Leaving
them out would make the network look better than it is.

Why (2026-11-25): rows are read from the run's own matrix in blocks, and least squares keeps no more of the blocks than
their triangle. Copies of the matrix in float64 were the most that a run held, six times the matrix itself. Only the
logistic model still has one: its solver walks over all rows many times.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.metrics import Figures, binary_metrics, multiclass_metrics, regression_metrics
from core.features.target import TargetEncoder
from core.features.task import Task

NOISE = 1e-6  # directions this much smaller than the largest are float32's rounding
MOST_STEPS = 1000
_BLOCK_NUMBERS, _BLOCK_SHAPE = 1 << 19, 4  # numbers of a block, 4 MB; rows for each column, so that triangles pay


def block_rows(width: int) -> int:
    """How many rows of so many features are read at once."""
    return max(_BLOCK_NUMBERS // max(1, width), _BLOCK_SHAPE * width)


@dataclass(frozen=True, eq=False)
class EncodedRows:
    """The rows `at` int64 [n] of a matrix float32 [rows, features], complete rows only; None: all of them."""

    matrix: NDArray[np.float32]
    at: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.matrix) if self.at is None else len(self.at)

    def blocks(self) -> Iterator[tuple[slice, NDArray[np.float64]]]:
        """All rows in order: which they are, and float64 [block rows, features], a copy."""
        size = block_rows(self.matrix.shape[1])
        for first in range(0, len(self), size):
            where = slice(first, min(first + size, len(self)))
            part = self.matrix[where] if self.at is None else self.matrix[self.at[where]]
            yield where, part.astype(np.float64)

    def whole(self) -> NDArray[np.float64]:
        """float64 [n, features], a copy."""
        filled = np.empty((len(self), self.matrix.shape[1]))
        for where, block in self.blocks():
            filled[where] = block
        return filled


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
    answers = baseline_answers(task, EncodedRows(x_fit), y_fit, EncodedRows(x_test), len(target_encoder.classes))
    return {name: answer_metrics(task, y_test, answer) for name, answer in answers.items()}


def baseline_answers(
    task: Task, fit: EncodedRows, y_fit: NDArray[Any], asked: EncodedRows, classes: int
) -> dict[str, NDArray[np.float64]]:
    """What each baseline says of the rows asked for: float64 [rows] numbers, or probabilities [rows, classes]."""
    if task is Task.REGRESSION:
        constant = np.full(len(asked), np.mean(y_fit))
        return {"constant": constant, "linear": _linear_regression(fit, y_fit, asked)}
    y_fit = np.asarray(y_fit, np.int64)
    shares = np.bincount(y_fit, minlength=classes) / len(y_fit)
    priors = np.tile(shares, (len(asked), 1))
    return {"constant": priors, "linear": _logistic_regression(fit, y_fit, asked, priors)}


def answer_metrics(task: Task, actual: NDArray[Any], answer: NDArray[np.float64]) -> Figures:
    """The figures of one baseline's answers, see `baseline_answers`."""
    if task is Task.REGRESSION:
        return regression_metrics(actual, answer)
    if task is Task.BINARY:
        return binary_metrics(np.asarray(actual, np.int64), answer[:, 1])
    return multiclass_metrics(np.asarray(actual, np.int64), answer)


def _linear_regression(fit: EncodedRows, y_fit: NDArray[np.float64], asked: EncodedRows) -> NDArray[np.float64]:
    """Ordinary least squares. The columns of a category sum to 1: of many solutions, that of the smallest norm.

    Why (2026-11-24): numpy's solver on centred columns rather than scikit-learn's LinearRegression, which computes the
    same (a test holds them together) but for two things. SciPy's solver behind it keeps the interpreter's lock: 143 ms
    on a table of 2,344 x 302, in which the window stood still; this one 6 ms. And it takes the rounding of float32
    features for information: where one column is the sum of others, test R2 was -254, -2,163 and -311 on three of five
    splits of a house-price table, 0.88, 0.90 and 0.85 with NOISE. A broken yardstick flatters the network.
    """
    width = fit.matrix.shape[1]
    center = sum((block.sum(axis=0) for _, block in fit.blocks()), np.zeros(width)) / len(fit)
    level = float(y_fit.mean())
    reduced = _triangle(fit, center, y_fit - level)
    slopes = np.linalg.lstsq(reduced[:, :width], reduced[:, width], rcond=NOISE)[0]
    predicted = np.empty(len(asked))
    for where, block in asked.blocks():
        predicted[where] = (block - center) @ slopes + level
    return predicted


def _triangle(fit: EncodedRows, center: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64 [≤ features + 1 rows, features + 1]: the centred rows beside y, or a triangle with the same least squares
    and singular values (a QR decomposition block by block: Golub and Van Loan, Matrix Computations, section 5.2).
    """
    width, kept = len(center), 0
    rows = np.empty((min(len(fit), width + 1 + block_rows(width)), width + 1))  # those that are kept, then a block
    for where, block in fit.blocks():
        end = kept + len(block)
        np.subtract(block, center, out=rows[kept:end, :width])
        rows[kept:end, width] = y[where]
        if len(block) == len(fit):
            return rows
        triangle: Any = np.linalg.qr(rows[:end], mode="r")  # an array, which numpy's own types don't say
        kept = len(triangle)
        rows[:kept] = triangle
    return rows[:kept]


def _logistic_regression(
    fit: EncodedRows, y_fit: NDArray[np.int64], asked: EncodedRows, priors: NDArray[np.float64]
) -> NDArray[np.float64]:
    """float64 [rows, classes]; `priors` when the rows to learn from have one class only."""
    known = np.unique(y_fit)
    if len(known) < 2:
        return priors
    x_fit = fit.whole()
    center, scale = np.zeros(x_fit.shape[1]), np.ones(x_fit.shape[1])
    model, converged = _fitted(x_fit, y_fit)
    if not converged:  # unscaled features: the same model, in a unit in which its solver can walk
        center = x_fit.mean(axis=0)
        x_fit -= center
        scale = np.sqrt(np.einsum("ij,ij->j", x_fit, x_fit) / len(x_fit))
        scale[scale == 0] = 1.0
        x_fit /= scale
        model, _ = _fitted(x_fit, y_fit)
    probabilities = np.zeros_like(priors)
    for where, block in asked.blocks():
        probabilities[where, known] = model.predict_proba((block - center) / scale)
    return probabilities


def _fitted(x_fit: NDArray[np.float64], y_fit: NDArray[np.int64]) -> tuple[Any, bool]:
    """The model, and whether its solver arrived. Its warning is replaced by this answer."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(max_iter=MOST_STEPS).fit(x_fit, y_fit)
    return model, bool(np.all(model.n_iter_ < MOST_STEPS))
