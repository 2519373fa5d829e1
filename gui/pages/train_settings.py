"""The Advanced part of a new run: one row for every declared setting, and the sentence of core when one can't be."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.errors import EpochalError
from core.base.wording import QT_TRANSLATE_NOOP
from core.training.declared import USED_BY, Setting
from core.training.settings import SETTINGS, settings_pairs
from gui.theme import Theme, sizes
from gui.widgets import ChoiceField, FormRow, Label, Prose, TextField, tight, told_words, translated

GROUPS = {
    "network": QT_TRANSLATE_NOOP("settings", "Network"),
    "training": QT_TRANSLATE_NOOP("settings", "Training"),
    "optimiser": QT_TRANSLATE_NOOP("settings", "Optimiser"),
    "data": QT_TRANSLATE_NOOP("settings", "Data"),
}
FIELD_PX = 124


class SettingRow(QWidget):
    """A setting's title and field, and under it what is wrong with the text."""

    edited = Signal(str, str)  # key, text

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
        """What the field says."""
        return self.field.key if isinstance(self.field, ChoiceField) else self.field.text().strip()

    def set_text(self, text: str, *, changed: bool) -> None:
        """Show the value that holds; `changed` marks one that isn't the preset's."""
        self._shown = text
        if isinstance(self.field, ChoiceField):
            self.field.set_key(text)
        elif not self.field.hasFocus() or self.field.text().strip() != text:
            self.field.setText(text)
        self._row.set_changed(changed)
        self.set_wrong(None)

    def set_wrong(self, why: str | None) -> None:
        """Say what is wrong, or that nothing is."""
        if isinstance(self.field, TextField):
            self.field.set_wrong(why is not None)
        self._why.set_text(why or "")
        self._why.setVisible(why is not None)
        self.field.setAccessibleDescription(why or self._tip())

    @property
    def wrong(self) -> str:
        """The sentence beside the field, "" when its text is fine."""
        return self._why.text_shown if not self._why.isHidden() else ""

    def _make_field(self, theme: Theme, title: str) -> ChoiceField | TextField:
        if self.setting.kind == "choice":
            choice = ChoiceField(theme, title, [(value, value.replace("_", " ")) for value in self.setting.values])
            choice.chosen.connect(self._on_edited)
            return choice
        field = TextField(theme, title, self._placeholder())
        field.editingFinished.connect(self._on_edited)
        return field

    def _on_edited(self) -> None:
        if self.text != self._shown or self.wrong:
            self._shown = self.text
            self.edited.emit(self.setting.key, self.text)

    def _placeholder(self) -> str:
        return self.tr("the rarer") if self.setting.key == "positive" else ""

    def _tip(self) -> str:
        unit = translated("settings", self.setting.unit) if self.setting.unit else ""
        sentence = translated("settings", self.setting.sentence)
        return f"{sentence} ({unit})." if unit else f"{sentence}."


class SettingsForm(QWidget):
    """All rows by group. `edited(key, text)` tells what a person entered; text None means: as the preset says."""

    edited = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, SettingRow] = {}
        self._preset_texts: dict[str, str] = {}
        column = tight(QVBoxLayout(self), 0, 6)
        for group, title in GROUPS.items():
            column.addWidget(Label(theme, translated("settings", title), px=sizes.SMALL, weight=500, tone="text2"))
            for setting in SETTINGS:
                if setting.group == group:
                    row = SettingRow(theme, setting)
                    row.edited.connect(self._on_edited)
                    self._rows[setting.key] = row
                    column.addWidget(row)
            column.addSpacing(sizes.XS)

    def row(self, key: str) -> SettingRow:
        """The row of a setting."""
        return self._rows[key]

    def first_wrong(self) -> QWidget | None:
        """The field of the first text that can't be used."""
        return next((row.field for row in self._rows.values() if row.wrong), None)

    @property
    def wrong(self) -> str:
        """The first sentence about a text that can't be used, "" when all can."""
        return next((row.wrong for row in self._rows.values() if row.wrong), "")

    def show_settings(self, preset: str, overrides: Mapping[str, str], wrong: Mapping[str, tuple[str, str]]) -> int:
        """Show what holds; `wrong` gives text and sentence by key for what a person entered in vain. Returns how many
        differ from the preset."""
        try:
            held = settings_pairs(preset, overrides)
            self._preset_texts = settings_pairs(preset, _optimiser_of(overrides))
        except EpochalError as refused:  # the document was written by another version: say it where it is
            held = dict(self._preset_texts) or settings_pairs("balanced", {})
            wrong = {**wrong, str(refused.place.setting or ""): ("", told_words(refused))}
        for key, row in self._rows.items():
            row.set_text(held[key], changed=key in overrides)
            row.setVisible(held["optimiser"] in USED_BY.get(key, (held["optimiser"],)))
            if key in wrong:
                self._show_wrong(row, *wrong[key])
        return len(set(overrides) & set(self._rows))

    def set_positive_shown(self, shown: bool) -> None:
        """Whether there are two classes to choose one of."""
        self._rows["positive"].setVisible(shown)

    def _show_wrong(self, row: SettingRow, text: str, why: str) -> None:
        if isinstance(row.field, TextField) and text:
            row.field.setText(text)
        row.setVisible(True)
        row.set_wrong(why)

    def _on_edited(self, key: str, text: str) -> None:
        as_preset = text == self._preset_texts.get(key) and key != "optimiser"
        self.edited.emit(key, None if as_preset or (not text and key != "positive") else text)


def _optimiser_of(overrides: Mapping[str, str]) -> dict[str, str]:
    """The optimiser decides defaults of others, so they count as the preset's."""
    return {key: text for key, text in overrides.items() if key == "optimiser"}
