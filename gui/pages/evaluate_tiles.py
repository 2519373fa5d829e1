"""The four figures above the charts, each beside what something simple reaches on the same rows."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.evaluation.facts import ClassFacts, Facts, NumberFacts
from core.evaluation.report import Evaluation
from core.evaluation.thresholds import Cells
from core.evaluation.verdict import NOTHING
from core.features.task import Task
from core.training.interval import Interval
from gui.models.run_words import figure_words
from gui.models.words import count, share, significant
from gui.pages.evaluate_figures import SMALLER_IS_BETTER, FigureNames, is_better
from gui.theme import Theme
from gui.widgets import MetricRow, MetricTile, tight

TILES = {
    Task.REGRESSION: ("rmse", "median_ape", "r2"),
    Task.BINARY: ("recall", "precision", "accuracy", "roc_auc"),
    Task.MULTICLASS: ("accuracy", "f1_macro", "recall_macro", "precision_macro"),
}
CHANCE = 2.0  # standard errors by which a share may miss what was promised


class EvaluateTiles(QWidget):
    """Tiles by task."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = FigureNames(self)
        self._evaluation: Evaluation | None = None
        self._frequent = ""  # the class with the most test rows
        self.tiles = [MetricTile(theme, "") for _ in range(4)]
        column = tight(QVBoxLayout(self))
        column.addWidget(MetricRow(theme, self.tiles))

    def show_waiting(self, task: Task) -> None:
        """Names without figures, until they are counted."""
        names = TILES[task]
        for tile, name in zip(self.tiles, names, strict=False):
            tile.set_title(self._names.head(name))
        for tile in self.tiles[len(names) :]:
            tile.set_title("")
        for tile in self.tiles:
            tile.setToolTip("")
            tile.set_value("")

    def show_evaluation(self, evaluation: Evaluation, facts: Facts) -> None:
        """Show its figures."""
        self._evaluation = evaluation
        self._frequent = facts.figures[facts.frequent].name if isinstance(facts, ClassFacts) else ""
        names = TILES[evaluation.task]
        if evaluation.task is Task.REGRESSION and evaluation.metrics.get("median_ape") is None:
            names = ("rmse", "mae", "r2")
        for tile, name in zip(self.tiles, names, strict=False):
            self._show_figure(tile, name, evaluation)

    def show_range(self, evaluation: Evaluation, interval: Interval | None, facts: NumberFacts, usual: str) -> None:
        """The range that a predicted number promises, and how often it holds; without one `usual`, within what nine in
        ten of these predictions are off, as text."""
        tile, coverage = self.tiles[3], facts.coverage
        if interval is None or coverage is None:
            tile.set_title(self.tr("9 in 10 predictions"))
            tile.setToolTip(self.tr("Nine in ten predictions of the test rows are off by no more than this"))
            tile.set_value(usual, self.tr("off by no more"))
            return
        tile.set_title(self.tr("{share} range").format(share=share(interval.share, 0)))
        tile.setToolTip(
            self.tr(
                "The range around a prediction that {share} of new rows should fall into; half are narrower"
            ).format(share=share(interval.share, 0))
        )
        holds = self.tr("holds for {share} of test rows").format(share=share(coverage))
        kept = coverage >= interval.share - CHANCE * math.sqrt(
            interval.share * (1 - interval.share) / max(evaluation.rows, 1)
        )
        tile.set_value(
            width_words(facts),
            holds,
            tone="ok" if kept else "warn",
            icon="check" if kept else "triangle-alert",
        )

    def show_cells(self, cells: Cells) -> None:
        """Of two classes: the figures at another threshold."""
        evaluation = self._evaluation
        if evaluation is None or evaluation.task is not Task.BINARY:
            return
        recall, precision, accuracy = self.tiles[:3]
        found = self.tr("{found} of {rows}; {missed} missed").format(
            found=count(cells.found), rows=count(cells.found + cells.missed), missed=count(cells.missed)
        )
        none = self.tr("no test row is {name}").format(name=evaluation.positive)
        recall.set_value(share(cells.recall), found if cells.found + cells.missed else none)
        precision.set_value(share(cells.precision), self.tr("{n} false alarms").format(n=count(cells.alarms)))
        simple = evaluation.baselines.get("constant", {}).get("accuracy")
        better = simple is None or cells.accuracy is None or cells.accuracy > simple
        told = self.tr("always {name}: {share}").format(name=self._frequent, share=share(simple)) if simple else ""
        accuracy.set_value(
            share(cells.accuracy),
            told,
            tone="text2" if better else "warn",
            icon=None if better else "triangle-alert",
        )

    def _show_figure(self, tile: MetricTile, name: str, evaluation: Evaluation) -> None:
        tile.set_title(self._names.title(name, evaluation))
        tile.setToolTip(self._names.meaning(name, evaluation))
        value = evaluation.metrics.get(name)
        baseline = evaluation.baselines.get("linear", {}).get(name)
        if value is None or baseline is None:
            lacks = name == "roc_auc" and value is None
            tile.set_value(figure_words(name, value), self.tr("needs rows of both classes") if lacks else "")
            return
        better = is_better(name, value, baseline) or alike(name, value, baseline, evaluation)
        words = self._simple_words(evaluation).format(value=figure_words(name, baseline))
        tile.set_value(
            figure_words(name, value),
            words,
            tone="text2" if better else "warn",
            icon=None if better else "triangle-alert",
        )

    def _simple_words(self, evaluation: Evaluation) -> str:
        if evaluation.task is Task.REGRESSION:
            return self.tr("straight line: {value}")
        return self.tr("logistic: {value}")


def alike(name: str, value: float, other: float, evaluation: Evaluation) -> bool:
    """Whether two figures read the same, or differ by hardly anything of what a constant answer is off."""
    constant = evaluation.baselines.get("constant", {}).get(name)
    hardly = constant is not None and name in SMALLER_IS_BETTER and abs(value - other) <= NOTHING * abs(constant)
    return hardly or figure_words(name, value) == figure_words(name, other)


def width_words(facts: NumberFacts) -> str:
    """Half the usual range as text: a share of the prediction where all values are positive, else in the unit."""
    if facts.width is None:
        return "–"
    if not facts.width_is_share:
        return "± " + significant(facts.width)
    words = share(facts.width, 0 if facts.width >= 0.1 else 1)
    return words.replace("< ", "< ± ") if words.startswith("<") else "± " + words
