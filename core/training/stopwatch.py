"""How long a run has worked: the time in which whoever pulls it lets it wait doesn't count."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import TypeVar

Event = TypeVar("Event")


class Stopwatch:
    """Runs from the start; `handed` stops it while an event is in the hands of whoever pulls."""

    def __init__(self) -> None:
        self._before_s = 0.0
        self._since_s = time.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds of work so far."""
        return self._before_s + time.monotonic() - self._since_s

    def handed(self, event: Event) -> Generator[Event, None, None]:
        """`yield from` it in place of `yield event`: a pause lasts as long as nobody asks for the next."""
        self._before_s = self.seconds
        try:
            yield event
        finally:
            self._since_s = time.monotonic()
