"""Data by keyboard: to the filter, to a row, a table from the clipboard, cells to the clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_world import World
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QLocale, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from window_driver import Driver, driven

from core.base.folders import data_folder
from gui.pages.data import DataPage
from gui.state.navigator import DataHint
from gui.state.pasting import is_table
from gui.theme import sizes
from gui.widgets import grid_copy
from gui.widgets.filter_field import FilterField
from gui.widgets.grid_copy import bare_number, copied

CONTROL = Qt.KeyboardModifier.ControlModifier
CELLS = "city\tsize\nTromsø\t12\nLagos\t1500\n"


@pytest.fixture
def driver(qapp: QApplication) -> Iterator[Driver]:
    with driven(qapp) as made:
        yield made


@pytest.fixture
def stones(tmp_path: Path) -> Path:
    lines = ["price,change,note"]
    lines += [f"{12000 + row},{-row / 4},{'two words' if row % 3 else 'a tab'}" for row in range(90)]
    lines.insert(4, "short")
    path = tmp_path / "stones.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def page_of(world: World, path: Path) -> DataPage:
    page = world.page(DataPage)
    world.open_table(path)
    page.came()
    return page


def select(page: DataPage, top: int, left: int, bottom: int, right: int) -> None:
    model = page.grid.model()
    span = QItemSelection(model.index(top, left), model.index(bottom, right))
    page.grid.selectionModel().select(span, QItemSelectionModel.SelectionFlag.Select)


# a table from the clipboard


def test_that_cells_pasted_on_welcome_become_a_project(driver: Driver, qtbot: QtBot) -> None:
    put(CELLS)
    qtbot.keyClick(driver.window, Qt.Key.Key_V, CONTROL)
    driver.wait_open()
    document, table = driver.session.document, driver.session.table
    assert document is not None and document.name == "Pasted table" and document.data is not None
    assert table is not None and table.names == ("city", "size") and table.values("size").tolist() == [12.0, 1500.0]
    assert (data_folder() / "pasted" / document.data.file_name).read_text("utf-8") == CELLS, "the original is kept"
    assert not driver.window.actions_by_key["paste"].isEnabled(), "data that are there stay"


def test_that_cells_pasted_into_an_empty_project_become_its_data(driver: Driver) -> None:
    driver.do("new_project")
    driver.wait_open()
    path = driver.session.path
    put(CELLS)
    driver.do("paste")
    driver.wait(lambda: driver.session.table is not None)
    assert driver.session.path == path and driver.session.undo_stack.canUndo()


def test_that_a_file_that_was_copied_is_imported(driver: Driver, stones: Path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(stones))])
    QGuiApplication.clipboard().setMimeData(held)
    driver.do("paste")
    driver.wait_open()
    assert driver.session.table is not None and driver.session.table.rows == 90


def test_that_what_is_no_table_is_refused_in_a_sentence(driver: Driver) -> None:
    put("just a word")
    driver.do("paste")
    assert [error.code for error in driver.told] == ["gui.no_table_copied"] and not driver.session.is_open
    assert not is_table("") and not is_table("head\n\n") and is_table("a\r\n1\r\n")


# to the filter and to a row


def test_that_ctrl_f_and_ctrl_g_work_from_every_page(driver: Driver, qtbot: QtBot, stones: Path) -> None:
    driver.drop(stones)
    driver.wait_open()
    driver.go("clean")
    qtbot.keyClick(driver.window, Qt.Key.Key_F, CONTROL)
    driver.wait(lambda: driver.window.shell.host.current.key == "data")
    page = driver.page("data")
    assert page._toolbar.filter.hasFocus()
    page._toolbar.views.set_key("columns")
    qtbot.keyClick(driver.window, Qt.Key.Key_G, CONTROL)
    driver.wait(page._jump.isVisible)
    assert page._jump.field.hasFocus() and page.grid.isVisible()
    keys = {key: action.shortcut().toString() for key, action in driver.window.actions_by_key.items()}
    assert (keys["find"], keys["row_jump"], keys["paste"]) == ("Ctrl+F", "Ctrl+G", "Ctrl+V")


def test_that_a_row_is_gone_to_or_the_reason_is_said(world: World, stones: Path) -> None:
    page = page_of(world, stones)
    page.activateWindow()
    world.wait(page.isActiveWindow)
    page.grid.choose_column(1)
    page.came(DataHint.GO_TO_ROW)
    jump = page._jump

    def go(text: str) -> str:
        jump.field.setText(text)
        world.qtbot.keyClick(jump.field, Qt.Key.Key_Return)
        return jump.sentence

    assert go("soon") == "Type a row’s number" and go("200") == "The rows go from 1 to 91"
    assert go("4") == "Row 4 was set aside: it doesn’t fit the header"
    assert jump.isVisible() and go("60") == "" and not jump.isVisible()
    at = page.grid.currentIndex()
    assert (page.grid.model().source_row(at.row()), at.column()) == (60, 1) and page.grid.hasFocus()
    page._toolbar.filter.setText("price > 12080")
    page._toolbar.filter.returnPressed.emit()
    jump.ask()
    assert go("60") == "Row 60 doesn’t fit the filter" and go("#91") == ""
    jump.ask()
    world.qtbot.keyClick(jump.field, Qt.Key.Key_Escape)
    assert not jump.isVisible() and page.grid.hasFocus()


# to the clipboard


def test_that_copied_numbers_are_numbers_to_a_spreadsheet(world: World, stones: Path) -> None:
    page = page_of(world, stones)
    page.grid.selectionModel().clear()
    select(page, 1, 0, 2, 2)
    assert [page.grid.model().index(1, at).data() for at in range(2)] == ["12,001", "−0.25"]
    page.grid.copy()
    assert QGuiApplication.clipboard().text() == "price\tchange\tnote\n12001\t-0.25\ttwo words\n12002\t-0.5\ttwo words"


def test_that_the_decimal_mark_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    german = QLocale(QLocale.Language.German, QLocale.Country.Germany)
    monkeypatch.setattr(grid_copy.QLocale, "system", staticmethod(lambda: german))
    assert [bare_number(value) for value in (-1.5, 12000.0, 1e300, float("nan"), float("-inf"))] == [
        "-1,5",
        "12000",
        "1e+300",
        "",
        "-inf",
    ]


def test_that_cells_with_tabs_and_breaks_are_quoted_and_gaps_stay_gaps(world: World, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    rows = "".join(f'{number},"two\nlines","say ""hi"""\n' for number in range(3))
    path.write_text("n,note,word\n" + rows, encoding="utf-8")
    page = page_of(world, path)
    page.grid.selectionModel().clear()
    select(page, 0, 0, 0, 1)
    select(page, 2, 1, 2, 2)
    assert copied(page.grid).text == 'n\tnote\tword\n0\t"two\nlines"\t\n\t"two\nlines"\tsay "hi"'


