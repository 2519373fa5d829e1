"""The table of differences on the Clean page: how its columns share the room."""

from __future__ import annotations

import numpy as np
import pytest
from cleaning_tables import small_table
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from core.cleaning.apply import fit_recipe
from core.cleaning.recipe import Recipe, Step
from core.cleaning.rules import FillMissing, TidyText
from gui.models.differences import AFTER, BEFORE, COLUMN, HOW, DifferenceModel, differences_by_value
from gui.pages.clean_difference_grid import DifferenceGrid
from gui.theme import Theme, sizes
from gui.widgets.cell_painter import ARROW_PX, CHIP_PX


@pytest.fixture
def grid(qtbot: QtBot) -> DifferenceGrid:
    names = {f"Lot.Frontage.{at}": [1.0 + at, None, 3.0, 4.0] for at in range(12)}
    table = small_table({**names, "cut": ["Very Good ", "very good", "VERY GOOD", None]}, source_rows=[1, 2, 3, 4])
    model = DifferenceModel()
    grid = DifferenceGrid(Theme("light"), model)
    model.setParent(grid)
    qtbot.addWidget(grid)
    grid.resize(500, 300)
    grid.show()
    grid.reports = fit_recipe(  # type: ignore[attr-defined]
        Recipe((Step("fill", FillMissing(("cut", *names), "constant", "missing")), Step("tidy", TidyText(("cut",))))),
        table,
        np.arange(5),
    )[1].report
    return grid


def show(grid: DifferenceGrid, step: str) -> DifferenceModel:
    model = grid.model()
    assert isinstance(model, DifferenceModel)
    model.show_differences(differences_by_value(grid.reports.step(step)))  # type: ignore[attr-defined]
    return model


@pytest.mark.parametrize("width", [380, 500, 1080])
@pytest.mark.parametrize("step", ["fill", "tidy"])
def test_that_what_is_there_now_is_never_cut(grid: DifferenceGrid, width: int, step: str) -> None:
    grid.resize(width, 300)
    model = show(grid, step)
    metrics = QFontMetrics(grid.theme.font(sizes.SMALL))
    for row in range(model.rowCount()):
        words = metrics.horizontalAdvance(model.index(row, AFTER).data())
        assert grid.columnWidth(AFTER) >= words + CHIP_PX + ARROW_PX
    shown = [column for column in range(5) if not grid.isColumnHidden(column)]
    assert sum(grid.columnWidth(column) for column in shown) == grid.viewport().width()


def test_that_the_kind_of_difference_gives_way_first(grid: DifferenceGrid) -> None:
    show(grid, "tidy")
    assert grid.isColumnHidden(COLUMN) and not grid.isColumnHidden(HOW)
    grid.resize(330, 300)
    assert grid.isColumnHidden(HOW) and not grid.isColumnHidden(BEFORE)


def test_that_it_is_no_higher_than_its_lines(grid: DifferenceGrid) -> None:
    model = show(grid, "tidy")
    rows = model.rowCount()
    assert 0 < rows < 5
    assert grid.maximumHeight() < sizes.GRID_ROW * (rows + 2)
