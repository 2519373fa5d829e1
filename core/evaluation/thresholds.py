"""Where to draw the line between two classes: what every threshold finds and misses, and which one costs least.

Why (2026-11-25): the cheapest threshold is looked for on validation rows and then shown on the test rows. Chosen on the
test rows themselves it would flatter: of many thresholds the luckiest would win.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MIDDLE = 0.5
MOST_DIGITS = 6


@dataclass(frozen=True)
class Cells:
    """Rows by what they are and what they are called."""

    found: int  # positive, called positive
    missed: int  # positive, called negative
    alarms: int  # negative, called positive
    cleared: int  # negative, called negative

    @property
    def recall(self) -> float | None:
        """Of the positive rows, the share that is found; None without any."""
        return _share(self.found, self.found + self.missed)

    @property
    def precision(self) -> float | None:
        """Of the rows called positive, the share that is; None when none is called so."""
        return _share(self.found, self.found + self.alarms)

    @property
    def alarm_rate(self) -> float | None:
        """Of the negative rows, the share that is called positive."""
        return _share(self.alarms, self.alarms + self.cleared)

    @property
    def accuracy(self) -> float | None:
        """Share of rows that are called what they are."""
        return _share(self.found + self.cleared, self.found + self.missed + self.alarms + self.cleared)

    def cost(self, missed: float, alarm: float) -> float:
        """What the mistakes cost together, each at its price."""
        return self.missed * missed + self.alarms * alarm


class Thresholds:
    """Answers for any threshold in the time of one search; the rows are sorted once."""

    def __init__(self, positive: NDArray[np.bool_], scores: NDArray[np.floating[Any]]) -> None:
        """bool [rows], and the probability of being positive [rows]."""
        order = np.argsort(scores, kind="stable")
        self._scores = np.asarray(scores, np.float64)[order]
        self._missed = np.append(0, np.cumsum(positive[order], dtype=np.int64))  # by how many rows lie below
        self.rows = len(scores)
        self.positives = int(self._missed[-1])

    def at(self, threshold: float) -> Cells:
        """Rows are called positive from this score on."""
        below = int(np.searchsorted(self._scores, threshold, side="left"))
        missed = int(self._missed[below])
        cleared = below - missed
        return Cells(self.positives - missed, missed, self.rows - self.positives - cleared, cleared)

    def cheapest(self, missed: float, alarm: float) -> float:
        """The threshold in [0, 1] at which these rows' mistakes cost least; of equally cheap ones the nearest to 0.5,
        in few digits. `missed` and `alarm`: price of a missed positive and of a false alarm, at least 0.
        """
        if not self.rows:
            return MIDDLE
        starts = np.append(0, np.flatnonzero(np.diff(self._scores)) + 1)  # where a distinct score begins
        edges = self._scores[starts]
        below = np.append(starts, self.rows)  # …and behind the last one: nothing is called positive
        lows, highs = np.append(-np.inf, edges), np.append(edges, np.inf)  # a threshold in (low, high] cuts there
        possible = lows < 1.0
        wrongly_low = self._missed[below]
        wrongly_high = (self.rows - below) - (self.positives - wrongly_low)
        costs = np.where(possible, wrongly_low * float(missed) + wrongly_high * float(alarm), np.inf)
        cheap = np.flatnonzero(costs <= costs.min() * (1 + 1e-12))
        away = np.maximum(0.0, np.maximum(lows[cheap] - MIDDLE, MIDDLE - highs[cheap]))
        chosen = cheap[int(away.argmin())]
        return _between(max(float(lows[chosen]), 0.0), min(float(highs[chosen]), 1.0))


def _between(low: float, high: float) -> float:
    """A number in (low, high] in as few digits as possible: 0.5 if it fits, else near the middle."""
    if low < MIDDLE <= high:
        return MIDDLE
    middle = (low + high) / 2
    for digits in range(2, MOST_DIGITS + 1):
        rounded = round(middle, digits)
        if low < rounded <= high:
            return rounded
    return middle if low < middle <= high else high


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
