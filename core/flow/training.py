"""Train: one run from a document to a stored, judged model. The only place where events meet the project file."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from core.base import runtime
from core.base.errors import EpochalError, Place
from core.base.notices import Notice
from core.base.progress import Finished, Progress
from core.data.table import Table
from core.evaluation.report import Evaluation
from core.flow.intervals import interval_of
from core.flow.judging import Metrics, judge
from core.flow.preparing import Prepared, prepare
from core.nn.layout import digest
from core.nn.part import Part
from core.project.document import Document, document_to_json
from core.project.runs import EpochRow, RunRecord, RunStatus
from core.project.store import ProjectStore
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
from core.training.loop import TrainingData, train
from core.training.model import Model, model_to_parts
from core.training.settings import PRESETS
from core.training.stopwatch import Stopwatch

STORE_EVERY_S = 0.5  # at most this much of a run is lost when the process is killed

STATUS = {
    StopReason.ALL_EPOCHS: RunStatus.DONE,
    StopReason.EARLY_STOPPING: RunStatus.DONE,
    StopReason.DIVERGED: RunStatus.DIVERGED,
    StopReason.STOPPED: RunStatus.STOPPED,
}


@dataclass(frozen=True, slots=True)
class RunBegun:
    """The run has its number and is in the project file. `loss_scale` turns a scaled root-mean-square loss into the
    target's unit (1 for classes). `needed_bytes` is the memory that was forecast for it, at its peak."""

    number: int
    name: str
    task: str
    rows: dict[str, int]
    planned_epochs: int
    loss_scale: float
    needed_bytes: int


RunEvent = TrainingEvent | Progress | RunBegun | Finished[RunRecord]
RunEvents = Generator[RunEvent, None, None]


def train_run(
    store_path: Path,
    table: Table,
    document: Document,
    threads: int | None = None,
    *,
    prepared: Prepared | None = None,
    whole: bool = False,
) -> RunEvents:
    """Train the document's network and keep everything it tells; ends with `Finished(RunRecord)`.

    `.close()` stops the run and keeps its best epoch: before it returns the run is judged and stored. Writes go over
    this call's own short connections; training itself never touches the file. `prepared` is what `prepare` made of
    the same table and document, when that was done before. whole: as `prepare` has it.
    Raises EpochalError before the run begins when the data or the settings don't allow it.
    """
    if prepared is None:
        for event in prepare(table, document, threads, whole=whole):
            if isinstance(event, Finished):
                prepared = event.result
            else:
                yield event
    assert prepared is not None, "prepare ends with Finished"
    keeper = RunKeeper(store_path, document, prepared)
    keeper.begin()
    try:
        watch = keeper.watch
        yield from watch.handed(keeper.begun())
        for notice in prepared.notices:
            yield from watch.handed(RunWarned(keeper.noticed(notice)))
        events = train(prepared.plan, training_data(prepared))
        for told in events:
            together: list[TrainingEvent] = [told]
            if isinstance(told, EpochDone) and told.improved:  # a stop between the two would lose the better weights
                together.append(next(events))
            for one in together:
                keeper.keep(one)
            for one in together:
                yield from watch.handed(one)
        yield from watch.handed(Progress("judge", 0, 1, "steps"))
        record = keeper.conclude()
    except (GeneratorExit, KeyboardInterrupt):
        keeper.stop()
        raise
    except BaseException as failure:
        keeper.abandon(RunStatus.INTERRUPTED if isinstance(failure, EpochalError) else RunStatus.FAILED)
        raise
    yield Finished(record)


def training_data(prepared: Prepared) -> TrainingData:
    """The rows by part, where `prepare` put them: nothing is copied."""
    x, y, at = prepared.matrix, prepared.target, prepared.positions
    validation = Part(x, y, prepared.weights, at.validation) if len(at.validation) else None
    return TrainingData(Part(x, y, prepared.weights, at.training), validation)


