"""The data grid's model: a core Table, read cell by cell as it is shown, however long it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.base.wording import what_and_todo
from core.cleaning.recipe import Recipe
from core.cleaning.report import CleaningReport
from core.data.columns import ColumnKind, Storage
from core.data.table import Table
from gui.models.blocks import Block, Chunks, texts_of
from gui.models.cells import CellRole, CellState, NumberLook, cell_text, is_missing, number_look
from gui.models.columns import ColumnHead

Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ASCENDING = Qt.SortOrder.AscendingOrder


@dataclass(frozen=True, eq=False)
class Mark:
    """Cells of one column that a rule changes. source_rows: int64 [n], increasing; after: object [n].

    state: CHECK where the program suggested the rule, since the cell looks odd; EDITED where a person made it.
    """

    source_rows: NDArray[np.int64]
    after: NDArray[np.object_]
    title: str
    state: CellState = CellState.CHECK

    def at(self, source_row: int) -> int | None:
        """The position of a row among them, None when it isn't."""
        at = int(np.searchsorted(self.source_rows, source_row))
        return at if at < len(self.source_rows) and self.source_rows[at] == source_row else None


class TableModel(QAbstractTableModel):
    """Rows and columns of a Table in file order or sorted; the vertical header shows source rows.

    Text columns stay as Arrow has them: one cell becomes a Python text when it is looked at.
    """

    heads_updated = Signal(object)  # which columns

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._columns: dict[int, tuple[Any, NumberLook]] = {}  # those looked at so far: there may be thousands
        self._order: NDArray[np.int64] | None = None
        self._heads: tuple[ColumnHead, ...] = ()
        self._marks: dict[str, list[Mark]] = {}
        self._chunks = Chunks(self._make_block)

    def show_table(self, table: Table | None) -> None:
        """Show this table, in file order."""
        self.beginResetModel()
        self._table = table
        self._order = None
        self._heads, self._marks = (), {}
        self._chunks.clear()
        self._columns = {}
        self.endResetModel()

    def show_heads(self, heads: Sequence[ColumnHead]) -> None:
        """What the heads of the columns show; as many as there are columns."""
        self._heads = tuple(heads)
        self._chunks.clear()  # the cells of an ignored column are faded
        if self._heads:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._heads) - 1)

    def update_heads(self, heads: Mapping[int, ColumnHead]) -> None:
        """Other heads for some columns, by place; their cells are as before.

        Why not `headerDataChanged`: Qt's views lay out and paint every cell anew for it.
        """
        shown = list(self._heads)
        for at, head in heads.items():
            shown[at] = head
        self._heads = tuple(shown)
        self.heads_updated.emit(list(heads))

    def show_marks(self, recipe: Recipe | None, report: CleaningReport | None) -> None:
        """Mark the cells that rules change."""
        self._marks = {} if recipe is None or report is None else _marks(recipe, report)
        self._chunks.clear()
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [CellRole.STATE, Qt.ItemDataRole.ToolTipRole])

    @property
    def table(self) -> Table | None:
        """The table shown."""
        return self._table

    @property
    def heads(self) -> tuple[ColumnHead, ...]:
        """The heads shown."""
        return self._heads

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        if parent.isValid() or self._table is None:
            return 0
        return self._table.rows if self._order is None else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() or self._table is None else len(self._table.columns)

    def value(self, row: int, column: int) -> Any:
        """The value behind a cell."""
        return self.cells(column)[self._at(row)]

    def source_row(self, row: int) -> int:
        """The record of the file that a shown row is."""
        assert self._table is not None
        return int(self._table.source_rows[self._at(row)])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, state and remark of a cell."""
        if not index.isValid() or self._table is None:
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if is_numbers(self.cells(column)) else LEFT
            case CellRole.STATE:
                return self._state(row, column)
            case CellRole.COPY if is_numbers(self.cells(column)):
                return float(self.value(row, column))
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (self._exact(row, column), self._remark(row, column)))) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                words = f"{self._table.names[column]}: {self._text(row, column) or self.tr('missing')}"
                remark = self._remark(row, column)
                return f"{words}. {remark}" if remark else words
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column names and heads across, source rows down."""
        if self._table is None or section < 0:
            return None
        if orientation == Qt.Orientation.Vertical:
            shown = role == Qt.ItemDataRole.DisplayRole and section < self.rowCount()
            return f"{self.source_row(section):,}" if shown else None
        if section >= len(self._table.names):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.names[section]
        head = self._heads[section] if section < len(self._heads) else None
        if role == CellRole.HEAD:
            return head
        spoken = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        return head.spoken if role in spoken and head is not None else None

    def sort(self, column: int, order: Qt.SortOrder = ASCENDING) -> None:
        """Order the rows by a column, missing values last; column -1 is file order."""
        if self._table is not None:
            named = 0 <= column < self.columnCount()
            self.show_rows(sorted_rows(self.cells(column), order) if named else None)

    def show_rows(self, rows: NDArray[np.int64] | None) -> None:
        """Show these rows in this order (int64 positions, each at most once); None for all in file order."""
        whole = 0 if self._table is None else self._table.rows
        if self.rowCount() != whole or (rows is not None and len(rows) != whole):  # others, not only in another order
            self.beginResetModel()
            self._order = rows
            self._chunks.clear()
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        before, old = self._order, self.persistentIndexList()
        positions = [index.row() if before is None else int(before[index.row()]) for index in old]
        self._order = rows
        self._chunks.clear()
        if old:
            places = positions if rows is None else np.argsort(rows)[positions].tolist()
            new = [self.index(place, index.column()) for place, index in zip(places, old, strict=True)]
            self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def block(self, column: int, first: int, end: int) -> Block:
        """The cells of a column in rows first … end − 1, for a grid to paint."""
        return self._chunks.block(column, first, end, self.rowCount())

    def cells(self, column: int) -> Any:
        """All values of a column in file order, as `sorted_rows` takes them."""
        return self._column(column)[0]

    def look(self, column: int) -> NumberLook:
        """How a column's numbers are written."""
        return self._column(column)[1]

    def _column(self, column: int) -> tuple[Any, NumberLook]:
        found = self._columns.get(column)
        if found is None:
            assert self._table is not None
            name = self._table.names[column]
            found = self._columns[column] = (cells_of(self._table, name), look_of(self._table, name))
        return found

    def row_of_source(self, source_row: int) -> int | None:
        """Where a source row is shown, None when it isn't, or isn't in the table."""
        if self._table is None:
            return None
        at = int(np.searchsorted(self._table.source_rows, source_row))
        if at >= self._table.rows or self._table.source_rows[at] != source_row:
            return None
        if self._order is None:
            return at
        found = np.flatnonzero(self._order == at)
        return int(found[0]) if len(found) else None

    def _make_block(self, column: int, first: int, end: int) -> Block:
        (values, look), rows = (
            self._column(column),
            slice(first, end) if self._order is None else self._order[first:end],
        )
        part = values[rows]
        texts = texts_of(part, look)
        ignored = column < len(self._heads) and self._heads[column].is_ignored
        plain = CellState.FADED if ignored else CellState.NORMAL
        states = [plain if text else CellState.MISSING for text in texts]
        for at, state in self._marked(column, rows):
            if states[at] != CellState.MISSING:
                states[at] = state
        return Block(texts, states, is_numbers(values))

    def _marked(self, column: int, rows: slice | NDArray[np.int64]) -> list[tuple[int, CellState]]:
        """Which of some rows have a mark, by their place among them."""
        assert self._table is not None
        source, found = self._table.source_rows[rows], []
        for mark in self._marks.get(self._table.names[column], []):  # the last one has the last word
            at = np.minimum(np.searchsorted(mark.source_rows, source), max(len(mark.source_rows) - 1, 0))
            hits = mark.source_rows[at] == source if len(mark.source_rows) else np.zeros(len(source), bool)
            found += [(int(place), mark.state) for place in np.flatnonzero(hits)]
        return found

    def _at(self, row: int) -> int:
        return row if self._order is None else int(self._order[row])

    def _text(self, row: int, column: int) -> str:
        value, (values, look) = self.value(row, column), self._column(column)
        if is_missing(value):
            return ""
        return look.text(float(value)) if is_numbers(values) else cell_text(value)

    def _exact(self, row: int, column: int) -> str:
        """All digits of a number of which the cell shows some."""
        values, look = self._column(column)
        return look.exact(float(self.value(row, column))) if is_numbers(values) else ""

    def _state(self, row: int, column: int) -> CellState:
        if is_missing(self.value(row, column)):
            return CellState.MISSING
        found = self._mark(row, column)
        if found is not None:
            return found[0].state
        ignored = column < len(self._heads) and self._heads[column].is_ignored
        return CellState.FADED if ignored else CellState.NORMAL

    def _mark(self, row: int, column: int) -> tuple[Mark, int] | None:
        assert self._table is not None
        for mark in reversed(self._marks.get(self._table.names[column], [])):  # the last one has the last word
            at = mark.at(self.source_row(row))
            if at is not None:
                return mark, at
        return None

    def _remark(self, row: int, column: int) -> str | None:
        found = self._mark(row, column)
        if found is None:
            return None
        mark, at = found
        after = cell_text(mark.after[at]) or self.tr("missing")
        return self.tr("{rule}: becomes {value}").format(rule=mark.title, value=after)


