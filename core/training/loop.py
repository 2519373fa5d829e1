"""The loop: a plan and matrices become events. It owns time and repetition; the arithmetic is `core.nn`'s.

Whoever pulls decides the pace: no `next()` is pause, `.close()` is the end; neither changes a bit. Between two events
the loop computes for at most about a tenth of a second (longer only for a single unit of a very large network). From a
`Checkpoint` it goes on as if it had never stopped, to the same bits.
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
from core.base.errors import EpochalError
from core.base.notices import Notice, Severity
from core.nn.layout import digest
from core.nn.part import Part
from core.training.checkpoint import Checkpoint
from core.training.constant import constant_loss
from core.training.events import (
    Checkpointed,
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
BEST, CALMEST = "best", "calmest"  # the names of their weights in a checkpoint


@dataclass(frozen=True, eq=False)
class TrainingData:
    """The rows that a run learns from, and those that judge its epochs; None: the training loss judges them."""

    training: Part
    validation: Part | None = None

    @property
    def rows_validation(self) -> int:
        """How many rows judge the epochs."""
        return 0 if self.validation is None else self.validation.rows


def train(
    plan: TrainingPlan,
    data: TrainingData,
    *,
    resume: Checkpoint | None = None,
    checkpoint_every_s: float | None = None,
) -> Iterator[TrainingEvent]:
    """Train the plan's network from its seed. The events end with RunFinished unless the iterator is closed before.

    Compiling comes first when the kernels aren't loaded yet, then Started. With `checkpoint_every_s` a Checkpointed
    comes about that often, less often where making one takes more than a twentieth of the time; with `resume` the run
    goes on from one of the same plan and rows. Raises ValueError for arrays that don't fit, and EpochalError
    training.checkpoint_of_another for another plan's checkpoint.
    """
    from core.nn.step import kernels_are_ready, warm_up

    if resume is not None and resume.plan_key != plan.key:
        raise EpochalError("training.checkpoint_of_another")
    if not kernels_are_ready():
        yield Compiling()
        warm_up()
    yield from _Run(plan, data, resume, checkpoint_every_s).events()


class _DivergedError(Exception):
    """A loss or a weight of `epoch` isn't finite."""

    def __init__(self, epoch: int) -> None:
        super().__init__(epoch)
        self.epoch = epoch


