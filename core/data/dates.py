"""Texts as dates: ISO first, then the common spellings, when all rows agree on one of them.

Day-first or month-first is decided by all rows together: one "25/12/2020" says day first for the column. When no row
decides, the column stays text and says so. Two-digit years follow POSIX: 69–99 are 19xx, 00–68 are 20xx.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Dates = NDArray[np.datetime64]
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_TIME = rf"(?:[ T]{_CLOCK} ?(?P<half>[AaPp][Mm])?)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORT = rf"(?i:{'|'.join(_MONTHS)})"
_NAME = rf"(?P<name>{_SHORT}[a-z]*)"
_YEAR = r"(?P<year>\d{4}|\d{2})"
LOOKS = rf"^\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|^\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2}}|{_SHORT}"
MONTH_FIRST = "month_first"
FORMS: dict[str, str] = {
    "year_first": rf"^(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}$",
    "day_first": rf"^(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.]{_YEAR}{_TIME}$",
    MONTH_FIRST: rf"^(?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})[-/.]{_YEAR}{_TIME}$",
    "day_month_name": rf"^(?P<day>\d{{1,2}})[- .]{{1,2}}{_NAME}[- .,]{{1,2}}{_YEAR}{_TIME}$",
    "month_name_day": rf"^{_NAME}[- .]{{1,2}}(?P<day>\d{{1,2}})[- ,]{{1,2}}{_YEAR}{_TIME}$",
}


@dataclass(frozen=True, eq=False)
class DatesRead:
    """datetime64[us] [rows], NaT where missing or unread; `form` is a key of FORMS; `open` when another form with
    other days would read it as well."""

    values: Dates
    form: str
    unread: int
    open: bool


def parse_dates(bare: Any) -> DatesRead | None:
    """All of these trimmed Arrow texts as dates, or None when one isn't (nulls are missing)."""
    head = bare.slice(0, 50).drop_null()
    if len(head) and not pc.all(pc.match_substring_regex(head, LOOKS)).as_py():
        return None
    read = read_dates(bare)
    return read if read is not None and read.unread == 0 else None


def read_dates(bare: Any, *, month_first: bool = False) -> DatesRead | None:
    """The spelling that reads most of these trimmed texts, and what it reads; None when none reads any.

    month_first: what 03/04/2021 is where day-first and month-first read equally many.
    """
    values = len(bare) - bare.null_count
    iso = _iso(bare)
    if iso is not None:
        return DatesRead(iso, "year_first", 0, False)
    coded = bare.combine_chunks() if isinstance(bare, pa.ChunkedArray) else bare
    coded = coded.dictionary_encode()
    codes = pc.fill_null(coded.indices, len(coded.dictionary)).to_numpy(zero_copy_only=False)
    readings = {form: _with_missing(_read_form(coded.dictionary, form))[codes] for form in FORMS}
    counts = {form: int((~np.isnat(dates)).sum()) for form, dates in readings.items()}
    best = max(counts, key=lambda form: (counts[form], month_first and form == MONTH_FIRST))
    if counts[best] == 0:
        return None
    rivals = [form for form in FORMS if form != best and counts[form] == counts[best]]
    differs = any(not _same(readings[best], readings[form]) for form in rivals)
    dotted = pc.all(pc.match_substring_regex(bare, r"^\d{1,2}\.")).as_py()  # with points, days always come first
    return DatesRead(readings[best], best, values - counts[best], differs and not dotted)


def _iso(bare: Any) -> Dates | None:
    """The quick way: Arrow's own ISO 8601 parser, with or without time zone; all or nothing."""
    for kind in (pa.timestamp("us"), pa.timestamp("us", tz="UTC")):
        try:
            stamps = pc.cast(bare, kind)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            continue
        ticks = pc.fill_null(pc.cast(stamps, pa.int64()), np.iinfo(np.int64).min)
        return np.array(ticks.to_numpy(zero_copy_only=False), dtype=np.int64).view("datetime64[us]")
    return None


def _read_form(texts: Any, form: str) -> Dates:
    """datetime64[us] of each text in this form, NaT where it isn't in it or isn't a day of the calendar."""
    parts = pc.extract_regex(texts, FORMS[form])
    found = {field.name: parts.field(i) for i, field in enumerate(parts.type)}
    matched = pc.is_valid(parts).to_numpy(zero_copy_only=False)

    def number(name: str, default: int = 0) -> NDArray[np.int64]:
        if name not in found:
            return np.full(len(texts), default, dtype=np.int64)
        digits = pc.if_else(pc.equal(found[name], ""), str(default), found[name])
        values: NDArray[np.int64] = pc.cast(pc.fill_null(digits, str(default)), pa.int64()).to_numpy(
            zero_copy_only=False
        )
        return values

    year = number("year", 1)
    two_digits = pc.fill_null(pc.equal(pc.utf8_length(found["year"]), 2), False).to_numpy(zero_copy_only=False)
    year = np.where(two_digits, np.where(year >= 69, 1900, 2000) + year, year)
    month = _named_months(found["name"]) if "name" in found else number("month", 1)
    days, valid = _days(year, month, number("day", 1))
    seconds, in_clock = _seconds(number("hour"), number("minute"), number("second"), found["half"])
    micro = _microseconds(found["fraction"])
    dates = days.astype("datetime64[us]") + (seconds * 1_000_000 + micro).astype("timedelta64[us]")
    return np.where(matched & valid & in_clock, dates, np.datetime64("NaT", "us"))


def _named_months(names: Any) -> NDArray[np.int64]:
    short = pc.utf8_slice_codeunits(pc.utf8_lower(pc.fill_null(names, "")), 0, 3)
    places = pc.index_in(short, pa.array(_MONTHS, short.type))
    numbers: NDArray[np.int64] = pc.fill_null(places, -1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
    return numbers


def _days(year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]) -> tuple[Dates, NDArray[np.bool_]]:
    plausible = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31) & (year >= 1)
    first = (np.where(plausible, (year - 1970) * 12 + month - 1, 0)).astype("datetime64[M]")
    days = first.astype("datetime64[D]") + np.where(plausible, day - 1, 0).astype("timedelta64[D]")
    return days, plausible & (days.astype("datetime64[M]") == first)


def _seconds(
    hour: NDArray[np.int64], minute: NDArray[np.int64], second: NDArray[np.int64], half: Any
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    half_day = pc.utf8_lower(pc.fill_null(half, "")).to_numpy(zero_copy_only=False)
    of_twelve = half_day != ""
    clock = np.where(of_twelve, hour % 12 + np.where(half_day == "pm", 12, 0), hour)
    valid = (clock < 24) & (minute < 60) & (second < 60) & (~of_twelve | ((hour >= 1) & (hour <= 12)))
    return clock * 3600 + minute * 60 + second, valid


def _microseconds(fraction: Any) -> NDArray[np.int64]:
    digits = pc.utf8_slice_codeunits(pc.utf8_rpad(pc.fill_null(fraction, ""), 6, "0"), 0, 6)
    micro: NDArray[np.int64] = pc.cast(digits, pa.int64()).to_numpy(zero_copy_only=False)
    return micro


def _with_missing(dates: Dates) -> Dates:
    return np.append(dates, np.datetime64("NaT", "us"))


def _same(left: Dates, right: Dates) -> bool:
    return bool(np.all((left == right) | (np.isnat(left) & np.isnat(right))))
