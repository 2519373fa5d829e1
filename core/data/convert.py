"""A person changes what a column is: its values follow, and those that can't are counted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from core.base.notices import Notice
from core.data.columns import Column, ColumnKind, Storage
from core.data.dates import MONTH_FIRST, DatesRead, read_dates
from core.data.levels import canonical_levels
from core.data.numbers import read_numbers, sniff_decimal, trimmed
from core.data.table import Table

DAY = np.timedelta64(1, "D")


def with_kind(table: Table, name: str, kind: ColumnKind, *, month_first: bool = False) -> tuple[Table, int]:
    """The table with this column as `kind`, and how many of its values could not be read and became missing.

    Numbers become texts by their canonical level (20.0 → "20"), dates ISO texts; a date becomes a number of days since
    1970 and back. Dates that could be day-first or month-first are read day-first unless `month_first`: somebody
    decided that they are dates. An id keeps its storage.
    """
    column, values = table.column(name), table.values(name)
    if column.kind is kind:
        return table, 0
    storage = _storage(kind, column.storage)
    params: dict[str, object] = {"before": str(column.kind)}
    if storage == column.storage:
        changed = values
    elif (column.storage, storage) == (Storage.TEXT, Storage.DATE):
        read = _dates_read(values, month_first)
        changed, params["form"] = pd.Series(_values_of(read, len(values))), "" if read is None else read.form
    else:
        changed = _converted(values, column.storage, storage)
    lost = int(changed.isna().sum() - values.isna().sum())
    return table.with_column(Column(name, kind, storage, Notice("data.kind_chosen", params)), changed), lost


def reads_month_first(column: Column) -> bool:
    """Whether 03/04/2021 was 4 March when this column's dates were read, by the reader or by `with_kind`."""
    return column.reason.code == f"data.kind_date_{MONTH_FIRST}" or column.reason.params.get("form") == MONTH_FIRST


def _storage(kind: ColumnKind, now: Storage) -> Storage:
    if kind is ColumnKind.ID:
        return now
    if kind is ColumnKind.NUMBER:
        return Storage.NUMBER
    return Storage.DATE if kind is ColumnKind.DATE else Storage.TEXT


def _converted(values: pd.Series[Any], before: Storage, after: Storage) -> pd.Series[Any]:
    if after == Storage.TEXT:
        return pd.Series(canonical_levels(values), dtype="str")
    if after == Storage.NUMBER:
        return pd.Series(_days(values) if before == Storage.DATE else numbers_in(values))
    return pd.Series(_dates_in_numbers(values))


def numbers_in(values: pd.Series[Any]) -> NDArray[np.float64]:
    """float64 [rows]: the texts that are numbers, with either decimal mark and thousands marks; NaN for the others."""
    texts = pa.array(values, type=pa.large_string(), from_pandas=True)
    decimal, _ = sniff_decimal([texts], None)
    return read_numbers(values, decimal)


def dates_in(values: pd.Series[Any]) -> NDArray[np.datetime64]:
    """datetime64[us] [rows]: the texts that are dates in the spelling that reads most of them; NaT for the others."""
    return _values_of(_dates_read(values), len(values))


def _dates_read(values: pd.Series[Any], month_first: bool = False) -> DatesRead | None:
    return read_dates(trimmed(pa.array(values, type=pa.large_string(), from_pandas=True)), month_first=month_first)


def _values_of(read: DatesRead | None, rows: int) -> NDArray[np.datetime64]:
    return np.full(rows, np.datetime64("NaT", "us")) if read is None else read.values


def _days(values: pd.Series[Any]) -> NDArray[np.float64]:
    days: NDArray[np.float64] = (values.to_numpy(dtype="datetime64[us]") - np.datetime64(0, "us")) / DAY
    return days


def _dates_in_numbers(values: pd.Series[Any]) -> NDArray[np.datetime64]:
    """20240131 is a day and 2024 a year; any other number counts days since 1970, up to 7,900 years from it."""
    numbers = values.to_numpy(dtype=np.float64)
    known = numbers[~np.isnan(numbers)]
    if _all_whole(known, 1000_01_01, 9999_12_31):
        return dates_in(pd.Series([_compact(number) for number in numbers], dtype="str"))
    if _all_whole(known, 1000, 2999):
        months = np.where(np.isnan(numbers), 0, (numbers - 1970) * 12).astype(np.int64)
        years = months.astype("datetime64[M]").astype("datetime64[us]")
        return np.where(np.isnan(numbers), np.datetime64("NaT", "us"), years)
    readable = np.abs(np.nan_to_num(numbers, nan=np.inf)) < 2_900_000
    ticks = np.round(np.where(readable, numbers, 0) * 86_400_000_000).astype(np.int64)
    return np.where(readable, ticks.view("datetime64[us]"), np.datetime64("NaT", "us"))


def _all_whole(known: NDArray[np.float64], low: int, high: int) -> bool:
    return len(known) > 0 and bool(np.all((known >= low) & (known <= high) & (known == np.floor(known))))


def _compact(number: float) -> str | None:
    if np.isnan(number):
        return None
    digits = f"{int(number):08d}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