class _Run:
    """One run while it lasts; `events` is its story."""

    def __init__(
        self, plan: TrainingPlan, data: TrainingData, resume: Checkpoint | None, checkpoint_every_s: float | None
    ) -> None:
        from core.nn.initialisers import initial_weights
        from core.nn.schedules import Plateau
        from core.nn.step import StepRun

        self.plan, self.data = plan, data
        self.elapsed_s = self.begun_s = 0.0
        self.epochs, self.losses = 0, list[float]()  # done, and the units since
        self.best: NDArray[np.float32] = read_only(initial_weights(plan.spec, plan.seed))
        self.best_epoch, self.best_loss = 0, math.inf
        self.calmest = (math.inf, 0, self.best)  # without validation rows: what a diverged run falls back to
        self.judge = Judge(plan.patience, plan.min_gain, constant_loss(plan.loss, data.training, data.validation))
        self.plateau = Plateau.of(plan.patience, plan.min_gain)
        self.steps: StepRun = StepRun(
            plan.spec,
            self.best,
            data.training,
            plan.update,
            batch_rows=plan.batch_size,
            seed=plan.seed,
            threads=plan.threads,
            loss=plan.loss,
        )
        self.units_in_slice = max(1, int(SLICE_S / self.steps.seconds_per_unit))
        self.epochs_at_once = 1
        if not data.rows_validation and plan.schedule != "plateau":
            self.epochs_at_once = max(1, self.units_in_slice // self.steps.units_per_epoch)
        self.checkpoints = Timer(checkpoint_every_s)
        if resume is not None:
            self._go_on(resume)

    def events(self) -> Iterator[TrainingEvent]:
        """Started, then epoch after epoch until there's a reason to stop."""
        yield Started(
            self.plan.epochs,
            self.data.training.rows,
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
        epoch = self.epochs
        while epoch < self.plan.epochs:
            count = min(self.epochs_at_once, max(1, epoch), self.plan.epochs - epoch)
            losses = yield from self._trained(epoch, count)
            begun_s, per_epoch_s = self.begun_s, (self.elapsed_s - self.begun_s) / count
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
                if self.plan.schedule == "plateau":
                    self.steps.scale_rate(
                        self.plateau.after(training_loss if validation_loss is None else validation_loss)
                    )
            if len(losses) < count:
                raise _DivergedError(epoch + 1)
            self.epochs, self.losses, self.begun_s = epoch, [], self.elapsed_s
            yield from self._checkpoint()
        return epoch, StopReason.ALL_EPOCHS

    def _trained(self, epoch: int, count: int) -> Generator[TrainingEvent, None, list[float]]:
        """Train `count` epochs after `epoch`; gives the mean loss of each, of fewer when one isn't finite."""
        units, losses = self.steps.units_per_epoch, self.losses
        at, end = epoch * units + len(losses), (epoch + count) * units
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
                yield from self._checkpoint()
                yield self._steps_done(at)
        rows = self.data.training.rows
        return [math.fsum(losses[i : i + units]) / rows for i in range(0, len(losses) - units + 1, units)]

    def _validation_loss(self, epoch: int) -> Generator[TrainingEvent, None, float | None]:
        """The mean loss on validation rows with the weights as they are; None without such rows."""
        if self.data.validation is None or not self.data.rows_validation:
            return None
        measuring = self.steps.measured(self.data.validation, self.units_in_slice)
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

    def _checkpoint(self) -> Iterator[Checkpointed]:
        """A checkpoint, when it's time for one."""
        if not self.checkpoints.is_due():
            return
        with self.checkpoints:
            arrays = {**self.steps.arrays(), BEST: self.best}
            if self.calmest[2] is not self.best:
                arrays[CALMEST] = self.calmest[2]
            story = {
                "begun_s": self.begun_s,
                "best": [self.best_epoch, self.best_loss],
                "calmest": [self.calmest[1], self.calmest[0]],
                "judge": self.judge.story(),
                "plateau": [self.plateau.share, self.plateau.reference, self.plateau.since],
            }
            kept = Checkpoint(self.plan.key, self.epochs, tuple(self.losses), self.elapsed_s, story, arrays)
        yield Checkpointed(kept)

    def _go_on(self, kept: Checkpoint) -> None:
        """Become the run that made this checkpoint."""
        story, arrays = kept.story, dict(kept.arrays)
        self.best = read_only(arrays.pop(BEST))
        calmest = read_only(arrays.pop(CALMEST, self.best))
        self.steps.restore(arrays)
        self.epochs, self.losses, self.elapsed_s = kept.epochs, list(kept.losses), kept.elapsed_s
        self.begun_s = story["begun_s"]
        self.best_epoch, self.best_loss = story["best"]
        self.calmest = (story["calmest"][1], story["calmest"][0], calmest)
        self.judge.go_on(story["judge"])
        self.plateau.share, self.plateau.reference, self.plateau.since = story["plateau"]
        self.steps.scale_rate(self.plateau.share)

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


class Timer:
    """When a checkpoint is due: `every_s` after the last one, and not so soon that more than a twentieth of the time
    goes into making them. As a context it times one. None: never."""

    def __init__(self, every_s: float | None) -> None:
        self._every_s = every_s
        self._last_s, self._cost_s = time.monotonic(), 0.0

    def is_due(self) -> bool:
        """Whether it's time for one."""
        if self._every_s is None:
            return False
        return time.monotonic() - self._last_s >= max(self._every_s, 20 * self._cost_s)

    def __enter__(self) -> None:
        self._last_s = time.monotonic()

    def __exit__(self, *_: object) -> None:
        now_s = time.monotonic()
        self._cost_s, self._last_s = now_s - self._last_s, now_s
