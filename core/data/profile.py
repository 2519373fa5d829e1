"""What a table holds, column by column: counts, spread, distribution, and what was noticed.

The codes and params of the notices are listed in `core.data.noticed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from core.base.notices import Notice, notice_from_json, notice_to_json
from core.base.progress import Early, Finished, Progress
from core.data import noticed
from core.data.columns import ColumnKind, Storage
from core.data.levels import date_text, number_text
from core.data.table import Table

MOST_BINS = 30
SHOWN_LEVELS = 30
HUGE = 1e100
MICROSECONDS = 1e6
MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no bit of an earlier column is lost


@dataclass(frozen=True)
class ColumnProfile:
    """Figures of one column; None where the kind has no such figure.

    minimum, maximum: numbers, or ISO texts of a date column. mean, median, std (ddof 1): of numbers.
    bin_edges, bin_counts: histogram of numbers, or of dates in seconds since 1970; counts has one entry less.
    top: the most frequent levels of a text column with their counts, most frequent first, at most 30.
    """

    name: str
    kind: ColumnKind
    reason: Notice
    rows: int
    missing: int
    distinct: int
    minimum: float | str | None = None
    maximum: float | str | None = None
    mean: float | None = None
    median: float | None = None
    std: float | None = None
    bin_edges: tuple[float, ...] = ()
    bin_counts: tuple[int, ...] = ()
    top: tuple[tuple[str, int], ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class TableProfile:
    """All columns, in order. duplicate_rows: rows that repeat an earlier row in every column."""

    rows: int
    columns: tuple[ColumnProfile, ...]
    duplicate_rows: int
    missing_cells: int

    def column(self, name: str) -> ColumnProfile:
        """The profile of that column. Raises KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True)
class _Figures:
    distinct: int
    figures: dict[str, Any] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def profile_table(table: Table) -> TableProfile:
    """Profile every column; see `profile_steps`."""
    for step in profile_steps(table):
        if isinstance(step, Finished):
            return step.result
    raise AssertionError("profile_steps ends with Finished")


def profile_steps(table: Table) -> Iterator[Progress | Early | Finished[TableProfile]]:
    """Column by column, each `ColumnProfile` early; then repeated rows."""
    columns = []
    keys = np.zeros(table.rows, dtype=np.uint64)
    for position, name in enumerate(table.names):
        yield Progress("profile", position, len(table.names), "columns")
        columns.append(profile_column(table, name))
        yield Early(columns[-1])
        keys = keys * MIX + pd.util.hash_array(_hashable(table.values(name)))
    yield Progress("profile", len(table.names), len(table.names), "columns")
    keys.sort()
    repeated = int(np.count_nonzero(keys[1:] == keys[:-1])) if table.names else 0
    missing = sum(column.missing for column in columns)
    yield Finished(TableProfile(table.rows, tuple(columns), repeated, missing))


def profile_column(table: Table, name: str) -> ColumnProfile:
    """The figures and notices of one column."""
    column, values = table.column(name), table.values(name)
    missing = int(values.isna().sum())
    if column.storage == Storage.NUMBER:
        found = _of_numbers(name, values.to_numpy(dtype=np.float64))
    elif column.storage == Storage.DATE:
        found = _of_dates(values.to_numpy(dtype="datetime64[us]"))
    else:
        found = _of_texts(table, name, values)
    known = table.rows - missing
    identity = noticed.about_identity(column, known, found.distinct, _first_value(values))
    notices = [*noticed.gaps(name, table.rows, missing), *identity]
    if not any(notice.code in ("data.noticed_constant", "data.noticed_id") for notice in identity):
        notices += found.notices
    return ColumnProfile(
        name, column.kind, column.reason, table.rows, missing, found.distinct, **found.figures, notices=tuple(notices)
    )


@np.errstate(over="ignore", invalid="ignore")  # a figure of numbers near the end of float64 may be infinite: shown as –
def _of_numbers(name: str, values: NDArray[np.float64]) -> _Figures:
    known = np.sort(values[~np.isnan(values)])
    if not len(known):
        return _Figures(0)
    distinct = 1 + int(np.count_nonzero(np.diff(known)))
    mean, spread, skew = _moments(known)
    edges, counts = _histogram(known, distinct)
    figures = {
        "minimum": float(known[0]),
        "maximum": float(known[-1]),
        "mean": mean,
        "median": float(np.median(known)),
        "std": spread,
        "bin_edges": edges,
        "bin_counts": counts,
    }
    return _Figures(distinct, figures, noticed.in_numbers(name, known, distinct, skew))


def _moments(known: NDArray[np.float64]) -> tuple[float, float, float | None]:
    """Mean, standard deviation and skewness; huge numbers are made small first, since their squares overflow."""
    largest = max(abs(float(known[0])), abs(float(known[-1])))
    unit = largest if largest > HUGE else 1.0
    scaled = known / unit if unit > 1.0 else known
    mean = float(scaled.mean())
    spread = float(scaled.std(ddof=1)) if len(scaled) > 1 else 0.0
    skew = float((((scaled - mean) / spread) ** 3).mean()) if spread > 0 else None
    return mean * unit, spread * unit, skew


