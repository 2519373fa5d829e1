"""Columns get the width they want when they come into sight, and thousands of others aren't asked for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QStandardItemModel
from pytestqt.qtbot import QtBot

from gui.theme import Theme
from gui.widgets.column_widths import UNSEEN_PX, ColumnWidths
from gui.widgets.data_grid import DataGrid

COLUMNS = 3000


@pytest.fixture
def grid(qtbot: QtBot) -> DataGrid:
    grid = DataGrid(Theme("light"), "cells")
    qtbot.addWidget(grid)
    grid.setModel(QStandardItemModel(3, COLUMNS, grid))
    grid.resize(700, 200)
    grid.show()
    return grid


def test_that_only_columns_in_sight_are_asked_for(grid: DataGrid, qtbot: QtBot) -> None:
    asked: list[int] = []

    def wanted(column: int) -> int:
        asked.append(column)
        return 60 + column % 7

    widths = ColumnWidths(grid, wanted)
    widths.begin()
    assert 10 <= len(asked) <= 12 and asked == list(range(len(asked)))
    assert [grid.columnWidth(column) for column in asked] == [60 + column % 7 for column in asked]
    assert grid.columnWidth(COLUMNS - 1) == UNSEEN_PX
    bar = grid.horizontalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: grid.columnWidth(COLUMNS - 1) == 60 + (COLUMNS - 1) % 7)
    assert len(asked) == len(set(asked)) < 40
    before = len(asked)
    bar.setValue(0)
    assert len(asked) == before  # known already


def test_that_a_wider_grid_asks_for_more_and_new_columns_for_all_again(grid: DataGrid, qtbot: QtBot) -> None:
    asked: list[int] = []
    widths = ColumnWidths(grid, lambda column: asked.append(column) or 80)  # type: ignore[func-returns-value]
    widths.begin()
    first = len(asked)
    grid.resize(1400, 200)
    qtbot.waitUntil(lambda: len(asked) > first)
    assert asked == list(range(len(asked)))
    widths.begin()
    assert asked[len(asked) // 2 :] == asked[: len(asked) // 2]
