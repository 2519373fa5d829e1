"""Predictions as a table: the row, what was predicted and how sure, the status in words, then the input's columns."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.flow.predicting import Predictions
from gui.models.cells import NUMBERS, CellRole, CellState, NumberLook, cell_text, is_missing
from gui.models.table import LEFT, RIGHT, look_of

Index = QModelIndex | QPersistentModelIndex
STATES = {"ok": CellState.NORMAL, "check": CellState.CHECK, "failed": CellState.FAILED}


class PredictionsModel(QAbstractTableModel):
    """Rows of a `Predictions`, all of them or those of one verdict, in the file's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._predictions: Predictions | None = None
        self._rows: NDArray[np.int64] = np.empty(0, np.int64)
        self._inputs: list[NDArray[Any]] = []
        self._looks: list[NumberLook] = []
        self._decimals = 0

    def show_predictions(self, predictions: Predictions | None, verdict: str | None = None) -> None:
        """Show these predictions; with a verdict ("ok", "check", "failed") only its rows."""
        self.beginResetModel()
        self._predictions = predictions
        if predictions is None:
            self._rows, self._inputs, self._looks = np.empty(0, np.int64), [], []
        else:
            chosen = np.ones(predictions.table.rows, bool) if verdict is None else predictions.verdicts == verdict
            self._rows = np.flatnonzero(chosen).astype(np.int64)
            self._inputs = [predictions.table.values(name).to_numpy() for name in predictions.table.names]
            self._looks = [look_of(predictions.table, name) for name in predictions.table.names]
            self._decimals = decimals_of(predictions.prediction) if predictions.probabilities is None else 0
        self.endResetModel()

    def position(self, row: int) -> int:
        """The row of the predictions behind a shown row."""
        return int(self._rows[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Prediction, (chance,) status, and the input's columns."""
        return 0 if parent.isValid() or self._predictions is None else self.own_columns() + len(self._inputs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, state and the whole reason of a cell."""
        if not index.isValid() or self._predictions is None:
            return None
        at, column = self.position(index.row()), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(at, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(column)
            case CellRole.STATE:
                return self._state(at, column)
            case Qt.ItemDataRole.ToolTipRole if column == self.own_columns() - 1:
                return self._predictions.statuses[at]
            case Qt.ItemDataRole.AccessibleTextRole:
                name = self.headerData(column, Qt.Orientation.Horizontal)
                return f"{name}: {self._text(at, column)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names across, source rows down."""
        predictions = self._predictions
        if predictions is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return f"{predictions.table.source_rows[self.position(section)]:,}"
        if section == 0:
            return self.tr("Predicted %1").replace("%1", predictions.target)
        if section == self.own_columns() - 1:
            return self.tr("Row status") if "Status" in predictions.table.names else self.tr("Status")
        if section < self.own_columns():
            return self.tr("Chance")
        return predictions.table.names[section - self.own_columns()]

    def own_columns(self) -> int:
        """How many columns, from the left, are ours."""
        return 2 if self._predictions is None or self._predictions.probabilities is None else 3

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        if column >= self.own_columns():
            return RIGHT if self._inputs[column - self.own_columns()].dtype.kind == "f" else LEFT
        named = column == 0 and self._predictions is not None and self._predictions.probabilities is not None
        return LEFT if named or column == self.own_columns() - 1 else RIGHT

    def _text(self, at: int, column: int) -> str:
        predictions = self._predictions
        assert predictions is not None
        if column >= self.own_columns():
            return self._input_text(at, column - self.own_columns())
        if column == self.own_columns() - 1:
            return self._status(at)
        if column == 0:
            value = predictions.prediction[at]
            if is_missing(value):
                return "–"
            return self._number(float(value)) if predictions.probabilities is None else str(value)
        assert predictions.probabilities is not None
        chance = float(np.nanmax(predictions.probabilities[at])) if predictions.verdicts[at] != "failed" else np.nan
        return "–" if is_missing(chance) else chance_text(chance)

    def _input_text(self, at: int, column: int) -> str:
        """A cell of the file, written as the Data page writes it: years and ids are not grouped."""
        value = self._inputs[column][at]
        if is_missing(value) or not isinstance(value, float | np.floating):
            return cell_text(value)
        return self._looks[column].text(float(value))

    def _number(self, value: float) -> str:
        """A predicted number with as many decimals as the others."""
        return NUMBERS.toString(value, "f", self._decimals).replace("-", "−")

    def _status(self, at: int) -> str:
        assert self._predictions is not None
        if self._predictions.verdicts[at] == "ok":
            return self.tr("predicted")
        return self._predictions.statuses[at].split(": ", 1)[-1]

    def _state(self, at: int, column: int) -> CellState:
        assert self._predictions is not None
        if column == self.own_columns() - 1:
            return STATES[str(self._predictions.verdicts[at])]
        if column >= self.own_columns() and is_missing(self._inputs[column - self.own_columns()][at]):
            return CellState.MISSING
        return CellState.NORMAL


def decimals_of(values: NDArray[np.float64]) -> int:
    """How many decimals give a usual value four significant digits: none from 1,000 on, at most eight."""
    sizes = np.abs(values[np.isfinite(values) & (values != 0)])
    if not len(sizes):
        return 0
    return int(min(8, max(0, 3 - math.floor(math.log10(float(np.median(sizes)))))))


def chance_text(chance: float) -> str:
    """A probability in percent, never "0 %" or "100 %" when it is neither."""
    percent = chance * 100
    if 0 < percent < 0.1:
        return "< 0.1 %"
    if 99.9 < percent < 100:
        return "> 99.9 %"
    return f"{percent:.1f} %"
