"""The cells of the runs table: a run's line, words, sparkline and status painted; its name typed in place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractItemModel, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.models.runs import RunColumn, RunRole
from gui.pages.train_rows import Index, paint_cut, paint_ground, paint_line
from gui.theme import Theme, sizes
from gui.widgets import TextField

SPARK_PX, SPARK_POINTS = 96, 60
LEAST_SPAN = 0.05  # decades from the top to the bottom of a small line: losses that hardly fall look flat
FIGURE_PX = 76  # of the loss beside it, on a large screen
GAP_PX, MOST_LETTERS = 12, 60
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


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
        column = RunColumn(index.column())
        focused = column is RunColumn.SWATCH and self._view.hasFocus()
        rect = paint_ground(painter, self._theme, option, focused=focused)
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
            paint_line(painter, self._theme, index.data(RunRole.SERIES), left, middle)
        else:
            self._paint_icon(painter, "eye-off", "text3", left + 1, middle - 8, sizes.ICON)

    def _paint_icon(self, painter: QPainter, name: str, tone: str, x: float, y: float, size: int) -> None:
        """As a picture that the theme keeps: the table is painted ten times a second while a run trains."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(QPointF(x, y), self._theme.pixmap(name, tone, size, ratio))

    def _paint_sparkline(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        losses = index.data(RunRole.LOSSES)
        if rect.width() >= SPARK_PX + 2 * GAP_PX + FIGURE_PX:
            beside = rect.adjusted(SPARK_PX + GAP_PX, 0, -GAP_PX, 0)
            painter.setPen(self._theme.colour("text2"))
            paint_cut(painter, self._theme.font(sizes.SMALL), beside, LEFT, index.data() or "")
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
        self._paint_icon(painter, icon, tone, rect.x() + GAP_PX, rect.center().y() - 7, 14)
        painter.setFont(self._theme.font(sizes.SMALL, 500))
        painter.setPen(self._theme.colour(tone))
        inside = rect.adjusted(GAP_PX + 20, 0, -4, 0)
        painter.drawText(inside, LEFT, index.data())

    def _paint_words(self, painter: QPainter, rect: QRectF, index: Index, column: RunColumn) -> None:
        baseline = index.data(RunRole.NUMBER) is None
        bold = index.data(RunRole.STRONG) or (column is RunColumn.RUN)
        font = self._theme.font(sizes.SMALL, 600 if index.data(RunRole.STRONG) else 500 if bold else 400)
        quiet = column is RunColumn.NETWORK or column is RunColumn.BEST_EPOCH or column is RunColumn.TIME
        painter.setPen(self._theme.colour("text2" if quiet or index.data(RunRole.WAITS) else "text"))
        inside = rect.adjusted(0, 0, -GAP_PX, 0)
        if column is RunColumn.RUN and baseline:  # its name may take the gap: there's but a word beside it
            inside = rect.adjusted(0, 0, -4, 0)
        paint_cut(painter, font, inside, index.data(Qt.ItemDataRole.TextAlignmentRole), index.data() or "")


def sparkline(losses: NDArray[np.float64], box: QRectF) -> list[QPointF]:
    """A run's losses as the points of a small line, on a logarithmic scale so that late epochs can be told apart."""
    finite = np.where(np.isfinite(losses) & (losses > 0), losses, np.nan)
    chosen = np.linspace(0, len(finite) - 1, min(len(finite), SPARK_POINTS)).round().astype(int)
    heights = np.log10(finite[chosen])
    known = np.isfinite(heights)
    if known.sum() < 2:
        return []
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    missing = max(0.0, LEAST_SPAN - (high - low))
    scaled = (heights - low + missing / 2) / (high - low + missing)
    xs = box.left() + np.linspace(0, box.width(), len(heights))
    ys = box.bottom() - scaled * box.height()
    last = float(ys[known][0])
    points = []
    for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
        last = y if np.isfinite(y) else last
        points.append(QPointF(x, last))
    return points
