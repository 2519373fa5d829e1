"""Is there memory for a file that is about to be read? Told before the system ends the whole program, with what fits.

What a run needs, `forecasting` knows.

The factors are measured (2026-11-25, peak over reading, keeping and counting the rules, as the window does it): CSV of
numbers and of words took 12.5 and 15.6 bytes for each byte of the file, Parquet 58 for each cell, Excel 7 for each byte
of its unpacked sheets. A file that is only predicted took half of that: 6.1 for each byte of CSV, 29 for each cell, 3.1
for each byte of a sheet.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import psutil

from core.base.errors import EpochalError, Place
from core.base.names import shown
from core.data.readers.options import ReadOptions

PER_TEXT_BYTE, PER_CELL, PER_SHEET_BYTE = 14, 60, 8
TO_PREDICT = 0.5  # of that
LOOKED_AT = 1 << 20  # of a text's start, to tell how long its lines are
_MOST_PER_BYTE = 400  # no format packs more tightly: smaller files needn't be looked into
_SAMPLES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000)
_SAMPLE_SHARE = 0.6  # of the free memory: what a sample may take, which is estimated


@dataclass(frozen=True)
class Weight:
    """What reading a file takes: bytes at the peak, of which `fixed` are there however few rows are kept; about how
    many rows it has (None: nobody knows). can_sample: whether a part of its rows can be read."""

    needed: int
    fixed: int
    rows: int | None
    can_sample: bool

    def sample_for(self, free: int) -> int | None:
        """The largest round number of rows that has room in so many bytes; None when none has."""
        if not self.can_sample or not self.rows:
            return None
        per_row = max((self.needed - self.fixed) / self.rows, 1.0)
        room = (free * _SAMPLE_SHARE - self.fixed) / per_row
        return next((rows for rows in _SAMPLES if rows <= room and rows < self.rows), None)


def free_bytes() -> int:
    """The memory that can be had now without another program losing its own."""
    return int(psutil.virtual_memory().available)


def check_reading(path: Path, free: int) -> None:
    """Raise EpochalError flow.memory_short when reading the file needs more than so many bytes.

    params: needed_gb, free_gb, rows (about how many, or None), sample (how many would fit, or None).
    """
    weight = weigh(path, free)
    if weight is None or weight.needed <= free:
        return
    raise EpochalError(
        "flow.memory_short",
        {
            "needed_gb": weight.needed / 2**30,
            "free_gb": free / 2**30,
            "rows": weight.rows,
            "sample": weight.sample_for(free),
        },
        Place(file=shown(path.name)),
    )


def check_to_predict(path: Path, options: ReadOptions | None, free: int) -> None:
    """Raise EpochalError flow.predict_memory_short when predicting the file needs more than so many bytes, unless
    `options` ask for the whole of it all the same: every row comes out, so that no sample is of use. params: needed_gb,
    free_gb."""
    if options is not None and options.whole:
        return
    weight = weigh(path, free)
    if weight is not None and weight.needed * TO_PREDICT > free:
        figures: dict[str, object] = {"needed_gb": weight.needed * TO_PREDICT / 2**30, "free_gb": free / 2**30}
        raise EpochalError("flow.predict_memory_short", figures, Place(file=shown(path.name)))


def weigh(path: Path, free: int) -> Weight | None:
    """What reading a file takes; None where that is sure to fit, or where the reader will say what is wrong with it."""
    try:
        size = path.stat().st_size
        if size * _MOST_PER_BYTE <= free:
            return None
        with path.open("rb") as file:
            start = file.read(LOOKED_AT)
        if start.startswith(b"PAR1"):
            return _weigh_parquet(path, size)
        if start.startswith(b"PK"):
            return _weigh_sheets(path, size)
        return _weigh_text(start, size)
    except (OSError, zipfile.BadZipFile, ValueError, RuntimeError):  # the last of a part that this version can't read
        return None


def _weigh_text(start: bytes, size: int) -> Weight:
    lines = start.count(b"\n") or start.count(b"\r")
    rows = round(size * lines / len(start)) if lines else 1
    return Weight(size * PER_TEXT_BYTE, size, rows, can_sample=True)


def _weigh_parquet(path: Path, size: int) -> Weight:
    import pyarrow.parquet as parquet

    facts = parquet.read_metadata(path)
    return Weight(size + facts.num_rows * facts.num_columns * PER_CELL, size, facts.num_rows, can_sample=True)


def _weigh_sheets(path: Path, size: int) -> Weight:
    """The largest sheet stands for the one that is read."""
    with zipfile.ZipFile(path) as archive:
        sheets = [
            entry.file_size
            for entry in archive.infolist()
            if entry.filename.startswith("xl/worksheets/") or entry.filename == "content.xml"
        ]
    return Weight(size + max(sheets, default=0) * PER_SHEET_BYTE, size, None, can_sample=False)
