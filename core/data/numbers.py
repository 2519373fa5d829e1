"""Texts as numbers: all of a column or none of it, exactly as written.

Arrow's parser rounds correctly, so "0.1199999999999974" is the same float64 from every format. Words such as "nan" and
"inf" aren't numbers here: they stay text, and the profile points at them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

POINT, COMMA = ".", ","
SPACES = ("\u00a0", "\u202f", " ", "'", "’")  # marks between thousands besides point and comma
_MARK = r"(?:[A-Z]{0,3}[$€£¥₹₩₽₺]|USD|EUR|GBP|CHF|JPY|CNY|INR)"
_BEFORE, _AFTER = rf"^([+-]?)\s*{_MARK}\s*", rf"\s*(?:{_MARK}|%)$"
SAMPLE_ROWS = 5_000
MOSTLY = 0.5  # a column speaks about the decimal mark when at least this share of it reads as numbers


@dataclass(frozen=True, eq=False)
class NumbersRead:
    """float64 [rows], NaN where the text was missing; `thousands` is the mark between thousands, if there was one."""

    values: NDArray[np.float64]
    thousands: str | None = None


def trimmed(texts: Any) -> Any:
    """Arrow texts without surrounding white space; blank ones become null."""
    bare = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(bare, ""), pa.scalar(None, bare.type), bare)


def parse_numbers(bare: Any, decimal: str = POINT) -> NumbersRead | None:
    """All of these trimmed texts as numbers, or None when one of them isn't. Nulls are missing."""
    plain = _cast(_with_point(bare, decimal))
    if plain is not None:
        return NumbersRead(plain)
    mark = _thousands_mark(bare, decimal)
    if mark is None:
        return None
    return NumbersRead(_known(_cast(_with_point(pc.replace_substring(bare, mark, ""), decimal))), mark)


def number_mask(bare: Any, decimal: str = POINT) -> Any:
    """Which trimmed texts are numbers, thousands marks allowed: Arrow booleans, null where the text is."""
    mask = pc.match_substring_regex(bare, _plain(decimal))
    for mark in _marks(decimal):
        mask = pc.or_(mask, pc.match_substring_regex(bare, _grouped(decimal, mark)))
    return mask


def undecorated(bare: Any) -> Any:
    """Texts without the currency or percent sign around a number ("$2,757" → "2,757"), for counting only."""
    return pc.replace_substring_regex(pc.replace_substring_regex(bare, _BEFORE, r"\1"), _AFTER, "")


def read_numbers(values: pd.Series[Any], decimal: str = POINT) -> NDArray[np.float64]:
    """float64 [rows]: every text that is a number, NaN where it isn't, is missing or is beyond float64 ("1e999").

    Thousands marks are understood.
    """
    bare = trimmed(pa.array(values, type=pa.large_string(), from_pandas=True))
    kept = pc.if_else(number_mask(bare, decimal), bare, pa.scalar(None, pa.large_string()))
    for mark in _marks(decimal):
        kept = pc.if_else(
            pc.match_substring_regex(kept, _grouped(decimal, mark)), pc.replace_substring(kept, mark, ""), kept
        )
    numbers = np.array(pc.cast(_with_point(kept, decimal), pa.float64()).to_numpy(zero_copy_only=False), np.float64)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def with_points(texts: Any) -> Any:
    """Texts in which every number with a decimal comma is written with a point ("3,14" → "3.14"); others unchanged.

    Points between thousands go, since a reader of points would take them for decimals: "1.234,5" → "1234.5".
    """
    bare = trimmed(texts)
    grouped = pc.fill_null(pc.match_substring_regex(bare, _grouped(COMMA, POINT)), False)
    bare = pc.if_else(grouped, pc.replace_substring(bare, POINT, ""), bare)
    numbers = pc.or_(grouped, pc.fill_null(number_mask(bare, COMMA), False))
    return pc.if_else(numbers, pc.replace_substring(bare, COMMA, POINT), texts)


