"""What is worth hearing about a column, each as a notice with its numbers; cleaning's suggestions match on the codes.

| code | params | said of |
|---|---|---|
| data.noticed_empty | | a column without a value |
| data.noticed_missing | missing, rows, share | any column with gaps |
| data.noticed_constant | value | one value in every row |
| data.noticed_id | values | kind id |
| data.noticed_free_text | distinct, values | text that hardly ever repeats |
| data.noticed_numbers_as_text | numbers, values, others, examples | text of which most are numbers |
| data.noticed_dates_as_text | dates, values, others, examples | text of which most are dates |
| data.noticed_open_dates | example | dates that could be day-first or month-first |
| data.noticed_blank_words | count, examples | text such as "n/a", "-", "NULL" among other words |
| data.noticed_spellings | groups, cells, examples | levels that differ by case or white space only |
| data.noticed_padding | count | text with white space around it |
| data.noticed_impossible | count, zeros, negatives, smallest | 0 or less in a measurement that is else well above 0 |
| data.noticed_outliers | count, low, high | values far outside the middle half (Tukey); `_low`, `_high`: on one side |
| data.noticed_skew | skew | a long tail on one side |

`examples` is a text, already joined; for numbers and dates as text it shows what isn't one (or, when only a sign makes
them text, some of them). Every number is an int or a float. A column of numbers as text also has what would
be noticed in its numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from core.base.errors import Place
from core.base.notices import Notice, Severity
from core.base.spaces import spaces_shown
from core.data.codec import text_series
from core.data.columns import Column, ColumnKind
from core.data.dates import LOOKS, read_dates
from core.data.numbers import number_mask, read_numbers, trimmed, undecorated

BLANK_WORDS = frozenset(
    ("n/a", "na", "n.a.", "#n/a", "nan", "null", "none", "nil", "-", "--", "–", "—", "?", ".", "missing", "unknown")
)
NUMBERS_AS_TEXT = ("data.kind_mostly_numbers", "data.kind_signed_numbers")
MOSTLY = 0.8
NEARLY_ALL = 0.9
FEW_SHARE = 0.02  # impossible values are rare, or they'd mean something
SAFE_RATIO = 0.25  # the smallest possible value is at least this share of the median
MANY_DISTINCT = 30  # a measurement, not a count
FAR_OUT = 3.0
MOST_OUTLIERS = 0.05
OUTLIERS = ("data.noticed_outliers", "data.noticed_outliers_low", "data.noticed_outliers_high")
LONG_TAIL = 2.0
SHOWN = 3
COMPARED_LEVELS = 10_000  # the most frequent ones are compared with each other


def gaps(name: str, rows: int, missing: int) -> list[Notice]:
    """Missing values, or nothing but."""
    if missing == rows:
        return [_notice("data.noticed_empty", name, {}, Severity.WARN)]
    if not missing:
        return []
    params: dict[str, object] = {"missing": missing, "rows": rows, "share": missing / rows}
    return [_notice("data.noticed_missing", name, params, Severity.WARN if missing > rows / 2 else Severity.INFO)]


def about_identity(column: Column, values: int, distinct: int, first: str) -> list[Notice]:
    """A constant, an id, or text that hardly repeats."""
    if distinct == 1 and values > 1:
        return [_notice("data.noticed_constant", column.name, {"value": first}, Severity.WARN)]
    if column.kind is ColumnKind.ID:
        return [_notice("data.noticed_id", column.name, {"values": values}, Severity.WARN)]
    prose = column.kind is ColumnKind.TEXT and values >= 20 and distinct >= NEARLY_ALL * values
    if prose and column.reason.code == "data.kind_text":
        return [_notice("data.noticed_free_text", column.name, {"distinct": distinct, "values": values}, Severity.INFO)]
    return []


def in_numbers(name: str, known: NDArray[np.float64], distinct: int, skew: float | None) -> list[Notice]:
    """Impossible values, outliers, a long tail. `known` is float64 [values], sorted, without NaN."""
    notices = [*_impossible(name, known, distinct), *_outliers(name, known, distinct)]
    if skew is not None and abs(skew) > LONG_TAIL and distinct > MANY_DISTINCT:
        notices.append(_notice("data.noticed_skew", name, {"skew": round(skew, 1)}, Severity.INFO))
    return notices


def in_texts(column: Column, levels: Any, counts: NDArray[np.int64]) -> list[Notice]:
    """Numbers or dates among text, words for "missing", spellings.

    levels: Arrow texts, the distinct ones, most frequent first; counts: int64 [levels], how often each occurs.
    """
    if column.reason.code == "data.kind_open_dates":
        return [_notice("data.noticed_open_dates", column.name, dict(column.reason.params), Severity.WARN)]
    if column.kind is ColumnKind.ID or not len(levels):
        return []
    bare = trimmed(levels)
    plain = undecorated(bare) if column.reason.code == "data.kind_signed_numbers" else bare
    numbers = pc.fill_null(number_mask(plain), False).to_numpy(zero_copy_only=False)
    if _share(numbers, counts) >= MOSTLY and column.reason.code in NUMBERS_AS_TEXT:
        params = _mostly("numbers", numbers, levels, counts)
        return [
            _notice("data.noticed_numbers_as_text", column.name, params, Severity.WARN),
            *_after_conversion(column.name, plain, counts),
        ]
    dates = _dates(bare)
    if _share(dates, counts) >= MOSTLY and not dates.all():
        params = _mostly("dates", dates, levels, counts)
        return [_notice("data.noticed_dates_as_text", column.name, params, Severity.WARN)]
    return [
        *_words(column.name, levels.slice(0, COMPARED_LEVELS).to_pylist(), counts),
        *_padding(column.name, levels, bare, counts),
    ]


def _after_conversion(name: str, bare: Any, counts: NDArray[np.int64]) -> list[Notice]:
    """What would be noticed in the numbers among the texts."""
    numbers = read_numbers(text_series(bare))
    known = np.sort(np.repeat(numbers, counts))
    known = known[~np.isnan(known)]
    return in_numbers(name, known, len(np.unique(known)), None)


def _impossible(name: str, known: NDArray[np.float64], distinct: int) -> list[Notice]:
    below = int(np.searchsorted(known, 0.0, side="right"))
    if not below or below > FEW_SHARE * len(known) or distinct < MANY_DISTINCT:
        return []
    smallest = float(known[below])
    if smallest < SAFE_RATIO * float(np.median(known)):
        return []
    zeros = below - int(np.searchsorted(known, 0.0, side="left"))
    params: dict[str, object] = {"count": below, "zeros": zeros, "negatives": below - zeros, "smallest": smallest}
    return [_notice("data.noticed_impossible", name, params, Severity.WARN)]


def _outliers(name: str, known: NDArray[np.float64], distinct: int) -> list[Notice]:
    if distinct < MANY_DISTINCT:
        return []
    lower, upper = (float(x) for x in np.quantile(known, [0.25, 0.75]))
    low, high = lower - FAR_OUT * (upper - lower), upper + FAR_OUT * (upper - lower)
    below, above = int(np.searchsorted(known, low)), int(len(known) - np.searchsorted(known, high, side="right"))
    count = below + above
    if lower == upper or not count or count > MOST_OUTLIERS * len(known):
        return []
    code = OUTLIERS[0 if below and above else 1 if below else 2]  # "outside −1.5 to 3" of sizes above 0 is odd to read
    return [_notice(code, name, {"count": count, "low": low, "high": high}, Severity.INFO)]


def _words(name: str, levels: Sequence[str], counts: NDArray[np.int64]) -> list[Notice]:
    """Words that mean "missing", and levels that differ by case or white space only."""
    notices = []
    blank = [i for i, level in enumerate(levels) if level.strip().casefold() in BLANK_WORDS]
    if blank and len(blank) < len(levels):
        params: dict[str, object] = {
            "count": int(counts[blank].sum()),
            "examples": _examples([levels[i] for i in blank]),
        }
        notices.append(_notice("data.noticed_blank_words", name, params, Severity.INFO))
    groups = defaultdict(list)
    for position, level in enumerate(levels):
        groups[" ".join(level.split()).casefold()].append(position)
    several = [group for group in groups.values() if len(group) > 1]
    if several:
        cells = sum(int(counts[group].sum() - counts[group].max()) for group in several)
        example = " / ".join(spaces_shown(levels[i]) for i in sorted(several[0], key=lambda i: -counts[i]))
        params = {"groups": len(several), "cells": cells, "examples": example}
        notices.append(_notice("data.noticed_spellings", name, params, Severity.WARN))
    return notices


def _padding(name: str, levels: Any, bare: Any, counts: NDArray[np.int64]) -> list[Notice]:
    padded = pc.fill_null(pc.not_equal(levels, bare), False).to_numpy(zero_copy_only=False)
    count = int(counts[padded].sum())
    if not count:
        return []
    return [_notice("data.noticed_padding", name, {"count": count, "values": int(counts.sum())}, Severity.INFO)]


def _dates(bare: Any) -> NDArray[np.bool_]:
    looks: NDArray[np.bool_] = pc.fill_null(pc.match_substring_regex(bare, LOOKS), False).to_numpy(zero_copy_only=False)
    if not looks.any():
        return looks
    read = read_dates(pc.if_else(pa.array(looks), bare, pa.scalar(None, bare.type)))
    return looks if read is None else ~np.isnat(read.values)


def _mostly(what: str, mask: NDArray[np.bool_], levels: Any, counts: NDArray[np.int64]) -> dict[str, object]:
    others = levels.filter(pa.array(~mask)) if not mask.all() else levels
    return {
        what: int(counts[mask].sum()),
        "values": int(counts.sum()),
        "others": int(counts[~mask].sum()),
        "examples": _examples(others.slice(0, SHOWN + 1).to_pylist()),
    }


def _share(mask: NDArray[np.bool_], counts: NDArray[np.int64]) -> float:
    return float(counts[mask].sum() / counts.sum())


def _examples(levels: Sequence[str]) -> str:
    shown = ", ".join(f"“{level[:40]}”" for level in levels[:SHOWN])
    return shown + (", …" if len(levels) > SHOWN else "")


def _notice(code: str, name: str, params: dict[str, object], severity: Severity) -> Notice:
    return Notice(code, params, Place(column=name), severity)
