"""Runs in the Train page's table: waiting, sorted, renamed, put away, compared, shown in the chart."""

from __future__ import annotations

from pathlib import Path

import pytest
from gui_world import World, numbers_csv
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from run_records import record

from core.project.runs import RunStatus
from core.project.store import ProjectStore
from gui.models.run_view import run_view
from gui.models.runs import RunColumn, RunsModel
from gui.pages.train import TrainPage
from gui.pages.train_run_menu import RunMenu
from gui.pages.train_runs import RunsView
from gui.widgets import TextField


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return numbers_csv(tmp_path)


def endless(world: World, **settings: str) -> None:
    """Start a run that doesn't end by itself."""
    document = world.session.document.with_preset("quick")
    world.session.edit(document.with_settings({"epochs": "1000000", "patience": "0", **settings}), "settings")
    world.session.start_run()
    world.wait(lambda: world.session.live_run is not None and world.session.live_run.epoch > 1)


def states(page: TrainPage) -> list[tuple[int, str]]:
    return [
        (run.number, page.runs.index(row, RunColumn.STATUS).data()) for row, run in enumerate(page.runs.runs) if run
    ]


def offered(page: TrainPage, words: str) -> list[QAbstractButton]:
    """The notice's buttons that are shown and begin so."""
    shown = [button for button in page.notice.findChildren(QAbstractButton) if not button.isHidden()]
    return [button for button in shown if button.text().startswith(words)]


