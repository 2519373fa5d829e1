"""A frame as CSV: UTF-8, commas, one line feed a row, quotes where a cell needs them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd

from core.export.cells import date_texts, has_times, is_date, is_number, number_texts, texts

BLOCK_ROWS = 20_000


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write the frame. Numbers have the fewest digits that read back the same; dates are ISO 8601. Raises OSError."""
    timed = {at for at, values in enumerate(_columns(frame)) if is_date(values) and has_times(values)}
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([str(name) for name in frame.columns])
        for start in range(0, len(frame), BLOCK_ROWS):
            block = frame.iloc[start : start + BLOCK_ROWS]
            spelt = [_spelt(values, at in timed) for at, values in enumerate(_columns(block))]
            writer.writerows(zip(*spelt, strict=True))


def _columns(frame: pd.DataFrame) -> list[pd.Series[Any]]:
    """By position, since two columns may have the same name."""
    return [frame.iloc[:, at] for at in range(frame.shape[1])]


def _spelt(values: pd.Series[Any], with_times: bool) -> list[str]:
    if is_number(values):
        return number_texts(values)
    if is_date(values):
        return date_texts(values, with_times)
    return texts(values)
