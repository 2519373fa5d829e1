"""The middle of the Clean page: the chosen rule, why it is there, its options, and what it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from core.base.wording import what_and_todo
from core.cleaning.recipe import Step
from core.cleaning.report import Outcome, StepReport
from gui.models.recipe import title_of
from gui.pages.clean_differences import DifferencePanel
from gui.pages.clean_editor import RuleEditor
from gui.pages.clean_facts import Chosen
from gui.pages.clean_fix import Remedy
from gui.pages.clean_spellings import SpellingPanel
from gui.pages.clean_why import WhyCard
from gui.pages.clean_words import learned_words, outcome_words, prediction_words, would_learn_words
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, IconButton, NoticeCard, ScrollPane, tight, translated
from gui.widgets.notice_card import Loudness

MOST_PX = 1080  # wider, and the eye loses the line from a value to its count


class RuleDetail(QWidget):
    """`show_rule(chosen)`; what a person wants comes as signals."""

    rule_edited = Signal(str, object)  # step id, rule
    rule_tried = Signal(str, object)  # the same while a person types or points
    rule_let_be = Signal()
    asked = Signal(str)  # "remove", "up", "down", "switch"
    remedy_taken = Signal(object)  # Remedy

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._session = session
        self._told: tuple[object, ...] = ()
        self._shown_step: Step | None = None
        self._pane = ScrollPane(sizes.XL, sizes.S)
        self._pane.column.setContentsMargins(sizes.XL, sizes.M, sizes.XL, sizes.M)
        self._pane.keep_within(MOST_PX)
        tight(QVBoxLayout(self)).addWidget(self._pane)

    def building(self) -> Iterator[None]:
        """The parts, in steps as a page's."""
        column = self._pane.column
        column.addWidget(self._make_head())
        yield
        self._about = QWidget()  # all that gives way to the list of values
        about = tight(QVBoxLayout(self._about), 0, sizes.S)
        column.addWidget(self._about)
        self.why = WhyCard(self.theme)
        about.addWidget(self.why)
        yield
        self._skipped = NoticeCard(self.theme, "warn")
        self.editor = RuleEditor(self.theme)
        self.editor.edited.connect(self.rule_edited)
        self.editor.tried.connect(self.rule_tried)
        self.editor.let_be.connect(self.rule_let_be)
        about.addWidget(self._skipped)
        about.addWidget(self.editor)
        about.addSpacing(sizes.XXS)
        yield
        self.differences = DifferencePanel(self._session, self.theme)
        self.differences.list_wanted.connect(self._on_list_wanted)
        column.addWidget(self.differences, 1)
        yield
        self.spellings = SpellingPanel(self._session, self.theme)
        self.spellings.tried.connect(self.rule_tried)
        self.spellings.let_be.connect(self.rule_let_be)
        self.spellings.taken.connect(self.rule_edited)
        self.spellings.left.connect(self._on_list_left)
        self.spellings.hide()
        column.addWidget(self.spellings, 1)
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

    def show_rule(self, chosen: Chosen | None) -> None:
        """Bring everything in line."""
        self._follow_list(chosen)
        self._pane.setVisible(chosen is not None)
        self._shown_step = chosen.step if chosen is not None else None
        if chosen is None:
            self.editor.show_step(None, {})
            return
        step, report = chosen.step, chosen.report
        worked_on = len(chosen.fitted.columns) if chosen.fitted is not None else 0
        worked_on = worked_on or len(step.rule.named_columns()) or (len(report.changes) if report is not None else 0)
        self._title.setText(title_of(step))
        self._outcome.setText(outcome_words(chosen.number, chosen.rules, step, report, worked_on))
        self.setAccessibleName(title_of(step))
        has_target = chosen.target is not None
        learned = learned_words(chosen.fitted, has_target) if step.enabled else would_learn_words(step, has_target)
        self.why.show_why(step, learned, prediction_words(step, chosen.target))
        self.editor.show_step(step, chosen.columns)
        self._show_skipped(report if step.enabled else None, chosen.remedies)
        self.differences.show_step(step, report, chosen.source)

    def _follow_list(self, chosen: Chosen | None) -> None:
        """An open list is about one rule as it was: another rule chosen, or other data for it, takes it; a change of
        the rule from elsewhere ends it."""
        listed = self.spellings.step
        if listed is None:
            return
        if chosen is None or chosen.step.id != listed.id:
            QTimer.singleShot(0, self.spellings.take)  # an edit in the middle of being shown would show twice
        elif chosen.step.rule != listed.rule:
            self.spellings.give_up()
        elif self.spellings.is_outdated:
            QTimer.singleShot(0, self.spellings.take)

    def _on_list_wanted(self) -> None:
        if self._shown_step is None:
            return
        for part in (self._about, self.differences):  # the list is of the rule as it is, and wants the room
            part.hide()
        self.spellings.show()
        self.spellings.open(self._shown_step)

    def _on_list_left(self) -> None:
        had_focus = self.spellings.isAncestorOf(QApplication.focusWidget() or self)
        self.spellings.hide()
        for part in (self._about, self.differences):
            part.show()
        if had_focus:
            self.differences.edit_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_skipped(self, report: StepReport | None, remedies: Sequence[Remedy]) -> None:
        told = report.reason if report is not None and not report.rows_rejected else None
        self._skipped.setVisible(told is not None)
        if told is None or report is None or (told, *remedies) == self._told:
            return
        self._told = (told, *remedies)
        what, todo = what_and_todo(told, translated)
        then = f"{todo[:1].upper()}{todo[1:]}." if todo else ""
        severity: Loudness = "warn" if report.outcome is Outcome.SKIPPED else "info"
        self._skipped.show_notice(severity, f"{what}.", then, actions=self._fixes(remedies))

    def _fixes(self, remedies: Sequence[Remedy]) -> list[QPushButton]:
        """A button for each remedy; where there is none, the choice of columns or taking the rule out."""
        buttons: list[QPushButton] = []
        for remedy in remedies:
            button = Button(self.theme, remedy.words, icon=None if buttons else "wand-sparkles", size="small")
            button.clicked.connect(partial(self.remedy_taken.emit, remedy))
            buttons.append(button)
        if not buttons and self.editor.columns_field is not None:
            button = Button(self.theme, self.tr("Choose columns…"), icon="wand-sparkles", size="small")
            button.clicked.connect(self.editor.columns_field.open)
            buttons.append(button)
        if len(buttons) < 2:
            button = Button(self.theme, self.tr("Remove rule"), size="small")
            button.clicked.connect(partial(self.asked.emit, "remove"))
            buttons.append(button)
        return buttons

    def _on_menu(self, action: QAction) -> None:
        self.asked.emit(str(action.data()))
