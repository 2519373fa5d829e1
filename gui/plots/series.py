"""What the charts are given: frozen arrays with names, nothing of Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class RunCurve:
    """The losses of one run.

    name: as written at the line's end. series: which of the six run colours (0–5), None for the muted one.
    epochs, training, validation: float64 [n], losses in the network's units, NaN where there is none.
    best_epoch: of the kept weights, from raw values. planned: epochs at most, for the band "not run yet". live: still
    training, drawn stronger.
    """

    number: int
    name: str
    series: int | None
    epochs: NDArray[np.float64]
    training: NDArray[np.float64]
    validation: NDArray[np.float64]
    best_epoch: int | None = None
    planned: int | None = None
    live: bool = False

    @property
    def main(self) -> NDArray[np.float64]:
        """The solid line: validation loss, or training loss for a run without validation rows."""
        return self.validation if np.isfinite(self.validation).any() else self.training

    @property
    def has_validation(self) -> bool:
        """Whether any epoch was judged on validation rows."""
        return bool(np.isfinite(self.validation).any())

    def same_losses(self, other: RunCurve) -> bool:
        """Whether both hold the same epochs and losses to the bit, whatever else they say."""
        return all(
            mine is its or (len(mine) == len(its) and np.array_equal(mine.view(np.int64), its.view(np.int64)))
            for mine, its in (
                (self.epochs, other.epochs),
                (self.training, other.training),
                (self.validation, other.validation),
            )
        )

    def at(self, epoch: float) -> tuple[float, float] | None:
        """(validation, training) loss at an epoch, None when the run has no such epoch."""
        found = int(self.epochs.searchsorted(epoch))
        if found >= len(self.epochs) or self.epochs[found] != epoch:
            return None
        return float(self.validation[found]), float(self.training[found])


class LossRows(Sequence[Sequence[object]]):
    """One row an epoch and run: (name, epoch, training loss, validation loss); made when it is asked for, on any
    thread, since ten long runs have 300,000."""

    def __init__(self, curves: Sequence[RunCurve]) -> None:
        self._curves = tuple(curves)
        self._ends = tuple(accumulate(len(curve.epochs) for curve in self._curves))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        run = bisect_right(self._ends, place)
        curve = self._curves[run]
        epoch = place - self._ends[run] + len(curve.epochs)
        return curve.name, int(curve.epochs[epoch]), float(curve.training[epoch]), float(curve.validation[epoch])

    def __iter__(self) -> Iterator[Sequence[object]]:
        return chain.from_iterable(map(_loss_rows, self._curves))


def _loss_rows(curve: RunCurve) -> Iterator[tuple[object, ...]]:
    columns = (curve.epochs.astype(int).tolist(), curve.training.tolist(), curve.validation.tolist())
    return ((curve.name, *losses) for losses in zip(*columns, strict=True))
