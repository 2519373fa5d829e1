"""What each figure is called and what it means; which of two is better. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.evaluation.report import Evaluation

SMALLER_IS_BETTER = ("rmse", "mae", "mse", "log_loss", "median_ape")


def is_better(name: str, value: float, other: float) -> bool:
    """Whether a figure is at least as good as another one."""
    return value <= other if name in SMALLER_IS_BETTER else value >= other


class FigureNames(QObject):
    """Holds nothing; a QObject only for its translations."""

    def head(self, name: str) -> str:
        """Short, for a column."""
        return {
            "rmse": self.tr("Typical error"),
            "mae": self.tr("Mean error"),
            "r2": self.tr("R²"),
            "median_ape": self.tr("Median % off"),
            "recall": self.tr("Recall"),
            "precision": self.tr("Precision"),
            "accuracy": self.tr("Accuracy"),
            "f1": self.tr("F1"),
            "roc_auc": self.tr("ROC area"),
            "log_loss": self.tr("Log loss"),
            "f1_macro": self.tr("F1"),
            "recall_macro": self.tr("Recall"),
            "precision_macro": self.tr("Precision"),
        }[name]

    def title(self, name: str, evaluation: Evaluation) -> str:
        """With the term that an analyst knows, for a tile."""
        longer = {
            "rmse": self.tr("Typical error (RMSE)"),
            "mae": self.tr("Mean error (MAE)"),
            "recall": self.tr("Recall ({positive} found)").format(positive=evaluation.positive or ""),
        }
        return longer.get(name) or self.head(name)

    def meaning(self, name: str, evaluation: Evaluation) -> str:
        """One sentence without a full stop, for a tooltip."""
        target, positive = evaluation.target, evaluation.positive or ""
        return {
            "rmse": self.tr("Root-mean-square error in the unit of {target}; large errors weigh more").format(
                target=target
            ),
            "mae": self.tr("Mean absolute error in the unit of {target}").format(target=target),
            "r2": self.tr("Share of the variation of {target} that is explained").format(target=target),
            "median_ape": self.tr("Half of the predictions are off by less, in % of the actual value"),
            "recall": self.tr("Of the rows that truly are {positive}, the share that is found").format(
                positive=positive
            ),
            "precision": self.tr("Of the rows called {positive}, the share that truly are").format(positive=positive),
            "accuracy": self.tr("Share of rows whose class is right"),
            "f1": self.tr("Recall and precision in one figure"),
            "roc_auc": self.tr("0.5 is guessing, 1 is perfect"),
            "log_loss": self.tr("How far the probabilities are from the truth; smaller is better"),
            "f1_macro": self.tr("Recall and precision in one figure, mean over the classes"),
            "recall_macro": self.tr("Share of each class that is found, mean over the classes"),
            "precision_macro": self.tr("Share of right answers among those given for a class, mean over the classes"),
        }[name]
