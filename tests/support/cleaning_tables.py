"""Small tables for the cleaning tests: a column's storage follows from its values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from core.base.notices import Notice
from core.data.columns import Column, ColumnKind, Storage
from core.data.table import Table

KINDS = {Storage.NUMBER: ColumnKind.NUMBER, Storage.DATE: ColumnKind.DATE, Storage.TEXT: ColumnKind.CATEGORY}


def small_table(
    columns: dict[str, Sequence[Any]],
    kinds: dict[str, ColumnKind] | None = None,
    source_rows: Sequence[int] | None = None,
) -> Table:
    """A table of these columns; None is missing; source rows count from 1 unless given, lines follow a header."""
    rows = len(next(iter(columns.values())))
    described, series = [], {}
    for name, values in columns.items():
        storage = _storage(values)
        kind = (kinds or {}).get(name, KINDS[storage])
        described.append(Column(name, kind, storage, Notice("data.kind_text")))
        series[name] = _series(values, storage)
    numbers = np.array(source_rows if source_rows is not None else range(1, rows + 1), np.int64)
    return Table(pd.DataFrame(series), tuple(described), numbers, numbers + 1)


def _storage(values: Sequence[Any]) -> Storage:
    known = [value for value in values if value is not None]
    if any(isinstance(value, str) for value in known):
        return Storage.TEXT
    return Storage.DATE if any(isinstance(value, datetime) for value in known) else Storage.NUMBER


def _series(values: Sequence[Any], storage: Storage) -> pd.Series[Any]:
    if storage is Storage.TEXT:
        return pd.Series(list(values), dtype="str")
    if storage is Storage.DATE:
        return pd.Series([pd.NaT if value is None else value for value in values], dtype="datetime64[us]")
    return pd.Series([np.nan if value is None else float(value) for value in values], dtype="float64")


def cells(table: Table, name: str) -> list[Any]:
    """The values of a column, None where missing."""
    return [None if pd.isna(value) else value for value in table.values(name)]
