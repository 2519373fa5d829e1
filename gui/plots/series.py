"""What the charts are given: frozen arrays with names, nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass

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
