"""The run that trains now, as far as its events have told; afterwards the project file knows everything."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.base.notices import Notice

if TYPE_CHECKING:
    from core.project.runs import EpochRow


@dataclass
class LiveRun:
    """Grows by events. stage: "waiting", "preparing", "compiling", "training", "judging".

    number: None until the run is in the project file. loss_scale: turns the root of a loss into the target's unit.
    """

    number: int | None = None
    name: str = ""
    task: str = ""
    stage: str = "waiting"
    planned_epochs: int = 0
    epoch: int = 0
    step_share: float = 0.0
    best_epoch: int | None = None
    best_loss: float | None = None
    elapsed_s: float = 0.0
    paused: bool = False
    rows: dict[str, int] = field(default_factory=dict)
    loss_scale: float = 1.0
    epochs: list[EpochRow] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def share(self) -> float | None:
        """How much of the planned epochs has been run, 0 to 1; None before and after training."""
        if self.stage != "training" or not self.planned_epochs:
            return None
        return min((self.epoch + self.step_share) / self.planned_epochs, 1.0)

    @property
    def left_s(self) -> float | None:
        """Seconds left at most, at the speed so far; None before the first epoch."""
        if self.epoch == 0 or self.stage != "training":
            return None
        return max(self.planned_epochs - self.epoch, 0) * self.elapsed_s / self.epoch

    def hear(self, event: Any) -> None:
        """Take one event of `core.flow.training.train_run` in."""
        from core.base.progress import Progress
        from core.flow.training import RunBegun
        from core.project.runs import EpochRow
        from core.training.events import Compiling, EpochDone, Improved, RunFinished, RunWarned, Started, StepsDone

        match event:
            case RunBegun():
                self.number, self.name, self.task = event.number, event.name, event.task
                self.planned_epochs, self.rows, self.loss_scale = event.planned_epochs, event.rows, event.loss_scale
                self.stage = "compiling"
            case Started():
                self.planned_epochs, self.stage = event.epochs, "training"
            case Compiling():
                self.stage = "compiling"
            case StepsDone():
                self.stage, self.step_share = "training", event.step / max(event.steps, 1)
                self.elapsed_s = max(self.elapsed_s, event.elapsed_s)
            case EpochDone():
                self.stage, self.epoch, self.step_share, self.elapsed_s = "training", event.epoch, 0.0, event.elapsed_s
                row = EpochRow(event.epoch, event.training_loss, event.validation_loss, event.elapsed_s)
                self.epochs.append(row)
            case Improved():
                self.best_epoch = event.epoch
                self.best_loss = event.loss if math.isfinite(event.loss) else None
            case RunWarned():
                self.notices.append(event.notice)
            case RunFinished():
                self.stage = "judging"
            case Progress():
                self.stage = "judging" if event.stage == "judge" else "preparing"
            case _:
                pass  # Finished: the project file knows it now
