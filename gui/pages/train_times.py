"""How long each preset would take, and in how much memory: tried in the training lane while nothing trains there, after
every change.

Why (2026-11-25): a trial beside a run would slow it down, and be slow itself. So a run that is started ends the trial
between two of its events, some hundredths of a second; after the run it is taken up again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.base.progress import Finished
from core.training.settings import PRESETS
from gui.models.words import count, significant
from gui.pages.train_target import TargetLook
from gui.state.session import Session
from gui.work import Job

if TYPE_CHECKING:
    from core.data.table import Table
    from core.features.task import Task
    from core.flow.estimating import Estimate
    from core.project.document import Document

Asked = tuple[str, "Document"]  # the data, and all that is chosen but the preset
WAIT_MS = 400  # a person who types or clicks through presets makes one trial


@dataclass(frozen=True)
class TimeWords:
    """What a preset's card says at its right, and why, for its tooltip."""

    aside: str
    meaning: str


class PresetTimes(QObject):
    """`words` by preset, empty while nothing is known; `changed` when they come or go. `shown` are they, or what is
    said while a run has the lane: that they come after it."""

    changed = Signal()

    def __init__(self, session: Session, target: TargetLook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._target = session, target
        self._job: Job | None = None
        self._last: Job | None = None
        self._asked: Asked | None = None  # what `words` are about, or the job under way will tell
        self._looked = False  # nothing is tried before a person has seen the presets
        self.words: dict[str, TimeWords] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._try)
        session.run_state_changed.connect(self._on_runs)
        session.lanes.training.job_ended.connect(self._on_lane)

    @property
    def shown(self) -> Mapping[str, TimeWords]:
        """What the cards say now."""
        if self.words or not self._looked or not self._session.training or self._wanted() is None:
            return self.words
        meaning = self.tr("Tried when no run trains: beside one, the trial and the run would both be slower.")
        return dict.fromkeys(PRESETS, TimeWords(self.tr("after the run"), meaning))

    def look(self) -> None:
        """Forget times that no longer hold, and soon find out those that do."""
        self._looked = True
        wanted = self._wanted()
        if wanted is None or wanted != self._asked:
            self._stop()
            self._soon.start()
            self.words = {}
            self.changed.emit()

    def _wanted(self) -> Asked | None:
        """What the times follow from: everything but the preset that is chosen."""
        document = self._session.document
        if document is None or document.target is None or self._target.error:
            return None
        return self._session.snapshot, document.with_preset(next(iter(PRESETS)))

    def _try(self) -> None:
        wanted, session, task = self._wanted(), self._session, self._target.task
        document, cleaned = session.document, session.cleaned
        if wanted is None or document is None or cleaned is None or task is None or wanted == self._asked:
            return
        if session.counting or session.training:  # `look` is called again, or the lane tells that it's free
            return
        self._asked = wanted
        make = partial(_trial, cleaned.table, document, task, self._target.outputs)
        self._job = self._last = session.lanes.training.submit(make, name=self.tr("Trying how long a run takes"))
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)

    def _stop(self) -> None:
        self._asked = None
        if self._job is not None:
            job, self._job = self._job, None
            job.stop()

    def _on_runs(self) -> None:
        """A run wants the lane."""
        if self._session.training and self._job is not None:
            self._stop()
        if not self.words:
            self.changed.emit()

    def _on_lane(self, job: Job) -> None:
        """The lane is free again: a run has ended, or the kernels are ready."""
        if job is not self._last and self._looked and not self.words:
            self._asked = None
            self._soon.start()

    def _on_finished(self, found: object) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        assert isinstance(found, Mapping)
        self.words = {key: self._words(estimate) for key, estimate in found.items()}
        self.changed.emit()

    def _on_failed(self, _error: object) -> None:
        """What stands in the way is told elsewhere: by the target, beside a setting, when a run is started."""
        if self.sender() is self._job:
            self._job = None

    def _words(self, estimate: Estimate) -> TimeWords:
        said = self.tr("Tried with some of these rows on this computer: {n} epochs of {rows} rows take {time}.")
        said = said.format(n=count(estimate.epochs), rows=count(estimate.rows), time=self._about(estimate.seconds))
        if estimate.epochs < estimate.most_epochs:
            more = self.tr("It ends sooner or later, when the validation loss falls no more; all {n} take {time}.")
            said += " " + more.format(n=count(estimate.most_epochs), time=self._about(estimate.most_seconds))
        needs = self.tr("At its peak it needs about {memory} of memory.").format(memory=self._memory(estimate.memory))
        return TimeWords(self._about(estimate.seconds), f"{said} {needs}")

    def _memory(self, size: int) -> str:
        megabytes = max(1.0, size / 2**20)
        if round(megabytes) < 1000:
            return self.tr("{n} MB").format(n=significant(megabytes, 2))
        return self.tr("{n} GB").format(n=significant(megabytes / 1024, 2))

    def _about(self, seconds: float) -> str:
        """Rounded as an estimate should be: to seconds, fives of them, minutes, fives of them, hours."""
        if round(seconds) < 1:
            return self.tr("under 1 s")
        if seconds < 57.5:
            whole = round(seconds) if seconds < 9.5 else 5 * round(seconds / 5)
            return self.tr("about {n} s").format(n=count(whole))
        minutes = max(1, round(seconds / 60))
        if minutes < 58:
            whole = minutes if minutes < 10 else 5 * round(minutes / 5)
            return self.tr("about {n} min").format(n=count(whole))
        return self.tr("about {n} h").format(n=count(max(1, round(seconds / 3600))))


def _trial(cleaned: Table, document: Document, task: Task, outputs: int) -> Iterator[Any]:
    """Ends with `Finished` of the estimates by preset; of none while the kernels aren't ready: compiling them can't be
    stopped, so it's left to who waits for it."""
    from core.flow.estimating import preset_times, sample_of
    from core.nn.step import kernels_are_ready

    if not kernels_are_ready():
        yield Finished({})
        return
    yield from preset_times(sample_of(cleaned, document, task, outputs), document)
