"""The test rows behind a cell, a bar, a point or a group: a list that can be sorted, copied and written to a file.

It takes the place of the charts, and Esc brings them back: rows need the whole width, and what one wants to know of a
mark is in its rows, not beside them.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.flow.rows import RowsFound
from gui.models.judged_rows import JudgedRowsModel
from gui.models.words import count
from gui.theme import Theme, sizes
from gui.widgets import Button, Line, SectionHead, tight
from gui.widgets.column_widths import ColumnWidths
from gui.widgets.data_grid import DataGrid
from gui.widgets.grid_copy import MOST_COPIED
from gui.widgets.list_header import ListHeader
from gui.widgets.spare_room import SpareRoom

Index = QModelIndex | QPersistentModelIndex
RISING, FALLING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
MEASURED_ROWS, LEAST_PX, MOST_PX, PAD_PX, ARROW_PX = 40, 72, 280, 24, 18
SIDE_PAD = 22


class RowsPanel(QWidget):
    """`left()`: back to the charts. `sort_wanted(column, order)`, column −1 for the worst first; `export_wanted()`."""

    left = Signal()
    sort_wanted = Signal(int, object)
    export_wanted = Signal()
    copy_refused = Signal()  # there are too many rows for a clipboard

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.model = JudgedRowsModel(self)
        self._sorted: tuple[int, Qt.SortOrder] = (-1, RISING)
        self.back = Button(theme, self.tr("Back to the charts"), icon="arrow-left", keys="Esc", size="small")
        self.back.clicked.connect(self.left)
        self.head = SectionHead(theme, "")
        self.copy = Button(theme, self.tr("Copy"), icon="copy", size="small")
        self.copy.setToolTip(self.tr("Copy the selected rows, or all when none is selected"))
        self.copy.clicked.connect(self._on_copy)
        self.export = Button(theme, self.tr("Export rows…"), icon="download", size="small")
        self.export.clicked.connect(self.export_wanted)
        for button in (self.copy, self.export):
            self.head.add_action(button)
        self.grid = self._make_grid(theme)
        self.setAccessibleName(self.tr("Rows"))
        row = tight(QHBoxLayout(), 0, sizes.M)
        row.setContentsMargins(sizes.PAGE_MARGIN, sizes.XS, sizes.PAGE_MARGIN, sizes.XS)
        row.addWidget(self.back)
        row.addWidget(self.head, 1)
        column = tight(QVBoxLayout(self))
        column.addLayout(row)
        column.addWidget(Line(theme))
        column.addWidget(self.grid, 1)

    def show_rows(self, found: RowsFound, title: str, remark: str, positive: str = "") -> None:
        """Show these; the one that is furthest off first."""
        self.model.show_found(found, positive)
        self.head.set_words(title, remark)
        self.grid.setAccessibleName(title)
        self.grid.setAccessibleDescription(remark)
        self.copy.setEnabled(found.table.rows > 0)
        self.export.setEnabled(found.table.rows > 0)
        self._sorted = (-1, RISING)
        self._header.set_sorted(*self._sorted)
        self._fit_columns(found)
        self.grid.scrollToTop()
        self.grid.horizontalScrollBar().setValue(0)

    def show_order(self, order: object) -> None:
        """Show the rows in the order that was asked for; int64 positions, None for the worst first."""
        found = self.model.found
        if found is not None:
            self.model.show_rows(found.worst_first if order is None else order)  # type: ignore[arg-type]
            self._header.set_sorted(*self._sorted)
            self.grid.scrollToTop()

    def clear(self) -> None:
        """Hold no rows any more."""
        self.model.show_found(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _make_grid(self, theme: Theme) -> DataGrid:
        grid = DataGrid(theme, self.tr("Rows"), whole_rows=True)
        self._header = ListHeader(theme, grid)
        self._header.setToolTip(self.tr("Click to sort; a third click brings the worst first again"))
        grid.setHorizontalHeader(self._header)
        grid.setModel(self.model)
        self._header.sectionClicked.connect(self._on_head)
        self._widths, self._spare = ColumnWidths(grid, self._width_of), SpareRoom(self._header)
        grid.horizontalScrollBar().rangeChanged.connect(self._share_room)  # after the widths have asked for more
        return grid

    def _fit_columns(self, found: RowsFound) -> None:
        """Widths by heads and first cells; the side as wide as the largest row number."""
        self._spare.forget()
        self._widths.begin()
        largest = count(int(found.table.source_rows[-1])) if found.table.rows else ""
        side = QFontMetrics(self.theme.font(sizes.TINY)).horizontalAdvance(largest) + SIDE_PAD
        self.grid.verticalHeader().setFixedWidth(max(side, sizes.HUGE))
        self._share_room()

    def _share_room(self) -> None:
        """On a large screen the columns share what is left, once all of them are in sight."""
        if self._widths.all_asked:
            self._spare.share(self.grid.viewport().width())

    def _width_of(self, column: int) -> int:
        cells, heads = QFontMetrics(self.theme.font(sizes.SMALL)), QFontMetrics(self.theme.font(sizes.SMALL, 500))
        rows = range(min(self.model.rowCount(), MEASURED_ROWS))
        widest = max((cells.horizontalAdvance(str(self.model.index(row, column).data())) for row in rows), default=0)
        head = heads.horizontalAdvance(str(self.model.headerData(column, Qt.Orientation.Horizontal)))
        needed = max(LEAST_PX, min(MOST_PX, max(widest, head + ARROW_PX) + PAD_PX))
        self._spare.needs(column, needed)
        return needed

    def _on_head(self, column: int) -> None:
        """Numbers begin with the largest, texts with the first; a third click: the worst first again."""
        number = self.model.rowCount() and self.model.is_number(column)
        first, second = (FALLING, RISING) if number else (RISING, FALLING)
        after = {(column, first): (column, second), (column, second): (-1, RISING)}
        self._sorted = after.get(self._sorted, (column, first))
        self.sort_wanted.emit(*self._sorted)

    def _on_copy(self) -> None:
        cells = self.model.rowCount() * self.model.columnCount()
        if not self.grid.selectionModel().hasSelection():
            if cells > MOST_COPIED:
                self.copy_refused.emit()
                return
            self.grid.selectAll()
        self.grid.copy()
