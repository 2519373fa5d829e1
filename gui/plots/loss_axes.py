"""How far the axes of the loss chart reach: arithmetic without Qt.

Why it doesn't always show the whole plan (2026-11-25): with much patience 14 epochs of 5,000 would be a sliver. A long
plan is shown as far as a round number beyond what has run, and whole from its half on; the band keeps its words.

Why the axes wait (2026-11-25): fitted to each epoch anew, every line of a live chart would shift a little ten times a
second. While a run is live the heights stay until a loss leaves them, and room for its name is kept from the start.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gui.plots.loss_curve import OUTLIER, Spread
from gui.plots.ranges import Range

Values = NDArray[np.float64]
WHOLE_EPOCHS, AHEAD = 100, 1.25  # plans up to here are shown whole; how far beyond what has run others are
RUNGS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.5)
LEAST_FILLED = 0.7  # of the height: heights that the lines fill less than this are not kept


def seen_ahead(reached: float, planned: float) -> float:
    """How far the chart of a run reaches that has come to epoch `reached` of at most `planned`: to the end of a short
    plan and of one that is half done, else to the next rung beyond what has run, so that the axis moves seldom."""
    if planned <= max(WHOLE_EPOCHS, 2 * reached):
        return planned
    wanted = max(float(WHOLE_EPOCHS), AHEAD * reached)
    tens = 10.0 ** np.floor(np.log10(wanted))
    return float(min(planned, next(rung * tens for rung in (*RUNGS, 10.0) if rung * tens >= wanted)))


def heights(spreads: Sequence[Spread], *, log: bool) -> Range:
    """The lowest and highest y of the view that show all lines, a run that ran away left out."""
    if not spreads:
        return 0.0, 1.0
    usual = np.quantile([each.middle for each in spreads], 0.5, method="lower")  # of two runs the one that learned
    limit = OUTLIER * float(usual)
    near = [each for each in spreads if each.middle <= limit]
    low, high = min(each.low for each in near), min(max(each.high for each in near), limit)
    if log:
        low, high = float(np.log10(low)), float(np.log10(max(high, low)))
    elif low < 0.4 * high:
        return 0.0, high * 1.02
    pad = 0.06 * (high - low or 1.0)
    return low - pad, high + pad / 2


def still_fits(kept: Range, wanted: Range) -> bool:
    """Whether heights that were shown can stay although slightly different ones would be chosen now."""
    room = 0.04 * (kept[1] - kept[0])
    inside = kept[0] <= wanted[0] + room and wanted[1] <= kept[1] + room / 2
    return inside and wanted[1] - wanted[0] >= LEAST_FILLED * (kept[1] - kept[0])


def right_edge(left: float, last: float, width: float, names: Sequence[tuple[float, float]]) -> float:
    """So far to the right that every name fits; names are (x of the line's end, width in pixels)."""
    edge = last
    for tip, words in names:
        if width > 2 * words:
            edge = max(edge, left + (tip - left) * width / (width - words))
    return edge


def all_epochs(runs: Sequence[Values]) -> Values:
    """The epochs of all runs in rising order, float64 [n]."""
    if not runs:
        return np.empty(0)
    longest = max(runs, key=len)
    if all(np.array_equal(run, longest[: len(run)]) for run in runs):
        return longest
    return np.unique(np.concatenate(runs))
