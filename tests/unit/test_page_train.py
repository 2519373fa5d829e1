"""The Train page: its states, a run from start to end, and everything found again."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from gui_world import World, numbers_csv
from lane_rest import rests
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from run_records import record

from core.flow.training import train_run
from core.project.runs import RunStatus
from gui.models.run_view import run_view
from gui.models.runs import RunColumn
from gui.models.words import significant
from gui.pages.train import TrainPage
from gui.pages.train_split import RUNS_PX, ChartAndRuns, runs_height
from gui.pages.train_tiles import TrainTiles
from gui.pages.train_words import TrainWords
from gui.plots.export import ChartExport
from gui.state.live_run import LiveRun
from gui.theme import Theme


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return numbers_csv(tmp_path)


def states(page: TrainPage) -> list[tuple[int, str]]:
    return [
        (run.number, page.runs.index(row, RunColumn.STATUS).data()) for row, run in enumerate(page.runs.runs) if run
    ]


def test_that_a_figure_like_the_baseline_s_is_no_success(qtbot: QtBot) -> None:
    tiles = TrainTiles(Theme())
    qtbot.addWidget(tiles)
    for rmse, tone in ((310.0, "ok"), (480.0001, "text2"), (600.0, "warn")):
        metrics = {"test": {"rmse": rmse}, "baselines": {"linear": {"rmse": 480.0}}}
        words, said, _ = tiles._caption(run_view(record(1, metrics=metrics)), "rmse", rmse)
        assert (words, said) == ("straight line: 480", tone)


def test_that_the_tiles_of_an_interrupted_run_say_where_it_is_judged(qtbot: QtBot) -> None:
    tiles = TrainTiles(Theme("light"))
    qtbot.addWidget(tiles)
    tiles.show_run(run_view(record(1, status=RunStatus.INTERRUPTED, metrics={})), None)
    assert "Evaluate judges it" in tiles.first.accessibleDescription()
    tiles.show_run(run_view(record(1, status=RunStatus.INTERRUPTED, metrics={}, has_model=False)), None)
    assert "Evaluate" not in tiles.first.accessibleDescription()


def test_that_a_tile_cuts_neither_many_epochs_nor_a_gap_that_is_the_figure_itself(qtbot: QtBot) -> None:
    tiles = TrainTiles(Theme())
    qtbot.addWidget(tiles)
    tiles.show_run(run_view(record(1, planned_epochs=500_000)), None)
    assert tiles.epoch.accessibleName() == "Epoch of 500,000: 2"
    tiles.show_run(run_view(record(1)), None)
    assert tiles.epoch.accessibleName() == "Epoch: 2 of 20"
    broken = run_view(record(2, metrics={"test": {"rmse": 6.83e17}}))
    tiles.show_run(broken, None, run_view(record(1)))
    assert tiles.first.accessibleDescription() == "far behind run 1"


def test_that_without_data_the_page_says_how_to_get_some(world: World) -> None:
    page = world.page(TrainPage)
    assert page.states.isVisible()
    assert page.states.currentWidget().accessibleName() == "No data yet"
    assert not page._inspector.start.isEnabled()


def test_that_without_a_target_one_can_be_chosen_in_the_page(world: World, table: Path) -> None:
    world.open_table(table)
    page = world.page(TrainPage)
    assert page.states.currentWidget().accessibleName() == "What should be predicted?"
    assert not page._inspector.start.isEnabled()
    assert not page._inspector.predict.task.isEnabled(), "as what, before what, is no question"
    choice = page.states._choose
    assert [choice.itemData(at) for at in range(choice.count())] == list(world.session.table.names)
    assert choice.key == "" and choice.currentText() == ""
    choice.setCurrentIndex(choice.findData("price"))
    choice.activated.emit(choice.currentIndex())
    world.wait(lambda: world.session.document.target == "price")
    assert page.states.currentWidget().accessibleName() == "No run yet"
    world.wait(lambda: page.target.words == "number")
    assert page._inspector.start.isEnabled()


def test_that_each_of_very_many_columns_can_be_chosen_as_the_target(world: World, tmp_path: Path) -> None:
    names = [f"c{column}" for column in range(150)]
    rows = [",".join(str((row * 7 + column) % 11) for column in range(150)) for row in range(40)]
    path = tmp_path / "wide.csv"
    path.write_text("\n".join([",".join(names), *rows]) + "\n", encoding="utf-8")
    world.open_table(path)
    page = world.page(TrainPage)
    assert page.states._choose.findData("c149") == 149


def test_that_a_target_that_other_data_do_not_have_is_asked_for_anew(world: World, table: Path, tmp_path: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n" + "".join(f"{row},{row % 7}\n" for row in range(40)), encoding="utf-8")
    world.session.import_again(other)
    world.wait(lambda: world.session.table.has("a") and not world.session.counting)
    world.wait(lambda: not page._inspector.start.isEnabled())
    assert page.choices.why_not() == "This data has no column “price”. Choose another one to predict."
    assert page.states.currentWidget().accessibleName() == "What should be predicted?"
    assert page._inspector.predict.line.accessibleName() == "Predict: choose a column"
    assert page._inspector.predict.line.isChecked()
    page.edits.choose_target("b")
    world.wait(lambda: page._inspector.start.isEnabled())
    assert page.states.currentWidget().accessibleName() == "No run yet"


def test_that_a_target_that_can_not_be_predicted_is_told_before_the_start(world: World, tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    path.write_text("a,b\n" + "".join(f"{row},7\n" for row in range(40)), encoding="utf-8")
    world.open_table(path)
    page = world.page(TrainPage)
    page.edits.choose_target("b")
    world.wait(lambda: world.session.document.target == "b")
    world.wait(lambda: "“7”" in page.target.error)
    assert not page._inspector.start.isEnabled()
    assert page._inspector._why.text_shown == page.target.error


def test_that_a_run_trains_from_the_button_to_its_figures(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.choose_preset("quick")
    page.edits.set_setting("epochs", "5")
    world.wait(lambda: page._inspector.start.isEnabled())
    qtbot.mouseClick(page._inspector.start, Qt.MouseButton.LeftButton)
    assert page._work.isVisible()
    assert page.header.stop.isVisible()
    world.wait(lambda: not world.session.training)
    assert not page.header.stop.isVisible()
    assert page.runs.rowCount() == 3  # the run, and two baselines
    assert page.tiles.first.value == page.runs.index(0, RunColumn.FIRST).data()
    assert page.tiles.epoch.value == "5 of 5"
    # drawn a moment after the run ends, from a new table of curves each time
    world.wait(lambda: 1 in page.loss.chart._curves and len(page.loss.chart._curves[1].epochs) == 5)
    world.wait(lambda: "Run 1" in page.loss.chart.accessibleDescription())
    assert "Run 1" in page.header.sentence


def test_that_a_finished_run_leads_on_to_its_judgement(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page, went = world.page(TrainPage), list[tuple[str, object]]()
    world.navigator.go_asked.connect(lambda key, hint: went.append((key, hint)))
    assert not page.header.evaluate.isVisible()
    world.train(epochs="3")
    world.wait(lambda: page.header.evaluate.isVisible())
    assert page.header.evaluate.text() == "Evaluate run 1"
    page.header.evaluate.click()
    assert went == [("evaluate", 1)] and world.session.chosen_run == 1


def test_that_a_run_pauses_goes_on_and_stops_with_its_best_epoch(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.set_setting("epochs", "100000")
    page.edits.set_setting("patience", "0")
    page.start_run()
    world.wait(lambda: world.session.live_run is not None and world.session.live_run.epoch > 3)
    page.verbs.toggle_pause()
    assert page.header.pause.text() == "Resume"
    assert "paused" in page.header.sentence
    world.wait(lambda: rests(world.lanes.training))
    held = world.session.live_run.epoch
    world.qtbot.wait(150)
    assert world.session.live_run.epoch == held
    page.verbs.toggle_pause()
    world.wait(lambda: world.session.live_run.epoch > held)
    page.header.stop.click()
    world.wait(lambda: not world.session.training)
    [run] = world.session.runs
    assert run.status is RunStatus.STOPPED
    assert run.has_model
    assert page.runs.index(0, RunColumn.STATUS).data() == "Best"


def test_that_a_run_s_time_leaves_out_pauses(world: World, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world.open_table(table, "price")
    now = [0.0]
    monkeypatch.setattr("core.training.stopwatch.time", SimpleNamespace(monotonic=lambda: now[0]))
    document = world.session.document.with_preset("quick").with_settings({"epochs": "3"})
    for _ in train_run(world.session.path, world.session.table, document):
        now[0] += 1000.0  # a quarter of an hour goes by between any two events
    world.session.reload_runs()
    assert [run.seconds for run in world.session.runs] == [0.0]


def test_that_the_tile_holds_a_run_against_the_best_of_the_others(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train(epochs="30")
    assert "straight line" in page.tiles.first.accessibleDescription()
    world.train(epochs="1")
    best, late = world.session.runs
    gap = late.metrics["test"]["rmse"] - best.metrics["test"]["rmse"]
    assert page.tiles.first.accessibleDescription() == f"{significant(gap)} behind run 1"
    page.table.setCurrentIndex(page.runs.index(page.runs.row_of(1), RunColumn.RUN))
    assert page.tiles.first.accessibleDescription() == f"{significant(gap)} better than run 2"
    world.session.edit(world.session.document.with_seed(7), "seed")
    world.session.start_run()
    world.wait(lambda: len(world.session.runs) == 3 and not world.session.training)
    assert "run 1" not in page.tiles.first.accessibleDescription()  # judged on other rows


def test_that_a_run_that_can_not_start_is_told_and_leaves_nothing(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.set_setting("loss", "cross_entropy")
    page.start_run()
    world.wait(lambda: not world.session.training)
    assert [error.code for error in world.failures] == ["training.loss_needs_classes"]
    assert not page.header.stop.isVisible()
    assert world.session.runs == ()


def test_that_everything_is_found_again_when_the_project_is_reopened(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    world.train(layers="none")
    page.runs.toggle(1)
    page.loss.restore_ui_state({"logarithmic": False, "smoothing": 30})
    kept, path, figures = page.ui_state(), world.session.path, page.runs.index(0, RunColumn.FIRST).data()
    assert path is not None
    world.session.close_project()
    world.session.open_project(path)
    world.wait(lambda: len(world.session.runs) == 2 and world.session.table is not None)
    again = world.page(TrainPage)
    again.restore_ui_state(kept)
    assert list(again.runs.shown) == [2]
    assert not again.loss.chart.logarithmic
    assert again.runs.index(0, RunColumn.FIRST).data() == figures
    assert len(again.loss.chart._curves[2].epochs) == 4


def test_that_senseless_ui_state_is_passed_over(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.restore_ui_state({"shown": "all", "selected": "x", "chart": 7, "splitter": [1], "advanced": "maybe"})
    assert not page._inspector.advanced.is_open


def test_that_every_control_of_the_page_has_a_name(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    for part in (page, page._inspector):
        for button in part.findChildren(QAbstractButton):
            assert button.accessibleName() or button.text(), button


def test_that_a_narrow_window_offers_the_way_to_a_new_run(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage, width=1044)
    assert page.header.new.isVisible()
    with qtbot.waitSignal(world.inspector_action.triggered):
        page.header.new.click()


def test_that_thousands_of_epochs_a_second_are_shown_ten_times(
    world: World, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    shown = []
    monkeypatch.setattr(type(page), "_show_views", lambda self: shown.append(self))
    world.session._control.live = LiveRun(stage="training")
    for _ in range(500):
        page._on_run_event(None)
    assert len(shown) == 1
    world.qtbot.waitUntil(lambda: len(shown) == 2)
    world.session._control.live = None


def test_that_the_header_says_what_is_the_case_before_the_first_run(world: World, table: Path) -> None:
    page = world.page(TrainPage)
    assert page.header.sentence == "A network learns one column of a table from the others."
    world.open_table(table)
    assert page.header.sentence == "Choose what to predict and how hard to try, then start a run."


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (RunStatus.DONE, "Run 1 · Quick is done. Evaluate shows how good it is."),
        (
            RunStatus.STOPPED,
            "Run 1 · Quick was stopped after epoch 2 of 20. Evaluate shows how good its best epoch is.",
        ),
        (
            RunStatus.INTERRUPTED,
            "Run 1 · Quick was interrupted after epoch 2 of 20. Evaluate shows how good its best epoch is.",
        ),
        (RunStatus.DIVERGED, "Run 1 · Quick diverged after epoch 2 of 20. Evaluate shows how good its best epoch is."),
    ],
)
def test_that_the_header_says_truly_how_the_only_run_ended(qapp: object, status: RunStatus, told: str) -> None:
    runs = [run_view(record(1, status=status))]
    assert TrainWords().sentence(None, runs, "price", has_data=True) == told


def test_that_the_runs_keep_their_rows_and_the_chart_takes_the_rest(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage, height=820)
    world.train()
    world.wait(lambda: page.part.height() == RUNS_PX)
    page.resize(1100, 1400)
    world.wait(lambda: page.part.height() == runs_height(page._split.height()) > RUNS_PX)
    assert page.ui_state()["splitter"] is None, "nobody has moved the line"
    page._split.setSizes([page._split.height() - 300, 300])
    page._split.splitterMoved.emit(300, 1)
    page.resize(1100, 1000)
    world.wait(lambda: page.part.height() == 300)
    kept = page.ui_state()["splitter"]
    assert isinstance(kept, list) and kept[1] == 300
    page._split.compare(True)
    assert page.part.height() > 400 and page.ui_state()["splitter"] == kept
    page._split.compare(False)
    assert page._split.sizes() == kept


def test_that_runs_side_by_side_have_the_larger_part_of_a_window_that_grows(qtbot: QtBot) -> None:
    split = ChartAndRuns(QWidget(), QWidget())
    qtbot.addWidget(split)
    split.resize(800, 600)
    split.show()
    split.compare(True)
    split.resize(800, 1200)
    assert split.sizes()[1] > 600
    split.compare(False)
    assert split.sizes()[1] == runs_height(1200)
    split.compare(True, enough=500)  # no more than shows everything
    assert split.sizes()[1] == 500


def test_that_the_files_of_its_charts_are_made_in_the_lane_that_finishes_them(world: World) -> None:
    exports = world.page(TrainPage).findChildren(ChartExport)
    assert len(exports) >= 1
    assert all(export._hand_in == world.session.lanes.keeping.submit for export in exports)
