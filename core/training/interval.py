"""How far around a predicted number the truth usually lies: one frozen value that travels with the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.features import checks

MOST_KNOTS = 64


@dataclass(frozen=True)
class Interval:
    """prediction ± reach · spread(prediction), which holds for `share` of new rows.

    knots: predicted values, increasing, each with the usual error there (`errors`, above 0), in the target's unit;
    `spread` runs straight from knot to knot and level beyond the ends. reach: how many usual errors; rows: how many
    rows it was calibrated on. floor: a bound that no value of the training rows was under, or None.
    """

    share: float
    reach: float
    knots: tuple[float, ...]
    errors: tuple[float, ...]
    rows: int
    floor: float | None = None

    def spread(self, predicted: NDArray[np.float64]) -> NDArray[np.float64]:
        """float64 [rows]: the usual error of such predictions, in the target's unit."""
        return np.asarray(np.interp(predicted, self.knots, self.errors), np.float64)

    def bounds(self, predicted: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Low and high, float64 [rows] each; NaN where the prediction is. The prediction always lies between them."""
        half = self.reach * self.spread(predicted)
        low, high = predicted - half, predicted + half
        if self.floor is not None:
            low = np.minimum(np.maximum(low, self.floor), predicted)
        return low, high

    def coverage(self, actual: NDArray[np.float64], predicted: NDArray[np.float64]) -> float | None:
        """The share of rows whose actual value lies within; None without rows."""
        if not len(actual):
            return None
        low, high = self.bounds(np.asarray(predicted, np.float64))
        return float(np.mean((actual >= low) & (actual <= high)))


def interval_to_json(interval: Interval) -> dict[str, object]:
    """Plain values; floats keep every bit in JSON."""
    return {
        "share": interval.share,
        "reach": interval.reach,
        "knots": list(interval.knots),
        "errors": list(interval.errors),
        "rows": interval.rows,
        "floor": interval.floor,
    }


def interval_from_json(value: object) -> Interval:
    """The interval that `interval_to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    plain = checks.entry(value)
    knots, errors = _numbers(plain, "knots"), _numbers(plain, "errors")
    share, reach = checks.positive(plain["share"]), checks.finite(plain["reach"])
    if not 0 < len(knots) == len(errors) <= MOST_KNOTS or any(b <= a for a, b in pairwise(knots)):
        raise ValueError("increasing knots with an error each were expected")
    if share >= 1 or reach < 0 or min(errors) <= 0:
        raise ValueError("an interval has other bounds")
    floor = None if plain["floor"] is None else checks.finite(plain["floor"])
    return Interval(share, reach, knots, errors, checks.count(plain["rows"]), floor)


def _numbers(plain: Mapping[str, Any], name: str) -> tuple[float, ...]:
    values = plain[name]
    if not isinstance(values, list):
        raise TypeError(f"{name}: a list was expected")
    return tuple(checks.finite(value) for value in values)
