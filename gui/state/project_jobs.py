"""The jobs of the other lane that belong to the open project, and the one that opens or reads something."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.work import Job, Lane
from gui.work.job import MakeEvents


class ProjectJobs(QObject):
    """`busy` is the import or opening that is under way, at most one at a time."""

    busy_changed = Signal()
    failed = Signal(object)  # of any of them

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._own: list[Job] = []  # whose results belong to the open project only
        self.busy: Job | None = None

    def submit(self, make: MakeEvents, name: str) -> Job:
        """Work whose result is for the open project, and for no other that may be open when it is done."""
        job = self._lane.submit(make, name=name)
        self._own.append(job)
        job.failed.connect(self.failed)
        job.ended.connect(self._on_ended)
        return job

    def read(self, make: MakeEvents, name: str) -> Job:
        """The same, for a file that is read into the open project."""
        return self._begin_busy(self.submit(make, name))

    def open(self, make: MakeEvents, name: str) -> Job:
        """Open another project, in place of whatever is being opened or read."""
        if self.busy is not None:
            self.busy.stop()
        job = self._lane.submit(make, name=name)
        job.failed.connect(self.failed)
        job.ended.connect(self._on_ended)
        return self._begin_busy(job)

    def forget(self) -> None:
        """The project is closed: stop its jobs, and hear nothing more of them."""
        for job in self._own:
            job.stop()
            job.blockSignals(True)  # its result may be on its way already
            if job is self.busy:
                self._become_busy(None)
        self._own = []

    def _begin_busy(self, job: Job) -> Job:
        self._become_busy(job)
        return job

    def _become_busy(self, job: Job | None) -> None:
        self.busy = job
        self.busy_changed.emit()

    def _on_ended(self, job: Job) -> None:
        if job in self._own:
            self._own.remove(job)
        if job is self.busy:
            self._become_busy(None)
