"""What runs on a lane's thread: it pulls the first job's generator event by event.

Between two events the thread's event loop reads its mailbox: that is where pause and stop arrive, so a job obeys
within one event (core cuts events to about 100 ms). The generator is made, pulled and closed on this thread only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from core.base.errors import EpochalError
from core.base.progress import Finished
from gui.work.job import Job, JobState
from gui.work.priority import give_way
from gui.work.trouble import bug_of


class Puller(QObject):
    """begun(job); ended(job, how, result or failure)."""

    begun = Signal(object)
    ended = Signal(object, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._queue: deque[Job] = deque()
        self._events: Iterator[Any] | None = None
        self._result: object = None
        self._paused = False
        self._leaving = False
        self._timer: QTimer | None = None

    @Slot()
    def give_way(self) -> None:
        """Let the window's thread go first."""
        give_way()

    @Slot(object)
    def take(self, job: Job) -> None:
        """A job was handed in."""
        self._queue.append(job)
        self._go_on()

    @Slot(object)
    def pause(self, job: Job) -> None:
        """Pull no further."""
        if self._is_first(job):
            self._paused = True

    @Slot(object)
    def resume(self, job: Job) -> None:
        """Pull again."""
        if self._is_first(job):
            self._paused = False
            self._go_on()

    @Slot(object)
    def stop(self, job: Job) -> None:
        """Close it if it runs, drop it if it waits, say nothing if it has just ended."""
        if self._is_first(job):
            self._close(job)
        elif job in self._queue:
            self._queue.remove(job)
            self.ended.emit(job, str(JobState.STOPPED), None)

    @Slot()
    def leave(self) -> None:
        """The last word: do what is still queued, then end the thread. A timer must die on its own thread."""
        self._leaving = True
        if self._queue:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        QThread.currentThread().quit()

    def _is_first(self, job: Job) -> bool:
        return bool(self._queue) and self._queue[0] is job

    def _go_on(self) -> None:
        if self._timer is None:  # made here, on the lane's thread
            self._timer = QTimer(self)
            self._timer.setInterval(0)
            self._timer.timeout.connect(self._turn)
        self._timer.start()

    @Slot()
    def _turn(self) -> None:
        """Pull one event; then the thread's event loop reads the mailbox."""
        if self._paused or not self._queue:
            if self._timer is not None:
                self._timer.stop()
            return
        job = self._queue[0]
        try:
            if self._events is None:
                self.begun.emit(job)
                self._events = iter(job.make_events())
            event = next(self._events)
        except StopIteration:
            self._end(job, JobState.FINISHED, self._result)
        except EpochalError as error:
            self._end(job, JobState.FAILED, error)
        except Exception as error:  # the rim: whatever a room didn't foresee is a bug, and the lane lives on
            self._end(job, JobState.FAILED, bug_of(error))
        else:
            if isinstance(event, Finished):
                self._result = event.result
            job.inbox.put(event)

    def _close(self, job: Job) -> None:
        how = JobState.STOPPED
        result: object = None
        close = getattr(self._events, "close", None)
        try:
            if close is not None:
                close()
        except EpochalError as error:
            how, result = JobState.FAILED, error
        except Exception as error:  # the rim
            how, result = JobState.FAILED, bug_of(error)
        self._end(job, how, result)

    def _end(self, job: Job, how: JobState, result: object) -> None:
        self._queue.popleft()
        self._events = None
        self._result = None
        self._paused = False
        self.ended.emit(job, str(how), result)
        self._go_on()
        if self._leaving:
            self.leave()
