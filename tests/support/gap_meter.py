"""How long the window's event loop is away, and where everybody was meanwhile: for the bench scripts."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

TICK_MS, LOOK_EVERY_S = 1, 0.004


@dataclass(frozen=True)
class Gap:
    """ms: how long the loop was away, without the time in which other programs had the processor that the window's
    thread was ready for (known on Linux). own_ms: how much of it the thread itself worked; in the rest it waited for
    Python's lock or a disk. stacks: of all threads, once or more within the gap, "" when not asked for."""

    ms: float
    own_ms: float
    stacks: str = ""


class GapMeter:
    """A timer of 1 ms on the event loop; remembers the longest time between two of its ticks.

    With `stacks_from_ms` another thread looks where all threads are once a gap lasts that long. It needs Python's lock
    too: who has just held it for long is still seen near that place. (faulthandler's watchdog needs none, and crashes.)
    """

    def __init__(self, stacks_from_ms: float = 0.0) -> None:
        self._stacks_from_s = stacks_from_ms / 1000
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._last_s, self._last_own_s, self._last_queued_s = time.perf_counter(), time.thread_time(), queued_s()
        self._longest = Gap(0.0, 0.0)
        self._seen: list[str] = []
        self._stopped = threading.Event()
        self._timer.start()
        if stacks_from_ms:
            threading.Thread(target=self._look, name="gap meter", daemon=True).start()

    def _tick(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        queued = queued_s()
        ms = (now - self._last_s - queued + self._last_queued_s) * 1000
        if ms > self._longest.ms:
            self._longest = Gap(ms, (own - self._last_own_s) * 1000, "\n".join(self._seen))
        self._seen.clear()
        self._last_s, self._last_own_s, self._last_queued_s = time.perf_counter(), time.thread_time(), queued

    def _look(self) -> None:
        while not self._stopped.wait(LOOK_EVERY_S):
            away_s = time.perf_counter() - self._last_s
            if away_s > self._stacks_from_s:
                self._seen.append(f"-- after {away_s * 1000:.0f} ms\n{_stacks()}")

    def take(self) -> Gap:
        """The longest gap since the last call."""
        self._tick()
        longest, self._longest = self._longest, Gap(0.0, 0.0)
        return longest

    def stop(self) -> None:
        """No more ticks."""
        self._timer.stop()
        self._stopped.set()


def queued_s() -> float:
    """How long the calling thread has been ready and without a processor (Linux, proc_pid_schedstat(5)); else 0."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def _stacks() -> str:
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    told = []
    for ident, frame in sys._current_frames().items():
        if ident != threading.get_ident():
            frames = traceback.extract_stack(frame)[-7:]
            where = "\n".join(f"     {one.filename}:{one.lineno} {one.name}" for one in frames)
            told.append(f"  {names.get(ident, ident)}\n{where}")
    return "\n".join(told)
