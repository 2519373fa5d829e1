"""Pairs of values, edited in place: what is there, and what shall be there instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets import Button, IconButton, IconLabel, TextField, tight

MOST_PX = 400


class MappingField(QWidget):
    """Pairs of what is there and what shall be there; the last, empty pair is for a new one."""

    edited = Signal(object)
    tried = Signal(object)  # what the fields say while a person types
    given_up = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setMaximumWidth(MOST_PX)
        self._rows: list[tuple[QWidget, TextField, TextField]] = []
        self._shown: tuple[tuple[str, str | None], ...] = ()
        self._column = tight(QVBoxLayout(self), 0, sizes.XXS)
        self._pairs = tight(QVBoxLayout(), 0, sizes.XXS)
        more = Button(theme, self.tr("Another value"), kind="link", icon="plus", size="small")
        more.clicked.connect(self.add_pair)
        self._column.addLayout(self._pairs)
        self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def pairs(self) -> list[list[str | None]]:
        """What the fields say; a pair of two empty fields says nothing."""
        texts = [(before.text(), after.text()) for _, before, after in self._rows]
        return [[before, after or None] for before, after in texts if before or after]

    def show_pairs(self, pairs: Sequence[tuple[str, str | None]]) -> None:
        """Show these pairs."""
        shown = tuple((before, after) for before, after in pairs)
        if shown == self._shown and self._rows:
            return
        self._shown = shown
        while self._rows:
            self._drop(self._rows[-1][0])
        for before, after in shown:
            self._add(before, after or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in a field brings back all pairs that hold."""
        if not is_escape(event) or self._said() == self._shown:
            return super().eventFilter(watched, event)
        shown, self._shown = self._shown, ()
        self.blockSignals(True)  # a field that goes with the focus in it would tell its text
        self.show_pairs(shown)
        self.blockSignals(False)
        self.given_up.emit()
        return True

    def add_pair(self) -> None:
        """An empty pair to fill in."""
        self._add("", "").setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, before: str, after: str) -> TextField:
        row = QWidget()
        line = tight(QHBoxLayout(row), 0, sizes.XS)
        first = TextField(self.theme, self.tr("Value"), self.tr("value"))
        second = TextField(self.theme, self.tr("Becomes"), self.tr("missing"))
        first.setText(before)
        second.setText(after)
        remove = IconButton(self.theme, "x", self.tr("Remove this value"), size=sizes.HIT_AREA)
        for field in (first, second):
            field.setMinimumWidth(40)
            field.editingFinished.connect(self._on_edited)
            field.textEdited.connect(self._on_typed)
            field.installEventFilter(self)
        remove.clicked.connect(self._on_remove)
        line.addWidget(first, 1)
        line.addWidget(IconLabel(self.theme, "arrow-right", "text3"))
        line.addWidget(second, 1)
        line.addWidget(remove)
        self._pairs.addWidget(row)
        self._rows.append((row, first, second))
        return first

    def _drop(self, row: QWidget) -> None:
        self._rows = [one for one in self._rows if one[0] is not row]
        row.hide()
        row.deleteLater()

    def _on_remove(self) -> None:
        button = self.sender()
        row = next((one[0] for one in self._rows if button in one[0].children()), None)
        if row is not None:
            self._drop(row)
            self._on_edited()

    def _said(self) -> tuple[tuple[str | None, str | None], ...]:
        return tuple((pair[0], pair[1]) for pair in self.pairs)

    def _on_typed(self) -> None:
        self.tried.emit(self.pairs)

    def _on_edited(self) -> None:
        if self._said() != self._shown:
            self.edited.emit(self.pairs)


def is_escape(event: QEvent) -> bool:
    """Whether the key Esc was pressed."""
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
