"""What a person may say about a file, and what the reader found out about it."""

from __future__ import annotations

from dataclasses import dataclass

from core.base.notices import Notice
from core.data.table import Table


@dataclass(frozen=True)
class ReadOptions:
    """How to read a file; None means: find out. sample_rows: about so many rows, drawn fairly, of text and Parquet;
    None: all. whole: read all of it though memory seems short, which is for whoever looks at that before.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    sample_rows: int | None = None
    whole: bool = False


@dataclass(frozen=True)
class RejectedRow:
    """A data record that couldn't be a row of the table: kept here with its reason, never mended."""

    source_row: int
    line: int | None
    reason: Notice
    cells: tuple[str, ...]


@dataclass(frozen=True)
class HowRead:
    """What the reader did: asked for, or found out. `format` is one of csv, xlsx, xls, ods, parquet. sampled_of: about
    how many rows there are where only a sample of them was read."""

    format: str
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    sampled_of: int | None = None


@dataclass(frozen=True, eq=False)
class ReadResult:
    """The table, the records set aside, and where both came from. Records in = table rows + rejected."""

    table: Table
    rejected: tuple[RejectedRow, ...]
    how: HowRead
    file_name: str
    file_sha256: str
