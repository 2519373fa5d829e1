"""One spelling for a category level, whatever file it came from: 20, 20.0 and "20" are the level "20"."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

EXACT_DIGITS = 15  # a float64 keeps every decimal number of up to 15 digits
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def is_plain_number(text: object) -> bool:
    """Whether a text is a number as one would write it by hand: "20", "-0.5"; not "007", "1e5" or "1,000"."""
    return isinstance(text, str) and _PLAIN.fullmatch(text) is not None


def number_text(number: float) -> str:
    """The shortest text that reads back as this number, whole numbers without a point: 20.0 → "20"."""
    whole = number.is_integer() and abs(number) < 10**EXACT_DIGITS
    return str(int(number)) if whole else repr(float(number))


def level_text(text: str) -> str:
    """The canonical spelling of one level; a text that isn't a plain number stays as it is ("007", "n/a")."""
    if not is_plain_number(text) or sum(map(str.isdigit, text)) > EXACT_DIGITS:
        return text
    return number_text(float(text))


def canonical_levels(values: pd.Series[Any]) -> NDArray[np.object_]:
    """The level of every value: object [rows] of str, None where the value is missing.

    A number and its text are the same level; dates are ISO texts. Order and length are kept.
    """
    codes, uniques = pd.factorize(values, use_na_sentinel=True)
    if pd.api.types.is_float_dtype(values.dtype):
        texts = [number_text(float(value)) for value in uniques]
    elif pd.api.types.is_datetime64_any_dtype(values.dtype):
        texts = [date_text(pd.Timestamp(value)) for value in uniques]
    else:
        texts = [level_text(str(value)) for value in uniques]
    table = np.array([*texts, None], dtype=object)  # code -1 (missing) finds the last entry
    levels: NDArray[np.object_] = table[codes]
    return levels


def date_text(moment: pd.Timestamp) -> str:
    """ISO: the day alone at midnight, else day and time."""
    text = moment.isoformat(sep=" ")  # strftime refuses years beyond 9999 and doesn't pad those before 1000
    return text.removesuffix(" 00:00:00")
