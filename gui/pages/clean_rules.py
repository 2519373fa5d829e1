"""The list of rules: chosen by click and arrows, switched by Space, moved by dragging or Alt ↑↓, removed by Del."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from gui.models.cells import CellRole
from gui.models.recipe import RecipeModel
from gui.pages.clean_drag import RuleDrag
from gui.theme import Theme
from gui.widgets.painting import RingedView, antialiased
from gui.widgets.rule_delegate import RuleDelegate


class RuleList(RingedView, QListView):
    """Over a `RecipeModel`. `chosen(step id)`, and `remove_asked(step id)`; the model asks for the rest."""

    chosen = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, theme: Theme, model: RecipeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._model = model
        self.setModel(model)
        self._delegate = RuleDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.drag = RuleDrag(theme, self)
        self._pressed: QPoint | None = None
        model.modelReset.connect(self.drag.cancel)
        self.setAccessibleName(self.tr("Recipe"))
        self.setAccessibleDescription(self.tr("Space switches a rule, Alt with an arrow moves it, Delete removes it"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)  # see clean_drag
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.viewport().update)

    @property
    def chosen_id(self) -> str:
        """The chosen rule, "" when there is none."""
        return str(self.currentIndex().data(CellRole.KEY) or "")

    def choose(self, step_id: str) -> None:
        """Select a rule by its id."""
        row = self._model.row_of(step_id)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row))

    # dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a rule; it may be about to be dragged."""
        super().mousePressEvent(event)
        index, place = self.indexAt(event.position().toPoint()), event.position()
        on_switch = index.isValid() and self._delegate.is_on_switch(self.visualRect(index), index, place)
        takes = event.button() == Qt.MouseButton.LeftButton and index.isValid() and not on_switch
        self._pressed = place.toPoint() if takes else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it was pressed, the rule follows."""
        place = event.position().toPoint()
        if self.drag.active:
            self.drag.move(place)
        elif self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (place - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self.drag.begin(self.indexAt(self._pressed).row(), self._pressed)
            self.drag.move(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the rule down."""
        self._pressed = None
        if not self.drag.active:
            super().mouseReleaseEvent(event)
            return
        moved = self.drag.drop()
        if moved is not None:
            self._model.moveRow(QModelIndex(), moved[0], QModelIndex(), moved[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen rule stays in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Another window or control takes over: nothing is dragged any more."""
        super().focusOutEvent(event)
        self.drag.cancel()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rules, and over them what is dragged."""
        super().paintEvent(event)
        if self.drag.active:
            painter = antialiased(self.viewport())
            self.drag.paint(painter)
            painter.end()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list; while a rule is dragged, only Esc, which leaves it where it was."""
        if self.drag.active:
            if event.key() == Qt.Key.Key_Escape:
                self._pressed = None
                self.drag.cancel()
            return
        index, alt = self.currentIndex(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        key = event.key()
        if not index.isValid():
            super().keyPressEvent(event)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_chosen(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Space:
            self.switch_chosen()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit(self.chosen_id)
        else:
            super().keyPressEvent(event)

    def move_chosen(self, by: int) -> None:
        """Ask for the chosen rule to be further up or down."""
        to = self.currentIndex().row() + by
        if self.currentIndex().isValid() and 0 <= to < self._model.rowCount():
            self._model.move_asked.emit(self.chosen_id, to)

    def switch_chosen(self) -> None:
        """Ask for the chosen rule to be on or off."""
        index, role = self.currentIndex(), Qt.ItemDataRole.CheckStateRole
        if index.isValid():
            on = Qt.CheckState(index.data(role)) == Qt.CheckState.Checked
            self._model.setData(index, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, role)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(str(current.data(CellRole.KEY)))
