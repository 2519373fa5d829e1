"""What was done since the project was opened; a click goes back there, or forward again."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QUndoStack
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QUndoView, QWidget

from gui.theme import Theme, sizes
from gui.widgets import IconButton, Inspector, Prose
from gui.widgets.painting import RingedView, fill_round

Index = QModelIndex | QPersistentModelIndex
ROW = 34


class StepDelegate(QStyledItemDelegate):
    """The present step on the selection's ground, later ones dim."""

    def __init__(self, theme: Theme, stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._stack = stack

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        del option, index
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, dot, words."""
        rect, here = QRectF(option.rect), self._stack.index()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        present, later = index.row() == here, index.row() > here
        if present or option.state & QStyle.StateFlag.State_MouseOver:
            fill_round(painter, rect.adjusted(0, 1, 0, -1), self.theme.colour("select" if present else "hover"), 6)
        icon = "circle-dot" if present else "circle"
        tone = "accent" if present else "text3"
        self.theme.draw_icon(painter, icon, tone, rect.x() + 8, rect.center().y() - 7, 14, 0.5 if later else 1.0)
        painter.setFont(self.theme.font(sizes.SMALL, 500 if present else 400))
        painter.setPen(self.theme.colour("text3" if later else "text"))
        metrics = painter.fontMetrics()
        room = int(rect.width()) - 38
        shown = metrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room)
        base = round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)
        painter.drawText(QPointF(rect.x() + 30, base), shown)
        painter.restore()


class StepsView(RingedView, QUndoView):
    """The list of steps."""

    def __init__(self, theme: Theme, stack: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(stack, parent)
        self.theme = theme


class HistoryPanel(Inspector):
    """Undo and redo, and every step between."""

    def __init__(self, theme: Theme, stack: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("History"), parent)
        self.setAccessibleName(self.tr("History"))
        for icon, name, slot, able, changed in (
            ("undo-2", self.tr("Undo"), stack.undo, stack.canUndo(), stack.canUndoChanged),
            ("redo-2", self.tr("Redo"), stack.redo, stack.canRedo(), stack.canRedoChanged),
        ):
            button = IconButton(theme, icon, name, size=sizes.CONTROL_SMALL)
            button.clicked.connect(slot)
            button.setEnabled(able)
            changed.connect(button.setEnabled)
            self.add_head_action(button)
        self.view = StepsView(theme, stack)
        self.view.setEmptyLabel(self.tr("As it was opened"))
        self.view.setItemDelegate(StepDelegate(theme, stack, self.view))
        self.view.setAccessibleName(self.tr("Steps"))
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.viewport().setAutoFillBackground(False)
        self.view.setStyleSheet("background: transparent;")
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.setMinimumHeight(ROW * 6)
        at = self.column.count() - 1
        self.column.insertWidget(at, self.view, 10)
        words = self.tr("Undo goes back any number of steps. Your file is never changed.")
        self.set_foot(Prose(theme, words, px=sizes.SMALL))
        theme.changed.connect(self.view.viewport().update)
