"""The frozen table that walks through the house: values, kinds, and the source row of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.arrays import read_only
from core.data.columns import Column


@dataclass(frozen=True, eq=False)
class Table:
    """A rectangle of cells that nobody changes in place.

    frame: one column per `columns` entry, same order and names, index 0..n-1. A column is stored as float64 (NaN is
        missing), datetime64[us] (NaT is missing) or pandas `str` (NaN is missing; "" never occurs), whatever its kind.
        Booleans are the texts "True" and "False".
    source_rows: int64 [rows], the data record in the file, from 1, strictly increasing. Never recomputed.
    lines: int64 [rows] line of the file where the record starts, from 1, or None when the format has no lines.
    """

    frame: pd.DataFrame
    columns: tuple[Column, ...]
    source_rows: NDArray[np.int64]
    lines: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        if tuple(self.frame.columns) != tuple(column.name for column in self.columns):
            raise ValueError("the frame and the column list disagree")
        if len(self.frame) != len(self.source_rows):
            raise ValueError("the frame and the source rows disagree")
        read_only(self.source_rows)
        if self.lines is not None:
            read_only(self.lines)

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.source_rows)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError when there is none."""
        return self._by_name[name]

    def has(self, name: str) -> bool:
        """Whether there is a column of that name."""
        return name in self._by_name

    def values(self, name: str) -> pd.Series[Any]:
        """The values of one column, to read only."""
        return self.frame[name]

    def only(self, name: str) -> Table:
        """That column alone; nothing is copied. Raises KeyError when there is none."""
        return replace(self, frame=self.frame[name].to_frame(), columns=(self.column(name),))

    def take(self, keep: NDArray[np.bool_]) -> Table:
        """The rows where `keep` (bool [rows]) holds, in order, with their source rows."""
        frame = self.frame.loc[keep].reset_index(drop=True)
        lines = None if self.lines is None else self.lines[keep]
        return Table(frame, self.columns, self.source_rows[keep], lines)

    def part(self, first: int, end: int) -> Table:
        """The rows at positions first … end − 1, as many of them as there are; nothing is copied."""
        frame = self.frame.iloc[first:end].reset_index(drop=True)
        lines = None if self.lines is None else self.lines[first:end]
        return Table(frame, self.columns, self.source_rows[first:end], lines)

    def with_column(self, column: Column, values: pd.Series[Any]) -> Table:
        """A copy in which the column of that name has these values and this kind."""
        return self.with_columns([(column, values)])

    def with_columns(self, changed: Sequence[tuple[Column, pd.Series[Any]]]) -> Table:
        """A copy in which the columns of these names have these values and kinds.

        All in one go, since a copy of a frame takes the longer the more columns it has.
        """
        if not changed:
            return self
        frame = self.frame.copy(deep=False)
        for column, values in changed:
            frame[column.name] = values.to_numpy() if column.storage != "str" else values.set_axis(frame.index)
        new = {column.name: column for column, _ in changed}
        return replace(self, frame=frame, columns=tuple(new.get(c.name, c) for c in self.columns))

    def without(self, names: Sequence[str]) -> Table:
        """A copy without these columns."""
        gone = set(names)
        columns = tuple(c for c in self.columns if c.name not in gone)
        return replace(self, frame=self.frame[[c.name for c in columns]], columns=columns)
