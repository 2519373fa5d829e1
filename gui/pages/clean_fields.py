"""The editors of a rule's fields, one kind of field each; all tell `edited(value)` with a value as JSON has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.cleaning.fields import Field, FieldKind, Suits
from core.data.columns import Storage
from core.data.levels import number_text
from gui.pages.clean_columns import ColumnsField
from gui.pages.clean_mapping import MappingField, is_escape
from gui.theme import Theme, sizes
from gui.widgets import CheckBox, ChoiceField, Label, Prose, TextField, tight, translated

LABEL_LEAST, LABEL_MOST, FIELD_PX, NUMBER_PX = 92, 168, 340, 140
SUITS = {
    Suits.ANY: (Storage.NUMBER, Storage.DATE, Storage.TEXT),
    Suits.NUMBERS: (Storage.NUMBER,),
    Suits.TEXTS: (Storage.TEXT,),
}
Columns = Mapping[str, frozenset[Storage]]  # how a column is stored, before or after the recipe


class FieldRow(QWidget):
    """A field's title, its editor, and below it the sentence when a value can't be used."""

    edited = Signal(str, object)  # the field's name, value
    tried = Signal(str, object)  # the same for a value that a person is at, before they take it
    given_up = Signal()  # they didn't take it

    def __init__(self, theme: Theme, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.field = field
        self.title = translated("cleaning", field.title)
        self._sentence = translated("cleaning", field.sentence) if field.sentence else ""
        self._shown: Any = None
        self._wrong = Prose(theme, "", px=sizes.SMALL, tone="bad")
        self._wrong.hide()
        self.editor = self._make_editor()
        self.editor.setToolTip(self._sentence)
        self.editor.setAccessibleDescription(self._sentence)
        self.label = None if field.kind is FieldKind.FLAG else field_label(theme, self.title, self._sentence)
        row = tight(QHBoxLayout(self), 0, sizes.S)
        if self.label is None:  # its words are its own, and the line below belongs to the group
            row.addWidget(self.editor)
            return
        column = tight(QVBoxLayout(), 0, sizes.XXS)
        column.addWidget(self.editor)
        column.addWidget(self._wrong)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addStretch(0)

    @property
    def wrong_line(self) -> QWidget:
        """Where the sentence stands; a flag's is placed by its group."""
        return self._wrong

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
        editor, self._shown = self.editor, value
        if isinstance(editor, ColumnsField):
            editor.show_columns(self._offered(columns), value)
        elif isinstance(editor, ChoiceField):
            if self.field.kind is FieldKind.COLUMN:
                names = self._offered(columns)
                options = names if value in names else [value, *names]
                if options != [editor.itemData(at) for at in range(editor.count())]:  # or an open list would close
                    editor.set_options([(name, name) for name in options])
            editor.set_key(str(value))
        elif isinstance(editor, CheckBox):
            editor.blockSignals(True)
            editor.setChecked(bool(value))
            editor.blockSignals(False)
        elif isinstance(editor, MappingField):
            editor.show_pairs(value)
        elif isinstance(editor, TextField):
            text = self._text_of(value)
            if not editor.hasFocus() or text:
                editor.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in a text brings back what was there."""
        text = self._text_of(self._shown) if is_escape(event) else ""
        if not is_escape(event) or not isinstance(watched, TextField) or watched.text() == text:
            return super().eventFilter(watched, event)
        watched.setText(text)
        self.set_wrong("")
        self.given_up.emit()
        return True

    @staticmethod
    def _text_of(value: Any) -> str:
        return number_text(value) if isinstance(value, float) else str(value or "")

    def _offered(self, columns: Columns) -> list[str]:
        fitting = SUITS[self.field.suits]
        return [name for name, stored in columns.items() if stored.intersection(fitting)]

    def _make_editor(self) -> QWidget:
        field, means = self.field, translated("cleaning", self.field.empty_means) if self.field.empty_means else ""
        match field.kind:
            case FieldKind.COLUMNS:
                columns = ColumnsField(self.theme, self.title, means)
                columns.setMaximumWidth(FIELD_PX)
                columns.edited.connect(self._tell)
                columns.tried.connect(self._try)
                columns.given_up.connect(self.given_up)
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
                mapping.tried.connect(self._try)
                mapping.given_up.connect(self.given_up)
                return mapping
            case _:
                text = TextField(self.theme, self.title, means)
                text.setMaximumWidth(NUMBER_PX if field.kind is FieldKind.NUMBER and not means else 220)
                text.editingFinished.connect(self._on_text)
                text.textEdited.connect(self._on_typed)
                text.installEventFilter(self)
                return text

    def _choice(self, options: Sequence[tuple[str, str]]) -> ChoiceField:
        choice = ChoiceField(self.theme, self.title, options)
        choice.setMaximumWidth(FIELD_PX)
        choice.chosen.connect(self._tell)
        choice.highlighted.connect(self._on_pointed)
        choice.closed.connect(self.given_up)
        return choice

    def _tell(self, value: object) -> None:
        self.edited.emit(self.field.name, value)

    def _try(self, value: object) -> None:
        self.tried.emit(self.field.name, value)

    def _on_pointed(self, index: int) -> None:
        assert isinstance(self.editor, ChoiceField)
        self._try(self.editor.itemData(index))

    def _on_typed(self, text: str) -> None:
        self._try(self._value_of(text))

    def _on_text(self) -> None:
        assert isinstance(self.editor, TextField)
        self._tell(self._value_of(self.editor.text()))

    def _value_of(self, text: str) -> object:
        text = text.strip()
        return number_of(text) if self.field.kind is FieldKind.NUMBER and text else text or None


def field_label(theme: Theme, title: str, sentence: str = "") -> Label:
    """What stands before a field, or before flags that belong together."""
    label = Label(theme, title, tone="text2")
    label.setWordWrap(True)
    label.setMinimumHeight(sizes.CONTROL)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    label.setToolTip(sentence)
    return label


def align_labels(labels: Sequence[Label]) -> None:
    """As wide as the widest of them needs, within bounds: the fields begin below each other."""
    widest = max((label.fontMetrics().horizontalAdvance(label.text()) + 2 for label in labels), default=0)
    for label in labels:
        label.setFixedWidth(max(LABEL_LEAST, min(widest, LABEL_MOST)))


def number_of(text: str) -> float | str:
    """The number a person wrote; the text itself when it's none, so that the rule can say so."""
    plain = text.replace("−", "-").replace(" ", "").replace("\u00a0", "")
    for candidate in (plain, plain.replace(",", "")):
        try:
            return float(candidate)
        except ValueError:
            continue
    return text
