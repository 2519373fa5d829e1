"""What the rows of a prediction are told: for each row that is told something, one of few different tellings.

Why (2026-11-25): one list of flags a row took 600 bytes a row, and Python's collector walked through all of them with
its lock held: with a million rows, 800,000 of them out of range, the window stood still for more than a second at a
time. Most rows are told the same as many others, but for the value ("carat 5.32 is above the training range"). So a
telling is kept once, without values, a row is a number, and each different value is kept once as a text, which the
collector passes by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.base.notices import Notice
from core.data.flags import RowFlag, RowVerdict
from core.flow.shaping import UNREADABLE

VERDICTS = ("ok", "check", "failed")
OK, CHECK, FAILED = range(3)
CODES = {None: OK, RowVerdict.CHECK: CHECK, RowVerdict.FAILED: FAILED}
VALUE = "value"  # the part of a notice that differs from row to row


@dataclass(frozen=True, eq=False)
class Values:
    """positions: int64 [k] of rows, increasing; codes: int32 [k], the entry of `texts` that a row has."""

    positions: NDArray[np.int64]
    codes: NDArray[np.int32]
    texts: NDArray[np.object_]

    def code(self, at: int) -> int:
        """The entry of the row at this position, which must be one of them."""
        return int(self.codes[np.searchsorted(self.positions, at)])

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """int64 [texts]: how many rows have each."""
        return np.bincount(self.codes, minlength=len(self.texts)).astype(np.int64)


@dataclass(frozen=True)
class Remark:
    """A verdict on rows, with its reason; values: what the reason's value is in each row, None where it has none."""

    verdict: RowVerdict
    notice: Notice
    values: Values | None = field(default=None, compare=False)

    def of_row(self, at: int) -> Remark:
        """The same with the value of the row at this position."""
        return self if self.values is None else self.of_value(self.values.code(at))

    def of_value(self, code: int) -> Remark:
        """The same with one of its values."""
        assert self.values is not None
        return replace(self, notice=_filled(self.notice, str(self.values.texts[code])))


Remarks = tuple[Remark, ...]


@dataclass(frozen=True, eq=False)
class RowsTold(Mapping[int, Remarks]):
    """Position of a row that is told something → its remarks.

    positions: int64 [k], increasing. which: int32 [k], the entry of `tellings` of each. remarks: all different ones.
    """

    positions: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    which: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    tellings: tuple[Remarks, ...] = ()
    remarks: Remarks = ()

    def telling(self, at: int) -> int | None:
        """Which of the tellings the row at this position has; None when it has none."""
        place = int(np.searchsorted(self.positions, at))
        found = place < len(self.positions) and self.positions[place] == at
        return int(self.which[place]) if found else None

    def __getitem__(self, at: int) -> Remarks:
        which = self.telling(at)
        if which is None:
            raise KeyError(at)
        return tuple(remark.of_row(at) for remark in self.tellings[which])

    def __iter__(self) -> Iterator[int]:
        return (int(at) for at in self.positions)

    def __len__(self) -> int:
        return len(self.positions)

    def rows_of_each(self) -> NDArray[np.int64]:
        """int64 [tellings]: how many rows have each of them."""
        return np.bincount(self.which, minlength=len(self.tellings)).astype(np.int64)


