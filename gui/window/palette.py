"""The palette: type a few letters, choose what to do here, a command, a column, a run or a project."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.theme import Theme, sizes
from gui.widgets import Chip, IconLabel, Label, Line, TextField, tight
from gui.widgets.painting import antialiased, edge_round, fill_round
from gui.window.palette_model import ITEM_ROLE, RECENT, PaletteItem, PaletteModel

WIDTH, HEIGHT, SHADOW, ROW, HEAD = 640, 496, 24, 37, 30
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PaletteDelegate(QStyledItemDelegate):
    """An item: icon, words, aside, keys; a head: small words."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Heads are lower."""
        return QSize(0, ROW if isinstance(index.data(ITEM_ROLE), PaletteItem) else HEAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        item = index.data(ITEM_ROLE)
        if isinstance(item, PaletteItem):
            self._paint_item(painter, option.rect, item, bool(option.state & QStyle.StateFlag.State_Selected))
        else:
            painter.setFont(self.theme.font(sizes.TINY, 500))
            painter.setPen(self.theme.colour("text3"))
            painter.drawText(QPointF(option.rect.x() + 12, option.rect.bottom() - 7), str(index.data()))
        painter.restore()

    def _paint_item(self, painter: QPainter, rect: QRect, item: PaletteItem, chosen: bool) -> None:
        colour = self.theme.colour
        if chosen:
            fill_round(painter, QRectF(rect), colour("select"), sizes.RADIUS)
        tone = "accent" if chosen else "text2"
        self.theme.draw_icon(painter, item.icon, tone, rect.x() + 12, rect.center().y() - 7)
        painter.setFont(self.theme.font(sizes.TINY, 500))
        keys = painter.fontMetrics().horizontalAdvance(item.keys)
        painter.setPen(colour("text2"))
        base = rect.center().y() + 5
        painter.drawText(QPointF(rect.right() - 12 - keys, base), item.keys)
        painter.setFont(self.theme.font(sizes.BODY, 500))
        painter.setPen(colour("text"))
        room = rect.width() - 40 - keys - 24
        shown = painter.fontMetrics().elidedText(item.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(rect.x() + 38, base), shown)
        used = painter.fontMetrics().horizontalAdvance(shown) + 10
        painter.setFont(self.theme.font(sizes.SMALL))
        painter.setPen(colour("text2"))
        aside = painter.fontMetrics().elidedText(item.aside, Qt.TextElideMode.ElideRight, max(room - used, 0))
        painter.drawText(QPointF(rect.x() + 38 + used, base), aside)


class Palette(QDialog):
    """Made anew each time it is wanted, with what there is to choose then."""

    chosen = Signal(str)  # the key of what is done, if it has one

    def __init__(self, theme: Theme, items: list[PaletteItem], parent: QWidget, recent: Sequence[str] = ()) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Search or run a command"))
        self.setAccessibleName(self.windowTitle())
        heads = {
            "here": self.tr("Suggested here"),
            RECENT: self.tr("Used before"),
            "commands": self.tr("Commands"),
            "columns": self.tr("Columns"),
            "runs": self.tr("Runs"),
            "projects": self.tr("Recent projects"),
        }
        self._model = PaletteModel(heads, self)
        self._model.offer(items, recent)
        self._field = TextField(theme, self.windowTitle(), self.tr("Type a few letters"))
        self._field.setProperty("flat", True)
        self._field.setFont(theme.font(sizes.TITLE))
        self._field.textEdited.connect(self._on_typed)
        self._field.installEventFilter(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteDelegate(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self.tr("What fits"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setStyleSheet("QListView { background: transparent; }")
        self._list.clicked.connect(self._on_clicked)
        self._none = Label(theme, self.tr("Nothing fits these letters."), tone="text2")
        self._lay_out()
        self._settle()

    def _lay_out(self) -> None:
        card = PaletteCard(self.theme)
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 18, 12)
        head.setSpacing(sizes.S)
        head.addWidget(IconLabel(self.theme, "search", "text2"))
        head.addWidget(self._field, 1)
        head.addWidget(Chip(self.theme, "Esc"))
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 8, 18, 10)
        words = (self.tr("↑ ↓ choose    Enter run"), self.tr("Type > for commands, @ for columns, # for runs"))
        foot.addWidget(Label(self.theme, words[0], px=sizes.TINY, tone="text2"))
        foot.addStretch(1)
        foot.addWidget(Label(self.theme, words[1], px=sizes.TINY, tone="text2"))
        middle = tight(QVBoxLayout(), 8, 0)
        middle.addWidget(self._list, 1)
        middle.addWidget(self._none, 1, Qt.AlignmentFlag.AlignCenter)
        column = tight(QVBoxLayout(card), 1)
        column.addLayout(head)
        column.addWidget(Line(self.theme))
        column.addLayout(middle, 1)
        column.addWidget(Line(self.theme))
        column.addLayout(foot)
        tight(QVBoxLayout(self), SHADOW).addWidget(card)
        self.resize(WIDTH + 2 * SHADOW, HEIGHT + 2 * SHADOW)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setOffset(0, 8)
        shadow.setBlurRadius(SHADOW)
        shadow.setColor(self.theme.shadow())
        card.setGraphicsEffect(shadow)

    def show_over(self, window: QWidget) -> None:
        """Open near the top of a window."""
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(
            corner.x() + (window.width() - self.width()) // 2, corner.y() + max(window.height() // 10 - SHADOW, 8)
        )
        self.open()
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter belong to the list while the field has the letters."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in STEPS:
                self._choose(self._model.next_item(self._list.currentIndex().row(), STEPS[key]))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        self._model.find(text)
        self._settle()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._run(index)

    def _settle(self) -> None:
        first = self._model.next_item(-1, 1) if self._model.rowCount() else -1
        self._list.setVisible(first >= 0)
        self._none.setVisible(first < 0)
        self._choose(first)

    def _choose(self, row: int) -> None:
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row, 0))
            if row == 1:
                self._list.scrollToTop()

    def _run(self, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE) if index.isValid() else None
        if isinstance(item, PaletteItem):
            self.close()
            if item.key:
                self.chosen.emit(item.key)
            item.do()


class PaletteCard(QWidget):
    """The palette's ground."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Raised, rounded by 12 px."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        fill_round(painter, rect, self.theme.colour("raised"), sizes.RADIUS_PALETTE)
        edge_round(painter, rect, self.theme.colour("line2"), sizes.RADIUS_PALETTE)
        painter.end()
