"""A list of names to tick, with a search field when it is long; in a popup under the control that opens it."""

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
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.theme import Theme, sizes
from gui.widgets.button import Button
from gui.widgets.checks import paint_check
from gui.widgets.fields import SearchField
from gui.widgets.painting import fill_round
from gui.widgets.popup_card import PopupCard
from gui.widgets.surfaces import tight

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

    def show_names(self, names: Sequence[str], ticks: Sequence[str], *, in_order: bool = False) -> None:
        """Offer these, the ticked ones first unless the order is to stay."""
        self.beginResetModel()
        chosen = tuple(ticks)
        ticked = set(chosen)
        self._names = tuple(names) if in_order else (*chosen, *(name for name in names if name not in ticked))
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

    def tick_shown(self, on: bool) -> None:
        """Tick or untick those that contain the text."""
        self._ticks = self._ticks | set(self._shown) if on else self._ticks - set(self._shown)
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


class TickPopup(PopupCard):
    """The list, with a search field when it is long; `closed` when it goes away, `given_up` when that was by Esc."""

    closed = Signal()

    def __init__(self, theme: Theme, none_words: str, parent: QWidget, all_words: str = "") -> None:
        super().__init__(theme, self.tr("Columns"), parent)
        self.given_up = False
        self.model = TickModel(self)
        self._search = SearchField(theme, self.tr("Find a column"), self.tr("Find a column"))
        self._search.textChanged.connect(self.model.filter)
        self.list = TickList(theme, self.model, self.tr("Columns"), self)
        self._all, self._none = (
            Button(theme, words, kind="ghost", size="small") if words else None for words in (all_words, none_words)
        )
        buttons = tight(QHBoxLayout(), 0, sizes.XXS)
        if self._all is not None:
            self._all.clicked.connect(self._on_all)
            buttons.addWidget(self._all)
        if self._none is not None:
            self._none.clicked.connect(self._on_none if all_words else self.model.clear)
            buttons.addWidget(self._none)
        buttons.addStretch(1)
        column = tight(QVBoxLayout(self), sizes.XS, sizes.XXS)
        column.addWidget(self._search)
        column.addWidget(self.list)
        column.addLayout(buttons)

    def open_at(self, place: QPoint, names: Sequence[str], ticks: Sequence[str], *, in_order: bool = False) -> None:
        """Show below a field, the ticked names first unless the order is to stay."""
        self.given_up = False
        self.model.show_names(names, ticks, in_order=in_order)
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

    def _on_all(self) -> None:
        self.model.tick_shown(True)

    def _on_none(self) -> None:
        self.model.tick_shown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it was."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.given_up = True
            self.hide()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is over."""
        super().hideEvent(event)
        self.closed.emit()