def cells_of(table: Table, name: str) -> Any:
    """A column to read cell by cell: float64 or datetime64 [rows], or the Arrow texts themselves."""
    values = table.values(name)
    return values.array if table.column(name).storage is Storage.TEXT else values.to_numpy()


def look_of(table: Table, name: str) -> NumberLook:
    """How the column writes its numbers; an id isn't a quantity, and is never grouped."""
    column = table.column(name)
    if column.storage is not Storage.NUMBER:
        return NumberLook()
    look = number_look(table.values(name).to_numpy())
    return replace(look, grouped=False) if column.kind is ColumnKind.ID else look


def is_numbers(values: Any) -> bool:
    """Whether a column's cells are float64."""
    return isinstance(values, np.ndarray) and values.dtype.kind == "f"


def sorted_rows(values: Any, order: Qt.SortOrder) -> NDArray[np.int64]:
    """A stable order of the rows by value (int64 [rows]), missing last in either direction."""
    import pandas as pd

    series = pd.Series(values)
    by_value = series.sort_values(ascending=order == ASCENDING, kind="stable", na_position="last")
    return by_value.index.to_numpy(np.int64)


def _marks(recipe: Recipe, report: CleaningReport) -> dict[str, list[Mark]]:
    titles = {step.id: what_and_todo(step.rule.title(), QCoreApplication.translate)[0] for step in recipe.steps}
    own = {step.id for step in recipe.steps if step.evidence is None}
    marks: dict[str, list[Mark]] = {}
    for step in report.steps:
        state = CellState.EDITED if step.step_id in own else CellState.CHECK
        for change in step.changes:
            mark = Mark(change.source_rows, change.after, titles.get(step.step_id, ""), state)
            marks.setdefault(change.column, []).append(mark)
    return marks
