"""The Data page's list of columns: one line each; the chosen one is in the inspector, Return opens it in the table."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.models.column_list import (
    DISTINCT,
    LEAD,
    MISSING,
    NAME,
    NOTICED,
    RANGE,
    SPREAD,
    TYPE,
    USE,
    ColumnLine,
    ColumnListModel,
)
from gui.theme import Theme, sizes
from gui.widgets.data_grid import DataGrid
from gui.widgets.histogram import paint_bars
from gui.widgets.list_header import ARROW, PAD, ListHeader
from gui.widgets.painting import dirty_rects

ROW = sizes.RUN_ROW + 4
BARS = 48
MOST = {NAME: 150, TYPE: 100, USE: 132, SPREAD: 88, MISSING: 88, DISTINCT: 96, RANGE: 124, NOTICED: 110}
NOTICED_LEAST = 420  # what was noticed is a sentence: the others give way to it
LOOKED_AT = 60  # lines
RISING, FALLING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class ColumnList(DataGrid):
    """`chosen(name)` when a line becomes the current one, `opened(name)` when it is asked for in the table."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.lines = ColumnListModel()
        super().__init__(
            theme,
            "",
            row_height=ROW,
            whole_rows=True,
            row_numbers=False,
            column_lines=False,
            parent=parent,
        )
        self.setAccessibleName(self.tr("Columns of the table"))
        self.lines.setParent(self)
        self.setModel(self.lines)
        self.setSelectionMode(DataGrid.SelectionMode.SingleSelection)
        self._silent = False
        self._sorted: tuple[int, Qt.SortOrder] = (-1, RISING)
        self._drawn = False  # whether a person drew the edge of a column
        self._dress_columns()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_click)

    def _dress_columns(self) -> None:
        self.head = head = ListHeader(self.theme, self, lead=LEAD)
        self.setHorizontalHeader(head)
        for column, width in MOST.items():
            self.setColumnWidth(column, width)
        head.setStretchLastSection(True)
        head.sectionResized.connect(self._on_resized)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.sectionClicked.connect(self._on_head)
        head.setToolTip(self.tr("Click to sort; a third click brings the file’s order back"))

    def show_lines(self, lines: tuple[ColumnLine, ...], name: str) -> None:
        """Show these columns, and choose one of them."""
        self.lines.show_lines(lines)
        self._fit()
        self.choose(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide list has room for every column, in a narrow one each has what its words need."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._drawn:
            return
        others = [column for column in MOST if column != NOTICED]
        wide = self.viewport().width() - sum(MOST[column] for column in others) >= NOTICED_LEAST
        for column in others:
            self.setColumnWidth(column, MOST[column] if wide else min(MOST[column], self._needed(column)))

    def _needed(self, column: int) -> int:
        """What the head and the first lines of a column need."""
        head, cells = QFontMetrics(self.head.font()), QFontMetrics(self.font())
        words = str(self.lines.headerData(column, Qt.Orientation.Horizontal) or "")
        block = self.lines.block(column, 0, min(self.lines.rowCount(), LOOKED_AT))
        widest = max((cells.horizontalAdvance(text) for text in block.texts), default=0) + block.indent
        lead = LEAD if column == NAME else 0
        least = BARS if column == SPREAD else 0
        return max(head.horizontalAdvance(words) + ARROW + 4 + lead, widest, least) + 2 * PAD

    def _on_resized(self, _column: int, old: int, new: int) -> None:
        pressed = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        self._drawn = self._drawn or bool(old and new and pressed)

    def choose(self, name: str) -> None:
        """Make a column the current one, silently."""
        row = self.lines.row_of(name)
        if row is None or row == self.currentIndex().row():
            return
        self._silent = True
        index = self.lines.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        self._silent = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the column in the table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.lines.line(self.currentIndex().row()).head.name)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, then icons and distributions over them."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for dirty in dirty_rects(event):
            painter.setClipRect(dirty)
            part = self._part(dirty)
            for row in range(part.first, part.end) if part is not None else ():
                self._paint_line(painter, self.lines.line(row), row)
        painter.end()

    def _paint_line(self, painter: QPainter, line: ColumnLine, row: int) -> None:
        kind = self.visualRect(self.lines.index(row, TYPE))
        icon = self.theme.pixmap(line.head.icon, "text3", sizes.ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(kind.x() + 10, kind.y() + (kind.height() - sizes.ICON) // 2, icon)
        if line.head.bars:
            cell = self.visualRect(self.lines.index(row, SPREAD))
            area = QRectF(cell).adjusted(10, 7, -16, -8)
            token = self.theme.mixed("canvas", "cn" if line.faded else "c1", 0.4 if line.faded else 0.5)
            paint_bars(painter, area, line.head.bars, token)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._silent:
            self.chosen.emit(self.lines.line(index.row()).head.name)

    def _on_double_click(self, index: QModelIndex) -> None:
        self.opened.emit(self.lines.line(index.row()).head.name)

    def _on_head(self, column: int) -> None:
        """Rising, falling, as the file has it; numbers begin with the largest, since those are looked for."""
        if column == SPREAD:
            return
        first, second = (FALLING, RISING) if column in (MISSING, DISTINCT, NOTICED) else (RISING, FALLING)
        after = {(column, first): (column, second), (column, second): (-1, RISING)}
        self._sorted = after.get(self._sorted, (column, first))
        self.lines.sort(*self._sorted)
        self.head.set_sorted(*self._sorted)
        self.scrollToTop()
