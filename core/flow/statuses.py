"""The status of every row in words, as files and searches have it: "ok", or the verdict with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from core.base.notices import Notice
from core.flow.told import Remark, RowsTold, reasons

MOST_KEPT = 20_000  # texts


class Statuses(Sequence[str]):
    """Put into words when asked for; rows with the same telling and values share their words."""

    def __init__(self, told: RowsTold, everywhere: Sequence[Notice], rows: int) -> None:
        self._told, self._everywhere, self._rows = told, everywhere, rows
        self._usual = status_words((), everywhere)
        self._kept: dict[tuple[int, ...], str] = {}

    def __len__(self) -> int:
        return self._rows

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return self.some(np.arange(self._rows)[at])
        return self.some(np.array([range(self._rows)[at]]))[0]

    def some(self, rows: NDArray[np.int64]) -> list[str]:
        """The statuses of the rows at these positions."""
        told = self._told
        if not len(told):
            return [self._usual] * len(rows)
        places = np.minimum(np.searchsorted(told.positions, rows), len(told) - 1)
        which = np.where(told.positions[places] == rows, told.which[places], -1)
        return [
            self._usual if telling < 0 else self._of(telling, row)
            for telling, row in zip(which.tolist(), rows.tolist(), strict=True)
        ]

    def _of(self, telling: int, at: int) -> str:
        remarks = self._told.tellings[telling]
        key = (telling, *(one.values.code(at) for one in remarks if one.values is not None))
        words = self._kept.get(key)
        if words is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            words = self._kept[key] = status_words([one.of_row(at) for one in remarks], self._everywhere)
        return words

    def rows_that_say(self, text: str) -> NDArray[np.int64]:
        """int64 [n]: the positions of rows that are told something with this text in it, capitals aside."""
        found = [self._rows_of(remark, text.casefold()) for remark in self._told.remarks]
        return np.unique(np.concatenate([np.empty(0, np.int64), *found]))

    def _rows_of(self, remark: Remark, text: str) -> NDArray[np.int64]:
        positions: NDArray[np.int64] = self._told.positions
        if remark.values is None:
            if text not in words_of(remark.notice).casefold():
                return positions[:0]
            each = np.array([remark in remarks for remarks in self._told.tellings], bool)
            return np.asarray(positions[each[self._told.which]], np.int64)
        said = [text in words_of(remark.of_value(code).notice).casefold() for code in range(len(remark.values.texts))]
        return np.asarray(remark.values.positions[np.array(said, bool)[remark.values.codes]], np.int64)


def status_words(remarks: Sequence[Remark], everywhere: Sequence[Notice]) -> str:
    """ "ok", or the verdict with its reasons."""
    verdict, notices = reasons(remarks, everywhere)
    return "ok" if verdict is None else f"{verdict}: " + "; ".join(dict.fromkeys(map(words_of, notices)))


def words_of(notice: Notice) -> str:
    """A reason inside a status: the sentence without its place and full stop."""
    return str(Notice(notice.code, notice.params)).removesuffix(".")
