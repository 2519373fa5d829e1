"""What is said while a file is read: the stage, how many rows or columns are done, and how long it still takes."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from core.base.progress import Progress
from core.base.wording import QT_TRANSLATE_NOOP
from gui.widgets.durations import duration_words

STAGES = {
    "open": QT_TRANSLATE_NOOP("stages", "Opening"),
    "read": QT_TRANSLATE_NOOP("stages", "Reading the file"),
    "infer": QT_TRANSLATE_NOOP("stages", "Finding out what each column holds"),
    "profile": QT_TRANSLATE_NOOP("stages", "Describing each column"),
    "suggest": QT_TRANSLATE_NOOP("stages", "Looking for what could be cleaned"),
    "keep": QT_TRANSLATE_NOOP("stages", "Keeping the data in the project"),
}
OTHER = QT_TRANSLATE_NOOP("stages", "Working")
WORDS = (
    QT_TRANSLATE_NOOP("stages", "{done} rows"),
    QT_TRANSLATE_NOOP("stages", "{done} of {all} rows"),
    QT_TRANSLATE_NOOP("stages", "about {done} of {all} rows"),
    QT_TRANSLATE_NOOP("stages", "{done} of {all} columns"),
    QT_TRANSLATE_NOOP("stages", "about {time} left"),
    QT_TRANSLATE_NOOP("stages", "{time} left"),
)


def stage_words(stage: str) -> str:
    """A stage of a job in words."""
    return _say(STAGES.get(stage, OTHER))


def numbers_words(event: Progress | None, about_rows: int | None) -> str:
    """How much is done; of a text that is read by bytes, rows as far as its first part lets one expect them."""
    if event is None or not event.done:
        return ""
    if event.unit == "columns" and event.total:
        return _filled("{done} of {all} columns", event.done, event.total)
    if event.unit == "rows":
        return _filled("{done} of {all} rows" if event.total else "{done} rows", event.done, event.total)
    if event.unit == "bytes" and about_rows and event.total:
        done = min(round_to_two(about_rows * event.done / event.total), round_to_two(about_rows))
        return _filled("about {done} of {all} rows", done, round_to_two(about_rows))
    return ""


def left_words(left_s: float | None) -> str:
    """How long it still takes, in steps that don't flicker."""
    if left_s is None:
        return ""
    steady = left_s if left_s < 20 else 5 * round(left_s / 5)
    words = "about {time} left" if steady >= 1 else "{time} left"
    return _say(words).format(time=duration_words(steady))


def round_to_two(number: float) -> int:
    """To two significant digits: what is estimated isn't said to the last row."""
    if number < 100:
        return round(number)
    unit = 10 ** (math.floor(math.log10(number)) - 1)
    return int(round(number / unit) * unit)


def _filled(words: str, done: int, total: int) -> str:
    return _say(words).format(done=f"{done:,}", all=f"{total:,}")


def _say(text: str) -> str:
    return QCoreApplication.translate("stages", text)
