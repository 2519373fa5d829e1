"""What a rule changes: before → after, by value with a count, or row by row. Removed rows: `gui.models.removed`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.base.wording import what_and_todo
from core.cleaning.difference import difference_of
from core.cleaning.report import StepReport, by_value
from gui.models.cells import CellRole, CellState, cell_text, is_missing, number_look
from gui.models.table import LEFT, RIGHT

Index = QModelIndex | QPersistentModelIndex
Layout = Literal["values", "rows"]
MOST_LINES = 2000
DIGITS = (6, 9, 12, 15, 17)  # with 17 no two numbers look alike
COLUMN, BEFORE, AFTER, HOW, COUNT = range(5)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. count: cells, or the source row when lines are rows; share: of the most frequent line's cells."""

    column: str
    before: str | float | None
    after: str | float | None
    how: str
    count: int
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Differences:
    """Lines of one layout. total: how many there would be were they not cut at `MOST_LINES`."""

    layout: Layout
    lines: tuple[Line, ...] = ()
    total: int = 0

    @property
    def several_columns(self) -> bool:
        """Whether the lines are about more than one column."""
        return len({line.column for line in self.lines}) > 1


def differences_by_value(report: StepReport) -> Differences:
    """One line a changed value, the most frequent first."""
    found = by_value(report)
    most = found[0][3] if found else 1
    lines = [Line(column, old, new, _how(old, new), n, n / most) for column, old, new, n in found[:MOST_LINES]]
    return Differences("values", tuple(lines), len(found))


def differences_by_row(report: StepReport) -> Differences:
    """One line a changed cell, in the file's order. Only the cells of the first rows become lines."""
    changes = report.changes
    rows = [one.source_rows[:MOST_LINES] for one in changes]  # of each column the first: no later one comes before them
    flat = np.concatenate([np.empty(0, np.int64), *rows])
    if len(flat) > MOST_LINES:  # thousands of columns have millions of first rows
        last = np.partition(flat, MOST_LINES - 1)[MOST_LINES - 1]
        rows = [found[: np.searchsorted(found, last, side="right")] for found in rows]
        flat = np.concatenate(rows)
    order = np.argsort(flat, kind="stable")[:MOST_LINES]
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.searchsorted(starts, order, side="right") - 1
    lines = []
    for column, at in zip(columns.tolist(), (order - starts[columns]).tolist(), strict=True):
        one = changes[column]
        old, new = one.before[at], one.after[at]
        lines.append(Line(one.column, old, new, _how(old, new), int(one.source_rows[at])))
    return Differences("rows", tuple(lines), report.cells_changed)


def _how(before: Any, after: Any) -> str:
    return what_and_todo(difference_of(before, after), QCoreApplication.translate)[0]


class DifferenceModel(QAbstractTableModel):
    """Five columns: column, before, after, difference, and cells (or the row, when lines are rows)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = Differences("values")
        self._grouped: dict[str, bool] = {}

    def show_differences(self, differences: Differences) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._shown = differences
        self._grouped = _grouped(differences)
        self.endResetModel()

    @property
    def several_columns(self) -> bool:
        """Whether the lines are about more than one column."""
        return self._shown.several_columns

    @property
    def shown(self) -> Differences:
        """The lines shown."""
        return self._shown

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._shown.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Column, before, after, difference, count."""
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text and state: before is removed, after is added."""
        if not index.isValid():
            return None
        line, column = self._shown.lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(line, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column == COUNT else LEFT
            case CellRole.STATE:
                return self._state(line, column)
            case CellRole.SHARE if column == COUNT and self._shown.layout == "values":
                return line.share
            case Qt.ItemDataRole.ToolTipRole if column in (BEFORE, AFTER, HOW):
                return self._text(line, column) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.headerData(column, Qt.Orientation.Horizontal)}: {self._text(line, column)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings of the layout."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < 5:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section == COUNT else LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            COLUMN: self.tr("Column"),
            BEFORE: self.tr("Before"),
            AFTER: self.tr("After"),
            HOW: self.tr("Difference"),
            COUNT: self.tr("Cells") if self._shown.layout == "values" else self.tr("Row"),
        }[section]

    def _state(self, line: Line, column: int) -> CellState:
        match column:
            case 1:
                return CellState.MISSING if is_missing(line.before) else CellState.REMOVED
            case 2:
                return CellState.ADDED
            case 3:
                return CellState.FADED
        return CellState.NORMAL

    def _text(self, line: Line, column: int) -> str:
        match column:
            case 0:
                return line.column
            case 1:
                return self._cells(line)[0]
            case 2:
                return self._cells(line)[1]
            case 3:
                return line.how
        return f"{line.count:,}"

    def _cells(self, line: Line) -> tuple[str, str]:
        """Before and after: numbers in few digits, but in so many that they can be told apart."""
        grouped = self._grouped.get(line.column, True)
        for digits in DIGITS:
            texts = [self._cell(value, digits, grouped) for value in (line.before, line.after)]
            if texts[0] != texts[1]:
                break
        return texts[0], texts[1]

    def _cell(self, value: str | float | None, digits: int, grouped: bool) -> str:
        if not isinstance(value, float) or is_missing(value):
            return cell_text(value) or self.tr("missing")
        whole = value == round(value) and abs(value) < 1e15
        separator = "," if grouped else ""
        text = f"{value:{separator}.0f}" if whole else f"{value:{separator}.{digits}g}"
        return text.replace("-", "−")


def _grouped(differences: Differences) -> dict[str, bool]:
    """Whether the numbers of each column have separators: as in the table, where a year isn't "1,979"."""
    numbers: dict[str, list[float]] = {}
    for line in differences.lines:
        kept = numbers.setdefault(line.column, [])
        kept.extend(value for value in (line.before, line.after) if isinstance(value, float) and not is_missing(value))
    return {name: number_look(values).grouped for name, values in numbers.items()}
