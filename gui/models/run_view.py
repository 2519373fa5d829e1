"""A run as the window shows it: one shape for a stored run and for the one that is training now."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError
from core.base.notices import Notice
from core.project.document import document_to_json
from core.project.runs import EpochRow, RunRecord, RunStatus
from core.training.settings import PRESETS, settings_pairs
from gui.models.run_words import shown_name

if TYPE_CHECKING:
    from gui.state.live_run import LiveRun
    from gui.state.queued_run import QueuedRun

Values = NDArray[np.float64]
OVERFITTING = "training.overfitting"
AHEAD = 1.25
NOTHING = np.empty(0, np.float64)


@dataclass(frozen=True, eq=False)
class RunView:
    """What is shown of a run.

    epochs, training, validation: float64 [n], losses in the network's units, NaN without validation rows. error_scale:
    what the root of a loss is multiplied with to be in the target's unit, None when that isn't known. layers, rate,
    patience: of its settings. metrics: validation, test, baselines, as far as they are known. stage: of the run that
    trains now, as `LiveRun` has it. waits: the key of a run that waits for its turn, whose number is a guess. drawn:
    what decides which rows judge it; runs with the same can be held against each other. document: as JSON values.
    test_rows: which rows judged it, as a digest, None where that isn't known.
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
    stage: str = ""
    waits: int | None = None
    drawn: tuple[object, ...] = ()
    document: Mapping[str, Any] = field(default_factory=dict)
    error_scale: float | None = None
    test_rows: str | None = None

    @property
    def live(self) -> bool:
        """Whether the run may still change."""
        return self.status is RunStatus.TRAINING and self.waits is None

    @property
    def losses(self) -> Values:
        """Validation losses, or training losses for a run without validation rows; float64 [n]."""
        return self.validation if np.isfinite(self.validation).any() else self.training

    @cached_property
    def lowest_validation_loss(self) -> float | None:
        """The loss that runs are compared by."""
        finite = self.validation[np.isfinite(self.validation)]
        return float(finite.min()) if len(finite) else None

    @property
    def overfits(self) -> bool:
        """Whether the run was seen to learn its rows by heart, and found no better epoch since."""
        return any(notice.code == OVERFITTING and not self.overtook(notice) for notice in self.notices)

    def overtook(self, notice: Notice) -> bool:
        """Whether the run has become better since it was said that it doesn't."""
        said = notice.params.get("best_epoch")
        return isinstance(said, int) and self.best_epoch is not None and self.best_epoch > said

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

    def figure_beside(self, other: RunView, name: str) -> float | None:
        """The other run's figure on the rows that this one's `figure` is of; None when it has none there, or was judged
        on other rows."""
        if self.drawn != other.drawn or self.task != other.task or self.target != other.target:
            return None
        judged = (self.metrics.get("test") or {}).get(name) is not None
        if judged and self.test_rows != other.test_rows:
            return None
        value = (other.metrics.get("test" if judged else "validation") or {}).get(name)
        return None if value is None else float(value)

    def baseline(self, model: str, name: str) -> float | None:
        """A baseline's figure on the same test rows."""
        value = (self.metrics.get("baselines") or {}).get(model, {}).get(name)
        return None if value is None else float(value)


def run_view(record: RunRecord, arrays: tuple[Values, Values, Values] | None = None) -> RunView:
    """A stored run; `arrays` are its losses where they were made before."""
    epochs, training, validation = arrays or loss_arrays(record.epochs)
    layers, rate, patience = network_of(record.document)
    return RunView(
        number=record.number,
        name=shown_name(record.name),
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
        drawn=drawn_by(record.document),
        document=record.document,
        notices=tuple(record.notices),
        has_model=record.has_model,
        test_rows=record.test_rows,
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
        stage=live.stage,
        error_scale=live.loss_scale,
    )


def waiting_view(waiting: QueuedRun, live: LiveRun | None = None) -> RunView:
    """A run that isn't in the project file yet: it waits, or with `live` it is being prepared."""
    document = document_to_json(waiting.document)
    layers, rate, patience = network_of(document)
    return RunView(
        number=waiting.number,
        name=shown_name(PRESETS[waiting.document.preset].title) if waiting.document.preset in PRESETS else "",
        status=RunStatus.TRAINING,
        task="",
        target=waiting.document.target,
        epochs=NOTHING,
        training=NOTHING,
        validation=NOTHING,
        planned=planned_of(document),
        best_epoch=None,
        layers=layers,
        rate=rate,
        patience=patience,
        seconds=0.0,
        stage="waiting" if live is None else live.stage,
        waits=waiting.key if live is None else None,
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
    pairs = pairs_of(document)
    if not pairs:
        return (), "", 0
    layers = () if pairs["layers"] == "none" else tuple(part.strip() for part in pairs["layers"].split(","))
    return layers, pairs["learning_rate"], int(pairs["patience"])


def planned_of(document: Mapping[str, Any]) -> int:
    """How many epochs a document's run has at most; 0 when that can't be told."""
    return int(pairs_of(document).get("epochs", "0"))


def drawn_by(document: Mapping[str, Any]) -> tuple[object, ...]:
    """What decides which rows are test rows: data, seed, shares, split."""
    pairs, data = pairs_of(document), document.get("data")
    shares = tuple(pairs.get(key) for key in ("test", "validation", "split"))
    return (data.get("snapshot") if isinstance(data, Mapping) else None, document.get("seed"), *shares)


def pairs_of(document: Mapping[str, Any]) -> dict[str, str]:
    """The text of every setting of a stored document; {} when it is of a later version: the run is shown without."""
    try:
        return settings_pairs(str(document.get("preset")), dict(document.get("overrides") or ()))
    except (EpochalError, TypeError, ValueError):
        return {}
