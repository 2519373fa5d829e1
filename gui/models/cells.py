"""How one value looks in a cell: text, and whether it is missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

import numpy as np
from PySide6.QtCore import QLocale, Qt


class CellRole(IntEnum):
    """Roles beyond Qt's: what the delegate needs to know about a cell."""

    STATE = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    NOTE = Qt.ItemDataRole.UserRole + 3
    TITLE = Qt.ItemDataRole.UserRole + 4
    SUMMARY = Qt.ItemDataRole.UserRole + 5
    COUNT = Qt.ItemDataRole.UserRole + 6
    UNIT = Qt.ItemDataRole.UserRole + 7
    ICON = Qt.ItemDataRole.UserRole + 8
    KEY = Qt.ItemDataRole.UserRole + 9
    HEAD = Qt.ItemDataRole.UserRole + 10
    SHARE = Qt.ItemDataRole.UserRole + 11
    TONE = Qt.ItemDataRole.UserRole + 12
    DIVIDER = Qt.ItemDataRole.UserRole + 13
    NUMBER = Qt.ItemDataRole.UserRole + 14
    COPY = Qt.ItemDataRole.UserRole + 15  # a float, or a text other than the one shown


class CellState(IntEnum):
    """How a cell is drawn."""

    NORMAL = 0
    MISSING = 1
    REMOVED = 2
    ADDED = 3
    CHECK = 4
    FAILED = 5
    FADED = 6
    EDITED = 7


NUMBERS = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
GROUPED_FROM = 10_000  # four digits stand together, so that a year is a year
YEARS_FROM = 1000  # but not beside numbers of fewer digits: 600 and 1,400 are amounts
YEARS = (1500, 2299)  # a whole number between them, by itself, may be a year
MOST_EARLIER = 0.05  # of the years in a column: a 0 for "not known"
MOST_DECIMALS = 6  # of numbers that people write: a degree of latitude to a hand's breadth
FIGURES = 4  # of numbers that come out of a calculation: 13.816666666666666 is 13.82
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class NumberLook:
    """How the numbers of one column are written, all alike: with so many decimals, grouped or not.

    rounded: the decimals are those of a usual value's first figures, because the numbers have more than anybody reads.
    """

    decimals: int | None = None
    grouped: bool = True
    rounded: bool = False

    def text(self, value: float) -> str:
        """The number in this form; where the form would leave too little of it, in its own."""
        if self.decimals is None or not math.isfinite(value):
            return readable_number(value)
        shown = round(value, self.decimals)
        if shown != value and (not self.rounded or abs(value) < 10.0 ** (2 - self.decimals)):
            return readable_number(value)
        text = f"{shown + 0.0:,.{self.decimals}f}" if self.grouped else f"{shown + 0.0:.{self.decimals}f}"
        return text.replace("-", "−")

    def exact(self, value: float) -> str:
        """All digits of a number that `text` shows only in part; "" when it shows them all."""
        if not math.isfinite(value) or float(self.text(value).replace(",", "").replace("−", "-")) == value:
            return ""
        return repr(float(value)).replace("-", "−")


def number_look(values: Sequence[float] | np.ndarray[Any, Any]) -> NumberLook:
    """The form that suits a column of float64, judged by its first values and by its largest."""
    numbers = np.asarray(values, dtype=np.float64)
    known = numbers[:LOOKED_AT]
    known = known[np.isfinite(known)]
    if not len(known):
        return NumberLook(0)
    largest = max(abs(float(np.nanmax(numbers))), abs(float(np.nanmin(numbers))))
    small = float(np.mean(np.abs(known) < YEARS_FROM))
    grouped = largest >= GROUPED_FROM or (largest >= YEARS_FROM and small > MOST_EARLIER)
    if largest >= 1e15:
        return NumberLook(None, grouped)
    fitting = (n for n in range(MOST_DECIMALS + 1) if bool(np.all(np.round(known, n) == known)))
    decimals = next(fitting, None)
    if decimals is not None:
        return NumberLook(decimals, grouped)
    return NumberLook(_telling(float(np.median(np.abs(known[known != 0])))), grouped, rounded=True)


def is_grouped(value: float) -> bool:
    """Whether a number that stands by itself has separators; one that may be a year has none."""
    return not (value == round(value) and YEARS[0] <= value <= YEARS[1])


def _telling(size: float) -> int:
    """How many decimals a number of this size, above 0, is told by: four figures, and two decimals at least."""
    return min(8, max(2, FIGURES - 1 - math.floor(math.log10(size))))


def is_missing(value: Any) -> bool:
    """Whether a cell has no value: None, NaN, NaT."""
    return value is None or value != value


def cell_text(value: Any) -> str:
    """A value as an analyst reads it; "" when it is missing."""
    if is_missing(value):
        return ""
    if isinstance(value, float | np.floating):
        return readable_number(float(value))
    if isinstance(value, datetime):
        value = np.datetime64(value)
    if isinstance(value, np.datetime64):  # Python's own dates end with the year 9999
        day, _, time = str(value.astype("datetime64[us]")).partition("T")
        return day if time == "00:00:00.000000" else f"{day} {time[:8]}"
    return str(value)


def day_text(seconds: float) -> str:
    """The day of a moment in seconds since 1970, in any year."""
    return str(np.datetime64(math.floor(seconds), "s").astype("datetime64[D]"))


def number_text(value: float) -> str:
    """All the digits a number has: grouped when it is whole and large, never rounded by more than 15 digits."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞"
    if value == round(value) and abs(value) < 1e15:
        return NUMBERS.toString(int(value)).replace("-", "−")
    return f"{value:.15g}".replace("-", "−")


def readable_number(value: float) -> str:
    """A number by itself: all its digits while they are as many as people write, else four figures of it."""
    text = number_text(value)
    if len(text.partition(".")[2]) <= MOST_DECIMALS and "e" not in text:
        return text
    size = math.floor(math.log10(abs(value)))
    return short_number(value, max(FIGURES, size + 3)) if abs(value) < 1e15 else text


def short_number(value: float | None, digits: int = 3) -> str:
    """A number for a tile or a fact: at most `digits` significant digits, grouped, true minus sign."""
    if value is None or not math.isfinite(value):
        return "–"
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if size >= 12 or size < -5:
        return f"{value:.{digits - 1}e}".replace("-", "−")
    decimals = max(0, digits - 1 - size)
    rounded = round(value, digits - 1 - size)
    whole = rounded == round(rounded)
    return NUMBERS.toString(rounded, "f", 0 if whole and size >= 0 else decimals).replace("-", "−")


def fact_number(value: float | None) -> str:
    """A number among facts: whole from 100 up, else four significant digits; never "3,930" for 3,933.

    A zero at the end says that the number was rounded there: 0.7 is "0.7", 0.70004 is "0.7000".
    """
    if value is None or not math.isfinite(value):
        return "–"
    if 100 <= abs(value) < 1e15:
        return f"{value:,.0f}".replace("-", "−")
    text = short_number(value, 4)
    exact = "." in text and "e" not in text and round(value, 4 - 1 - math.floor(math.log10(abs(value)))) == value
    return text.rstrip("0").rstrip(".") if exact else text


def share_text(part: float, whole: float) -> str:
    """A share in percent: never "0 %" for one that isn't nothing, never "100 %" for one that isn't all."""
    percent = 100 * part / whole if whole else 0.0
    if 0 < percent < 0.1:
        return "< 0.1 %"
    if 99.9 < percent < 100:
        return "> 99.9 %"
    return f"{percent:.1f} %" if percent % 100 else f"{percent:.0f} %"
