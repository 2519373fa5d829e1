"""What a reader has early: the first rows, while the others are still being read, and the records that don't fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.data.infer import infer_table
from core.data.numbers import POINT
from core.data.readers.options import RejectedRow
from core.data.table import Table

FIRST_ROWS = 200


@dataclass(frozen=True, eq=False)
class FirstRows:
    """At most `FIRST_ROWS` rows from the start of the file, as the same reader has them: raw columns as for `infer`.

    Why raw: to find out kinds takes some 0.5 ms a column, which only somebody who looks should pay.

    source_rows: int64 [rows]. lines: int64 [rows] or None. about_rows: how many rows the file has, as its first part
    lets one expect; None when nothing is known.
    """

    raw_columns: Mapping[str, Any]
    source_rows: NDArray[np.int64]
    lines: NDArray[np.int64] | None = None
    decimal: str = POINT
    about_rows: int | None = None

    def table(self) -> Table:
        """These rows as a table. The kinds are what these rows alone tell: the whole column has the last word."""
        return infer_table(self.raw_columns, self.source_rows, self.lines, self.decimal)


@dataclass(frozen=True)
class SetAside:
    """Records that were just found not to fit the header. The reading goes on without them."""

    rows: tuple[RejectedRow, ...]
    columns: int
