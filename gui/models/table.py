"""The data grid's model: a core Table, read cell by cell as it is shown, however long it is."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.data.columns import Storage
from core.data.table import Table
from gui.models.cells import CellRole, CellState, cell_text, is_missing

Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """Rows and columns of a Table in file order or sorted; the vertical header shows source rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._values: list[NDArray[Any]] = []
        self._order: NDArray[np.int64] | None = None

    def show_table(self, table: Table | None) -> None:
        """Show this table, in file order."""
        self.beginResetModel()
        self._table = table
        self._order = None
        self._values = [] if table is None else [table.values(name).to_numpy() for name in table.names]
        self.endResetModel()

    @property
    def table(self) -> Table | None:
        """The table shown."""
        return self._table

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() or self._table is None else self._table.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() or self._table is None else len(self._table.columns)

    def value(self, row: int, column: int) -> Any:
        """The value behind a cell."""
        at = row if self._order is None else int(self._order[row])
        return self._values[column][at]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment and state of a cell."""
        if not index.isValid() or self._table is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self._table.columns[index.column()].storage is Storage.NUMBER else LEFT
        if role not in (Qt.ItemDataRole.DisplayRole, CellRole.STATE, Qt.ItemDataRole.AccessibleTextRole):
            return None
        value = self.value(index.row(), index.column())
        if role == CellRole.STATE:
            return CellState.MISSING if is_missing(value) else CellState.NORMAL
        text = cell_text(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self._table.names[index.column()]
            return f"{name}: {text or self.tr('missing')}"
        return text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column names across, source rows down."""
        if self._table is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._table.names[section] if section < len(self._table.names) else None
        at = section if self._order is None else int(self._order[section])
        return f"{self._table.source_rows[at]:,}" if at < self._table.rows else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, missing values last; column -1 is file order."""
        if self._table is None:
            return
        self.layoutAboutToBeChanged.emit()
        self._order = None if column < 0 else _sorted_rows(self._values[column], order)
        self.layoutChanged.emit()

    def row_of_source(self, source_row: int) -> int | None:
        """Where a source row is shown, None when it isn't in the table."""
        if self._table is None:
            return None
        at = int(np.searchsorted(self._table.source_rows, source_row))
        if at >= self._table.rows or self._table.source_rows[at] != source_row:
            return None
        return at if self._order is None else int(np.flatnonzero(self._order == at)[0])


def _sorted_rows(values: NDArray[Any], order: Qt.SortOrder) -> NDArray[np.int64]:
    """A stable order of the rows by value, missing last in either direction."""
    import pandas as pd

    series = pd.Series(values)
    ascending = order == Qt.SortOrder.AscendingOrder
    return series.sort_values(ascending=ascending, kind="stable", na_position="last").index.to_numpy(np.int64)
