"""The list of rules to add: each with its name and what it is for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from core.cleaning.rule import Rule
from gui.theme import Theme, sizes
from gui.widgets import tight, translated
from gui.widgets.painting import fill_round
from gui.widgets.popup_card import PopupCard

Index = QModelIndex | QPersistentModelIndex
ROW, WIDTH, FRAME = 50, 470, 4


class RuleKindDelegate(QStyledItemDelegate):
    """Icon, name, sentence."""

    def __init__(self, theme: Theme, rules: Mapping[str, type[Rule]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rules = list(rules.values())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        del option, index
        return QSize(WIDTH, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """All of a line."""
        rule, rect, flags = self._rules[index.row()], QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if flags & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            fill_round(painter, rect.adjusted(4, 1, -4, -1), self.theme.colour("hover"), sizes.RADIUS)
        self.theme.draw_icon(painter, rule.icon, "accent", rect.x() + 16, rect.y() + 9)
        self._line(painter, rect, 17, translated("cleaning", rule.name), sizes.BODY, 500, "text")
        self._line(painter, rect, 35, translated("cleaning", rule.sentence), sizes.SMALL, 400, "text2")
        painter.restore()

    def _line(self, painter: QPainter, rect: QRectF, y: int, text: str, px: int, weight: int, tone: str) -> None:
        font = self.theme.font(px, weight)
        painter.setFont(font)
        painter.setPen(self.theme.colour(tone))
        words = QRectF(rect.x() + 44, rect.y() + y - 10, rect.width() - 58, 20)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


class RuleKindList(QListView):
    """Return takes the current one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class RuleChooser(PopupCard):
    """A popup; `chosen(kind)` with a key of RULES."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, rules: Mapping[str, type[Rule]], parent: QWidget) -> None:
        super().__init__(theme, self.tr("Add a rule"), parent)
        self._kinds = list(rules)
        self.list = RuleKindList()
        spoken = [f"{translated('cleaning', r.name)}. {translated('cleaning', r.sentence)}" for r in rules.values()]
        self.list.setModel(QStringListModel(spoken, self))
        self.list.setItemDelegate(RuleKindDelegate(theme, rules, self))
        self.list.setMouseTracking(True)
        self.list.setStyleSheet("background: transparent;")  # the card behind it shows
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(self.tr("Rules"))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # all of them have room
        self.list.setFixedSize(WIDTH, ROW * len(self._kinds) + 2 * FRAME)
        self.list.clicked.connect(self._on_clicked)
        tight(QVBoxLayout(self), sizes.XS).addWidget(self.list)

    def open_at(self, right_bottom: QPoint) -> None:
        """Show with the upper right corner there."""
        self.adjustSize()
        self.move(right_bottom.x() - self.width(), right_bottom.y())
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.hide()
        self.chosen.emit(self._kinds[index.row()])
