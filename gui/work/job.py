"""One piece of work in a lane, seen from the window's thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.work.merging import AT_MOST_EVERY_MS, Inbox

MakeEvents = Callable[[], Iterator[Any]]


class JobState(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"
    FAILED = "failed"
    STOPPED = "stopped"


ENDED = (JobState.FINISHED, JobState.FAILED, JobState.STOPPED)


def _nothing() -> Iterator[Any]:
    """What an ended job would do."""
    return iter(())


class Job(QObject):
    """A generator that is pulled on the lane's thread. Every signal is told on the window's thread.

    told(object): each event, progress merged to 20 a second. Then exactly one of: finished(result of the last
    `Finished` event, or None), failed(an EpochalError, or a `Bug` for anything that is ours), stopped().
    Connect bound methods of QObjects only: a lambda or a plain object's method may run in the lane's thread.
    """

    told = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    state_changed = Signal(str)
    ended = Signal(object)  # the job itself, whichever way it ended

    # to the lane's thread
    pause_wanted = Signal(object)
    resume_wanted = Signal(object)
    stop_wanted = Signal(object)

    # from the lane's thread
    _knocked = Signal()

    def __init__(self, make_events: MakeEvents, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.make_events = make_events
        self.inbox = Inbox(self._knocked.emit)
        self._state = JobState.WAITING
        self._told_s = float("-inf")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tell)
        self._knocked.connect(self._on_knock)

    @property
    def state(self) -> JobState:
        """How it stands, as far as the window knows."""
        return self._state

    @property
    def active(self) -> bool:
        """Whether it can still tell something."""
        return self._state not in ENDED

    def pause(self) -> None:
        """Pull no further event until `resume`."""
        if self._state == JobState.RUNNING:
            self._become(JobState.PAUSED)
            self.pause_wanted.emit(self)

    def resume(self) -> None:
        """Pull again."""
        if self._state == JobState.PAUSED:
            self._become(JobState.RUNNING)
            self.resume_wanted.emit(self)

    def stop(self) -> None:
        """Close the generator on the lane's thread (it may conclude its work there); `stopped` tells when that is
        done. A job that is still waiting is dropped.
        """
        if self.active and self._state != JobState.STOPPING:
            self._become(JobState.STOPPING)
            self.stop_wanted.emit(self)

    # the lane's words, on the window's thread

    def begin(self) -> None:
        """The lane pulls it now."""
        if self._state == JobState.WAITING:
            self._become(JobState.RUNNING)

    def end(self, state: JobState, result: object) -> None:
        """Tell what is left, then how it ended. Whoever keeps the job keeps none of the data it was about."""
        self._timer.stop()
        self.make_events = _nothing
        self._tell()
        self._become(state)
        if state == JobState.FINISHED:
            self.finished.emit(result)
        elif state == JobState.STOPPED:
            self.stopped.emit()
        else:
            self.failed.emit(result)
        self.ended.emit(self)

    @Slot()
    def _on_knock(self) -> None:
        since_ms = (time.monotonic() - self._told_s) * 1000
        if since_ms >= AT_MOST_EVERY_MS:
            self._tell()
        elif not self._timer.isActive():
            self._timer.start(int(AT_MOST_EVERY_MS - since_ms) + 1)

    @Slot()
    def _tell(self) -> None:
        self._told_s = time.monotonic()
        for event in self.inbox.take():
            self.told.emit(event)

    def _become(self, state: JobState) -> None:
        self._state = state
        self.state_changed.emit(str(state))
