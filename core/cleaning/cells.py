"""Columns worked on by their distinct values: a function runs once a value, numpy carries it to every row.

Why (2026-11-25): Python's strings are made, compared and let go some `PART` of them at a time. One call for a million
holds Python's lock for 50 ms to 150 ms, and the window stands still; between parts it gets its turn. Arrow's own calls
release the lock, so columns of text are put together there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from core.base.notices import Notice
from core.data.codec import text_series
from core.data.columns import Column, ColumnKind, Storage
from core.data.levels import date_text, number_text

NewColumn = tuple[Column, "pd.Series[Any]"]  # what becomes of a column, and its values
BY_RULE = Notice("cleaning.kind_by_rule")
PART = 20_000  # texts


def parts(length: int) -> Iterator[slice]:
    """Consecutive slices of at most `PART`; an empty one where there is nothing."""
    for start in range(0, max(length, 1), PART):
        yield slice(start, start + PART)


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


def distinct_texts(values: pd.Series[Any]) -> tuple[NDArray[np.int64], pd.Index[Any]]:
    """As `distinct`, of a text column; the texts stay in Arrow's memory, to be looked at by `text_parts`."""
    codes, uniques = pd.factorize(values, use_na_sentinel=True)
    return codes.astype(np.int64, copy=False), uniques


def text_parts(texts: pd.Index[Any]) -> Iterator[list[str]]:
    """The texts in order, some at a time; one empty part where there are none."""
    for part in parts(len(texts)):
        yield texts[part].to_numpy(dtype=object).tolist()


def spread(codes: NDArray[np.int64], results: Sequence[Any]) -> NDArray[np.object_]:
    """object [rows]: each distinct value's result at its rows, None where the cell is missing."""
    table = np.empty(len(results) + 1, dtype=object)
    for at, result in enumerate(results):
        table[at] = result
    spread_out = np.empty(len(codes), dtype=object)
    for part in parts(len(codes)):
        spread_out[part] = table[codes[part]]  # code −1 finds the last entry, None
    return spread_out


def spread_texts(codes: NDArray[np.int64], results: Sequence[str | None]) -> pd.Series[Any]:
    """A column of pandas text: each distinct value's result at its rows, missing where the code is −1."""
    return text_series(pc.take(_arrow_texts(results), pa.array(codes, mask=codes < 0)))


def texts_where(
    chosen: NDArray[np.bool_], codes: NDArray[np.int64], results: Sequence[str | None], before: pd.Series[Any]
) -> pd.Series[Any]:
    """The text column `before`, with the results (as in `spread_texts`) where `chosen`, bool [rows], holds."""
    new = pc.take(_arrow_texts(results), pa.array(codes, mask=codes < 0))
    return text_series(pc.if_else(pa.array(chosen), new, _arrow_column(before)))


def _arrow_texts(texts: Sequence[str | None] | NDArray[np.object_]) -> Any:
    pieces = [pa.array(texts[part], type=pa.large_string(), from_pandas=True) for part in parts(len(texts))]
    return pa.concat_arrays(pieces)


def _arrow_column(values: pd.Series[Any]) -> Any:
    texts = pa.array(values, type=pa.large_string(), from_pandas=True)
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def as_text_column(cells: NDArray[np.object_]) -> pd.Series[Any]:
    """object [rows] of str or None → a column of pandas text."""
    return text_series(_arrow_texts(cells))


def cell_objects(values: pd.Series[Any]) -> NDArray[np.object_]:
    """object [rows] of float, str or None; dates as ISO texts: how reports show cells."""
    cells = np.empty(len(values), dtype=object)
    for part in parts(len(values)):
        cells[part] = _part_objects(values.iloc[part])
    return cells


def cells_differ(before: pd.Series[Any], after: pd.Series[Any], among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """bool [rows]: where `among` holds and `cell_objects` of both columns say something else."""
    differs = np.zeros(len(before), np.bool_)
    rows = np.flatnonzero(among)
    for part in parts(len(rows)):
        old, new = (_part_objects(values.iloc[rows[part]]) for values in (before, after))
        differs[rows[part]] = old != new
    return differs


def _part_objects(values: pd.Series[Any]) -> NDArray[np.object_]:
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
