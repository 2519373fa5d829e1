"""A column's cells as numbers, days or levels, however they are stored. What can't be read is said, never raised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.data.columns import ColumnKind, Storage
from core.data.convert import dates_in, numbers_in
from core.data.levels import number_text
from core.data.table import Table

LARGEST = 1e150  # the square of anything larger overflows a float64
DAY = np.timedelta64(1, "D")
EPOCH = np.datetime64(0, "us")


@dataclass(frozen=True, eq=False)
class NumbersRead:
    """float64 [rows], NaN where there is no number; `unreadable` bool [rows]: there is something, but no number."""

    values: NDArray[np.float64]
    unreadable: NDArray[np.bool_]


def read_numbers(table: Table, name: str, kind: ColumnKind) -> NumbersRead:
    """The column as numbers, or as days since 1970-01-01 when `kind` is DATE."""
    present = table.values(name).notna().to_numpy()
    values = _days(table, name) if kind is ColumnKind.DATE else _numbers(table, name)
    with np.errstate(invalid="ignore"):
        readable = np.abs(values) <= LARGEST  # False for NaN
    return NumbersRead(np.where(readable, values, np.nan), present & ~readable)


def _numbers(table: Table, name: str) -> NDArray[np.float64]:
    values, storage = table.values(name), table.column(name).storage
    if storage == Storage.NUMBER:
        return values.to_numpy(dtype=np.float64)
    if storage == Storage.TEXT:
        return numbers_in(values)
    return np.full(table.rows, np.nan)


def _days(table: Table, name: str) -> NDArray[np.float64]:
    values, storage = table.values(name), table.column(name).storage
    if storage == Storage.NUMBER:
        return np.full(table.rows, np.nan)
    moments = values.to_numpy(dtype="datetime64[us]") if storage == Storage.DATE else dates_in(values)
    days: NDArray[np.float64] = (moments - EPOCH) / DAY
    return days


def figure(value: float, kind: ColumnKind, digits: int = 6) -> str:
    """A number to `digits` figures (but whole to its unit), or the ISO day of a number of days."""
    if kind is ColumnKind.DATE:
        moment = EPOCH + np.timedelta64(round(value * 86_400_000_000), "us")
        return str(moment).removesuffix("T00:00:00.000000").replace("T", " ").removesuffix(".000000")
    whole_digits = len(str(int(abs(value)))) if abs(value) < 1e15 else 0
    return number_text(float(f"{value:.{max(digits, whole_digits)}g}"))
