"""Judged rows as a table: actual, predicted, how far off, then the row's own columns; sorted as a person asks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from core.flow.rows import ACTUAL, ERROR, ERROR_SHARE, PREDICTION, PROBABILITY, RowsFound
from gui.models.blocks import Block
from gui.models.cells import is_missing
from gui.models.prediction_rows import decimals_of
from gui.models.table import TableModel
from gui.models.words import share

Index = QModelIndex | QPersistentModelIndex


class JudgedRowsModel(TableModel):
    """A `TableModel` whose first columns are the judgement's. positive: of two classes the one whose probability is
    shown; "" for several, where it is that of the answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: RowsFound | None = None
        self._positive = ""
        self._decimals, self._grouped = 0, False

    def show_found(self, found: RowsFound | None, positive: str = "") -> None:
        """Show these, the row that is furthest off first; None: no rows any more."""
        self._found, self._positive = found, positive
        numbers = found is not None and found.table.has(ERROR)
        self.show_table(found.table if found is not None else None)
        self._decimals = decimals_of(self.cells(0)) if numbers else 0
        self._grouped = numbers and self.look(0).grouped
        if found is not None:
            self.show_rows(found.worst_first)

    @property
    def order(self) -> NDArray[np.int64]:
        """int64 [rows] positions, as they are shown."""
        return np.arange(self.rowCount()) if self._order is None else self._order

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The judgement's columns in words."""
        made = self._made(section) if orientation == Qt.Orientation.Horizontal else ""
        if made and role == Qt.ItemDataRole.DisplayRole:
            return {
                ACTUAL: self.tr("Actual"),
                PREDICTION: self.tr("Predicted"),
                ERROR: self.tr("Off by"),
                ERROR_SHARE: self.tr("% off"),
                PROBABILITY: self._chance_words(),
            }[made]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self.data(self.index(0, section), role) if self.rowCount() else None
        return super().headerData(section, orientation, role)

    def _chance_words(self) -> str:
        if self._positive:
            return self.tr("Probability of {name}").format(name=self._positive)
        return self.tr("Probability")

    def _made(self, column: int) -> str:
        found = self._found
        return found.table.names[column] if found is not None and 0 <= column < found.made else ""

    def _text(self, row: int, column: int) -> str:
        made = self._made(column)
        if self._is_figure(made):
            return self._figure(made, float(self.value(row, column)))
        return super()._text(row, column)

    def _make_block(self, column: int, first: int, end: int) -> Block:
        block, made = super()._make_block(column, first, end), self._made(column)
        if not self._is_figure(made):
            return block
        texts = [self._figure(made, float(self.value(row, column))) for row in range(first, end)]
        return Block(texts, block.states, block.right)

    def _is_figure(self, made: str) -> bool:
        """Whether it is a number that nobody typed: written with as many digits as say something."""
        found = self._found
        if made == PREDICTION:
            return found is not None and found.table.has(ERROR)
        return made in (ERROR, ERROR_SHARE, PROBABILITY)

    def _figure(self, made: str, value: float) -> str:
        if is_missing(value):
            return ""
        sign = "+" if value > 0 else "−" if value < 0 else ""
        if made == PROBABILITY:
            return share(value)
        if made == ERROR_SHARE:
            return sign + share(abs(value))
        text = f"{abs(value):,.{self._decimals}f}" if self._grouped else f"{abs(value):.{self._decimals}f}"
        if not text.strip("0.,"):
            return text
        return (sign if made == ERROR or value < 0 else "") + text

    @property
    def found(self) -> RowsFound | None:
        """What is shown."""
        return self._found

    def is_number(self, column: int) -> bool:
        """Whether a column holds numbers or dates, of which the largest are looked for first."""
        return self.columnCount() > column >= 0 and isinstance(self.cells(column), np.ndarray)
