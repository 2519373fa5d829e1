"""What the pictures of every state showed: room that nobody used, words that were cut, panels that said nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from gui_world import World, numbers_csv
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import make_actions
from gui.models.column_list import DISTINCT, MISSING
from gui.models.matches import MatchLine, MatchModel
from gui.models.predictions import SURE
from gui.models.run_words import figure_words
from gui.models.words import significant
from gui.pages.clean import CleanPage
from gui.pages.data import DataPage
from gui.pages.predict import PredictPage
from gui.pages.predict_columns import MatchList
from gui.pages.read_dialog import ReadDialog
from gui.pages.train import TrainPage
from gui.theme import Theme, sizes
from gui.widgets.fields import ChoiceField
from gui.widgets.list_header import ARROW, PAD
from gui.widgets.spare_room import MOST_MORE_PX
from gui.widgets.surfaces import ScrollPane
from gui.window.shortcut_sheet import ShortcutSheet
from gui.window.veil import Veil


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    made = World(qtbot)
    yield made
    made.end()


def spelt_csv(folder: Path) -> Path:
    """Grades in several spellings."""
    grades = ["Ideal", "Ideal ", "ideal", "Fair"]
    frame = pd.DataFrame({"grade": [grades[at % 4] for at in range(80)], "price": [at * 1.5 for at in range(80)]})
    path = folder / "spelt.csv"
    frame.to_csv(path, index=False)
    return path


def test_that_spaces_at_the_ends_are_seen_and_counted_alike_everywhere(world: World, tmp_path: Path) -> None:
    page = world.page(DataPage)
    world.open_table(spelt_csv(tmp_path), "price")
    profile = world.session.profile.column("grade")
    assert profile.distinct == profile.reason.params["distinct"] == 4
    (spellings,) = [notice for notice in profile.notices if notice.code == "data.noticed_spellings"]
    assert "Ideal␣" in str(spellings.params["examples"])
    page.came("grade")
    assert "Ideal␣" in page._inspector._levels.accessibleDescription()


def test_that_a_wide_window_gives_its_room_to_the_columns_until_a_person_draws_one(
    world: World, tmp_path: Path
) -> None:
    page = world.page(DataPage, width=300)
    world.open_table(numbers_csv(tmp_path), "price")
    page.came()
    head = page.grid.head
    world.wait(lambda: not (page.grid._fitting.isActive() or world.session.counting or world.lanes.other.jobs))
    needed = [page.grid._spare._needed[at] for at in range(5)]
    page.resize(2600, 800)
    more = [head.sectionSize(at) - before for at, before in enumerate(needed)]
    assert set(more) == {MOST_MORE_PX}
    fills = sum(needed) + 5 * (MOST_MORE_PX + 20) + 3
    page.resize(page.width() + fills - page.grid.viewport().width(), 800)
    assert head.length() == page.grid.viewport().width() == fills, "a strip of a column's width would look like one"
    page.resize(300, 800)
    assert all(head.sectionSize(at) >= least for at, least in enumerate(needed)), "what they need, they keep"
    assert head.length() == max(sum(needed), page.grid.viewport().width())
    window = page.windowHandle()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))  # as on the line beside the inspector
    page.resize(1000, 800)
    page.resize(2600, 800)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert head.sectionSize(0) == needed[0] + MOST_MORE_PX, "no column was drawn"
    edge = head.viewport().mapTo(page, QPoint(head.sectionSize(0) - 2, 8))
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(window, edge + QPoint(40, 0))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))
    drawn = [head.sectionSize(at) for at in range(5)]
    assert drawn[0] == needed[0] + MOST_MORE_PX + 40
    page.resize(300, 800)
    assert [head.sectionSize(at) for at in range(5)] == drawn


def test_that_a_filter_that_leaves_nothing_offers_all_rows(world: World, tmp_path: Path) -> None:
    page = world.page(DataPage)
    world.open_table(numbers_csv(tmp_path), "price")
    page.came()
    page._toolbar.filter.setText("width > 1000")
    page._toolbar.filter.returnPressed.emit()
    world.wait(page.grid.no_rows.isVisible)
    page.grid.no_rows.all_asked.emit()
    world.wait(lambda: page.grid.no_rows.isHidden() and page.grid.model().rowCount() == 240)
    assert page._toolbar.filter.text() == ""


def test_that_inspectors_say_what_will_stand_in_them(world: World, tmp_path: Path) -> None:
    for page in (world.page(DataPage), world.page(TrainPage), world.page(PredictPage)):
        inspector = page.inspector()
        assert inspector is not None and inspector._empty.isVisible() and inspector._empty.text_shown
    data = world.page(DataPage)
    world.open_table(numbers_csv(tmp_path), "price")
    assert not data.inspector()._empty.isVisible() and data.inspector()._pane.isVisible()


def test_that_a_low_list_keeps_the_chosen_rule_in_sight(world: World, tmp_path: Path) -> None:
    page = world.page(CleanPage, height=1400)
    world.open_table(numbers_csv(tmp_path), "price")
    for kind in ("tidy_text", "drop_missing", "fill_missing", "ignore_columns", "clip_outliers", "keep_range"):
        page.edits.add(kind)
        world.wait(lambda: not world.session.counting)
    last = page.rules.model().index(page.rules.model().rowCount() - 1, 0)
    page.rules.setCurrentIndex(last)
    page.resize(1100, 560)
    assert page.rules.viewport().rect().contains(page.rules.visualRect(last))


def test_that_the_field_without_a_target_asks_for_one(qtbot: QtBot) -> None:
    theme = Theme("light")
    field, asks = (ChoiceField(theme, "Predict", [("a", "alpha")]) for _ in range(2))
    for each in (field, asks):
        qtbot.addWidget(each)
        each.resize(200, 32)
        each.set_key("")
    asks.setPlaceholderText("Choose a column")
    assert field.grab().toImage() != asks.grab().toImage()


def test_that_a_setting_is_called_as_in_the_window(world: World, tmp_path: Path) -> None:
    page = world.page(TrainPage)
    world.open_table(numbers_csv(tmp_path), "price")
    page.edits.set_setting("learning_rate", "fast")
    sentence = page.edits.wrong["learning_rate"][1]
    assert "“Learning rate”" in sentence and "learning_rate" not in sentence and "0.00000001 to 100" in sentence
    page.edits.set_setting("learning_rate", "0.01")
    assert world.session.undo_stack.undoText() == "Learning rate"


def test_that_ranges_of_rows_far_down_and_missing_cells_are_written_in_full(world: World, tmp_path: Path) -> None:
    world.open_table(numbers_csv(tmp_path), "price")
    world.train(epochs="6")
    frame = pd.read_csv(numbers_csv(tmp_path)).drop(columns="price")
    frame = pd.concat([frame.head(100), frame.head(1).assign(width=90_000.0)], ignore_index=True)
    frame.loc[70, "width"] = None
    frame.to_csv(tmp_path / "new.csv", index=False)
    page = world.page(PredictPage)
    page.predict(tmp_path / "new.csv")
    world.wait(lambda: not page.work.busy and page.work.shown is not None)
    pane = page.rows
    assert {70, 100} <= set(pane._looked_at())
    metrics, model = QFontMetrics(world.theme.font(sizes.SMALL, 600)), pane._meter
    longest = str(model.index(100, model.columns.index(SURE)).data())
    assert pane._wanted(SURE) > metrics.horizontalAdvance(longest)
    assert pane._wanted(0) > metrics.horizontalAdvance("missing")
    name, _ = page.side.reasons._fact(page.work.shown.rows, 70, "width", 1.0)
    assert name == "width missing"


def test_that_figures_without_measure_are_short_and_powers_are_written_as_such() -> None:
    assert figure_words("r2", -5.09e34) == "< −100" and figure_words("r2", -99.0) == "−99.000"
    assert significant(6.83e17) == "6.83 × 10¹⁷" and significant(-2e-9) == "−2.00 × 10⁻⁹"


def test_that_the_veil_grows_with_its_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    veil = Veil(Theme("light"), window)
    veil.draw_over()
    window.resize(900, 700)
    qtbot.waitUntil(lambda: veil.size() == QSize(900, 700))


def test_that_the_first_of_many_columns_to_check_is_in_sight(qtbot: QtBot) -> None:
    lines = [MatchLine(f"c{at}", f"c{at}", "", "same name", "ok") for at in range(80)]
    lines[60] = MatchLine("width", "breadth", "", "a guess, look here", "warn")
    model = MatchModel()
    columns = MatchList(Theme("light"), model)
    qtbot.addWidget(columns)
    columns.resize(280, 400)
    columns.show()
    model.show_lines(tuple(lines), tuple(line.found for line in lines))
    columns.show_first_to_check()
    assert columns.viewport().rect().contains(columns.visualRect(model.index(60, 0)))


def test_that_the_sheet_of_shortcuts_is_no_higher_than_its_window(qtbot: QtBot) -> None:
    theme, window = Theme("light"), QWidget()
    qtbot.addWidget(window)
    actions = make_actions(theme, window)
    window.resize(960, 560)
    low = ShortcutSheet(theme, actions, window)
    window.resize(1440, 900)
    high = ShortcutSheet(theme, actions, window)
    assert low.sizeHint().height() <= 520
    assert high.findChild(ScrollPane).minimumHeight() == high.findChild(ScrollPane).widget().sizeHint().height()


def test_that_the_list_of_columns_begins_where_the_words_above_it_do_and_leaves_room_for_arrows(
    world: World, tmp_path: Path
) -> None:
    page = world.page(DataPage, width=900)
    world.open_table(numbers_csv(tmp_path), "price")
    page._on_view("columns")
    columns = page._list
    assert PAD + columns.lines.block(0, 0, 1).indent == sizes.PAGE_MARGIN
    metrics = QFontMetrics(columns.head.font())
    for at in (MISSING, DISTINCT):
        words = str(columns.lines.headerData(at, Qt.Orientation.Horizontal))
        assert metrics.horizontalAdvance(words) + ARROW + 3 + 2 * PAD <= columns.columnWidth(at)
    assert columns.horizontalScrollBar().maximum() == 0


def test_that_the_dialog_about_reading_leaves_no_gap_between_its_words(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ReadDialog(Theme("light"), Path("credit.csv"), (), {"encoding": "utf-8"}, window)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    title, words = dialog.findChildren(QLabel)[:2]
    assert words.y() - title.geometry().bottom() <= sizes.M
    assert words.height() >= words.heightForWidth(words.width()), "and cuts none"
