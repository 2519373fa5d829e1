"""Dropout of hidden units: forward, and beside it the way back. Masks are numbers by counter and stored nowhere.

Srivastava et al. 2014 ("Dropout: a simple way to prevent neural networks from overfitting"), in the inverted form:
while training a unit's output is 0 with probability p and otherwise divided by 1 - p, so that prediction needs nothing.

Why (2026-11-25): a mask is a function of the run's seed, how many rows were seen before, the layer and the unit. So the
way back draws the same mask again instead of reading a stored one, and neither threads nor blocks, slices or padding
change a bit. The mixing of 64 bits is splitmix64's finaliser (see `rng`), once per row and panel; that of the lanes is
32 bits wide, since processors multiply 16 of those at a time: `lowbias32` (C. Wellons 2018, "Hash function
prospector"), public domain.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from core.nn.hints import Floats
from core.nn.jit import inner
from core.nn.layout import LANES
from core.nn.rng import STREAM_DROPOUT, key

# (a unit drops when its 32 bits are below this, what the others are multiplied by, key, rows seen before the first)
Dropout: TypeAlias = tuple[int, np.float32, np.uint64, int]

_GOLDEN, _TURN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_LANE, _LOW_1, _LOW_2 = np.uint32(0x9E3779B9), np.uint32(0x7FEB352D), np.uint32(0x846CA68B)
_LOW = np.uint64(0xFFFFFFFF)
_PANELS_PER_LAYER = 1 << 20
_ZERO, _ONE = np.float32(0.0), np.float32(1.0)


def dropout_facts(share: float, seed: int) -> tuple[int, int]:
    """(below, key) of a run that drops this share of its hidden units, a number in [0, 1)."""
    return round(share * 2**32), key(seed, STREAM_DROPOUT)


@inner
def dropout_of(below: int, run_key: int, seen: int) -> Dropout:
    """The dropout of a block of rows that comes after `seen` rows of the run; below 0 drops nothing."""
    return below, np.float32(1.0 / (1.0 - below / 4294967296.0)), np.uint64(run_key), seen


@inner
def _mask_key(run_key: np.uint64, seen: int, panel: int) -> np.uint32:
    """The key of one row's panel of units; `panel` counts through all layers."""
    value = run_key + np.uint64(seen + 1) * _GOLDEN + np.uint64(panel + 1) * _TURN
    value = (value ^ (value >> np.uint64(30))) * _MIX_1
    value = (value ^ (value >> np.uint64(27))) * _MIX_2
    return np.uint32((value ^ (value >> np.uint64(31))) & _LOW)


@inner
def _mixed(bits: np.uint32) -> np.uint32:
    bits = np.uint32(bits ^ (bits >> np.uint32(16)))
    bits = np.uint32(bits * _LOW_1)
    bits = np.uint32(bits ^ (bits >> np.uint32(15)))
    bits = np.uint32(bits * _LOW_2)
    return np.uint32(bits ^ (bits >> np.uint32(16)))


@inner
def drop_panel(dropout: Dropout, layer: int, panel: int, values: Floats) -> None:
    """values · mask / (1 - p) in place, float32 [rows · LANES], for a layer's activations and for their gradients.

    The mask is multiplied, so that a number that isn't finite shows even where it's dropped.
    """
    below, scale, run_key, seen = dropout
    for r in range(values.size // LANES):
        row_key = _mask_key(run_key, seen + r, layer * _PANELS_PER_LAYER + panel)
        row = values[r * LANES : r * LANES + LANES]
        for lane in range(LANES):
            bits = _mixed(np.uint32(row_key + np.uint32(lane) * _LANE))
            row[lane] *= scale if bits >= below else _ZERO
