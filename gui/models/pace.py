"""How far the reading of a file is over all its stages, and how long it will probably take still.

Why (2026-11-25): a line that fills once a stage says nothing about the end. So each stage has a share of the whole,
measured on files of 8 to 83 MB (two cores): after the text is cut, most of the time goes into finding out what the
columns hold, and into the rules that are suggested.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from core.base.progress import Progress

TEXT = {"read": 0.12, "infer": 0.22, "profile": 0.2, "suggest": 0.28, "keep": 0.18}
WORKBOOK = {"open": 0.34, "read": 0.28, "infer": 0.11, "profile": 0.07, "suggest": 0.13, "keep": 0.07}
SOON_S, SURE = 1.0, 0.05  # nothing is said of the end before so long and so far


class Pace:
    """Told each `Progress`, it gives `share` and `left_s`. now_s: a clock in seconds."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._began_s = self._told_s = now_s()
        self._stages = TEXT
        self._share: float | None = None
        self._whole_s = 0.0

    def tell(self, event: Progress) -> None:
        """Something is done."""
        self._told_s = self._now_s()
        if event.stage == "open":
            self._stages = WORKBOOK
        if event.stage not in self._stages:
            return
        before = 0.0
        for stage, part in self._stages.items():
            if stage == event.stage:
                done = event.done / event.total if event.total > 0 else 0.0
                self._share = max(self._share or 0.0, before + part * min(done, 1.0))
                break
            before += part
        if self._share:
            self._whole_s = (self._told_s - self._began_s) / self._share

    @property
    def share(self) -> float | None:
        """0 to 1; None before anything was told."""
        return self._share

    @property
    def left_s(self) -> float | None:
        """Seconds from now to the end at the pace so far; None while that would be a guess."""
        passed_s = self._now_s() - self._began_s
        if self._share is None or self._share < SURE or passed_s < SOON_S:
            return None
        return max(self._whole_s - passed_s, 0.0)
