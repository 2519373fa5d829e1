"""A fair sample of a file's records: each is kept or not by its number alone, so the same file gives the same rows.

Why by a hash and not every tenth (2026-11-25): files come sorted and in periods, days of the week for example, and a
step through them would see only Mondays. SplitMix64 (Steele, Lea & Flood 2014, fig. 17) makes neighbours independent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_STEP, _FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def kept(records: NDArray[np.int64], share: float) -> NDArray[np.bool_]:
    """bool [records]: which of these record numbers belong to a sample of that share, from 0 to 1."""
    if share >= 1:
        return np.ones(len(records), np.bool_)
    mixed = records.astype(np.uint64) * _STEP
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53 < share


def share_of(wanted: int | None, about_rows: int) -> float:
    """The share of so many rows that makes the wanted number; 1 where all are wanted."""
    return 1.0 if wanted is None or about_rows <= wanted else wanted / about_rows
