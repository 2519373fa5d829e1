"""The palette: type a few letters, choose what to do here, a command, a column, a run or a project. Tab shows an item's
further choices in place of the list; Esc, Shift Tab or Backspace in the empty field goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets import Chip, IconButton, IconLabel, Label, Line, TextField, tight
from gui.widgets.painting import antialiased, edge_round, fill_round
from gui.window.palette_list import PaletteList
from gui.window.palette_model import ITEM_ROLE, RECENT, PaletteItem, PaletteModel

WIDTH, HEIGHT, SHADOW = 640, 496, 24
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


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
        self._list = PaletteList(theme, self._model)
        self._list.item_wanted.connect(self._run)
        self._list.more_wanted.connect(self._show_more)
        self._back = IconButton(theme, "arrow-left", self.tr("Back to everything"), keys="Esc", size=sizes.HIT_AREA)
        self._back.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc, Shift Tab and Backspace do it by the keyboard
        self._back.clicked.connect(self._go_back)
        self._back.hide()
        self._typed_before = ""
        self._none = Label(theme, self.tr("Nothing fits these letters."), tone="text2")
        self._lay_out()
        self._settle()

    def _lay_out(self) -> None:
        card = PaletteCard(self.theme)
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 18, 12)
        head.setSpacing(sizes.S)
        self._search_icon = IconLabel(self.theme, "search", "text2")
        head.addWidget(self._search_icon)
        head.addWidget(self._back)
        head.addWidget(self._field, 1)
        head.addWidget(Chip(self.theme, "Esc"))
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 8, 18, 10)
        foot.setSpacing(sizes.M)
        self._tab_words = Label(self.theme, self.tr("Tab more options"), px=sizes.TINY, tone="text2")
        self._kinds_words = Label(
            self.theme, self.tr("Type > for commands, @ for columns, # for runs"), px=sizes.TINY, tone="text2"
        )
        for words in (self.tr("↑ ↓ choose"), self.tr("Enter run")):
            foot.addWidget(Label(self.theme, words, px=sizes.TINY, tone="text2"))
        foot.addWidget(self._tab_words)
        foot.addStretch(1)
        foot.addWidget(self._kinds_words)
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
        """Up, Down, Enter and Tab belong to the list while the field has the letters."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in STEPS:
                self._choose(self._model.next_item(self._list.currentIndex().row(), STEPS[key]))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentIndex())
                return True
            if key == Qt.Key.Key_Tab:
                self._show_more(self._list.currentIndex())
                return True
            if self._goes_back(key):
                self._go_back()
                return True
            if key == Qt.Key.Key_Backtab:
                return True  # the field is all there is to go to
        return super().eventFilter(watched, event)

    def _goes_back(self, key: Qt.Key) -> bool:
        emptied = key == Qt.Key.Key_Backspace and not self._field.text()
        return self._model.of is not None and (emptied or key in (Qt.Key.Key_Escape, Qt.Key.Key_Backtab))

    # further choices

    def _show_more(self, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE) if index.isValid() else None
        if isinstance(item, PaletteItem) and self._model.of is None and self._model.show_more(item):
            self._typed_before = self._field.text()
            self._turn(self.tr("More options: {item}").format(item=item.words), "")

    def _go_back(self) -> None:
        """To everything, as it was typed, with the item chosen whose options were shown."""
        item = self._model.of
        self._model.show_all()
        self._turn(self.tr("Type a few letters"), self._typed_before)
        self._model.find(self._typed_before)
        self._settle()
        self._choose(self._model.row_of(item))

    def _turn(self, placeholder: str, typed: str) -> None:
        within = self._model.of is not None
        self._search_icon.setVisible(not within)
        self._back.setVisible(within)
        self._kinds_words.setVisible(not within)
        self._field.setPlaceholderText(placeholder)
        self._field.setText(typed)
        self._settle()

    def _on_typed(self, text: str) -> None:
        self._model.find(text)
        self._settle()

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
        item = self._model.index(row, 0).data(ITEM_ROLE) if row >= 0 else None
        self._tab_words.setVisible(isinstance(item, PaletteItem) and item.more is not None)
        if isinstance(item, PaletteItem) and self.isVisible():  # the keyboard stays in the field: nobody else says it
            told = ", ".join(part for part in (item.words, item.aside, item.keys) if part)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, told))

    def _run(self, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE) if index.isValid() else None
        if not isinstance(item, PaletteItem):
            return
        if item.opens:
            self._show_more(index)
            return
        key = item.key or (self._model.of.key if self._model.of is not None else "")
        self.close()
        if key:
            self.chosen.emit(key)
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
