"""The grid of a rule's values, in which a person writes what each becomes."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.base.spaces import spaces_shown
from gui.models.blocks import Block
from gui.models.cells import CellRole, CellState
from gui.models.differences import AFTER, BEFORE, COUNT
from gui.models.spellings import SpellingsModel
from gui.pages.clean_difference_grid import DifferenceGrid
from gui.pages.clean_mapping import is_escape
from gui.theme import Theme
from gui.widgets import TextField
from gui.widgets.cell_painter import ARROW_PX, CHIP_TEXT_PX, PAD

Index = QModelIndex | QPersistentModelIndex
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
PLAIN = (CellState.NORMAL, CellState.FADED)


class ShownSpellings(SpellingsModel):
    """What isn't changed begins where the words in the chips begin, and shows its spaces as they do."""

    def block(self, column: int, first: int, end: int) -> Block:
        """Cells as the grid paints them."""
        indexes = [self.index(row, column) for row in range(first, end)]
        texts = [str(index.data()) for index in indexes]
        states = [CellState(index.data(CellRole.STATE)) for index in indexes]
        if column not in (BEFORE, AFTER):
            shares = [index.data(CellRole.SHARE) for index in indexes] if column == COUNT else ()
            return Block(texts, states, column == COUNT, shares)
        indent = CHIP_TEXT_PX - PAD + (ARROW_PX if column == AFTER else 0)
        texts = [spaces_shown(text) if state in PLAIN else text for text, state in zip(texts, states, strict=True)]
        return Block(texts, states, indent=indent)


class SpellingGrid(DifferenceGrid):
    """Enter, F2, a letter or a double click edits what the value becomes; Del leaves that to the rule again."""

    def __init__(self, theme: Theme, model: ShownSpellings, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, parent)
        self._spellings = model
        self.setAccessibleName(self.tr("Values and what they become"))
        self.setAccessibleDescription(
            self.tr("Enter edits what a value becomes, Delete leaves it to the rule, Escape leaves all as it was")
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(SpellingDelegate(theme, self))
        self.doubleClicked.connect(self.edit_row)

    def edit_row(self, index: Index) -> None:
        """Write what the value in this row becomes."""
        if index.isValid():
            at = self._spellings.index(index.row(), AFTER)
            self.setCurrentIndex(at)
            self.edit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that edit; the others as in every grid."""
        index, plain = self.currentIndex(), not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not index.isValid() or not plain:
            super().keyPressEvent(event)
        elif event.key() in OPENING:
            if self.state() != QAbstractItemView.State.EditingState:  # the key that ends a field comes here, too
                self.edit_row(index)
        elif event.key() in CLEARING:
            self._spellings.make_automatic(index.row())
        elif event.text().strip() and event.text().isprintable():
            self.edit_row(index)
            field = self.findChild(TextField)
            if field is not None:  # as in a spreadsheet: a letter begins the new value
                field.setText(event.text())
                field.textEdited.emit(event.text())
        else:
            super().keyPressEvent(event)


class SpellingDelegate(QStyledItemDelegate):
    """A field where the value after the rule stands; each letter is tried."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field."""
        del option
        value = index.sibling(index.row(), BEFORE).data()
        field = TextField(self.theme, self.tr("“{value}” becomes").format(value=value), self.tr("missing"), parent)
        model, row = cast(SpellingsModel, index.model()), index.row()
        field.textEdited.connect(lambda text: model.try_out(row, text))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What it becomes now, all of it selected."""
        assert isinstance(editor, TextField)
        if not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what is written."""
        assert isinstance(editor, TextField)
        model.setData(cast(QModelIndex, index), editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Behind the arrow, as high as the row."""
        del index
        editor.setFixedHeight(option.rect.height() - 1)
        editor.setGeometry(option.rect.adjusted(ARROW_PX + 4, 0, -4, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Esc brings back what held."""
        if is_escape(event):
            grid = self.parent()
            assert isinstance(grid, SpellingGrid)
            cast(SpellingsModel, grid.model()).try_out(0, None)
        return super().eventFilter(editor, event)
