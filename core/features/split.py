"""Which rows train, validate and test: drawn from (seed, source row) before any rule has seen them.

Each source row gets a 64-bit number from a counter-based hash, the rows are put in the order of these numbers, and each
part takes its share from the front. So the parts don't depend on the order of the table, its other columns or the
machine, the shares are exact, and a larger validation share never moves a test row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.arrays import read_only
from core.base.errors import EpochalError, Place

GOLDEN_GAMMA = 0x9E3779B97F4A7C15
PART = 20_000  # rows whose labels are numbered at a time: Python's lock is held meanwhile
SMALL_CLASS = 2  # a class with so few rows trains only: what was never trained can't be judged


@dataclass(frozen=True, eq=False)
class Parts:
    """Source rows by part, int64, increasing, no row in two parts."""

    training: NDArray[np.int64]
    validation: NDArray[np.int64]
    test: NDArray[np.int64]

    def __post_init__(self) -> None:
        for part in (self.training, self.validation, self.test):
            read_only(part)


def draw_parts(
    source_rows: NDArray[np.int64],
    seed: int,
    test: float,
    validation: float,
    labels: NDArray[Any] | None = None,
) -> Parts:
    """Cut rows into parts: `test` is a share of all rows, `validation` a share of the rest, both in [0, 1).

    With `labels` (object [rows], missing is a class of its own) each class is cut by the same shares, to within a row.
    Raises EpochalError features.split_no_* when a share that isn't 0 leaves its part, or training, without a row.
    """
    rows = np.asarray(source_rows, np.int64)
    order = np.argsort(row_hashes(rows, seed), kind="stable")
    classes = np.zeros(len(rows), np.int64) if labels is None else _classes_by_draw(np.asarray(labels)[order])
    trains_only = _rows_of_small_classes(classes) if labels is not None else np.zeros(len(rows), bool)
    part = np.zeros(len(rows), np.int8)  # in drawn order: 0 training, 1 validation, 2 test
    for code, share in ((2, test), (1, validation)):
        free = part == 0
        wanted = rounded_share(share, int(free.sum()))
        part[_first_of_each_class(classes, free & ~trains_only, wanted, spare=labels is not None)] = code
    drawn = [np.sort(rows[order[part == code]]) for code in (0, 1, 2)]
    parts = Parts(*drawn)
    if trains_only.all() and rounded_share(test, len(rows)) + rounded_share(validation, len(rows)):
        raise EpochalError("features.split_small_classes", {"most": SMALL_CLASS}, Place(setting="split"))
    _check(parts, test, validation)
    return parts


def row_hashes(source_rows: NDArray[np.int64], seed: int) -> NDArray[np.uint64]:
    """uint64 [rows]: one number per (seed, source row); different rows have different numbers.

    SplitMix64 read at position `source_row` of the stream that starts at the mixed seed (Steele, Lea and Flood 2014,
    "Fast splittable pseudorandom number generators", OOPSLA, figures 16 and 17; the mixer is Stafford's variant 13).
    """
    start = _mixed(np.array([(seed + GOLDEN_GAMMA) % 2**64], np.uint64))
    return _mixed(start + source_rows.astype(np.uint64) * np.uint64(GOLDEN_GAMMA))


def rounded_share(share: float, rows: int) -> int:
    """How many rows a share is: half a row rounds up."""
    return int(np.floor(share * rows + 0.5))


def _mixed(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _classes_by_draw(labels: NDArray[Any]) -> NDArray[np.int64]:
    """Class numbers in the order in which the classes are first drawn, so that ties don't follow the alphabet."""
    numbers, found = np.empty(len(labels), np.int64), dict[Any, int]()
    for start in range(0, len(labels), PART):
        part = pd.Series(labels[start : start + PART], dtype=object)
        codes, uniques = pd.factorize(part, use_na_sentinel=False)
        whole = [found.setdefault(None if pd.isna(label) else label, len(found)) for label in uniques]
        numbers[start : start + PART] = np.array(whole, np.int64)[codes]
    return numbers


def _rows_of_small_classes(classes: NDArray[np.int64]) -> NDArray[np.bool_]:
    counts = np.bincount(classes) if len(classes) else np.zeros(1, np.int64)
    return counts[classes] <= SMALL_CLASS


def _first_of_each_class(
    classes: NDArray[np.int64], free: NDArray[np.bool_], wanted: int, *, spare: bool
) -> NDArray[np.int64]:
    """Positions, in drawn order, of the first rows of every class, `wanted` in all if there are so many.

    With `spare` at least one free row of each class stays behind.
    """
    counts = np.bincount(classes[free], minlength=1)
    taken = _apportioned(counts, np.maximum(counts - int(spare), 0), wanted)
    at = np.flatnonzero(free)
    at = at[np.argsort(classes[at], kind="stable")]  # by class, in drawn order within
    rank = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
    return at[rank < np.repeat(taken, counts)]


def _apportioned(counts: NDArray[np.int64], limits: NDArray[np.int64], wanted: int) -> NDArray[np.int64]:
    """Cut `wanted` rows over classes in proportion to their rows: whole quotas first, then largest remainders."""
    wanted = min(wanted, int(limits.sum()))
    quotas = wanted * counts / max(int(counts.sum()), 1)
    taken = np.minimum(np.floor(quotas).astype(np.int64), limits)
    while (missing := wanted - int(taken.sum())) > 0:
        below = np.flatnonzero(taken < limits)
        nearest = below[np.argsort((taken - quotas)[below], kind="stable")]
        taken[nearest[:missing]] += 1
    return taken


def _check(parts: Parts, test: float, validation: float) -> None:
    rows = len(parts.training) + len(parts.validation) + len(parts.test)
    if test > 0 and not len(parts.test):
        raise EpochalError("features.split_no_test", {"share": test, "rows": rows}, Place(setting="test"))
    if validation > 0 and not len(parts.validation):
        left = rows - len(parts.test)
        params: dict[str, object] = {"share": validation, "rows": left}
        raise EpochalError("features.split_no_validation", params, Place(setting="validation"))
    if not len(parts.training):
        raise EpochalError("features.split_no_training", {"rows": rows})
