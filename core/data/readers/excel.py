"""Excel and ODS workbooks through calamine: one sheet's cells as raw columns to `infer`.

calamine parses without holding the GIL; rows are then taken one by one. It gives error cells (#N/A, #DIV/0!) as blanks,
and formulas that no spreadsheet program has calculated yet: an .xlsx is asked once more, in its XML, which cells those
are, so that the person hears of them.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pyarrow as pa

from core.base.errors import EpochalError, Place
from core.base.notices import Notice, Severity
from core.base.progress import Early, Finished, Progress, Warned
from core.data.header import Header, header_position, read_header
from core.data.infer import infer_steps
from core.data.levels import date_text, number_text
from core.data.readers.early import FIRST_ROWS, FirstRows
from core.data.readers.options import HowRead, ReadOptions, RejectedRow
from core.data.readers.origin import Origin
from core.data.table import Table

BATCH_ROWS = 4_096
SHOWN_CELLS = 5
_ERROR_CELL = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+[0-9]+)"')
# a formula without its result; text results may be empty (t="str"). To begin with "<f" makes the search quick
_FORMULA = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_CELL_NAME = re.compile(rb'<c\b(?![^>]*\bt="str")[^>]*\br="([A-Z]+[0-9]+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

ReadParts = tuple[Table, tuple[RejectedRow, ...], HowRead]
Row = list[Any]


@dataclass(frozen=True, eq=False)
class _Grid:
    """The rows of a sheet that hold anything, cut to the last filled column, and the sheet row of the first."""

    rows: list[Row]
    first_row: int


def read_excel(origin: Origin, options: ReadOptions) -> Iterator[Progress | Warned | Early | Finished[ReadParts]]:
    """Read one sheet. Raises EpochalError data.* when the workbook can't be opened or holds no table."""
    yield Progress("open", 0, 0, "rows")
    workbook = _workbook(origin)
    names = _sheet_names(workbook)
    sheet, others = _chosen(workbook, names, options.sheet, origin)
    place = Place(file=origin.name, sheet=sheet.name)
    if others:
        shown = ", ".join(others[:SHOWN_CELLS])
        yield Warned(Notice("data.other_sheets", {"sheet": sheet.name, "others": shown}, Place(file=origin.name)))
    rows: list[Row] = []
    source = iter(sheet.iter_rows())
    while batch := list(islice(source, BATCH_ROWS)):
        yield Progress("read", len(rows) + len(batch), sheet.height, "rows")
        if not rows and len(batch) == BATCH_ROWS:
            yield from map(Early, _first_rows(batch, sheet, origin))
        rows.extend(batch)
    grid = _trimmed(rows, (sheet.end or (0, 0))[0] + 2 - len(rows))
    header, first, above = _header(grid, origin, sheet.name)
    for notice in (*above, *header.notices, *_without_value(origin, sheet.name, place)):
        yield Warned(notice)
    body = grid.rows[first:]
    if not body:
        raise EpochalError("data.header_only", {"columns": len(header.names)}, place)
    lines = np.arange(len(body), dtype=np.int64) + grid.first_row + first
    how = HowRead(origin.format, sheet=sheet.name, sheets=names)
    columns = {}
    for position, name in enumerate(header.names):
        columns[name] = _raw_column([row[position] for row in body])
        yield Progress("read", len(body), len(body), "rows")
    source_rows = np.arange(1, len(body) + 1, dtype=np.int64)
    for step in infer_steps(columns, source_rows, lines):
        yield Finished((step.result, (), how)) if isinstance(step, Finished) else step


def sheets_of(origin: Origin) -> tuple[str, ...]:
    """The names of its worksheets. Raises EpochalError data.damaged_file, data.password_protected."""
    return _sheet_names(_workbook(origin))


def _first_rows(batch: list[Row], sheet: Any, origin: Origin) -> Iterator[FirstRows]:
    """What the beginning of a long sheet tells; nothing where it is blank. Its columns may turn out to be more."""
    grid = _trimmed(batch, 1)
    if not grid.rows:
        return
    header, first, _ = _header(grid, origin, sheet.name)
    body = grid.rows[first : first + FIRST_ROWS]
    if body:
        raw = {name: _raw_column([row[at] for row in body]) for at, name in enumerate(header.names)}
        yield FirstRows(raw, np.arange(1, len(body) + 1, dtype=np.int64), about_rows=sheet.height)


def _workbook(origin: Origin) -> Any:
    import python_calamine

    try:
        return python_calamine.load_workbook(io.BytesIO(origin.data))
    except python_calamine.PasswordError as error:
        raise EpochalError("data.password_protected", {}, origin.place) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(origin, error) from error


def _damaged(origin: Origin, error: Exception) -> EpochalError:
    if "password" in str(error).lower():
        return EpochalError("data.password_protected", {}, origin.place)
    return EpochalError("data.damaged_file", {"format": origin.format, "detail": str(error)}, origin.place)


