"""The ticked runs side by side, in the place of the runs table, under the chart that draws them together.

Why (2026-11-25): the chart above draws just these runs already. A page or a dialog of its own would have to draw them
a second time and hide what a person was looking at.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from gui.models.run_comparison import ComparisonModel, ComparisonRole
from gui.pages.train_rows import SWATCH_PX, Index, QuietHeader, paint_cut, paint_ground, paint_line
from gui.theme import Theme, sizes

NAMES_PX, LEAST_PX, MOST_PX, ROW_PX = 208, 96, 220, 28


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
        theme = self._theme
        rect = paint_ground(painter, theme, option, focused=index.column() == 0 and self._view.hasFocus())
        section, strong = index.data(ComparisonRole.SECTION), index.data(ComparisonRole.STRONG)
        font = theme.font(sizes.SMALL, 600 if section or strong else 400)
        painter.setPen(theme.colour("text2" if index.column() == 0 and not section else "text"))
        left = sizes.PAGE_MARGIN if index.column() == 0 else 0
        inside = rect.adjusted(left, 0, 0 if section else -sizes.S, 0)
        paint_cut(painter, font, inside, index.data(Qt.ItemDataRole.TextAlignmentRole), index.data() or "")
        painter.restore()


class RunsCompared(QTreeView):
    """Facts by runs; arrows move, nothing can be changed."""

    def __init__(self, theme: Theme, model: ComparisonModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(self.tr("Runs side by side"))
        self.setModel(model)
        self.setItemDelegate(FactDelegate(theme, self))
        self.setHeader(ComparedHeader(theme, self, 32))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        model.modelReset.connect(self._on_reset)
        theme.changed.connect(self._on_theme)

    def needed_height(self) -> int:
        """How high it is with every fact in sight, in pixels."""
        return self.header().minimumHeight() + self.model().rowCount() * ROW_PX

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


class ComparedHeader(QuietHeader):
    """Each run with its line as the chart draws it."""

    def paint_words(self, painter: QPainter, box: QRectF, section: int) -> None:
        """A swatch and the run's name."""
        words = self.model().headerData(section, Qt.Orientation.Horizontal)
        if not words:
            return
        series = self.model().headerData(section, Qt.Orientation.Horizontal, ComparisonRole.SERIES)
        paint_line(painter, self.theme, series, box.x(), box.center().y())
        painter.setPen(self.theme.colour("text"))
        inside = box.adjusted(SWATCH_PX + 8, 0, -sizes.S, 0)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        paint_cut(painter, self.theme.font(sizes.SMALL, 600), inside, align, words)
