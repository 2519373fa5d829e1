"""The ticked runs side by side, in the place of the runs table, under the chart that draws them together.

Why (2026-11-25): the chart above draws just these runs already. A page or a dialog of its own would have to draw them
a second time and hide what a person was looking at.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gui.models.run_comparison import ComparisonModel, ComparisonRole
from gui.theme import Theme, sizes

Index = QModelIndex | QPersistentModelIndex
NAMES_PX, LEAST_PX, MOST_PX, ROW_PX, SWATCH_PX, FOCUS_PX = 208, 96, 220, 28, 18, 3


class FactDelegate(QStyledItemDelegate):
    """A fact: quiet names, the best of a row in bold, heads of sections in bold."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """A line."""
        return QSize(60, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, words."""
        painter.save()
        rect, theme = QRectF(option.rect), self._theme
        section, strong = index.data(ComparisonRole.SECTION), index.data(ComparisonRole.STRONG)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("select"))
            if index.column() == 0 and self._view.hasFocus():
                painter.fillRect(QRectF(rect.x(), rect.y(), FOCUS_PX, rect.height() - 1), theme.colour("accent"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        font = theme.font(sizes.SMALL, 600 if section or strong else 400)
        painter.setFont(font)
        painter.setPen(theme.colour("text2" if index.column() == 0 and not section else "text"))
        left = sizes.PAGE_MARGIN if index.column() == 0 else 0
        inside = rect.adjusted(left, 0, 0 if section else -sizes.S, 0)
        words = index.data() or ""
        if not section:
            words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, index.data(Qt.ItemDataRole.TextAlignmentRole), words)
        painter.restore()


class RunsCompared(QTreeView):
    """Facts by runs; arrows move, nothing can be changed."""

    def __init__(self, theme: Theme, model: ComparisonModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(self.tr("Runs side by side"))
        self.setModel(model)
        self.setItemDelegate(FactDelegate(theme, self))
        self.setHeader(ComparedHeader(theme, self))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        model.modelReset.connect(self._on_reset)
        theme.changed.connect(self._on_theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the runs."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        runs = self.model().columnCount() - 1
        if runs < 1:
            return
        room = (self.viewport().width() - NAMES_PX) // runs
        self.setColumnWidth(0, NAMES_PX)
        for column in range(1, runs + 1):
            self.setColumnWidth(column, max(LEAST_PX, min(room, MOST_PX)))

    def _on_reset(self) -> None:
        for row in range(self.model().rowCount()):
            section = self.model().index(row, 0).data(ComparisonRole.SECTION)
            self.setFirstColumnSpanned(row, QModelIndex(), bool(section))
        self._fit()
        self.setCurrentIndex(self.model().index(1, 0))

    def _on_theme(self) -> None:
        self.viewport().update()
        self.header().viewport().update()


class ComparedHeader(QHeaderView):
    """Each run with its line as the chart draws it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setFixedHeight(32)
        self.setMinimumSectionSize(24)
        self.setStretchLastSection(True)
        self.setSectionsMovable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        """A swatch and the run's name."""
        box, theme = QRectF(rect), self._theme  # type: ignore[call-overload]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, theme.colour("canvas"))
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.colour("line"))
        words = self.model().headerData(section, Qt.Orientation.Horizontal) or ""
        if words:
            series = self.model().headerData(section, Qt.Orientation.Horizontal, ComparisonRole.SERIES)
            painter.setPen(QPen(theme.series(series), 2.5))
            middle = box.center().y()
            painter.drawLine(QPointF(box.x(), middle), QPointF(box.x() + SWATCH_PX, middle))
            inside = box.adjusted(SWATCH_PX + 8, 0, -sizes.S, 0)
            font = theme.font(sizes.SMALL, 600)
            painter.setFont(font)
            painter.setPen(theme.colour("text"))
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()
