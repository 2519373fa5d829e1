"""How long the window's event loop is ever away: a timer that should tick every 5 ms, and the longest it didn't."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS = 5


@dataclass(frozen=True)
class Gaps:
    """longest_ms: the longest time between two ticks. ticks: how many there were. over_50: how many gaps over 50 ms."""

    longest_ms: float
    ticks: int
    over_50: int


class GapMeter(QObject):
    """`with GapMeter() as meter: …` on the window's thread, with an event loop running inside the block."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._last_s = 0.0
        self._gaps_ms: list[float] = []

    def __enter__(self) -> GapMeter:
        self._gaps_ms, self._last_s = [], time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._gaps_ms.append((now - self._last_s) * 1000)
        self._last_s = now

    @property
    def gaps(self) -> Gaps:
        """What was measured so far."""
        return Gaps(max(self._gaps_ms, default=0.0), len(self._gaps_ms), sum(gap > 50 for gap in self._gaps_ms))
