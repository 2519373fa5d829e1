"""The palette's list: an item is an icon, words, a word aside, its keys, and a chevron where Tab shows more."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import fill_round
from gui.window.palette_model import ITEM_ROLE, PaletteItem, PaletteModel

ROW, HEAD, CHEVRON, MARGIN, MORE_PX = 37, 30, 14, 12, 36
Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """Heads are small words, and lower."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Heads are lower."""
        return QSize(0, ROW if isinstance(index.data(ITEM_ROLE), PaletteItem) else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        item = index.data(ITEM_ROLE)
        if isinstance(item, PaletteItem):
            self._paint_item(painter, option.rect, item, bool(option.state & QStyle.StateFlag.State_Selected))
        else:
            painter.setFont(self.theme.font(sizes.TINY, 500))
            painter.setPen(self.theme.colour("text3"))
            painter.drawText(QPointF(option.rect.x() + MARGIN, option.rect.bottom() - 7), str(index.data()))
        painter.restore()

    def _paint_item(self, painter: QPainter, rect: QRect, item: PaletteItem, chosen: bool) -> None:
        colour = self.theme.colour
        if chosen:
            fill_round(painter, QRectF(rect), colour("select"), sizes.RADIUS)
        tone = "accent" if chosen else "text2"
        self.theme.draw_icon(painter, item.icon, tone, rect.x() + MARGIN, rect.center().y() - 7)
        right = self._paint_right(painter, rect, item, chosen)
        base, left = rect.center().y() + 5, rect.x() + 38
        room = right - left - 12
        used = self._words(painter, item.words, QPointF(left, base), room, sizes.BODY, 500, "text") + 10
        self._words(painter, item.aside, QPointF(left + used, base), max(room - used, 0), sizes.SMALL, 400, "text2")

    def _paint_right(self, painter: QPainter, rect: QRect, item: PaletteItem, chosen: bool) -> int:
        """Keys and chevron; where they begin."""
        right, middle = rect.right() - MARGIN, rect.center().y() + 1
        if item.more is not None:
            tone = "accent" if chosen else "text3"
            self.theme.draw_icon(painter, "chevron-right", tone, right - CHEVRON, middle - CHEVRON / 2, CHEVRON)
            right -= CHEVRON + 8
        painter.setFont(self.theme.font(sizes.TINY, 500))
        keys = painter.fontMetrics().horizontalAdvance(item.keys)
        painter.setPen(self.theme.colour("text2"))
        painter.drawText(QPointF(right - keys, rect.center().y() + 5), item.keys)
        return right - keys

    def _words(self, painter: QPainter, words: str, at: QPointF, room: int, px: int, weight: int, tone: str) -> int:
        """Draw what fits; how wide it is."""
        painter.setFont(self.theme.font(px, weight))
        painter.setPen(self.theme.colour(tone))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(at, shown)
        return painter.fontMetrics().horizontalAdvance(shown)


class PaletteList(QListView):
    """The keyboard stays in the field above it. `item_wanted(index)`, or `more_wanted(index)` at the chevron."""

    item_wanted = Signal(QModelIndex)
    more_wanted = Signal(QModelIndex)

    def __init__(self, theme: Theme, model: PaletteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(PaletteDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("What fits"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListView { background: transparent; }")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on an item."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        item = index.data(ITEM_ROLE)
        if event.button() != Qt.MouseButton.LeftButton or not isinstance(item, PaletteItem):
            return
        chevron = item.more is not None and at.x() > self.visualRect(index).right() - MORE_PX
        (self.more_wanted if chevron else self.item_wanted).emit(index)
