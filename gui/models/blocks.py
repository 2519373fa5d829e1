"""Cells as a grid draws them: texts and states of one column over a run of rows, made together rather than one by one.

Why (2026-11-25): a view that asks for each cell's text, alignment and state by itself spends most of a frame on the
asking. A block is made once, 64 rows at a time, and kept while it may be looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from PySide6.QtCore import QAbstractItemModel, Qt

from gui.models.cells import CellRole, CellState, NumberLook, cell_text

CHUNK = 64
MOST_CHUNKS = 400  # about 25,000 cells


@dataclass(frozen=True, slots=True)
class Block:
    """Texts ("" when missing), states, and shares (0 to 1, or None) of one column; right: numbers stand at the right.

    rights: per cell, where a column mixes texts and numbers. indent: pixels left free before each text.
    """

    texts: Sequence[str]
    states: Sequence[CellState]
    right: bool = False
    shares: Sequence[float | None] = ()
    rights: Sequence[bool] = ()
    indent: int = 0


@runtime_checkable
class GivesBlocks(Protocol):
    """A model that can give many cells at once."""

    def block(self, column: int, first: int, end: int) -> Block:
        """The cells of a column in rows first … end − 1."""
        ...


def block_of(model: QAbstractItemModel, column: int, first: int, end: int) -> Block:
    """A block of any model, cell by cell where it can't give one."""
    if isinstance(model, GivesBlocks):
        return model.block(column, first, end)
    indexes = [model.index(row, column) for row in range(first, end)]
    shown, align = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole
    texts = ["" if (value := model.data(index, shown)) is None else str(value) for index in indexes]
    states = [CellState(model.data(index, CellRole.STATE) or CellState.NORMAL) for index in indexes]
    aligned = [int(model.data(index, align) or 0) for index in indexes]
    rights = [bool(flags & int(Qt.AlignmentFlag.AlignRight)) for flags in aligned]
    shares = [model.data(index, CellRole.SHARE) for index in indexes]
    return Block(texts, states, False, shares, rights)


class Chunks:
    """Blocks of 64 rows, made by `make(column, first, end)` when first looked at."""

    def __init__(self, make: Callable[[int, int, int], Block]) -> None:
        self._make = make
        self._kept: dict[tuple[int, int], Block] = {}

    def clear(self) -> None:
        """Something else is shown now."""
        self._kept.clear()

    def block(self, column: int, first: int, end: int, rows: int) -> Block:
        """Rows first … end − 1 of a table with so many rows."""
        texts: list[str] = []
        states: list[CellState] = []
        right = False
        for number in range(first // CHUNK, -(-end // CHUNK)):
            begin = number * CHUNK
            chunk = self._chunk(column, number, rows)
            low, high = max(first - begin, 0), min(end - begin, CHUNK)
            texts += chunk.texts[low:high]
            states += chunk.states[low:high]
            right = chunk.right
        return Block(texts, states, right)

    def _chunk(self, column: int, number: int, rows: int) -> Block:
        key = (column, number)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_CHUNKS:
                self._kept.clear()
            found = self._kept[key] = self._make(column, number * CHUNK, min((number + 1) * CHUNK, rows))
        return found


def texts_of(values: Any, look: NumberLook) -> list[str]:
    """The texts of some cells: float64, datetime64, or an Arrow array of texts; "" where a value is missing."""
    if not isinstance(values, np.ndarray):
        return [value if isinstance(value, str) else "" for value in values.to_numpy(dtype=object)]
    if values.dtype.kind == "f":
        return [look.text(value) if value == value else "" for value in values.tolist()]
    return [cell_text(value) for value in values]
