"""Predictions as a table: a few columns of the file, what was predicted and how sure, the status in words, the rest.

Why (2026-11-25): the file's columns beyond the first few stand behind the status rather than nowhere: what a person
needs to see first fits the window, and everything can still be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.flow.told import FAILED
from gui.models.blocks import CHUNK, MOST_CHUNKS, Block, texts_of
from gui.models.cells import CellRole, CellState, is_missing
from gui.models.prediction_rows import WIDE, PredictionRows
from gui.models.prediction_words import PredictionWords, number
from gui.models.table import LEFT, RIGHT, is_numbers
from gui.models.words import DASH

Index = QModelIndex | QPersistentModelIndex
STATES = (CellState.NORMAL, CellState.CHECK, CellState.FAILED)  # by verdict
PREDICTED, SURE, STATUS = -1, -2, -3  # beside columns of the table, which count from 0
NO_ROWS = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class StrongBlock(Block):
    """Predicted values."""


@dataclass(frozen=True, slots=True)
class RangeBlock(Block):
    """bars: per row the width in usual widths and where the prediction stands between low and high (0 to 1)."""

    bars: Sequence[tuple[float, float] | None] = ()


@dataclass(frozen=True, slots=True)
class ChanceBlock(Block):
    """shares: the probability of the predicted class."""


@dataclass(frozen=True, slots=True)
class StatusBlock(Block):
    """Words that an icon goes with, by state. quiet: what is said of every row alike stands back."""

    quiet: Sequence[bool] = ()


class PredictionsModel(QAbstractTableModel):
    """Rows of a `PredictionRows`, all of them or those of one verdict, in the file's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: PredictionRows | None = None
        self._shown: NDArray[np.int64] | None = NO_ROWS  # None: all
        self._columns: list[int] = []
        self._words = PredictionWords()
        self._kept: dict[tuple[int, int], Block] = {}

    def show_rows(self, rows: PredictionRows | None, verdict: str | None = None, lead: Sequence[int] = ()) -> None:
        """Show these; with a verdict ("check", "failed") only its rows. lead: columns to stand first."""
        self.beginResetModel()
        self._rows = rows
        self._kept.clear()
        if rows is None:
            self._shown, self._columns = NO_ROWS, []
        else:
            self._shown = None if verdict is None else rows.positions[verdict]
            self._columns = self._ordered(rows, lead)
        self.endResetModel()

    def lead_with(self, lead: Sequence[int]) -> None:
        """Put these columns first."""
        if self._rows is not None and self._columns != self._ordered(self._rows, lead):
            self.layoutAboutToBeChanged.emit()
            self._columns = self._ordered(self._rows, lead)
            self._kept.clear()
            self.layoutChanged.emit()

    @property
    def rows(self) -> PredictionRows | None:
        """What is shown."""
        return self._rows

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns from left to right: of the table, or PREDICTED, SURE, STATUS."""
        return tuple(self._columns)

    def position(self, row: int) -> int:
        """The row of the predictions behind a shown row."""
        return row if self._shown is None else int(self._shown[row])

    def row_of(self, position: int) -> int | None:
        """Where a row of the predictions is shown; None when it isn't."""
        if self._shown is None:
            return position if position < self.rowCount() else None
        at = int(np.searchsorted(self._shown, position))
        return at if at < len(self._shown) and self._shown[at] == position else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        if parent.isValid() or self._rows is None:
            return 0
        return self._rows.predictions.table.rows if self._shown is None else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, state and the whole reason of a cell."""
        if not index.isValid() or self._rows is None:
            return None
        at, column = self.position(index.row()), self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(at, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(column)
            case CellRole.STATE:
                return self._state(at, column)
            case CellRole.COPY:
                return self._number(at, column)
            case Qt.ItemDataRole.ToolTipRole if column >= 0:
                value = self._number(at, column)
                return None if value is None else self._rows.looks[column].exact(value) or None
            case Qt.ItemDataRole.ToolTipRole if column == STATUS:
                return self._words.story(self._rows, at)
            case Qt.ItemDataRole.AccessibleTextRole:
                name = self.headerData(index.column(), Qt.Orientation.Horizontal)
                wide = ", " + self.tr("wider than usual") if column == SURE and self._rows.is_wide(at) else ""
                return f"{name}: {self._text(at, column) or self.tr('missing')}{wide}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names across, source rows down."""
        if self._rows is None or section < 0:
            return None
        predictions = self._rows.predictions
        if orientation == Qt.Orientation.Vertical:
            shown = role == Qt.ItemDataRole.DisplayRole and section < self.rowCount()
            return f"{predictions.table.source_rows[self.position(section)]:,}" if shown else None
        if section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if column == SURE else self._alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole and column == PREDICTED:
            return predictions.target
        if role == Qt.ItemDataRole.ToolTipRole and column == SURE and predictions.interval_share is not None:
            return self._words.range_story(predictions.interval_share, None)
        return self._head(column) if role == Qt.ItemDataRole.DisplayRole else None

    def block(self, column: int, first: int, end: int) -> Block:
        """The cells of a column in rows first … end − 1, for a grid to paint."""
        parts = []
        for at in range(first // CHUNK, -(-end // CHUNK)):
            begin = at * CHUNK
            parts.append(_cut(self._chunk(column, at), max(first - begin, 0), min(end - begin, CHUNK)))
        return _joined(parts)

    def _chunk(self, column: int, at: int) -> Block:
        found = self._kept.get((column, at))
        if found is None:
            if len(self._kept) >= MOST_CHUNKS:
                self._kept.clear()
            found = self._make_block(column, at * CHUNK, min((at + 1) * CHUNK, self.rowCount()))
            self._kept[column, at] = found
        return found

    def _head(self, column: int) -> str:
        assert self._rows is not None
        predictions = self._rows.predictions
        if column == PREDICTED:
            return self.tr("Predicted")
        if column == STATUS:
            return self.tr("Row status") if "Status" in predictions.table.names else self.tr("Status")
        if column == SURE:
            share = predictions.interval_share
            return self.tr("Probability") if share is None else self._words.range_title(share)
        return predictions.table.names[column]

    def _ordered(self, rows: PredictionRows, lead: Sequence[int]) -> list[int]:
        ours = [PREDICTED, SURE, STATUS]
        if rows.predictions.probabilities is None and rows.predictions.low is None:
            ours.remove(SURE)
        rest = [column for column in range(len(rows.cells)) if column not in lead]
        return [*lead, *ours, *rest]

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        assert self._rows is not None
        if column >= 0:
            return RIGHT if self._rows.right[column] else LEFT
        named = column == PREDICTED and self._rows.predictions.probabilities is not None
        return LEFT if named or column == STATUS else RIGHT

    # cells

    def _text(self, at: int, column: int) -> str:
        rows = self._rows
        assert rows is not None
        predictions = rows.predictions
        if column >= 0:
            return rows.text(at, column)
        if column == STATUS:
            return self._words.status(predictions, at)
        value = predictions.prediction[at]
        if is_missing(value):
            return DASH
        if column == PREDICTED:
            return number(float(value), rows.decimals) if predictions.probabilities is None else str(value)
        if predictions.probabilities is not None:
            return chance_text(float(np.nanmax(predictions.probabilities[at])))
        assert predictions.low is not None and predictions.high is not None
        return self._words.bounds(float(predictions.low[at]), float(predictions.high[at]), rows.decimals)

    def _number(self, at: int, column: int) -> float | None:
        """The number behind a cell, with all its digits; None where there is a text."""
        rows = self._rows
        assert rows is not None
        if column == PREDICTED and rows.predictions.probabilities is None:
            return float(rows.predictions.prediction[at])
        return float(rows.cells[column][at]) if column >= 0 and is_numbers(rows.cells[column]) else None

    def _state(self, at: int, column: int) -> CellState:
        rows = self._rows
        assert rows is not None
        if column == STATUS:
            return STATES[rows.predictions.verdicts[at]]
        if column == SURE:
            return CellState.CHECK if rows.is_wide(at) else CellState.NORMAL
        if column < 0:
            return CellState.NORMAL
        marked = rows.mark(at, column)
        if marked is not None:
            return marked
        return CellState.MISSING if is_missing(rows.cells[column][at]) else CellState.NORMAL

    def _make_block(self, section: int, first: int, end: int) -> Block:
        rows, column = self._rows, self._columns[section]
        assert rows is not None
        places = range(first, end) if self._shown is None else self._shown[first:end].tolist()
        states = [self._state(at, column) for at in places]
        if column >= 0:
            part = rows.cells[column][slice(first, end) if self._shown is None else self._shown[first:end]]
            return Block(texts_of(part, rows.looks[column]), states, rows.right[column])
        texts = [self._text(at, column) for at in places]
        if column == STATUS:
            told = rows.predictions.told
            return StatusBlock(texts, states, quiet=[told.telling(at) is None for at in places])
        if column == PREDICTED:
            return StrongBlock(texts, states, rows.predictions.probabilities is None)
        if rows.predictions.probabilities is not None:
            return ChanceBlock(texts, states, True, [self._chance(at) for at in places])
        return RangeBlock(texts, states, True, bars=[self._bar(at) for at in places])

    def _chance(self, at: int) -> float | None:
        assert self._rows is not None and self._rows.predictions.probabilities is not None
        if self._rows.predictions.verdicts[at] == FAILED:
            return None
        return float(np.nanmax(self._rows.predictions.probabilities[at]))

    def _bar(self, at: int) -> tuple[float, float] | None:
        rows = self._rows
        assert rows is not None
        predictions = rows.predictions
        if rows.widths is None or predictions.low is None or predictions.high is None:
            return None
        width, low, high = float(rows.widths[at]), float(predictions.low[at]), float(predictions.high[at])
        if not high > low:
            return None
        return min(width, WIDE), (float(predictions.prediction[at]) - low) / (high - low)


def _cut(block: Block, low: int, high: int) -> Block:
    """Part of a block: every field that has an entry a row is cut."""
    whole = {name: getattr(block, name) for name in block.__dataclass_fields__}
    cut: dict[str, Any] = {name: value if isinstance(value, int) else value[low:high] for name, value in whole.items()}
    return type(block)(**cut)


def _joined(blocks: Sequence[Block]) -> Block:
    """Blocks of one column, one below the other."""
    if len(blocks) == 1:
        return blocks[0]
    joined: dict[str, Any] = {}
    for name in blocks[0].__dataclass_fields__:
        parts = [getattr(block, name) for block in blocks]
        joined[name] = parts[0] if isinstance(parts[0], int) else list(chain.from_iterable(parts))
    return type(blocks[0])(**joined)


def chance_text(chance: float) -> str:
    """A probability in percent, never "0 %" or "100 %" when it is neither."""
    percent = chance * 100
    if 0 < percent < 0.1:
        return "< 0.1 %"
    if 99.9 < percent < 100:
        return "> 99.9 %"
    return f"{percent:.1f} %"
