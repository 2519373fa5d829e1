"""What each column is, from all of its rows, with the reason. Raw columns come in, a `Table` goes out.

Texts become numbers, dates or True/False only when every value of the column does; nothing becomes missing on the way.
Whole numbers from 2^53 on and numbers with leading zeros stay text, since a float64 would change them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from core.base.notices import Notice
from core.base.progress import Early, Finished, Progress
from core.data.codec import frame_of, text_series
from core.data.columns import Column, ColumnKind, Storage
from core.data.convert import with_kind
from core.data.dates import parse_dates
from core.data.names import sounds_like_id
from core.data.numbers import (
    COMMA,
    POINT,
    SAMPLE_ROWS,
    SPACES,
    NumbersRead,
    decides,
    number_mask,
    parse_numbers,
    trimmed,
    undecorated,
    with_points,
)
from core.data.table import Table

__all__ = ["Inferred", "infer_column", "infer_steps", "infer_table", "storage_of", "with_kind"]

EXACT_WHOLE = 2.0**53  # from here on a float64 may stand for a neighbour: 2^53 + 1 is read as 2^53
WHOLE = rf"^[+-]?(?:\d+|\d{{1,3}}(?:[.,{''.join(SPACES)}]\d{{3}})+)$"
MOSTLY_NUMBERS = 0.8
MANY_ROWS = 20  # fewer values than this can be all different by chance
SEQUENCE_ROWS = 50  # 1, 2, 3 … over so many rows counts the rows
FEW_LEVELS, MOST_LEVELS = 20, 1_000
LONG_WORDS = 8  # more words than this on average: prose
WORD_PAIRS = tuple(map(frozenset, (("yes", "no"), ("true", "false"), ("ja", "nein"), ("oui", "non"), ("sí", "no"))))
LETTER_PAIRS = tuple(map(frozenset, (("y", "n"), ("t", "f"), ("j", "n"))))


@dataclass(frozen=True, eq=False)
class Inferred:
    """A column's values as stored, its kind, and why."""

    values: pd.Series[Any]
    kind: ColumnKind
    storage: Storage
    reason: Notice


def infer_table(
    raw_columns: Mapping[str, Any],
    source_rows: NDArray[np.int64],
    lines: NDArray[np.int64] | None = None,
    decimal: str = POINT,
) -> Table:
    """The table of these raw columns; see `infer_steps`."""
    for step in infer_steps(raw_columns, source_rows, lines, decimal):
        if isinstance(step, Finished):
            return step.result
    raise AssertionError("infer_steps ends with Finished")


def infer_steps(
    raw_columns: Mapping[str, Any],
    source_rows: NDArray[np.int64],
    lines: NDArray[np.int64] | None = None,
    decimal: str = POINT,
) -> Iterator[Progress | Early | Finished[Table]]:
    """Column by column; each `Column` comes early.

    A raw column is Arrow or pandas text (blank is missing), float64 or datetime64.
    `decimal` is the mark in texts. In a text column with a decimal comma where at least half of the values are
    numbers, those are rewritten with a point: the mark belongs to the file, not to the data.
    """
    columns, series = [], {}
    for position, (name, raw) in enumerate(raw_columns.items()):
        yield Progress("infer", position, len(raw_columns), "columns")
        found = infer_column(name, raw, decimal)
        columns.append(Column(name, found.kind, found.storage, found.reason))
        yield Early(columns[-1])
        series[name] = found.values
    yield Finished(Table(frame_of(series, len(source_rows)), tuple(columns), source_rows, lines))


def infer_column(name: str, raw: Any, decimal: str = POINT) -> Inferred:
    """One column: how it is stored, its kind and the reason."""
    if isinstance(raw, pd.Series) and pd.api.types.is_float_dtype(raw.dtype):
        values = raw.to_numpy(dtype=np.float64)
        return _empty(len(values)) if np.isnan(values).all() else _numbers(name, values)
    if isinstance(raw, pd.Series) and pd.api.types.is_datetime64_any_dtype(raw.dtype):
        dates = raw.to_numpy(dtype="datetime64[us]")
        return _empty(len(dates)) if np.isnat(dates).all() else _dates(dates, "typed")
    texts = raw if isinstance(raw, (pa.Array, pa.ChunkedArray)) else pa.array(raw, pa.large_string(), from_pandas=True)
    return _from_texts(name, texts, decimal)