class RunKeeper:
    """Puts what a run tells into the project file, in small batches, and concludes it."""

    def __init__(self, store_path: Path, document: Document, prepared: Prepared) -> None:
        self.path = store_path
        self.document = document
        self.prepared = prepared
        self.number = 0
        self.name = run_name(document)
        self._weights: NDArray[np.float32] | None = None
        self._best_epoch = 0
        self._waiting: list[EpochRow] = []
        self._weights_kept = True
        self._notices: list[Notice] = []
        self._finished: RunFinished | None = None
        self.watch = Stopwatch()
        self._stored_s = time.monotonic()

    def begin(self) -> None:
        """Give the run its number and its place in the file."""
        with ProjectStore.open(self.path) as store:
            self.number = store.begin_run(
                name=self.name,
                document=document_to_json(self.document),
                task=str(self.prepared.task),
                planned_epochs=self.prepared.plan.epochs,
                rows=self.prepared.row_counts(),
                environment=runtime.fingerprint(),
                prepared=model_to_parts(self._model(np.zeros(self.prepared.spec.parameters, np.float32)))[0],
            )

    def begun(self) -> RunBegun:
        """The event that announces the run."""
        scale = self.prepared.target_encoder.scale if str(self.prepared.task) == "regression" else 1.0
        plan, counts, task = self.prepared.plan, self.prepared.row_counts(), str(self.prepared.task)
        return RunBegun(self.number, self.name, task, counts, plan.epochs, scale, self.prepared.needed.most)

    def noticed(self, notice: Notice) -> Notice:
        """Keep a notice with the run."""
        self._notices.append(notice)
        return notice

    def keep(self, event: TrainingEvent) -> None:
        """Remember what must not be lost, and store it at most every half second."""
        match event:
            case EpochDone():
                self._waiting.append(EpochRow(event.epoch, event.training_loss, event.validation_loss, event.elapsed_s))
            case Improved():
                self._weights, self._best_epoch, self._weights_kept = event.weights, event.epoch, False
            case RunWarned():
                self._notices.append(event.notice)
            case RunFinished():
                self._finished = event
                self._weights, self._best_epoch = event.weights, event.best_epoch
            case Started() | Compiling() | StepsDone() | Checkpointed():
                return
            case _:
                assert_never(event)
        if time.monotonic() - self._stored_s >= STORE_EVERY_S:
            self._store()

    def _store(self) -> None:
        """Store what waits. While another program holds the file it goes on waiting: the run is worth more."""
        try:
            with ProjectStore.open(self.path) as store:
                self._store_in(store)
        except EpochalError as error:
            if error.code != "project.in_use":
                raise
        self._stored_s = time.monotonic()

    def _store_in(self, store: ProjectStore) -> None:
        if not store.owns_run(self.number):  # another file has taken the place of the one in which the run began
            raise EpochalError("flow.run_lost", {"number": self.number}, Place(file=self.path.name))
        if self._waiting:
            store.add_epochs(self.number, self._waiting)
            self._waiting = []
        if not self._weights_kept and self._weights is not None:
            store.keep_weights(self.number, self._best_epoch, np.ascontiguousarray(self._weights, "<f4").tobytes())
            self._weights_kept = True

    def conclude(self) -> RunRecord:
        """Judge the best weights on validation and test rows beside the baselines, and store the finished run."""
        reason = self._finished.reason if self._finished else StopReason.STOPPED
        model = self._usable_model()
        if model is not None:
            model = replace(model, interval=interval_of(self.prepared, model))
        evaluation, metrics = judge(self.prepared, model) if model else (None, {})
        with ProjectStore.open(self.path) as store:
            self._finish_in(store, STATUS[reason], model, metrics, evaluation)
            return store.run(self.number)

    def stop(self) -> None:
        """Conclude a run that the person stopped; where that fails, keep at least what there is."""
        try:
            self.conclude()
        except BaseException:
            self.abandon(RunStatus.INTERRUPTED)
            raise

    def abandon(self, status: RunStatus) -> None:
        """After a failure: keep what there is, the best weights too. The failure itself travels on.

        Where even that fails, on a full disk for example, the next one to open the project finds the weights that were
        kept on the way.
        """
        with suppress(Exception), ProjectStore.open(self.path) as store:
            self._finish_in(store, status, self._usable_model(), {}, None)

    def _finish_in(
        self,
        store: ProjectStore,
        status: RunStatus,
        model: Model | None,
        metrics: Metrics,
        evaluation: Evaluation | None,
    ) -> None:
        self._store_in(store)
        with store.transaction():
            if model is not None:
                store.put_model(self.number, model)
            if evaluation is not None:
                store.put_evaluation(self.number, evaluation)
            store.finish_run(
                self.number,
                status,
                best_epoch=self._best_epoch or None,
                digest=model.digest if model else None,
                metrics=metrics,
                notices=self._notices,
                seconds=self.watch.seconds,
            )

    def _usable_model(self) -> Model | None:
        """The model of the best epoch so far, if there was one."""
        if self._weights is None or self._best_epoch == 0 or not np.isfinite(self._weights).all():
            return None
        return self._model(self._weights)

    def _model(self, weights: NDArray[np.float32]) -> Model:
        prepared = self.prepared
        return Model(
            spec=prepared.spec,
            weights=weights,
            fitted=prepared.fitted,
            encoder=prepared.encoder,
            target=prepared.target_encoder,
            digest=digest(prepared.spec, weights),
            kinds=dict(prepared.kinds),
            month_first=prepared.month_first,
        )


def run_name(document: Document) -> str:
    """The preset's title, whatever was changed: "Custom" would hide where the settings came from."""
    return PRESETS[document.preset].title
