"""Runs as a table: newest first, the simple model last. It tells; the delegate draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.project.runs import RunStatus
from gui.models.run_view import RunView, best_of
from gui.models.words import DASH, clock, count, fixed, share, significant, took

Index = QModelIndex | QPersistentModelIndex
SHOWN_AT_FIRST = 3
SERIES = 6


class RunColumn(IntEnum):
    """The columns, left to right."""

    SWATCH = 0
    RUN = 1
    NETWORK = 2
    LOSS = 3
    FIRST = 4
    SECOND = 5
    BEST_EPOCH = 6
    TIME = 7
    STATUS = 8


class RunRole(IntEnum):
    """What the delegate asks for besides Qt's own roles."""

    NUMBER = Qt.ItemDataRole.UserRole + 1  # int, None for the baseline
    SERIES = Qt.ItemDataRole.UserRole + 2  # int 0–5 when shown in the chart, else None
    LOSSES = Qt.ItemDataRole.UserRole + 3  # float64 [n], for the sparkline
    BEST_AT = Qt.ItemDataRole.UserRole + 4  # position of the best epoch in LOSSES, or None
    ICON = Qt.ItemDataRole.UserRole + 5  # name of the status icon, "" for none
    TONE = Qt.ItemDataRole.UserRole + 6  # token of the status colour
    STRONG = Qt.ItemDataRole.UserRole + 7  # bool: the best figure of its column
    SHOWN = Qt.ItemDataRole.UserRole + 8  # bool: drawn in the chart


