"""What a row at prediction should be told about one of its values: to check it, or why it can't be predicted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.errors import Place
from core.base.notices import Notice, Severity
from core.data.columns import ColumnKind, Storage
from core.data.flags import RowFlag, RowVerdict
from core.data.levels import number_text
from core.data.table import Table
from core.features.encoders import LevelEncoding, NumberEncoding
from core.features.reading import LARGEST, NumbersRead, figure

DIGITS = (6, 10, 17)  # a range is told in the first of these that shows the value outside it


def number_flags(
    column: NumberEncoding, table: Table, read: NumbersRead, known: NDArray[np.bool_], *, silent_gaps: bool
) -> list[RowFlag]:
    """Missing, unreadable or too large: failed. Outside the range of the training rows: check."""
    missing = ~known & ~read.unreadable & np.isnan(read.values)
    broken = ~known & ~missing
    with np.errstate(invalid="ignore"):
        outside = known & ((read.values < column.minimum) | (read.values > column.maximum))
    flags = [] if silent_gaps else _missing(column.name, table, missing)
    for at in np.flatnonzero(broken):
        flags.append(_flag(table, at, RowVerdict.FAILED, _unreadable(column, table, int(at))))
    words = {digits: _range_words(column, digits) for digits in DIGITS}
    notices: dict[float, Notice] = {}  # many rows may have the same value, such as a day after the training rows
    for row, value in zip(table.source_rows[outside].tolist(), read.values[outside].tolist(), strict=True):
        if value not in notices:
            notices[value] = _outside(column, words, value)
        flags.append(RowFlag(row, RowVerdict.CHECK, notices[value]))
    return flags


def level_flags(
    column: LevelEncoding,
    table: Table,
    codes: NDArray[np.int64],
    levels: Sequence[str],
    positions: NDArray[np.intp],
    *,
    silent_gaps: bool,
) -> list[RowFlag]:
    """Missing: failed. A level that training rows didn't have: check. `levels[positions]` are the row's own levels."""
    flags = [] if silent_gaps else _missing(column.name, table, codes == len(column.levels) + 1)
    notices: dict[str, Notice] = {}
    for at in np.flatnonzero(codes == len(column.levels)):
        level = levels[positions[at]]
        if level not in notices:
            notices[level] = _unseen(column, level)
        flags.append(_flag(table, at, RowVerdict.CHECK, notices[level]))
    return flags


def _flag(table: Table, at: Any, verdict: RowVerdict, notice: Notice) -> RowFlag:
    return RowFlag(int(table.source_rows[at]), verdict, notice)


def _missing(name: str, table: Table, missing: NDArray[np.bool_]) -> list[RowFlag]:
    notice = Notice("features.flag_missing", {"name": name}, Place(column=name), Severity.BAD)
    return [_flag(table, at, RowVerdict.FAILED, notice) for at in np.flatnonzero(missing)]


def _unreadable(column: NumberEncoding, table: Table, at: int) -> Notice:
    value = table.values(column.name).iloc[at]
    number = table.column(column.name).storage == Storage.NUMBER
    shown = number_text(float(value)) if number and np.isfinite(value) else str(value)
    if column.kind is ColumnKind.DATE:
        code = "features.flag_not_a_date"
    elif number or _is_large(shown):
        code = "features.flag_too_large"
    else:
        code = "features.flag_not_a_number"
    return Notice(code, {"value": shown, "name": column.name}, Place(column=column.name), Severity.BAD)


def _is_large(shown: str) -> bool:
    try:
        return abs(float(shown)) > LARGEST
    except ValueError:
        return False


def _range_words(column: NumberEncoding, digits: int) -> tuple[str, str]:
    return figure(column.minimum, column.kind, digits), figure(column.maximum, column.kind, digits)


def _outside(column: NumberEncoding, words: dict[int, tuple[str, str]], value: float) -> Notice:
    """The value and the range in as many digits as it takes to tell them apart."""
    side, limit = ("below", 0) if value < column.minimum else ("above", 1)
    for digits in DIGITS:
        shown = figure(value, column.kind, digits)
        if shown != words[digits][limit]:
            break
    low, high = words[digits]
    params: dict[str, object] = {"name": column.name, "value": shown, "low": low, "high": high}
    return Notice(f"features.flag_{side}_range", params, Place(column=column.name), Severity.WARN)


def _unseen(column: LevelEncoding, level: str) -> Notice:
    params: dict[str, object] = {"name": column.name, "value": level}
    if column.others:
        params["count"] = len(column.levels)
        return Notice("features.flag_rare", params, Place(column=column.name), Severity.WARN)
    return Notice("features.flag_unseen", params, Place(column=column.name), Severity.WARN)
