"""The right panel of the Train page: the run to start next, and the run that is chosen in the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.project.document import Document
from core.training.settings import PRESETS
from gui.models.run_view import RunView
from gui.pages.train_advanced import AdvancedPart, Wrong
from gui.pages.train_run_facts import RunFacts
from gui.pages.train_settings import Offered
from gui.pages.train_target_line import TargetLine
from gui.pages.train_times import TimeWords
from gui.theme import Theme, sizes
from gui.widgets import (
    Button,
    FactRows,
    IconButton,
    Inspector,
    Label,
    Line,
    PresetCard,
    Prose,
    SegmentedControl,
    tight,
    translated,
)

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
    menu_wanted = Signal(object, QPoint)  # the run it is about, None for the next one; where it opens

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName(self.tr("New run"))
        self._run: RunView | None = None
        self._switch = SegmentedControl(theme, [(NEW, self.tr("New run")), (CHOSEN, self.tr("Run"))], self.tr("Shows"))
        self._switch.set_enabled(CHOSEN, False)
        self._switch.chosen.connect(self._on_switched)
        self.more = IconButton(theme, "ellipsis", self.tr("More about the next run"), size=sizes.HIT_AREA)
        self.more.clicked.connect(self._on_more)
        head = tight(QHBoxLayout(), 0, sizes.XS)
        head.addWidget(self._switch)
        head.addStretch(1)
        head.addWidget(self.more)
        self.column.insertLayout(0, head)
        self._new = QWidget()
        self._chosen = RunFacts(theme)
        self._chosen.reuse_wanted.connect(self.reuse_wanted)
        self._build_new(theme)
        self.add_widget(self._new)
        self.add_widget(self._chosen)
        self._chosen.hide()
        self.set_empty(self.tr("Here you choose what to predict and how hard to try."))
        self.set_foot(self._make_foot(theme))

    # what the page shows

    def show_columns(self, columns: Sequence[tuple[str, str]], target: str | None) -> None:
        """Offer these columns (name, kind) as target."""
        self.predict.show_columns(columns, target)

    def show_document(self, document: Document, facts: Sequence[tuple[str, str]], kind: str) -> None:
        """Show the document's choices; `kind` says what the task comes out as ("number", "two classes", …)."""
        self.predict.show_target(document.target, document.task, kind)
        self._facts.set_facts(list(facts))
        for key, card in self._cards.items():
            card.setChecked(key == document.preset)

    def show_times(self, words: Mapping[str, TimeWords]) -> None:
        """How long each preset takes, and in the tooltip where that comes from; a preset that isn't named says
        nothing."""
        for key, card in self._cards.items():
            said, sentence = words.get(key), translated("settings", PRESETS[key].sentence)
            card.set_aside(said.aside if said else "")
            card.setToolTip(f"{sentence}.\n{said.meaning}" if said else sentence)

    def show_settings(self, document: Document, wrong: Wrong, offered: Offered) -> None:
        """Show what holds and what a person entered in vain (text and sentence by key)."""
        self.advanced.show_settings(document, wrong, offered)

    def show_start(self, number: int, *, enabled: bool, why_not: str, waits: bool) -> None:
        """The button's words, why it can't be pressed, and whether the run will wait for its turn."""
        self.start.setText(self.tr("Start run {number}").format(number=number))
        self.start.setEnabled(enabled)
        self.start.updateGeometry()
        self._why.set_text(why_not)
        self._why.setVisible(bool(why_not))
        self._joins.setVisible(waits and enabled)
        self._fit_start()

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

    def show_settings_all(self) -> None:
        """Turn to all settings of the next run."""
        self.show_new()
        self.advanced.set_open(True)
        self.advanced.form.more.set_open(True)

    def show_new(self) -> None:
        """Turn to the run to start next."""
        self._switch.set_key(NEW)

    def show_chosen(self) -> None:
        """Turn to the run that is chosen in the table."""
        if self._run is not None:
            self._switch.set_key(CHOSEN)

    def take_typed(self) -> None:
        """What is typed in a field counts as entered, as when a person leaves the field."""
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit) and self.isAncestorOf(field) and field.isModified():
            field.editingFinished.emit()

    def show_wrong(self) -> None:
        """Turn to the first field that is wrong, if any is."""
        field = self.advanced.first_wrong()
        if field is not None:
            self.show_new()
            self.advanced.set_open(True)
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_field(self, key: str) -> None:
        """Turn to a setting of the next run."""
        self.show_new()
        self.advanced.show_field(key)

    # parts

    def _build_new(self, theme: Theme) -> None:
        self.predict = TargetLine(theme)
        self.predict.target_chosen.connect(self.target_chosen)
        self.predict.task_chosen.connect(self.task_chosen)
        self._facts = FactRows(theme)
        column = tight(QVBoxLayout(self._new), 0, sizes.XS)
        lines = tight(QVBoxLayout(), 0, 2)
        lines.addWidget(self.predict)
        lines.addWidget(self._facts)
        column.addLayout(lines)
        column.addSpacing(sizes.XXS)
        column.addWidget(Line(theme))
        column.addSpacing(sizes.XXS)
        column.addWidget(Label(theme, self.tr("How hard to try"), px=sizes.SMALL, weight=500, tone="text2"))
        self._add_presets(theme, column)
        self.advanced = AdvancedPart(theme)
        self.advanced.setting_edited.connect(self.setting_edited)
        self.advanced.settings_reset.connect(self.settings_reset)
        self.advanced.seed_edited.connect(self.seed_edited)
        column.addWidget(self.advanced)

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

    def _make_foot(self, theme: Theme) -> QWidget:
        foot = QWidget()
        column = tight(QVBoxLayout(foot), 0, sizes.XS)
        keys = self.tr("Ctrl Enter")
        self.start = Button(theme, self.tr("Start run"), kind="primary", icon="play", keys=keys)
        self.start.clicked.connect(self.start_wanted)
        self._why = Prose(theme, "", px=sizes.SMALL)
        self._joins = Label(theme, self.tr("joins the queue"), px=sizes.SMALL, tone="text2")
        self._joins.setToolTip(self.tr("It starts when the runs before it are done."))
        self._start_row = tight(QBoxLayout(QBoxLayout.Direction.LeftToRight), 0, sizes.XS)
        self._start_row.addWidget(self.start)
        self._start_row.addWidget(self._joins)
        self._start_row.addStretch(1)
        column.addWidget(self._why)
        column.addLayout(self._start_row)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The remark beside the start goes below it where there isn't room for both."""
        super().resizeEvent(event)
        self._fit_start()

    def _fit_start(self) -> None:
        both = self.start.sizeHint().width() + sizes.XS + self._joins.sizeHint().width()
        fits = both <= self.width() - 2 * sizes.INSPECTOR_MARGIN
        ways = QBoxLayout.Direction
        self._start_row.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    # handlers

    def _on_preset(self, card: PresetCard) -> None:
        self.preset_chosen.emit(card.key)

    def _on_more(self) -> None:
        about = self._run if self._switch.key == CHOSEN else None
        self.menu_wanted.emit(about, self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))

    def _on_switched(self, key: str) -> None:
        if self._run is not None and key == CHOSEN:
            self._chosen.show_run(self._run)
        new = self.tr("More about the next run")
        self.more.set_name(new if key == NEW else self.tr("More about this run"))
        self._new.setVisible(key == NEW)
        self._chosen.setVisible(key == CHOSEN)
