"""History beside the recipe: every step with its time, the present one marked; a click goes there, back or forth."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.models.cells import CellRole
from gui.models.steps import Place, StepsModel
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import IconButton, Inspector, Prose
from gui.widgets.moments import short_moment
from gui.widgets.painting import RingedView, fill_round

Index = QModelIndex | QPersistentModelIndex
ROW, TEXT_X = 46, 34
DIM = 0.55


class StepDelegate(QStyledItemDelegate):
    """The present step on the selection's ground, later ones dim, data that came in with a camera."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        del option, index
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, mark, words, when."""
        rect, flags = QRectF(option.rect).adjusted(0, 1, 0, -1), option.state
        here = index.data(CellRole.STATE) == Place.HERE
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        current = flags & QStyle.StateFlag.State_HasFocus or flags & QStyle.StateFlag.State_MouseOver
        if here or current:
            fill_round(painter, rect, self.theme.colour("select" if here else "hover"), sizes.RADIUS)
        painter.setOpacity(DIM if index.data(CellRole.STATE) == Place.LATER else 1.0)
        icon, tone = str(index.data(CellRole.ICON)), "accent" if here else "text3"
        self.theme.draw_icon(painter, icon, tone, rect.x() + 9, rect.y() + 7, 14)
        self._line(painter, rect, 15, str(index.data() or ""), self.theme.font(sizes.SMALL, 500), "text")
        summary = str(index.data(CellRole.SUMMARY) or "")
        self._line(painter, rect, 32, summary, self.theme.font(sizes.TINY), "text2" if here else "text3")
        painter.restore()

    def _line(self, painter: QPainter, rect: QRectF, middle: int, text: str, font: QFont, tone: str) -> None:
        painter.setFont(font)
        painter.setPen(self.theme.colour(tone))
        metrics, room = painter.fontMetrics(), int(rect.width()) - TEXT_X - 8
        base = round(rect.y() + middle + (metrics.ascent() - metrics.descent()) / 2)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(rect.x() + TEXT_X, base), shown)


class StepList(RingedView, QListView):
    """Arrows walk, Return, Space and clicks go: `chosen(row)`."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, model: StepsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setModel(model)
        self.setItemDelegate(StepDelegate(theme, self))
        self.setAccessibleName(self.tr("Steps"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("background: transparent;")  # the panel behind it shows
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(ROW * 4)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space go to the current step."""
        goes = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if goes and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())


class HistoryPanel(Inspector):
    """Undo and redo, and every step between."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("History"), parent)
        self._session = session
        self.setAccessibleName(self.tr("History"))
        stack = session.undo_stack
        for icon, name, slot, able, changed in (
            ("undo-2", self.tr("Undo"), stack.undo, stack.canUndo(), stack.canUndoChanged),
            ("redo-2", self.tr("Redo"), stack.redo, stack.canRedo(), stack.canRedoChanged),
        ):
            button = IconButton(theme, icon, name, size=sizes.CONTROL_SMALL)
            button.clicked.connect(slot)
            button.setEnabled(able)
            changed.connect(button.setEnabled)
            self.add_head_action(button)
        self.steps = StepsModel(stack, short_moment, self)
        self.view = StepList(theme, self.steps)
        self.view.chosen.connect(self._on_chosen)
        self.column.insertWidget(self.column.count() - 1, self.view, 10)
        words = self.tr("Undo goes back any number of steps. What was saved before stays listed.")
        self.set_foot(Prose(theme, words, px=sizes.SMALL))
        self.steps.modelReset.connect(self._on_steps)
        session.project_opened.connect(self._on_opened)
        session.project_closed.connect(self._on_opened)
        self._on_opened()

    def _on_opened(self) -> None:
        self.steps.show_earlier(self._session.earlier)

    def _on_steps(self) -> None:
        """The present stays in sight."""
        here = self.steps.index(self.steps.here, 0)
        self.view.setCurrentIndex(here)
        self.view.scrollTo(here)

    def _on_chosen(self, row: int) -> None:
        index, entry = self.steps.stack_index(row), self.steps.entry(row)
        if index is not None:
            self._session.undo_stack.setIndex(index)
        elif entry is not None:
            self._session.go_back_to(entry)
