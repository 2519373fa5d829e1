"""Rows that were left out, as they came in: the reason first, then every cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.base.notices import Notice
from core.base.wording import what_and_todo
from core.cleaning.report import StepReport
from core.data.readers.options import RejectedRow
from core.data.table import Table
from gui.models.cells import CellRole, CellState
from gui.models.table import LEFT, TableModel

Index = QModelIndex | QPersistentModelIndex
MOST_ROWS = 10_000


class RemovedRowsModel(QAbstractTableModel):
    """The rows that one rule sets aside; the side shows their source rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells = TableModel(self)
        self._reasons: list[str] = []
        self._reason_of: NDArray[np.int64] = np.empty(0, np.int64)

    def show_rows(self, report: StepReport, source: Table, first: Sequence[str] = ()) -> None:
        """Show the first `MOST_ROWS` rows that this step removed from `source`, with the columns `first` in front."""
        order = np.argsort(report.rejected_rows, kind="stable")[:MOST_ROWS]
        rows = report.rejected_rows[order]
        positions = np.searchsorted(source.source_rows, rows)
        ahead = [name for name in first if source.has(name)]
        names = [*ahead, *(name for name in source.names if name not in ahead)]
        columns = tuple(source.column(name) for name in names)
        removed = Table(source.frame[names].iloc[positions].reset_index(drop=True), columns, rows)
        self.beginResetModel()
        self._cells.show_table(removed)
        self._reasons = [said(reason) for reason in report.reasons]
        self._reason_of = report.reason_of[order]
        self.endResetModel()

    @property
    def shared_reason(self) -> str:
        """Why all of them were removed, "" when not all for the same reason."""
        reasons = {self._reasons[at] for at in np.unique(self._reason_of).tolist()}
        return reasons.pop() if len(reasons) == 1 else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else self._cells.rowCount()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The reason and the table's columns."""
        return 0 if parent.isValid() or self._cells.table is None else self._cells.columnCount() + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The reason, or a cell of the row."""
        if not index.isValid():
            return None
        if index.column():
            return self._cells.data(self._cells.index(index.row(), index.column() - 1), role)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._reasons[int(self._reason_of[index.row()])]
            case Qt.ItemDataRole.TextAlignmentRole:
                return LEFT
            case CellRole.STATE:
                return CellState.FADED
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names across, source rows down."""
        if orientation == Qt.Orientation.Vertical or section > 0:
            return self._cells.headerData(section - (orientation == Qt.Orientation.Horizontal), orientation, role)
        return self.tr("Reason") if section == 0 and role == Qt.ItemDataRole.DisplayRole else None


class RejectedRowsModel(QAbstractTableModel):
    """The records that the reader set aside: line, reason, and their cells as the file has them."""

    def __init__(self, rows: Sequence[RejectedRow], names: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)
        widest = max((len(row.cells) for row in self._rows), default=0)
        self._names = [*names, *("" for _ in range(widest - len(names)))]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Line, reason, cells."""
        return 0 if parent.isValid() else 2 + len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text of a cell; a cell that the record doesn't have is missing."""
        if not index.isValid():
            return None
        row, at = self._rows[index.row()], index.column() - 2
        lacking = at >= len(row.cells)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                if at < 0:
                    return (f"{row.line or row.source_row:,}", said(row.reason))[at + 2]
                return None if lacking else row.cells[at]
            case Qt.ItemDataRole.TextAlignmentRole:
                return LEFT
            case CellRole.STATE:
                return CellState.MISSING if lacking else CellState.FADED if at == -1 else CellState.NORMAL
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Line, reason, and the columns' names as far as they go."""
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return (
            [self.tr("Line"), self.tr("Reason"), *self._names][section] if 0 <= section < self.columnCount() else None
        )


def said(notice: Notice) -> str:
    """What a notice says, without what to do."""
    return what_and_todo(notice, QCoreApplication.translate)[0]
