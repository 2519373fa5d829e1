"""The cells of one column as a workbook's XML (ECMA-376-1, 18.3.1.4 and 18.18.11): numbers, dates, flags, inline texts.

What a number cell can't hold exactly is a text. A text is only ever a text: beginning with "=" it is no formula, and
looking like markup it is no markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from core.base.errors import EpochalError, Place
from core.export.cells import date_text, is_date, is_number

LONGEST_TEXT = 32_767
EXACT_WHOLE = 2**53  # a cell's number is a float64: larger whole numbers would change
FIRST_DAY = datetime(1900, 3, 1)  # before it Excel's calendar has a day too many
END = np.datetime64("10000-01-01", "us")  # of Excel's calendar
DAY_ZERO = np.datetime64("1899-12-30", "us")
DAY = np.timedelta64(1, "D")
_LITERAL = re.compile(r"(_x[0-9a-fA-F]{4}_)")  # what stands for a sign that XML can't hold, written by somebody
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_EDGE = re.compile(r"^\s|\s$")

CellOf = Callable[[Any], str]  # what follows `<c r="A1"` for a value


def column_cells(values: pd.Series[Any], style: int, with_times: bool) -> list[str]:
    """What follows `<c r="A1"` for each value, "" where there is none. style: the index of the column's date format."""
    if is_date(values):
        return _dates(values, style, with_times)
    if is_number(values):
        return [_number(value) for value in values.tolist()]
    kept: dict[Any, str] = {}  # most columns of texts have few different ones
    return [
        "" if missing else _other(value, kept) for value, missing in zip(values.tolist(), values.isna(), strict=True)
    ]


def check_lengths(values: pd.Series[Any], first_row: int) -> None:
    """Raise EpochalError export.text_too_long at the first text that a cell can't hold."""
    if is_number(values) or is_date(values):
        return
    for row, value in enumerate(values.tolist(), first_row):
        if type(value) is str and len(value) > LONGEST_TEXT:
            raise EpochalError("export.text_too_long", {"most": LONGEST_TEXT}, Place(row=row, column=str(values.name)))


def text_cell(text: str) -> str:
    """A text as it is, whatever is in it."""
    space = ' xml:space="preserve"' if _EDGE.search(text) else ""
    return f' t="inlineStr"><is><t{space}>{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    text = _FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", _LITERAL.sub(r"_x005F\1", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _dates(values: pd.Series[Any], style: int, with_times: bool) -> list[str]:
    moments = values.to_numpy(dtype="datetime64[us]")
    days = ((moments - DAY_ZERO) / DAY).tolist()
    outside = (moments < np.datetime64(FIRST_DAY)) | (moments >= END)
    found = [f' s="{style}"><v>{day!r}</v></c>' if day == day else "" for day in days]
    for at in np.flatnonzero(outside).tolist():
        found[at] = text_cell(date_text(pd.Timestamp(moments[at]), with_times))
    return found


def _number(value: float) -> str:
    if value != value:
        return ""
    if value in (float("inf"), float("-inf")) or (isinstance(value, int) and abs(value) > EXACT_WHOLE):
        return text_cell(str(value))
    return f"><v>{value!r}</v></c>"


def _other(value: Any, kept: dict[Any, str]) -> str:
    """A value of a column of objects or texts."""
    if type(value) is str:
        found = kept.get(value)
        if found is None:
            found = kept[value] = text_cell(value)
        return found
    if isinstance(value, bool | np.bool_):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float | np.number):
        return _number(value.item() if isinstance(value, np.number) else value)
    return text_cell(str(value))
