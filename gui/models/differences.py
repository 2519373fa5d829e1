"""What a rule changes: before → after, by value with a count, or row by row."""

from __future__ import annotations

from typing import Any

from core.cleaning.report import StepReport, by_value
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.data.table import Table
from gui.models.cells import CellRole, CellState, cell_text, is_missing
from gui.models.table import LEFT, RIGHT

Index = QModelIndex | QPersistentModelIndex
MOST_LINES = 2000


class DifferenceModel(QAbstractTableModel):
    """Lines of (where, before, after, how many), made from one rule's report."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, Any, Any, str]] = []
        self._headers: tuple[str, ...] = ()
        self._removed = False

    def show_by_value(self, report: StepReport | None) -> None:
        """One line a changed value, the most frequent first."""
        lines = [] if report is None else by_value(report)[:MOST_LINES]
        headers = (self.tr("Column"), self.tr("In your file"), self.tr("After the rule"), self.tr("Cells"))
        self._show([(column, before, after, f"{count:,}") for column, before, after, count in lines], headers)

    def show_by_row(self, report: StepReport | None, source: Table | None) -> None:
        """One line a changed cell or removed row, in the file's order."""
        lines: list[tuple[str, Any, Any, str]] = []
        headers = (self.tr("Column"), self.tr("In your file"), self.tr("After the rule"), self.tr("Row"))
        if report is not None:
            for changes in report.changes:
                triples = zip(changes.source_rows, changes.before, changes.after, strict=True)
                for row, before, after in triples:
                    lines.append((changes.column, before, after, f"{row:,}"))
                    if len(lines) >= MOST_LINES:
                        break
            lines.sort(key=lambda line: int(line[3].replace(",", "")))
            if report.rows_rejected and source is not None:
                lines = [*self._removed_rows(report, source), *lines]
        self._show(lines[:MOST_LINES], headers)

    def _removed_rows(self, report: StepReport, source: Table) -> list[tuple[str, Any, Any, str]]:
        """Rows the rule removes, with the first few of their values."""
        import numpy as np

        shown = report.rejected_rows[:MOST_LINES]
        positions = np.searchsorted(source.source_rows, shown)
        columns = [source.values(name).to_numpy() for name in source.names[:6]]
        lines = []
        for row, at in zip(shown, positions, strict=True):
            cells = [cell_text(values[at]) or self.tr("missing") for values in columns]
            lines.append((self.tr("whole row"), " · ".join(cells), None, f"{row:,}"))
        return lines

    def _show(self, lines: list[tuple[str, Any, Any, str]], headers: tuple[str, ...]) -> None:
        self.beginResetModel()
        self._lines, self._headers = lines, headers
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Where, before, after, how many."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text and state: before is removed, after is added; blanks at the ends are shown as ␣."""
        if not index.isValid():
            return None
        value = self._lines[index.row()][index.column()]
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(value, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column == 3 else LEFT
            case CellRole.STATE if column == 1:
                return CellState.REMOVED
            case CellRole.STATE if column == 2:
                return CellState.ADDED
        return None

    def _text(self, value: Any, column: int) -> str:
        if column in (0, 3):
            return str(value)
        if is_missing(value):
            return self.tr("missing") if column == 1 else self._after_nothing(value)
        text = cell_text(value)
        lead, tail = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
        sign = "−" if column == 1 else "+"
        return f"{sign} {'␣' * lead}{text.strip(' ')}{'␣' * tail if text.strip(' ') else ''}"

    def _after_nothing(self, value: Any) -> str:
        return self.tr("removed") if value is None else self.tr("missing")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The four headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical or not self._headers:
            return None
        return self._headers[section]
