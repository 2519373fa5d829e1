"""Schedules: what a step's learning rate is, as a share of the rate that was set. A pure function of the step.

- constant: 1
- step: 1, then 0.1 from half of the run on, 0.01 from three quarters on (He et al. 2016, "Deep residual learning for
  image recognition", section 4.2, divide by 10 at 50 % and 75 % of the steps)
- cosine: ½ (1 + cos πt) for t from 0 to 1 over the run (Loshchilov and Hutter 2017, "SGDR", equation 5, one period)
- plateau: what `Plateau` makes of the losses between epochs

Before any of them comes the warm-up: a straight line from nought over the first share of the run (Goyal et al. 2017,
"Accurate, large minibatch SGD", section 2.2); the schedule's own run begins where it ends. A run is as many steps as
were planned: one that stops early leaves the rest of its schedule unused.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.nn.hints import Doubles
from core.nn.jit import helper

CONSTANT, STEP, COSINE, PLATEAU = range(4)
SCHEDULE_CODES = {"constant": CONSTANT, "step": STEP, "cosine": COSINE, "plateau": PLATEAU}

# Positions in the float64 vector of a run's schedule.
SCHEDULE, WARMUP_STEPS, STEPS, PLATEAU_SHARE = range(4)

_STEP_SHARE = 0.1
_FALL, _LEAST = 0.5, 1e-3  # of a plateau
_PLATEAU_EPOCHS = 5  # when the run has no patience of its own


def schedule_numbers(name: str, warmup: float, steps: int) -> NDArray[np.float64]:
    """float64 [4] of a schedule for a run of `steps` steps, of which the share `warmup` warms up."""
    return np.array([SCHEDULE_CODES[name], round(warmup * steps), steps, 1.0], np.float64)


@helper
def share_of_rate(numbers: Doubles, step: int) -> float:
    """The share of the learning rate at a step (from 1), in (0, 1]; 0 at most after the last step of cosine."""
    warmup = numbers[WARMUP_STEPS]
    if step <= warmup:
        return float(step / (warmup + 1.0))
    code, done = numbers[SCHEDULE], (step - 1.0 - warmup) / max(1.0, numbers[STEPS] - warmup)
    if code == STEP:
        return 1.0 if done < 0.5 else _STEP_SHARE if done < 0.75 else _STEP_SHARE * _STEP_SHARE
    if code == COSINE:
        return 0.5 * (1.0 + math.cos(math.pi * min(1.0, done)))
    return float(numbers[PLATEAU_SHARE]) if code == PLATEAU else 1.0


@dataclass
class Plateau:
    """Halves the rate whenever the loss hasn't fallen for some epochs, as often as it takes, to 1/1000 at the least.

    `wait` epochs are a third of the run's patience, so that a run lowers its rate before it gives up.
    """

    wait: int
    min_gain: float
    share: float = 1.0
    reference: float = math.inf
    since: int = 0

    @classmethod
    def of(cls, patience: int, min_gain: float) -> Plateau:
        """For a run of this patience; 0 is a run that never stops early."""
        return cls(max(1, patience // 3) if patience else _PLATEAU_EPOCHS, min_gain)

    def after(self, loss: float) -> float:
        """The share of the rate for the next epoch, now that one has ended with this loss."""
        if loss < self.reference - self.min_gain:
            self.reference, self.since = loss, 0
        else:
            self.since += 1
        if self.since >= self.wait:
            self.share, self.since = max(_LEAST, self.share * _FALL), 0
        return self.share
