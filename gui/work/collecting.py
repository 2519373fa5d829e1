"""Python's garbage collector, on the window's thread only while lanes work.

Why (2026-11-25): Python collects in whichever thread happens to allocate, and what it frees there it destroys there.
A widget, timer or animation in a cycle that a lane's thread destroys takes its timers and posted events out of the
window's thread from outside: "Timers cannot be stopped from another thread", and later a segmentation fault in Qt's
event processing (a QTimer in a cycle suffices; PySide6 6.11 hands only some of its own classes back to their thread).
So automatic collection is off, and a timer on the window's thread does what Python would have done.

A full round walks through everything that lives, with Python's lock held: it takes at most a hundredth of the time, and
what it left standing after a long round counts as permanent, so that no later one walks there again.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_EVERY_MS = 100
YOUNG, MIDDLE, OLD = 2000, 10, 10  # new objects, then rounds of the younger generation, that call for a round
FULL_REST = 100  # times as long as a full round took, none follows
LONG_S = 0.02


class Collector(QObject):
    """Make it on the window's thread, before any other thread runs Python; `stop` when all have ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._automatic = gc.isenabled()
        gc.disable()
        self._next_full_s = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """One round, if enough is new, of the oldest generation that is due."""
        young, middle, old = gc.get_count()
        if old > OLD and time.monotonic() >= self._next_full_s:
            self._collect_all()
        elif middle > MIDDLE:
            gc.collect(1)
        elif young > YOUNG:
            gc.collect(0)

    def stop(self) -> None:
        """Back to automatic collection, if that was on before. The second time does nothing."""
        self._timer.stop()
        if self._automatic:
            gc.enable()
            self._automatic = False

    def _collect_all(self) -> None:
        start = time.monotonic()
        gc.collect()
        lasted = time.monotonic() - start
        if lasted > LONG_S:
            gc.freeze()
        self._next_full_s = start + lasted * (1 + FULL_REST)
