"""One training run as the project file keeps it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from core.base.notices import Notice


class RunStatus(StrEnum):
    """How a run stands. Only `TRAINING` can still change."""

    TRAINING = "training"
    DONE = "done"
    STOPPED = "stopped"  # by the person, best epoch kept
    DIVERGED = "diverged"  # the loss became infinite or not a number, best epoch kept
    INTERRUPTED = "interrupted"  # the process ended without a word (crash, power cut, kill) or could not save
    FAILED = "failed"  # a bug of ours


ChosenOn = Literal["validation", "test"]


@dataclass(frozen=True, slots=True)
class ChosenThreshold:
    """From which probability on a run calls a row positive, in [0, 1]. on: the rows it was chosen on: "validation", or
    "test" when a person chose it while looking at the test rows' figures, which those then flatter.
    """

    value: float
    on: ChosenOn


@dataclass(frozen=True, slots=True)
class EpochRow:
    """The losses of one epoch (from 1), in the network's units. `elapsed_s` counts from the start of the run."""

    epoch: int
    training_loss: float
    validation_loss: float | None
    elapsed_s: float


@dataclass(frozen=True)
class RunRecord:
    """What is known of a run.

    name: the preset's title. document: the document as JSON values when the run began. rows: how many rows were in
    train, validation, test and set_aside. environment: versions and processor. best_epoch, digest: of the kept weights.
    metrics: validation, test and baselines, as they were when the run ended. has_model: whether
    `ProjectStore.get_model` gives one. threshold: where a person drew the line between two classes, None for nowhere.
    test_rows: a digest of the rows that judged it and of what was true of them, None where that isn't known.
    """

    number: int
    name: str
    status: RunStatus
    document: dict[str, Any]
    task: str
    epochs: tuple[EpochRow, ...]
    planned_epochs: int
    best_epoch: int | None
    digest: str | None
    metrics: dict[str, Any]
    notices: tuple[Notice, ...]
    started_at: str
    seconds: float
    rows: dict[str, int]
    environment: dict[str, Any]
    has_model: bool
    threshold: ChosenThreshold | None = None
    test_rows: str | None = None

    @cached_property
    def lowest_validation_loss(self) -> float | None:
        """The loss that runs are compared by, in the network's units; None without a finite one."""
        losses = (row.validation_loss for row in self.epochs)
        return min((loss for loss in losses if loss is not None and math.isfinite(loss)), default=None)
