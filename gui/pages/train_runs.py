"""The runs table of the Train page: rows painted, one tab stop, Space shows or hides a run in the chart."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from gui.models.run_sorting import best_way, other_way
from gui.models.runs import RunColumn, RunRole, RunsModel
from gui.pages.train_rows import QuietHeader
from gui.pages.train_run_cells import GAP_PX, RunDelegate
from gui.theme import Theme, sizes

WIDTHS = {
    RunColumn.SWATCH: 62,
    RunColumn.RUN: 126,
    RunColumn.NETWORK: 160,
    RunColumn.LOSS: 116,
    RunColumn.FIRST: 98,
    RunColumn.SECOND: 76,
    RunColumn.BEST_EPOCH: 88,
    RunColumn.TIME: 60,
    RunColumn.STATUS: 124,
}
GROWS = (RunColumn.RUN, RunColumn.NETWORK, RunColumn.LOSS)
ARROW_PX = 12


class RunsView(QTreeView):
    """The table. `run_chosen` tells the number of the row a person went to, `run_opened` that they want to see it,
    `menu_wanted` where they asked for what can be done with it, `remove_wanted` that they pressed Del."""

    run_chosen = Signal(int)
    run_opened = Signal(int)
    remove_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, theme: Theme, model: RunsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runs = model
        self.setAccessibleName(self.tr("Runs"))
        self.setModel(model)
        self.setItemDelegate(RunDelegate(theme, self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setIndentation(0)
        self.setHeader(RunsHeader(theme, model, self))
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        theme.changed.connect(self._on_theme)

    def rename(self, number: int) -> None:
        """Let a person type another name for a run."""
        self.edit(self._runs.index(self._runs.row_of(number), RunColumn.RUN))

    def choose(self, number: int | None) -> None:
        """Make a run the current row without telling it as a choice."""
        row = -1 if number is None else self._runs.row_of(number)
        blocked = self.blockSignals(True)
        if row < 0:
            self.clearSelection()
        elif self.currentIndex().row() != row or not self.selectionModel().hasSelection():
            self.setCurrentIndex(self._runs.index(row, RunColumn.RUN))
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows or hides the current run in the chart, Enter opens it, F2 renames it, Del removes it."""
        run = self._runs.run_at(self.currentIndex().row())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if run is None or not plain or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self._runs.toggle(run.number)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run_opened.emit(run.number)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(run.number)
        elif event.key() == Qt.Key.Key_F2:
            self.rename(run.number)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the run, by the right button or the menu key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        run = self._runs.run_at(index.row()) if index.isValid() else None
        if run is not None:
            at = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(run.number, self.viewport().mapToGlobal(at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over the swatches, which are switches."""
        index = self.indexAt(event.position().toPoint())
        over = index.isValid() and index.column() == RunColumn.SWATCH and index.data(RunRole.NUMBER) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what room there is among the columns that can use it."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        room = self.viewport().width() - sum(WIDTHS.values())
        extra = max(0, room) // len(GROWS)
        missing = max(0, -room)
        for column, width in WIDTHS.items():
            given = width + (extra if column in GROWS else 0)
            if column is RunColumn.NETWORK:
                given = max(60, given - missing)
            self.setColumnWidth(column, given)

    def _on_clicked(self, index: QModelIndex) -> None:
        number = index.data(RunRole.NUMBER)
        if index.column() == RunColumn.SWATCH and number is not None and not index.data(RunRole.WAITS):
            self._runs.toggle(number)

    def _on_opened(self, index: QModelIndex) -> None:
        number = index.data(RunRole.NUMBER)
        if number is not None and index.column() != RunColumn.SWATCH:
            self.run_opened.emit(number)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        run = self._runs.run_at(index.row()) if index.isValid() else None
        if run is not None:
            self.run_chosen.emit(run.number)

    def _on_theme(self) -> None:
        self.viewport().update()
        self.header().viewport().update()


class RunsHeader(QuietHeader):
    """Column heads in small grey words. A click sorts: best first, then the other way round, then newest first
    again."""

    def __init__(self, theme: Theme, model: RunsModel, parent: QWidget) -> None:
        super().__init__(theme, parent, 28)
        self._runs = model
        self.setSectionsClickable(True)
        self.sectionClicked.connect(self._on_clicked)

    def paint_words(self, painter: QPainter, box: QRectF, section: int) -> None:
        """One head, with an arrow where the runs are sorted by it."""
        order = self._runs.order
        arrow = order is not None and order[0] == section
        font = self.theme.font(sizes.SMALL, 600 if arrow else 500)
        painter.setFont(font)
        painter.setPen(self.theme.colour("text" if arrow else "text2"))
        align = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        words = self.model().headerData(section, Qt.Orientation.Horizontal) or ""
        inside = box.adjusted(GAP_PX, 0, 0, 0) if section == RunColumn.STATUS else box.adjusted(0, 0, -GAP_PX, 0)
        painter.drawText(inside, align, words)
        if arrow and order is not None:
            icon = "arrow-up" if order[1] == Qt.SortOrder.AscendingOrder else "arrow-down"
            wide = QFontMetricsF(font).horizontalAdvance(words)
            right = align & int(Qt.AlignmentFlag.AlignRight)
            x = inside.right() - wide - ARROW_PX - 2 if right else inside.left() + wide + 2
            self.theme.draw_icon(painter, icon, "text2", x, box.center().y() - ARROW_PX / 2, ARROW_PX)

    def _on_clicked(self, section: int) -> None:
        if section in (RunColumn.SWATCH, RunColumn.STATUS):
            return
        best, order = best_way(RunColumn(section), self._runs.task), self._runs.order
        if order is None or order[0] != section:
            self._runs.sort(section, best)
        elif order[1] == best:
            self._runs.sort(section, other_way(best))
        else:
            self._runs.sort(-1)
        self.viewport().update()
