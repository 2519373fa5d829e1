"""A chart's numbers as a table: for those who read better than they look, and for copying one figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTableView, QVBoxLayout, QWidget

from gui.models.words import locale

Index = QModelIndex | QPersistentModelIndex


class FiguresModel(QAbstractTableModel):
    """Column heads and rows of plain values, to read only."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = list(heads)
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell as text, numbers to the right."""
        if not index.isValid():
            return None
        value = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(value)
        if role == Qt.ItemDataRole.TextAlignmentRole and not isinstance(value, str):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The head of a column, the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._heads[section] if orientation == Qt.Orientation.Horizontal else section + 1


class FiguresDialog(QDialog):
    """The table in a window of its own; Esc closes it."""

    def __init__(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[object]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        table = QTableView()
        table.setAccessibleName(name)
        table.setModel(FiguresModel(heads, rows, table))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(table)
        layout.addWidget(buttons)
        self.resize(560, 480)


def cell_words(value: object) -> str:
    """A value as text: six significant digits, a dash for none."""
    if isinstance(value, float):
        return "–" if value != value else locale().toString(value, "g", 6).replace("-", "−")
    if isinstance(value, int):
        return locale().toString(value).replace("-", "−")
    return "–" if value is None else str(value)
