"""Evaluate: how good a run is on rows it has never seen, always beside something simple.

A lane reads the judgement and looks into it (`core.flow.insight`); what it tells is shown piece by piece: figures and
charts, then where the run struggles, last what only the validation rows can say.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from core.base.errors import EpochalError
from core.evaluation.against_rest import OneAgainstRest
from core.evaluation.groups import Group
from core.evaluation.selection import GroupRows, Wanted
from core.evaluation.thresholds import Cells
from core.features.task import Task
from core.flow.insight import GroupsFound, RunJudged, SnapshotTable, look_at_class, look_into
from core.flow.line import choice_of
from core.project.runs import ChosenOn, ChosenThreshold, RunRecord
from gui.models.run_view import best_of, run_view
from gui.models.run_words import shown_name
from gui.models.words import threshold_words
from gui.pages.evaluate_checks import EvaluationChecks
from gui.pages.evaluate_empty import NothingJudged
from gui.pages.evaluate_inspector import EvaluateInspector
from gui.pages.evaluate_others import same_rows
from gui.pages.evaluate_result import EvaluateResult
from gui.pages.evaluate_rows import RowsPanel
from gui.pages.evaluate_rows_work import RowsWork
from gui.pages.evaluate_steps import ShowingSteps
from gui.pages.evaluate_words import EvaluationWords
from gui.plots.export import work_by
from gui.state.navigator import USE_THRESHOLD, Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, ChoiceField, EmptyState, Header, NoticeCard, tight
from gui.widgets.page import Page
from gui.work import Job
from gui.work.job import MakeEvents

OTHERS_SHOWN = 3
LATE_MS = 300  # waiting is shown after so long, and not at all when it's over before
CHOOSER_PX = 210


class EvaluatePage(Page):
    """Shows the session's chosen run."""

    key: ClassVar[str] = "evaluate"
    icon: ClassVar[str] = "scan-eye"

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        self._words, self._checks = EvaluationWords(self), EvaluationChecks(self)
        self._shown: tuple[Path | None, int | None] = (None, None)
        self._line: ChosenThreshold | None = None  # where the run's line was drawn when it was last judged
        self._judged: RunJudged | None = None
        self._late_rows: RunJudged | None = None  # judged with validation rows, while the charts are drawn
        self._grouped = False
        self._job: Job | None = None
        self._ended = False  # the job: it is no longer at work, though its result may still be being shown
        self._shower = ShowingSteps(self)
        self._shower.done.connect(self._show_late_rows)
        self._shower.done.connect(self._settle)
        self._late = QTimer(self, singleShot=True)
        self._late.timeout.connect(self._on_late)
        self._came_from: QWidget | None = None  # where the keyboard was before rows were listed

    def inspector(self) -> QWidget:
        """The result in plain words."""
        return self._inspector

    def show_document(self) -> None:
        """The chosen run's judgement, or why there is none."""
        usable = [record for record in self.session.runs if record.has_model]
        self._show_chooser(usable)
        record = self.session.run(self.session.chosen_run)
        if record is None or not record.has_model:
            self._show_empty()
            return
        if self._shown != (self.session.path, record.number):
            self._shown, self._judged = (self.session.path, record.number), None
            self._wait(record)
        elif self._line == record.threshold:
            self._show_table(record)
            return
        self._line, self._grouped = record.threshold, False
        self._shower.drop()
        self.rows_work.forget()
        assert self.session.path is not None
        make = partial(look_into, self.session.path, record.number, self._known_table())
        self._submit(make)

    def came(self, hint: object = None) -> None:
        """With the hint of the action "use_threshold", from the palette for example: do that."""
        if hint == USE_THRESHOLD:
            self.use_threshold()

    # built once

    def building(self) -> Iterator[None]:
        """Header, states, tiles, charts, table, inspector."""
        self._build_header(self.theme)
        yield
        self._build_states(self.theme)
        yield
        self.result = EvaluateResult(self.theme)
        yield from self.result.building()
        self._stack.addWidget(self.result)
        self.result.failed.connect(self.session.failed)
        work_by(self.session.lanes.keeping.submit, self.result)
        self.result.cells_changed.connect(self._on_cells)
        self.result.classes.class_wanted.connect(self._on_class_wanted)
        yield
        self._build_rows()
        yield
        self._inspector = EvaluateInspector(self.theme)
        self._inspector.cost.threshold_found.connect(self.result.classes.line.set_threshold)
        self._inspector.cost.use_wanted.connect(self._on_use_cheapest)
        self.result.classes.line.use_wanted.connect(self.use_threshold)
        self._inspector.struggles.group_chosen.connect(self._on_group)
        yield
        session = self.session
        self.follow(session.project_opened, session.project_closed)
        self.follow(session.runs_changed, session.chosen_run_changed, session.run_state_changed)

    def _build_rows(self) -> None:
        self.rows = RowsPanel(self.theme)
        self._stack.addWidget(self.rows)
        self.rows_work = RowsWork(self.session, self.navigator, self.rows, self)
        self.rows_work.failed.connect(self.session.failed)
        self.rows_work.arrived.connect(self._on_rows)
        self.rows.left.connect(self._on_rows_left)
        self.result.rows_wanted.connect(self._look_at_rows)

    def _build_header(self, theme: Theme) -> None:
        self.header = Header(theme, self.title)
        self.chooser = ChoiceField(theme, self.tr("Run to evaluate"))
        self.chooser.setFixedWidth(CHOOSER_PX)
        self.chooser.chosen.connect(self._on_chosen)
        self._predict = Button(theme, self.tr("Predict a file"), kind="primary", trailing="arrow-right")
        self._predict.clicked.connect(self._on_predict)
        self.header.add_action(self.chooser)
        self.header.add_action(self._predict)
        self.column.addWidget(self.header)
        self._stack = QStackedWidget()
        self.column.addWidget(self._stack, 1)

    def _build_states(self, theme: Theme) -> None:
        self._empty = NothingJudged(theme, self._on_train)
        again = Button(theme, self.tr("Go to Train"), trailing="arrow-right")
        again.clicked.connect(self._on_train)
        self._no_rows = EmptyState(theme, "scan-eye", "", "", [again])
        self._trouble = NoticeCard(theme, "bad")
        for state in (self._empty, self._no_rows, self._make_trouble()):
            self._stack.addWidget(state)

    def _make_trouble(self) -> QWidget:
        whole = QWidget()
        column = tight(QVBoxLayout(whole), sizes.PAGE_MARGIN, sizes.S)
        column.addWidget(self._trouble)
        column.addStretch(1)
        self._trouble_page = whole
        return whole

    # shows

    def _show_chooser(self, usable: list[RunRecord]) -> None:
        """Newest first; the best, which predictions take by themselves, has a cup."""
        title = self.tr("Run {number} · {name}")
        target = self.session.document.target if self.session.document is not None else None
        best = best_of((run_view(record) for record in usable), target)
        options: list[tuple[str, str] | tuple[str, str, str]] = []
        for record in reversed(usable):
            key, words = str(record.number), title.format(number=record.number, name=shown_name(record.name))
            is_best = best is not None and best.number == record.number and len(usable) > 1
            options.append((key, self.tr("{run}, best").format(run=words), "trophy") if is_best else (key, words))
        self.chooser.set_options(options)
        self.chooser.set_key(str(self.session.chosen_run or ""))
        self.chooser.setVisible(bool(usable))

    def _show_empty(self) -> None:
        self._shown, self._judged = (None, None), None
        self._shower.drop()
        self.rows_work.forget()
        self._predict.hide()
        self.header.set_sentence(self.tr("How good a run is on rows it has never seen."))
        self._inspector.show_words(self.tr("Here stands, in plain words, how good the chosen run is."), [])
        self._empty.tell(training=self.session.training)
        self._stack.setCurrentWidget(self._empty)

    def _wait(self, record: RunRecord) -> None:
        """Until the rows are counted: what was shown stays for a moment, or nothing; then it is said."""
        if self._stack.currentWidget() is not self.result:
            self.result.show_waiting(Task(record.task), spinning=False)
            self._inspector.show_words("", [])
            self._stack.setCurrentWidget(self.result)
        self._late.start(LATE_MS)

    def _on_late(self) -> None:
        record = self.session.run(self._shown[1])
        if self._judged is None and record is not None and self._stack.currentWidget() is self.result:
            self.header.set_sentence(
                self.tr("The judgement of run {number} is being read.").format(number=record.number)
            )
            self._inspector.show_words(self.tr("Counting the test rows."), [])
            self.result.show_waiting(Task(record.task), spinning=True)

    def _show_without_rows(self, record: RunRecord) -> None:
        self._predict.show()
        self.header.set_sentence(self.tr("How good a run is on rows it has never seen."))
        title = self.tr("Run {number} kept no test rows").format(number=record.number)
        sentence = self.tr(
            "It learned from all of them, so nothing is left to judge it on. Train again with a test share above 0."
        )
        self._no_rows.set_words(title, sentence)
        self._inspector.show_words(self.tr("How good this run is can't be told. Train shows its losses."), [])
        self._stack.setCurrentWidget(self._no_rows)

    def _showing(self, judged: RunJudged, record: RunRecord) -> Generator[None]:
        """Words first, then the charts; a part a turn."""
        evaluation, facts = judged.evaluation, judged.facts
        assert evaluation is not None and facts is not None, "there is something to show"
        self._predict.show()
        self.header.set_sentence(self._words.measured(evaluation, record.number, record.threshold))
        checks = self._checks.of(evaluation, run_view(record), facts, judged.shown, record.threshold)
        self._inspector.show_words(self._words.plain(evaluation, facts), checks)
        self._inspector.wait_for_struggles()
        if evaluation.task is Task.BINARY and judged.shown is not None:
            self._inspector.show_cost(judged.shown, evaluation.threshold)
        yield
        self.result.classes.line.set_used(record.threshold)
        self._show_table(record)
        self._stack.setCurrentWidget(self.result)
        yield from self.result.showing(judged)

    def _show_table(self, record: RunRecord) -> None:
        if self._judged is None or self._judged.evaluation is None:
            return
        others = [run_view(other) for other in self.session.runs if same_rows(record, other)]
        others.sort(key=lambda view: -view.number)
        self.result.show_table(self._judged.evaluation, run_view(record), others[:OTHERS_SHOWN])

    # work in the other lane

    def _known_table(self) -> SnapshotTable | None:
        """The table that the session has read already."""
        document, table = self.session.document, self.session.table
        if document is None or document.data is None or table is None:
            return None
        return SnapshotTable(self.session.snapshot, table)

    def _submit(self, make: MakeEvents) -> None:
        if self._job is not None:  # the latest choice counts
            self._job.stop()
        self._job, self._ended = self.session.submit(make, name=self.tr("Read the judgement")), False
        self._job.told.connect(self._on_told)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)

    def _on_told(self, event: object) -> None:
        match event:
            case RunJudged() if self._is_shown(event.number):
                self._on_judged(event)
            case GroupsFound() if self._is_shown(event.number):
                self._grouped = True
                self._inspector.show_struggles(event.struggles)
            case _:
                return

    def _on_judged(self, judged: RunJudged) -> None:
        record = self.session.run(judged.number)
        if record is None:
            return
        self._judged = judged
        if judged.evaluation is None:
            self._show_without_rows(record)
        else:
            self._shower.start(self._showing(judged, record))

    def _on_finished(self, result: object) -> None:
        if not isinstance(result, RunJudged) or not self._is_shown(result.number) or result.evaluation is None:
            return
        if not self._grouped:
            self._inspector.show_struggles(None)
        if self._judged is not None and result.shown is not None and result is not self._judged:
            self._judged = self._late_rows = result  # the validation rows have come
            self._show_late_rows()

    def _show_late_rows(self) -> None:
        """Show what came last, once the charts show the rest."""
        judged = self._late_rows
        if judged is None or self._shower.running:
            return
        self._late_rows = None
        if judged is self._judged and judged.shown is not None and judged.evaluation is not None:
            self.result.classes.show_class(judged.shown)
            self._inspector.show_cost(judged.shown, judged.evaluation.threshold)

    def _on_failed(self, error: object) -> None:
        if not isinstance(error, EpochalError):
            return
        if self._judged is not None:  # the judgement stands; only what was to come is missing
            self.session.failed.emit(error)
            return
        told = self.tr("Run {number} can't be judged.").format(number=self._shown[1])
        self._shown = (None, None)
        self.header.set_sentence(told)
        self._inspector.show_words("", [])
        self._trouble.show_told(error)
        self._stack.setCurrentWidget(self._trouble_page)

    def _on_ended(self, job: Job) -> None:
        self._ended = self._ended or job is self._job
        self._settle()

    def _settle(self) -> None:
        """The job counts as under way until all it told is shown."""
        if self._ended and not self._shower.running:
            self._job, self._ended = None, False

    def _is_shown(self, number: int) -> bool:
        return self._shown == (self.session.path, number)

    # rows behind a mark

    def _look_at_rows(self, wanted: Wanted, group: str = "") -> None:
        judged = self._judged
        if judged is not None and judged.evaluation is not None:
            self._came_from = QApplication.focusWidget()
            self.rows_work.look(judged.number, judged.evaluation, wanted, self._known_table(), group)

    def _on_group(self, column: str, group: Group) -> None:
        self._look_at_rows(GroupRows(group.at), self._inspector.struggles.group_words(column, group))

    def _on_rows(self) -> None:
        self._stack.setCurrentWidget(self.rows)
        if self.isVisible():
            self.rows.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_rows_left(self) -> None:
        """Back to the charts, and to where the keyboard was."""
        self._stack.setCurrentWidget(self.result)
        self.rows_work.forget()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    # handlers

    def _on_class_wanted(self, index: int) -> None:
        if self._judged is not None and self._judged.evaluation is not None:
            make = partial(look_at_class, self._judged.evaluation, index)
            job = self.session.submit(make, name=self.tr("Look at a class"))
            job.finished.connect(self._on_class)

    def _on_class(self, shown: OneAgainstRest) -> None:
        evaluation = self._judged.evaluation if self._judged is not None else None
        if evaluation is not None and evaluation.classes[shown.index : shown.index + 1] == (shown.name,):
            self.result.classes.show_class(shown)

    def _on_cells(self, threshold: float, cells: Cells) -> None:
        judged = self._judged
        if judged is None or judged.evaluation is None or judged.facts is None:
            return
        evaluation, told = judged.evaluation, self._words.plain(judged.evaluation, judged.facts)
        looking = threshold != evaluation.threshold
        self._inspector.say(self._words.at_threshold(evaluation, threshold, cells) if looking else told)

    def use_threshold(self) -> None:
        """Let the run's predictions follow the threshold that the slider shows; it can be undone."""
        record, line = self.session.run(self._shown[1]), self.result.classes.line
        evaluation = self._judged.evaluation if self._judged is not None else None
        if record is None or evaluation is None or evaluation.task is not Task.BINARY or not line.moved:
            return
        on: ChosenOn = "validation" if line.threshold == self._inspector.cost.cheapest else "test"
        value = threshold_words(line.threshold)
        label = self.tr("Use threshold {value} for run {n}").format(value=value, n=record.number)
        self.session.choose_threshold(record.number, choice_of(line.threshold, on), label)
        words = self.tr("Predictions of run {n} use threshold {value}.").format(n=record.number, value=value)
        self.navigator.toast(words, undo=True)

    def _on_use_cheapest(self) -> None:
        cheapest = self._inspector.cost.cheapest
        if cheapest is not None:
            self.result.classes.line.set_threshold(cheapest)
            self.use_threshold()

    def _on_chosen(self, key: str) -> None:
        self.session.choose_run(int(key))

    def _on_train(self) -> None:
        self.navigator.go("train")

    def _on_predict(self) -> None:
        self.navigator.go("predict")
