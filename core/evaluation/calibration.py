"""Does 80 % mean 80 %? Rows by the probability they were given, beside the share that came true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Z_95 = 1.959963984540054  # normal quantile of 0.975: 95 of 100 intervals hold the true share
FEW_ROWS, FEW_BINS, BINS = 400, 5, 10

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Calibration:
    """Bins of equal width that have rows, from low to high probability.

    given: mean probability; came_true: share of positive rows; low, high: its 95 % interval; float64 [bins].
    rows: int64 [bins].
    """

    given: Values
    came_true: Values
    low: Values
    high: Values
    rows: NDArray[np.int64]

    @property
    def error(self) -> float:
        """Expected calibration error: how far given and true shares lie apart, mean over the rows.

        Naeini, Cooper and Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian binning", section 4.
        """
        return float(np.sum(self.rows * np.abs(self.given - self.came_true)) / self.rows.sum())

    @property
    def bins_off(self) -> int:
        """Bins whose interval doesn't hold the probability that was given: more than chance explains."""
        return int(((self.given < self.low) | (self.given > self.high)).sum())


def calibration(
    positive: NDArray[np.bool_], probabilities: NDArray[np.floating[Any]], bins: int | None = None
) -> Calibration | None:
    """bool [rows] beside probabilities [rows]; ten bins, five below 400 rows. None without a row.

    Bins and means are those of scikit-learn's calibration_curve(strategy="uniform").
    """
    if not len(positive):
        return None
    bins = bins or (BINS if len(positive) >= FEW_ROWS else FEW_BINS)
    given = np.asarray(probabilities, np.float64)
    place = np.searchsorted(np.linspace(0.0, 1.0, bins + 1)[1:-1], given)
    rows = np.bincount(place, minlength=bins)
    filled = rows > 0
    hits = np.bincount(place, weights=positive, minlength=bins)[filled]
    sums = np.bincount(place, weights=given, minlength=bins)[filled]
    rows = rows[filled]
    low, high = wilson(hits, rows)
    return Calibration(sums / rows, hits / rows, low, high, rows.astype(np.int64))


def wilson(hits: NDArray[Any], rows: NDArray[Any], z: float = Z_95) -> tuple[Values, Values]:
    """The interval of a share seen as hits out of rows, both [n]; float64 [n] low and high, within [0, 1].

    The score interval: Wilson 1927, "Probable inference, the law of succession, and statistical inference", J. Am.
    Stat. Assoc. 22, p. 209; formula (4) in Brown, Cai and DasGupta 2001, "Interval estimation for a binomial
    proportion", Stat. Sci. 16. Unlike the textbook interval it doesn't collapse to nothing at 0 and 1.
    """
    hits, rows = np.asarray(hits, np.float64), np.asarray(rows, np.float64)
    share = hits / rows
    middle = (share + z * z / (2 * rows)) / (1 + z * z / rows)
    half = z / (1 + z * z / rows) * np.sqrt(share * (1 - share) / rows + z * z / (4 * rows * rows))
    low = np.where(hits == 0, 0.0, np.clip(middle - half, 0.0, 1.0))
    high = np.where(hits == rows, 1.0, np.clip(middle + half, 0.0, 1.0))
    return low, high
