"""How weights are changed: the numbers of an optimiser and of what goes with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Update:
    """An optimiser and its numbers; those that it doesn't use are ignored. "none" takes gradients only.

    weight_decay: λ of the weights (not of biases). clip_norm: the longest gradient, 0 for any length. dropout: the
    share of hidden units that drop, in [0, 1). schedule: one of `schedules`, over `epochs` epochs in all, of which the
    share `warmup` warms up.
    """

    optimiser: str
    learning_rate: float
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    weight_decay: float = 0.0
    clip_norm: float = 0.0
    dropout: float = 0.0
    schedule: str = "constant"
    warmup: float = 0.0
    epochs: int = 0

    @property
    def numbers(self) -> NDArray[np.float64]:
        """In the order of `optimisers.LEARNING_RATE` and so on."""
        in_order = (
            self.learning_rate,
            self.momentum,
            self.beta1,
            self.beta2,
            self.weight_decay,
            self.clip_norm,
        )
        return np.array(in_order, np.float64)
