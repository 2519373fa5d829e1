"""The closed union of what a training run tells: the window and the terminal `match` on it and end in `assert_never`.

Rows, losses and weights are in the network's own (scaled) units; `flow` translates to the target's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.notices import Notice
from core.training.checkpoint import Checkpoint


class StopReason(StrEnum):
    """Why a run ended."""

    ALL_EPOCHS = "all_epochs"
    EARLY_STOPPING = "early_stopping"
    DIVERGED = "diverged"
    STOPPED = "stopped"  # by the person: whoever pulls closed the iterator


@dataclass(frozen=True, slots=True)
class Started:
    """The run begins. `parameters` is the number of trained numbers; `steps_per_epoch` the number of batches."""

    epochs: int
    rows_train: int
    rows_validation: int
    parameters: int
    steps_per_epoch: int
    threads: int


@dataclass(frozen=True, slots=True)
class Compiling:
    """The kernels are being compiled (once per machine and version)."""


@dataclass(frozen=True, slots=True)
class StepsDone:
    """Within an epoch: `step` of `steps` batches. May be merged by the consumer."""

    epoch: int
    step: int
    steps: int
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class EpochDone:
    """An epoch (from 1) has ended. `validation_loss` is None when there are no validation rows.

    improved: `Improved` follows at once, before any more work; who may be stopped should take both or neither.
    """

    epoch: int
    training_loss: float
    validation_loss: float | None
    elapsed_s: float
    improved: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Improved:
    """The best epoch so far; `weights` is a read-only copy of the flat parameter vector float32 [parameters]."""

    epoch: int
    loss: float
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Checkpointed:
    """All that a run needs to go on from here to the same bits; only told to who asks for it."""

    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True)
class RunWarned:
    """Something worth hearing: overfitting, no learning, divergence, rows set aside."""

    notice: Notice


@dataclass(frozen=True, slots=True, eq=False)
class RunFinished:
    """The run has ended by itself. `weights` are those to keep (best validation epoch, or the last one without
    validation rows), float32 [parameters], read-only."""

    reason: StopReason
    epochs: int
    best_epoch: int
    weights: NDArray[np.float32]
    digest: str
    elapsed_s: float
    details: dict[str, Any]


TrainingEvent = Started | Compiling | StepsDone | EpochDone | Improved | Checkpointed | RunWarned | RunFinished