def test_that_queued_runs_are_rows_that_can_be_dropped_and_put_back(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    endless(world)
    for _ in range(3):
        page.start_run()
    assert states(page) == [(1, "Training"), (2, "Waiting"), (3, "Waiting"), (4, "Waiting")]
    assert page.runs.shown == {1: 0}
    said: list[tuple[str, bool]] = []
    world.navigator.toast_asked.connect(lambda words, _icon, undo: said.append((words, undo)))
    page.table.setFocus()
    page.table.setCurrentIndex(page.runs.index(page.runs.row_of(3), RunColumn.RUN))
    assert page.tiles.first.value == "–"
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    world.wait(lambda: len(states(page)) == 3)
    assert said == [("Took run 3 out of the queue.", True)]
    assert world.session.runs_waiting == 2
    world.session.undo_stack.undo()
    world.wait(lambda: world.session.runs_waiting == 3)
    assert states(page) == [(1, "Training"), (2, "Waiting"), (3, "Waiting"), (4, "Waiting")]
    page.verbs.remove(1)
    assert said[-1] == ("Stop the run first.", False)
    world.session.stop_all_runs()
    world.wait(lambda: not world.session.training)
    assert [run.number for run in world.session.runs] == [1]


def test_that_runs_are_sorted_by_a_head_and_the_unknown_stays_below(world: World, table: Path, qtbot: QtBot) -> None:
    model = RunsModel()
    figures = {1: 300.0, 2: None, 3: 100.0, 4: 200.0}
    model.set_runs(
        [
            run_view(record(number, validation=0.1 * number, metrics={} if rmse is None else {"test": {"rmse": rmse}}))
            for number, rmse in figures.items()
        ]
    )
    view = RunsView(world.theme, model)
    qtbot.addWidget(view)
    numbers = lambda: [run.number for run in model.runs]  # noqa: E731
    assert numbers() == [4, 3, 2, 1]
    view.setCurrentIndex(model.index(1, RunColumn.RUN))
    for expected in ([3, 4, 1, 2], [1, 4, 3, 2], [4, 3, 2, 1]):  # best first, the other way round, newest first
        view.header().sectionClicked.emit(RunColumn.FIRST)
        assert numbers() == expected
        assert model.run_at(view.currentIndex().row()).number == 3
    view.header().sectionClicked.emit(RunColumn.LOSS)
    assert numbers() == [1, 2, 3, 4]


def test_that_a_run_is_renamed_in_place_and_back(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    page.table.setFocus()
    page.table.choose(1)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    [field] = page.table.findChildren(TextField)
    assert field.text() == "Quick"
    field.setText("  Small   try ")
    field.setModified(True)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    world.wait(lambda: page.runs.index(0, RunColumn.RUN).data() == "1  Small try")
    assert world.session.runs[0].name == "Small try"
    world.session.undo_stack.undo()
    assert world.session.runs[0].name == "Quick"


def test_that_a_removed_run_is_only_put_away(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    world.train(layers="none")
    before = world.session.runs
    page.table.setFocus()
    page.table.choose(2)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert [run.number for run in world.session.runs] == [1]
    assert "Start run 3" in page._inspector.start.text()  # its number isn't given to another
    with ProjectStore.open(world.session.path, read_only=True) as store:
        assert store.run(2) == before[1]
        assert store.get_model(2).digest == before[1].digest
        assert [run.number for run in store.runs()] == [1]
    world.session.undo_stack.undo()
    assert world.session.runs == before


def test_that_the_menu_offers_what_makes_sense_for_a_run(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    endless(world)
    page.start_run()
    offered = {}
    for run in page._views:
        menu = RunMenu(world.theme, page.runs, run, page.verbs.of_runs(), page)
        offered[run.number] = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert offered[3] == ["Take out of the queue"]
    assert offered[2] == ["Hide from the chart", "Show its details", "Pause", "Stop, keep best"]
    assert {"Evaluate", "Use its settings again", "Rename", "Remove"} < set(offered[1])


def test_that_ticked_runs_are_compared_under_the_chart_that_draws_them(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    assert page.part.compare.isHidden() and page.part._head._remark.text() == ""
    world.train(layers="8, 4", learning_rate="0.02")
    world.train(layers="none")
    assert page.part.compare.text() == "Compare 3"
    page.runs.toggle(1)
    assert page.part.compare.text() == "Compare 2"
    qtbot.mouseClick(page.part.compare, Qt.MouseButton.LeftButton)
    assert page.part.comparing
    model = page.part.compared_model
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in (1, 2)] == ["3  Quick", "2  Quick"]
    told = {model.index(row, 0).data(): row for row in range(model.rowCount())}
    assert model.index(told["Hidden layers"], 1).data() == "none"
    assert model.index(told["Hidden layers"], 2).data() == "8, 4"
    assert model.index(told["Learning rate"], 2).data() == "0.02"
    assert "Activation" not in told and "Seed" not in told
    assert model.index(told["Typical error"], 1).data() == page.runs.index(0, RunColumn.FIRST).data()
    qtbot.waitUntil(lambda: set(page.loss.chart._curves) == {2, 3})
    qtbot.keyClick(page.part, Qt.Key.Key_Escape)
    assert not page.part.comparing


def test_that_the_header_says_which_run_the_figures_are_of(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    world.train(layers="none")
    best = world.session.chosen_run
    assert best is not None
    page.table.run_chosen.emit(best)
    assert page.header.sentence == f"Run {best} · Quick is the best of 2 runs by its validation loss."
    page.table.run_chosen.emit(3 - best)
    assert page.header.sentence.startswith(f"Shown: run {3 - best}. Run {best} · Quick is the best of 2 runs")


def test_that_a_second_run_waits_for_the_first(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.set_setting("epochs", "100000")
    page.edits.set_setting("patience", "0")
    page.start_run()
    page.edits.set_setting("epochs", "2")
    page.start_run()
    assert "Start run 3" in page._inspector.start.text()
    assert "queue" in page._inspector._joins.text() and not page._inspector._joins.isHidden()
    world.wait(lambda: world.session.live_run is not None and world.session.live_run.epoch > 1)
    world.session.stop_run()
    world.wait(lambda: not world.session.training)
    assert [run.status for run in world.session.runs] == [RunStatus.STOPPED, RunStatus.DONE]


def test_that_space_hides_a_run_and_the_chart_follows(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    page.table.setFocus()
    page.table.choose(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.runs.index(0, RunColumn.SWATCH).data(Qt.ItemDataRole.AccessibleTextRole) == "hidden from the chart"
    qtbot.waitUntil(lambda: not page.loss.chart._curves)


def test_that_the_keyboard_goes_to_the_runs_when_the_run_is_stopped(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    endless(world)
    page.activateWindow()
    page.header.stop.setFocus()
    qtbot.waitUntil(page.header.stop.hasFocus)
    qtbot.keyClick(page.header.stop, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    world.wait(lambda: not world.session.training)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    assert page.table.findChildren(TextField)


def test_that_queued_runs_are_walked_and_dropped_by_keyboard(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    endless(world)
    page.start_run()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page._selected == 2
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    world.wait(lambda: world.session.runs_waiting == 0)
    assert states(page) == [(1, "Training")]
