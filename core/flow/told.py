"""What the rows of a prediction are told: for each row that is told something, one of few different tellings.

Why (2026-11-25): one list of flags a row took 600 bytes a row, and Python's collector walked through all of them with
its lock held: with a million rows, 100,000 of them to check, the window stood still for 40 ms at a time. Most rows are
told the same as many others ("new clarity “SI3”"), so that each telling is kept once and a row is a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np
from numpy.typing import NDArray

from core.base.notices import Notice
from core.data.flags import RowFlag, RowVerdict
from core.flow.shaping import UNREADABLE

VERDICTS = ("ok", "check", "failed")
OK, CHECK, FAILED = range(3)
CODES = {None: OK, RowVerdict.CHECK: CHECK, RowVerdict.FAILED: FAILED}


@dataclass(frozen=True, slots=True)
class Remark:
    """A verdict on a row, with its reason."""

    verdict: RowVerdict
    notice: Notice


Remarks = tuple[Remark, ...]


@dataclass(frozen=True, eq=False)
class RowsTold(Mapping[int, Remarks]):
    """Position of a row that is told something → its remarks.

    positions: int64 [k], increasing. which: int32 [k], the entry of `tellings` of each. The tellings all differ.
    """

    positions: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    which: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    tellings: tuple[Remarks, ...] = ()

    def telling(self, at: int) -> int | None:
        """Which of the tellings the row at this position has; None when it has none."""
        place = int(np.searchsorted(self.positions, at))
        found = place < len(self.positions) and self.positions[place] == at
        return int(self.which[place]) if found else None

    def __getitem__(self, at: int) -> Remarks:
        which = self.telling(at)
        if which is None:
            raise KeyError(at)
        return self.tellings[which]

    def __iter__(self) -> Iterator[int]:
        return (int(at) for at in self.positions)

    def __len__(self) -> int:
        return len(self.positions)

    def rows_of_each(self) -> NDArray[np.int64]:
        """int64 [tellings]: how many rows have each of them."""
        return np.bincount(self.which, minlength=len(self.tellings)).astype(np.int64)


class Telling:
    """Gathers the flags of one run of rows after the other, and finds equal tellings."""

    def __init__(self) -> None:
        self._remarks: dict[object, int] = {}
        self._tellings: dict[tuple[int, ...], int] = {}
        self._kept: list[Remark] = []
        self._positions: list[NDArray[np.int64]] = []
        self._which: list[NDArray[np.int32]] = []

    def add(self, flags: Sequence[RowFlag], source_rows: NDArray[np.int64], first: int) -> None:
        """The flags of the rows from position `first` on, which have these source rows."""
        by_row: dict[int, list[int]] = {}
        known: dict[tuple[RowVerdict, int], int] = {}  # by identity: most flags share their notice with others
        for flag in flags:
            key = (flag.verdict, id(flag.notice))
            if key not in known:
                known[key] = self._kept_as(Remark(flag.verdict, flag.notice))
            by_row.setdefault(flag.source_row, []).append(known[key])
        rows = np.array(sorted(by_row), np.int64)
        told = [tuple(by_row[row]) for row in rows.tolist()]
        which = [self._tellings.setdefault(one, len(self._tellings)) for one in told]
        self._positions.append(first + np.searchsorted(source_rows, rows))
        self._which.append(np.array(which, np.int32))

    def _kept_as(self, remark: Remark) -> int:
        """The number of an equal remark."""
        notice = remark.notice
        key = (remark.verdict, notice.code, tuple(notice.params.items()), notice.place, notice.severity)
        at = self._remarks.setdefault(key, len(self._kept))
        if at == len(self._kept):
            self._kept.append(remark)
        return at

    def told(self) -> RowsTold:
        """All of it."""
        if not self._positions:
            return RowsTold()
        tellings = tuple(tuple(self._kept[at] for at in told) for told in self._tellings)
        return RowsTold(np.concatenate(self._positions), np.concatenate(self._which), tellings)


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


class Statuses(Sequence[str]):
    """The status of every row: "ok", or the verdict with the reasons. words: of each telling, put together once."""

    def __init__(self, told: RowsTold, everywhere: Sequence[Notice], rows: int) -> None:
        self._told, self._rows = told, rows
        self._usual = _status((), everywhere)
        self.words = [_status(remarks, everywhere) for remarks in told.tellings]

    def __len__(self) -> int:
        return self._rows

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return self.some(np.arange(self._rows)[at])
        which = self._told.telling(range(self._rows)[at])
        return self._usual if which is None else self.words[which]

    def some(self, rows: NDArray[np.int64]) -> list[str]:
        """The statuses of the rows at these positions."""
        told = self._told
        which = np.full(len(rows), -1, np.int64)
        if len(told):
            places = np.minimum(np.searchsorted(told.positions, rows), len(told) - 1)
            here = told.positions[places] == rows
            which[here] = told.which[places[here]]
        found: list[str] = np.array([*self.words, self._usual], object)[which].tolist()  # −1 finds the last entry
        return found


def verdicts_of(told: RowsTold, everywhere: Sequence[Notice], rows: int) -> NDArray[np.int8]:
    """int8 [rows]: OK, CHECK or FAILED."""
    codes = np.full(rows, CODES[reasons((), everywhere)[0]], np.int8)
    each = np.array([CODES[reasons(remarks, everywhere)[0]] for remarks in told.tellings], np.int8)
    if len(each):
        codes[told.positions] = each[told.which]
    return codes


def _status(remarks: Sequence[Remark], everywhere: Sequence[Notice]) -> str:
    verdict, notices = reasons(remarks, everywhere)
    return "ok" if verdict is None else f"{verdict}: " + "; ".join(dict.fromkeys(map(_words, notices)))


def _words(notice: Notice) -> str:
    """A reason inside a status: the sentence without its place and full stop."""
    return str(Notice(notice.code, notice.params)).removesuffix(".")
