"""What is said, and offered, when a file or a run needs more memory than is free.

Design picture 09 offers "Use a sample of 500,000". Here the number is the largest round one that has room; a workbook
can't be read in part, so there the way out is to make room, or to save it as text.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from core.base.errors import EpochalError
from gui.models.words import count

READING, TRAINING = "flow.memory_short", "flow.run_memory_short"


def is_short(error: EpochalError) -> bool:
    """Whether it is about memory."""
    return error.code in (READING, TRAINING)


def sample_of(error: EpochalError) -> int | None:
    """How many rows would fit; None where no sample can be read, or none is large enough to be of use."""
    sample = error.params.get("sample")
    return sample if isinstance(sample, int) else None


def title_of(error: EpochalError) -> str:
    """What is the matter, in a line."""
    if error.code == TRAINING:
        return _say("This run needs more memory than is free")
    return _say("{file} needs more memory than is free").format(file=error.place.file or _say("This table"))


def text_of(error: EpochalError) -> str:
    """Figures, and what can be done."""
    needed, free = _gigabytes(error.params["needed_gb"]), _gigabytes(error.params["free_gb"])
    rows, sample = error.params.get("rows"), sample_of(error)
    if error.code == TRAINING:
        words = _say("{rows} rows, {width} numbers in each, take about {needed} GB; {free} GB are free.")
        if error.params["width"] == 1:
            words = _say("{rows} rows, one number in each, take about {needed} GB; {free} GB are free.")
        said = words.format(rows=_rows(rows), width=_rows(error.params["width"]), needed=needed, free=free)
        return said + " " + _say("Close other programs and try again, or ignore columns with many different values.")
    if isinstance(rows, int):
        words = _say("It has about {rows} rows and takes about {needed} GB; {free} GB are free.")
    else:
        words = _say("It takes about {needed} GB; {free} GB are free.")
    about = round(rows, 2 - len(str(rows))) if isinstance(rows, int) else rows  # an estimate: two digits
    said = words.format(rows=_rows(about), needed=needed, free=free)
    if sample is not None:
        return said + " " + _say("Epochal can work on a fair sample of {rows} rows.").format(rows=count(sample))
    if rows is None:
        return said + " " + _say("Close other programs and try again, or save it as CSV: of that a sample can be read.")
    return said + " " + _say("Close other programs and try again.")


def sample_words(rows: int) -> str:
    """The button's."""
    return _say("Use a sample of {rows}").format(rows=count(rows))


def _rows(rows: object) -> str:
    """ "8.4 million", "53,940"."""
    if not isinstance(rows, int):
        return ""
    return _say("{n} million").format(n=QLocale().toString(rows / 1e6, "f", 1)) if rows >= 1_000_000 else count(rows)


def _gigabytes(value: object) -> str:
    number = float(value) if isinstance(value, (int, float)) else 0.0
    return QLocale().toString(number, "f", 1 if number >= 0.1 else 2)


def _say(words: str) -> str:
    return QCoreApplication.translate("memory", words)
