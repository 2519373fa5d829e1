"""How fast this computer trains a network on such rows: a few epochs of the real loop, timed, whose result is dropped.

Why (2026-11-25): a step is timed, not derived from a count of operations. Small networks are bound by the cost of a
step and large ones by memory, and no formula knows the computer. The learning rate is nought while it is timed: the
arithmetic is the same, and no rate a person chose can make the numbers infinite and the epochs short.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import replace
from statistics import median

from core.nn.layout import Layout
from core.nn.operands import flops_per_row, unit_rows
from core.nn.spec import NetworkSpec
from core.training.events import EpochDone
from core.training.loop import TrainingData, train
from core.training.plan import TrainingPlan

_TAKES, _TAKE_S = 9, 0.006  # the median of so many: another program may want the processor during one of them
_WARM_EPOCHS = 2  # the arrays come into the caches
_LARGEST_SPEC = 2_000_000  # weights; the copies of more would cost a person's memory for a mere guess
_UNIT_FLOPS, _SAMPLE_FLOPS = 2e9, 1e9  # about a tenth of a second: nobody who starts a run should wait for longer
_MOST_ROWS = 4096


def rows_to_time(spec: NetworkSpec, batch_rows: int) -> int:
    """How many training rows to time it on, so that an epoch of them is over in about a twentieth of a second;
    0 for a network so large that a single step takes too long."""
    layout = Layout(spec)
    per_row, together = flops_per_row(layout), min(batch_rows, unit_rows(layout))
    if spec.parameters > _LARGEST_SPEC or per_row * together > _UNIT_FLOPS:
        return 0
    return max(together, min(_MOST_ROWS, int(_SAMPLE_FLOPS / per_row)))


def epoch_seconds(plan: TrainingPlan, data: TrainingData) -> Generator[None, None, float | None]:
    """Seconds that one epoch of these rows takes, validation rows included; it pauses often, for who may stop it.

    None when no finite loss comes out. The kernels must be ready, and nothing else should train meanwhile.
    """
    events = train(replace(plan, learning_rate=0.0, epochs=1_000_000, patience=0), data)
    takes: list[float] = []
    epochs, worked_s = -_WARM_EPOCHS, 0.0
    while len(takes) < _TAKES:
        begun_s = time.perf_counter()
        event = next(events, None)
        worked_s += time.perf_counter() - begun_s
        if event is None:
            return None
        if isinstance(event, EpochDone):
            epochs += 1
            if epochs == 0:  # warm now
                worked_s = 0.0
            elif epochs > 0 and worked_s >= _TAKE_S:
                takes.append(worked_s / epochs)
                epochs, worked_s = 0, 0.0
        yield
    return median(takes)
