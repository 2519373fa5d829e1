"""The run that is training: its events, added up. Every epoch is kept, however seldom it is drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.base.notices import Notice
from core.base.progress import Finished, Progress
from core.flow.training import RunBegun, RunEvent
from core.project.runs import RunStatus
from core.training.events import (
    Compiling,
    EpochDone,
    Improved,
    RunFinished,
    RunWarned,
    Started,
    StepsDone,
)
from gui.models.run_view import RunView, network_of

PREPARING, COMPILING, TRAINING, JUDGING = "preparing", "compiling", "training", "judging"


class LiveRun:
    """Adds up what a run tells. `document` is the JSON form of the document it learns from."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self.phase = PREPARING
        self.begun: RunBegun | None = None
        self.steps: tuple[int, int, int] | None = None  # epoch, step, steps
        self.elapsed_s = 0.0
        self.notices: list[Notice] = []
        self.best_epoch: int | None = None
        self._epochs: list[int] = []
        self._training: list[float] = []
        self._validation: list[float] = []

    @property
    def epoch(self) -> int:
        """The last epoch that is done, 0 before the first."""
        return self._epochs[-1] if self._epochs else 0

    @property
    def latest_notice(self) -> Notice | None:
        """The last thing worth hearing."""
        return self.notices[-1] if self.notices else None

    @property
    def seconds_left(self) -> float | None:
        """How long the planned epochs take at most, at the pace so far."""
        if self.begun is None or not self._epochs or self.elapsed_s <= 0:
            return None
        return self.elapsed_s / self.epoch * max(0, self.begun.planned_epochs - self.epoch)

    def told(self, event: RunEvent) -> None:
        """Take one event."""
        match event:
            case RunBegun():
                self.begun = event
            case Compiling():
                self.phase = COMPILING
            case Started():
                self.phase = TRAINING
            case StepsDone():
                self.steps, self.elapsed_s = (event.epoch, event.step, event.steps), event.elapsed_s
            case EpochDone():
                self._add(event)
            case Improved():
                self.best_epoch = event.epoch
            case RunWarned():
                self.notices.append(event.notice)
            case Progress():
                self.phase = JUDGING if event.stage == "judge" else self.phase
            case RunFinished() | Finished():
                self.phase = JUDGING

    def view(self, *, paused: bool = False) -> RunView | None:
        """The run as it stands; None before it has its number."""
        if self.begun is None:
            return None
        layers, rate = network_of(self._document)
        return RunView(
            number=self.begun.number,
            name=self.begun.name,
            status=RunStatus.TRAINING,
            task=self.begun.task,
            target=self._document.get("target"),
            epochs=np.array(self._epochs, np.float64),
            training=np.array(self._training, np.float64),
            validation=np.array(self._validation, np.float64),
            planned=self.begun.planned_epochs,
            best_epoch=self.best_epoch,
            layers=layers,
            rate=rate,
            seconds=self.elapsed_s,
            rows=self.begun.rows,
            notices=tuple(self.notices),
            paused=paused,
            error_scale=self.begun.loss_scale,
        )

    def _add(self, event: EpochDone) -> None:
        self._epochs.append(event.epoch)
        self._training.append(event.training_loss)
        self._validation.append(math.nan if event.validation_loss is None else event.validation_loss)
        self.elapsed_s = event.elapsed_s
