"""A lane: one thread that pulls jobs one after the other, in the order they were handed in.

Two lanes make the program: `training`, one run after the other, and `other`, so that a person keeps working while a
run trains. A third, `keeping`, writes settings and pictures of charts: they must not wait behind a long import, and
what was handed in is always done, also when the window closes.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, Signal, Slot

from gui.work.collecting import Collector
from gui.work.job import Job, JobState, MakeEvents
from gui.work.puller import Puller
from gui.work.trouble import Bug


class Lane(QObject):
    """Lives on the window's thread; its `Puller` lives on the lane's own.

    drops: when it is shut down, what has not begun is dropped and what runs is stopped; else all is done first.
    """

    job_added = Signal(object)
    job_ended = Signal(object)
    bug_found = Signal(object)  # Bug

    _handed = Signal(object)
    _left = Signal()

    def __init__(
        self, name: str, parent: QObject | None = None, *, gives_way: bool = False, drops: bool = True
    ) -> None:
        super().__init__(parent)
        self.name = name
        self._drops = drops
        self._jobs: list[Job] = []
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._puller = Puller()
        self._puller.moveToThread(self._thread)
        self._handed.connect(self._puller.take)
        self._left.connect(self._puller.leave)
        self._puller.begun.connect(self._on_begun)
        self._puller.ended.connect(self._on_ended)
        if gives_way:
            self._thread.started.connect(self._puller.give_way)
        self._thread.start(QThread.Priority.LowPriority if gives_way else QThread.Priority.InheritPriority)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The running job and those that wait, in order."""
        return tuple(self._jobs)

    def submit(self, make_events: MakeEvents, *, name: str) -> Job:
        """Queue a job: `make_events` is called on the lane's thread and its iterator pulled there."""
        job = Job(make_events, name, self)
        job.pause_wanted.connect(self._puller.pause)
        job.resume_wanted.connect(self._puller.resume)
        job.stop_wanted.connect(self._puller.stop)
        self._jobs.append(job)
        self._handed.emit(job)
        self.job_added.emit(job)
        return job

    def shut_down(self) -> None:
        """Stop every job (a running one concludes) or do them all; join the thread. Hand nothing in afterwards."""
        if not self._thread.isRunning():
            return
        if self._drops:
            for job in self.jobs:
                job.stop()
        self._left.emit()  # after the jobs and the stops: the mailbox is read in order
        self._thread.wait()
        if not self._drops:
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)  # how they ended

    @Slot(object)
    def _on_begun(self, job: Job) -> None:
        job.begin()

    @Slot(object, str, object)
    def _on_ended(self, job: Job, state: str, result: object) -> None:
        self._jobs.remove(job)
        job.end(JobState(state), result)
        if isinstance(result, Bug) and state == JobState.FAILED:
            self.bug_found.emit(result)
        self.job_ended.emit(job)
        job.deleteLater()


class Lanes(QObject):
    """The lanes of the program. While they live, garbage is collected on the window's thread only."""

    bug_found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._collector = Collector(self)
        self.training = Lane("training", self, gives_way=True)
        self.other = Lane("other", self)
        self.keeping = Lane("keeping", self, drops=False)
        for lane in (self.training, self.other, self.keeping):
            lane.bug_found.connect(self.bug_found)

    def shut_down(self) -> None:
        """Stop all work and join the threads; call it before the application goes."""
        self.other.shut_down()
        self.training.shut_down()
        self.keeping.shut_down()
        self._collector.stop()