def storage_of(kind: ColumnKind) -> Storage:
    """How a column of this kind is stored when nothing else decides."""
    if kind is ColumnKind.NUMBER:
        return Storage.NUMBER
    return Storage.DATE if kind is ColumnKind.DATE else Storage.TEXT


def _from_texts(name: str, texts: Any, decimal: str) -> Inferred:
    bare = trimmed(texts)
    values = len(bare) - bare.null_count
    if values == 0:
        return _empty(len(bare))
    numbers = parse_numbers(bare, decimal) or _with_other_mark(bare, decimal)
    if numbers is not None:
        code = _must_stay_text(bare, numbers.values)
        if code:
            return _codes(name, texts, bare, code)
        return _numbers(name, numbers.values, numbers.thousands)
    kept = pc.if_else(pc.is_valid(bare), texts, pa.scalar(None, texts.type))  # a blank cell is missing
    levels = pc.value_counts(bare.drop_null())
    words = {text.lower() for text in levels.field("values").to_pylist()} if len(levels) <= 6 else set()
    if words and words <= {"true", "false"}:
        return _inferred(text_series(pc.utf8_capitalize(bare)), ColumnKind.YES_NO, "data.kind_true_false", values)
    dates = parse_dates(bare)
    if dates is not None and not dates.open:
        return _dates(dates.values, dates.form)
    if dates is not None:
        return _text(kept, ColumnKind.TEXT, "data.kind_open_dates", values, {"example": bare.drop_null()[0].as_py()})
    if _is_pair(words):
        return _text(kept, ColumnKind.YES_NO, "data.kind_yes_no", values)
    return _words(name, kept, bare, levels, decimal)


def _with_other_mark(bare: Any, decimal: str) -> NumbersRead | None:
    """A column may have another decimal mark than its file, when its values can't be read otherwise."""
    other = COMMA if decimal == POINT else POINT
    return parse_numbers(bare, other) if decides(bare.slice(0, SAMPLE_ROWS), other) else None


