"""How one value looks in a cell: text, and whether it is missing."""

from __future__ import annotations

import math
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


class CellState(IntEnum):
    """How a cell is drawn."""

    NORMAL = 0
    MISSING = 1
    REMOVED = 2
    ADDED = 3
    CHECK = 4
    FAILED = 5


NUMBERS = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


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
