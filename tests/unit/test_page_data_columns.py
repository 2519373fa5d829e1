"""A column on the Data page: use, kind, figures, and its line in the list of all columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from cleaning_tables import small_table
from data_pages import FALLING, choose, opened, stones_csv
from gui_world import World
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.data.columns import ColumnKind
from core.data.profile import ColumnProfile, profile_table
from gui.models.cells import CellRole, CellState, day_text
from gui.models.column_list import NOTICED, USE, ColumnListModel, column_lines
from gui.models.columns import column_heads
from gui.models.id_facts import form_words
from gui.pages.data import DataPage
from gui.pages.data_columns import MOST
from gui.pages.data_facts import facts_of
from gui.widgets.cell_painter import PAD
from gui.widgets.distribution import date_ticks, even_ticks, log_ticks


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    return stones_csv(tmp_path)


def facts(page: DataPage) -> dict[str, str]:
    return {fact[0]: fact[1] for fact in facts_of(page._inspector, page._looker.look, profile_of(page))}


def profile_of(page: DataPage) -> ColumnProfile:
    assert page._looker.look is not None
    return page._looker.look.profiles[page._chosen_name()]


def test_that_a_use_is_an_edit_that_can_be_undone(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    choose(page, "size")
    page._inspector._use.chosen.emit("target")
    world.wait(lambda: world.session.document is not None and world.session.document.target == "size")
    assert world.session.document is not None
    assert [head.is_target for head in page.grid.model().heads] == [False, False, True, False]
    page._inspector._use.chosen.emit("ignore")
    assert world.session.document.target is None and world.session.document.ignored == ("size",)
    assert page.grid.model().index(1, 2).data(CellRole.STATE) == CellState.FADED
    world.session.undo_stack.undo()
    world.session.undo_stack.undo()
    assert world.session.document.target == "price" and world.session.document.ignored == ()
    assert page._inspector._use.key == "input"


def test_that_another_kind_shows_what_it_costs(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    choose(page, "cut")
    page._inspector._kind.chosen.emit(str(ColumnKind.NUMBER))
    world.wait(lambda: page._looker.look is not None and bool(page._looker.look.lost))
    assert page._inspector._lost.text_shown.startswith("120 values could not be read as number")
    assert page._inspector.accessibleName() == "cut", "the chosen column stays"
    assert page.grid.model().index(0, 1).data(CellRole.STATE) == CellState.MISSING
    world.session.undo_stack.undo()
    assert page.grid.model().index(0, 1).data() == "Ideal"


def test_that_the_kind_that_was_found_is_no_override(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    choose(page, "price")
    page._inspector._kind.chosen.emit(str(ColumnKind.CATEGORY))
    assert world.session.document is not None and world.session.document.kinds == (("price", ColumnKind.CATEGORY),)
    page._inspector._kind.chosen.emit(str(ColumnKind.NUMBER))
    assert world.session.document.kinds == ()


def test_that_axes_have_round_numbers() -> None:
    assert even_ticks(6, 959) == [200, 400, 600, 800]
    assert log_ticks(326, 18823) == [500, 1000, 2000, 5000, 10000]
    assert even_ticks(3, 3) == [3] and log_ticks(0, 4) == [0]
    assert even_ticks(0, 5e-324) == [0] and even_ticks(0, 1e-310)
    assert len(date_ticks(-1e9, 1e9)) >= 2
    assert [day_text(at)[:4] for at in date_ticks(0, 1e9)] == ["1974", "1981", "1988", "1995"]
    assert [day_text(at) for at in date_ticks(0, 5.7e11)][-1] == "18065-01-01"


def test_that_columns_are_listed_sorted_and_opened(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    page._toolbar.views.set_key("columns")
    model, listed = page._list.lines, page._list

    def shown() -> list[str]:
        return [model.index(row, 0).data() for row in range(4)]

    assert shown() == ["code", "cut", "size", "price"] and page._toolbar.filter.isHidden()
    assert [model.index(2, column).data() for column in range(1, 7)] == [
        "Number", "Input", "", "10.0 %", "108", "1.25 to 30.75",
    ]  # fmt: skip
    assert model.index(1, 6).data() == "Ideal, Fair,  ideal" and model.index(3, 2).data() == "Target"
    assert [shown() for _ in range(3) if listed._on_head(4) is None] == [
        ["size", "code", "cut", "price"], ["code", "cut", "price", "size"], ["code", "cut", "size", "price"],
    ]  # fmt: skip
    listed.setFocus()
    listed.selectRow(0)
    world.qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert page._inspector.accessibleName() == "cut"
    page._inspector._use.chosen.emit("ignore")
    assert model.index(1, 2).data() == "Ignored" and model.index(1, 0).data(CellRole.STATE) == CellState.FADED
    world.qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert page._toolbar.views.key == "table" and page.grid.currentIndex().column() == 1


def test_that_the_list_of_columns_is_a_sound_model(qtbot: QtBot) -> None:
    table = small_table({"b": [1, 2, None] * 9, "a": ["x", None, None] * 9, "c": ["u", "v", "w"] * 9})
    profiles = {column.name: column for column in profile_table(table).columns}
    model = ColumnListModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_lines(column_lines(column_heads(table, profiles, None), profiles, {"c": "Ignored by rule 2"}))
    kept = QPersistentModelIndex(model.index(0, 0))
    model.sort(0)
    assert [model.index(row, 0).data() for row in range(3)] == ["a", "b", "c"]
    assert (kept.row(), model.row_of("c"), model.index(2, 2).data()) == (1, 2, "Ignored by rule 2")
    block = model.block(4, 0, 3)
    assert list(block.texts) == [model.index(row, 4).data() for row in range(3)] and block.right
    for column in range(model.columnCount()):
        model.sort(column, FALLING)
        assert model.rowCount() == 3
    model.show_lines(column_lines(column_heads(table, {}, None), {}, {}))
    assert model.index(0, 5).data() == ""


def test_that_an_id_tells_doubles_ends_and_form_and_shows_no_distribution(world: World, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    lines = ["order,number,value"] + [f"D-{row},{row + 1},{row * 1.5}" for row in range(120)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    page = opened(world, path, "value")
    choose(page, "order")
    shown = facts(page)
    assert (shown["Repeated values"], shown["First … last"], shown["Form"]) == ("none", "D-0 … D-119", "D-9…999")
    choose(page, "number")
    assert profile_of(page).kind is ColumnKind.ID and facts(page)["First … last"] == "1 … 120"
    assert "Median" not in facts(page) and page._inspector._bars.isHidden() and page._inspector._spread_head.isHidden()
    assert page.grid.model().heads[1].remark == "all different"
    choose(page, "value")
    assert "Median" in facts(page) and not page._inspector._bars.isHidden()


def test_that_a_median_is_written_as_the_cells_are(world: World, tmp_path: Path) -> None:
    path = tmp_path / "stones.csv"
    path.write_text("carat,price\n" + "0.23,500\n0.70,600\n1.25,1400\n" * 7, encoding="utf-8")
    page = opened(world, path, "price")
    choose(page, "carat")
    assert facts(page)["Median"] == "0.70" and "0.70" in page._inspector._bars._mark[1]
    choose(page, "price")
    assert facts(page)["Smallest … largest"] == "500 … 1,400" and facts(page)["Median"] == "600"


def test_that_a_form_is_only_told_where_values_have_one() -> None:
    assert form_words(["AB-12", "CD-3"]) == "AA-9…99"
    assert form_words(["x", "longer words", None]) == "1 to 12 characters"
    assert form_words(["3f2", "a1b"]) == "3 characters" and form_words([]) == ""


def test_that_a_rule_that_ignores_a_column_is_named_in_full_in_the_list(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    page._on_view("columns")
    said = page._list.lines.block(USE, 0, page._list.lines.rowCount()).texts
    assert any(words.startswith("Ignored by rule") for words in said)
    for width in (700, 2200):
        page.resize(width, 800)
        widest = max(map(page._list.fontMetrics().horizontalAdvance, said))
        assert page._list.columnWidth(USE) >= widest + 2 * PAD


def test_that_what_was_noticed_has_the_room_that_the_other_columns_do_not_need(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    page._on_view("columns")
    page.resize(950, 800)
    given = sum(page._list.columnWidth(at) for at in MOST if at != NOTICED)
    assert given < sum(MOST[at] for at in MOST if at != NOTICED)
    assert page._list.columnWidth(NOTICED) == page._list.viewport().width() - given
    page.resize(2200, 800)
    assert [page._list.columnWidth(at) for at in MOST if at != NOTICED] == [MOST[at] for at in MOST if at != NOTICED]
    page._list._drawn = True
    page._list.setColumnWidth(USE, 300)
    page.resize(950, 800)
    assert page._list.columnWidth(USE) == 300, "a person drew it"
