"""What is said, and offered, when a file or a run needs more memory than is free.

Design picture 09 offers "Use a sample of 500,000". Here the number is the largest round one that has room; a workbook
can't be read in part, so there the way out is to make room, or to save it as text.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from core.base.errors import EpochalError
from gui.models.words import count

READING, ROWS, NETWORK = "flow.memory_short", "flow.rows_memory_short", "flow.network_memory_short"
TRAINING = ("flow.run_memory_short", ROWS, NETWORK)


def is_short(error: EpochalError) -> bool:
    """Whether it is about memory."""
    return error.code == READING or is_run(error)


def is_run(error: EpochalError) -> bool:
    """Whether it is about a run."""
    return error.code in TRAINING


def is_network(error: EpochalError) -> bool:
    """Whether it is about a run whose weights take the most."""
    return error.code == NETWORK


def sample_of(error: EpochalError) -> int | None:
    """How many rows would fit; None where no sample can be read, or none is large enough to be of use."""
    sample = error.params.get("sample")
    return sample if isinstance(sample, int) else None


def title_of(error: EpochalError) -> str:
    """What is the matter, in a line."""
    if is_run(error):
        return _say("This run needs more memory than is free")
    return _say("{file} needs more memory than is free").format(file=error.place.file or _say("This table"))


def text_of(error: EpochalError) -> str:
    """Figures, and what can be done."""
    needed, free = _gigabytes(error.params["needed_gb"]), _gigabytes(error.params["free_gb"])
    rows, sample = error.params.get("rows"), sample_of(error)
    if is_run(error):
        return _run_text(error, needed, free)
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


def _run_text(error: EpochalError, needed: str, free: str) -> str:
    params = error.params
    if is_network(error):
        words = _say("{weights} weights take about {needed} GB while they train; {free} GB are free.")
        said = words.format(weights=_rows(params["parameters"]), needed=needed, free=free)
        return said + " " + _say("Take fewer or narrower layers, or close other programs and try again.")
    words = _say("{rows} rows, {width} numbers in each, take about {needed} GB; {free} GB are free.")
    if params["width"] == 1:
        words = _say("{rows} rows, one number in each, take about {needed} GB; {free} GB are free.")
    said = words.format(rows=_rows(params["rows"]), width=_rows(params["width"]), needed=needed, free=free)
    if error.code == ROWS:
        return said + " " + _say("Read a fair sample of the rows, ignore columns, or close other programs.")
    way = _say("Ignore “{name}”, which alone becomes {wide} of the numbers, or read a fair sample of the rows.")
    return said + " " + way.format(name=params["name"], wide=_rows(params["wide"]))


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
