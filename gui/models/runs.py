"""Runs as a table: newest first or as a person sorts them, the simple models last. It tells; the delegate draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.models.run_columns import Order, alignment
from gui.models.run_columns import RunColumn as RunColumn
from gui.models.run_columns import RunRole as RunRole
from gui.models.run_drawing import SERIES as SERIES
from gui.models.run_drawing import DrawnRuns
from gui.models.run_sorting import best_figures, sorted_runs
from gui.models.run_status import RunStatusWords
from gui.models.run_view import RunView, best_of
from gui.models.run_words import baseline_meaning, baseline_title, figure_names, figure_title
from gui.models.run_words import figure_words as figure_words  # pages ask for it here
from gui.models.words import DASH, clock, count, significant, took

Index = QModelIndex | QPersistentModelIndex
BASELINES = ("linear", "constant")


class RunsModel(QAbstractTableModel):
    """Runs with their figures, and which of them the chart shows. `shown_changed` tells that a swatch was switched."""

    shown_changed = Signal()
    renamed = Signal(int, str)  # number, the name that a person typed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[RunView, ...] = ()
        self._drawn = DrawnRuns()
        self._task = ""
        self._target: str | None = None
        self._known_rows = 0
        self._best: RunView | None = None
        self._strong: Mapping[RunColumn, frozenset[int]] = {}
        self._order: Order | None = None
        self._status_words = RunStatusWords(self)

    # what the page tells it

    def set_runs(self, runs: Sequence[RunView], target: str | None = None) -> None:
        """Show these runs; the best is one for this target. A run seen for the first time is drawn in the chart."""
        self._target = target
        before, task = [run.number for run in self._runs], self._task
        begun = max((run for run in runs if run.task), key=lambda run: run.number, default=None)
        self._task = begun.task if begun else ""
        ordered = sorted_runs(runs, self._order, self._task)
        same = [run.number for run in ordered] == before and self._rows(ordered) == self._known_rows
        if not same:
            self.beginResetModel()
        self._runs, self._known_rows = ordered, self._rows(ordered)
        self._best = best_of(self._runs, self._target)
        self._strong = best_figures(self._runs, self._best, self._task)
        self._drawn.show_new(self._begun())
        if not same:
            self.endResetModel()
        elif ordered:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        if task != self._task:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def forget(self) -> None:
        """Another project: nothing is decided yet about what the chart shows."""
        self.beginResetModel()
        self._runs = ()
        self._drawn.forget()
        self._known_rows, self._best, self._strong = 0, None, {}
        self.endResetModel()

    def set_shown(self, shown: Mapping[int, int | None]) -> None:
        """Draw exactly these runs, each in its colour (`shown`), as they were when the project was closed."""
        self._drawn.restore(shown, self._begun())
        self._tell_all()
        self.shown_changed.emit()

    def toggle(self, number: int) -> None:
        """Draw a run in the chart, or take it away."""
        run = self.run_at(self.row_of(number))
        if run is None or run.waits is not None:
            return
        self._drawn.toggle(number)
        self._tell_all()
        self.shown_changed.emit()

    def draw_best(self, most: int | None) -> None:
        """Draw the runs with the lowest validation losses, at most so many; all runs without a number.

        Of runs for other targets none, unless there is no other: their losses can't be compared.
        """
        begun = [run for run in self._runs if run.waits is None]
        if most is not None:
            judged = [run for run in begun if run.lowest_validation_loss is not None]
            same = [run for run in judged if run.target == self._target] or judged
            begun = sorted(same, key=lambda run: run.lowest_validation_loss or 0.0)[:most]
        self._drawn.draw_only([run.number for run in begun], self._begun())
        self._tell_all()
        self.shown_changed.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the runs by a column, what isn't known last; column -1 is newest first. Baselines stay below."""
        self._order = None if column < 0 else (RunColumn(column), order)
        ordered = sorted_runs(self._runs, self._order, self._task)
        if ordered != self._runs:
            self.layoutAboutToBeChanged.emit()
            places = self.persistentIndexList()
            numbers = [run.number if (run := self.run_at(place.row())) else None for place in places]
            self._runs = ordered
            moved = [
                place if number is None else self.index(self.row_of(number), place.column())
                for place, number in zip(places, numbers, strict=True)
            ]
            self.changePersistentIndexList(places, moved)
            self.layoutChanged.emit()

    # what it knows

    @property
    def task(self) -> str:
        """The task that the figures are of."""
        return self._task

    @property
    def order(self) -> Order | None:
        """The column that the runs are sorted by and how, None for newest first."""
        return self._order

    @property
    def runs(self) -> tuple[RunView, ...]:
        """All runs, newest first."""
        return self._runs

    @property
    def shown(self) -> dict[int, int | None]:
        """The runs in the chart and their series."""
        return self._drawn.of(run.number for run in self._runs)

    def run_at(self, row: int) -> RunView | None:
        """The run in a row, None for the baseline."""
        return self._runs[row] if 0 <= row < len(self._runs) else None

    def row_of(self, number: int) -> int:
        """The row of a run, -1 when there's none."""
        return next((row for row, run in enumerate(self._runs) if run.number == number), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Runs, and the baseline once one is known."""
        return 0 if parent.isValid() else self._known_rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as `RunColumn` has."""
        return 0 if parent.isValid() else len(RunColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Heads, and what they mean as tooltips."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads()[section]
        if role == Qt.ItemDataRole.ToolTipRole and section in (RunColumn.FIRST, RunColumn.SECOND):
            return self.tr("On the test rows, which no run has learned from; while training, on the validation rows.")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(alignment(RunColumn(section)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.heads()[section] or self.tr("Drawn in the chart")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The name of a run that has begun can be changed."""
        run = self.run_at(index.row())
        own = run is not None and run.waits is None and run.task and index.column() == RunColumn.RUN
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if own else Qt.ItemFlag.NoItemFlags)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a new name for a run; no name and the same name are none."""
        run, name = self.run_at(index.row()), " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or run is None or not name or name == run.name:
            return False
        self.renamed.emit(run.number, name)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell of a run or of the baseline."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        column, run = RunColumn(index.column()), self.run_at(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(alignment(column))
        if run is None:
            return self._baseline_data(self._baselines(self._runs)[index.row() - len(self._runs)], column, role)
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
                return self._drawn.series(run.number)
            case RunRole.SHOWN:
                return run.number in self._drawn
            case RunRole.WAITS:
                return run.waits is not None
            case Qt.ItemDataRole.EditRole:
                return run.name if column is RunColumn.RUN else None
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
                return run.number in self._strong.get(column, ())
        return None

    def _words(self, run: RunView, column: RunColumn) -> str:
        match column:
            case RunColumn.RUN:
                return f"{run.number}  {run.name}"
            case RunColumn.NETWORK:
                return self._network(run)
            case RunColumn.FIRST | RunColumn.SECOND:
                return self._figure_words(run, column)
            case RunColumn.LOSS:
                return significant(run.best_loss()) if len(run.epochs) else ""
            case RunColumn.BEST_EPOCH:
                return count(run.best_epoch) if run.best_epoch else DASH
            case RunColumn.TIME if run.waits is not None:
                return DASH
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
        return self._status_words.of(run, best=run.number == self._best_number())

    def _spoken(self, run: RunView, column: RunColumn) -> str:
        """What a screen reader says where the picture speaks to the eye."""
        if column is RunColumn.SWATCH:
            return self.tr("shown in the chart") if run.number in self._drawn else self.tr("hidden from the chart")
        if column is RunColumn.LOSS and len(run.losses):
            return self.tr("loss from {first} to {last}").format(
                first=significant(float(run.losses[0])), last=significant(float(run.losses[-1]))
            )
        return self._words(run, column)

    def _tooltip(self, run: RunView, column: RunColumn) -> str | None:
        if column is RunColumn.SWATCH:
            shown = run.number in self._drawn
            return self.tr("Hide from the chart (Space)") if shown else self.tr("Show in the chart (Space)")
        if column is RunColumn.RUN and run.target:
            return self.tr("Run {number} predicts {target}").format(number=run.number, target=run.target)
        return None

    def _baseline_data(self, model: str, column: RunColumn, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return baseline_meaning(model, self._task)
        if role == RunRole.TONE:
            return "text2"
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if column is RunColumn.RUN:
            return baseline_title(model, self._task)
        if column is RunColumn.NETWORK:
            return self.tr("baseline")
        if column in (RunColumn.FIRST, RunColumn.SECOND):
            name = figure_names(self._task)[column - RunColumn.FIRST]
            judged = self._with_baseline(self._runs)
            return figure_words(name, judged.baseline(model, name) if judged else None)
        return ""

    def heads(self) -> list[str]:
        """The columns' heads."""
        first, second = (figure_title(name) for name in figure_names(self._task))
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
        return len(runs) + len(self._baselines(runs))

    def _baselines(self, runs: tuple[RunView, ...]) -> list[str]:
        judged = self._with_baseline(runs)
        return [] if judged is None else [model for model in BASELINES if model in judged.metrics["baselines"]]

    def _with_baseline(self, runs: tuple[RunView, ...]) -> RunView | None:
        """The newest run of the shown task that was judged beside a baseline."""
        name = figure_names(self._task)[0]
        judged = [run for run in runs if run.task == self._task and run.baseline("linear", name) is not None]
        return max(judged, key=lambda run: run.number, default=None)

    def _best_number(self) -> int | None:
        return self._best.number if self._best else None

    def _begun(self) -> list[int]:
        return [run.number for run in self._runs if run.waits is None]

    def _tell_all(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
