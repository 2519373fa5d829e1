"""Fewer rows and columns on the Data page: the filter, its mistakes, and what is out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from data_pages import FALLING, POPUP, names, opened, stones_csv
from gui_world import World
from PySide6.QtCore import Qt

from gui.pages.data import DataPage
from gui.widgets import Label


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    return stones_csv(tmp_path)


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
    ask(page, "prize > 2")
    words = [label.text() for label in page.grid.no_rows.findChildren(Label)]
    assert words == ["No row fits “price > 9000”"], "and not the one above, which can't be understood"
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


def test_that_the_filter_names_an_example_only_where_there_is_one(world: World, table_file: Path) -> None:
    page = opened(world, table_file)
    assert page._toolbar.filter.placeholderText().startswith("Filter rows, e.g. ")
    page._toolbar.show_example("")
    assert page._toolbar.filter.placeholderText() == "Filter rows"
