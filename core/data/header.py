"""The names of the columns: from the header row, made unique and never empty; or none, and said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.base.errors import Place
from core.base.notices import Notice, Severity

SEARCHED_RECORDS = 20  # a title and some remarks above a table are shorter than this
TITLED_COLUMNS = 3  # in a table of two, ",price" may be the names: an index without one


@dataclass(frozen=True)
class Header:
    """Column names, what had to be done to them, and whether the file's first record was data."""

    names: tuple[str, ...]
    notices: tuple[Notice, ...]
    first_record_is_data: bool = False


def header_position(records: Sequence[Sequence[str]]) -> int:
    """Which of the first records holds the names: the first with more than one cell, past a title of one cell.

    A spreadsheet saved as text fills a title up with empty cells ("Sales 2024,,,"): in a table of three columns or more
    that is a title too. A table of one column has its names in its first record.
    """
    lengths = [_cells(record, records) for record in records[:SEARCHED_RECORDS]]
    wide = next((position for position, length in enumerate(lengths) if length > 1), 0)
    after = [len(record) for record in records[wide:SEARCHED_RECORDS]]
    mostly_wide = sum(1 for length in after if length > 1) > 0.8 * len(after)
    return wide if mostly_wide and len(after) > 1 else 0


def _cells(record: Sequence[str], records: Sequence[Sequence[str]]) -> int:
    """How many cells a record has; at most one when it may be a title, whatever empty cells stand beside it."""
    filled = sum(1 for cell in record if cell.strip())
    may_be_title = filled <= 1 and max(map(len, records)) >= TITLED_COLUMNS
    return filled if may_be_title else len(record)


def read_header(cells: Sequence[str], file_name: str, sheet: str | None = None, *, always: bool = False) -> Header:
    """Names from the cells of the header record. When all of them are numbers it's data: column_1, column_2 …

    always: the cells are names for certain, as in Parquet, even when all of them are numbers.
    """
    place = Place(file=file_name, sheet=sheet)
    if not always and looks_like_data(cells):
        names = tuple(f"column_{position}" for position in range(1, len(cells) + 1))
        notice = Notice("data.no_header", {"first": names[0], "last": names[-1]}, place, Severity.WARN)
        return Header(names, (notice,), True)
    return _named([" ".join(cell.split()) for cell in cells], place)


def looks_like_data(cells: Sequence[str]) -> bool:
    """Whether a record can't be a header: every filled cell is a number, and there is one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(_is_number(cell) for cell in filled)


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return any(character.isdigit() for character in cell)


def _named(cells: Sequence[str], place: Place) -> Header:
    """Fill gaps with column_3 and tell equal names apart: price, price_2."""
    given, names, notices = set(filter(None, cells)), [], []
    taken: set[str] = set()
    for position, cell in enumerate(cells, start=1):
        name = cell
        if not name:
            name = _free(f"column_{position}", given | taken)
            notices.append(Notice("data.header_empty", {"position": position, "name": name}, place, Severity.WARN))
        elif name in taken:
            name = _free(name, given | taken)
            notices.append(Notice("data.header_repeated", {"before": cell, "name": name}, place, Severity.WARN))
        taken.add(name)
        names.append(name)
    return Header(tuple(names), tuple(notices))


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}_{n}" for n in range(2, len(taken) + 3) if f"{name}_{n}" not in taken)
