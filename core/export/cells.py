"""How a column's values are spelt in a text file, and which kind of cell they are in a spreadsheet."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

WHOLE_LIMIT = 1e15  # beyond it a float64's digits are no longer those that anybody typed


def is_date(values: pd.Series[Any]) -> bool:
    """Whether a column holds moments."""
    return bool(np.issubdtype(values.dtype, np.datetime64)) if isinstance(values.dtype, np.dtype) else False


def is_number(values: pd.Series[Any]) -> bool:
    """Whether a column holds floats or integers (booleans are not numbers here)."""
    return isinstance(values.dtype, np.dtype) and values.dtype.kind in "fiu"


def has_times(values: pd.Series[Any]) -> bool:
    """Whether any moment of a date column is not midnight."""
    known = values.dropna()
    return bool((known != known.dt.normalize()).any())


def number_texts(values: pd.Series[Any]) -> list[str]:
    """The shortest text that reads back as the same number: 20 (not 20.0), 0.1, 1e+16; missing is blank."""
    if values.dtype.kind in "iu":
        return [str(value) for value in values.tolist()]
    numbers = values.to_numpy()
    double = numbers.dtype == np.float64
    found: list[str] = list(map(repr, numbers.tolist())) if double else numbers.astype(str).tolist()  # shortest digits
    whole = np.isfinite(numbers) & (np.trunc(numbers) == numbers) & (np.abs(numbers) < WHOLE_LIMIT)
    for at, text in zip(np.flatnonzero(whole).tolist(), numbers[whole].astype(np.int64).tolist(), strict=True):
        found[at] = str(text)
    for at in np.flatnonzero(np.isnan(numbers)).tolist():
        found[at] = ""
    return found


def date_texts(values: pd.Series[Any], with_times: bool) -> list[str]:
    """ISO 8601: "2026-11-24", or "2026-11-24 08:30:00" for every value of a column with times; missing is blank."""
    return ["" if moment is pd.NaT else date_text(moment, with_times) for moment in values]


def date_text(moment: pd.Timestamp, with_times: bool) -> str:
    """One moment in ISO 8601, in any year: Python's own moments end with 9999."""
    text = moment.isoformat(sep=" ")
    return text if with_times else text.partition(" ")[0]


def texts(values: pd.Series[Any]) -> list[str]:
    """Any other column as text; missing is blank."""
    return ["" if missing else str(value) for value, missing in zip(values.tolist(), values.isna(), strict=True)]
