"""The Data page: the grid, its heads, the inspector, and what a person decides there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cleaning_tables import small_table
from gui_world import World
from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from real_data import real_file

from core.data.columns import ColumnKind
from core.data.profile import ColumnProfile, profile_table
from gui.models.cells import CellRole, CellState
from gui.models.column_list import USE, ColumnListModel, column_lines
from gui.models.columns import column_heads
from gui.models.id_facts import form_words
from gui.pages import data_look
from gui.pages.data import GRID, NO_DATA, READING, DataPage
from gui.pages.data_facts import facts_of
from gui.pages.data_rejected import RejectedDialog
from gui.widgets.cell_painter import PAD
from gui.widgets.distribution import date_ticks, even_ticks, log_ticks

FALLING = Qt.SortOrder.DescendingOrder


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    made = World(qtbot)
    yield made
    made.end()


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    lines = ["code,cut,size,price"]
    for row in range(120):
        cut = ("Ideal", "Fair", " ideal", "Ideal")[row % 4]
        size = "" if row % 10 == 0 else f"{row / 4 + 1:.2f}"
        lines.append(f"A-{row:03d},{cut},{size},{1500 + row * 3}")
    lines.insert(5, "only,two")
    path = tmp_path / "stones.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


POPUP = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups


def opened(world: World, path: Path, target: str | None = "price") -> DataPage:
    page = world.page(DataPage)
    world.open_table(path, target)
    page.came()
    return page


def names(page: DataPage) -> list[str]:
    return [head.name for head in page.grid.model().heads]


def choose(page: DataPage, name: str) -> None:
    page.grid.choose_column(names(page).index(name))


def test_that_without_data_there_is_one_way_on(world: World) -> None:
    page = world.page(DataPage)
    asked: list[int] = []
    world.navigator.spreadsheet_asked.connect(lambda: asked.append(1))
    assert page._stack.currentIndex() == NO_DATA
    page._no_data._open.click()
    assert asked == [1]
    assert len(page._no_data._sample.menu().actions()) == 6


def test_that_an_import_shows_how_far_it_is_and_can_be_cancelled(world: World, table_file: Path) -> None:
    page = world.page(DataPage)
    job = world.session.import_file(table_file)
    assert page._stack.currentIndex() == READING
    page._reading.cancel()
    world.wait(lambda: not job.active)
    assert page._stack.currentIndex() == NO_DATA and not world.session.is_open


def test_that_the_table_its_size_and_its_flaws_are_shown(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    assert page._stack.currentIndex() == GRID
    assert page._header.sentence.startswith("stones.csv. Imported today")
    assert page._health._size.text() == "120 rows   4 columns"
    assert page._health._empty.text() == "12 empty cells in 1 column"
    assert page._health._rejected.text() == "1 row set aside"
    assert page._header.review.text().startswith("Review ")


def test_that_the_target_is_chosen_first_and_a_head_chooses_another(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    assert page._inspector.accessibleName() == "price"
    head = page.grid.head
    at = QPoint(head.sectionViewportPosition(2) + 20, 20)
    world.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page._inspector.accessibleName() == "size"
    assert page.grid.sorted_by[0] == -1, "a look at a column keeps the file's order"


def test_that_the_arrows_in_a_head_sort_up_down_and_back(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    head, model = page.grid.head, page.grid.model()
    zone = head.sort_zone(2).center()

    def first() -> str:
        world.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=zone)
        return model.index(0, 2).data()

    assert [first(), first()] == ["1.25", "30.75"]
    assert page._health._shown.text() == "Showing rows sorted by size, largest first"
    first()
    assert page._health._shown.text() == "Showing rows in file order" and model.source_row(0) == 1


def test_that_a_large_table_is_sorted_in_a_lane(
    world: World, table_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.pages.data_rows.QUICK_ROWS", 10)
    page = opened(world, table_file)
    page._sort(3, FALLING)
    assert page.grid.sorted_by[0] == -1
    world.wait(lambda: page.grid.sorted_by == (3, FALLING))
    assert page.grid.model().index(0, 3).data() == "1857"


def test_that_keys_alone_go_through_the_table_and_copy(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    page.grid.setFocus()
    choose(page, "code")
    world.qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    assert page._inspector.accessibleName() == "cut"
    world.qtbot.keyClick(page.grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.grid.currentIndex().row() == 119
    world.qtbot.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1857"


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


def test_that_what_was_noticed_leads_to_its_rule(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    hints: list[object] = []
    world.navigator.go_asked.connect(lambda _key, hint: hints.append(hint))
    choose(page, "size")
    page._on_action("size", "data.noticed_missing")
    document = world.session.document
    assert document is not None and document.recipe.step(str(hints[-1])).rule.kind == "fill_missing"
    before = len(document.recipe.steps)
    page._on_action("size", "data.noticed_outliers")
    assert world.session.document is not None and len(world.session.document.recipe.steps) == before + 1
    assert world.session.document.recipe.step(str(hints[-1])).rule.named_columns() == ("size",)


def test_that_cells_which_rules_change_are_marked_in_the_grid(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    cell = page.grid.model().index(2, 1)
    assert cell.data(CellRole.STATE) == CellState.CHECK
    assert "becomes Ideal" in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_that_rows_set_aside_are_shown_with_line_and_reason(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    page._health._rejected.click()
    world.wait(lambda: any(isinstance(widget, RejectedDialog) for widget in QApplication.topLevelWidgets()))
    dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, RejectedDialog))
    model = dialog.grid.model()
    assert [model.index(0, column).data() for column in (0, 2, 3)] == ["6", "only", "two"]
    assert model.index(0, 1).data() == "The number of cells is 2 where the header has 4"
    dialog.accept()


def test_that_column_order_and_scale_come_back(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    choose(page, "size")
    page._sort(3, FALLING)
    page._inspector.set_scale("log")
    page._on_columns(("code", "size", "price"))
    page._on_filter("price > 1600", True)
    kept = page.ui_state()
    page._sort(-1, FALLING)
    page._on_filter("", True)
    page._on_all_columns()
    choose(page, "code")
    page._inspector.set_scale("even")
    page.restore_ui_state(kept)
    order = {"column": "size", "sorted_by": "price", "falling": True, "scale": "log"}
    assert page.ui_state() == kept == {**order, "filter": "price > 1600", "hidden": ["cut"], "view": "table"}
    page.restore_ui_state({"column": 3, "sorted_by": None, "scale": [], "filter": 4, "hidden": "x", "view": []})


def test_that_closing_the_project_empties_the_page(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    world.session.close_project()
    assert page._stack.currentIndex() == NO_DATA and page.grid.model().rowCount() == 0


def test_that_a_screen_reader_hears_heads_and_cells(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    spoken = page.grid.model().headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "size, Number, 10.0 % missing"
    told = QAccessible.queryAccessibleInterface(page._inspector._bars)
    assert told.text(QAccessible.Text.Name) == "Distribution"
    assert "most values between" in told.text(QAccessible.Text.Description)


def test_that_a_look_at_kinds_keeps_the_others_profiles(world: World, table_file: Path) -> None:
    opened(world, table_file)
    table, profile = world.session.table, world.session.profile
    assert table is not None and profile is not None
    *_, last = data_look.look_at(table, profile, (("cut", ColumnKind.TEXT), ("gone", ColumnKind.TEXT)))
    look = last.result  # type: ignore[union-attr]
    assert look.profiles["cut"].kind is ColumnKind.TEXT
    assert look.profiles["price"] is profile.column("price")
    assert look.lost == {"cut": 0}


def test_that_axes_have_round_numbers() -> None:
    assert even_ticks(6, 959) == [200, 400, 600, 800]
    assert log_ticks(326, 18823) == [500, 1000, 2000, 5000, 10000]
    assert even_ticks(3, 3) == [3] and log_ticks(0, 4) == [0]
    assert len(date_ticks(-1e9, 1e9)) >= 2


@pytest.mark.parametrize(("file", "target"), [("ames.csv", "price"), ("credit_data.csv", "Status")])
def test_that_every_column_of_real_tables_can_be_looked_at(world: World, file: str, target: str) -> None:
    page = opened(world, real_file(file), target)
    for name in names(page):
        choose(page, name)
        assert page._inspector.accessibleName() == name
        assert page._inspector._why.text_shown


def ask(page: DataPage, text: str) -> None:
    page._toolbar.filter.setText(text)
    page._toolbar.filter.returnPressed.emit()


def test_that_a_filter_shows_fewer_rows_and_says_how_many(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    world.qtbot.keyClicks(page._toolbar.filter, "price > 1800 and cut = Fair")
    world.qtbot.keyClick(page._toolbar.filter, Qt.Key.Key_Return)
    model = page.grid.model()
    assert page._health._shown.text() == "Showing 5 of 120 rows"
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["Fair"] * 5
    page._sort(3, FALLING)
    assert page._health._shown.text() == "Showing 5 of 120 rows, sorted by price"
    assert model.index(0, 3).data() == "1851" and model.headerData(0, Qt.Orientation.Vertical) == "119"
    world.qtbot.keyClick(page._toolbar.filter, Qt.Key.Key_Escape)
    assert model.rowCount() == 120 and page._toolbar.filter.text() == ""


def test_that_a_filter_is_tried_while_it_is_typed(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    page._toolbar.filter.setFocus()
    world.qtbot.keyClicks(page._toolbar.filter, "price > 1800")
    world.wait(lambda: page.grid.model().rowCount() == 19)
    world.qtbot.keyClicks(page._toolbar.filter, " and cat")
    page._toolbar.filter._on_pause()
    assert page._toolbar.sentence == "" and page.grid.model().rowCount() == 19, "half a condition is no mistake"
    page._toolbar.filter._on_final()
    assert page._toolbar.sentence.startswith("After “cat” a comparison is missing: write =")


def test_that_a_mistake_in_a_filter_is_told_and_pointed_at(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    ask(page, "price > 1600 and sise < 3")
    assert page._toolbar.sentence == "There is no column “sise”: check whether “size” is meant."
    assert page._toolbar.filter._wrong == (17, 21)
    assert page._toolbar.filter.accessibleDescription() == page._toolbar.sentence
    assert page.grid.model().rowCount() == 120
    ask(page, "price > 1600 and size < 30")
    assert page._toolbar.sentence == "" and page._toolbar.filter._wrong is None


def test_that_a_filter_of_a_large_table_runs_in_a_lane_and_can_be_stopped(
    world: World, table_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.pages.data_rows.QUICK_ROWS", 10)
    page = opened(world, table_file)
    ask(page, "price > 1800")
    assert page._rows.busy and page._health._shown.text() == "Finding rows"
    page._health._stop.click()
    assert not page._rows.busy and page.grid.model().rowCount() == 120
    ask(page, "price > 1800")
    world.wait(lambda: page.grid.model().rowCount() == 19)
    world.wait(lambda: page._health._shown.text() == "Showing 19 of 120 rows")


def test_that_no_row_at_all_says_so(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    ask(page, "price > 9000")
    assert page._health._shown.text() == "Showing 0 of 120 rows"
    assert not page.grid.no_rows.isHidden()
    ask(page, "")
    assert page.grid.no_rows.isHidden()


@POPUP
def test_that_hidden_columns_are_only_out_of_sight(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    page._toolbar._open_columns()
    model = page._toolbar._popup.model
    model.toggle(0)
    model.toggle(1)
    page._toolbar._popup.hide()
    assert [page.grid.isColumnHidden(at) for at in range(4)] == [True, True, False, False]
    assert page._health._hidden.text() == "2 columns hidden"
    assert world.session.document is not None and world.session.document.ignored == ()
    page._health._hidden.click()
    assert not any(page.grid.isColumnHidden(at) for at in range(4)) and page._health._hidden.isHidden()


@POPUP
def test_that_all_and_none_go_by_what_the_search_shows(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    page._toolbar._open_columns()
    popup = page._toolbar._popup
    popup.model.filter("c")  # code, cut, price
    popup._none.click()
    assert popup.model.chosen == ("size",)
    popup._all.click()
    assert popup.model.chosen == ("code", "cut", "size", "price")
    popup.hide()


def test_that_a_filter_that_another_table_cannot_have_is_dropped(
    world: World, table_file: Path, tmp_path: Path
) -> None:
    page = opened(world, table_file)
    ask(page, "price > 1800")
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,x\n2,y\n", encoding="utf-8")
    world.open_table(other)
    world.wait(lambda: names(page) == ["a", "b"])
    assert page._rows.filter == "" and page._toolbar.filter.text() == ""
    assert page.grid.model().rowCount() == 2


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


def test_that_the_filter_names_an_example_only_where_there_is_one(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    assert page._toolbar.filter.placeholderText().startswith("Filter rows, e.g. ")
    page._toolbar.show_example("")
    assert page._toolbar.filter.placeholderText() == "Filter rows"


def facts(page: DataPage) -> dict[str, str]:
    return {fact[0]: fact[1] for fact in facts_of(page._inspector, page._looker.look, profile_of(page))}


def profile_of(page: DataPage) -> ColumnProfile:
    assert page._looker.look is not None
    return page._looker.look.profiles[page._chosen_name()]


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


def test_that_a_form_is_only_told_where_values_have_one() -> None:
    assert form_words(["AB-12", "CD-3"]) == "AA-9…99"
    assert form_words(["x", "longer words", None]) == "1 to 12 characters"
    assert form_words(["3f2", "a1b"]) == "3 characters" and form_words([]) == ""


def test_that_a_rule_that_ignores_a_column_is_named_in_full_in_the_list(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    page._on_view("columns")
    widest = page._list.fontMetrics().horizontalAdvance("Ignored by rule 12")
    assert page._list.columnWidth(USE) >= widest + 2 * PAD
