"""The loop: a plan and matrices become events. It owns time and repetition; the arithmetic is `core.nn`'s.

Whoever pulls decides the pace: no `next()` is pause, `.close()` is the end; neither changes a bit. Between two events
the loop computes for at most about a tenth of a second (longer only for a single unit of a very large network).
"""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.base.arrays import read_only
from core.base.notices import Notice, Severity
from core.nn.layout import digest
from core.nn.spec import Head
from core.training.events import (
    Compiling,
    EpochDone,
    Improved,
    RunFinished,
    RunWarned,
    Started,
    StepsDone,
    StopReason,
    TrainingEvent,
)
from core.training.plan import TrainingPlan
from core.training.stopping import Judge

if TYPE_CHECKING:
    from core.nn.step import StepRun

SLICE_S = 0.05


@dataclass(frozen=True, eq=False)
class TrainingData:
    """The matrices of a run, C-contiguous float32: x [rows, inputs], y [rows] (class index, or the scaled number)."""

    x_train: NDArray[np.float32]
    y_train: NDArray[np.float32]
    x_validation: NDArray[np.float32] | None = None
    y_validation: NDArray[np.float32] | None = None

    @property
    def rows_validation(self) -> int:
        """How many rows judge the epochs."""
        return 0 if self.x_validation is None else len(self.x_validation)


def train(plan: TrainingPlan, data: TrainingData) -> Iterator[TrainingEvent]:
    """Train the plan's network from its seed. The events end with RunFinished unless the iterator is closed before.

    Compiling comes first when the kernels aren't loaded yet, then Started. Raises ValueError for arrays that don't fit.
    """
    from core.nn.step import kernels_are_ready, warm_up

    if not kernels_are_ready():
        yield Compiling()
        warm_up()
    yield from _Run(plan, data).events()


class _DivergedError(Exception):
    """A loss or a weight of `epoch` isn't finite."""

    def __init__(self, epoch: int) -> None:
        super().__init__(epoch)
        self.epoch = epoch