def _of_dates(values: NDArray[np.datetime64]) -> _Figures:
    known = np.sort(values[~np.isnat(values)])
    if not len(known):
        return _Figures(0)
    distinct = 1 + int(np.count_nonzero(np.diff(known).astype(np.int64)))
    edges, counts = _histogram(known.view(np.int64) / MICROSECONDS, distinct)
    first, last = (date_text(pd.Timestamp(moment)) for moment in (known[0], known[-1]))
    return _Figures(distinct, {"minimum": first, "maximum": last, "bin_edges": edges, "bin_counts": counts})


def _of_texts(table: Table, name: str, values: pd.Series[Any]) -> _Figures:
    texts = pa.array(values, type=pa.large_string(), from_pandas=True)
    counted = pc.value_counts(texts.drop_null())
    if not len(counted):
        return _Figures(0)
    counts = counted.field("counts").to_numpy(zero_copy_only=False).astype(np.int64)
    order = np.argsort(-counts, kind="stable")
    levels, counts = counted.field("values").take(pa.array(order)), counts[order]
    top = tuple(zip(levels.slice(0, SHOWN_LEVELS).to_pylist(), counts[:SHOWN_LEVELS].tolist(), strict=True))
    return _Figures(len(levels), {"top": top}, noticed.in_texts(table.column(name), levels, counts))


def _histogram(known: NDArray[np.float64], distinct: int) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Equal bins from the smallest to the largest value; one bin a value for few whole numbers.

    Values so close together, for their size, that float64 has no edges between them share one bin.
    """
    low, high = float(known[0]), float(known[-1])
    if not np.isfinite(high - low):
        return (), ()
    bins = MOST_BINS
    if distinct <= MOST_BINS and high - low < MOST_BINS and bool(np.all(known == np.floor(known))):
        low, high, bins = low - 0.5, high + 0.5, int(high - low) + 1
    elif low == high:
        low, high = low - 0.5, high + 0.5
    if not np.all(np.diff(np.linspace(low, high, bins + 1)) > 0):
        return (float(np.nextafter(low, -np.inf)), float(np.nextafter(high, np.inf))), (len(known),)
    counts, edges = np.histogram(known, bins=bins, range=(low, high))
    return tuple(float(edge) for edge in edges), tuple(int(count) for count in counts)


def _hashable(values: pd.Series[Any]) -> NDArray[Any]:
    """An array whose hashes are equal exactly for equal values (texts by their codes)."""
    if pd.api.types.is_float_dtype(values.dtype):
        return values.to_numpy(dtype=np.float64) + 0.0
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.to_numpy(dtype="datetime64[us]").view(np.int64)
    coded = pa.array(values, type=pa.large_string(), from_pandas=True)
    coded = (coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded).dictionary_encode()
    codes: NDArray[Any] = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def _first_value(values: pd.Series[Any]) -> str:
    known = values.dropna()
    if not len(known):
        return ""
    value = known.iloc[0]
    if isinstance(value, pd.Timestamp):
        return date_text(value)
    return number_text(float(value)) if isinstance(value, float) else str(value)


def profile_to_json(profile: TableProfile) -> dict[str, Any]:
    """The profile as plain values."""
    return {
        "rows": profile.rows,
        "duplicate_rows": profile.duplicate_rows,
        "missing_cells": profile.missing_cells,
        "columns": [_column_to_json(column) for column in profile.columns],
    }


def profile_from_json(value: dict[str, Any]) -> TableProfile:
    """The profile that `profile_to_json` wrote."""
    columns = tuple(_column_from_json(column) for column in value["columns"])
    return TableProfile(value["rows"], columns, value["duplicate_rows"], value["missing_cells"])


def _column_to_json(column: ColumnProfile) -> dict[str, Any]:
    plain = {name: getattr(column, name) for name in ColumnProfile.__dataclass_fields__}
    return {
        **plain,
        "kind": str(column.kind),
        "reason": notice_to_json(column.reason),
        "bin_edges": list(column.bin_edges),
        "bin_counts": list(column.bin_counts),
        "top": [[level, count] for level, count in column.top],
        "notices": [notice_to_json(notice) for notice in column.notices],
    }


def _column_from_json(value: dict[str, Any]) -> ColumnProfile:
    parts = {
        **value,
        "kind": ColumnKind(value["kind"]),
        "reason": notice_from_json(value["reason"]),
        "bin_edges": tuple(value["bin_edges"]),
        "bin_counts": tuple(value["bin_counts"]),
        "top": tuple((level, count) for level, count in value["top"]),
        "notices": tuple(notice_from_json(notice) for notice in value["notices"]),
    }
    return ColumnProfile(**parts)
