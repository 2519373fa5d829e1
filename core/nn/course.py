"""How a run goes from its first step to its last: batches, order, dropout, optimiser and schedule, in numbers."""

from __future__ import annotations

import numpy as np

from core.nn.dropout import dropout_facts
from core.nn.layout import Layout
from core.nn.operands import Course, unit_rows
from core.nn.optimisers import MEASURE, OPTIMISER_CODES, OPTIMISER_NUMBERS
from core.nn.schedules import schedule_numbers
from core.nn.shuffle import shuffle_key
from core.nn.update import Update


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
