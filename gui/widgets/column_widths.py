"""Columns as wide as they want to be, asked for when they come into sight: a file may have thousands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

UNSEEN_PX = 112


class ColumnWidths(QObject):
    """wanted(column): the width of a column of the grid's model, asked for once until `begin`.

    Why (2026-11-25): a column's width follows from its head and its first cells, which takes a millisecond to measure.
    Of 3,000 columns a person sees a dozen.
    """

    def __init__(self, grid: QTableView, wanted: Callable[[int], int]) -> None:
        super().__init__(grid)
        self._grid, self._wanted = grid, wanted
        self._asked: set[int] = set()
        bar = grid.horizontalScrollBar()
        bar.valueChanged.connect(self._ask)
        bar.rangeChanged.connect(self._ask)  # also when the grid becomes wider

    @property
    def all_asked(self) -> bool:
        """Whether every column has been in sight."""
        return 0 < self._columns() == len(self._asked)

    def begin(self) -> None:
        """Other columns, or others are wanted so wide."""
        self._asked.clear()
        self._ask()
        for column in range(self._columns()):
            if column not in self._asked:
                self._set(column, UNSEEN_PX)

    def _columns(self) -> int:
        model = self._grid.model()
        return model.columnCount() if model is not None else 0

    def _ask(self) -> None:
        head, end = self._grid.horizontalHeader(), self._grid.viewport().width()
        column = max(head.logicalIndexAt(0), 0)
        while column < self._columns() and head.sectionViewportPosition(column) < end:
            if column not in self._asked:
                self._asked.add(column)
                self._set(column, self._wanted(column))
            column += 1

    def _set(self, column: int, width: int) -> None:
        if self._grid.columnWidth(column) != width:
            self._grid.setColumnWidth(column, width)
