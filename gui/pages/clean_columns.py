"""Choosing columns: a field that says which ones, and opens a list to tick them in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.theme import Theme, sizes
from gui.widgets import Button, SearchField, tight
from gui.widgets.checks import paint_check
from gui.widgets.painting import KeyboardRing, antialiased, draw_ring, edge_round, fill_round

Index = QModelIndex | QPersistentModelIndex
ROW, MOST_SHOWN, POPUP_WIDTH = 30, 9, 280


class TickModel(QAbstractListModel):
    """Names with ticks, filtered by a text."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()
        self._ticks: set[str] = set()

    def show_names(self, names: Sequence[str], ticks: Sequence[str]) -> None:
        """Offer these, the ticked ones first."""
        self.beginResetModel()
        chosen = tuple(ticks)
        self._names = (*chosen, *(name for name in names if name not in chosen))
        self._shown, self._ticks = self._names, set(chosen)
        self.endResetModel()

    def filter(self, text: str) -> None:
        """Only names that contain this text."""
        self.beginResetModel()
        self._shown = tuple(name for name in self._names if text.casefold() in name.casefold())
        self.endResetModel()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked names, in the order offered."""
        return tuple(name for name in self._names if name in self._ticks)

    def clear(self) -> None:
        """Tick none."""
        self._ticks.clear()
        self._tell()

    def toggle(self, row: int) -> None:
        """Tick or untick one."""
        if 0 <= row < len(self._shown):
            self._ticks ^= {self._shown[row]}
            self._tell()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name and tick."""
        if not index.isValid():
            return None
        name = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if name in self._ticks else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each can be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def _tell(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.ticked.emit()


class TickDelegate(QStyledItemDelegate):
    """A check box and a name."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        del option, index
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, box, name."""
        rect, flags = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if flags & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            fill_round(painter, rect.adjusted(4, 1, -4, -1), self.theme.colour("hover"), sizes.RADIUS_CHIP)
        box = QRectF(rect.x() + 12, rect.center().y() - 8, 16, 16)
        paint_check(painter, self.theme, box, Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)))
        painter.setFont(self.theme.font(sizes.BODY))
        painter.setPen(self.theme.colour("text"))
        words = rect.adjusted(38, 0, -12, 0)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class TickList(QListView):
    """Space, Return and clicks tick."""

    def __init__(self, theme: Theme, model: TickModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(TickDelegate(theme, self))
        self.setMouseTracking(True)
        self.setStyleSheet("background: transparent;")  # the card behind it shows
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self._model = model
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Return tick the current name."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._model.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._model.toggle(index.row())


class ColumnsPopup(QFrame):
    """The list, with a search field when it is long; `closed` when it goes away."""

    closed = Signal()

    def __init__(self, theme: Theme, none_words: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(self.tr("Columns"))
        self.model = TickModel(self)
        self._search = SearchField(theme, self.tr("Find a column"), self.tr("Find a column"))
        self._search.textChanged.connect(self.model.filter)
        self.list = TickList(theme, self.model, self.tr("Columns"), self)
        self._none = Button(theme, none_words, kind="ghost", size="small")
        self._none.setVisible(bool(none_words))
        self._none.clicked.connect(self.model.clear)
        column = tight(QVBoxLayout(self), sizes.XS, sizes.XXS)
        column.addWidget(self._search)
        column.addWidget(self.list)
        column.addWidget(self._none, 0, Qt.AlignmentFlag.AlignLeft)

    def open_at(self, place: QPoint, names: Sequence[str], ticks: Sequence[str]) -> None:
        """Show below a field."""
        self.model.show_names(names, ticks)
        self._search.setVisible(len(names) > MOST_SHOWN)
        self._search.clear()
        rows = max(min(len(names), MOST_SHOWN), 2)
        self.list.setFixedSize(POPUP_WIDTH, rows * ROW + 4)
        self.adjustSize()
        self.move(place)
        self.show()
        first = self._search if len(names) > MOST_SHOWN else self.list
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        self.list.setCurrentIndex(self.model.index(0))

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is over."""
        super().hideEvent(event)
        self.closed.emit()

    def paintEvent(self, _event: object) -> None:
        """A card."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        fill_round(painter, rect, self.theme.colour("raised"), sizes.RADIUS_CARD)
        edge_round(painter, rect, self.theme.colour("line2"), sizes.RADIUS_CARD)
        painter.end()


class ColumnsField(KeyboardRing, QPushButton):
    """Says which columns are chosen; a click opens the list. `edited(names)` once the list closes with others."""

    edited = Signal(object)

    def __init__(self, theme: Theme, name: str, empty_means: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._empty_means = empty_means
        self._offered: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self.setFixedHeight(sizes.CONTROL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(sizes.BODY))
        self.setAccessibleName(name)
        self._popup = ColumnsPopup(theme, empty_means[:1].upper() + empty_means[1:], self)
        self._popup.closed.connect(self._on_closed)
        self.clicked.connect(self._open)
        theme.changed.connect(self.update)

    @property
    def popup(self) -> ColumnsPopup:
        """The list, open or not."""
        return self._popup

    def show_columns(self, offered: Sequence[str], chosen: Sequence[str]) -> None:
        """What can be chosen, and what is."""
        self._offered, self._chosen = tuple(offered), tuple(chosen)
        self.setAccessibleDescription(self._words())
        self.setToolTip(self._words() if len(self._chosen) > 2 else "")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, sizes.CONTROL)

    def minimumSizeHint(self) -> QSize:
        """It may get narrow; its words are cut then."""
        return QSize(120, sizes.CONTROL)

    def paintEvent(self, _event: object) -> None:
        """A field with a chevron."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        fill_round(painter, rect, self.theme.colour("raised"), sizes.RADIUS)
        edge_round(painter, rect, self.theme.colour("control" if self.underMouse() else "line2"), sizes.RADIUS)
        painter.setFont(self.font())
        painter.setPen(self.theme.colour("text" if self._chosen else "text2"))
        words = rect.adjusted(10, 0, -32, 0)
        shown = painter.fontMetrics().elidedText(self._words(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        self.theme.draw_icon(painter, "chevron-down", "text2", rect.right() - 26, rect.center().y() - 8)
        if self.hasFocus() and self.ring_shown:
            draw_ring(painter, self.theme, rect, sizes.RADIUS)
        painter.end()

    def _words(self) -> str:
        return ", ".join(self._chosen) or self._empty_means or self.tr("choose columns")

    def _open(self) -> None:
        gone = [name for name in self._chosen if name not in self._offered]
        self._popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 4)), [*gone, *self._offered], self._chosen)

    def _on_closed(self) -> None:
        chosen = self._popup.model.chosen
        if set(chosen) != set(self._chosen):
            self.edited.emit(chosen)
