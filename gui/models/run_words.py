"""The figures of a run by task: which two the window shows, what they are called, how they are written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.training.settings import PRESETS
from gui.models.words import count, fixed, share, significant

SHARES = ("accuracy", "recall", "precision", "f1", "recall_macro", "precision_macro", "f1_macro", "median_ape")
LOWER_IS_BETTER = ("rmse", "mae")
LEAST_R2 = -100  # below, a figure says no more than that


def shown_name(name: str) -> str:
    """What a run is called: the preset that named it in the person's language, or as the person named it."""
    presets = {preset.title for preset in PRESETS.values()}
    return QCoreApplication.translate("settings", name) if name in presets else name


def figure_names(task: str) -> tuple[str, str]:
    """The two figures that the table shows for a task."""
    return {"binary": ("accuracy", "roc_auc"), "multiclass": ("accuracy", "f1_macro")}.get(task, ("rmse", "r2"))


def figure_title(name: str) -> str:
    """What a figure is called where there is little room."""
    words = QCoreApplication.translate
    return {
        "rmse": words("figures", "Typical error"),
        "r2": words("figures", "R²"),
        "accuracy": words("figures", "Accuracy"),
        "roc_auc": words("figures", "ROC area"),
        "f1_macro": words("figures", "F1"),
    }[name]


def figure_words(name: str, value: float | None) -> str:
    """A figure as text: shares of rows per cent, R² and areas with three decimals, errors with three digits."""
    if name in SHARES:
        return share(value)
    if name == "r2" and value is not None and value < LEAST_R2:  # that of a run gone astray has no lower end
        return f"< {count(LEAST_R2)}"
    return fixed(value, 3) if name in ("r2", "roc_auc") else significant(value)


def gap_words(name: str, gap: float) -> str:
    """How far two figures are apart, 0 or more, in their own unit: "7", "0.012", "1.2 points" of per cent."""
    if name in SHARES:
        return QCoreApplication.translate("figures", "{n} points").format(n=significant(gap * 100, 2))
    return significant(gap, 2 if name not in LOWER_IS_BETTER else 3)


def baseline_title(model: str, task: str) -> str:
    """What a baseline is called."""
    words = QCoreApplication.translate
    if model == "linear":
        line = task == "regression"
        return words("figures", "Straight-line model") if line else words("figures", "Logistic model")
    average = task == "regression"
    return words("figures", "Always the average") if average else words("figures", "Most frequent class")


def baseline_meaning(model: str, task: str) -> str:
    """What a baseline is, with its standard name."""
    words = QCoreApplication.translate
    if model == "linear" and task == "regression":
        return words("figures", "Linear regression on the same columns and the same test rows")
    if model == "linear":
        return words("figures", "Logistic regression on the same columns and the same test rows")
    if task == "regression":
        return words("figures", "The mean of the other rows, for every test row")
    return words("figures", "The shares of the classes among the other rows, for every test row")
