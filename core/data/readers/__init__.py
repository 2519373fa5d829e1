"""A path comes in; progress, warnings and a `ReadResult` go out. One file per format, chosen by the file's content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from core.base.errors import EpochalError
from core.base.progress import Early, Finished, Progress, Warned
from core.data.readers.options import HowRead, ReadOptions, ReadResult, RejectedRow
from core.data.readers.origin import Origin, open_origin
from core.data.table import Table

__all__ = ["ReadOptions", "ReadResult", "read_file", "sheet_names"]

SAMPLED = ("csv", "parquet")  # formats of which a part of the rows can be read

ReadEvent = Progress | Warned | Early | Finished[tuple[Table, tuple[RejectedRow, ...], HowRead]]


def read_file(
    path: Path, options: ReadOptions | None = None
) -> Iterator[Progress | Warned | Early | Finished[ReadResult]]:
    """Read one spreadsheet; the file is only read, never written.

    Every record is a row of the table or is set aside with its reason. Closing the iterator cancels. Early come the
    `FirstRows`, the records that are set aside (`SetAside`), and each `Column` when its kind is found.
    Raises EpochalError data.* when there is no table to be had.
    """
    options = options or ReadOptions()
    origin = open_origin(path)
    if options.sample_rows is not None and origin.format not in SAMPLED:
        raise EpochalError("data.sample_of_workbook", {}, origin.place)
    yield Progress("read", 0, len(origin.data), "bytes")
    for event in _reader(origin.format)(origin, options):
        if not isinstance(event, Finished):
            yield event
            continue
        table, rejected, how = event.result
        yield Finished(ReadResult(table, rejected, how, origin.name, origin.sha256))


def sheet_names(path: Path) -> tuple[str, ...]:
    """The sheets that a person can choose from; () where the file is no workbook. Raises EpochalError data.*."""
    origin = open_origin(path)
    if origin.format not in ("xlsx", "xls", "ods"):
        return ()
    from core.data.readers.excel import sheets_of

    return sheets_of(origin)


def _reader(name: str) -> Callable[[Origin, ReadOptions], Iterator[ReadEvent]]:
    """The reader of a format; imported only when a file of it comes."""
    if name == "parquet":
        from core.data.readers.parquet import read_parquet

        return read_parquet
    if name == "csv":
        from core.data.readers.delimited import read_delimited

        return read_delimited
    from core.data.readers.excel import read_excel

    return read_excel
