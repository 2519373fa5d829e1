"""The numbers at the side of a grid, painted in one go: no style option, one text a row."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.theme import Theme, sizes
from gui.widgets.cell_painter import TextCache
from gui.widgets.painting import dirty_rects, hairline
from gui.widgets.voice import Role

PAD, BESIDE = 9, 25  # px beside a text: at its right, and both sides together
SAMPLED = 24


class RowHeader(QHeaderView):
    """Shows the model's vertical header texts at the right of each section."""

    spoken_as = Role.RowHeader

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.theme = theme
        self._texts = TextCache(theme.font(sizes.TINY))
        self.setSectionsClickable(True)
        self.setFont(self._texts.font)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(self.tr("Rows"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """As wide as some of its texts need. (Qt's own asks the model for five things of 200 rows after each change of
        style, and a change of theme brings more than ten.)"""
        count, model, metrics = self.count(), self.model(), self.fontMetrics()
        if model is None or not count:
            return QSize(BESIDE, metrics.height())
        rows = {count * at // SAMPLED for at in range(SAMPLED)} | {count - 1}
        texts = [str(model.headerData(row, Qt.Orientation.Vertical) or "") for row in rows]
        return QSize(max(map(metrics.horizontalAdvance, texts)) + BESIDE, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, numbers, hairlines."""
        painter = QPainter(self.viewport())
        for dirty in dirty_rects(event):
            painter.setClipRect(dirty)
            painter.fillRect(dirty, self.theme.colour("sunken"))
            self._paint_rows(painter, dirty.top(), dirty.bottom())
        painter.end()

    def _paint_rows(self, painter: QPainter, top: int, bottom: int) -> None:
        model = self.model()
        if model is None or not self.count():
            return
        first, last = self.visualIndexAt(top), self.visualIndexAt(bottom)
        if first < 0:
            return
        line, width, height = self.theme.colour("line"), self.viewport().width(), self.defaultSectionSize()
        painter.setFont(self._texts.font)
        painter.setPen(self.theme.colour("text3"))
        for row in range(first, (last if last >= 0 else self.count() - 1) + 1):
            at = self.sectionViewportPosition(row)
            text, wide = self._texts.fitted(str(model.headerData(row, Qt.Orientation.Vertical) or ""), width - PAD)
            painter.drawStaticText(QPointF(width - PAD - wide, self._texts.top(at, height)), text)
            hairline(painter, 0, at + height - 1, width, 1, line)
        end = self.sectionViewportPosition(last) + height if last >= 0 else self.length() - self.offset()
        hairline(painter, width - 1, top, 1, min(end, bottom + 1) - top, line)