class _Run:
    """One run while it lasts; `events` is its story."""

    def __init__(self, plan: TrainingPlan, data: TrainingData) -> None:
        from core.nn.course import Update
        from core.nn.initialisers import initial_weights
        from core.nn.step import StepRun

        self.plan, self.data = plan, data
        self.elapsed_s = 0.0
        self.best: NDArray[np.float32] = read_only(initial_weights(plan.spec, plan.seed))
        self.best_epoch, self.best_loss = 0, math.inf
        self.calmest = (math.inf, 0, self.best)  # without validation rows: what a diverged run falls back to
        self.judge = Judge(plan.patience, plan.min_gain, constant_loss(plan.spec.head, data.y_train, data.y_validation))
        self.steps: StepRun = StepRun(
            plan.spec,
            self.best,
            (data.x_train, data.y_train),
            Update(plan.optimiser, plan.learning_rate, plan.momentum, plan.beta1, plan.beta2),
            batch_rows=plan.batch_size,
            seed=plan.seed,
            threads=plan.threads,
        )
        self.units_in_slice = max(1, int(SLICE_S / self.steps.seconds_per_unit))
        self.epochs_at_once = 1
        if not data.rows_validation:
            self.epochs_at_once = max(1, self.units_in_slice // self.steps.units_per_epoch)

    def events(self) -> Iterator[TrainingEvent]:
        """Started, then epoch after epoch until there's a reason to stop."""
        yield Started(
            self.plan.epochs,
            len(self.data.x_train),
            self.data.rows_validation,
            self.plan.spec.parameters,
            self.steps.steps_per_epoch,
            self.steps.threads,
        )
        try:
            epoch, reason = yield from self._epochs()
        except _DivergedError as failure:
            if not self.data.rows_validation:
                self.best_loss, self.best_epoch, self.best = self.calmest
            yield RunWarned(self._divergence(failure.epoch))
            epoch, reason = failure.epoch, StopReason.DIVERGED
        yield self._finished(epoch, reason)

    def _epochs(self) -> Generator[TrainingEvent, None, tuple[int, StopReason]]:
        """All epochs; gives the last one and why it was the last. Raises _DivergedError.

        Tiny epochs run several at a time, as many as there were before, so that the early ones are seen singly.
        """
        epoch = 0
        while epoch < self.plan.epochs:
            count = min(self.epochs_at_once, max(1, epoch), self.plan.epochs - epoch)
            begun_s = self.elapsed_s
            losses = yield from self._trained(epoch, count)
            per_epoch_s = (self.elapsed_s - begun_s) / count
            for i, training_loss in enumerate(losses):
                epoch += 1
                validation_loss = yield from self._validation_loss(epoch)
                elapsed_s = self.elapsed_s if count == 1 else begun_s + (i + 1) * per_epoch_s
                better = self.judge.improved(epoch, training_loss, validation_loss) and i + 1 == count
                weights = self.steps.weights() if better else None  # at hand only after the last of several epochs
                sound = weights is not None and bool(np.isfinite(weights).all())
                yield EpochDone(epoch, training_loss, validation_loss, elapsed_s, improved=sound)
                if weights is not None and not sound:
                    raise _DivergedError(epoch)
                if weights is not None:
                    yield self._improved(epoch, training_loss, weights)
                for notice in self.judge.notices(epoch, training_loss, validation_loss):
                    yield RunWarned(notice)
                if self.judge.wants_to_stop(epoch, validation_loss):
                    return epoch, StopReason.EARLY_STOPPING
            if len(losses) < count:
                raise _DivergedError(epoch + 1)
        return epoch, StopReason.ALL_EPOCHS

    def _trained(self, epoch: int, count: int) -> Generator[TrainingEvent, None, list[float]]:
        """Train `count` epochs after `epoch`; gives the mean loss of each, of fewer when one isn't finite."""
        units = self.steps.units_per_epoch
        at, end = epoch * units, (epoch + count) * units
        losses: list[float] = []
        while at < end:
            begun_s = time.perf_counter()
            slice_losses = self.steps.advance(at, min(at + self.units_in_slice, end))
            self.elapsed_s += time.perf_counter() - begun_s
            losses.extend(slice_losses.tolist())
            at += len(slice_losses)
            if not math.isfinite(losses[-1]):
                losses.pop()
                break
            if at < end:
                yield self._steps_done(at)
        rows = len(self.data.x_train)
        return [math.fsum(losses[i : i + units]) / rows for i in range(0, len(losses) - units + 1, units)]

    def _validation_loss(self, epoch: int) -> Generator[TrainingEvent, None, float | None]:
        """The mean loss on validation rows with the weights as they are; None without such rows."""
        if self.data.x_validation is None or self.data.y_validation is None or not self.data.rows_validation:
            return None
        measuring = self.steps.measured(self.data.x_validation, self.data.y_validation, self.units_in_slice)
        while True:
            begun_s = time.perf_counter()
            loss = next(measuring)
            self.elapsed_s += time.perf_counter() - begun_s
            if loss is None:
                yield self._steps_done(epoch * self.steps.units_per_epoch)
            elif math.isfinite(loss):
                return loss
            else:
                raise _DivergedError(epoch)

    def _improved(self, epoch: int, training_loss: float, weights: NDArray[np.float32]) -> Improved:
        """Keep the weights of a better epoch."""
        self.best, self.best_epoch, self.best_loss = read_only(weights), epoch, self.judge.best_loss
        if training_loss <= self.calmest[0]:
            self.calmest = (training_loss, epoch, self.best)
        return Improved(epoch, self.best_loss, self.best)

    def _steps_done(self, units: int) -> StepsDone:
        """Where the run stands after its first `units` units, at least one."""
        epoch, within = divmod(units - 1, self.steps.units_per_epoch)
        step = within // self.steps.units_per_batch + 1
        return StepsDone(epoch + 1, step, self.steps.steps_per_epoch, self.elapsed_s)

    def _divergence(self, epoch: int) -> Notice:
        code = "training.diverged" if self.best_epoch else "training.diverged_at_once"
        params: dict[str, object] = {
            "epoch": epoch,
            "best_epoch": self.best_epoch,
            "learning_rate": self.plan.learning_rate,
        }
        return Notice(code, params, severity=Severity.BAD)

    def _finished(self, epoch: int, reason: StopReason) -> RunFinished:
        updates = epoch * self.steps.steps_per_epoch
        return RunFinished(
            reason,
            epoch,
            self.best_epoch,
            self.best,
            digest(self.plan.spec, self.best),
            self.elapsed_s,
            {"best_loss": self.best_loss if self.best_epoch else None, "updates": updates},
        )


def constant_loss(head: Head, y: NDArray[np.float32], y_validation: NDArray[np.float32] | None = None) -> float:
    """The mean loss of always giving the answer that is best for `y`, the mean or the shares of the classes: on the
    validation rows, without any on `y` itself. 0 where it would be infinite: for a class that `y` doesn't have."""
    judged = y if y_validation is None or not len(y_validation) else y_validation
    if head is Head.LINEAR:
        return float(np.mean((judged.astype(np.float64) - np.mean(y, axis=0, dtype=np.float64)) ** 2))
    counts = np.bincount(y.reshape(-1).astype(np.int64))
    found = np.bincount(judged.reshape(-1).astype(np.int64), minlength=len(counts))
    if found[: len(counts)][counts == 0].any() or len(found) > len(counts):
        return 0.0
    shares = counts[counts > 0] / counts.sum()
    return float(-(found[counts > 0] * np.log(shares)).sum() / found.sum())
