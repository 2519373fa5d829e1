"""A judged run: tiles, charts by task, and the table beside baselines; scrolls when there is too little room."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.evaluation.facts import NumberFacts
from core.evaluation.report import Evaluation
from core.evaluation.thresholds import Cells
from core.features.task import Task
from core.flow.insight import RunJudged
from gui.models.run_view import RunView
from gui.pages.evaluate_classes import ClassCharts
from gui.pages.evaluate_numbers import NumberCharts
from gui.pages.evaluate_parts import scrolled
from gui.pages.evaluate_table import ContendersView
from gui.pages.evaluate_tiles import EvaluateTiles
from gui.theme import Theme, sizes
from gui.widgets import Line, SectionHead, WaitingState, tight

NUMBERS_PX = 240  # the charts of numbers need at least this height


class EvaluateResult(QWidget):
    """Built by `building`, in steps. `cells_changed(threshold, Cells)`: another threshold is looked at."""

    failed = Signal(object)
    cells_changed = Signal(float, object)
    rows_wanted = Signal(object)  # Wanted: a mark of a chart was chosen

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def building(self) -> Iterator[None]:
        """Tiles, charts, table."""
        self.tiles, self.table = EvaluateTiles(self.theme), ContendersView(self.theme)
        yield
        self.numbers = NumberCharts(self.theme)
        yield from self.numbers.building()
        self.classes = ClassCharts(self.theme)
        yield from self.classes.building()
        self.numbers.setMinimumHeight(NUMBERS_PX)
        for charts in (self.numbers, self.classes):
            charts.failed.connect(self.failed)
            charts.rows_wanted.connect(self.rows_wanted)
            charts.hide()
        self.classes.cells_changed.connect(self._on_cells)
        self._lay_out()
        yield

    def show_waiting(self, task: Task, *, spinning: bool) -> None:
        """The rows of a run are being counted: empty tiles, and a spinner where it takes its time."""
        self.tiles.show_waiting(task)
        self._area.setCurrentWidget(self.waiting if spinning else self._blank)

    def show_judged(self, judged: RunJudged) -> None:
        """Give tiles and charts what they show."""
        evaluation, facts = judged.evaluation, judged.facts
        assert evaluation is not None and facts is not None, "there is something to show"
        self.tiles.show_evaluation(evaluation, facts)
        if isinstance(facts, NumberFacts):
            self.numbers.show_facts(evaluation.target, facts)
            self.tiles.show_range(evaluation, judged.interval, facts, self.numbers.usual_error)
        elif judged.shown is not None:
            self.classes.show_evaluation(evaluation, facts, judged.shown)
        self.numbers.setVisible(isinstance(facts, NumberFacts))
        self.classes.setVisible(not isinstance(facts, NumberFacts))

    def showing(self, judged: RunJudged) -> Generator[None]:
        """Draw it and show it; the lower charts are painted a turn later, each in one of its own."""
        later = list(self.classes.below)
        try:
            for chart in later:
                chart.setUpdatesEnabled(False)
            self.show_judged(judged)
            yield
            self._area.setCurrentWidget(self._charts)
            while later:
                yield
                later.pop(0).setUpdatesEnabled(True)
        finally:
            for chart in later:
                chart.setUpdatesEnabled(True)

    def show_table(self, evaluation: Evaluation, run: RunView, others: Sequence[RunView]) -> None:
        """Beside other runs and baselines."""
        self.table.contenders.show_contenders(evaluation, run, others)

    def _lay_out(self) -> None:
        below = QWidget()
        head = SectionHead(self.theme, self.tr("Is it better than something simple?"), self.tr("on the same test rows"))
        head.setContentsMargins(sizes.PAGE_MARGIN, sizes.XS, sizes.PAGE_MARGIN, 0)
        column = tight(QVBoxLayout(below))
        column.addWidget(head)
        column.addWidget(self.table)
        column.addSpacing(sizes.XS)
        below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        charts = QWidget()
        both = tight(QVBoxLayout(charts))
        both.addWidget(self.numbers)
        both.addWidget(self.classes)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(charts)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        self._charts, self._blank = scrolled(splitter), QWidget()
        self.waiting = WaitingState(self.theme, self.tr("Counting the test rows"))
        self.waiting.set_progress(None)
        self._area = QStackedWidget()
        for each in (self._charts, self._blank, self.waiting):
            self._area.addWidget(each)
        whole = tight(QVBoxLayout(self))
        whole.addWidget(self.tiles)
        whole.addWidget(Line(self.theme))
        whole.addWidget(self._area, 1)

    def _on_cells(self, threshold: float, cells: Cells) -> None:
        self.tiles.show_cells(cells)
        self.cells_changed.emit(threshold, cells)