class RunsModel(QAbstractTableModel):
    """Runs with their figures, and which of them the chart shows. `shown_changed` tells that a swatch was switched."""

    shown_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[RunView, ...] = ()
        self._series: dict[int, int | None] = {}  # shown runs → their colour
        self._decided: set[int] = set()  # runs that were once shown or hidden: not to be shown again by themselves
        self._task = ""
        self._target: str | None = None

    # what the page tells it

    def set_runs(self, runs: Sequence[RunView], target: str | None = None) -> None:
        """Show these runs; the best is one for this target. A run seen for the first time is drawn in the chart."""
        self._target = target
        newest_first = tuple(sorted(runs, key=lambda run: -run.number))
        same = [run.number for run in newest_first] == [run.number for run in self._runs]
        same = same and self._rows(newest_first) == self.rowCount()
        if not same:
            self.beginResetModel()
        self._runs = newest_first
        self._task = newest_first[0].task if newest_first else ""
        self._show_new_ones()
        if not same:
            self.endResetModel()
        elif newest_first:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def forget(self) -> None:
        """Another project: nothing is decided yet about what the chart shows."""
        self.beginResetModel()
        self._runs, self._series, self._decided = (), {}, set()
        self.endResetModel()

    def set_shown(self, shown: Mapping[int, int | None]) -> None:
        """Draw exactly these runs, each in its colour (`shown`), as they were when the project was closed."""
        self._series = dict(shown)
        self._decided = {run.number for run in self._runs}
        self._tell_all()
        self.shown_changed.emit()

    def toggle(self, number: int) -> None:
        """Draw a run in the chart, or take it away."""
        self._decided.add(number)
        if number in self._series:
            del self._series[number]
        else:
            self._series[number] = self._free_series()
        self._tell_all()
        self.shown_changed.emit()

    # what it knows

    @property
    def runs(self) -> tuple[RunView, ...]:
        """All runs, newest first."""
        return self._runs

    @property
    def shown(self) -> dict[int, int | None]:
        """The runs in the chart and their series."""
        return {run.number: self._series[run.number] for run in self._runs if run.number in self._series}

    def run_at(self, row: int) -> RunView | None:
        """The run in a row, None for the baseline."""
        return self._runs[row] if 0 <= row < len(self._runs) else None

    def row_of(self, number: int) -> int:
        """The row of a run, -1 when there's none."""
        return next((row for row, run in enumerate(self._runs) if run.number == number), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Runs, and the baseline once one is known."""
        return 0 if parent.isValid() else self._rows(self._runs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as `RunColumn` has."""
        return 0 if parent.isValid() else len(RunColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Heads, and what they mean as tooltips."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads()[section]
        if role == Qt.ItemDataRole.ToolTipRole and section in (RunColumn.FIRST, RunColumn.SECOND):
            return self.tr("On the test rows, which no run has learned from; while training, on the validation rows.")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(alignment(RunColumn(section)))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell of a run or of the baseline."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        column, run = RunColumn(index.column()), self.run_at(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(alignment(column))
        if run is None:
            return self._baseline_data(column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(run, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(run, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(run, column)
        return self._run_data(run, column, role)

    # cells

    def _run_data(self, run: RunView, column: RunColumn, role: int) -> Any:
        match role:
            case RunRole.NUMBER:
                return run.number
            case RunRole.SERIES:
                return self._series.get(run.number)
            case RunRole.SHOWN:
                return run.number in self._series
            case RunRole.LOSSES:
                return run.losses
            case RunRole.BEST_AT:
                found = np.flatnonzero(run.epochs == (run.best_epoch or -1))
                return int(found[0]) if len(found) else None
            case RunRole.ICON:
                return self._status(run)[1]
            case RunRole.TONE:
                return self._status(run)[2]
            case RunRole.STRONG:
                return column in (RunColumn.FIRST, RunColumn.SECOND) and run.number == self._best_number()
        return None

    def _words(self, run: RunView, column: RunColumn) -> str:
        match column:
            case RunColumn.RUN:
                return f"{run.number}  {run.name}"
            case RunColumn.NETWORK:
                return self._network(run)
            case RunColumn.FIRST | RunColumn.SECOND:
                return self._figure_words(run, column)
            case RunColumn.BEST_EPOCH:
                return count(run.best_epoch) if run.best_epoch else DASH
            case RunColumn.TIME:
                return clock(run.seconds) if run.live else took(run.seconds)
            case RunColumn.STATUS:
                return self._status(run)[0]
        return ""

    def _figure_words(self, run: RunView, column: RunColumn) -> str:
        if run.task != self._task:
            return DASH
        name = figure_names(self._task)[column - RunColumn.FIRST]
        return figure_words(name, run.figure(name))

    def _network(self, run: RunView) -> str:
        if not run.rate:
            return DASH
        layers = " → ".join(run.layers) if run.layers else self.tr("no hidden layers")
        return self.tr("{layers}, rate {rate}").format(layers=layers, rate=run.rate)

    def _status(self, run: RunView) -> tuple[str, str, str]:
        """Word, icon and colour token."""
        if run.live:
            return (self.tr("Paused"), "pause", "text2") if run.paused else (self.tr("Training"), "loader", "accent")
        if run.status is RunStatus.DIVERGED:
            return self.tr("Diverged"), "octagon-alert", "bad"
        if run.status is RunStatus.FAILED:
            return self.tr("Failed"), "circle-x", "bad"
        if run.number == self._best_number():
            return self.tr("Best"), "trophy", "ok"
        if run.overfits:
            return self.tr("Overfits"), "triangle-alert", "warn"
        if run.status is RunStatus.INTERRUPTED:
            return self.tr("Interrupted"), "triangle-alert", "warn"
        if run.status is RunStatus.STOPPED:
            return self.tr("Stopped"), "square", "text2"
        return self.tr("Done"), "check", "text2"

    def _spoken(self, run: RunView, column: RunColumn) -> str:
        """What a screen reader says where the picture speaks to the eye."""
        if column is RunColumn.SWATCH:
            return self.tr("shown in the chart") if run.number in self._series else self.tr("hidden from the chart")
        if column is RunColumn.LOSS and len(run.losses):
            return self.tr("loss from {first} to {last}").format(
                first=significant(float(run.losses[0])), last=significant(float(run.losses[-1]))
            )
        return self._words(run, column)

    def _tooltip(self, run: RunView, column: RunColumn) -> str | None:
        if column is RunColumn.SWATCH:
            shown = run.number in self._series
            return self.tr("Hide from the chart (Space)") if shown else self.tr("Show in the chart (Space)")
        if column is RunColumn.RUN and run.target:
            return self.tr("Run {number} predicts {target}").format(number=run.number, target=run.target)
        return None

    def _baseline_data(self, column: RunColumn, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("Linear or logistic regression on the same columns and the same test rows")
        if role == RunRole.TONE:
            return "text2"
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if column is RunColumn.RUN:
            return self.tr("Straight-line model") if self._task == "regression" else self.tr("Logistic model")
        if column is RunColumn.NETWORK:
            return self.tr("baseline")
        if column in (RunColumn.FIRST, RunColumn.SECOND):
            name = figure_names(self._task)[column - RunColumn.FIRST]
            judged = self._with_baseline(self._runs)
            return figure_words(name, judged.baseline("linear", name) if judged else None)
        return ""

    def _heads(self) -> list[str]:
        titles = {
            "rmse": self.tr("Typical error"),
            "r2": self.tr("R²"),
            "accuracy": self.tr("Accuracy"),
            "roc_auc": self.tr("ROC area"),
            "f1_macro": self.tr("F1"),
        }
        first, second = (titles[name] for name in figure_names(self._task))
        return [
            "",
            self.tr("Run"),
            self.tr("Network"),
            self.tr("Validation loss"),
            first,
            second,
            self.tr("Best epoch"),
            self.tr("Time"),
            self.tr("Status"),
        ]

    # which are shown, which is best

    def _rows(self, runs: tuple[RunView, ...]) -> int:
        return len(runs) + (1 if self._with_baseline(runs) is not None else 0)

    def _with_baseline(self, runs: tuple[RunView, ...]) -> RunView | None:
        """The newest run of the shown task that was judged beside a baseline."""
        task = runs[0].task if runs else ""
        name = figure_names(task)[0]
        return next((run for run in runs if run.task == task and run.baseline("linear", name) is not None), None)

    def _best_number(self) -> int | None:
        best = best_of(self._runs, self._target)
        return best.number if best else None

    def _show_new_ones(self) -> None:
        for run in self._runs[:SHOWN_AT_FIRST] if not self._decided else self._runs:
            if run.number not in self._decided:
                self._series[run.number] = self._free_series()
        self._decided |= {run.number for run in self._runs}

    def _free_series(self) -> int | None:
        used = set(self._series.values())
        return next((index for index in range(SERIES) if index not in used), None)

    def _tell_all(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))


def figure_names(task: str) -> tuple[str, str]:
    """The two figures that the table shows for a task."""
    return {"binary": ("accuracy", "roc_auc"), "multiclass": ("accuracy", "f1_macro")}.get(task, ("rmse", "r2"))


def figure_words(name: str, value: float | None) -> str:
    """A figure as text: shares of rows per cent, R² and areas with three decimals, errors with three digits."""
    if name in ("accuracy", "recall", "precision", "f1", "recall_macro", "precision_macro", "f1_macro"):
        return share(value)
    if name in ("r2", "roc_auc") and (value is None or abs(value) < 1000):  # R² of a run gone astray has no lower end
        return fixed(value, 3)
    return significant(value)


def alignment(column: RunColumn) -> Qt.AlignmentFlag:
    """Numbers to the right, words to the left."""
    right = column in (RunColumn.FIRST, RunColumn.SECOND, RunColumn.BEST_EPOCH, RunColumn.TIME)
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
