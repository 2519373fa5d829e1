"""Rows as CSV: UTF-8, commas, one line feed a row, quotes where a cell needs them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from core.export.cells import date_texts, is_date, is_number, number_texts, texts
from core.export.rows import Rows

BLOCK_ROWS = 2_000  # csv and numpy hold Python's lock for the whole of a call


def write_csv(rows: Rows, path: Path) -> Iterator[int]:
    """Write them; yields how many rows are written.

    Numbers have the fewest digits that read back the same; dates are ISO 8601. Raises OSError.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([str(name) for name in rows.head().columns])
        for first, block in rows.parts(BLOCK_ROWS):
            spelt = [_spelt(block.iloc[:, at], at in rows.timed) for at in range(block.shape[1])]
            writer.writerows(zip(*spelt, strict=True))
            yield first + len(block)


def _spelt(values: pd.Series[Any], with_times: bool) -> list[str]:
    if is_number(values):
        return number_texts(values)
    if is_date(values):
        return date_texts(values, with_times)
    return texts(values)
