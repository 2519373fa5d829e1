"""What is written: a frame that a writer takes part by part, so that a million rows are never in memory twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from core.export.cells import has_times, is_date

LOOKED_AT = 100


@dataclass(frozen=True)
class Rows:
    """count: of all rows. part(first, end): a frame of rows first … end − 1, all parts with the same columns.

    timed: which columns (by position) have moments that are not midnight, so that all their dates are written alike.
    """

    count: int
    part: Callable[[int, int], pd.DataFrame]
    timed: frozenset[int]

    def head(self) -> pd.DataFrame:
        """The first rows: names, types, and how wide a column is."""
        return self.part(0, min(self.count, LOOKED_AT))

    def parts(self, size: int) -> Iterator[tuple[int, pd.DataFrame]]:
        """Frames of up to so many rows, each with the position of its first; one without rows where there are none."""
        for first in range(0, max(self.count, 1), size):
            yield first, self.part(first, min(first + size, self.count))


def rows_of(frame: pd.DataFrame) -> Rows:
    """The rows of a frame."""
    return Rows(len(frame), lambda first, end: frame.iloc[first:end], timed_columns(frame))


def timed_columns(frame: pd.DataFrame) -> frozenset[int]:
    """The positions of the date columns with moments that are not midnight."""
    columns = (frame.iloc[:, at] for at in range(frame.shape[1]))  # by position: two may have the same name
    return frozenset(at for at, values in enumerate(columns) if is_date(values) and has_times(values))
