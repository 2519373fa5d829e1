"""Classes, judged: right and wrong, where to draw the line or how each class fares, and the curves of one class."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.evaluation.against_rest import BARS, Curves, OneAgainstRest
from core.evaluation.facts import ClassFacts
from core.evaluation.report import Evaluation
from core.evaluation.selection import ClassCell, ScoreBar
from core.features.task import Task
from gui.pages.evaluate_class_list import ClassList
from gui.pages.evaluate_parts import SHARE_PX, beside, panel, scrolled
from gui.pages.evaluate_threshold import ThresholdPanel
from gui.plots.calibration import CalibrationChart
from gui.plots.chart import Chart
from gui.plots.confusion import ConfusionMatrix
from gui.plots.threshold_curve import CurveLine, PrecisionRecallChart, RocCurveChart
from gui.theme import Theme
from gui.widgets import Line, SectionHead, SegmentedControl, tight

TOP_PX, BELOW_PX = 352, 300
MANY, MOST_MATRIX_PX, LIST_PX, HEAD_PX = 9, 760, 320, 52  # classes; pixels


class ClassCharts(QWidget):
    """Built by `building`, in steps. `cells_changed(threshold, Cells)` when another threshold is looked at;
    `class_wanted(index)` when a person asks for another class against the rest."""

    failed = Signal(object)
    cells_changed = Signal(float, object)
    class_wanted = Signal(int)
    rows_wanted = Signal(object)  # Wanted: a cell or a bar was chosen

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._evaluation: Evaluation | None = None
        self._shown: OneAgainstRest | None = None

    def building(self) -> Iterator[None]:
        """One or two charts a step."""
        theme = self.theme
        self.matrix = ConfusionMatrix(theme)
        self._matrix_head = SectionHead(theme, self.tr("Right and wrong"))
        self._matrix_head.add_action(self._make_switch())
        self.classes = ClassList(theme)
        self.classes.class_chosen.connect(self.class_wanted)
        yield
        self.line = ThresholdPanel(theme)
        self.line.threshold_changed.connect(self._on_threshold)
        self._line_head = SectionHead(theme, self.tr("Where to draw the line"))
        yield
        self.roc, self._roc_head = RocCurveChart(theme), SectionHead(theme, self.tr("ROC"))
        yield
        self.recall, self._recall_head = (
            PrecisionRecallChart(theme),
            SectionHead(theme, self.tr("Precision and recall")),
        )
        yield
        self.calibration, self._calibration_head = CalibrationChart(theme), SectionHead(theme, self.tr("Calibration"))
        for chart in (self.matrix, self.line.chart, self.roc, self.recall, self.calibration):
            chart.failed.connect(self.failed)
        self.matrix.choosable = self.line.chart.choosable = True
        self.matrix.cell_chosen.connect(self._on_cell)
        self.line.chart.chosen.connect(self._on_bar)
        self._lay_out()
        yield

    @property
    def below(self) -> tuple[Chart, ...]:
        """The charts of the lower row."""
        return self.roc, self.recall, self.calibration

    def show_evaluation(self, evaluation: Evaluation, facts: ClassFacts, shown: OneAgainstRest) -> None:
        """Draw what was counted, with this class against the rest."""
        self._evaluation = evaluation
        two = evaluation.task is Task.BINARY
        self.matrix.set_counts(facts.counts, evaluation.classes)
        self._make_room(len(evaluation.classes))
        self._right.setCurrentWidget(self._line_panel if two else self._classes_panel)
        if not two:
            self.classes.show_classes(facts.figures, facts.counts, shown.index)
        self.show_class(shown)

    def show_class(self, shown: OneAgainstRest) -> None:
        """Draw the curves of one class."""
        self._shown = shown
        assert self._evaluation is not None
        two = self._evaluation.task is Task.BINARY
        against = "" if two else self.tr("“{name}” against the rest").format(name=shown.name)
        self._roc_head.set_words(self.tr("ROC"), against or self.tr("found against false alarms"))
        self._recall_head.set_words(self.tr("Precision and recall"), against)
        self._calibration_head.set_words(self.tr("Calibration"), against or self.tr("does 80 % hold?"))
        self.roc.set_lines(roc_line(shown.curves), roc_line(shown.linear))
        found = shown.curves.precision_recall
        self.recall.set_share(found.share if found is not None else 0.0)
        self.recall.set_lines(recall_line(shown.curves), recall_line(shown.linear))
        bins = shown.calibration
        if bins is not None:
            self.calibration.set_bins(bins.given, bins.came_true, bins.low, bins.high, bins.rows)
        self.classes.choose(shown.index)
        if two:
            self._line_head.set_words(
                self.tr("Where to draw the line"),
                self.tr("how sure the model is that a row is {name}").format(name=shown.name),
            )
            self.line.show_class(shown, self._evaluation.classes[1 - shown.index])
            self._on_threshold(self.line.threshold)
        else:
            self.roc.set_ring(None)
            self.recall.set_ring(None)

    def _lay_out(self) -> None:
        self._line_panel = panel(self._line_head, self.line)
        classes_head = SectionHead(self.theme, self.tr("How each class fares"), self.tr("choose one to see its curves"))
        self._classes_panel = panel(classes_head, self.classes)
        self._right = QStackedWidget()
        for each in (self._line_panel, self._classes_panel):
            self._right.addWidget(each)
        self._cells = scrolled(self.matrix, sideways=True)
        top = self._top = beside(panel(self._matrix_head, self._cells), self._right, stretch=(4, 5))
        below = beside(
            panel(self._roc_head, self.roc),
            panel(self._recall_head, self.recall),
            panel(self._calibration_head, self.calibration),
            stretch=(1, 1, 1),
        )
        below.setMinimumHeight(BELOW_PX)
        column = tight(QVBoxLayout(self))
        column.addWidget(top, 6)
        column.addWidget(Line(self.theme))
        column.addWidget(below, 5)

    def _make_room(self, classes: int) -> None:
        """Many classes: the matrix above the list rather than beside it, as large as it needs to be, within reason."""
        many = classes >= MANY
        self._top.setOrientation(Qt.Orientation.Vertical if many else Qt.Orientation.Horizontal)
        matrix_px = min(self.matrix.minimumSizeHint().height() + 2, MOST_MATRIX_PX) if many else 0
        self._cells.setMinimumHeight(matrix_px)
        self._right.setMinimumHeight(LIST_PX if many else 0)
        beside_px = max(TOP_PX, self.matrix.roomy_height() + HEAD_PX)
        self._top.setMinimumHeight(matrix_px + HEAD_PX + LIST_PX if many else beside_px)
        self._top.setSizes([matrix_px + HEAD_PX, LIST_PX] if many else [SHARE_PX * 4, SHARE_PX * 5])

    def _make_switch(self) -> SegmentedControl:
        options = [("counts", self.tr("Counts")), ("percent", self.tr("Percent"))]
        self.switch = SegmentedControl(self.theme, options, self.tr("Cells show"))
        self.switch.chosen.connect(self._on_switched)
        return self.switch

    def _on_switched(self, key: str) -> None:
        self.matrix.set_percent(key == "percent")

    def _on_cell(self, actual: int, predicted: int) -> None:
        two = self._evaluation is not None and self._evaluation.task is Task.BINARY
        self.rows_wanted.emit(ClassCell(actual, predicted, self.line.threshold if two else None))

    def _on_bar(self, bar: int) -> None:
        if self._shown is not None:
            self.rows_wanted.emit(ScoreBar(self._shown.index, bar, BARS))

    def _on_threshold(self, threshold: float) -> None:
        shown, evaluation = self._shown, self._evaluation
        if shown is None or evaluation is None or evaluation.task is not Task.BINARY:
            return
        cells = shown.thresholds.at(threshold)
        counts = np.array([[cells.cleared, cells.alarms], [cells.missed, cells.found]], np.int64)
        self.matrix.set_counts(counts, evaluation.classes)
        self.roc.set_ring(_point(cells.alarm_rate, cells.recall))
        self.recall.set_ring(_point(cells.recall, cells.precision))
        self.cells_changed.emit(threshold, cells)


def roc_line(curves: Curves | None) -> CurveLine | None:
    """What the ROC chart draws."""
    if curves is None or curves.roc is None:
        return None
    roc = curves.roc
    return CurveLine(roc.false_positive_rate, roc.true_positive_rate, roc.thresholds, curves.area)


def recall_line(curves: Curves | None) -> CurveLine | None:
    """What the precision–recall chart draws."""
    if curves is None or curves.precision_recall is None:
        return None
    found = curves.precision_recall
    return CurveLine(found.recall, found.precision, found.thresholds, found.average_precision)


def _point(x: float | None, y: float | None) -> tuple[float, float] | None:
    return None if x is None or y is None else (x, y)
