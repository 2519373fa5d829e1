"""How a rule is painted in the recipe: handle, number, icon, title and summary, what it did, and its switch."""

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
)
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.models.cells import CellRole
from gui.theme import Theme, sizes
from gui.widgets.painting import fill_round, hairline
from gui.widgets.switch import TRACK_HEIGHT, TRACK_WIDTH, paint_switch

Index = QModelIndex | QPersistentModelIndex
DIVIDER = 30
GRIP_X, NUMBER_X, ICON_X, TEXT_X, RIGHT = 4, 22, 44, 68, 12
SWITCH_GAP = 14


class RuleDelegate(QStyledItemDelegate):
    """54 px a rule. A rule whose model says `CellRole.DIVIDER` has the words "Suggested, not used" above it."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._title = theme.font(sizes.BODY, 500)
        self._summary = theme.font(sizes.SMALL)
        self._count = theme.font(sizes.BODY, 600)
        self._unit = theme.font(sizes.TINY)
        self._number = theme.font(sizes.SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row, with the divider's room where there is one."""
        del option
        return QSize(240, sizes.RULE_ROW + (DIVIDER if index.data(CellRole.DIVIDER) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """All of a rule."""
        whole = QRectF(option.rect)
        flags: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if index.data(CellRole.DIVIDER):
            self._paint_divider(painter, whole)
        rect = self._row(whole, index)
        selected = bool(flags & QStyle.StateFlag.State_Selected)
        hovered = bool(flags & QStyle.StateFlag.State_MouseOver)
        ground = rect.adjusted(0, 1, 0, -1)
        if selected or hovered:
            fill_round(painter, ground, self.theme.colour("select" if selected else "hover", 1 if selected else 0.6), 6)
        self._paint_lead(painter, rect, index, show_grip=selected or hovered, quiet="text2" if selected else "text3")
        quiet = "text2" if selected else "text3"
        self._paint_words(painter, rect, index, self._paint_outcome(painter, rect, index, quiet), quiet)
        paint_switch(painter, self.theme, self.switch_rect(rect), self._on(index))
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the switch asks the model."""
        if event.type() not in (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonPress):
            return False
        assert isinstance(event, QMouseEvent)
        on_switch = self.is_on_switch(option.rect, index, event.position())
        if event.button() != Qt.MouseButton.LeftButton or not on_switch:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            wanted = Qt.CheckState.Unchecked if self._on(index) else Qt.CheckState.Checked
            model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)
        return True

    def is_on_switch(self, whole: QRect, index: Index, place: QPointF) -> bool:
        """Whether a place is on a rule's switch, or so near that it is meant."""
        around = self.switch_rect(self._row(QRectF(whole), index)).adjusted(-8, -10, 8, 10)
        return around.contains(place)

    @staticmethod
    def switch_rect(rect: QRectF) -> QRectF:
        """Where the switch is within a rule's row."""
        left = rect.right() - RIGHT - TRACK_WIDTH
        return QRectF(left, rect.center().y() - TRACK_HEIGHT / 2, TRACK_WIDTH, TRACK_HEIGHT)

    @staticmethod
    def _row(whole: QRectF, index: Index) -> QRectF:
        return whole.adjusted(0, DIVIDER if index.data(CellRole.DIVIDER) else 0, 0, 0)

    @staticmethod
    def _on(index: Index) -> bool:
        return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked

    def _paint_divider(self, painter: QPainter, whole: QRectF) -> None:
        words, middle = self.tr("Suggested, not used"), whole.y() + DIVIDER / 2 + 2
        painter.setFont(self.theme.font(sizes.TINY, 500))
        painter.setPen(self.theme.colour("text3"))
        self._line(painter, whole.x() + RIGHT, middle, words)
        left = whole.x() + RIGHT + painter.fontMetrics().horizontalAdvance(words) + 10
        hairline(painter, left, middle, whole.right() - RIGHT - left, 1, self.theme.colour("line"))

    def _paint_lead(self, painter: QPainter, rect: QRectF, index: Index, *, show_grip: bool, quiet: str) -> None:
        on, middle = self._on(index), rect.center().y()
        if show_grip:
            self.theme.draw_icon(painter, "grip-vertical", quiet, rect.x() + GRIP_X, middle - 8)
        painter.setFont(self._number)
        painter.setPen(self.theme.colour(quiet))
        number = str(index.data(CellRole.NUMBER)) if on else "–"
        width = painter.fontMetrics().horizontalAdvance(number)
        self._line(painter, rect.x() + NUMBER_X + (14 - width) / 2, middle, number)
        icon = str(index.data(CellRole.ICON))
        self.theme.draw_icon(painter, icon, "text2" if on else "text3", rect.x() + ICON_X, rect.y() + 10)

    def _paint_outcome(self, painter: QPainter, rect: QRectF, index: Index, quiet: str) -> tuple[float, float]:
        """What the rule did; gives where the two lines of words must end."""
        right = rect.right() - RIGHT - TRACK_WIDTH - SWITCH_GAP
        count, unit = str(index.data(CellRole.COUNT) or ""), str(index.data(CellRole.UNIT) or "")
        tone = str(index.data(CellRole.TONE) or "text")
        widths = [QFontMetrics(self._count).horizontalAdvance(count), QFontMetrics(self._unit).horizontalAdvance(unit)]
        painter.setFont(self._count)
        painter.setPen(self.theme.colour(tone))
        if count:
            self._line(painter, right - widths[0], rect.y() + 18, count)
        painter.setFont(self._unit)
        painter.setPen(self.theme.colour(tone if tone == "warn" else quiet))
        self._line(painter, right - widths[1], rect.y() + (36 if count else 18), unit)
        if not count:  # beside the title: the summary, which is longer, keeps its line to itself
            widths = [widths[1], -SWITCH_GAP]
        if tone == "warn":
            self.theme.draw_icon(painter, "triangle-alert", "warn", right - widths[0] - 18, rect.y() + 11, 14)
            widths[0] += 18
        return right - widths[0] - SWITCH_GAP, right - widths[1] - SWITCH_GAP

    def _paint_words(
        self, painter: QPainter, rect: QRectF, index: Index, ends: tuple[float, float], quiet: str
    ) -> None:
        left = rect.x() + TEXT_X
        painter.setFont(self._title)
        painter.setPen(self.theme.colour("text" if self._on(index) else "text2"))
        self._elided(painter, left, rect.y() + 18, str(index.data(CellRole.TITLE)), int(ends[0] - left))
        painter.setFont(self._summary)
        painter.setPen(self.theme.colour(quiet))
        self._elided(painter, left, rect.y() + 37, str(index.data(CellRole.SUMMARY)), int(ends[1] - left))

    def _elided(self, painter: QPainter, x: float, middle: float, text: str, room: int) -> None:
        self._line(painter, x, middle, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))

    @staticmethod
    def _line(painter: QPainter, x: float, middle: float, text: str) -> None:
        metrics = painter.fontMetrics()
        painter.drawText(QPointF(x, round(middle + (metrics.ascent() - metrics.descent()) / 2)), text)
