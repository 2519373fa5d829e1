"""The Data page: the grid, its heads, the inspector, and what a person decides there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from data_pages import FALLING, choose, names, opened, stones_csv
from gui_world import World
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractSlider, QApplication
from real_data import real_file

from core.base.progress import Progress
from core.data.columns import ColumnKind
from core.flow import importing
from gui.models.cells import CellRole, CellState
from gui.models.column_list import USE, column_lines
from gui.pages import data_look
from gui.pages.data import GRID, NO_DATA, READING, DataPage
from gui.pages.rejected_dialog import RejectedDialog


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    return stones_csv(tmp_path)


def test_that_without_data_there_is_one_way_on(world: World) -> None:
    page = world.page(DataPage)
    asked: list[int] = []
    world.navigator.spreadsheet_asked.connect(lambda: asked.append(1))
    assert page._stack.currentIndex() == NO_DATA
    page._no_data._open.click()
    assert asked == [1]
    assert len(page._no_data._sample.menu().actions()) == 6


def test_that_an_import_shows_how_far_it_is_and_can_be_cancelled(
    world: World, table_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_table: object) -> Iterator[Progress]:
        while True:
            time.sleep(0.002)
            yield Progress("profile", 1, 3, "columns")

    monkeypatch.setattr(importing, "profile_steps", endless)  # else it may be over before the lane hears of the end
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


def test_that_duplicate_rows_lead_to_the_rule_that_shows_them(world: World, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    lines = [f"{row}.5,{row % 5},{row * 3}" for row in range(60)]
    path.write_text("\n".join(["a,b,c", *lines, lines[7]]) + "\n", encoding="utf-8")
    page = opened(world, path)
    document = world.session.document
    assert document is not None
    [rule] = [step for step in document.recipe.steps if step.rule.kind == "remove_duplicates"]
    hints: list[object] = []
    world.navigator.go_asked.connect(lambda key, hint: hints.append((key, hint)))
    assert page._health._doubles.text() == "1 duplicate row" and page._health._double.isHidden()
    page._health._doubles.click()
    assert hints == [("clean", rule.id)]
    world.session.edit(document.with_recipe(document.recipe.removed(rule.id)), "Removed")
    world.wait(lambda: not world.session.counting)
    assert page._health._doubles.isHidden() and page._health._double.text() == "1 duplicate row"


def test_that_the_target_is_chosen_first_and_a_head_chooses_another(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    assert page._inspector.accessibleName() == "price"
    head = page.grid.head
    at = QPoint(head.sectionViewportPosition(2) + 20, 20)
    world.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page._inspector.accessibleName() == "size"
    assert page.grid.sorted_by[0] == -1, "a look at a column keeps the file's order"


def test_that_a_column_that_weighs_rows_is_no_input(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    assert not page._header.target.isVisible()
    choose(page, "size")
    page._inspector.use_chosen.emit("size", "weight")
    assert world.session.document is not None and dict(world.session.document.overrides)["sample_weight"] == "size"
    assert page._inspector._use.key == "weight" and page._inspector.chip.text() == "Weight"
    assert page._model.heads[2].is_weight and page._model.heads[2].spoken.endswith("weight of rows")
    page._toolbar.views.set_key("columns")
    assert [line.texts[USE] for line in column_lines(page._model.heads, {}, {})][2] == "Weight of rows"
    page._inspector.use_chosen.emit("size", "input")
    assert "sample_weight" not in dict(world.session.document.overrides) and page._inspector._use.key == "input"


def test_that_a_column_of_words_can_not_weigh_rows(world: World, table_file: Path) -> None:
    page, said = opened(world, table_file), list[str]()
    world.navigator.toast_asked.connect(lambda words, _icon, _undo: said.append(words))
    choose(page, "cut")
    page._inspector._use.set_key("weight")
    page._inspector.use_chosen.emit("cut", "weight")
    assert said == ["Only a column of numbers can say how much rows count."] and page._inspector._use.key == "input"


def test_that_a_table_without_a_target_leads_to_where_one_is_chosen(world: World, table_file: Path) -> None:
    page, went = opened(world, table_file), list[str]()
    world.navigator.go_asked.connect(lambda key, _hint: went.append(key))
    world.session.choose_target(None)
    world.wait(lambda: page._header.target.isVisible())
    page._header.target.click()
    assert went == ["train"]


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


@pytest.mark.parametrize(("file", "target"), [("ames.csv", "price"), ("credit_data.csv", "Status")])
def test_that_every_column_of_real_tables_can_be_looked_at(world: World, file: str, target: str) -> None:
    page = opened(world, real_file(file), target)
    for name in names(page):
        choose(page, name)
        assert page._inspector.accessibleName() == name
        assert page._inspector._why.text_shown


def test_that_a_target_far_to_the_right_is_in_sight_once_all_columns_have_their_widths(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    heads = [f"a rather long name of a column {column}" for column in range(60)] + ["price"]
    rows = [",".join(str((row * 7 + column) % 11) for column in range(61)) for row in range(40)]
    path.write_text("\n".join([",".join(heads), *rows]) + "\n", encoding="utf-8")
    page = opened(world, path)
    world.session.choose_target("price")
    world.wait(lambda: not world.session.counting)
    grid = page.grid
    grid.fit_columns()
    page._choose("price")
    for column in range(60):  # as a wider font would leave them, before they are measured
        grid.head.resizeSection(column, 40)
    world.wait(lambda: not grid._fitting.isActive())
    left = grid.columnViewportPosition(60)
    assert left >= 0 and left + grid.columnWidth(60) <= grid.viewport().width()


def test_that_the_target_stays_in_sight_when_heads_grow_or_the_page_narrows_until_a_person_scrolls(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    rows = [",".join(str((row * 7 + column) % 11) for column in range(31)) for row in range(40)]
    path.write_text("\n".join([",".join([f"c{at}" for at in range(30)] + ["price"]), *rows]) + "\n", encoding="utf-8")
    page = opened(world, path)
    grid = page.grid
    in_sight = lambda: (  # noqa: E731
        grid.columnViewportPosition(30) >= 0
        and grid.columnViewportPosition(30) + grid.columnWidth(30) <= grid.viewport().width()
    )
    world.wait(lambda: not grid._fitting.isActive() and grid.chosen_column == 30 and in_sight())
    for column in range(30):  # as a head does that has more to say
        grid.head.resizeSection(column, grid.columnWidth(column) + 60)
    world.wait(in_sight)
    page.resize(page.width() - 160, page.height())
    world.wait(in_sight)
    grid.horizontalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    grid.head.resizeSection(0, grid.columnWidth(0) + 60)
    world.wait(lambda: grid.columnViewportPosition(1) == grid.columnWidth(0))
    assert grid.horizontalScrollBar().value() == 0, "a person has gone elsewhere"
