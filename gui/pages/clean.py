"""Clean: rules in order, what each does to the table, and why; every edit is a step that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.cleaning.recipe import Recipe
from core.cleaning.rules import RULES
from gui.models.recipe import RecipeModel
from gui.pages.clean_add import RuleChooser
from gui.pages.clean_detail import RuleDetail
from gui.pages.clean_edits import CleanEdits
from gui.pages.clean_facts import facts_of
from gui.pages.clean_history import HistoryPanel
from gui.pages.clean_rules import RuleList
from gui.pages.clean_states import NothingToClean
from gui.pages.clean_words import fall_steps
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, EmptyState, Header, NoticeCard, SectionHead, Spinner, Surface, tight
from gui.widgets.page import Page
from gui.widgets.waterfall import Waterfall

NO_DATA, CLEAN, NO_RULES, RULES_SHOWN = range(4)
LIST_PX, LIST_LEAST, LIST_MOST, LIST_SHARE, DETAIL_LEAST = 388, 280, 520, 0.27, 340
LOW, PATIENCE_MS = 700, 300


class CleanPage(Page):
    """Waterfall above, recipe at the left, the chosen rule beside it, history as the inspector."""

    key: ClassVar[str] = "clean"
    icon: ClassVar[str] = "brush-cleaning"

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        self._wanted = ""
        self._is_late = False
        self._list_moved = False

    # building

    def building(self) -> Iterator[None]:
        """Header, states, rules and the chosen one, history."""
        self._model = RecipeModel(self)
        self.edits = CleanEdits(self.session, self._model, self.navigator, self)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(PATIENCE_MS)
        self._late.timeout.connect(self._on_late)
        self._make_header()
        self._error = NoticeCard(self.theme, "bad", band=True)
        self._error.hide()
        self.column.addWidget(self._error)
        self._stack = QStackedWidget()
        self.column.addWidget(self._stack, 1)
        yield
        for make in (self._make_no_data, self._make_clean, self._make_no_rules):
            self._stack.addWidget(make())
            yield
        yield from self._making_rules()
        self._history = HistoryPanel(self.theme, self.session)
        yield
        self._connect()

    def _make_header(self) -> None:
        self._header = Header(self.theme, self.tr("Clean"))
        self._add = Button(self.theme, self.tr("Add rule"), icon="plus", keys="Ctrl R")
        self._use = Button(self.theme, self.tr("Use cleaned data"), kind="primary", trailing="arrow-right")
        self._add.clicked.connect(self._open_chooser)
        self._use.clicked.connect(self._on_use)
        QShortcut(QKeySequence("Ctrl+R"), self, self._open_chooser)
        self._chooser = RuleChooser(self.theme, RULES, self)
        self._header.add_action(self._add)
        self._header.add_action(self._use)
        self.column.addWidget(self._header)

    def _make_no_data(self) -> QWidget:
        go = Button(self.theme, self.tr("Go to Data"), kind="primary", trailing="arrow-right")
        go.clicked.connect(self._go_to_data)
        words = self.tr("Open a spreadsheet first. Epochal then suggests rules, each with its reason.")
        return EmptyState(self.theme, "brush-cleaning", self.tr("No data to clean yet"), words, [go])

    def _make_clean(self) -> QWidget:
        add = Button(self.theme, self.tr("Add a rule of your own"), icon="plus")
        add.clicked.connect(self._open_chooser)
        return NothingToClean(self.theme, [add])

    def _make_no_rules(self) -> QWidget:
        suggest = Button(self.theme, self.tr("Suggest rules"), icon="sparkles")
        suggest.clicked.connect(self._on_suggest)
        words = self.tr("The table is used as it is. Add a rule, or let Epochal look for what could be mended.")
        return EmptyState(self.theme, "list-checks", self.tr("No rules"), words, [suggest])

    def _making_rules(self) -> Iterator[None]:
        part = QWidget()
        column = tight(QVBoxLayout(part))
        top = Surface(self.theme, "canvas", lines=("bottom",))
        self.fall = Waterfall(self.theme)
        tight(QVBoxLayout(top)).addWidget(self.fall)
        column.addWidget(top)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("clean_split")
        split.splitterMoved.connect(self._on_split_moved)
        split.setChildrenCollapsible(False)
        split.addWidget(self._make_list())
        yield
        self.detail = RuleDetail(self.session, self.theme)
        yield from self.detail.building()
        self.detail.setMinimumWidth(DETAIL_LEAST)
        split.addWidget(self.detail)
        split.setStretchFactor(1, 1)
        column.addWidget(split, 1)
        self._stack.addWidget(part)
        yield

    def _make_list(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(LIST_LEAST)
        column = QVBoxLayout(left)
        column.setContentsMargins(sizes.S, sizes.S, sizes.S, sizes.S)
        column.setSpacing(sizes.XS)
        self._head = SectionHead(self.theme, self.tr("Recipe"))
        self._head.setContentsMargins(sizes.S, 0, 0, 0)
        self._again = Button(self.theme, self.tr("Suggest again"), kind="link", icon="sparkles", size="small")
        self._again.clicked.connect(self._on_suggest)
        self._counting = Spinner(self.theme, name=self.tr("Counting what the rules do"))
        self._counting.hide()
        self._head.add_action(self._counting)
        self._head.add_action(self._again)
        self.rules = RuleList(self.theme, self._model)
        column.addWidget(self._head)
        column.addWidget(self.rules, 1)
        return left

    def _connect(self) -> None:
        session = self.session
        self.follow(session.document_changed, session.table_changed, session.cleaning_changed, session.project_closed)
        self.follow(session.editions.changed)
        session.project_closing.connect(self.detail.spellings.take)  # afterwards there is nothing to keep it in
        queued = Qt.ConnectionType.QueuedConnection  # a drag ends before its rows change
        edits = self.edits
        self._model.move_asked.connect(edits.move, queued)
        self._model.toggle_asked.connect(edits.toggle, queued)
        edits.choice_wanted.connect(self._on_choice_wanted)
        self._chooser.chosen.connect(edits.add)
        self.rules.chosen.connect(self._on_chosen)
        self.rules.remove_asked.connect(edits.remove)
        self.fall.chosen.connect(self.rules.choose)
        self.detail.rule_edited.connect(edits.change)
        self.detail.rule_tried.connect(edits.try_out)
        self.detail.rule_let_be.connect(edits.let_be)
        self.detail.remedy_taken.connect(edits.mend)
        self.detail.asked.connect(self._on_asked)

    # what the window asks

    def inspector(self) -> QWidget | None:
        """History."""
        return self._history

    def show_document(self) -> None:
        """Bring everything in line with the session."""
        session = self.session
        self._watch_the_count()
        recipe = session.document.recipe if session.document is not None else Recipe()
        self._stack.setCurrentIndex(self._state(recipe))
        self._add.setVisible(session.table is not None)
        self._use.setVisible(session.table is not None)
        self._show_sentence(recipe)
        self._show_error()
        report = session.cleaned.report if session.cleaned is not None else None
        chosen = self._wanted or self.rules.chosen_id
        counting_from = session.counting_from if self._is_late else None
        failed = session.cleaning_error is not None
        self._model.show_recipe(recipe, report, counting_from=counting_from, failed=failed)
        rows_in = report.rows_in if report is not None else session.table.rows if session.table is not None else 0
        self.fall.show_fall(rows_in, fall_steps(recipe, report), counting_from=counting_from)
        self._choose(chosen)
        self._show_chosen()

    def came(self, hint: object = None) -> None:
        """Choose the rule that the hint names; be ready for the keyboard."""
        if isinstance(hint, str):
            self._choose(hint)
        if self._stack.currentIndex() == RULES_SHOWN:
            self.rules.setFocus(Qt.FocusReason.OtherFocusReason)

    def ui_state(self) -> dict[str, object]:
        """The chosen rule, how its differences are shown, and how wide the list was made."""
        kept: dict[str, object] = {"rule": self.rules.chosen_id, "differences": self.detail.differences.which.key}
        return {**kept, "list_px": self._split.sizes()[0]} if self._list_moved else kept

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Bring back what `ui_state` gave."""
        self.detail.differences.set_which(str(state.get("differences")))
        if isinstance(state.get("rule"), str):
            self._choose(str(state["rule"]))
        width = state.get("list_px")
        self._list_moved = isinstance(width, int)
        if isinstance(width, int):
            self._set_list(max(LIST_LEAST, width))

    def _set_list(self, width: int) -> None:
        self._split.setSizes([width, max(self.width() - width, DETAIL_LEAST)])

    def _on_split_moved(self) -> None:
        self._list_moved = True

    def fit(self, size: QSize) -> None:
        """A low window leaves its height to the rules."""
        self.fall.set_compact(size.height() < LOW)
        if not self._list_moved:
            self._set_list(max(LIST_PX, min(round(size.width() * LIST_SHARE), LIST_MOST)))

    # showing

    def _watch_the_count(self) -> None:
        """A count that takes long is told; a short one would only flicker."""
        counting = self.session.counting
        self._is_late = self._is_late and counting
        if counting and not self._is_late and not self._late.isActive():
            self._late.start()
        elif not counting:
            self._late.stop()
        self._counting.setVisible(self._is_late)

    def _on_late(self) -> None:
        self._is_late = True
        self.show_document()

    def _state(self, recipe: Recipe) -> int:
        document = self.session.document
        if self.session.table is None or document is None:
            return NO_DATA
        if recipe.steps:
            return RULES_SHOWN
        return CLEAN if document.recipe_origin == "suggested" else NO_RULES

    def _show_sentence(self, recipe: Recipe) -> None:
        on = sum(step.enabled for step in recipe.steps)
        off = len(recipe.steps) - on
        words = self.tr("{on} on, {off} off") if off else self.tr("{on} on")
        self._head.set_words(self.tr("Recipe"), words.format(on=on, off=off))
        sentence = self.tr("Rules run from top to bottom on a copy; switch any of them off at any time.")
        number = self.session.editions.recipe_number
        if number:
            sentence = self.tr("Recipe {number}.").format(number=number) + " " + sentence
        self._header.set_sentence(self.tr("Counting what the rules do…") if self._is_late else sentence)

    def _show_error(self) -> None:
        error = self.session.cleaning_error
        self._error.setVisible(error is not None)
        if error is not None:
            self._error.show_told(error)

    def _choose(self, step_id: str) -> None:
        """Select a rule; the first one when there's none of that id."""
        self._wanted = ""
        if self._model.rowCount() == 0:
            self._wanted = step_id
        elif self._model.row_of(step_id) >= 0:
            self.rules.choose(step_id)
        elif not self.rules.currentIndex().isValid():
            self.rules.setCurrentIndex(self._model.index(0))

    def _on_choice_wanted(self, step_id: str) -> None:
        self._wanted = step_id

    def _on_chosen(self, _step_id: str) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.rules.currentIndex().row()
        step = self._model.step(row)
        self.fall.set_chosen(step.id if step is not None else "")
        self.detail.show_rule(facts_of(self.session, self._model, row))

    # what the person wants

    def _on_asked(self, what: str) -> None:
        match what:
            case "remove":
                self.edits.remove(self.rules.chosen_id)
            case "switch":
                self.rules.switch_chosen()
            case "up" | "down":
                self.rules.move_chosen(-1 if what == "up" else 1)

    def _open_chooser(self) -> None:
        if self.session.table is not None:
            self._chooser.open_at(self._add.mapToGlobal(QPoint(self._add.width(), self._add.height() + 4)))

    def _on_suggest(self) -> None:
        job = self.session.suggest_recipe(self.tr("Looking for what could be mended"))
        if job is not None:
            self._again.set_busy(True)
            job.ended.connect(self._on_suggest_ended)

    def _on_suggest_ended(self, _job: object) -> None:
        self._again.set_busy(False)

    def _on_use(self) -> None:
        self.navigator.go("train")

    def _go_to_data(self) -> None:
        self.navigator.go("data")
