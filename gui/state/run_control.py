"""Runs of the open project: started, paused, stopped; those that wait; what the running one has told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.base.errors import EpochalError
from gui.state.live_run import LiveRun
from gui.state.queued_run import QueuedRun
from gui.work import Job, Lane
from gui.work.job import JobState

if TYPE_CHECKING:
    from core.data.table import Table
    from core.project.document import Document
    from core.project.runs import RunRecord


class RunControl(QObject):
    """told(event) of the running run; stored: the project file has a new or a concluded run."""

    told = Signal(object)
    state_changed = Signal()
    stored = Signal()
    failed = Signal(object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._jobs: list[Job] = []
        self._asked: dict[Job, QueuedRun] = {}
        self._keys = count(1)
        self.live: LiveRun | None = None
        self._heard: LiveRun | None = None  # the run in the file that was heard of last

    @property
    def active(self) -> bool:
        """Whether anything trains or waits."""
        return bool(self._jobs)

    @property
    def waiting(self) -> int:
        """How many wait behind the first."""
        return max(len(self._jobs) - 1, 0)

    def queue(self, highest: int) -> tuple[QueuedRun, ...]:
        """The runs that aren't in the project file yet, in order, with the numbers they will probably get; `highest` is
        the highest number there is."""
        unnumbered = self._jobs[1:] if self.live is not None and self.live.number is not None else self._jobs
        return tuple(replace(self._asked[job], number=highest + at) for at, job in enumerate(unnumbered, start=1))

    def start(self, path: Path, table: Table, document: Document, threads: int | None, *, whole: bool = False) -> Job:
        """Queue a run of this document; with `whole` though memory seems short."""
        return self.put(QueuedRun(next(self._keys), path, table, document, threads, whole=whole))

    def put(self, run: QueuedRun) -> Job:
        """Queue a run, for example one that was dropped."""
        make = partial(_train, run)
        job = self._lane.submit(make, name=run.document.name)
        job.told.connect(self._on_told)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._jobs.append(job)
        self._asked[job] = run
        if self.live is None:
            self.live = LiveRun(stage="preparing")
        self.state_changed.emit()
        return job

    def drop(self, key: int) -> None:
        """Take a run that waits out of the queue; one that has begun isn't touched."""
        for job in self._jobs[1:]:
            if self._asked[job].key == key:
                job.stop()

    def pause(self) -> None:
        """Hold the first."""
        if self._jobs and self.live is not None:
            self._jobs[0].pause()
            self.live.paused = self._jobs[0].state == JobState.PAUSED
            self.state_changed.emit()

    def resume(self) -> None:
        """Let it go on."""
        if self._jobs and self.live is not None:
            self._jobs[0].resume()
            self.live.paused = False
            self.state_changed.emit()

    def stop(self) -> None:
        """Stop the first and keep its best epoch."""
        if self._jobs and self.live is not None:
            self.live.stage, self.live.paused = "judging", False
            self._jobs[0].stop()
            self.state_changed.emit()

    def stop_all(self) -> None:
        """Drop those that wait, stop the first. `state_changed` is told even when nothing was left to stop."""
        for job in self._jobs[1:]:
            job.stop()
        self.stop()
        if not self._jobs:
            self.state_changed.emit()

    def with_heard(self, records: Sequence[RunRecord]) -> list[RunRecord]:
        """The records with the epochs that were heard, so that the file needn't be read for tens of thousands."""
        heard = self._heard
        return [
            replace(record, epochs=tuple(heard.epochs))
            if heard is not None and record.number == heard.number
            else record
            for record in records
        ]

    def _on_told(self, event: Any) -> None:
        if self.live is None:
            return
        had_number, stage = self.live.number is not None, self.live.stage
        self.live.hear(event)
        if not had_number and self.live.number is not None:
            self._heard = self.live
            self.stored.emit()
        if self._jobs and self._jobs[0].state == JobState.STOPPING:
            self.live.stage = "judging"  # whatever was still on its way
        if self.live.stage != stage:
            self.state_changed.emit()
        self.told.emit(event)

    def _on_failed(self, error: object) -> None:
        if isinstance(error, EpochalError):
            self.failed.emit(error)

    def _on_ended(self, job: Job) -> None:
        first = bool(self._jobs) and self._jobs[0] is job
        self._jobs.remove(job)
        del self._asked[job]
        if first:
            self.live = LiveRun(stage="preparing") if self._jobs else None
            self.stored.emit()
            self._heard = None
        self.state_changed.emit()


def _train(run: QueuedRun) -> Iterator[Any]:
    from core.flow.training import train_run

    yield from train_run(run.path, run.table, run.document, run.threads, whole=run.whole)
