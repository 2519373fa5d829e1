"""How sure a figure is: within what it would probably lie on other rows, and whether two errors differ by chance."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.calibration import Z_95, wilson
from core.evaluation.report import Evaluation
from core.features.task import Task

FEW_ROWS = 200  # below this many test rows it is said how far the figures reach
DRAWS = 2_000

Values = NDArray[np.float64]
Reach = tuple[float, float]


def share_reach(hits: int, rows: int) -> Reach | None:
    """The 95 % interval (Wilson) of a share seen as hits out of rows; None without a row."""
    if not rows:
        return None
    low, high = wilson(np.array([hits]), np.array([rows]))
    return float(low[0]), float(high[0])


def rmse_reach(errors: Values) -> Reach | None:
    """The 95 % interval of the root-mean-square of float64 [rows]; None with fewer than two rows.

    Percentile bootstrap: Efron and Tibshirani 1993, "An introduction to the bootstrap", section 13.3. The draws have a
    seed of their own, so that the same rows give the same interval.
    """
    if len(errors) < 2:
        return None
    drawn = np.random.default_rng(0).integers(0, len(errors), (DRAWS, len(errors)))
    found = np.sqrt(np.mean(np.square(errors)[drawn], axis=1))
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def losses(evaluation: Evaluation) -> Values:
    """float64 [rows]: squared error, or minus the logarithm of the actual class's probability; their mean is the mse,
    or the log loss."""
    if evaluation.task is Task.REGRESSION:
        errors: Values = evaluation.predicted - evaluation.actual
        return np.square(errors)
    assert evaluation.probabilities is not None, "classes have probabilities"
    given: NDArray[Any] = evaluation.probabilities[np.arange(evaluation.rows), evaluation.actual]
    epsilon = float(np.finfo(given.dtype).eps)
    return np.asarray(-np.log(np.clip(given.astype(np.float64), epsilon, 1 - epsilon)))


def loss_error(evaluation: Evaluation) -> float | None:
    """The standard error of the mean of `losses`; None with fewer than two rows."""
    each = losses(evaluation)
    each = each[np.isfinite(each)]
    return float(each.std(ddof=1) / math.sqrt(len(each))) if len(each) > 1 else None


def chance_explains(above: float, error: float | None, rows: int, other_rows: int) -> bool:
    """Whether two means of losses, `above` apart, may as well be alike. error: the standard error of the one over
    `rows`; the other, over `other_rows`, is taken to vary as much from row to row."""
    if error is None or not other_rows:
        return True
    return above <= Z_95 * error * math.sqrt(1 + rows / other_rows)
