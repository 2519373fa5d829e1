"""Evaluate: how good a run is on rows it has never seen, always beside something simple."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.base.errors import EpochalError
from core.base.progress import Finished
from core.evaluation.report import Evaluation
from core.project.runs import RunRecord
from core.project.store import ProjectStore
from core.training.settings import settings_pairs
from gui.models.run_view import run_view
from gui.models.words import count
from gui.pages.evaluate_charts import EvaluateCharts
from gui.pages.evaluate_inspector import EvaluateInspector
from gui.pages.evaluate_table import ContendersView
from gui.pages.evaluate_tiles import EvaluateTiles
from gui.pages.evaluate_words import EvaluationWords
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, ChoiceField, EmptyState, Header, Line, NoticeCard, SectionHead, WaitingState, tight
from gui.widgets.page import Page

OTHERS_SHOWN = 3
CHOOSER_PX = 190


class EvaluatePage(Page):
    """Shows the session's chosen run."""

    key: ClassVar[str] = "evaluate"
    icon: ClassVar[str] = "scan-eye"

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        self._words = EvaluationWords(self)
        self._shown: tuple[Path | None, int | None] = (None, None)
        self._evaluation: Evaluation | None = None

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
        if self._shown == (self.session.path, record.number):
            self._show_table(record)
            return
        self._shown, self._evaluation = (self.session.path, record.number), None
        self._stack.setCurrentWidget(self._waiting)
        assert self.session.path is not None
        job = self.session.submit(partial(_read, self.session.path, record.number), name=self.tr("Read the judgement"))
        job.finished.connect(self._on_read)
        job.failed.connect(self._on_failed)

    # built once

    def building(self) -> Iterator[None]:
        """Header, states, tiles, charts, table, inspector."""
        self._build_header(self.theme)
        yield
        self._build_states(self.theme)
        yield
        yield from self._building_result(self.theme)
        self._inspector = EvaluateInspector(self.theme)
        yield
        session = self.session
        self.follow(session.runs_changed, session.chosen_run_changed, session.project_opened, session.project_closed)

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
        go = Button(theme, self.tr("Go to Train"), kind="primary", trailing="arrow-right")
        go.clicked.connect(self._on_train)
        sentence = self.tr("Train at least one run. With the Quick preset it takes seconds.")
        self._empty = EmptyState(theme, "scan-eye", self.tr("Nothing to evaluate yet"), sentence, [go])
        again = Button(theme, self.tr("Go to Train"), trailing="arrow-right")
        again.clicked.connect(self._on_train)
        self._no_rows = EmptyState(theme, "scan-eye", "", "", [again])
        self._waiting = WaitingState(theme, self.tr("Reading the judgement"))
        self._waiting.set_progress(None)
        self._trouble = NoticeCard(theme, "bad")
        for state in (self._empty, self._no_rows, self._waiting, self._make_trouble()):
            self._stack.addWidget(state)

    def _building_result(self, theme: Theme) -> Iterator[None]:
        self.tiles, self.table = EvaluateTiles(theme), ContendersView(theme)
        yield
        self.charts = EvaluateCharts(theme)
        yield
        self.charts.failed.connect(self.session.failed)
        below = QWidget()
        head = SectionHead(theme, self.tr("Is it better than something simple?"), self.tr("on the same test rows"))
        head.setContentsMargins(sizes.PAGE_MARGIN, sizes.XS, sizes.PAGE_MARGIN, 0)
        column = tight(QVBoxLayout(below))
        column.addWidget(Line(theme))
        column.addWidget(head)
        column.addWidget(self.table)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.charts)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        self._result = QWidget()
        whole = tight(QVBoxLayout(self._result))
        whole.addWidget(self.tiles)
        whole.addWidget(Line(theme))
        whole.addWidget(splitter, 1)
        self._stack.addWidget(self._result)
        yield

    def _make_trouble(self) -> QWidget:
        whole = QWidget()
        column = tight(QVBoxLayout(whole), sizes.PAGE_MARGIN, sizes.S)
        column.addWidget(self._trouble)
        column.addStretch(1)
        self._trouble_page = whole
        return whole

    # shows

    def _show_chooser(self, usable: list[RunRecord]) -> None:
        title = self.tr("Run {number} · {name}")
        options = [(str(record.number), title.format(number=record.number, name=record.name)) for record in usable]
        self.chooser.set_options(list(reversed(options)))
        self.chooser.set_key(str(self.session.chosen_run or ""))
        self.chooser.setVisible(bool(usable))

    def _show_empty(self) -> None:
        self._shown, self._evaluation = (None, None), None
        self._predict.hide()
        self.header.set_sentence(self.tr("How good a run is on rows it has never seen."))
        self._inspector.show_words(self.tr("Here stands, in plain words, how good the chosen run is."), [])
        self._stack.setCurrentWidget(self._empty)

    def _show_without_rows(self, record: RunRecord) -> None:
        self._predict.show()
        self.header.set_sentence(self.tr("Run {number} kept no test rows.").format(number=record.number))
        title = self.tr("Run {number} kept no test rows").format(number=record.number)
        sentence = self.tr(
            "It learned from all of them, so nothing is left to judge it on. Train again with a test share above 0."
        )
        self._no_rows.set_words(title, sentence)
        self._inspector.show_words(sentence, [])
        self._stack.setCurrentWidget(self._no_rows)

    def _show_evaluation(self, evaluation: Evaluation, record: RunRecord) -> None:
        self._predict.show()
        sentence = self.tr("Measured on {rows} test rows that run {number} has never seen.")
        self.header.set_sentence(sentence.format(rows=count(evaluation.rows), number=record.number))
        self.charts.show_evaluation(evaluation)
        self.tiles.show_evaluation(evaluation, self.charts.usual_error)
        view = run_view(record)
        self._inspector.show_words(self._words.plain(evaluation), self._words.checks(evaluation, view))
        self._show_table(record)
        self._stack.setCurrentWidget(self._result)

    def _show_table(self, record: RunRecord) -> None:
        if self._evaluation is None:
            return
        others = [run_view(other) for other in self.session.runs if same_rows(record, other)]
        others.sort(key=lambda view: -view.number)
        self.table.contenders.show_contenders(self._evaluation, run_view(record), others[:OTHERS_SHOWN])

    # handlers

    def _on_read(self, read: tuple[int, Evaluation | None]) -> None:
        number, evaluation = read
        record = self.session.run(number)
        if record is None or self._shown[1] != number:
            return
        self._evaluation = evaluation
        if evaluation is None:
            self._show_without_rows(record)
        else:
            self._show_evaluation(evaluation, record)

    def _on_failed(self, error: object) -> None:
        self._shown = (None, None)
        if isinstance(error, EpochalError):
            self._trouble.show_told(error)
            self._stack.setCurrentWidget(self._trouble_page)

    def _on_chosen(self, key: str) -> None:
        self.session.choose_run(int(key))

    def _on_train(self) -> None:
        self.navigator.go("train")

    def _on_predict(self) -> None:
        self.navigator.go("predict")


def _read(path: Path, number: int) -> Iterator[Finished[tuple[int, Evaluation | None]]]:
    """In the other lane: a run's judgement as it was made when the run ended."""
    with ProjectStore.open(path, read_only=True) as store:
        evaluation = store.get_evaluation(number)
    yield Finished((number, evaluation))


def same_rows(record: RunRecord, other: RunRecord) -> bool:
    """Whether two runs were judged on the same test rows: same data, target, seed and split."""
    if other.number == record.number or not (other.metrics or {}).get("test") or other.task != record.task:
        return False
    return _drawn_by(record) == _drawn_by(other)


def _drawn_by(record: RunRecord) -> tuple[object, ...]:
    document = record.document
    try:
        pairs = settings_pairs(str(document.get("preset")), dict(document.get("overrides") or ()))
    except (EpochalError, TypeError, ValueError):
        return (record.number,)
    snapshot = (document.get("data") or {}).get("snapshot")
    return (
        snapshot,
        document.get("target"),
        document.get("seed"),
        pairs["test"],
        pairs["split"],
        record.rows.get("test"),
    )
