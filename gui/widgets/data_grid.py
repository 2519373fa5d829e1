"""The table view of every grid: 28 px rows, hairlines, quiet head, one tab stop, copy to the clipboard.

It paints its own cells, and scrolls by pixel, so that only the strip that comes into view is painted.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.models.blocks import block_of
from gui.theme import Theme, sizes
from gui.widgets.cell_painter import CellPainter, Part
from gui.widgets.grid_copy import copied
from gui.widgets.painting import KeyboardRing, dirty_rects
from gui.widgets.row_header import RowHeader
from gui.widgets.surfaces import Surface

Index = QModelIndex | QPersistentModelIndex


class DataGrid(KeyboardRing, QTableView):
    """Give it a model. Cells are painted by `CellPainter` (states by `gui.models.cells.CellRole.STATE`).

    copied(rows, all_rows): cells were put on the clipboard, all_rows being those that were selected.
    All rows are equally high. `chosen_column`: a column with half the selection's ground, as the chosen one has it.
    """

    copied = Signal(int, int)

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        row_height: int = sizes.GRID_ROW,
        whole_rows: bool = False,
        row_numbers: bool = True,
        column_lines: bool = True,
        plain_head: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.chosen_column: int | None = None
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
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, items = QAbstractItemView.SelectionBehavior.SelectRows, QAbstractItemView.SelectionBehavior.SelectItems
        self.setSelectionBehavior(rows if whole_rows else items)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setCornerWidget(Surface(theme, "canvas"))
        self._cells = CellPainter(theme, column_lines=column_lines, parent=self)
        self._whole_rows = whole_rows
        self.setVerticalHeader(RowHeader(theme, self))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what scrolls is moved, not painted anew
        self._dress_heads(row_height, row_numbers)
        if plain_head:
            self.horizontalHeader().setProperty("plain", True)
        theme.changed.connect(self.viewport().update)

    def _dress_heads(self, row_height: int, row_numbers: bool) -> None:
        side, top = self.verticalHeader(), self.horizontalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(row_height)
        side.setDefaultSectionSize(row_height)
        side.setVisible(row_numbers)
        top.setFont(self.theme.font(sizes.SMALL, 500))
        top.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        top.setHighlightSections(False)
        top.setFixedHeight(sizes.CONTROL)
        top.setMinimumSectionSize(48)
        top.setDefaultSectionSize(112)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only what has come into view."""
        painter = QPainter(self.viewport())
        ground, ring = self.theme.colour("canvas"), self._ring()
        for dirty in dirty_rects(event):
            painter.setClipRect(dirty)
            painter.fillRect(dirty, ground)
            part = self._part(dirty)
            if part is not None:
                model = self.model()
                blocks = [block_of(model, column, part.first, part.end) for column, _, _ in part.columns]
                self._cells.paint(painter, part, blocks)
            if ring.intersects(dirty):
                self._cells.paint_ring(painter, ring)
        painter.end()

    def _part(self, dirty: QRect) -> Part | None:
        """The rows and columns in a rectangle of the viewport; None when it is beside the table."""
        side, top, model = self.verticalHeader(), self.horizontalHeader(), self.model()
        if model is None or not model.rowCount() or not model.columnCount():
            return None
        first, last = side.visualIndexAt(dirty.top()), side.visualIndexAt(dirty.bottom())
        left, right = top.visualIndexAt(dirty.left()), top.visualIndexAt(dirty.right())
        if first < 0 or left < 0:
            return None
        shown = [top.logicalIndex(at) for at in range(left, (right if right >= 0 else top.count() - 1) + 1)]
        columns = [
            (column, top.sectionViewportPosition(column), top.sectionSize(column))
            for column in shown
            if not top.isSectionHidden(column)
        ]
        end = (last if last >= 0 else model.rowCount() - 1) + 1
        begin, height = side.sectionViewportPosition(first), side.defaultSectionSize()
        tops = [begin + height * at for at in range(end - first)]
        return Part(first, tops, height, columns, self._selected(), self.chosen_column)

    def _selected(self) -> list[QRect]:
        ranges = list(self.selectionModel().selection())  # type: ignore[call-overload]
        return [QRect(r.left(), r.top(), r.width(), r.height()) for r in ranges]

    def _ring(self) -> QRect:
        """Where the current cell's ring is, or the current row's where whole rows are chosen and the keyboard is here;
        nowhere without the focus."""
        index = self.currentIndex()
        if not index.isValid() or not self.hasFocus() or (self._whole_rows and not self.ring_shown):
            return QRect()
        return self._ring_at(index)

    def _ring_at(self, index: Index) -> QRect:
        """One pixel beyond the cell, or the row."""
        rect = self.visualRect(index).adjusted(0, -1, 0, 0)
        if self._whole_rows:
            rect.setLeft(0)
            rect.setRight(min(self.viewport().width(), self.horizontalHeader().length()) - 1)
        return rect

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The ring goes one pixel beyond its cell."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self._ring_at(index))

    # keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab, be at a cell."""
        super().focusInEvent(event)
        model = self.model()
        if model is not None and not self.currentIndex().isValid() and model.rowCount() and model.columnCount():
            self.setCurrentIndex(model.index(0, 0))
        self.viewport().update(self._ring_at(self.currentIndex()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.viewport().update(self._ring_at(self.currentIndex()))

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
        """Put the selected cells on the clipboard, as spreadsheets want them."""
        taken = copied(self)
        if taken.text:
            QGuiApplication.clipboard().setText(taken.text)
            self.copied.emit(taken.rows, taken.all_rows)

    def _go(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
