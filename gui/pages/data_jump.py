"""Go to a row by its number (Ctrl G): a small card over the grid; where it can't go, it says why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout

from gui.models.table import TableModel
from gui.pages.data_grid_view import ProfiledGrid
from gui.theme import Theme, sizes
from gui.widgets import Card, IconButton, Label, tight
from gui.widgets.fields import TextField

WIDTH, TOP = 280, 8


class RowJump(Card):
    """Lies over the grid's first rows; `ask` opens it, Enter goes, Esc closes."""

    def __init__(self, theme: Theme, grid: ProfiledGrid, model: TableModel) -> None:
        super().__init__(theme, parent=grid.viewport())
        self._grid, self._model = grid, model
        self.setAccessibleName(self.tr("Go to row"))
        self.field = TextField(theme, self.tr("Row number"))
        self.field.returnPressed.connect(self._on_enter)
        self.field.textEdited.connect(self._on_edited)
        self._why = Label(theme, px=sizes.SMALL, tone="bad")
        self._why.setWordWrap(True)
        self._why.hide()
        close = IconButton(theme, "x", self.tr("Close"), size=sizes.HIT_AREA)
        close.clicked.connect(self.leave)
        row = tight(QHBoxLayout(), 0, sizes.XS)
        row.addWidget(Label(theme, self.tr("Go to row")))
        row.addWidget(self.field, 1)
        row.addWidget(close)
        column = tight(QVBoxLayout(self), sizes.XS, sizes.XXS)
        column.addLayout(row)
        column.addWidget(self._why)
        self.setFixedWidth(WIDTH)
        grid.viewport().installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """Why it couldn't go there; "" when nothing is wrong."""
        return "" if self._why.isHidden() else self._why.text()

    def ask(self) -> None:
        """Open, ready to type."""
        table = self._model.table
        if table is None or not table.rows:
            return
        self.field.setPlaceholderText(self.tr("1 to {last}").format(last=f"{int(table.source_rows[-1]):,}"))
        self._say("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def leave(self) -> None:
        """Back to the grid."""
        self._say("")
        self.hide()
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the right edge."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _on_edited(self) -> None:
        self._say("")

    def _on_enter(self) -> None:
        typed = "".join(letter for letter in self.field.text() if letter not in ",. \u202f\u00a0#'’")
        if not typed.isdecimal():
            self._say(self.tr("Type a row’s number"))
            return
        row = self._model.row_of_source(int(typed))
        if row is None:
            self._say(self._why_not(int(typed)))
            return
        self.leave()
        index = self._model.index(row, max(self._grid.currentIndex().column(), 0))
        self._grid.setCurrentIndex(index)
        self._grid.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _why_not(self, number: int) -> str:
        table = self._model.table
        assert table is not None
        last = int(table.source_rows[-1])
        if not 1 <= number <= last:
            return self.tr("The rows go from 1 to {last}").format(last=f"{last:,}")
        if number in table.source_rows:
            return self.tr("Row {row} doesn’t fit the filter").format(row=f"{number:,}")
        return self.tr("Row {row} was set aside: it doesn’t fit the header").format(row=f"{number:,}")

    def _say(self, why: str) -> None:
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.field.set_wrong(bool(why))
        self.field.setAccessibleDescription(why)
        self._place()

    def _place(self) -> None:
        """At the right edge, as high as it needs to be."""
        self.adjustSize()
        self.move(max(self._grid.viewport().width() - self.width() - TOP, 0), TOP)
