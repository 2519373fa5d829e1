"""The head of a list that can be sorted: quiet words, and an arrow where it is sorted."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import hairline

PAD, ARROW = 10, 14


class ListHeader(QHeaderView):
    """`set_sorted(section, order)` shows the arrow; clicks are told by Qt's `sectionClicked`.

    lead: pixels left free before the words of the first section, as before those of its cells.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, lead: int = 0) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme, self._lead = theme, lead
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self.setFont(theme.font(sizes.SMALL, 500))
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setFixedHeight(sizes.CONTROL)
        self.setMinimumSectionSize(sizes.HUGE)
        theme.changed.connect(self.viewport().update)

    def set_sorted(self, section: int, order: Qt.SortOrder) -> None:
        """The section that sorts; -1 for none."""
        self._sorted = (section, order)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Ground, words, arrow, hairline."""
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, self.theme.colour("sunken"))
        hairline(painter, rect.left(), rect.bottom(), rect.width(), 1, self.theme.colour("line"))
        orientation, model = Qt.Orientation.Horizontal, self.model()
        align = model.headerData(section, orientation, Qt.ItemDataRole.TextAlignmentRole)
        right = align is not None and bool(int(align) & int(Qt.AlignmentFlag.AlignRight))
        words = str(model.headerData(section, orientation) or "")
        inner = rect.adjusted(PAD + (0 if section else self._lead), 0, -PAD, 0)
        painter.setFont(self.font())
        painter.setPen(self.theme.colour("text" if section == self._sorted[0] else "text2"))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        if section == self._sorted[0]:
            name = "arrow-up" if self._sorted[1] == Qt.SortOrder.AscendingOrder else "arrow-down"
            wide = metrics.horizontalAdvance(shown)
            left = inner.right() - wide - ARROW - 3 if right else inner.left() + wide + 4
            arrow = self.theme.pixmap(name, "accent", ARROW, painter.device().devicePixelRatioF())
            painter.drawPixmap(left, rect.center().y() - ARROW // 2, arrow)
        painter.restore()