class Telling:
    """Gathers the flags of one run of rows after the other, and finds equal ones."""

    def __init__(self) -> None:
        self._places: dict[object, int] = {}
        self._kept: list[_Kept] = []
        self._tellings: dict[tuple[int, ...], int] = {}
        self._positions: list[NDArray[np.int64]] = []
        self._which: list[NDArray[np.int32]] = []

    def add(self, flags: Sequence[RowFlag], source_rows: NDArray[np.int64], first: int) -> None:
        """The flags of the rows from position `first` on, which have these source rows."""
        by_row: dict[int, list[int]] = {}
        values: dict[int, list[tuple[int, str]]] = {}
        known: dict[tuple[RowVerdict, int], tuple[int, str | None]] = {}  # by identity: many rows share a notice
        for flag in flags:
            key = (flag.verdict, id(flag.notice))
            if key not in known:
                known[key] = self._place(flag)
            at, value = known[key]
            told = by_row.setdefault(flag.source_row, [])
            if at in told:  # nothing is said twice, and a remark has one value a row
                continue
            told.append(at)
            if value is not None:
                values.setdefault(at, []).append((flag.source_row, value))
        rows = np.array(sorted(by_row), np.int64)
        which = [self._tellings.setdefault(tuple(by_row[row]), len(self._tellings)) for row in rows.tolist()]
        self._positions.append(first + np.searchsorted(source_rows, rows))
        self._which.append(np.array(which, np.int32))
        for at, pairs in values.items():
            self._kept[at].add(sorted(pairs), source_rows, first)

    def _place(self, flag: RowFlag) -> tuple[int, str | None]:
        """The number of an equal remark, values aside, and the value."""
        notice = flag.notice
        value = notice.params.get(VALUE)
        rest = {name: one for name, one in notice.params.items() if name != VALUE}
        key = (flag.verdict, notice.code, tuple(rest.items()), notice.place, notice.severity, value is None)
        at = self._places.setdefault(key, len(self._kept))
        if at == len(self._kept):
            self._kept.append(_Kept(Remark(flag.verdict, replace(notice, params=rest))))
        return at, None if value is None else str(value)

    def told(self) -> RowsTold:
        """All of it."""
        if not self._positions:
            return RowsTold()
        remarks = tuple(kept.remark() for kept in self._kept)
        tellings = tuple(tuple(remarks[at] for at in told) for told in self._tellings)
        return RowsTold(np.concatenate(self._positions), np.concatenate(self._which), tellings, remarks)


class _Kept:
    """A remark and the values that rows have in it."""

    def __init__(self, remark: Remark) -> None:
        self._remark = remark
        self._texts: dict[str, int] = {}
        self._positions: list[NDArray[np.int64]] = []
        self._codes: list[NDArray[np.int32]] = []

    def add(self, pairs: Sequence[tuple[int, str]], source_rows: NDArray[np.int64], first: int) -> None:
        rows = np.array([row for row, _ in pairs], np.int64)
        codes = [self._texts.setdefault(text, len(self._texts)) for _, text in pairs]
        self._positions.append(first + np.searchsorted(source_rows, rows))
        self._codes.append(np.array(codes, np.int32))

    def remark(self) -> Remark:
        if not self._positions:
            return self._remark
        texts = np.array([*self._texts, None], object)[:-1]  # the None keeps one dimension, whatever the texts are
        return replace(self._remark, values=Values(np.concatenate(self._positions), np.concatenate(self._codes), texts))


def reasons(remarks: Sequence[Remark], everywhere: Sequence[Notice] = ()) -> tuple[RowVerdict | None, list[Notice]]:
    """A row's verdict and what to say of it. A cell that couldn't be read is told as it was, not as the gap it left."""
    unreadable = {one.notice.params["name"]: one.notice for one in remarks if one.notice.code in UNREADABLE}
    failures = [
        unreadable.get(one.notice.params.get("name"), one.notice) for one in remarks if one.verdict is RowVerdict.FAILED
    ]
    if failures:
        return RowVerdict.FAILED, failures
    checks = [one.notice for one in remarks] + list(everywhere)
    return (RowVerdict.CHECK, checks) if checks else (None, [])


def verdicts_of(told: RowsTold, everywhere: Sequence[Notice], rows: int) -> NDArray[np.int8]:
    """int8 [rows]: OK, CHECK or FAILED."""
    codes = np.full(rows, CODES[reasons((), everywhere)[0]], np.int8)
    each = np.array([CODES[reasons(remarks, everywhere)[0]] for remarks in told.tellings], np.int8)
    if len(each):
        codes[told.positions] = each[told.which]
    return codes


def _filled(notice: Notice, value: str) -> Notice:
    return replace(notice, params={VALUE: value, **notice.params})