def _sheet_names(workbook: Any) -> tuple[str, ...]:
    """The worksheets that a person sees (no charts, no hidden ones); all of them when every one is hidden."""
    import python_calamine as calamine

    worksheets = [meta for meta in workbook.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
    seen = [meta.name for meta in worksheets if meta.visible == calamine.SheetVisibleEnum.Visible]
    return tuple(seen or [meta.name for meta in worksheets])


def _chosen(workbook: Any, names: tuple[str, ...], asked: str | None, origin: Origin) -> tuple[Any, list[str]]:
    """The sheet asked for, or the first that isn't empty; and which others there are when nobody asked."""
    if asked is not None:
        name = next((n for n in workbook.sheet_names if n.casefold() == asked.casefold()), None)
        if name is None:
            params: dict[str, object] = {"sheet": asked, "sheets": ", ".join(names)}
            raise EpochalError("data.sheet_not_found", params, origin.place)
        return _sheet(workbook, name, origin), []
    for name in names:
        sheet = _sheet(workbook, name, origin)
        if sheet.height:
            return sheet, [other for other in names if other != name]
    raise EpochalError("data.empty_workbook", {"sheets": ", ".join(names)}, origin.place)


def _sheet(workbook: Any, name: str, origin: Origin) -> Any:
    import python_calamine

    try:
        return workbook.get_sheet_by_name(name)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(origin, error) from error


def _trimmed(rows: list[Row], top: int) -> _Grid:
    """Without blank rows above and below and blank columns at the end; blank rows between records stay records.

    top: the sheet row of the first, from 1. (Some versions of calamine also give the blank rows above the table.)
    """
    first = next((i for i, row in enumerate(rows) if _width(row)), len(rows))
    last = next((i for i in range(len(rows), first, -1) if _width(rows[i - 1])), first)
    return _Grid(rows[first:last], top + first)


def _width(row: Row) -> int:
    """Cells up to the last filled one."""
    return next((n for n in range(len(row), 0, -1) if row[n - 1] != "" and str(row[n - 1]).strip()), 0)


def _header(grid: _Grid, origin: Origin, sheet: str) -> tuple[Header, int, list[Notice]]:
    """The names, the row of the grid where the data starts, and what was left out above the names."""
    place = Place(file=origin.name, sheet=sheet)
    if not grid.rows:
        raise EpochalError("data.empty_sheet", {"sheet": sheet}, place)
    texts = [[_text(cell) or "" for cell in row[: _width(row)]] for row in grid.rows[:21]]
    position = header_position(texts)
    width = max(_width(row) for row in grid.rows[position:])
    cells = texts[position] + [""] * (width - len(texts[position]))
    header = read_header(cells, origin.name, sheet)
    above = [Notice("data.lines_above_header", {"lines": position}, place, Severity.WARN)] if position else []
    return header, position if header.first_record_is_data else position + 1, above


def _raw_column(cells: Row) -> Any:
    """float64 when all cells are numbers, datetime64 when all are dates, else Arrow texts. Blank cells are missing."""
    kinds = set(map(type, cells))
    if str in kinds and all(cell == "" or not cell.strip() for cell in cells if type(cell) is str):
        cells = [None if type(cell) is str else cell for cell in cells]
        kinds.discard(str)
    kinds.discard(type(None))
    if kinds and kinds <= {float, int}:
        return pd.Series(np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64))
    if kinds and kinds <= {dt.date, dt.datetime}:
        return pd.Series(np.array([None if cell is None else _naive(cell) for cell in cells], dtype="datetime64[us]"))
    return pa.array([_text(cell) for cell in cells], pa.large_string())


def _naive(cell: dt.date) -> dt.date:
    if isinstance(cell, dt.datetime) and cell.tzinfo is not None:
        return cell.astimezone(dt.UTC).replace(tzinfo=None)
    return cell


def _text(cell: Any) -> str | None:
    """A cell as the text that a CSV file of this sheet would have."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, (int, float)):
        return number_text(float(cell))
    if isinstance(cell, (dt.date, dt.datetime)):
        return date_text(pd.Timestamp(_naive(cell)))
    return str(cell)


def _without_value(origin: Origin, sheet: str, place: Place) -> list[Notice]:
    """Notices that name cells of an .xlsx sheet that were read as missing: errors, and formulas without a result."""
    if origin.format != "xlsx":
        return []
    xml = _sheet_xml(origin.data, sheet)
    errors = (
        _ERROR_CELL.findall(xml) if b't="e"' in xml else []
    )  # the look before is quick, and lets the window breathe
    found = {"data.error_cells": errors, "data.formulas_without_results": _uncalculated(xml)}
    notices = []
    for code, cells in found.items():
        shown = b", ".join(cells[:SHOWN_CELLS]).decode() + (", …" if len(cells) > SHOWN_CELLS else "")
        if cells:
            notices.append(Notice(code, {"count": len(cells), "cells": shown}, place, Severity.WARN))
    return notices


def _uncalculated(xml: bytes) -> list[bytes]:
    """The names of the cells whose formula has no result in the file."""
    starts = (xml.rfind(b"<c ", 0, formula.start()) for formula in _FORMULA.finditer(xml))
    named = (_CELL_NAME.match(xml, max(start, 0)) for start in starts)
    return [match[1] for match in named if match]


def _sheet_xml(data: bytes, sheet: str) -> bytes:
    """The XML of one sheet, or b"" where the workbook is built otherwise (.xlsb)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
            wanted = [e.get(_RELATION) for e in book.iter() if e.tag.endswith("}sheet") and e.get("name") == sheet]
            targets = [link.get("Target", "") for link in links if link.get("Id") in wanted]
            target = targets[0].lstrip("/").removeprefix("xl/")
            return archive.read(f"xl/{target}")
    except (KeyError, IndexError, ElementTree.ParseError, zipfile.BadZipFile):
        return b""
