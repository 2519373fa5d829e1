"""The order of rows in an epoch: a permutation that is computed place by place and stored nowhere.

A Feistel network (Luby and Rackoff 1988, "How to construct pseudorandom permutations from pseudorandom functions") on
as many bits as the row count needs, walked until it lands below it (Black and Rogaway 2002, "Ciphers with arbitrary
finite domains", section 3.2). So any slice of any epoch can start anywhere, on any thread, with nothing but the seed.
"""

from __future__ import annotations

import numpy as np

from core.nn.hints import Ints
from core.nn.jit import helper
from core.nn.rng import STREAM_SHUFFLE, key

_ROUNDS = 6
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_ONE, _HALF = np.uint64(1), np.uint64(32)


def shuffle_key(seed: int) -> int:
    """The key of a run's shuffles, 63 bits."""
    return key(seed, STREAM_SHUFFLE)


@helper
def _scrambled(value: np.uint64, round_key: np.uint64) -> np.uint64:
    mixed = (value + _ONE) * _GOLDEN + round_key
    mixed = (mixed ^ (mixed >> _HALF)) * _MIX
    return mixed ^ (mixed >> _HALF)


@helper
def epoch_key(run_key: int, epoch: int) -> np.uint64:
    """The key of one epoch's order, uint64."""
    return _scrambled(np.uint64(epoch), np.uint64(run_key))


@helper
def place_bits(rows: int) -> int:
    """How many bits hold every place below `rows`; at least 4, since fewer mix badly."""
    bits = 4
    while (1 << bits) < rows:
        bits += 1
    return bits


@helper
def _permuted(place: np.uint64, bits: int, order_key: np.uint64) -> np.uint64:
    """The network's permutation of the numbers of so many bits."""
    low_bits = np.uint64(bits // 2)
    low_mask = (_ONE << low_bits) - _ONE
    high_mask = (_ONE << np.uint64(bits - bits // 2)) - _ONE
    low, high = place & low_mask, place >> low_bits
    round_key = order_key
    for _ in range(_ROUNDS // 2):
        round_key = round_key * _MIX + _GOLDEN
        low = low ^ (_scrambled(high, round_key) & low_mask)
        round_key = round_key * _MIX + _GOLDEN
        high = high ^ (_scrambled(low, round_key) & high_mask)
    return (high << low_bits) | low


@helper
def rows_at(place: int, rows: int, bits: int, order_key: np.uint64, chosen: Ints) -> None:
    """Fill `chosen` int64 [n] with the rows that come at `place` … place + n - 1 (from 0, below `rows`) in the order of
    `order_key`: all at once, which is several times as fast as one after the other."""
    for i in range(chosen.size):
        chosen[i] = np.int64(_permuted(np.uint64(place + i), bits, order_key))
    beyond = 1
    while beyond:
        beyond = 0
        for i in range(chosen.size):
            walked = np.int64(_permuted(np.uint64(chosen[i]), bits, order_key))
            chosen[i] = walked if chosen[i] >= rows else chosen[i]
            beyond += int(chosen[i] >= rows)
