"""The rows of a matrix that a network learns from or is measured on, without a copy of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Part:
    """Rows to learn from or to measure: those `at` int64 [part's rows] of the matrices, or all of them. Never copied.

    x float32 [rows, inputs], y float32 [rows] or [rows, targets] (class index, or the scaled number) and weights
    float32 [rows], whose mean over the part is 1 (None: all weigh the same), are C-contiguous.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    weights: NDArray[np.float32] | None = None
    at: NDArray[np.int64] | None = None

    @property
    def rows(self) -> int:
        """How many rows the part has."""
        return len(self.x) if self.at is None else len(self.at)

    def targets(self) -> NDArray[np.float32]:
        """y of the part's rows, in their order."""
        return self.y if self.at is None else self.y[self.at]

    def weights_of_rows(self) -> NDArray[np.float32] | None:
        """The weights of the part's rows, in their order."""
        return self.weights if self.weights is None or self.at is None else self.weights[self.at]
