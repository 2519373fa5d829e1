"""Texts that people typed, as numbers and dates: "$2,757", "12 %", "(1,200)", "3 March 2021".

The spellings of numbers and dates are those of `core.data`; here currency signs, percent signs and accounting brackets
are taken off first, and every text is read on its own: what can't be read becomes missing and is reported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.cleaning.cells import parts
from core.data.dates import FORMS
from core.data.numbers import read_numbers

# fmt: off
MISSING_WORDS = frozenset((
    "n/a", "na", "n.a.", "n.a", "#n/a", "nan", "none", "null", "nil", "missing", "unknown", "not known",
    "not available", "no data", "unbekannt", "k.a.",
    "?", "-", "--", "–", "—", ".", "..", "...", "#value!", "#ref!", "#div/0!",
))
# fmt: on
NO_UNITS = frozenset(
    (  # 12k isn't 12, 5 pm isn't 5, and the 3rd isn't 3 of anything
        "k",
        "tsd",
        "m",
        "mio",
        "mln",
        "mn",
        "b",
        "bn",
        "mrd",
        "t",
        "e",
        "am",
        "pm",
        "st",
        "nd",
        "rd",
        "th",
    )
)  # fmt: skip
_WITH_UNIT = re.compile(r"^[+\-−]?\d(?:[\d.,\s]*\d)?(?P<gap>\s*)(?P<unit>(?:[^\W\d_]|[°µ/²³·\"'′″]){1,12}[23]?)$")
_SIGN = r"[+\-−]?"
_MARK = r"(?:(?:US|AU|CA|NZ|HK|R)?[$€£¥₹₩₽₺฿₫₪¢]|USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK|PLN)"
_DECORATED = re.compile(
    rf"^(?P<sign>{_SIGN})\s*{_MARK}?\s*(?P<inner>{_SIGN})(?P<body>[\d.,][^%]*?)\s*(?:{_MARK}|%)?$", re.IGNORECASE
)
_BEGINS = re.compile(
    rf"\s*(?:\(?\s*{_SIGN}\s*{_MARK}?\s*{_SIGN}\s*[\d.,]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_ORDERED = {
    True: ("year_first", "day_first", "day_month_name", "month_name_day"),
    False: ("year_first", "month_first", "day_month_name", "month_name_day"),
}
_FORMS = {name: re.compile(pattern) for name, pattern in FORMS.items()}
_DOTTED = re.compile(r"^\d{1,2}\.")


def is_missing_word(text: str) -> bool:
    """Whether a text is one of the words that people write where nothing is known: "n/a", "–", "unknown"."""
    return text.strip().casefold() in MISSING_WORDS or not text.strip()


def may_be_read(text: str) -> bool:
    """False only where a text is neither a number nor a date, whichever unit, decimal mark and order of days it is read
    with: a look at its beginning."""
    return _BEGINS.match(text) is not None


def bare_number(text: str) -> str:
    """The text without what people put around a number, ready to be read as one: "($1,200)" → "-1,200"."""
    stripped = text.strip()
    if stripped.startswith("(") and stripped.endswith(")"):
        stripped = "-" + stripped[1:-1].strip()
    found = _DECORATED.match(stripped)
    if not found or (found["sign"] and found["inner"]):
        return stripped
    bare = ("-" if found["sign"] + found["inner"] in ("-", "−") else "") + found["body"]
    return bare if _fits(bare) else ""


def _fits(bare: str) -> bool:
    """Whether a number with an exponent is within what a float64 holds."""
    if "e" not in bare.lower():
        return len(bare) < 300
    try:
        return math.isfinite(float(bare.replace(",", ".")))
    except ValueError:
        return False


def numbers_of(texts: Sequence[str], decimal: str, unit: str = "") -> NDArray[np.float64]:
    """float64 [texts]: each text as a number with this decimal mark, NaN where it isn't one.

    unit: what may stand after a number, such as "kg". Another unit isn't left out: 450 g are no 450 kg.
    """
    return np.concatenate([_part_of_numbers(texts[part], decimal, unit) for part in parts(len(texts))])


def _part_of_numbers(texts: Sequence[str], decimal: str, unit: str) -> NDArray[np.float64]:
    bare = [bare_number(without_unit(text, unit) if unit else text) for text in texts]
    return read_numbers(pd.Series(bare, dtype="str"), decimal)


def without_unit(text: str, unit: str) -> str:
    """The text without this unit at its end; as it is where a number doesn't come before it."""
    stripped = text.strip()
    before = stripped.removesuffix(unit).rstrip()
    return before if before != stripped and before[-1:].isdigit() else text


def unit_of(text: str) -> str:
    """What stands after the number that a text begins with: "kg" of "4.50 kg"; "" where that can't be a unit.

    A single letter is one only after a space: "12a" is a code, "12 h" are hours.
    """
    found = _WITH_UNIT.match(text.strip())
    if not found or found["unit"].casefold() in NO_UNITS:
        return ""
    return found["unit"] if len(found["unit"]) > 1 or found["gap"] else ""


def dates_of(texts: Sequence[str], day_first: bool) -> NDArray[np.datetime64]:
    """datetime64[us] [texts]: each text as a date, NaT where it isn't one. With points, days always come first."""
    read = np.full(len(texts), np.datetime64("NaT", "us"))
    for at, text in enumerate(texts):
        moment = _moment(text.strip(), day_first)
        if moment is not None:
            read[at] = moment
    return read


def _moment(text: str, day_first: bool) -> np.datetime64 | None:
    for form in _ORDERED[day_first or _DOTTED.match(text) is not None]:
        found = _FORMS[form].match(text)
        if found:
            return _from_parts(found.groupdict())
    return None


def _from_parts(parts: dict[str, str | None]) -> np.datetime64 | None:
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 1900 if year >= 69 else 2000
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts["half"].lower() == "pm" else 0)
    month = parts.get("month") or _month_number(parts.get("name") or "")
    micro = ((parts["fraction"] or "") + "000000")[:6]
    try:
        clock = f"{hour:02d}:{int(parts['minute'] or 0):02d}:{int(parts['second'] or 0):02d}.{micro}"
        return np.datetime64(f"{year:04d}-{int(month):02d}-{int(parts['day'] or 0):02d}T{clock}", "us")
    except ValueError:  # such as 31 February or 25:00
        return None


def _month_number(name: str) -> str:
    months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    return str(months.index(name[:3].lower()) + 1)
