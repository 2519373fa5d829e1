"""Random numbers by counter: every draw is a pure function of (seed, stream, counters), never of shared state.

The mixing function is the finaliser of splitmix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
generators", section 4).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_MASK = (1 << 64) - 1

# Streams keep draws for different purposes apart.
STREAM_WEIGHTS, STREAM_SHUFFLE, STREAM_DROPOUT = 1, 2, 3


def mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """splitmix64's finaliser of each value, uint64 [any shape]."""
    values = values ^ (values >> np.uint64(30))
    values = values * _MIX_1
    values = values ^ (values >> np.uint64(27))
    values = values * _MIX_2
    return values ^ (values >> np.uint64(31))


def key(seed: int, *counters: int) -> int:
    """A 63-bit key of a seed and counters, for the kernels (which count in int64)."""
    state = np.array([seed & _MASK], np.uint64)
    for counter in counters:
        state = mixed(state * _GOLDEN + np.array([(counter + 1) & _MASK], np.uint64))
    return int(mixed(state + _GOLDEN)[0] >> np.uint64(1))


def uniform(key_: int, shape: tuple[int, int], limit: float) -> NDArray[np.float32]:
    """float32 [rows, columns] uniform in ±limit; entry (row, column) depends on the key, its row and column only.

    Rows and columns are logical (never padded) indices, so that padding can't change a draw.
    """
    rows = mixed(np.uint64(key_) + np.arange(1, shape[0] + 1, dtype=np.uint64) * _GOLDEN)
    columns = np.arange(1, shape[1] + 1, dtype=np.uint64) * _GOLDEN
    drawn = np.empty(shape, np.float32)
    for row in range(shape[0]):
        share = (mixed(rows[row] + columns) >> np.uint64(11)).astype(np.float64) * 2.0**-53
        drawn[row] = (2.0 * share - 1.0) * limit
    return drawn
