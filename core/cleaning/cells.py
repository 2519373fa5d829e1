"""Columns worked on by their distinct values: a function runs once a value, numpy carries it to every row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.notices import Notice
from core.data.columns import Column, ColumnKind, Storage
from core.data.levels import date_text, number_text

NewColumn = tuple[Column, "pd.Series[Any]"]  # what becomes of a column, and its values
BY_RULE = Notice("cleaning.kind_by_rule")


def present(values: pd.Series[Any]) -> NDArray[np.bool_]:
    """bool [rows]: the cells that have a value."""
    return np.asarray(values.notna().to_numpy(), dtype=np.bool_)


def missing(values: pd.Series[Any]) -> NDArray[np.bool_]:
    """bool [rows]: the cells that have none."""
    return ~present(values)


def distinct(values: pd.Series[Any]) -> tuple[NDArray[np.int64], list[Any]]:
    """(codes int64 [rows], the distinct values in order of appearance); a missing cell has the code −1."""
    codes, uniques = pd.factorize(values, use_na_sentinel=True)
    return codes.astype(np.int64, copy=False), list(uniques)


def spread(codes: NDArray[np.int64], results: Sequence[Any]) -> NDArray[np.object_]:
    """object [rows]: each distinct value's result at its rows, None where the cell is missing."""
    table = np.empty(len(results) + 1, dtype=object)
    for at, result in enumerate(results):
        table[at] = result
    spread_out: NDArray[np.object_] = table[codes]  # code −1 finds the last entry, None
    return spread_out


def as_text_column(cells: NDArray[np.object_]) -> pd.Series[Any]:
    """object [rows] of str or None → a column of pandas text."""
    return pd.Series(cells, dtype="str")


def cell_objects(values: pd.Series[Any]) -> NDArray[np.object_]:
    """object [rows] of float, str or None; dates as ISO texts: how reports show cells."""
    filled = present(values)
    cells = np.empty(len(values), dtype=object)
    if pd.api.types.is_float_dtype(values.dtype):
        cells[filled] = values.to_numpy()[filled].tolist()
    elif pd.api.types.is_datetime64_any_dtype(values.dtype):
        cells[filled] = [date_text(pd.Timestamp(moment)) for moment in values[filled]]
    else:
        cells[filled] = values[filled].to_numpy(dtype=object)
    return cells


def of_kind(name: str, kind: ColumnKind, storage: Storage) -> Column:
    """The column that a rule gave another kind."""
    return Column(name, kind, storage, BY_RULE)


def number_words(number: float) -> str:
    """A number inside a sentence: at most six digits, a true minus sign: "2.75", "−1,200"."""
    whole = number.is_integer() and abs(number) < 1e15
    text = f"{int(number):,}" if whole else f"{number:,.6g}"
    return text.replace("-", "−")


def value_words(value: str | float | None) -> str:
    """A cell inside a sentence."""
    if value is None:
        return "–"
    return number_text(value) if isinstance(value, float) else value


def names_words(names: Sequence[str], most: int = 4) -> str:
    """Column names inside a line: "x, y, z", and "x, y, z, depth, +12" when there are more."""
    shown = ", ".join(names[:most])
    return f"{shown}, +{len(names) - most}" if len(names) > most else shown


def share_words(part: int, whole: int) -> str:
    """A share with its sign, never "0 %" for something: "4.0 %", "< 0.1 %"."""
    share = 100.0 * part / whole if whole else 0.0
    if 0 < share < 0.1:
        return "< 0.1 %"
    if 99.9 < share < 100:
        return "> 99.9 %"
    return f"{share:.1f} %" if share < 10 or 99 <= share < 100 else f"{share:.0f} %"
