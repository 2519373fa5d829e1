"""A run as the window shows it: one shape for a stored run and for the one that is training now."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError
from core.base.notices import Notice
from core.project.runs import EpochRow, RunRecord, RunStatus
from core.training.settings import settings_pairs

if TYPE_CHECKING:
    from gui.state.live_run import LiveRun

Values = NDArray[np.float64]
OVERFITTING = "training.overfitting"
AHEAD = 1.25


@dataclass(frozen=True, eq=False)
class RunView:
    """What is shown of a run.

    epochs, training, validation: float64 [n], losses in the network's units, NaN without validation rows. error_scale:
    what the root of a loss is multiplied with to be in the target's unit, None when that isn't known. layers, rate,
    patience: of its settings. metrics: validation, test, baselines, as far as they are known.
    """

    number: int
    name: str
    status: RunStatus
    task: str
    target: str | None
    epochs: Values
    training: Values
    validation: Values
    planned: int
    best_epoch: int | None
    layers: tuple[str, ...]
    rate: str
    patience: int
    seconds: float
    rows: Mapping[str, int] = field(default_factory=dict)
    metrics: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    has_model: bool = False
    paused: bool = False
    error_scale: float | None = None

    @property
    def live(self) -> bool:
        """Whether the run may still change."""
        return self.status is RunStatus.TRAINING

    @property
    def losses(self) -> Values:
        """Validation losses, or training losses for a run without validation rows; float64 [n]."""
        return self.validation if np.isfinite(self.validation).any() else self.training

    @property
    def lowest_validation_loss(self) -> float | None:
        """The loss that runs are compared by."""
        finite = self.validation[np.isfinite(self.validation)]
        return float(finite.min()) if len(finite) else None

    @property
    def overfits(self) -> bool:
        """Whether the run was seen to learn its rows by heart."""
        return any(notice.code == OVERFITTING for notice in self.notices)

    def horizon(self) -> int:
        """How far the run will go as things stand: to its planned end, or to where patience ends; never just ahead."""
        if not self.patience or not self.best_epoch or self.lowest_validation_loss is None:
            return self.planned
        return min(self.planned, max(self.best_epoch + self.patience, int(AHEAD * len(self.epochs))))

    def best_loss(self) -> float | None:
        """The loss of the epoch whose weights are kept."""
        found = np.flatnonzero(self.epochs == (self.best_epoch or -1))
        return float(self.losses[found[0]]) if len(found) else None

    def figure(self, name: str) -> float | None:
        """A figure on the test rows, else on the validation rows; while training the root-mean-square error of the best
        epoch on validation rows; None when none is known."""
        for part in ("test", "validation"):
            values = self.metrics.get(part)
            if values and values.get(name) is not None:
                return float(values[name])
        if name == "rmse" and self.live and self.error_scale is not None and self.task == "regression":
            loss = self.best_loss()
            return math.sqrt(loss) * self.error_scale if loss is not None and loss >= 0 else None
        return None

    def baseline(self, model: str, name: str) -> float | None:
        """A baseline's figure on the same test rows."""
        value = (self.metrics.get("baselines") or {}).get(model, {}).get(name)
        return None if value is None else float(value)


def run_view(record: RunRecord) -> RunView:
    """A stored run."""
    epochs, training, validation = loss_arrays(record.epochs)
    layers, rate, patience = network_of(record.document)
    return RunView(
        number=record.number,
        name=record.name,
        status=record.status,
        task=record.task,
        target=record.document.get("target"),
        epochs=epochs,
        training=training,
        validation=validation,
        planned=record.planned_epochs,
        best_epoch=record.best_epoch,
        layers=layers,
        rate=rate,
        patience=patience,
        seconds=record.seconds,
        rows=record.rows,
        metrics=record.metrics or {},
        notices=tuple(record.notices),
        has_model=record.has_model,
    )


class LiveLosses:
    """The losses of the run that trains, as arrays that grow: a run may tell thousands of epochs a second, and making
    the arrays anew each time would take longer the longer it trains."""

    def __init__(self) -> None:
        self._source: list[EpochRow] | None = None
        self._known = 0
        self._rows = np.empty((256, 3), np.float64)

    def take(self, rows: list[EpochRow]) -> tuple[Values, Values, Values]:
        """Epochs, training losses and validation losses of all rows so far, float64 [n] each, not to be changed."""
        if rows is not self._source or len(rows) < self._known:
            self._source, self._known = rows, 0
        fresh = rows[self._known :]
        if self._known + len(fresh) > len(self._rows):
            grown = np.empty((2 * (self._known + len(fresh)), 3), np.float64)
            grown[: self._known] = self._rows[: self._known]
            self._rows = grown
        for at, row in enumerate(fresh, start=self._known):
            self._rows[at] = row.epoch, row.training_loss, _or_nan(row.validation_loss)
        self._known = len(rows)
        epochs, training, validation = self._rows[: self._known].T
        return epochs, training, validation


def live_view(record: RunRecord, live: LiveRun, losses: LiveLosses) -> RunView:
    """The run that trains now: what the file knows of it, with what its events have told since."""
    epochs, training, validation = losses.take(live.epochs)
    return replace(
        run_view(record),
        status=RunStatus.TRAINING,
        epochs=epochs,
        training=training,
        validation=validation,
        planned=live.planned_epochs,
        best_epoch=live.best_epoch,
        seconds=live.elapsed_s,
        rows=live.rows,
        notices=tuple(live.notices),
        paused=live.paused,
        error_scale=live.loss_scale,
    )


def best_of(runs: Iterable[RunView], target: str | None) -> RunView | None:
    """The run that predictions take, by the rule of `core.flow.choosing`: of those with a model for this target (for
    any, when it has none) the lowest validation loss, among equals the newest."""
    usable = [run for run in runs if run.has_model]
    same = [run for run in usable if run.target == target] or usable

    def order(run: RunView) -> tuple[bool, float, int]:
        loss = run.lowest_validation_loss
        return loss is None, loss or 0.0, -run.number

    return min(same, key=order, default=None)


def loss_arrays(rows: Iterable[EpochRow]) -> tuple[Values, Values, Values]:
    """Epochs, training losses and validation losses, float64 [n] each."""
    known = list(rows)
    epochs = np.array([row.epoch for row in known], np.float64)
    training = np.array([row.training_loss for row in known], np.float64)
    validation = np.array(
        [math.nan if row.validation_loss is None else row.validation_loss for row in known], np.float64
    )
    return epochs, training, validation


def _or_nan(loss: float | None) -> float:
    return math.nan if loss is None else loss


def network_of(document: Mapping[str, Any]) -> tuple[tuple[str, ...], str, int]:
    """Hidden layers, learning rate and patience of a stored document; ((), "", 0) when they can't be told."""
    try:
        pairs = settings_pairs(str(document.get("preset")), dict(document.get("overrides") or ()))
    except (EpochalError, TypeError, ValueError):  # settings of a later version: the run is shown without them
        return (), "", 0
    layers = () if pairs["layers"] == "none" else tuple(part.strip() for part in pairs["layers"].split(","))
    return layers, pairs["learning_rate"], int(pairs["patience"])
