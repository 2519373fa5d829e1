"""What the charts of an evaluation draw, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.metrics import confusion_matrix
from core.evaluation.report import Evaluation

MOST_POINTS = 5_000


@dataclass(frozen=True, eq=False)
class Histogram:
    """edges: float64 [bins + 1], increasing; counts: int64 [bins]."""

    edges: NDArray[np.float64]
    counts: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RocCurve:
    """float64 [points]: shares of negatives and of positives that are called positive, threshold falling."""

    false_positive_rate: NDArray[np.float64]
    true_positive_rate: NDArray[np.float64]


def residuals(evaluation: Evaluation) -> NDArray[np.float64]:
    """float64 [rows]: actual minus predicted, in the target's unit. For numbers only."""
    errors: NDArray[np.float64] = np.asarray(evaluation.actual - evaluation.predicted, np.float64)
    return errors


def residual_histogram(evaluation: Evaluation, bins: int = 40) -> Histogram:
    """How often errors of which size occur, around 0. The rarest 1 % lie in the outermost bins."""
    errors = residuals(evaluation)
    errors = errors[np.isfinite(errors)]
    reach = float(np.quantile(np.abs(errors), 0.99)) if len(errors) else 0.0
    reach = reach if reach > 0 else 1.0
    counts, edges = np.histogram(np.clip(errors, -reach, reach), bins=bins, range=(-reach, reach))
    return Histogram(edges.astype(np.float64), counts.astype(np.int64))


def predicted_against_actual(evaluation: Evaluation, most: int = MOST_POINTS) -> NDArray[np.float64]:
    """float64 [points, 2] of actual and predicted: every row, or `most` of them, evenly chosen along the rows."""
    rows = evaluation.rows
    chosen = np.arange(rows) if rows <= most else np.linspace(0, rows - 1, most).astype(np.int64)
    return np.stack([evaluation.actual[chosen], evaluation.predicted[chosen]], axis=1).astype(np.float64)


def confusion(evaluation: Evaluation) -> NDArray[np.int64]:
    """int64 [actual class, predicted class]: how many rows."""
    return confusion_matrix(evaluation.actual, evaluation.predicted, len(evaluation.classes))


def roc_curve(evaluation: Evaluation) -> RocCurve | None:
    """For two classes; None when only one of them occurs. The area under it is the figure roc_auc."""
    if evaluation.probabilities is None or len(evaluation.classes) != 2:
        return None
    scores: NDArray[Any] = evaluation.probabilities[:, 1]
    order = np.argsort(-scores, kind="stable")
    positive = (evaluation.actual == 1)[order]
    last_of_equal = np.append(np.diff(scores[order]) != 0, True)
    hits, alarms = np.cumsum(positive)[last_of_equal], np.cumsum(~positive)[last_of_equal]
    if not len(hits) or not hits[-1] or not alarms[-1]:
        return None
    return RocCurve(np.append(0.0, alarms / alarms[-1]), np.append(0.0, hits / hits[-1]))
