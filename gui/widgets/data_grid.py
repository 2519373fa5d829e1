"""The table view of every grid: 28 px rows, hairlines, quiet head, one tab stop, copy to the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.theme import Theme, sizes
from gui.widgets.cell_delegate import CellDelegate
from gui.widgets.surfaces import Surface

MOST_COPIED = 200_000  # cells; more would freeze both us and the program that pastes


class DataGrid(QTableView):
    """Give it a model. Cells are painted by `CellDelegate` (states by `gui.models.cells.CellRole.STATE`)."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        row_height: int = sizes.GRID_ROW,
        whole_rows: bool = False,
        row_numbers: bool = True,
        column_lines: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setFont(theme.font(sizes.SMALL))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        rows, items = QAbstractItemView.SelectionBehavior.SelectRows, QAbstractItemView.SelectionBehavior.SelectItems
        self.setSelectionBehavior(rows if whole_rows else items)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setCornerWidget(Surface(theme, "canvas"))
        self.delegate = CellDelegate(theme, column_lines=column_lines, parent=self)
        self.setItemDelegate(self.delegate)
        self._dress_heads(row_height, row_numbers)
        theme.changed.connect(self.viewport().update)

    def _dress_heads(self, row_height: int, row_numbers: bool) -> None:
        side, top = self.verticalHeader(), self.horizontalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(row_height)
        side.setDefaultSectionSize(row_height)
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        side.setFont(self.theme.font(sizes.TINY))
        side.setVisible(row_numbers)
        side.setHighlightSections(False)
        top.setFont(self.theme.font(sizes.SMALL, 500))
        top.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        top.setHighlightSections(False)
        top.setFixedHeight(sizes.CONTROL)
        top.setMinimumSectionSize(48)
        top.setDefaultSectionSize(112)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab, be at a cell."""
        super().focusInEvent(event)
        model = self.model()
        if model is not None and not self.currentIndex().isValid() and model.rowCount() and model.columnCount():
            self.setCurrentIndex(model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy copies; Ctrl+Home and Ctrl+End go to the corners."""
        model = self.model()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif model is not None and event.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
            self._go(model.index(0, 0))
        elif model is not None and event.matches(QKeySequence.StandardKey.MoveToEndOfDocument):
            self._go(model.index(model.rowCount() - 1, model.columnCount() - 1))
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected cells on the clipboard, tabs between columns, as spreadsheets want it."""
        text = self.selection_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def selection_text(self) -> str:
        """The selected cells as tab-separated lines; the head comes first when more than one cell is selected."""
        chosen = self.selectionModel().selectedIndexes() if self.selectionModel() else []
        chosen = [index for index in chosen if not self.isColumnHidden(index.column())][:MOST_COPIED]
        if not chosen:
            return ""
        cells = {(index.row(), index.column()): str(index.data() or "") for index in chosen}
        rows = sorted({row for row, _ in cells})
        columns = sorted({column for _, column in cells})
        lines = ["\t".join(cells.get((row, column), "") for column in columns) for row in rows]
        if len(cells) > 1:
            lines.insert(0, "\t".join(self._head(column) for column in columns))
        return "\n".join(lines)

    def _head(self, column: int) -> str:
        return str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")

    def _go(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
