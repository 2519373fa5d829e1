"""The selected cells of a grid as a spreadsheet takes them from the clipboard.

Why (2026-11-25): what a cell shows isn't what a spreadsheet reads. It takes a true minus sign, thousands separators of
another country and a line break in a cell for text, so numbers go bare, with the system's decimal mark, and cells with
a tab, a line break or a quote are quoted, as in RFC 4180.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QTableView

from gui.models.cells import CellRole

MOST_COPIED = 100_000  # cells; more would freeze both us and the program that pastes


@dataclass(frozen=True, slots=True)
class Copied:
    """text: "" when nothing was selected. rows of all_rows: fewer when there were too many."""

    text: str = ""
    rows: int = 0
    all_rows: int = 0


def copied(view: QTableView) -> Copied:
    """The selected cells, tabs between columns; the head comes first when more than one cell is selected."""
    spans = list(view.selectionModel().selection()) if view.selectionModel() else []  # type: ignore[call-overload]
    if not spans:
        return Copied()
    shown = [at for at in range(view.model().columnCount()) if not view.isColumnHidden(at)]
    order = view.horizontalHeader()
    columns = [at for at in shown if any(span.left() <= at <= span.right() for span in spans)]
    columns.sort(key=order.visualIndex)
    rows = _rows([(span.top(), span.bottom()) for span in spans])
    kept = rows[: max(MOST_COPIED // max(len(columns), 1), 1)]
    held = {at: [(span.top(), span.bottom()) for span in spans if span.left() <= at <= span.right()] for at in columns}
    lines = ["\t".join(_cell(view, row, at, held[at]) for at in columns) for row in kept]
    if len(rows) * len(columns) > 1:
        lines.insert(0, "\t".join(_quoted(_head(view, at)) for at in columns))
    return Copied("\n".join(lines) if columns else "", len(kept), len(rows))


def _rows(spans: list[tuple[int, int]]) -> list[int]:
    """Every row of these spans once, in order; no more than can be copied are listed one by one."""
    if len(spans) == 1:
        return list(range(spans[0][0], spans[0][1] + 1))
    return sorted({row for top, bottom in spans for row in range(top, bottom + 1)})


def _cell(view: QTableView, row: int, column: int, held: list[tuple[int, int]]) -> str:
    if not any(top <= row <= bottom for top, bottom in held):
        return ""
    index = view.model().index(row, column)
    plain = index.data(CellRole.COPY)
    if isinstance(plain, float):
        return bare_number(plain)
    return _quoted(str(plain if plain is not None else index.data() or ""))


def bare_number(value: float) -> str:
    """A number as the system's spreadsheets read it: all its digits, no grouping, a hyphen as minus; "" for NaN."""
    if value != value:
        return ""
    text = str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)
    return text.replace(".", QLocale.system().decimalPoint())


def _head(view: QTableView, column: int) -> str:
    return str(view.model().headerData(column, Qt.Orientation.Horizontal) or "")


def _quoted(text: str) -> str:
    if any(mark in text for mark in "\t\r\n") or text.startswith('"'):
        return '"' + text.replace('"', '""') + '"'
    return text