def _words(name: str, kept: Any, bare: Any, levels: Any, decimal: str) -> Inferred:
    values, distinct = len(bare) - bare.null_count, len(levels)
    weights = levels.field("counts")
    numbers = _count(number_mask(levels.field("values"), decimal), weights)
    if decimal != POINT and numbers >= 0.5 * values:
        kept = with_points(kept)
    signed = _count(number_mask(undecorated(levels.field("values")), decimal), weights)
    if numbers < MOSTLY_NUMBERS * values <= signed:
        return _text(kept, ColumnKind.TEXT, "data.kind_signed_numbers", values, {"numbers": signed})
    if numbers >= MOSTLY_NUMBERS * values:
        return _text(kept, ColumnKind.TEXT, "data.kind_mostly_numbers", values, {"numbers": numbers})
    if _is_code(name, levels.field("values"), distinct, values):
        return _text(kept, ColumnKind.ID, "data.kind_id_text", values)
    few = distinct <= max(FEW_LEVELS, min(MOST_LEVELS, values // 4))
    if few and not _is_prose(levels.field("values")):
        told = pc.count_distinct(kept, mode="only_valid").as_py()  # as the profile counts: white space matters there
        return _text(kept, ColumnKind.CATEGORY, "data.kind_category", values, {"distinct": told})
    return _text(kept, ColumnKind.TEXT, "data.kind_text", values, {"distinct": distinct})


def _count(mask: Any, weights: Any) -> int:
    return int(pc.sum(pc.multiply(pc.cast(mask, pa.int64()), weights)).as_py() or 0)


def _numbers(name: str, values: NDArray[np.float64], thousands: str | None = None) -> Inferred:
    known = values[~np.isnan(values)]
    kind, code = ColumnKind.NUMBER, "data.kind_number" if thousands is None else "data.kind_number_thousands"
    if _counts_rows(known):
        kind, code = ColumnKind.ID, "data.kind_id_sequence"
    elif sounds_like_id(name) and _all_different_whole(known):
        kind, code = ColumnKind.ID, "data.kind_id_name"
    reason = Notice(code, {"values": len(known), **({"mark": thousands} if thousands else {})})
    return Inferred(pd.Series(values), kind, Storage.NUMBER, reason)


def _dates(values: NDArray[np.datetime64], form: str) -> Inferred:
    reason = Notice("data.kind_date_" + form, {"values": int((~np.isnat(values)).sum())})
    return Inferred(pd.Series(values), ColumnKind.DATE, Storage.DATE, reason)


def _codes(name: str, texts: Any, bare: Any, code: str) -> Inferred:
    """Numbers that a float64 would change: kept as text, an id when all differ, else a category."""
    values, distinct = len(bare) - bare.null_count, pc.count_distinct(bare, mode="only_valid").as_py()
    all_different = distinct == values and (values >= MANY_ROWS or sounds_like_id(name))
    few = distinct <= max(FEW_LEVELS, min(MOST_LEVELS, values // 4))
    kind = ColumnKind.ID if all_different else ColumnKind.CATEGORY if few else ColumnKind.TEXT
    del texts  # a code has no meaning in its white space
    return _text(bare, kind, code, values)


def _must_stay_text(bare: Any, numbers: NDArray[np.float64]) -> str | None:
    """The reason why texts that are all numbers can't be stored as float64 without changing, or None."""
    padded = pc.match_substring_regex(bare.filter(pc.starts_with(bare, "0")), r"^0\d+$")
    if pc.any(padded, min_count=0).as_py():
        return "data.kind_leading_zeros"
    large = np.abs(np.nan_to_num(numbers)) >= EXACT_WHOLE
    if large.any():
        long = pc.match_substring_regex(bare.filter(pa.array(large)), WHOLE)
        if pc.any(long, min_count=0).as_py():
            return "data.kind_long_numbers"
    return None


def _counts_rows(known: NDArray[np.float64]) -> bool:
    """0, 1, 2 … or 1, 2, 3 …, in the order of the rows, over many rows."""
    return len(known) >= SEQUENCE_ROWS and known[0] in (0.0, 1.0) and bool(np.all(known[1:] == known[:-1] + 1.0))


def _all_different_whole(known: NDArray[np.float64]) -> bool:
    return len(known) >= MANY_ROWS and bool(np.all(known == np.floor(known))) and len(np.unique(known)) == len(known)


def _is_code(name: str, levels: Any, distinct: int, values: int) -> bool:
    """All different, no white space, and either named like an id or mostly with digits in them."""
    if distinct != values or values < MANY_ROWS or pc.any(pc.match_substring_regex(levels, r"\s")).as_py():
        return False
    with_digits = pc.sum(pc.match_substring_regex(levels, r"\d")).as_py() or 0
    return sounds_like_id(name) or with_digits >= MOSTLY_NUMBERS * values


def _is_pair(words: set[str]) -> bool:
    """Yes and no (one of them is enough), or the two letters of a pair."""
    return bool(words) and (any(words <= pair for pair in WORD_PAIRS) or words in LETTER_PAIRS)


def _is_prose(levels: Any) -> bool:
    words = pc.add(pc.count_substring_regex(levels, r"\s+"), 1)
    return (pc.mean(words).as_py() or 0) > LONG_WORDS


def _empty(rows: int) -> Inferred:
    nothing = text_series(pa.nulls(rows, pa.large_string()))
    return _inferred(nothing, ColumnKind.TEXT, "data.kind_empty", 0)


def _text(texts: Any, kind: ColumnKind, code: str, values: int, more: dict[str, object] | None = None) -> Inferred:
    return _inferred(text_series(texts), kind, code, values, more)


def _inferred(
    values: pd.Series[Any], kind: ColumnKind, code: str, count: int, more: dict[str, object] | None = None
) -> Inferred:
    return Inferred(values, kind, Storage.TEXT, Notice(code, {"values": count, **(more or {})}))
