"""Smoothing of a curve for the eye. The raw values stay; best epochs and tooltips never use the smoothed ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def smooth(values: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    """The debiased exponential moving average, float64 [n]; `weight` in [0, 1), 0 gives the values themselves.

    Values that aren't finite stay as they are and don't disturb their neighbours.
    Source: Kingma & Ba, "Adam" (2015), section 3 (the bias correction).
    """
    if not 0 <= weight < 1:
        raise ValueError("a smoothing weight lies in [0, 1)")
    if weight == 0:
        return values
    smoothed = values.copy()
    average, seen = 0.0, 0
    for at, value in enumerate(values):
        if np.isfinite(value):
            average = weight * average + (1 - weight) * value
            seen += 1
            smoothed[at] = average / (1 - weight**seen)
    return smoothed
