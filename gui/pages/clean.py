"""Clean: rules in order, what each does to the table, and why; every edit is a step that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.base.errors import EpochalError
from core.cleaning.apply import FittedStep
from core.cleaning.recipe import Recipe, Step
from core.cleaning.report import StepReport
from core.cleaning.rule import Rule
from core.cleaning.rules import RULES
from core.cleaning.starting import starting_rule
from core.data.columns import Storage
from core.data.infer import storage_of
from core.data.table import Table
from gui.models.recipe import RecipeModel, title_of
from gui.pages.clean_add import RuleChooser
from gui.pages.clean_detail import Chosen, RuleDetail
from gui.pages.clean_fields import Columns
from gui.pages.clean_fix import Remedy, remedies
from gui.pages.clean_history import HistoryPanel
from gui.pages.clean_rules import RuleList
from gui.pages.clean_states import NothingToClean
from gui.pages.clean_words import fall_steps
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, EmptyState, Header, NoticeCard, SectionHead, Surface, tight
from gui.widgets.page import Page
from gui.widgets.waterfall import Waterfall

NO_DATA, CLEAN, NO_RULES, RULES_SHOWN = range(4)
LIST_PX, LIST_LEAST, DETAIL_LEAST = 388, 280, 340
LOW = 700


class CleanPage(Page):
    """Waterfall above, recipe at the left, the chosen rule beside it, history as the inspector."""

    key: ClassVar[str] = "clean"
    icon: ClassVar[str] = "brush-cleaning"

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        self._wanted = ""

    # building

    def building(self) -> Iterator[None]:
        """Header, states, rules and the chosen one, history."""
        self._model = RecipeModel(self)
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
        self._history = HistoryPanel(self.theme, self.session.undo_stack)
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
        self._chooser.chosen.connect(self._on_add)
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
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("clean_split")
        split.setChildrenCollapsible(False)
        split.addWidget(self._make_list())
        yield
        self.detail = RuleDetail(self.session, self.theme)
        yield from self.detail.building()
        self.detail.setMinimumWidth(DETAIL_LEAST)
        split.addWidget(self.detail)
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_PX, 2 * LIST_PX])
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
        self._head.add_action(self._again)
        self.rules = RuleList(self.theme, self._model)
        column.addWidget(self._head)
        column.addWidget(self.rules, 1)
        return left

    def _connect(self) -> None:
        session = self.session
        self.follow(session.document_changed, session.table_changed, session.cleaning_changed, session.project_closed)
        queued = Qt.ConnectionType.QueuedConnection  # a drag ends before its rows change
        self._model.move_asked.connect(self._on_move, queued)
        self._model.toggle_asked.connect(self._on_toggle, queued)
        self.rules.chosen.connect(self._on_chosen)
        self.rules.remove_asked.connect(self._on_remove)
        self.fall.chosen.connect(self.rules.choose)
        self.detail.rule_edited.connect(self._on_rule_edited)
        self.detail.rule_tried.connect(self._on_rule_tried)
        self.detail.rule_let_be.connect(self._on_rule_let_be)
        self.detail.remedy_taken.connect(self._on_remedy)
        self.detail.asked.connect(self._on_asked)

    # what the window asks

    def inspector(self) -> QWidget | None:
        """History."""
        return self._history

    def show_document(self) -> None:
        """Bring everything in line with the session."""
        session = self.session
        recipe = session.document.recipe if session.document is not None else Recipe()
        self._stack.setCurrentIndex(self._state(recipe))
        self._add.setVisible(session.table is not None)
        self._use.setVisible(session.table is not None)
        self._show_sentence(recipe)
        self._show_error()
        report = session.cleaned.report if session.cleaned is not None else None
        chosen = self._wanted or self.rules.chosen_id
        counting_from = session.counting_from if session.counting else None
        self._model.show_recipe(recipe, report, counting_from=counting_from)
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
        """The chosen rule and how its differences are shown."""
        return {"rule": self.rules.chosen_id, "differences": self.detail.differences.which.key}

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Bring back what `ui_state` gave."""
        self.detail.differences.set_which(str(state.get("differences")))
        if isinstance(state.get("rule"), str):
            self._choose(str(state["rule"]))

    def fit(self, size: QSize) -> None:
        """A low window leaves its height to the rules."""
        self.fall.set_compact(size.height() < LOW)

    # showing

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
        self._header.set_sentence(self.tr("Counting what the rules do …") if self.session.counting else sentence)

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

    def _on_chosen(self, _step_id: str) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.rules.currentIndex().row()
        step = self._model.step(row)
        self.fall.set_chosen(step.id if step is not None else "")
        self.detail.show_rule(None if step is None else self._facts(step, row))

    def _facts(self, step: Step, row: int) -> Chosen:
        document = self.session.document
        columns, fitted = self._columns(), self.session.fitted
        known = {one.step.id: one for one in fitted.steps} if fitted is not None else dict[str, FittedStep]()
        return Chosen(
            step=step,
            number=row + 1,
            rules=self._model.rowCount(),
            report=self._model.report(row),
            fitted=known.get(step.id),
            target=document.target if document is not None else None,
            source=self.session.table,
            columns=columns,
            remedies=self._remedies(step, self._model.report(row), columns),
        )

    def _remedies(self, step: Step, report: StepReport | None, columns: Columns) -> list[Remedy]:
        document, cleaned = self.session.document, self.session.cleaned
        misfit = report is not None and report.reason is not None and not report.rows_rejected and step.enabled
        if not misfit or document is None or cleaned is None or self._model.row_of(step.id) < 0:
            return []
        return remedies(step, document, cleaned.report, columns)

    def _columns(self) -> dict[str, frozenset[Storage]]:
        """How each column is stored: as the person reads it, and as it comes out of the recipe."""
        document, table, cleaned = self.session.document, self.session.table, self.session.cleaned
        if document is None or table is None:
            return {}
        kinds = dict(document.kinds)
        found = {
            column.name: {storage_of(kinds[column.name]) if column.name in kinds else column.storage}
            for column in table.columns
            if column.name not in document.ignored
        }
        for column in cleaned.table.columns if cleaned is not None else ():
            if column.name in found:
                found[column.name].add(column.storage)
        return {name: frozenset(stored) for name, stored in found.items()}

    # edits

    def _edit(self, recipe: Recipe, label: str) -> None:
        if self.session.document is not None:
            self.session.edit(self.session.document.with_recipe(recipe), label)

    def _on_toggle(self, step_id: str, on: bool) -> None:
        recipe = self._model.recipe
        if self._model.row_of(step_id) >= 0 and recipe.step(step_id).enabled != on:
            words = self.tr("Switched on: {rule}") if on else self.tr("Switched off: {rule}")
            self._edit(recipe.toggled(step_id), words.format(rule=title_of(recipe.step(step_id))))

    def _on_move(self, step_id: str, to_row: int) -> None:
        recipe = self._model.recipe
        if self._model.row_of(step_id) not in (-1, to_row):
            self._wanted = step_id
            words = self.tr("Moved: {rule}").format(rule=title_of(recipe.step(step_id)))
            self._edit(recipe.moved(step_id, to_row), words)

    def _on_remove(self, step_id: str) -> None:
        recipe, row = self._model.recipe, self._model.row_of(step_id)
        if row >= 0:
            next_row = row + 1 if row + 1 < len(recipe.steps) else row - 1
            self._wanted = recipe.steps[next_row].id if next_row >= 0 else ""
            title = title_of(recipe.step(step_id))
            self._edit(recipe.removed(step_id), self.tr("Removed: {rule}").format(rule=title))
            self.navigator.toast(self.tr("Removed rule {number}.").format(number=row + 1), icon="trash-2", undo=True)

    def _on_rule_edited(self, step_id: str, rule: Rule) -> None:
        recipe = self._model.recipe
        if self._model.row_of(step_id) >= 0:
            changed = recipe.replaced(step_id, rule)
            self._edit(changed, self.tr("Changed: {rule}").format(rule=title_of(changed.step(step_id))))

    def _on_remedy(self, remedy: Remedy) -> None:
        """Mend a rule that no longer fits, as one step."""
        self._wanted = self.rules.chosen_id
        self.session.edit(remedy.document, self.tr("Fixed: {what}").format(what=remedy.words))

    def _on_rule_tried(self, step_id: str, rule: Rule) -> None:
        document, recipe = self.session.document, self._model.recipe
        if document is not None and self._model.row_of(step_id) >= 0:
            self.session.try_out(document.with_recipe(recipe.replaced(step_id, rule)))

    def _on_rule_let_be(self) -> None:
        self.session.try_out(None)

    def _on_asked(self, what: str) -> None:
        match what:
            case "remove":
                self._on_remove(self.rules.chosen_id)
            case "switch":
                self.rules.switch_chosen()
            case "up" | "down":
                self.rules.move_chosen(-1 if what == "up" else 1)

    def _open_chooser(self) -> None:
        if self.session.table is not None:
            self._chooser.open_at(self._add.mapToGlobal(QPoint(self._add.width(), self._add.height() + 4)))

    def _on_add(self, kind: str) -> None:
        """A rule of this kind at the end, to be edited in place."""
        document, table = self.session.document, self.session.table
        if document is None or table is None:
            return
        try:
            rule = starting_rule(kind, self._left_at_the_end(table, document.ignored), None, document.target)
        except EpochalError as error:
            self.session.failed.emit(error)
            return
        if rule is None:
            self.navigator.toast(self.tr("No column suits this rule."), icon="info")
            return
        recipe = document.recipe.added(Step("", rule))
        self._wanted = recipe.steps[-1].id
        self._edit(recipe, self.tr("Added: {rule}").format(rule=title_of(recipe.steps[-1])))

    def _left_at_the_end(self, table: Table, ignored: tuple[str, ...]) -> Table:
        """What a rule at the end gets to see; the import while that is being counted."""
        cleaned = self.session.cleaned
        return cleaned.table if cleaned is not None and not self.session.counting else table.without(ignored)

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
