"""The data grid: copying, keys, states, and what it paints."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent, QStandardItem, QStandardItemModel
from pytestqt.qtbot import QtBot
from widget_shown import rested, shown

from gui.models.cells import CellRole, CellState
from gui.theme import Theme
from gui.widgets.data_grid import DataGrid
from gui.widgets.grid_copy import copied


@pytest.fixture
def grid(theme: Theme, qtbot: QtBot) -> DataGrid:
    grid = DataGrid(theme, "Table")
    model = QStandardItemModel(3, 3, grid)
    for row in range(3):
        for column in range(3):
            item = QStandardItem(f"{row}{column}")
            item.setData(int(list(CellState)[(3 * row + column) % len(CellState)]), CellRole.STATE)
            model.setItem(row, column, item)
    model.setHorizontalHeaderLabels(["a", "b", "c"])
    grid.setModel(model)
    shown(qtbot, grid)
    return grid


def test_that_copied_cells_can_be_pasted_into_a_spreadsheet(grid: DataGrid, qtbot: QtBot) -> None:
    grid.selectAll()
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == ["a\tb\tc", "00\t01\t02", "10\t11\t12", "20\t21\t22"]


def test_that_one_copied_cell_has_no_head(grid: DataGrid) -> None:
    grid.setCurrentIndex(grid.model().index(1, 1))
    assert copied(grid).text == "11"


def test_that_tab_leaves_the_grid_and_ctrl_end_goes_to_its_corner(grid: DataGrid, qtbot: QtBot) -> None:
    assert not grid.tabKeyNavigation()
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    assert grid.currentIndex().isValid()
    qtbot.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, 2)


def test_that_every_cell_state_is_drawn_in_both_themes(grid: DataGrid, theme: Theme) -> None:
    light = grid.grab().toImage()
    theme.set_mode("dark")
    assert grid.grab().toImage() != light


def test_that_scrolling_paints_only_what_comes_into_view(theme: Theme, qtbot: QtBot) -> None:
    painted: list[int] = []

    class Watched(DataGrid):
        def paintEvent(self, event: QPaintEvent) -> None:
            painted.append(sum(part.height() for part in event.region()))
            super().paintEvent(event)

    grid = Watched(theme, "Table")
    model = QStandardItemModel(400, 2, grid)
    for row in range(400):
        model.setItem(row, 0, QStandardItem(f"row {row}"))
    grid.setModel(model)
    rested(qtbot, grid)
    painted.clear()
    grid.verticalScrollBar().setValue(45)
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == [45]


def test_that_row_numbers_fit_and_few_rows_are_asked(theme: Theme, qtbot: QtBot) -> None:
    class Rows(QAbstractTableModel):
        asked = 0

        def rowCount(self, _parent: object = None) -> int:
            return 1_000_000

        def columnCount(self, _parent: object = None) -> int:
            return 1

        def data(self, _index: object, _role: int = 0) -> None:
            return None

        def headerData(self, section: int, _orientation: object, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            self.asked += 1
            return f"{section + 1:,}" if role == Qt.ItemDataRole.DisplayRole else None

    table = DataGrid(theme, "Rows")
    qtbot.addWidget(table)
    model = Rows(table)
    table.setModel(model)
    header = table.verticalHeader()
    model.asked = 0
    assert header.sizeHint().width() > header.fontMetrics().horizontalAdvance("1,000,000") + 9
    assert 0 < model.asked < 60
