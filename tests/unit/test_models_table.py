"""The grid's model over a core table: cells, heads, order, marks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from cleaning_tables import small_table
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.base.notices import Notice
from core.cleaning.apply import fit_recipe
from core.cleaning.recipe import Recipe, recipe_of
from core.cleaning.rules import ReplaceValues, TidyText
from core.data.columns import ColumnKind
from core.data.profile import profile_table
from core.data.table import Table
from core.project.document import Document
from gui.models.cells import CellRole, CellState
from gui.models.columns import ColumnHead, column_heads, log_histogram
from gui.models.table import TableModel

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def table() -> Table:
    return small_table(
        {
            "cut": ["Ideal", "ideal ", "Fair", None, "Ideal", "Fair", "Ideal", "Good"] * 4,
            "price": [12000, 3, None, 5, 18823, 7, 8, 9] * 4,
        }
    )


@pytest.fixture
def model(qtbot: object, table: Table) -> TableModel:
    model = TableModel()
    QAbstractItemModelTester(model, STRICT, model)
    model.show_table(table)
    return model


def shown(model: TableModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_that_it_shows_every_cell_with_its_source_row(model: TableModel, table: Table) -> None:
    assert (model.rowCount(), model.columnCount()) == (32, 2)
    assert shown(model, 0)[:4] == ["Ideal", "ideal ", "Fair", ""]
    assert shown(model, 1)[:3] == ["12,000", "3", ""]
    assert model.headerData(4, Qt.Orientation.Vertical) == "5"
    assert model.index(2, 1).data(CellRole.STATE) == CellState.MISSING
    assert "missing" in model.index(2, 1).data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_numbers_stand_at_the_right(model: TableModel) -> None:
    align = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 1).data(align) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(align) & Qt.AlignmentFlag.AlignLeft


def test_that_sorting_puts_missing_last_both_ways_and_keeps_rows_together(model: TableModel) -> None:
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert shown(model, 1)[0] == "3" and shown(model, 1)[-4:] == [""] * 4
    assert shown(model, 0)[0] == "ideal "
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert shown(model, 1)[0] == "18,823" and shown(model, 1)[-4:] == [""] * 4
    assert model.headerData(0, Qt.Orientation.Vertical) == "5"
    assert model.row_of_source(5) == 0
    model.sort(-1)
    assert [model.source_row(row) for row in range(32)] == list(range(1, 33))


def test_that_a_persistent_index_follows_its_row(model: TableModel) -> None:
    kept = QPersistentModelIndex(model.index(4, 0))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.source_row(kept.row()) == 5
    model.sort(-1)
    assert kept.row() == 4


def test_that_cells_which_rules_change_are_marked_with_what_they_become(model: TableModel, table: Table) -> None:
    recipe = recipe_of([TidyText(("cut",))])
    _, cleaned = fit_recipe(recipe, table, table.source_rows)
    model.show_marks(recipe, cleaned.report)
    assert model.index(1, 0).data(CellRole.STATE) == CellState.EDITED, "a rule of the person's own"
    assert model.block(0, 0, 3).states == [CellState.NORMAL, CellState.EDITED, CellState.NORMAL]
    suggested = Recipe(tuple(replace(step, evidence=Notice("cleaning.why_trim")) for step in recipe.steps))
    model.show_marks(suggested, cleaned.report)
    assert model.index(1, 0).data(CellRole.STATE) == CellState.CHECK
    assert "becomes Ideal" in model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(0, 0).data(CellRole.STATE) == CellState.NORMAL
    model.show_marks(None, None)
    assert model.index(1, 0).data(CellRole.STATE) == CellState.NORMAL


@settings(max_examples=30, deadline=None)
@given(first=st.integers(0, 199), count=st.integers(1, 199), sort=st.sampled_from([None, 0, 1, 2]), faded=st.booleans())
def test_that_a_block_is_what_its_cells_are(first: int, count: int, sort: int | None, faded: bool) -> None:
    days = [None if n % 17 == 0 else f"2024-03-{n % 28 + 1:02d}" for n in range(200)]
    columns = {"t": [None if n % 7 == 0 else f"t{n}" for n in range(200)], "n": [n / 8 for n in range(200)], "d": days}
    table = small_table(columns)
    model = TableModel()
    model.show_table(table)
    if faded:
        model.show_heads(column_heads(table, {}, Document("d").with_column_ignored("t", True)))
    recipe = recipe_of([TidyText(("t",)), ReplaceValues("t", (("t9", "T"), ("t150", None)))])
    model.show_marks(recipe, fit_recipe(recipe, table, table.source_rows)[1].report)
    if sort is not None:
        model.sort(sort, Qt.SortOrder.DescendingOrder)
    end = min(first + count, 200)
    for column in range(3):
        block = model.block(column, first, end)
        indexes = [model.index(row, column) for row in range(first, end)]
        assert list(block.texts) == [index.data() for index in indexes]
        assert list(block.states) == [index.data(CellRole.STATE) for index in indexes]


def test_that_an_ignored_column_is_faded(model: TableModel, table: Table) -> None:
    document = Document("d").with_column_ignored("cut", True).with_target("price")
    model.show_heads(column_heads(table, {}, document))
    assert model.index(0, 0).data(CellRole.STATE) == CellState.FADED
    assert model.index(0, 1).data(CellRole.STATE) == CellState.NORMAL


def test_that_no_table_is_an_empty_grid(model: TableModel) -> None:
    model.show_table(None)
    assert model.rowCount() == model.columnCount() == 0
    assert model.headerData(0, Qt.Orientation.Horizontal) is None


def test_that_heads_tell_kind_values_and_gaps(table: Table) -> None:
    profile = profile_table(table)
    heads = column_heads(table, {column.name: column for column in profile.columns}, Document("d").with_target("price"))
    cut, price = heads
    assert cut.kind_words == "Category · 4" and cut.bars == (12.0, 8.0, 4.0, 4.0)
    assert cut.missing == 4 and cut.missing_words == "12.5 %"
    assert price.is_target and price.icon == "hash" and sum(price.bars) == 28
    assert "target" in price.spoken and "12.5 % missing" in price.spoken


def test_that_a_head_without_a_profile_is_still_loading(table: Table) -> None:
    (cut, _) = column_heads(table, {}, None)
    assert isinstance(cut, ColumnHead) and cut.missing is None and cut.bars == ()


def test_that_ids_and_constants_have_words_instead_of_bars() -> None:
    columns = {"code": [f"A-{n}" for n in range(60)], "same": ["x"] * 60, "n": [n % 7 for n in range(60)]}
    table = small_table(columns, {"code": ColumnKind.ID})
    profile = profile_table(table)
    code, same, number = column_heads(table, {column.name: column for column in profile.columns}, None)
    assert (code.bars, code.remark) == ((), "all different")
    assert same.remark == "always the same"
    assert number.bars and not number.remark and number.missing_words == "complete"


def test_that_log_bins_span_equal_factors_and_leave_out_what_has_no_logarithm() -> None:
    values = np.array([-5.0, 0.0, 1.0, 10.0, 100.0, 1000.0, np.nan])
    edges, counts = log_histogram(values, bins=3)
    assert np.allclose(edges, [1, 10, 100, 1000])
    assert sum(counts) == 4
    assert log_histogram(np.array([2.0, 2.0])) == log_histogram(np.array([-1.0])) == ((), ())
