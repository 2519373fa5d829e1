"""The grid of the Data page: columns with their profiles as head, any number of rows, sorted as the person asks."""

from __future__ import annotations

import time

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gui.models.table import TableModel
from gui.theme import Theme, sizes
from gui.widgets import Button, Label, tight
from gui.widgets.column_header import HEIGHT, ColumnHeader
from gui.widgets.data_grid import DataGrid
from gui.widgets.menus import keep_within
from gui.widgets.spare_room import SpareRoom

MEASURED_ROWS = 40
LONGEST, MOST_LETTERS = 4, 60  # only so many of the longest texts are measured, and so much of each
FIT_S = 0.006
MOST_CONDITION = 60  # letters
SIDE_PAD = 22
WHOLE = {
    Qt.KeyboardModifier.ControlModifier: QItemSelectionModel.SelectionFlag.Columns,
    Qt.KeyboardModifier.ShiftModifier: QItemSelectionModel.SelectionFlag.Rows,
}


class NoRows(QWidget):
    """Says that the filter leaves none, with the way back."""

    all_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        button = Button(theme, self.tr("Show all rows"), size="small")
        button.clicked.connect(self.all_asked)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = tight(QVBoxLayout(self), 0, sizes.S)
        self._words = Label(theme, "", tone="text2")
        column.addWidget(self._words, 0, centre)
        column.addWidget(button, 0, centre)
        self.hide()

    def show_for(self, condition: str) -> None:
        """Of which condition that is said: above may stand another one already, that can't be understood."""
        short = condition if len(condition) <= MOST_CONDITION else condition[: MOST_CONDITION - 1] + "…"
        self._words.setText(self.tr("No row fits “{condition}”").format(condition=short))
        self.show()


