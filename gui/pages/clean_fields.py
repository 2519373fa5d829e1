"""The editors of a rule's fields, one kind of field each; all tell `edited(value)` with a value as JSON has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.cleaning.fields import Field, FieldKind, Suits
from core.data.columns import Storage
from core.data.levels import number_text
from gui.pages.clean_columns import ColumnsField
from gui.theme import Theme, sizes
from gui.widgets import Button, CheckBox, ChoiceField, IconButton, IconLabel, Label, Prose, TextField, tight, translated

LABEL_PX, FIELD_PX, NUMBER_PX = 124, 340, 140
SUITS = {
    Suits.ANY: (Storage.NUMBER, Storage.DATE, Storage.TEXT),
    Suits.NUMBERS: (Storage.NUMBER,),
    Suits.TEXTS: (Storage.TEXT,),
}
Columns = Mapping[str, frozenset[Storage]]  # how a column is stored, before or after the recipe


class FieldRow(QWidget):
    """A field's title, its editor, and below it the sentence when a value can't be used."""

    edited = Signal(str, object)  # the field's name, value

    def __init__(self, theme: Theme, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.field = field
        self.title = translated("cleaning", field.title)
        self._sentence = translated("cleaning", field.sentence) if field.sentence else ""
        self._wrong = Prose(theme, "", px=sizes.SMALL, tone="bad")
        self._wrong.hide()
        self.editor = self._make_editor()
        self.editor.setToolTip(self._sentence)
        self.editor.setAccessibleDescription(self._sentence)
        column = tight(QVBoxLayout(), 0, sizes.XXS)
        column.addWidget(self.editor)
        column.addWidget(self._wrong)
        row = tight(QHBoxLayout(self), 0, sizes.S)
        if field.kind is not FieldKind.FLAG:
            row.addWidget(self._make_label(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addStretch(0)

    @property
    def wrong(self) -> str:
        """The sentence beside the field, "" when its value is fine."""
        return self._wrong.text_shown if not self._wrong.isHidden() else ""

    def set_wrong(self, sentence: str) -> None:
        """Say why the value can't be used; "" that it can."""
        self._wrong.set_text(sentence)
        self._wrong.setVisible(bool(sentence))
        if not isinstance(self.editor, ColumnsField):  # that says itself which columns are chosen
            self.editor.setAccessibleDescription(sentence or self._sentence)
        if isinstance(self.editor, TextField):
            self.editor.set_wrong(bool(sentence))

    def show_value(self, value: Any, columns: Columns) -> None:
        """Show the value that holds."""
        editor = self.editor
        if isinstance(editor, ColumnsField):
            editor.show_columns(self._offered(columns), value)
        elif isinstance(editor, ChoiceField):
            if self.field.kind is FieldKind.COLUMN:
                names = self._offered(columns)
                editor.set_options([(name, name) for name in (names if value in names else [value, *names])])
            editor.set_key(str(value))
        elif isinstance(editor, CheckBox):
            editor.blockSignals(True)
            editor.setChecked(bool(value))
            editor.blockSignals(False)
        elif isinstance(editor, MappingField):
            editor.show_pairs(value)
        elif isinstance(editor, TextField):
            text = number_text(value) if isinstance(value, float) else str(value or "")
            if not editor.hasFocus() or text:
                editor.setText(text)

    def _offered(self, columns: Columns) -> list[str]:
        fitting = SUITS[self.field.suits]
        return [name for name, stored in columns.items() if stored.intersection(fitting)]

    def _make_label(self) -> Label:
        label = Label(self.theme, self.title, tone="text2")
        label.setFixedWidth(LABEL_PX)
        label.setWordWrap(True)
        label.setMinimumHeight(sizes.CONTROL)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        label.setToolTip(self._sentence)
        return label

    def _make_editor(self) -> QWidget:
        field, means = self.field, translated("cleaning", self.field.empty_means) if self.field.empty_means else ""
        match field.kind:
            case FieldKind.COLUMNS:
                columns = ColumnsField(self.theme, self.title, means)
                columns.setMaximumWidth(FIELD_PX)
                columns.edited.connect(self._tell)
                return columns
            case FieldKind.COLUMN:
                return self._choice([])
            case FieldKind.CHOICE:
                return self._choice([(one.value, translated("cleaning", one.title)) for one in field.choices])
            case FieldKind.FLAG:
                box = CheckBox(self.theme, self.title)
                box.toggled.connect(self._tell)
                return box
            case FieldKind.MAPPING:
                mapping = MappingField(self.theme, self.title)
                mapping.edited.connect(self._tell)
                return mapping
            case _:
                text = TextField(self.theme, self.title, means)
                text.setMaximumWidth(NUMBER_PX if field.kind is FieldKind.NUMBER and not means else 220)
                text.editingFinished.connect(self._on_text)
                return text

    def _choice(self, options: Sequence[tuple[str, str]]) -> ChoiceField:
        choice = ChoiceField(self.theme, self.title, options)
        choice.setMaximumWidth(FIELD_PX)
        choice.chosen.connect(self._tell)
        return choice

    def _tell(self, value: object) -> None:
        self.edited.emit(self.field.name, value)

    def _on_text(self) -> None:
        assert isinstance(self.editor, TextField)
        text = self.editor.text().strip()
        value: object = text or None
        if self.field.kind is FieldKind.NUMBER and text:
            value = number_of(text)
        self._tell(value)


class MappingField(QWidget):
    """Pairs of what is there and what shall be there; the last, empty pair is for a new one."""

    edited = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setMaximumWidth(FIELD_PX + 60)
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

    def _on_edited(self) -> None:
        if tuple((pair[0], pair[1]) for pair in self.pairs) != self._shown:
            self.edited.emit(self.pairs)


def number_of(text: str) -> float | str:
    """The number a person wrote; the text itself when it's none, so that the rule can say so."""
    plain = text.replace("−", "-").replace(" ", "").replace("\u00a0", "")
    for candidate in (plain, plain.replace(",", "")):
        try:
            return float(candidate)
        except ValueError:
            continue
    return text
