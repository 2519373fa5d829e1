"""One or two charts by task: predicted against actual and how far off; right and wrong and, for two classes, ROC."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.evaluation.curves import confusion, roc_curve
from core.evaluation.report import Evaluation
from core.features.task import Task
from gui.plots.confusion import ConfusionMatrix
from gui.plots.histogram import HistogramChart
from gui.plots.roc import RocChart
from gui.plots.scatter import ScatterChart, error_shares
from gui.theme import Theme, sizes
from gui.widgets import SectionHead, SegmentedControl, tight


class EvaluateCharts(QStackedWidget):
    """Shows the charts that fit the task."""

    failed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scatter, self.histogram = ScatterChart(theme), HistogramChart(theme)
        self.matrix, self.roc = ConfusionMatrix(theme), RocChart(theme)
        for chart in (self.scatter, self.histogram, self.matrix, self.roc):
            chart.failed.connect(self.failed)
        self._scatter_head = SectionHead(theme, self.tr("Predicted against actual"))
        self._errors_head = SectionHead(theme, self.tr("How far off"))
        self._matrix_head = SectionHead(theme, self.tr("Right and wrong"))
        self._roc_head = SectionHead(theme, self.tr("ROC"), self.tr("found against false alarms"))
        self._matrix_head.add_action(self._make_switch(theme))
        self._roc_panel = panel(self._roc_head, self.roc)
        self._numbers = beside(panel(self._scatter_head, self.scatter), panel(self._errors_head, self.histogram))
        self._classes = beside(panel(self._matrix_head, self.matrix), self._roc_panel)
        self.addWidget(self._numbers)
        self.addWidget(self._classes)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Draw it."""
        if evaluation.task is Task.REGRESSION:
            self._show_numbers(evaluation)
            self.setCurrentWidget(self._numbers)
        else:
            self._show_classes(evaluation)
            self.setCurrentWidget(self._classes)

    @property
    def usual_error(self) -> str:
        """Within what nine in ten predictions are off, as text."""
        return "± " + self.histogram.error_words(self.histogram.usual_error)

    def _show_numbers(self, evaluation: Evaluation) -> None:
        actual, predicted = evaluation.actual.astype(np.float64), evaluation.predicted.astype(np.float64)
        self.scatter.set_points(actual, predicted, evaluation.source_rows)
        words = [evaluation.target]
        words += [self.tr("log scale")] if self.scatter.logarithmic else []
        words += [self.tr("darker = more rows")] if self.scatter.is_density else []
        self._scatter_head.set_words(self.tr("Predicted against actual"), ", ".join(words))
        shares = error_shares(actual, predicted)
        self.histogram.set_errors(predicted - actual if shares is None else shares, as_share=shares is not None)
        unit = self.tr("in the unit of {target}").format(target=evaluation.target)
        remark = unit if shares is None else self.tr("in % of the actual value")
        self._errors_head.set_words(self.tr("How far off"), remark)

    def _show_classes(self, evaluation: Evaluation) -> None:
        counts = confusion(evaluation)
        self.matrix.set_counts(counts, evaluation.classes)
        probabilities = evaluation.probabilities
        two = probabilities is not None and len(evaluation.classes) == 2
        curve = roc_curve(evaluation.actual == 1, probabilities[:, 1]) if two and probabilities is not None else None
        self._roc_panel.setVisible(curve is not None)
        if curve is not None:
            negatives, positives = counts.sum(axis=1)
            at = (counts[0, 1] / max(negatives, 1), counts[1, 1] / max(positives, 1))
            area = evaluation.metrics.get("roc_auc")
            self.roc.set_curve(curve.false_positive_rate, curve.true_positive_rate, area, (float(at[0]), float(at[1])))

    def _make_switch(self, theme: Theme) -> SegmentedControl:
        switch = SegmentedControl(
            theme, [("counts", self.tr("Counts")), ("percent", self.tr("Percent"))], self.tr("Cells show")
        )
        switch.chosen.connect(self._on_switched)
        return switch

    def _on_switched(self, key: str) -> None:
        self.matrix.set_percent(key == "percent")


def panel(head: QWidget, chart: QWidget) -> QWidget:
    """A chart below its head."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(sizes.PAGE_MARGIN, sizes.S, sizes.M, sizes.XS)
    column.setSpacing(sizes.XXS)
    column.addWidget(head)
    column.addWidget(chart, 1)
    return whole


def beside(left: QWidget, right: QWidget) -> QWidget:
    """Two panels with a splitter on the hairline between them."""
    whole = QWidget()
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setStretchFactor(0, 4)
    splitter.setStretchFactor(1, 3)
    tight(QHBoxLayout(whole)).addWidget(splitter)
    return whole