class ProfiledGrid(DataGrid):
    """A `DataGrid` over a `TableModel`. It sorts nothing itself: `sort_asked(column, order)` says what is wanted.

    asks: whether its heads offer to sort and have a menu; rows that are only shown for now are as they are.
    """

    column_chosen = Signal(int)
    sort_asked = Signal(int, object)  # column or -1, Qt.SortOrder
    use_asked = Signal(int, str)  # column, "input" | "target" | "ignore"
    _holds_sight = False  # Qt asks for geometries while it is being made

    def __init__(
        self, theme: Theme, name: str, model: TableModel, *, asks: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, parent=parent)
        self._model, self._asks = model, asks
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self.head = ColumnHeader(theme, self, sortable=asks)
        self.setHorizontalHeader(self.head)
        self._spare = SpareRoom(self.head)
        self.setModel(model)
        self._corner = Label(theme, self.tr("Row"), px=sizes.TINY, weight=500, tone="text3", parent=self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.no_rows = NoRows(theme, self.viewport())
        self._next_fit = 0
        self._fitting = QTimer(self)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._fit_some)
        self.head.chosen.connect(self._on_head_chosen)
        self.head.sort_asked.connect(self._on_sort_zone)
        self.head.menu_asked.connect(self._open_menu)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.horizontalScrollBar().actionTriggered.connect(self._on_scrolled)  # by a person, not by setValue
        model.heads_updated.connect(self._on_heads_updated)

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column that sorts (-1: file order) and the direction."""
        return self._sorted

    def set_sorted(self, column: int, order: Qt.SortOrder) -> None:
        """Show that rows are sorted so."""
        self._sorted = (column, order)
        self.head.set_sorted(column, order)

    def choose_column(self, column: int) -> None:
        """Make a column the current one; the row stays."""
        if not 0 <= column < self._model.columnCount() or not self._model.rowCount():
            return
        row = max(self.currentIndex().row(), 0) if self.currentIndex().isValid() else max(self.rowAt(0), 0)
        self.setCurrentIndex(self._model.index(row, column))
        self._mark(column)
        self._holds_sight = True
        self._bring_into_sight()

    def fit_columns(self) -> None:
        """Widths by heads and first cells; the side as wide as the largest row number.

        At once as far as one sees, then some columns at a time: a table may have thousands.
        """
        self._next_fit = 0
        self._spare.forget()
        self._fit_some(seen_only=True)
        self._fitting.start()
        table = self._model.table
        largest = f"{int(table.source_rows[-1]):,}" if table is not None and table.rows else ""
        side = QFontMetrics(self.theme.font(sizes.TINY)).horizontalAdvance(largest) + SIDE_PAD
        self.verticalHeader().setFixedWidth(max(side, sizes.HUGE))
        self._place_corner()

    def _fit_some(self, seen_only: bool = False) -> None:
        metrics, rows = QFontMetrics(self.theme.font(sizes.SMALL)), min(self._model.rowCount(), MEASURED_ROWS)
        count, end_s, filled = self._model.columnCount(), time.perf_counter() + FIT_S, 0
        while self._next_fit < count:
            column = self._next_fit
            texts = sorted(set(self._model.block(column, 0, rows).texts), key=len)[-LONGEST:] if rows else []
            widest = max((metrics.horizontalAdvance(text[:MOST_LETTERS]) for text in texts), default=0)
            needed = self.head.fitting_width(column, widest)
            self.head.resizeSection(column, needed)
            self._spare.needs(column, needed)
            self._next_fit += 1
            filled += self.head.sectionSize(column)
            if filled > self.viewport().width() if seen_only else time.perf_counter() > end_s:
                return
        self._fitting.stop()
        self._spare.share(self.viewport().width())

    def updateGeometries(self) -> None:
        """Columns to the left get their widths, the window narrows: the chosen column stays in sight."""
        super().updateGeometries()
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """Sideways only, until a person scrolls that way or draws a width."""
        column = self.chosen_column
        if not self._holds_sight or column is None or self._spare.drawn or self.head.isSectionHidden(column):
            return
        bar, left = self.horizontalScrollBar(), self.head.sectionViewportPosition(column)
        beyond = left + self.head.sectionSize(column) - self.viewport().width()
        more = min(left, max(beyond, 0)) if left >= 0 else left  # its beginning before its end
        if more:
            bar.setValue(bar.value() + more)

    def _on_scrolled(self) -> None:
        self._holds_sight = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words in the corner and in the middle keep their places."""
        super().resizeEvent(event)
        self._place_corner()
        if not self._fitting.isActive():
            self._spare.share(self.viewport().width())
        self.no_rows.setGeometry(0, sizes.XXL, self.viewport().width(), self.no_rows.sizeHint().height())

    def _place_corner(self) -> None:
        width = self.verticalHeader().width()
        self._corner.setGeometry(0, HEIGHT - 26, max(width - 9, 0), 20)
        self._corner.setVisible(self._model.columnCount() > 0)

    def _mark(self, column: int) -> None:
        if column != self.chosen_column:
            self.chosen_column = column
            self.head.set_chosen(column)
            self.viewport().update()

    def _on_current(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._mark(index.column())
            self.column_chosen.emit(index.column())

    def _on_heads_updated(self, columns: list[int]) -> None:
        """A head may need more room now that more is said in it; it never gets less under a person's eyes."""
        for column in columns:
            wanted = self.head.fitting_width(column, 0)
            if wanted > self.head.sectionSize(column):
                self.head.resizeSection(column, wanted)
                self._spare.needs(column, wanted)
        self.head.update_sections(*columns)

    def _on_head_chosen(self, column: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose_column(column)

    def _on_sort_zone(self, column: int) -> None:
        """Rising, falling, file order."""
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if self._sorted == (column, rising):
            self.sort_asked.emit(column, falling)
        elif self._sorted == (column, falling):
            self.sort_asked.emit(-1, rising)
        else:
            self.sort_asked.emit(column, rising)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in spreadsheets: Ctrl Space selects the column, Shift Space the row, Alt Down opens the column's menu."""
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Space and held in WHOLE:
            new = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(self.currentIndex(), new | WHOLE[held])
        elif key == Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier:
            self._open_menu_below()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key opens the menu of the current column, a click on a cell that of its column."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._open_menu_below()
        elif self.columnAt(event.pos().x()) >= 0:
            self._open_menu(self.columnAt(event.pos().x()), event.globalPos())

    def _open_menu_below(self) -> None:
        """Below the head of the current column."""
        column = self.currentIndex().column()
        if column >= 0:
            self.scrollTo(self.currentIndex())
            left = max(self.head.sectionViewportPosition(column), 0)
            self._open_menu(column, self.viewport().mapToGlobal(QPoint(left, 0)))

    def _open_menu(self, column: int, where: QPoint) -> None:
        if self._asks:
            self.choose_column(column)
            menu = self.column_menu(column)
            keep_within(menu, self)
            menu.popup(where)

    def column_menu(self, column: int) -> QMenu:
        """What can be done with a column."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = self._model.heads[column] if column < len(self._model.heads) else None
        for words, icon, order in (
            (self.tr("Sort from small to large"), "arrow-up", Qt.SortOrder.AscendingOrder),
            (self.tr("Sort from large to small"), "arrow-down", Qt.SortOrder.DescendingOrder),
        ):
            action = menu.addAction(self.theme.icon(icon), words)
            action.triggered.connect(lambda _=False, o=order: self.sort_asked.emit(column, o))
        unsorted = menu.addAction(self.tr("File order"))
        unsorted.setEnabled(self._sorted[0] >= 0)
        unsorted.triggered.connect(lambda: self.sort_asked.emit(-1, Qt.SortOrder.AscendingOrder))
        menu.addSeparator()
        if head is None or not head.is_target:
            target = menu.addAction(self.theme.icon("target"), self.tr("Use as target"))
            target.triggered.connect(lambda: self.use_asked.emit(column, "target"))
        ignored = head is not None and head.is_ignored
        words = self.tr("Use this column") if ignored else self.tr("Ignore this column")
        use = menu.addAction(self.theme.icon("eye" if ignored else "eye-off"), words)
        use.triggered.connect(lambda: self.use_asked.emit(column, "input" if ignored else "ignore"))
        return menu
