"""The list of matched columns: painted, and changed in place by a field that lists the file's columns."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.models.cells import CellRole
from gui.models.matches import MatchLine, MatchModel
from gui.models.words import DASH
from gui.theme import Theme, sizes
from gui.widgets.fields import ChoiceField
from gui.widgets.painting import draw_ring, edge_round, hairline

Index = QModelIndex | QPersistentModelIndex
ROW, LINK, GAP, MARK = 46, 22, 8, 12
LEFT_SHARE = 0.42  # the model's side has longer words
FIRST, SECOND = 18, 34  # base lines
ICONS = {"ok": "check", "warn": "triangle-alert", "text3": "minus"}


class MatchList(QListView):
    """Over a `MatchModel`. Enter, F2 or a click on the file's side opens the choice of another column."""

    def __init__(self, theme: Theme, model: MatchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setModel(model)
        self.setItemDelegate(MatchDelegate(theme, self))
        self.setAccessibleName(self.tr("Columns of the file and of the model"))
        self.setAccessibleDescription(self.tr("Enter chooses another column of the file"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        theme.changed.connect(self.viewport().update)

    def show_first_to_check(self) -> None:
        """Of many columns those to look at may be far down."""
        model = self.model()
        assert isinstance(model, MatchModel)
        if model.to_check:
            self.doItemsLayout()  # else Qt lays out later, and scrolls as the lines before were
            self.scrollTo(model.index(model.first_to_check()), QListView.ScrollHint.PositionAtCenter)

    def change(self) -> None:
        """Open the choice for the chosen column, else for the first one to look at."""
        model = self.model()
        assert isinstance(model, MatchModel)
        index = self.currentIndex()
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            index = model.index(model.first_to_check())
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space change the current column."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the file's side opens the choice."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            if event.position().x() < left_half(self.visualRect(index)).right():
                self.edit(index)


def left_half(rect: QRect) -> QRect:
    """Where the file's column stands in a row."""
    return QRect(rect.x(), rect.y(), round(rect.width() * LEFT_SHARE) - LINK // 2, rect.height())


class MatchDelegate(QStyledItemDelegate):
    """Two lines a column: at the left the file's, at the right the model's, a line between them."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._name = theme.font(sizes.SMALL, 500)
        self._small = theme.font(sizes.TINY)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row."""
        del option, index
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """All of a line."""
        line: MatchLine = index.data(CellRole.NOTE)
        rect: QRect = option.rect
        flags: QStyle.StateFlag = option.state
        left = left_half(rect)
        right = QRect(left.right() + LINK + GAP, rect.y(), rect.right() - left.right() - LINK - GAP, rect.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_side(painter, left, line.found or DASH, line.examples)
        self._paint_link(painter, QRectF(left.right() + GAP / 2, rect.y(), LINK, rect.height()), line)
        self._paint_side(painter, right, line.expected or DASH, "")
        self._paint_state(painter, right, line)
        hairline(painter, rect.x(), rect.bottom(), rect.width(), 1, self.theme.colour("line"))
        if line.expected and flags & QStyle.StateFlag.State_MouseOver:
            field = QRectF(left).adjusted(-6, 3, 2, -4)
            edge_round(painter, field, self.theme.colour("line2"), sizes.RADIUS)
            self.theme.draw_icon(painter, "chevron-down", "text2", field.right() - 18, field.y() + 5, 14)
        if flags & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, self.theme, QRectF(rect).adjusted(0, 1, -1, -2), sizes.RADIUS_CHIP)
        painter.restore()

    def _paint_side(self, painter: QPainter, rect: QRect, name: str, below: str) -> None:
        self._paint_text(painter, rect, FIRST, name, self._name, "text")
        self._paint_text(painter, rect, SECOND, below, self._small, "text3")

    def _paint_state(self, painter: QPainter, rect: QRect, line: MatchLine) -> None:
        self.theme.draw_icon(painter, ICONS[line.tone], line.tone, rect.x(), rect.y() + SECOND - MARK + 2, MARK)
        tone = "text2" if line.tone == "ok" else line.tone
        self._paint_text(painter, rect.adjusted(MARK + 4, 0, 0, 0), SECOND, line.words, self._small, tone)

    def _paint_text(self, painter: QPainter, rect: QRect, base: int, text: str, font: QFont, tone: str) -> None:
        painter.setFont(font)
        painter.setPen(self.theme.colour(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - 4)
        painter.drawText(QPointF(rect.x(), rect.y() + base), shown)

    def _paint_link(self, painter: QPainter, rect: QRectF, line: MatchLine) -> None:
        """Whole where the columns meet, dashed where a person should look, faint where one is missing."""
        met = bool(line.found and line.expected)
        pen = QPen(self.theme.colour("control" if met else "line2"), 1.5)
        if line.tone != "ok":
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        y = rect.y() + FIRST - 4
        painter.drawLine(QPointF(rect.left() + 2, y), QPointF(rect.right() - 4, y))

    # changing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field with the file's columns; its list opens at once."""
        del option
        model = index.model()
        assert isinstance(model, MatchModel)
        expected = model.lines[index.row()].expected
        name = self.tr("Column of the file for {name}").format(name=expected)
        options = [("", self.tr("– none")), *((found, found) for found in model.names)]
        field = ChoiceField(self.theme, name, options, parent)
        field.chosen.connect(self._on_chosen)
        QTimer.singleShot(0, field, field.showPopup)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The column that stands there now."""
        if isinstance(editor, ChoiceField):
            editor.set_key(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Ask for the chosen column."""
        if isinstance(editor, ChoiceField):
            model.setData(model.index(index.row(), 0), editor.key, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the file's side."""
        del index
        rect = left_half(option.rect)
        editor.setGeometry(rect.x(), rect.y() + (ROW - sizes.CONTROL) // 2, rect.width() + LINK, sizes.CONTROL)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """The field's own list takes the focus for a while: that doesn't end the choice."""
        if event.type() == QEvent.Type.FocusOut and isinstance(editor, ChoiceField) and editor.view().isVisible():
            return False
        return super().eventFilter(editor, event)

    def _on_chosen(self, _key: str) -> None:
        field = self.sender()
        if isinstance(field, ChoiceField):
            self.commitData.emit(field)
            self.closeEditor.emit(field)
