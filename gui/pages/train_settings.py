"""A setting of a new run as a row, and the rows of all settings; core's sentence beside one that can't be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.errors import EpochalError
from core.base.wording import QT_TRANSLATE_NOOP
from core.features.task import Task
from core.training.choices import CHOICES
from core.training.declared import USED_BY, Setting
from core.training.settings import SETTINGS, settings_pairs
from gui.models.setting_text import shown_text, typed_text
from gui.theme import Theme, sizes
from gui.widgets import ChoiceField, FormRow, Label, Prose, TextField, tight, told_words, translated
from gui.widgets.disclosure import Disclosure

GROUPS = {
    "network": QT_TRANSLATE_NOOP("settings", "Network"),
    "training": QT_TRANSLATE_NOOP("settings", "Training"),
    "optimiser": QT_TRANSLATE_NOOP("settings", "Optimiser"),
    "regularisation": QT_TRANSLATE_NOOP("settings", "Against overfitting"),
    "data": QT_TRANSLATE_NOOP("settings", "Data"),
}
FIRST = ("layers", "learning_rate", "epochs", "patience", "test")  # what most people change, in sight at once
FIELD_PX = 118


@dataclass(frozen=True)
class Offered:
    """What the data lets a person choose: by the task (None while it isn't known), and columns that may weigh rows."""

    task: Task | None = None
    weights: tuple[str, ...] = ()


class SettingRow(QWidget):
    """A setting's title and field, and under it what is wrong with the text."""

    edited = Signal(str, str)  # key, text of core
    typed = Signal(str)  # text of core after every letter

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._shown = ""
        title = translated("settings", setting.title)
        self.field = self._make_field(theme, title)
        self._row = FormRow(theme, title, self.field, width=FIELD_PX, tip=self._tip())
        self._why = Prose(theme, "", px=sizes.SMALL, tone="bad")
        self._why.hide()
        column = tight(QVBoxLayout(self), 0, sizes.XXS)
        column.addWidget(self._row)
        column.addWidget(self._why)

    @property
    def text(self) -> str:
        """What the field says, as a text of core."""
        return self.field.key if isinstance(self.field, ChoiceField) else typed_text(self.setting, self.field.text())

    def set_text(self, text: str, *, changed: bool) -> None:
        """Show the value that holds; `changed` marks one that isn't the preset's."""
        self._shown = text
        if isinstance(self.field, ChoiceField):
            if self.field.findData(text) < 0:  # a column that isn't there any more: it's shown, and Start says why not
                self.field.addItem(text, text)
            self.field.set_key(text)
        elif not (self.field.hasFocus() and self.field.isModified()):  # never under a person's hands
            show_in(self.field, shown_text(self.setting, text))
        self._row.set_changed(changed)
        self.set_wrong(None)

    def set_wrong(self, why: str | None) -> None:
        """Say what is wrong, or that nothing is."""
        if isinstance(self.field, TextField):
            self.field.set_wrong(why is not None)
        self._why.set_text(why or "")
        self._why.setVisible(why is not None)
        self.field.setAccessibleDescription(why or self._tip())

    def set_columns(self, names: Sequence[str]) -> None:
        """Offer these columns, or none."""
        if isinstance(self.field, ChoiceField):
            self.field.set_options([("", self.tr("all alike")), *((name, name) for name in names)])

    @property
    def wrong(self) -> str:
        """The sentence beside the field, "" when its text is fine."""
        return self._why.text_shown if not self._why.isHidden() else ""

    def _make_field(self, theme: Theme, title: str) -> ChoiceField | TextField:
        if self.setting.kind == "choice":
            words = CHOICES[self.setting.key].items()
            choice = ChoiceField(theme, title, [(value, translated("settings", word)) for value, word in words])
            choice.chosen.connect(self._on_edited)
            return choice
        if self.setting.kind == "column":
            columns = ChoiceField(theme, title, [("", self.tr("all alike"))])
            columns.chosen.connect(self._on_edited)
            return columns
        field = TextField(theme, title, self._placeholder())
        field.editingFinished.connect(self._on_edited)
        field.textEdited.connect(self._on_typed)
        return field

    def _on_edited(self) -> None:
        text = self.text
        if text == self._shown and not self.wrong:
            if isinstance(self.field, TextField):
                self.field.setText(shown_text(self.setting, text))  # typed in another way: 0.2 for 20 %
            return
        self._shown = text
        if isinstance(self.field, TextField):
            self.field.setModified(False)  # entered: from now on it shows what holds
        self.edited.emit(self.setting.key, text)

    def _on_typed(self, shown: str) -> None:
        self.typed.emit(typed_text(self.setting, shown))

    def _placeholder(self) -> str:
        return self.tr("the rarer") if self.setting.key == "positive" else ""

    def _tip(self) -> str:
        unit = translated("settings", self.setting.unit) if self.setting.unit else ""
        sentence = translated("settings", self.setting.sentence)
        return f"{sentence} ({unit})." if unit else f"{sentence}."


class SettingsForm(QWidget):
    """Rows of the settings that most people change, and under `more` of all others by group.

    `edited(key, text)` tells what a person entered; text None means: as the preset says. `layers_typed` tells the
    layers after every letter.
    """

    edited = Signal(str, object)
    layers_typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, SettingRow] = {}
        self._preset_texts: dict[str, str] = {}
        self._by_key = {setting.key: setting for setting in SETTINGS}
        column = tight(QVBoxLayout(self), 0, 6)
        for key in FIRST:
            column.addWidget(self._make_row(theme, key))
        self._rows["layers"].typed.connect(self.layers_typed)
        self.more = Disclosure(theme, self.tr("All settings"))
        self.more.body.setSpacing(6)
        for group, title in GROUPS.items():
            self._add_group(theme, group, translated("settings", title))
        column.addWidget(self.more)

    def row(self, key: str) -> SettingRow:
        """The row of a setting."""
        return self._rows[key]

    def show_row(self, key: str) -> QWidget:
        """Bring a setting into sight; its field."""
        if key not in FIRST:
            self.more.set_open(True)
        return self._rows[key].field

    def first_wrong(self) -> QWidget | None:
        """The field of the first text that can't be used, in sight."""
        return next((self.show_row(key) for key, row in self._rows.items() if row.wrong), None)

    @property
    def wrong(self) -> str:
        """The first sentence about a text that can't be used, "" when all can."""
        return next((row.wrong for row in self._rows.values() if row.wrong), "")

    def show_settings(
        self, preset: str, overrides: Mapping[str, str], wrong: Mapping[str, tuple[str, str]], offered: Offered
    ) -> None:
        """Show what holds; `wrong` gives text and sentence by key for what a person entered in vain."""
        self._rows["sample_weight"].set_columns(offered.weights)
        try:
            held = settings_pairs(preset, overrides)
            self._preset_texts = settings_pairs(preset, _optimiser_of(overrides))
        except EpochalError as refused:  # the document was written by another version: say it where it is
            held = dict(self._preset_texts) or settings_pairs("balanced", {})
            wrong = {**wrong, str(refused.place.setting or ""): ("", told_words(refused))}
        for texts, given in ((held, overrides), (self._preset_texts, {})):
            texts["target_scaling"] = given.get("target_scaling", "")  # not given, it follows the columns' scaling
        for key, row in self._rows.items():
            row.set_text(held[key], changed=key in overrides)
            row.setVisible(held["optimiser"] in USED_BY.get(key, (held["optimiser"],)))
            if key == "positive":
                row.setVisible(offered.task is Task.BINARY)
            if key == "class_weight":
                row.setVisible(offered.task is not Task.REGRESSION or key in overrides)
            if key in wrong:
                self._show_wrong(row, *wrong[key])
        changed = len(set(overrides) & set(self._rows) - set(FIRST))
        self.more.set_aside(self.tr("{n} changed").format(n=changed) if changed else "")

    def _add_group(self, theme: Theme, group: str, title: str) -> None:
        keys = [key for key, setting in self._by_key.items() if setting.group == group and key not in FIRST]
        self.more.body.addWidget(Label(theme, title, px=sizes.SMALL, weight=500, tone="text2"))
        for key in keys:
            self.more.body.addWidget(self._make_row(theme, key))
        self.more.body.addSpacing(sizes.XXS)

    def _make_row(self, theme: Theme, key: str) -> SettingRow:
        row = self._rows[key] = SettingRow(theme, self._by_key[key])
        row.edited.connect(self._on_edited)
        return row

    def _show_wrong(self, row: SettingRow, text: str, why: str) -> None:
        if isinstance(row.field, TextField) and text:
            row.field.setText(text)
        row.setVisible(True)
        if row.setting.key not in FIRST:
            self.more.set_open(True)
        row.set_wrong(why)

    def _on_edited(self, key: str, text: str) -> None:
        as_preset = text == self._preset_texts.get(key) and key != "optimiser"
        self.edited.emit(key, None if as_preset or (not text and key != "positive") else text)


def show_in(field: TextField, text: str) -> None:
    """Let a field say this. One that says it already keeps what is selected in it."""
    if field.text() != text:
        field.setText(text)


def _optimiser_of(overrides: Mapping[str, str]) -> dict[str, str]:
    """The optimiser decides defaults of others, so they count as the preset's."""
    return {key: text for key, text in overrides.items() if key == "optimiser"}
