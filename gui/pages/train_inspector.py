"""The right panel of the Train page: the run to start next, and the run that is chosen in the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.project.document import Document
from core.training.settings import PRESETS
from gui.models.run_view import RunView
from gui.models.words import count
from gui.pages.train_run_facts import RunFacts
from gui.pages.train_settings import FIELD_PX, SettingsForm
from gui.theme import Theme, sizes
from gui.widgets import (
    Button,
    ChoiceField,
    FactRows,
    FormRow,
    Inspector,
    Label,
    PresetCard,
    Prose,
    SegmentedControl,
    TextField,
    tight,
    translated,
)
from gui.widgets.disclosure import Disclosure

KIND_ICONS = {
    "number": "hash",
    "category": "tag",
    "yes_no": "toggle-left",
    "date": "calendar",
    "text": "type",
    "id": "fingerprint-pattern",
}
NEW, CHOSEN = "new", "chosen"


class TrainInspector(Inspector):
    """Tells what a person wants; the page edits the document and shows it again."""

    target_chosen = Signal(str)
    task_chosen = Signal(str)
    preset_chosen = Signal(str)
    setting_edited = Signal(str, object)  # key, text or None for the preset's
    settings_reset = Signal()
    seed_edited = Signal(str)
    start_wanted = Signal()
    reuse_wanted = Signal(int)  # run number

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName(self.tr("New run"))
        self._run: RunView | None = None
        self._offered: list[tuple[str, str, str]] = []
        self._switch = SegmentedControl(theme, [(NEW, self.tr("New run")), (CHOSEN, self.tr("Run"))], self.tr("Shows"))
        self._switch.set_enabled(CHOSEN, False)
        self._switch.chosen.connect(self._on_switched)
        self.column.insertWidget(0, self._switch)
        self._new = QWidget()
        self._chosen = RunFacts(theme)
        self._chosen.reuse_wanted.connect(self.reuse_wanted)
        self._build_new(theme)
        self.add_widget(self._new)
        self.add_widget(self._chosen)
        self._chosen.hide()
        self.set_foot(self._make_foot(theme))

    # what the page shows

    def show_columns(self, columns: Sequence[tuple[str, str]], target: str | None) -> None:
        """Offer these columns (name, kind) as target."""
        options = [(name, name, KIND_ICONS.get(kind, "box")) for name, kind in columns]
        if options != self._offered:
            self._offered = options
            self.target.set_options(options)
        self.target.set_key(target or "")

    def show_document(self, document: Document, facts: Sequence[tuple[str, str]], kind: str) -> None:
        """Show the document's choices; `kind` says what the task comes out as ("number", "two classes", …)."""
        self.task.setItemText(0, self.tr("auto: {kind}").format(kind=kind) if kind else self.tr("find out"))
        self.task.set_key(document.task)
        self._facts.set_facts(list(facts))
        for key, card in self._cards.items():
            card.setChecked(key == document.preset)
        if not self.seed.hasFocus():
            self.seed.setText(str(document.seed))

    def show_settings(self, document: Document, wrong: Mapping[str, tuple[str, str]], *, two_classes: bool) -> None:
        """Show what holds and what a person entered in vain (text and sentence by key)."""
        changed = self.form.show_settings(document.preset, dict(document.overrides), wrong)
        self.form.set_positive_shown(two_classes)
        self.advanced.set_aside(self.tr("{n} changed").format(n=count(changed)) if changed else "")
        self._reset.setVisible(changed > 0)
        if wrong:
            self.advanced.set_open(True)

    def show_seed_error(self, why: str) -> None:
        """Say what is wrong with the seed, "" for nothing."""
        self.seed.set_wrong(bool(why))
        self._seed_why.set_text(why)
        self._seed_why.setVisible(bool(why))

    def show_start(self, number: int, *, enabled: bool, remark: str) -> None:
        """The button's words, and why it can't be pressed or what pressing it does."""
        self.start.setText(self.tr("Start run {number}").format(number=number))
        self.start.setEnabled(enabled)
        self.start.updateGeometry()
        self._remark.set_text(remark)
        self._remark.setVisible(bool(remark))

    def show_run(self, run: RunView | None) -> None:
        """The run that is chosen in the table."""
        self._switch.set_enabled(CHOSEN, run is not None)
        if run is None:
            self._switch.set_text(CHOSEN, self.tr("Run"))
            self._switch.set_key(NEW)
            return
        self._switch.set_text(CHOSEN, self.tr("Run {number}").format(number=run.number))
        self._run = run
        if self._switch.key == CHOSEN:
            self._chosen.show_run(run)

    def show_new(self) -> None:
        """Turn to the run to start next."""
        self._switch.set_key(NEW)

    def take_typed(self) -> None:
        """What is typed in a field counts as entered, as when a person leaves the field."""
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit) and self.isAncestorOf(field) and field.isModified():
            field.editingFinished.emit()

    def show_wrong(self) -> None:
        """Turn to the first field that is wrong, if any is."""
        field = self.form.first_wrong() or (self.seed if self._seed_why.text_shown else None)
        if field is not None:
            self.show_new()
            self.advanced.set_open(True)
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    # parts

    def _build_new(self, theme: Theme) -> None:
        self.target = ChoiceField(theme, self.tr("Predict"))
        self.target.setPlaceholderText(self.tr("Choose a column"))
        self.target.chosen.connect(self.target_chosen)
        self.task = ChoiceField(theme, self.tr("As"), self._task_options())
        self.task.chosen.connect(self.task_chosen)
        self._facts = FactRows(theme)
        column = tight(QVBoxLayout(self._new), 0, sizes.XS)
        column.addWidget(FormRow(theme, self.tr("Predict"), self.target, width=168))
        column.addWidget(FormRow(theme, self.tr("As"), self.task, width=168))
        column.addWidget(self._facts)
        column.addSpacing(sizes.XXS)
        column.addWidget(Label(theme, self.tr("How hard to try"), px=sizes.SMALL, weight=500, tone="text2"))
        self._add_presets(theme, column)
        column.addWidget(self._make_advanced(theme))

    def _task_options(self) -> list[tuple[str, str]]:
        return [
            ("auto", self.tr("find out")),
            ("regression", self.tr("a number")),
            ("binary", self.tr("two classes")),
            ("multiclass", self.tr("several classes")),
        ]

    def _add_presets(self, theme: Theme, column: QVBoxLayout) -> None:
        self._cards: dict[str, PresetCard] = {}
        group = QButtonGroup(self)
        for key, preset in PRESETS.items():
            card = PresetCard(theme, key, translated("settings", preset.title), translated("settings", preset.sentence))
            card.setToolTip(translated("settings", preset.sentence))
            group.addButton(card)
            self._cards[key] = card
            column.addWidget(card)
        group.buttonClicked.connect(self._on_preset)

    def _make_advanced(self, theme: Theme) -> Disclosure:
        self.advanced = Disclosure(theme, self.tr("Advanced"))
        self.form = SettingsForm(theme)
        self.form.edited.connect(self.setting_edited)
        self.seed = TextField(theme, self.tr("Seed"))
        self.seed.editingFinished.connect(self._on_seed)
        tip = self.tr("Draws the split and the first weights; the same seed gives the same network to the bit.")
        self._seed_why = Prose(theme, "", px=sizes.SMALL, tone="bad")
        self._seed_why.hide()
        self._reset = Button(theme, self.tr("Back to the preset"), kind="link", icon="undo-2", size="small")
        self._reset.clicked.connect(self.settings_reset)
        self.advanced.body.addWidget(self.form)
        self.advanced.body.addWidget(FormRow(theme, self.tr("Seed"), self.seed, width=FIELD_PX, tip=tip))
        self.advanced.body.addWidget(self._seed_why)
        self.advanced.body.addWidget(self._reset)
        return self.advanced

    def _make_foot(self, theme: Theme) -> QWidget:
        foot = QWidget()
        column = tight(QVBoxLayout(foot), 0, sizes.XS)
        self.start = Button(theme, self.tr("Start run"), kind="primary", icon="play", keys=self.tr("Ctrl Enter"))
        self.start.clicked.connect(self.start_wanted)
        self._remark = Prose(theme, "", px=sizes.SMALL)
        row = tight(QHBoxLayout(), 0, sizes.XS)
        row.addWidget(self.start)
        row.addStretch(1)
        column.addWidget(self._remark)
        column.addLayout(row)
        return foot

    # handlers

    def _on_preset(self, card: PresetCard) -> None:
        self.preset_chosen.emit(card.key)

    def _on_seed(self) -> None:
        self.seed_edited.emit(self.seed.text().strip())

    def _on_switched(self, key: str) -> None:
        if self._run is not None and key == CHOSEN:
            self._chosen.show_run(self._run)
        self._new.setVisible(key == NEW)
        self._chosen.setVisible(key == CHOSEN)