def test_that_too_much_is_copied_in_part_and_said(world: World, stones: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid_copy, "MOST_COPIED", 30)
    page = page_of(world, stones)
    said: list[str] = []
    world.navigator.toast_asked.connect(lambda words, _icon, _undo: said.append(words))
    page.grid.selectAll()
    page.grid.copy()
    assert len(QGuiApplication.clipboard().text().split("\n")) == 11
    assert said == ["Copied the first 10 of 90 rows: the clipboard holds no more"]


# the grid without a mouse

POPUP = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups


@POPUP
def test_that_columns_rows_and_menus_need_no_mouse(world: World, stones: Path) -> None:
    page = page_of(world, stones)
    grid = page.grid
    grid.setCurrentIndex(grid.model().index(3, 1))
    world.qtbot.keyClick(grid, Qt.Key.Key_Space, CONTROL)
    assert [index.column() for index in grid.selectionModel().selectedColumns()] == [1]
    world.qtbot.keyClick(grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert [index.row() for index in grid.selectionModel().selectedRows()] == [3]
    grid.setCurrentIndex(grid.model().index(3, 1))
    world.qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = next(child for child in grid.findChildren(QMenu) if child.isVisible())
    assert page._inspector.accessibleName() == "change" and "Use as target" in [one.text() for one in menu.actions()]
    menu.close()
    grid.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0)))
    assert any(child.isVisible() for child in grid.findChildren(QMenu))
    for child in grid.findChildren(QMenu):
        child.close()


def test_that_the_inspector_fits_the_narrowest_panel(world: World, stones: Path) -> None:
    page = page_of(world, stones)
    inspector = page._inspector
    inspector.resize(sizes.INSPECTOR_MIN, 700)
    for name in ("price", "change", "note"):
        page.grid.choose_column(page._names.index(name))
        assert inspector._pane.widget().minimumSizeHint().width() <= sizes.INSPECTOR_MIN, name


def test_that_an_empty_filters_words_end_before_its_shortcut(world: World) -> None:
    field = FilterField(world.theme, "Filter", "a very long example of a filter " * 5, keys="Ctrl F")
    world.qtbot.addWidget(field)
    assert field.textMargins().right() > 30
