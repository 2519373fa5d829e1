"""The curves of one class against all others: ROC, precision and recall at every threshold, as plain arrays.

A row is called positive when its score is at least the threshold. Of several classes one is set against the rest
("one against the rest"), so every function takes bool [rows] and scores [rows].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.metrics import confusion_matrix
from core.evaluation.report import Evaluation

MOST_POINTS = 2_000  # a picture has fewer columns

Flags = NDArray[np.bool_]
Scores = NDArray[np.floating[Any]]
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RocCurve:
    """float64 [points], threshold falling from infinity: shares of negatives and of positives that are called."""

    false_positive_rate: Values
    true_positive_rate: Values
    thresholds: Values


@dataclass(frozen=True, eq=False)
class PrecisionRecallCurve:
    """float64 [points], threshold falling: share of positives that are called, and share of calls that are right.

    share: of all rows, those that are positive – the precision of calling everything.
    """

    recall: Values
    precision: Values
    thresholds: Values
    average_precision: float
    share: float


def confusion(evaluation: Evaluation) -> NDArray[np.int64]:
    """int64 [actual class, predicted class]: how many rows."""
    return confusion_matrix(evaluation.actual, evaluation.predicted, len(evaluation.classes))


def roc_curve(positive: Flags, scores: Scores, most: int | None = MOST_POINTS) -> RocCurve | None:
    """None when only one class occurs. The area under the whole curve is `metrics.roc_auc`.

    `most`: of more points those are kept that lie evenly along the curve (None keeps every one).
    """
    hits, alarms, thresholds = _counted(positive, scores)
    if not len(hits) or not hits[-1] or not alarms[-1]:
        return None
    kept = _evenly(hits / hits[-1] + alarms / alarms[-1], most)
    return RocCurve(
        np.append(0.0, alarms[kept] / alarms[-1]),
        np.append(0.0, hits[kept] / hits[-1]),
        np.append(np.inf, thresholds[kept]),
    )


def precision_recall_curve(
    positive: Flags, scores: Scores, most: int | None = MOST_POINTS
) -> PrecisionRecallCurve | None:
    """None when no row is positive. Average precision is the sum of precision times the gain in recall, without
    interpolation, as scikit-learn's average_precision_score has it.
    """
    hits, alarms, thresholds = _counted(positive, scores)
    if not len(hits) or not hits[-1]:
        return None
    recall, precision = hits / hits[-1], hits / (hits + alarms)
    average = float(np.sum(np.diff(recall, prepend=0.0) * precision))
    kept = _evenly(recall + (hits + alarms) / len(positive), most)
    share = float(hits[-1]) / len(positive)
    return PrecisionRecallCurve(recall[kept], precision[kept], thresholds[kept], average, share)


def _counted(positive: Flags, scores: Scores) -> tuple[NDArray[np.int64], NDArray[np.int64], Values]:
    """Positives and negatives called at each distinct score, from the highest score down; int64 [thresholds] each."""
    order = np.argsort(-scores, kind="stable")
    positive, scores = positive[order], scores[order]
    last_of_equal = np.flatnonzero(np.append(np.diff(scores) != 0, True)) if len(scores) else np.empty(0, np.int64)
    hits = np.cumsum(positive, dtype=np.int64)[last_of_equal]
    alarms = np.cumsum(~positive, dtype=np.int64)[last_of_equal]
    return hits, alarms, scores[last_of_equal].astype(np.float64)


def _evenly(way: Values, most: int | None) -> NDArray[np.int64]:
    """Which points of a curve to keep, `way` being how far along it each lies (increasing)."""
    if most is None or len(way) <= most:
        return np.arange(len(way))
    wanted = np.linspace(way[0], way[-1], most)
    return np.unique(np.append(np.searchsorted(way, wanted), [0, len(way) - 1])).clip(0, len(way) - 1)
