"""The four figures above the charts, each beside what something simple reaches on the same rows."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.evaluation.curves import confusion
from core.evaluation.report import Evaluation
from core.features.task import Task
from gui.models.runs import figure_words
from gui.models.words import count
from gui.theme import Theme
from gui.widgets import MetricRow, MetricTile, tight

FIGURES = {
    Task.REGRESSION: ("rmse", "mae", "r2"),
    Task.BINARY: ("recall", "precision", "accuracy", "roc_auc"),
    Task.MULTICLASS: ("accuracy", "f1_macro", "recall_macro", "precision_macro"),
}
SMALLER_IS_BETTER = ("rmse", "mae", "mse", "log_loss")


class EvaluateTiles(QWidget):
    """Tiles by task."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = [MetricTile(theme, "") for _ in range(4)]
        column = tight(QVBoxLayout(self))
        column.addWidget(MetricRow(theme, self.tiles))

    def show_evaluation(self, evaluation: Evaluation, usual: str) -> None:
        """Show its figures; `usual` is within what nine in ten predictions of a number are off, as text."""
        names = FIGURES[evaluation.task]
        for tile, name in zip(self.tiles, names, strict=False):
            self._show_figure(tile, name, evaluation)
        if evaluation.task is Task.REGRESSION:
            last = self.tiles[3]
            last.set_title(self.tr("9 in 10 predictions"))
            last.setToolTip(self.tr("Nine in ten predictions of the test rows are off by no more than this"))
            last.set_value(usual, self.tr("off by no more"))

    def _show_figure(self, tile: MetricTile, name: str, evaluation: Evaluation) -> None:
        title, meaning = self._title(name, evaluation)
        tile.set_title(title)
        tile.setToolTip(meaning)
        value = evaluation.metrics.get(name)
        baseline = evaluation.baselines.get("linear", {}).get(name)
        if value is None or baseline is None:
            tile.set_value(figure_words(name, value), self._counted(name, evaluation))
            return
        better = value <= baseline if name in SMALLER_IS_BETTER else value >= baseline
        words = self._simple_words(evaluation).format(value=figure_words(name, baseline))
        counted = self._counted(name, evaluation)
        tile.set_value(
            figure_words(name, value),
            f"{counted}; {words}" if counted else words,
            tone="text2" if better else "warn",
            icon=None if better else "triangle-alert",
        )

    def _simple_words(self, evaluation: Evaluation) -> str:
        if evaluation.task is Task.REGRESSION:
            return self.tr("straight line: {value}")
        return self.tr("logistic: {value}")

    def _counted(self, name: str, evaluation: Evaluation) -> str:
        """Recall and precision as rows: how many were missed, how many were false alarms."""
        if evaluation.task is not Task.BINARY or name not in ("recall", "precision"):
            return ""
        cells = confusion(evaluation)
        if name == "recall":
            return self.tr("{n} missed").format(n=count(int(cells[1, 0])))
        return self.tr("{n} false alarms").format(n=count(int(cells[0, 1])))

    def _title(self, name: str, evaluation: Evaluation) -> tuple[str, str]:
        target, positive = evaluation.target, evaluation.positive or ""
        return {
            "rmse": (
                self.tr("Typical error (RMSE)"),
                self.tr("Root-mean-square error in the unit of {target}; large errors weigh more").format(
                    target=target
                ),
            ),
            "mae": (
                self.tr("Mean error (MAE)"),
                self.tr("Mean absolute error in the unit of {target}").format(target=target),
            ),
            "r2": (
                self.tr("R²"),
                self.tr("Share of the variation of {target} that is explained").format(target=target),
            ),
            "recall": (
                self.tr("Recall ({positive} found)").format(positive=positive),
                self.tr("Of the rows that truly are {positive}, the share that is found").format(positive=positive),
            ),
            "precision": (
                self.tr("Precision"),
                self.tr("Of the rows called {positive}, the share that truly are").format(positive=positive),
            ),
            "accuracy": (self.tr("Accuracy"), self.tr("Share of rows whose class is right")),
            "roc_auc": (self.tr("ROC area"), self.tr("0.5 is guessing, 1 is perfect")),
            "f1_macro": (self.tr("F1"), self.tr("Recall and precision in one figure, mean over the classes")),
            "recall_macro": (self.tr("Recall"), self.tr("Share of each class that is found, mean over the classes")),
            "precision_macro": (
                self.tr("Precision"),
                self.tr("Share of right answers among those given for a class, mean over the classes"),
            ),
        }[name]
