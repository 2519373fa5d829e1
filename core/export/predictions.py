"""Write rows as CSV, xlsx or Parquet, by the ending of the file's name."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from core.base.atomic import replacing
from core.base.errors import EpochalError, Place
from core.base.progress import Progress
from core.export.csv_file import write_csv
from core.export.excel_file import check_fits, write_excel
from core.export.parquet_file import write_parquet
from core.export.rows import Rows, rows_of

Writer = Callable[[Rows, Path], Iterator[int]]
WRITERS: Mapping[str, Writer] = {".csv": write_csv, ".xlsx": write_excel, ".parquet": write_parquet}
FULL = (errno.ENOSPC, errno.EDQUOT)


def write_predictions(frame: pd.DataFrame, path: Path, *, force: bool) -> None:
    """Write every row of a frame at once, see `writing`."""
    for _ in writing(rows_of(frame), path, force=force):
        pass


def writing(rows: Rows, path: Path, *, force: bool) -> Iterator[Progress]:
    """Write all rows or nothing; an existing file is replaced only with `force`. Closing it cancels: nothing changed.

    Missing values are blank. Raises EpochalError export.unknown_format, export.folder_missing, export.is_folder,
    export.exists, export.read_only, export.disk_full, export.cannot_write, export.too_many_rows,
    export.too_many_columns, export.text_too_long; then the folder is as it was.
    """
    check_export(path, force=force)
    ending = path.suffix.lower()
    with _told(path):
        if ending == ".xlsx":
            check_fits(rows)
        with replacing(path) as temporary:
            for done in WRITERS[ending](rows, temporary):
                yield Progress("write", done, rows.count)
            check_export(path, force=force)  # somebody else may have made one meanwhile


def check_export(path: Path, *, force: bool) -> None:
    """Raise the EpochalError that writing here would raise, before any work is done."""
    if path.suffix.lower() not in WRITERS:
        params = {"ending": path.suffix or path.name, "endings": ", ".join(WRITERS)}
        raise EpochalError("export.unknown_format", dict(params), Place(file=path.name))
    with _told(path):
        if not path.parent.is_dir():
            raise EpochalError("export.folder_missing", {"folder": str(path.parent)})
        if path.is_dir():
            raise EpochalError("export.is_folder")
        if path.exists() and not force:
            raise EpochalError("export.exists")


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Let only EpochalError with its place out of the block for what the person or their machine can cause."""
    try:
        yield
    except EpochalError as error:
        error.place = Place(file=path.name, row=error.place.row, column=error.place.column)
        raise
    except OSError as error:
        raise _in_words(error, path) from error


def _in_words(error: OSError, path: Path) -> EpochalError:
    place, folder = Place(file=path.name), str(path.parent)
    if error.errno in FULL:
        return EpochalError("export.disk_full", {"folder": folder}, place)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return EpochalError("export.read_only", {"folder": folder}, place)
    reason = (error.strerror or str(error) or "no further details").strip().rstrip(".")
    return EpochalError("export.cannot_write", {"folder": folder, "reason": reason}, place)
