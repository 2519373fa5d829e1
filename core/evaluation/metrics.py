"""How far predictions are from the truth. Names and values are scikit-learn's; a figure that has no meaning is None.

Why (2026-11-24): where a figure is undefined (R² of a constant, ROC AUC with one class, recall without an actual
positive) scikit-learn warns and returns 0, 1 or nan, depending on the figure. None says it, and JSON can keep it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Figures = dict[str, float | None]

REGRESSION = ("mse", "rmse", "mae", "r2", "median_ape")
BINARY = ("accuracy", "f1", "recall", "precision", "roc_auc", "log_loss")
MULTICLASS = ("accuracy", "f1_macro", "recall_macro", "precision_macro", "log_loss")


def regression_metrics(actual: NDArray[np.float64], predicted: NDArray[np.float64]) -> Figures:
    """mse, rmse, mae and r2 of float64 [n], in the target's own unit, and the median absolute percentage error.

    r2 is None when all actual values are equal. median_ape, a share of 1, is None unless all actual values are
    positive: off by how many per cent of 0, or of a loss, says nothing.
    """
    if not len(actual):
        return dict.fromkeys(REGRESSION)
    actual, predicted = np.asarray(actual, np.float64), np.asarray(predicted, np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        error = actual - predicted
        mse, mae = float(np.mean(error * error)), float(np.mean(np.abs(error)))
        spread = float(np.mean((actual - np.mean(actual)) ** 2))
    r2 = 1.0 - mse / spread if np.ptp(actual) > 0 and spread > 0 else None
    median_ape = float(np.median(np.abs(error) / actual)) if actual.min() > 0 else None
    return _finite({"mse": mse, "rmse": float(np.sqrt(mse)), "mae": mae, "r2": r2, "median_ape": median_ape})


def binary_metrics(
    actual_index: NDArray[np.int64], p_positive: NDArray[np.floating[Any]], threshold: float = 0.5
) -> Figures:
    """Figures of the positive class: actual_index int [n] of 0 and 1, p_positive [n], positive from `threshold` on.

    Without an actual positive, recall, precision and f1 are None; with one class only, roc_auc is. precision is 0 when
    nothing was called positive.
    """
    if not len(actual_index):
        return dict.fromkeys(BINARY)
    actual, called = np.asarray(actual_index) == 1, np.asarray(p_positive, np.float64) >= threshold
    hits, positives, calls = int((actual & called).sum()), int(actual.sum()), int(called.sum())
    defined = positives > 0
    return _finite(
        {
            "accuracy": float(np.mean(actual == called)),
            "f1": 2 * hits / (positives + calls) if defined else None,
            "recall": hits / positives if defined else None,
            "precision": (hits / calls if calls else 0.0) if defined else None,
            "roc_auc": roc_auc(actual, np.asarray(p_positive)),
            "log_loss": log_loss(actual.astype(np.int64), two_columns(np.asarray(p_positive))),
        }
    )


def multiclass_metrics(actual_index: NDArray[np.int64], probabilities: NDArray[np.floating[Any]]) -> Figures:
    """Figures of int [n] against [n, classes]; the macro means are over the classes that occur, actual or predicted."""
    if not len(actual_index):
        return dict.fromkeys(MULTICLASS)
    actual, predicted = np.asarray(actual_index, np.int64), np.argmax(probabilities, axis=1)
    matrix = confusion_matrix(actual, predicted, probabilities.shape[1]).astype(np.float64)
    hits, positives, calls = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    occurs = positives + calls > 0
    return _finite(
        {
            "accuracy": float(np.mean(actual == predicted)),
            "f1_macro": _macro(2 * hits, positives + calls, occurs),
            "recall_macro": _macro(hits, positives, occurs),
            "precision_macro": _macro(hits, calls, occurs),
            "log_loss": log_loss(actual, probabilities),
        }
    )


def roc_auc(actual: NDArray[np.bool_], scores: NDArray[np.floating[Any]]) -> float | None:
    """The chance that a positive row scores above a negative one, ties counted half; None with one class only.

    Mann–Whitney U by mid-ranks (Hanley and McNeil 1982, "The meaning and use of the area under a ROC curve").
    """
    positives = int(actual.sum())
    negatives = len(actual) - positives
    if not positives or not negatives:
        return None
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    last_rank = np.cumsum(counts)
    mid_rank = last_rank - (counts - 1) / 2
    rank_sum = float(mid_rank[place[actual]].sum())
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def log_loss(actual_index: NDArray[np.int64], probabilities: NDArray[np.floating[Any]]) -> float:
    """Mean of -ln(probability of the actual class), nats; a probability is at least its type's epsilon."""
    epsilon = float(np.finfo(probabilities.dtype).eps)
    given = probabilities[np.arange(len(actual_index)), actual_index].astype(np.float64)
    return float(np.mean(-np.log(np.clip(given, epsilon, 1 - epsilon))))


def two_columns(p_positive: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """[n] → [n, 2]: the probabilities of negative and positive, in the same type."""
    return np.stack([1 - p_positive, p_positive], axis=1)


def confusion_matrix(actual: NDArray[np.int64], predicted: NDArray[np.int64], classes: int) -> NDArray[np.int64]:
    """int64 [actual, predicted]: how many rows."""
    cells = np.bincount(actual * classes + predicted, minlength=classes * classes)
    return cells.reshape(classes, classes).astype(np.int64)


def _macro(hits: NDArray[np.float64], out_of: NDArray[np.float64], occurs: NDArray[np.bool_]) -> float:
    """The mean of hits / out_of over the classes that occur; 0 for one that has nothing to divide by."""
    each = np.divide(hits, out_of, out=np.zeros_like(hits), where=out_of > 0)
    return float(each[occurs].mean())


def _finite(figures: Figures) -> Figures:
    return {name: value if value is not None and np.isfinite(value) else None for name, value in figures.items()}
