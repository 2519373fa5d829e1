"""Progress is merged to at most 20 a second; nothing else is ever dropped, and the order stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

AT_MOST_EVERY_MS = 50


class Inbox:
    """Events on their way from a lane's thread to the window's. `knock` is called when the first one comes in.

    Why (2026-11-24): the window empties it, by its own clock, rather than the lane sending on: a lane is deaf while it
    works on the next event, so that the last one it told before a long step would have been held back as long.
    """

    def __init__(self, knock: Callable[[], None]) -> None:
        self._lock = Lock()
        self._waiting: list[Any] = []
        self._knock = knock

    def put(self, event: Any) -> None:
        """Take an event in, on the lane's thread. Of several progress events in a row only the newest is kept."""
        with self._lock:
            first = not self._waiting
            if not first and type(self._waiting[-1]) is type(event) and isinstance(event, _merged()):
                self._waiting[-1] = event
            else:
                self._waiting.append(event)
        if first:
            self._knock()

    def take(self) -> list[Any]:
        """All that came in since the last time, in order; on the window's thread."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        return waiting


@cache
def _merged() -> tuple[type, ...]:
    from core.base.progress import Progress
    from core.training.events import StepsDone  # imports numpy: not before the first paint

    return Progress, StepsDone
