"""Rows as an Excel workbook: one sheet, numbers as numbers, dates as dates, texts as texts and never as formulas.

Why (2026-11-24): xlsxwriter's constant-memory mode, so that a million rows don't need a million rows of memory (its
temporary files lie beside the target, whose disk must hold them; only the packed workbook is in memory, so that a
failure leaves no half-open archive). A text beginning with "=" is written as the text it is, because a cell of the
input must not become a program.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from core.base.errors import EpochalError, Place
from core.export.cells import date_text, is_date, is_number, moments
from core.export.rows import Rows

SHEET = "Predictions"
MOST_ROWS = 1_048_576  # of a sheet, the header among them
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767
EXACT_WHOLE = 2**53  # a cell's number is a float64: larger whole numbers would change
FIRST_DAY = datetime(1900, 3, 1)  # before it Excel's calendar has a day too many
BLOCK_ROWS = 2_000
SIGNS_A_DIGIT = 1.2
WIDEST = 40

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
PutCell = Callable[[int, int, Any], int]


class _Exact(float):
    """A number that xlsxwriter writes with as many digits as it has: its own format has 16, and some need 17."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


class _Packed(BytesIO):
    """Memory that stays open until nobody has it any more: a workbook that failed leaves its archive unfinished, and
    the archive still wants to write its end when it is collected, in whatever order that happens.
    """

    def close(self) -> None:
        """Nothing to close."""


def check_fits(rows: Rows) -> None:
    """Raise EpochalError export.too_many_rows, export.too_many_columns, or export.text_too_long for a name."""
    names = rows.head().columns
    if rows.count + 1 > MOST_ROWS:
        raise EpochalError("export.too_many_rows", {"rows": rows.count, "most": MOST_ROWS - 1})
    if len(names) > MOST_COLUMNS:
        raise EpochalError("export.too_many_columns", {"columns": len(names), "most": MOST_COLUMNS})
    for name in map(str, names):
        if len(name) > LONGEST_TEXT:
            raise EpochalError("export.text_too_long", {"most": LONGEST_TEXT}, Place(row=0, column=name[:50]))


def write_excel(rows: Rows, path: Path) -> Iterator[int]:
    """Write them under a bold, frozen header; yields how many rows are written.

    Raises OSError, EpochalError export.too_many_rows and so on, export.text_too_long at the row.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    check_fits(rows)
    packed = _Packed()
    with TemporaryDirectory(prefix=f"{path.name}.", dir=path.parent) as folder:
        book = xlsxwriter.Workbook(packed, {**OPTIONS, "tmpdir": folder})
        try:
            yield from _fill(book, rows)
            book.close()
        except FileCreateError as error:  # what xlsxwriter makes of an OSError
            raise _cause(error) from error
        finally:
            _let_go(book)
    path.write_bytes(packed.getbuffer())


def _fill(book: Any, rows: Rows) -> Iterator[int]:
    sheet = book.add_worksheet(SHEET)
    header = book.add_format({"bold": True})
    head = rows.head()
    put = [_putter(book, sheet, at in rows.timed) for at in range(head.shape[1])]
    for at, name in enumerate(head.columns):
        sheet.set_column(at, at, _width(head.iloc[:, at], str(name), at in rows.timed))
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(head.columns):
        sheet.write_string(0, at, str(name), header)
    for first, block in rows.parts(BLOCK_ROWS):
        cells = [_cells(block.iloc[:, at], at in rows.timed) for at in range(block.shape[1])]
        for row, values in enumerate(zip(*cells, strict=True), first + 1):
            for at, value in enumerate(values):
                if value is not None:
                    if type(value) is str and len(value) > LONGEST_TEXT:
                        place = Place(row=row, column=str(head.columns[at]))
                        raise EpochalError("export.text_too_long", {"most": LONGEST_TEXT}, place)
                    put[at](row, at, value)
        yield first + len(block)


def _putter(book: Any, sheet: Any, with_times: bool) -> PutCell:
    """How a cell of a column is written."""
    pattern = "yyyy-mm-dd hh:mm:ss" if with_times else "yyyy-mm-dd"
    as_date = book.add_format({"num_format": pattern})

    def put(row: int, column: int, value: Any) -> int:
        if isinstance(value, bool):
            return int(sheet.write_boolean(row, column, value))
        if isinstance(value, int | float):
            return int(sheet.write_number(row, column, _Exact(value)))
        if isinstance(value, datetime):
            return int(sheet.write_datetime(row, column, value, as_date))
        return int(sheet.write_string(row, column, value))

    return put


def _cells(values: pd.Series[Any], with_times: bool) -> list[Any]:
    """Python values, None for a blank; what a number or date cell can't hold exactly is a text."""
    if is_date(values):
        return [
            moment if moment is None or moment >= FIRST_DAY else date_text(moment, with_times)
            for moment in moments(values)
        ]
    if is_number(values):
        return [_number(value) for value in values.tolist()]
    return [None if missing else _other(value) for value, missing in zip(values.tolist(), values.isna(), strict=True)]


def _number(value: float) -> float | str | None:
    if value != value:
        return None
    if value in (float("inf"), float("-inf")) or (isinstance(value, int) and abs(value) > EXACT_WHOLE):
        return str(value)
    return value


def _other(value: object) -> bool | float | str | None:
    """A value of a column of objects or texts."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | float | np.number):
        return _number(value.item() if isinstance(value, np.number) else value)
    return str(value)


def _width(values: pd.Series[Any], name: str, with_times: bool) -> float:
    """A column wide enough for its name and its first values."""
    if is_date(values):
        longest = 19 if with_times else 10
    elif is_number(values):
        longest = 10
    else:
        longest = max((len(str(value)) for value in values.dropna()), default=0)
    return min(max(len(name), longest) * SIGNS_A_DIGIT + 1, WIDEST)


def _cause(error: Exception) -> OSError:
    cause = error.args[0] if error.args else error
    return cause if isinstance(cause, OSError) else OSError(str(error))


def _let_go(book: Any) -> None:
    """After a failure: no second attempt to write when the workbook is collected, and no open temporary file."""
    book.fileclosed = 1
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            with contextlib.suppress(OSError):  # its last bytes don't fit on a full disk
                sheet.row_data_fh.close()
