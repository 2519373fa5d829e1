"""A span of time as people say it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def duration_words(seconds: float) -> str:
    """ "less than 1 s", "48 s", "1 min 12 s", "2 h 5 min"."""
    whole, words = round(seconds), QCoreApplication.translate
    if whole < 1:
        return words("durations", "less than 1 s")
    if whole < 60:
        return words("durations", "{s} s").format(s=whole)
    if whole < 3600:
        return words("durations", "{m} min {s} s").format(m=whole // 60, s=whole % 60)
    return words("durations", "{h} h {m} min").format(h=whole // 3600, m=whole % 3600 // 60)
