"""The middle of the Clean page: the chosen rule, why it is there, its options, and what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.base.wording import what_and_todo
from core.cleaning.apply import FittedStep
from core.cleaning.recipe import Step
from core.cleaning.report import Outcome, StepReport
from core.data.table import Table
from gui.models.recipe import title_of
from gui.pages.clean_differences import DifferencePanel
from gui.pages.clean_editor import RuleEditor
from gui.pages.clean_fields import Columns
from gui.pages.clean_words import learned_words, outcome_words, prediction_words
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import (
    Card,
    ElidedLabel,
    IconButton,
    IconLabel,
    Label,
    NoticeCard,
    Prose,
    ScrollPane,
    tight,
    told_words,
    translated,
)

TABLE_PX = 230
TITLE_PX = 68


@dataclass(frozen=True, eq=False)
class Chosen:
    """All that is known about the chosen rule. number: from 1."""

    step: Step
    number: int
    rules: int
    report: StepReport | None
    fitted: FittedStep | None
    target: str | None
    source: Table | None
    columns: Columns


class FactLine(QWidget):
    """A quiet title and a sentence beside it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = Label(theme, title, px=sizes.SMALL, weight=500, tone="text2")
        label.setFixedWidth(TITLE_PX)
        self._words = Prose(theme, px=sizes.SMALL)
        line = tight(QHBoxLayout(self), 0, sizes.XS)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)

    def show_words(self, words: str) -> None:
        """Say this; without words the line goes."""
        self._words.set_text(words)
        self.setVisible(bool(words))


class RuleDetail(QWidget):
    """`show_rule(chosen)`; what a person wants comes as signals."""

    rule_edited = Signal(str, object)  # step id, rule
    asked = Signal(str)  # "remove", "up", "down", "switch"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._session = session
        self._pane = ScrollPane(sizes.XL, sizes.S)
        self._pane.column.setContentsMargins(sizes.XL, sizes.M, sizes.XL, sizes.M)
        tight(QVBoxLayout(self)).addWidget(self._pane)

    def building(self) -> Iterator[None]:
        """The parts, in steps as a page's."""
        column = self._pane.column
        column.addWidget(self._make_head())
        yield
        column.addWidget(self._make_why())
        yield
        self._skipped = NoticeCard(self.theme, "warn")
        self.editor = RuleEditor(self.theme)
        self.editor.edited.connect(self.rule_edited)
        column.addWidget(self._skipped)
        column.addWidget(self.editor)
        column.addSpacing(sizes.XXS)
        yield
        self.differences = DifferencePanel(self._session, self.theme)
        self.differences.setMinimumHeight(TABLE_PX)
        column.addWidget(self.differences, 1)
        yield

    def _make_head(self) -> QWidget:
        head = QWidget()
        words = tight(QVBoxLayout(), 0, 2)
        self._title = ElidedLabel(self.theme, px=sizes.TITLE, weight=600)
        self._outcome = ElidedLabel(self.theme, px=sizes.SMALL, tone="text2")
        words.addWidget(self._title)
        words.addWidget(self._outcome)
        more = IconButton(self.theme, "ellipsis", self.tr("More about this rule"))
        more.setMenu(self._make_menu())
        line = tight(QHBoxLayout(head), 0, sizes.S)
        line.addLayout(words, 1)
        line.addWidget(more)
        return head

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for key, words, icon, keys in (
            ("switch", self.tr("Switch on or off"), "toggle-left", self.tr("Space")),
            ("up", self.tr("Move up"), "arrow-up", self.tr("Alt ↑")),
            ("down", self.tr("Move down"), "arrow-down", self.tr("Alt ↓")),
            ("remove", self.tr("Remove rule"), "trash-2", self.tr("Del")),
        ):
            menu.addAction(self.theme.icon(icon), f"{words}\t{keys}").setData(key)
        menu.triggered.connect(self._on_menu)
        return menu

    def _make_why(self) -> QWidget:
        card = Card(self.theme, "sunken", edge=None)
        row = QHBoxLayout(card)
        row.setContentsMargins(sizes.M, sizes.S, sizes.M, sizes.S)
        row.setSpacing(sizes.S)
        words = tight(QVBoxLayout(), 0, sizes.XXS)
        words.addWidget(Label(self.theme, self.tr("Why this rule"), weight=600))
        self._why = Prose(self.theme)
        words.addWidget(self._why)
        words.addSpacing(sizes.XXS)
        self._learned = FactLine(self.theme, self.tr("Learned"))
        self._predicting = FactLine(self.theme, self.tr("Predicting"))
        words.addWidget(self._learned)
        words.addWidget(self._predicting)
        row.addWidget(IconLabel(self.theme, "lightbulb", "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return card

    def show_rule(self, chosen: Chosen | None) -> None:
        """Bring everything in line."""
        self._pane.setVisible(chosen is not None)
        if chosen is None:
            self.editor.show_step(None, {})
            return
        step, report = chosen.step, chosen.report
        worked_on = len(chosen.fitted.columns) if chosen.fitted is not None else 1
        self._title.setText(title_of(step))
        self._outcome.setText(outcome_words(chosen.number, chosen.rules, step, report, worked_on))
        self.setAccessibleName(title_of(step))
        own = self.tr("You added this rule. {sentence}").format(sentence=translated("cleaning", step.rule.sentence))
        self._why.set_text(told_words(step.evidence) if step.evidence is not None else own)
        self._learned.show_words(learned_words(chosen.fitted, chosen.target is not None) if step.enabled else "")
        self._predicting.show_words(prediction_words(step, chosen.target))
        self._show_skipped(report)
        self.editor.show_step(step, chosen.columns)
        self.differences.show_step(step, report, chosen.source)

    def _show_skipped(self, report: StepReport | None) -> None:
        told = report.reason if report is not None and not report.rows_rejected else None
        self._skipped.setVisible(told is not None)
        if told is not None and report is not None:
            what, todo = what_and_todo(told, translated)
            then = f"{todo[:1].upper()}{todo[1:]}." if todo else ""
            self._skipped.show_notice("warn" if report.outcome is Outcome.SKIPPED else "info", f"{what}.", then)

    def _on_menu(self, action: QAction) -> None:
        self.asked.emit(str(action.data()))
