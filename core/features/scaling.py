"""Where a column of numbers is centred and by what it is divided: x' = (x - center) / scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SCALINGS = ("auto", "minmax", "standard", "robust", "none")
AUTO = "standard"


def center_and_scale(values: NDArray[np.float64], scaling: str) -> tuple[float, float]:
    """Learn both from the finite numbers float64 [n], n ≥ 1, in their order.

    minmax: minimum and range, so that x' lies in [0, 1]. standard: mean and standard deviation (of the population, as
    scikit-learn's StandardScaler). robust: median and interquartile range. A constant column has the scale 1.

    Why (2026-11-24): when more than half of the values are equal (pool area: mostly 0) the interquartile range is 0 and
    scikit-learn leaves such a column unscaled, with values in the hundreds beside others around 1. Here the standard
    deviation takes its place.
    """
    low, high = float(values.min()), float(values.max())
    if scaling == "none":
        return 0.0, 1.0
    if low == high:
        return low, 1.0
    if scaling == "minmax":
        return low, high - low
    if scaling == "robust":
        first, middle, third = (float(quartile) for quartile in np.quantile(values, [0.25, 0.5, 0.75]))
        return middle, third - first or _deviation(values) or high - low
    return float(np.mean(values)), _deviation(values) or high - low


def _deviation(values: NDArray[np.float64]) -> float:
    return float(np.std(values))
