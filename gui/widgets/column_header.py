"""The head of the data grid: name, kind, a small picture of the values, how much is missing; 116 px high.

A click chooses a column; a click on the arrows, which show under the mouse, sorts by it. Why (2026-11-24): the design
has a click select the column for the inspector, and a table that is re-ordered each time one looks at a column loses
the file's order, so sorting has its own place in the head.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.models.cells import CellRole
from gui.models.columns import ColumnHead
from gui.theme import Theme, sizes
from gui.widgets.histogram import paint_bars
from gui.widgets.painting import fill_round, hairline

HEIGHT, PAD, GRIP = 116, 10, 5
NAME_Y, KIND_Y, BARS_TOP, BARS_BOTTOM, MISSING_Y = 20, 38, 51, 85, 102
ICON, ZONE, TRACK = 13, 26, 28
SKELETON, SKELETON_PX = 10, 52
NARROWEST, WIDEST = 96, 190


class ColumnHeader(QHeaderView):
    """Shows the `ColumnHead` of each section (`CellRole.HEAD` of the model's header data)."""

    chosen = Signal(int)
    sort_asked = Signal(int)
    menu_asked = Signal(int, object)  # section, where on the screen

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, sortable: bool = True) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self._sortable = sortable
        self._chosen: int | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._hovered = -1
        self._pressed = -1
        self._name_font = theme.font(sizes.BODY, 600)
        self._small_font = theme.font(sizes.TINY, 500)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(64)
        self.setDefaultSectionSize(NARROWEST)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Columns"))
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Always as high as its pictures need. (Qt's own asks the model for every column each time it lays out.)"""
        return QSize(NARROWEST, HEIGHT)

    def set_chosen(self, section: int | None) -> None:
        """The column that the inspector is about."""
        self._chosen = section
        self.viewport().update()

    def set_sorted(self, section: int, order: Qt.SortOrder) -> None:
        """The column that the rows are sorted by; -1 for file order."""
        self._sorted = None if section < 0 else (section, order)
        self.viewport().update()

    def fitting_width(self, section: int, widest_text: int) -> int:
        """How wide a column wants to be: its head, and texts of up to `widest_text` pixels."""
        head = self._head(section)
        if head is None:
            return NARROWEST
        name = QFontMetrics(self._name_font).horizontalAdvance(head.name) + (ZONE if head.is_target else 8)
        kind = QFontMetrics(self._small_font).horizontalAdvance(head.kind_words) + ICON + 6
        remark = QFontMetrics(self._small_font).horizontalAdvance(head.remark)
        return max(NARROWEST, min(max(name, kind, remark, widest_text) + 2 * PAD + 2, WIDEST))

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Edges resize as ever; the rest waits for the release."""
        self._pressed = -1
        if event.button() == Qt.MouseButton.LeftButton and not self._on_edge(event.position().toPoint().x()):
            self._pressed = self.logicalIndexAt(event.position().toPoint())
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose, or sort."""
        at = event.position().toPoint()
        section, self._pressed = self._pressed, -1
        if section >= 0 and section == self.logicalIndexAt(at):
            (self.sort_asked if self._over_zone(section, at) else self.chosen).emit(section)
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the arrows of the head under the mouse."""
        at = event.position().toPoint()
        hovered = self.logicalIndexAt(at)
        if hovered != self._hovered:
            before, self._hovered = self._hovered, hovered
            self.update_sections(before, hovered)
        over = hovered >= 0 and self._over_zone(hovered, at)
        self.setToolTip(self.tr("Sort by this column") if over else "")
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No head is under the mouse."""
        before, self._hovered = self._hovered, -1
        self.update_sections(before)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the column's menu."""
        section = self.logicalIndexAt(event.pos())
        if section >= 0:
            self.menu_asked.emit(section, event.globalPos())

    def update_sections(self, *sections: int) -> None:
        """Paint these heads anew."""
        for section in sections:
            if section >= 0:
                left = self.sectionViewportPosition(section)
                self.viewport().update(left, 0, self.sectionSize(section), self.height())

    def _over_zone(self, section: int, at: QPoint) -> bool:
        return self._sortable and self.sort_zone(section).contains(at)

    def sort_zone(self, section: int) -> QRect:
        """Where a click sorts by a column."""
        left = self.sectionViewportPosition(section)
        return QRect(left + self.sectionSize(section) - ZONE - 2, 4, ZONE, ZONE)

    def _on_edge(self, x: int) -> bool:
        for section in {self.logicalIndexAt(x - GRIP), self.logicalIndexAt(x + GRIP)} - {-1}:
            right = self.sectionViewportPosition(section) + self.sectionSize(section)
            if abs(right - x) <= GRIP:
                return True
        return False

    # painting

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Ground, name, kind, picture, missing, edges."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setClipRect(rect)
        chosen, line = section == self._chosen, self.theme.colour("line")
        ground = self.theme.mixed("sunken", "select", 0.7) if chosen else self.theme.colour("sunken")
        painter.fillRect(rect, ground)
        head = self._head(section)
        if head is not None:
            inner = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
            self._paint_name(painter, inner, head, section)
            self._paint_kind(painter, inner, head)
            self._paint_picture(painter, inner, head, chosen)
            self._paint_missing(painter, inner, head)
        hairline(painter, rect.right(), rect.top(), 1, rect.height(), line)
        hairline(painter, rect.left(), rect.bottom(), rect.width(), 1, line)
        if chosen:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, self.theme.colour("accent"))
        painter.restore()

    def _paint_name(self, painter: QPainter, inner: QRectF, head: ColumnHead, section: int) -> None:
        right = inner.right() + 2
        arrow = self._arrow(section)
        if arrow:
            icon, tone = arrow
            self._icon(painter, icon, tone, right - 14, NAME_Y - 8, 14)
            right -= 18
        mark = "target" if head.is_target else "eye-off" if head.is_ignored else "scale" if head.is_weight else ""
        if mark:
            self._icon(painter, mark, "accent" if head.is_target else "text3", right - 15, NAME_Y - 8, 15)
            right -= 20
        painter.setFont(self._name_font)
        painter.setPen(self.theme.colour("text3" if head.is_ignored else "text"))
        room = int(right - inner.x())
        shown = painter.fontMetrics().elidedText(head.name, Qt.TextElideMode.ElideRight, room)
        self._words(painter, inner.x(), NAME_Y, shown)

    def _arrow(self, section: int) -> tuple[str, str] | None:
        if self._sorted is not None and self._sorted[0] == section:
            rising = self._sorted[1] == Qt.SortOrder.AscendingOrder
            return ("arrow-up" if rising else "arrow-down"), "accent"
        return ("arrow-up-down", "text3") if section == self._hovered and self._sortable else None

    def _paint_kind(self, painter: QPainter, inner: QRectF, head: ColumnHead) -> None:
        if not head.kind_words:  # still being found out
            bar = QRectF(inner.x(), KIND_Y - SKELETON / 2, min(SKELETON_PX, inner.width()), SKELETON)
            fill_round(painter, bar, self.theme.colour("hover"), 3)
            return
        self._icon(painter, head.icon, "text3", inner.x(), KIND_Y - ICON / 2, ICON)
        painter.setFont(self._small_font)
        painter.setPen(self.theme.colour("text3"))
        room = int(inner.width()) - ICON - 5 + 4
        words = painter.fontMetrics().elidedText(head.kind_words, Qt.TextElideMode.ElideRight, room)
        self._words(painter, inner.x() + ICON + 5, KIND_Y, words)

    def _paint_picture(self, painter: QPainter, inner: QRectF, head: ColumnHead, chosen: bool) -> None:
        area = QRectF(inner.x(), BARS_TOP, inner.width(), BARS_BOTTOM - BARS_TOP)
        if head.missing is None:  # still being looked at
            fill_round(painter, area.adjusted(0, 18, -20, 0), self.theme.colour("hover"), 3)
            return
        if head.bars:
            strong = chosen and not head.is_ignored
            colour = self.theme.colour("c1") if strong else self.theme.mixed("sunken", "c1", 0.42)
            faint = self.theme.mixed("sunken", "cn", 0.4)
            paint_bars(painter, area, head.bars, faint if head.is_ignored else colour)
            return
        painter.setFont(self._small_font)
        painter.setPen(self.theme.colour("text3"))
        self._words(painter, inner.x(), (BARS_TOP + BARS_BOTTOM) / 2, head.remark)

    def _paint_missing(self, painter: QPainter, inner: QRectF, head: ColumnHead) -> None:
        if head.missing is None:
            return
        painter.setFont(self._small_font)
        at = inner.x()
        if not head.missing:
            self._icon(painter, "check", "ok", at - 1, MISSING_Y - ICON / 2, ICON)
            painter.setPen(self.theme.colour("text3"))
            room = int(inner.right() - at - ICON - 4 + 4)
            words = painter.fontMetrics().elidedText(head.missing_words, Qt.TextElideMode.ElideRight, room)
            self._words(painter, at + ICON + 4, MISSING_Y, words)
            return
        track = QRectF(at, MISSING_Y - 2, TRACK, 4)
        fill_round(painter, track, self.theme.colour("ghost"), 2)
        fill_round(painter, QRectF(at, track.y(), max(TRACK * head.missing_share, 3), 4), self.theme.colour("warn"), 2)
        painter.setPen(self.theme.colour("warn"))
        room = int(inner.right() - at - TRACK - 7 + 4)
        words = painter.fontMetrics().elidedText(head.missing_words, Qt.TextElideMode.ElideRight, room)
        self._words(painter, at + TRACK + 7, MISSING_Y, words)

    def _icon(self, painter: QPainter, name: str, token: str, x: float, y: float, size: int) -> None:
        """From the theme's pictures: drawing the vectors anew takes most of a frame when columns scroll by."""
        pixmap = self.theme.pixmap(name, token, size, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(x, y), pixmap)

    @staticmethod
    def _words(painter: QPainter, x: float, centre_y: float, text: str) -> None:
        metrics = painter.fontMetrics()
        painter.drawText(QPointF(x, round(centre_y + (metrics.ascent() - metrics.descent()) / 2)), text)

    def _head(self, section: int) -> ColumnHead | None:
        model = self.model()
        head = model.headerData(section, Qt.Orientation.Horizontal, CellRole.HEAD) if model is not None else None
        return head if isinstance(head, ColumnHead) else None
