"""Rows as an Excel workbook: one sheet, numbers as numbers, dates as dates, texts as texts and never as formulas.

Why (2026-11-25): xlsxwriter makes the workbook – styles, widths, the frozen header – with the header alone, and the
rows are written into its sheet here. Cell by cell through xlsxwriter a million rows took minutes, needed their whole
XML on the disk beside the target and the packed workbook in memory, and a text such as "<r>…</r>" became markup.
Rejected: a workbook of our own from the first part to the last, since Excel is strict about the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from core.base.errors import EpochalError, Place
from core.export.cells import is_date, is_number
from core.export.excel_cells import LONGEST_TEXT, check_lengths, column_cells, text_cell
from core.export.rows import Rows

SHEET = "Predictions"
SHEET_PART = "xl/worksheets/sheet1.xml"
MOST_ROWS = 1_048_576  # of a sheet, the header among them
MOST_COLUMNS = 16_384
BLOCK_ROWS = 2_000
SIGNS_A_DIGIT = 1.2
WIDEST = 40
LARGE_BYTES = 1 << 30  # of a part, from which on its archive entry says so beforehand

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
SAMPLE_ROW = 1  # of the workbook that xlsxwriter makes: shows each date column's style, and goes again


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
    check_fits(rows)
    head = rows.head()
    with ZipFile(BytesIO(_frame_of_workbook(rows, head))) as made, ZipFile(path, "w", ZIP_DEFLATED) as book:
        for part in made.infolist():
            if part.filename != SHEET_PART:
                book.writestr(part, made.read(part), ZIP_DEFLATED)
        before, styles, after = _cut(made.read(SHEET_PART).decode("utf-8"), rows, [str(name) for name in head.columns])
        entry = ZipInfo(SHEET_PART, made.getinfo(SHEET_PART).date_time)
        entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
        with book.open(entry, "w", force_zip64=_is_large(rows, styles)) as sheet:
            sheet.write(before.encode("utf-8"))
            yield from _fill(sheet, rows, styles)
            sheet.write(after.encode("utf-8"))


def _frame_of_workbook(rows: Rows, head: pd.DataFrame) -> bytes:
    """A workbook with a blank header, and one sample row with a date in each date column."""
    import xlsxwriter

    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, OPTIONS)
    sheet, bold = book.add_worksheet(SHEET), book.add_format({"bold": True})
    formats = [book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss")]
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(head.columns):
        values, timed = head.iloc[:, at], at in rows.timed
        sheet.set_column(at, at, _width(values, str(name), timed))
        sheet.write_blank(0, at, None, bold)
        if is_date(values):
            sheet.write_datetime(SAMPLE_ROW, at, datetime(2000, 1, 1), formats[timed])
    book.close()
    return packed.getvalue()


def _cut(xml: str, rows: Rows, names: list[str]) -> tuple[str, list[int], str]:
    """The sheet's XML with the header, the style of each column (0 for plain), and the XML that follows the rows."""
    before, _, inside = xml.partition("<sheetData>")
    inside, end, after = inside.partition("</sheetData>")
    letters = _letters(len(names))
    found = {letters: int(style) for letters, style in re.findall(r'<c r="([A-Z]+)[2-9]" s="(\d+)"', inside)}
    bold = re.findall(r'<c r="A1" s="(\d+)"', inside)
    header = [f'<c r="{column}1" s="{bold[0]}"{text_cell(name)}' for column, name in zip(letters, names, strict=True)]
    whole = f'<dimension ref="A1:{letters[-1]}{rows.count + 1}"/>'
    before = re.sub(r"<dimension [^>]*/>", whole, before, count=1)
    styles = [found.get(column, 0) for column in letters]
    return f'{before}<sheetData><row r="1">{"".join(header)}</row>', styles, end + after


def _fill(sheet: IO[bytes], rows: Rows, styles: list[int]) -> Iterator[int]:
    for first, block in rows.parts(BLOCK_ROWS):
        sheet.write(_rows_xml(block, first, rows, styles).encode("utf-8"))
        yield first + len(block)


def _rows_xml(block: pd.DataFrame, first: int, rows: Rows, styles: list[int]) -> str:
    """These rows; the file's first row is the sheet's second."""
    columns = []
    for at in range(block.shape[1]):
        check_lengths(block.iloc[:, at], first + 1)
        columns.append(column_cells(block.iloc[:, at], styles[at], at in rows.timed))
    starts = [f'<c r="{letters}' for letters in _letters(len(styles))]
    parts: list[str] = []
    for number, cells in enumerate(zip(*columns, strict=True), first + 2):
        told = [f'{start}{number}"{cell}' for start, cell in zip(starts, cells, strict=True) if cell]
        if told:
            parts.append(f'<row r="{number}">{"".join(told)}</row>')
    return "".join(parts)


def _is_large(rows: Rows, styles: list[int]) -> bool:
    """Whether the sheet may be larger than an archive's plain entries can be, judged by its first rows."""
    head = rows.head()
    return len(_rows_xml(head, 0, rows, styles)) * rows.count > LARGE_BYTES * max(len(head), 1)


def _letters(columns: int) -> list[str]:
    """A, B … Z, AA …"""
    found = []
    for at in range(columns):
        text, left = "", at + 1
        while left:
            left, sign = divmod(left - 1, 26)
            text = chr(ord("A") + sign) + text
        found.append(text)
    return found


def _width(values: pd.Series[Any], name: str, with_times: bool) -> float:
    """A column wide enough for its name and its first values."""
    if is_date(values):
        longest = 19 if with_times else 10
    elif is_number(values):
        longest = 10
    else:
        longest = max((len(str(value)) for value in values.dropna()), default=0)
    return min(max(len(name), longest) * SIGNS_A_DIGIT + 1, WIDEST)
