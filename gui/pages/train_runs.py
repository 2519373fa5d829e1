"""The runs table of the Train page: rows painted, one tab stop, Space shows or hides a run in the chart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gui.models.run_sorting import best_way, other_way
from gui.models.runs import RunColumn, RunRole, RunsModel
from gui.theme import Theme, sizes
from gui.widgets import TextField

Index = QModelIndex | QPersistentModelIndex
SWATCH_PX, SPARK_PX, SPARK_POINTS = 18, 96, 60
WIDTHS = {
    RunColumn.SWATCH: 62,
    RunColumn.RUN: 126,
    RunColumn.NETWORK: 160,
    RunColumn.LOSS: 116,
    RunColumn.FIRST: 104,
    RunColumn.SECOND: 84,
    RunColumn.BEST_EPOCH: 92,
    RunColumn.TIME: 66,
    RunColumn.STATUS: 118,
}
GROWS = (RunColumn.RUN, RunColumn.NETWORK, RunColumn.LOSS)
GAP_PX, ARROW_PX, FOCUS_PX, MOST_LETTERS = 12, 12, 3, 60


class RunDelegate(QStyledItemDelegate):
    """Paints one cell; every picture has its value in words beside it."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """A run's row."""
        return QSize(60, sizes.RUN_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, and what the column holds."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, colour = QRectF(option.rect), self._theme.colour
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("select"))
            if index.column() == RunColumn.SWATCH and self._view.hasFocus():
                painter.fillRect(QRectF(rect.x(), rect.y(), FOCUS_PX, rect.height() - 1), colour("accent"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), colour("line"))
        column = RunColumn(index.column())
        if column is RunColumn.SWATCH:
            self._paint_swatch(painter, rect, index)
        elif column is RunColumn.LOSS:
            self._paint_sparkline(painter, rect, index)
        elif column is RunColumn.STATUS:
            self._paint_status(painter, rect, index)
        else:
            self._paint_words(painter, rect, index, column)
        painter.restore()

    # renaming in place

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for the run's name."""
        name = self.tr("Name of run {number}").format(number=index.data(RunRole.NUMBER))
        field = TextField(self._theme, name, parent=parent)
        field.setMaxLength(MOST_LETTERS)
        field.setFixedHeight(sizes.CONTROL_SMALL)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The name as it is; news of a run that trains don't touch what is being typed."""
        if isinstance(editor, TextField) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the new name over."""
        if isinstance(editor, TextField):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """In the middle of the cell."""
        top = option.rect.y() + (option.rect.height() - sizes.CONTROL_SMALL) // 2
        editor.setGeometry(option.rect.x() - 4, top, option.rect.width() - 4, sizes.CONTROL_SMALL)

    # painting

    def _paint_swatch(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        if index.data(RunRole.NUMBER) is None or index.data(RunRole.WAITS):
            return
        left, middle = rect.x() + sizes.PAGE_MARGIN, rect.center().y()
        if index.data(RunRole.SHOWN):
            painter.setPen(QPen(self._theme.series(index.data(RunRole.SERIES)), 2.5))
            painter.drawLine(QPointF(left, middle), QPointF(left + SWATCH_PX, middle))
        else:
            self._paint_icon(painter, "eye-off", "text3", left + 1, middle - 8, sizes.ICON)

    def _paint_icon(self, painter: QPainter, name: str, tone: str, x: float, y: float, size: int) -> None:
        """As a picture that the theme keeps: the table is painted ten times a second while a run trains."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(QPointF(x, y), self._theme.pixmap(name, tone, size, ratio))

    def _paint_sparkline(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        losses = index.data(RunRole.LOSSES)
        if losses is None or len(losses) < 2:
            return
        series = index.data(RunRole.SERIES) if index.data(RunRole.SHOWN) else None
        box = QRectF(rect.x(), rect.y() + 8, min(SPARK_PX, rect.width() - GAP_PX), rect.height() - 16)
        line = sparkline(losses, box)
        if not line:
            return
        painter.setPen(QPen(self._theme.series(series), 1.4))
        painter.drawPolyline(QPolygonF(line))
        best = index.data(RunRole.BEST_AT)
        if best is not None:
            at = round(best * (len(line) - 1) / (len(losses) - 1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.series(series))
            painter.drawEllipse(line[at], 2.4, 2.4)

    def _paint_status(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        icon, tone = index.data(RunRole.ICON), index.data(RunRole.TONE)
        if not icon:
            return
        self._paint_icon(painter, icon, tone, rect.x(), rect.center().y() - 7, 14)
        painter.setFont(self._theme.font(sizes.SMALL, 500))
        painter.setPen(self._theme.colour(tone))
        inside = rect.adjusted(20, 0, -4, 0)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), index.data())

    def _paint_words(self, painter: QPainter, rect: QRectF, index: Index, column: RunColumn) -> None:
        baseline = index.data(RunRole.NUMBER) is None
        bold = index.data(RunRole.STRONG) or (column is RunColumn.RUN)
        font = self._theme.font(sizes.SMALL, 600 if index.data(RunRole.STRONG) else 500 if bold else 400)
        quiet = column is RunColumn.NETWORK or column is RunColumn.BEST_EPOCH or column is RunColumn.TIME
        painter.setFont(font)
        painter.setPen(self._theme.colour("text2" if quiet or index.data(RunRole.WAITS) else "text"))
        inside = rect.adjusted(0, 0, -GAP_PX, 0)
        if column is RunColumn.RUN and baseline:  # its name may run on: there's nothing but a word beside it
            inside = rect.adjusted(0, 0, 20, 0)
        text = QFontMetricsF(font).elidedText(index.data() or "", Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, index.data(Qt.ItemDataRole.TextAlignmentRole), text)


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


class RunsHeader(QHeaderView):
    """Column heads in small grey words, without boxes. A click sorts: best first, then the other way round, then newest
    first again."""

    def __init__(self, theme: Theme, model: RunsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._runs = model
        self.setFixedHeight(28)
        self.setMinimumSectionSize(24)
        self.setStretchLastSection(True)
        self.setSectionsMovable(False)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.sectionClicked.connect(self._on_clicked)

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        """One head, with an arrow where the runs are sorted by it."""
        box = QRectF(rect)  # type: ignore[call-overload]
        order = self._runs.order
        arrow = order is not None and order[0] == section
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, self._theme.colour("canvas"))
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), self._theme.colour("line"))
        font = self._theme.font(sizes.SMALL, 600 if arrow else 500)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text" if arrow else "text2"))
        align = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        words = self.model().headerData(section, Qt.Orientation.Horizontal) or ""
        inside = box.adjusted(0, 0, -GAP_PX if section != RunColumn.STATUS else 0, 0)
        painter.drawText(inside, align, words)
        if arrow and order is not None:
            icon = "arrow-up" if order[1] == Qt.SortOrder.AscendingOrder else "arrow-down"
            wide = QFontMetricsF(font).horizontalAdvance(words)
            right = align & int(Qt.AlignmentFlag.AlignRight)
            x = inside.right() - wide - ARROW_PX - 2 if right else inside.left() + wide + 2
            self._theme.draw_icon(painter, icon, "text2", x, box.center().y() - ARROW_PX / 2, ARROW_PX)
        painter.restore()

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


def sparkline(losses: NDArray[np.float64], box: QRectF) -> list[QPointF]:
    """A run's losses as the points of a small line, on a logarithmic scale so that late epochs can be told apart."""
    finite = np.where(np.isfinite(losses) & (losses > 0), losses, np.nan)
    chosen = np.linspace(0, len(finite) - 1, min(len(finite), SPARK_POINTS)).round().astype(int)
    heights = np.log10(finite[chosen])
    known = np.isfinite(heights)
    if known.sum() < 2:
        return []
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    scaled = (heights - low) / (high - low) if high > low else np.full(len(heights), 0.5)
    xs = box.left() + np.linspace(0, box.width(), len(heights))
    ys = box.bottom() - scaled * box.height()
    last = float(ys[known][0])
    points = []
    for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
        last = y if np.isfinite(y) else last
        points.append(QPointF(x, last))
    return points
