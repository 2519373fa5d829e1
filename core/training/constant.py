"""What it costs to know nothing: the loss of always giving the same, best answer. One entry for each loss."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from core.nn.part import Part

Column = NDArray[np.float64]  # a part's targets [rows] or [rows, outputs], or its weights [rows]


def constant_loss(loss: str, training: Part, validation: Part | None = None) -> float:
    """The mean loss of always giving the answer that is best for the training rows: on the validation rows, without any
    on the training rows themselves. 0 where it isn't known or would be infinite."""
    judged = validation if validation is not None and validation.rows else training
    y, y_judged = training.targets().astype(np.float64), judged.targets().astype(np.float64)
    known = _BY_LOSS.get(loss)
    return known(y, training.weights_of_rows(), y_judged, judged.weights_of_rows()) if known is not None else 0.0


def _squared(y: Column, w: Column | None, y_judged: Column, w_judged: Column | None) -> float:
    """The answer is the mean."""
    answer = np.average(y, axis=0, weights=w)
    return float(np.average((y_judged - answer) ** 2, axis=0, weights=w_judged).mean())


def _cross_entropy(y: Column, w: Column | None, y_judged: Column, w_judged: Column | None) -> float:
    """The answer is the classes' shares; infinite for a class that the training rows don't have."""
    counts = np.bincount(y.reshape(-1).astype(np.int64), weights=w)
    found = np.bincount(y_judged.reshape(-1).astype(np.int64), weights=w_judged, minlength=len(counts))
    if found[: len(counts)][counts == 0].any() or len(found) > len(counts):
        return 0.0
    shares = counts[counts > 0] / counts.sum()
    return float(-(found[counts > 0] * np.log(shares)).sum() / found.sum())


_BY_LOSS: Mapping[str, Callable[..., float]] = MappingProxyType({"mse": _squared, "cross_entropy": _cross_entropy})
