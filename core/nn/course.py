"""How a run goes from its first step to its last: batches, order, dropout, optimiser and schedule, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.nn.dropout import dropout_facts
from core.nn.layout import Layout
from core.nn.operands import Course, unit_rows
from core.nn.optimisers import MEASURE, OPTIMISER_CODES, OPTIMISER_NUMBERS
from core.nn.schedules import schedule_numbers
from core.nn.shuffle import shuffle_key


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


def course_of(layout: Layout, rows: int, batch_rows: int, seed: int, update: Update | None) -> Course:
    """How `rows` rows become steps of `batch_rows`; without an update the rows are only measured, in their order.

    A single batch isn't shuffled: its order changes nothing but the rounding.
    """
    in_batch = min(batch_rows, rows)
    unit = unit_rows(layout)
    whole, rest = divmod(rows, in_batch)
    per_batch, steps = -(-in_batch // unit), whole + (rest > 0)
    facts = [
        rows,
        in_batch,
        per_batch,
        whole * per_batch + -(-rest // unit),
        steps,
        int(update is not None and in_batch < rows),
        shuffle_key(seed),
        MEASURE if update is None else OPTIMISER_CODES[update.optimiser],
        *dropout_facts(0.0 if update is None else update.dropout, seed),
    ]
    if update is None:
        numbers, schedule = np.zeros(OPTIMISER_NUMBERS, np.float64), schedule_numbers("constant", 0.0, 0)
    else:
        numbers, schedule = update.numbers, schedule_numbers(update.schedule, update.warmup, update.epochs * steps)
    return Course(np.array(facts, np.int64), numbers, schedule)
