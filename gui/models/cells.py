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
MOST_DECIMALS = 4
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class NumberLook:
    """How the numbers of one column are written, all alike: with so many decimals (None: as each has them), grouped."""

    decimals: int | None = None
    grouped: bool = True

    def text(self, value: float) -> str:
        """The number in this form; with all its digits when the form would round it."""
        if self.decimals is None or not math.isfinite(value) or round(value, self.decimals) != value:
            return number_text(value)
        text = f"{value:,.{self.decimals}f}" if self.grouped else f"{value:.{self.decimals}f}"
        return text.replace("-", "−")


def number_look(values: Sequence[float] | np.ndarray[Any, Any]) -> NumberLook:
    """The form that suits a column of float64, judged by its first values and by its largest."""
    numbers = np.asarray(values, dtype=np.float64)
    known = numbers[:LOOKED_AT]
    known = known[np.isfinite(known)]
    if not len(known):
        return NumberLook(0)
    largest = max(abs(float(np.nanmax(numbers))), abs(float(np.nanmin(numbers))))
    fitting = (n for n in range(MOST_DECIMALS + 1) if bool(np.all(np.round(known, n) == known)))
    decimals = next(fitting, None)
    return NumberLook(decimals if largest < 1e15 else None, largest >= GROUPED_FROM)


def is_missing(value: Any) -> bool:
    """Whether a cell has no value: None, NaN, NaT."""
    return value is None or value != value


def cell_text(value: Any) -> str:
    """A value as an analyst reads it; "" when it is missing."""
    if is_missing(value):
        return ""
    if isinstance(value, float | np.floating):
        return number_text(float(value))
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]").item()
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == value.microsecond == 0
        return value.strftime("%Y-%m-%d") if midnight else value.isoformat(" ", "seconds")
    return str(value)


def number_text(value: float) -> str:
    """All the digits a number has: grouped when it is whole and large, never rounded by more than 15 digits."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞"
    if value == round(value) and abs(value) < 1e15:
        return NUMBERS.toString(int(value)).replace("-", "−")
    return f"{value:.15g}".replace("-", "−")


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