def sniff_decimal(columns: Sequence[Any], delimiter: str | None) -> tuple[str, bool]:
    """The decimal mark of a file from its columns (Arrow texts), and whether the cells left it open.

    A cell decides when it can be read one way only: "1,5" and "1.234,5" have a decimal comma, "1.5" and "1,234.5" a
    point; "1,234" could be either. A column with such cells has a vote if most of it reads as numbers that way.
    When nothing decides, a file with `;` has a decimal comma, since that is why it has `;`.
    """
    samples = [trimmed(column.slice(0, SAMPLE_ROWS)) for column in columns]
    if not any(_any(pc.match_substring(sample, COMMA)) for sample in samples):
        return POINT, False
    votes = {mark: sum(decides(sample, mark) for sample in samples) for mark in (POINT, COMMA)}
    if votes[POINT] != votes[COMMA]:
        return (COMMA if votes[COMMA] > votes[POINT] else POINT), False
    either = any(_mostly(sample, r"^[+-]?[1-9]\d{0,2},\d{3}$") for sample in samples)
    return (COMMA if either and delimiter == ";" else POINT), either


def decides(bare: Any, mark: str) -> bool:
    """Whether most of these trimmed texts are numbers with this decimal mark, and one can't be read otherwise."""
    other = POINT if mark == COMMA else COMMA
    m, o = f"[{mark}]", f"[{other}]"
    sure = rf"^[+-]?(?:\d*{m}(?:\d{{1,2}}|\d{{4,}})|(?:0|\d{{4,}})?{m}\d{{3}}|\d{{1,3}}(?:{o}\d{{3}})+{m}\d*)$"
    return _any(pc.match_substring_regex(bare, sure)) and _share(number_mask(bare, mark)) >= MOSTLY


def _mostly(bare: Any, pattern: str) -> bool:
    return _share(pc.match_substring_regex(bare, pattern)) >= MOSTLY


def _any(mask: Any) -> bool:
    return bool(pc.any(mask, min_count=0).as_py())


def _share(mask: Any) -> float:
    known = len(mask) - mask.null_count
    return (pc.sum(mask).as_py() or 0) / known if known else 0.0


def _plain(decimal: str) -> str:
    m = f"[{decimal}]"
    return rf"^[+-]?(?:\d+{m}?\d*|{m}\d+)(?:[eE][+-]?\d+)?$"


def _grouped(decimal: str, mark: str) -> str:
    return rf"^[+-]?[1-9]\d{{0,2}}(?:[{mark}]\d{{3}})+(?:[{decimal}]\d*)?$"


def _marks(decimal: str) -> tuple[str, ...]:
    return (POINT if decimal == COMMA else COMMA, *SPACES)


def _thousands_mark(bare: Any, decimal: str) -> str | None:
    """The one mark between thousands that makes every text a number, or None."""
    head = bare.slice(0, 200)
    for mark in _marks(decimal):
        pattern = f"{_plain(decimal)}|{_grouped(decimal, mark)}"
        if _share(pc.match_substring_regex(head, pattern)) < 1 and _share(pc.is_valid(head)) > 0:
            continue
        if _any(pc.match_substring(bare, mark)) and _share(pc.match_substring_regex(bare, pattern)) == 1:
            return mark
    return None


def _with_point(bare: Any, decimal: str) -> Any:
    if decimal == POINT:
        return bare
    # a point is no decimal mark here: make such a text unreadable, then write the comma as Arrow reads it
    return pc.replace_substring(pc.replace_substring(bare, POINT, "?"), decimal, POINT)


def _cast(bare: Any) -> NDArray[np.float64] | None:
    try:
        numbers = pc.cast(bare, pa.float64())
    except pa.ArrowInvalid:
        return None
    values: NDArray[np.float64] = np.array(numbers.to_numpy(zero_copy_only=False), dtype=np.float64)
    words = ~np.isfinite(values) & pc.is_valid(bare).to_numpy(zero_copy_only=False)
    return None if words.any() else values


def _known(values: NDArray[np.float64] | None) -> NDArray[np.float64]:
    assert values is not None, "every text matched a number"
    return values
