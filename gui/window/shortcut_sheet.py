"""All shortcuts on one sheet, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.actions import ACTIONS, ActionEntry, keys_of, words_of
from gui.theme import Theme, sizes
from gui.widgets import Button, Chip, Label, ScrollPane, tight

AROUND, BAR = 200, 20  # what stands above and below the lines, and around the sheet; room of a scroll bar


class ShortcutSheet(QDialog):
    """Two columns of words and keys; first the table's, then those that belong to lists and grids."""

    def __init__(self, theme: Theme, actions: dict[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = [(self._words(entry), keys_of(actions[entry.key])) for entry in ACTIONS if entry.keys]
        lines += [
            (self.tr("Copy the selected cells"), "Ctrl C"),
            (self.tr("First and last cell"), "Ctrl Home, Ctrl End"),
            (self.tr("Select a column or a row"), self.tr("Ctrl Space, Shift Space")),
            (self.tr("The menu of a column"), "Alt ↓"),
            (self.tr("Switch a rule on or off"), self.tr("Space")),
            (self.tr("Move a rule"), "Alt ↑ ↓"),
            (self.tr("Close the topmost layer"), "Esc"),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(sizes.L)
        grid.setVerticalSpacing(sizes.XS)
        half = (len(lines) + 1) // 2
        for index, (words, keys) in enumerate(lines):
            column = 0 if index < half else 3
            grid.addWidget(Label(theme, words), index % half, column)
            grid.addWidget(Chip(theme, keys), index % half, column + 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnMinimumWidth(2, sizes.XL)
        close = Button(theme, self.tr("Close"), kind="primary")
        close.clicked.connect(self.close)
        foot = tight(QHBoxLayout())
        foot.addStretch(1)
        foot.addWidget(close)
        layout = tight(QVBoxLayout(self), sizes.XL, sizes.M)
        layout.addWidget(Label(theme, self.windowTitle(), px=sizes.TITLE, weight=600))
        layout.addWidget(self._scrolled(grid, parent.window().height()))
        layout.addLayout(foot)

    def _scrolled(self, grid: QGridLayout, room: int) -> ScrollPane:
        """All lines where the window is high enough; with large text on a small screen it may not be."""
        pane = ScrollPane(0, 0)
        pane.column.addLayout(grid)
        whole = grid.sizeHint()
        high = min(whole.height(), room - AROUND)
        pane.setMinimumSize(whole.width() + (BAR if high < whole.height() else 0), high)
        grid.setContentsMargins(0, 0, BAR if high < whole.height() else 0, 0)
        if high < whole.height():
            pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll it
            pane.setAccessibleName(self.windowTitle())
        return pane

    def _words(self, entry: ActionEntry) -> str:
        words = words_of(entry)
        return self.tr("Go to {page}").format(page=words) if entry.key.startswith("go_") else words
