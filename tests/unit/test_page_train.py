"""The Train page: its states, its choices as edits, a run from start to end, and everything found again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from gui_world import World, numbers_csv
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from core.base.notices import Notice, Severity
from core.flow.training import train_run
from core.project.runs import EpochRow, RunRecord, RunStatus
from core.project.store import ProjectStore
from core.training.choices import CHOICES
from core.training.settings import SETTINGS
from gui.models.run_comparison import ComparisonModel, ComparisonRole
from gui.models.run_remedies import lower_rate, narrower, worth_a_line
from gui.models.run_view import LiveLosses, best_of, live_view, loss_arrays, run_view
from gui.models.runs import RunColumn, RunRole, RunsModel, figure_words
from gui.models.setting_text import shown_text, typed_text
from gui.models.words import significant
from gui.pages.train import TrainPage, shown_of
from gui.pages.train_details import RunDetails
from gui.pages.train_edits import fitting, seed_of
from gui.pages.train_notice import RunNotice
from gui.pages.train_run_menu import RunMenu
from gui.pages.train_runs import RunsView, sparkline
from gui.pages.train_tiles import TrainTiles
from gui.state.live_run import LiveRun
from gui.theme import Theme
from gui.widgets import TextField


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    made = World(qtbot)
    yield made
    made.end()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return numbers_csv(tmp_path)


def record(number: int, *, validation: float = 0.5, **more: object) -> RunRecord:
    fields: dict[str, object] = {
        "number": number,
        "name": "Quick",
        "status": RunStatus.DONE,
        "document": {"preset": "quick", "overrides": [], "target": "price", "seed": 0, "data": {"snapshot": "a"}},
        "task": "regression",
        "epochs": (EpochRow(1, 1.0, 2 * validation, 0.1), EpochRow(2, 0.5, validation, 0.2)),
        "planned_epochs": 20,
        "best_epoch": 2,
        "digest": "d",
        "metrics": {"test": {"rmse": 310.0, "r2": 0.97}, "baselines": {"linear": {"rmse": 480.0, "r2": 0.93}}},
        "notices": (),
        "started_at": "2026-11-24T00:00:00+00:00",
        "seconds": 12.0,
        "rows": {"train": 100, "validation": 20, "test": 30, "set_aside": 0},
        "environment": {},
        "has_model": True,
    }
    return RunRecord(**{**fields, **more})  # type: ignore[arg-type]


# runs as the window sees them


def test_that_the_best_run_is_the_lowest_validation_loss_for_this_target() -> None:
    other = record(3, validation=0.01, document={"preset": "quick", "overrides": [], "target": "depth"})
    views = [run_view(each) for each in (record(1, validation=0.2), record(2, validation=0.1), other)]
    found = best_of(views, "price")
    assert found is not None
    assert found.number == 2
    assert best_of([run_view(record(1, has_model=False))], "price") is None


def test_that_a_live_run_estimates_its_error_in_the_target_s_unit() -> None:
    live = LiveRun(number=1, task="regression", stage="training", planned_epochs=9, best_epoch=2, loss_scale=100.0)
    live.epochs = [EpochRow(1, 0.9, 0.81, 0.1), EpochRow(2, 0.5, 0.25, 0.2), EpochRow(3, 0.4, 0.36, 0.3)]
    view = live_view(record(1, status=RunStatus.TRAINING, metrics={}), live, LiveLosses())
    assert view.figure("rmse") == pytest.approx(50.0)
    assert view.figure("r2") is None
    assert view.planned == 9


def test_that_settings_of_a_later_version_do_not_hide_a_run() -> None:
    view = run_view(record(1, document={"preset": "grown", "overrides": [["members", "9"]], "target": "price"}))
    assert view.layers == ()
    assert view.rate == ""


def test_that_the_runs_model_keeps_qt_s_promises(qtmodeltester: object, qapp: object) -> None:
    model = RunsModel()
    model.set_runs([run_view(record(1)), run_view(record(2, status=RunStatus.DIVERGED, metrics={}, has_model=False))])
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_that_the_runs_model_shows_newest_first_and_the_baseline_last(qapp: object) -> None:
    model = RunsModel()
    model.set_runs([run_view(record(1, validation=0.2)), run_view(record(2, validation=0.4))], "price")
    names = [model.index(row, RunColumn.RUN).data() for row in range(model.rowCount())]
    assert names == ["2  Quick", "1  Quick", "Straight-line model"]
    assert [model.index(row, RunColumn.FIRST).data() for row in range(3)] == ["310", "310", "480"]
    assert [model.index(row, RunColumn.STATUS).data() for row in range(2)] == ["Done", "Best"]


def test_that_a_run_keeps_its_colour_when_the_project_is_opened_again(qapp: object) -> None:
    model, again = RunsModel(), RunsModel()
    runs = [run_view(record(number)) for number in (1, 2)]
    model.set_runs(runs[:1])
    model.set_runs(runs)
    assert model.shown == {1: 0, 2: 1}
    kept = [[number, series] for number, series in model.shown.items()]
    again.set_runs(runs)
    again.set_shown(shown_of(kept))
    assert again.shown == model.shown
    assert shown_of([3, "x", [4, 99], [5, None]]) == {4: None, 5: None}


def test_that_an_r2_far_below_nought_still_fits_its_tile() -> None:
    assert figure_words("r2", 0.8994) == "0.899"
    assert figure_words("r2", -0.02) == "−0.020"
    assert len(figure_words("r2", -1.3586e52)) <= 9


def test_that_classes_are_held_against_the_logistic_model(qapp: object) -> None:
    figures = {"test": {"accuracy": 0.8}, "baselines": {"linear": {"accuracy": 0.7}}}
    model = RunsModel()
    model.set_runs([run_view(record(1, task="multiclass", metrics=figures))], "price")
    assert model.index(1, RunColumn.RUN).data() == "Logistic model"


def test_that_a_figure_like_the_baseline_s_is_no_success(qtbot: QtBot) -> None:
    tiles = TrainTiles(Theme())
    qtbot.addWidget(tiles)
    for rmse, tone in ((310.0, "ok"), (480.0001, "text2"), (600.0, "warn")):
        metrics = {"test": {"rmse": rmse}, "baselines": {"linear": {"rmse": 480.0}}}
        words, said, _ = tiles._caption(run_view(record(1, metrics=metrics)), "rmse", rmse)
        assert (words, said) == ("straight line: 480", tone)


def test_that_status_never_speaks_by_colour_alone(qapp: object) -> None:
    overfits = (Notice("training.overfitting", {"epochs": 10, "best_epoch": 2}, severity=Severity.WARN),)
    records = [record(number, status=status, has_model=False) for number, status in enumerate(RunStatus, start=1)]
    model = RunsModel()
    model.set_runs([run_view(each) for each in (*records, record(9, notices=overfits, has_model=False))])
    for row in range(len(records) + 1):
        index = model.index(row, RunColumn.STATUS)
        assert index.data()
        assert index.data(RunRole.ICON)
    assert model.index(model.row_of(9), RunColumn.STATUS).data() == "Overfits"


def test_that_a_hidden_run_frees_its_colour_for_the_next(qapp: object) -> None:
    model = RunsModel()
    model.set_runs([run_view(record(number)) for number in (1, 2, 3)])
    assert sorted(model.shown) == [1, 2, 3]
    colour = model.shown[2]
    model.toggle(2)
    assert 2 not in model.shown
    model.set_runs([run_view(record(number)) for number in (1, 2, 3, 4)])
    assert model.shown[4] == colour
    assert 2 not in model.shown


def test_that_a_new_run_keeps_the_colours_of_the_others(qapp: object) -> None:
    model = RunsModel()
    model.set_runs([run_view(record(number)) for number in (1, 2)])
    before = model.shown
    model.set_runs([run_view(record(number)) for number in (1, 2, 3)])
    assert {number: model.shown[number] for number in before} == before


def test_that_figures_are_written_as_their_kind_asks() -> None:
    assert figure_words("accuracy", 0.876) == "87.6 %"
    assert figure_words("r2", -0.0001) == "0.000"
    assert figure_words("rmse", 12345.6) == "12,300"
    assert figure_words("rmse", None) == "–"


def test_that_a_sparkline_survives_what_losses_can_be() -> None:
    from PySide6.QtCore import QRectF

    box = QRectF(0, 0, 100, 20)
    assert sparkline(np.array([np.nan, np.inf, 0.0]), box) == []
    points = sparkline(np.array([1.0, np.nan, 0.1]), box)
    assert len(points) == 3
    assert all(0 <= point.y() <= 20 for point in points)


def test_that_a_seed_is_a_whole_number_or_nothing() -> None:
    assert seed_of("42") == 42
    assert seed_of("4.2") is None
    assert seed_of("9" * 40) is None


def test_that_a_diverged_run_is_offered_a_rate_that_usually_works() -> None:
    assert lower_rate("50", "momentum") == "0.01"
    assert lower_rate("0.5", "adam") == "0.001"
    assert lower_rate("0.0004", "adam") == "4e-05"
    assert lower_rate("", "adam") == ""


def test_that_a_network_that_overfits_is_offered_half_its_width() -> None:
    assert narrower(("64", "32")) == "32,16"
    assert narrower(("5", "4")) == "4,4"
    assert narrower(("4",)) == ""
    assert narrower(()) == ""


def test_that_overfitting_presses_only_while_the_run_trains() -> None:
    notice = Notice("training.overfitting", {"epochs": 10, "best_epoch": 2}, severity=Severity.WARN)
    assert worth_a_line(run_view(record(1, notices=(notice,)))) is None
    assert worth_a_line(run_view(record(1, notices=(notice,), status=RunStatus.TRAINING))) == notice
    better = record(1, notices=(notice,), status=RunStatus.TRAINING, best_epoch=41)
    assert worth_a_line(run_view(better)) is None


def test_that_the_notice_offers_stopping_only_to_a_live_run(world: World, qtbot: QtBot) -> None:
    line = RunNotice(world.theme)
    qtbot.addWidget(line)
    notice = Notice("training.overfitting", {"epochs": 10, "best_epoch": 2}, severity=Severity.WARN)
    line.show_run(run_view(record(1, notices=(notice,), status=RunStatus.TRAINING)))
    assert "10 epochs" in line.words
    words = [button.text() for button in line.findChildren(QAbstractButton)]
    assert "Stop, keep best" in words
    line.show_run(None)
    assert line.words == ""


def test_that_an_optimiser_drops_settings_it_has_no_use_for(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.set_setting("optimiser", "momentum")
    page.edits.set_setting("momentum", "0.5")
    page.edits.set_setting("optimiser", "adam")
    assert world.session.document is not None
    assert "momentum" not in fitting(world.session.document)
    assert not page.edits.wrong


# the page


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
    [price] = [action for action in page.states._menu.actions() if action.text() == "price"]
    price.trigger()
    world.wait(lambda: world.session.document.target == "price")
    assert page.states.currentWidget().accessibleName() == "No run yet"
    world.wait(lambda: page.target.words == "number")
    assert page._inspector.start.isEnabled()


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


def test_that_every_setting_has_a_named_field_with_its_sentence(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    for setting in SETTINGS:
        field = page._inspector.advanced.form.row(setting.key).field
        assert field.accessibleName() == setting.title
        assert setting.sentence in field.toolTip()


def test_that_settings_are_shown_as_words_and_taken_back_as_typed(qapp: object) -> None:
    by_key = {setting.key: setting for setting in SETTINGS}
    told = {
        ("test", "0.15"): ("15 %", ("15 %", "15%", "15", "0.15")),
        ("patience", "10"): ("10 epochs", ("10", "10 epochs", " 10  epochs ")),
        ("layers", "96,64"): ("96, 64", ("96 → 64", "96 -> 64", "96,64", "96 , 64")),
        ("batch_size", "all"): ("all rows", ("all", "all rows")),
        ("epochs", "5000"): ("5,000", ("5000", "5,000")),
        ("learning_rate", "0.001"): ("0.001", ("0.001",)),
        ("optimiser", "gradient_descent"): ("plain (SGD)", ()),
    }
    for (key, text), (shown, typed) in told.items():
        assert shown_text(by_key[key], text) == shown
        assert [typed_text(by_key[key], each) for each in typed] == [text] * len(typed)
    assert typed_text(by_key["epochs"], "many") == "many"
    assert typed_text(by_key["test"], "half") == "half"


def test_that_no_choice_is_shown_as_its_key(qapp: object) -> None:
    for setting in SETTINGS:
        if setting.kind == "choice":
            assert set(CHOICES[setting.key]) - {""} == set(setting.values)
            assert not [word for word in CHOICES[setting.key].values() if "_" in word]


def test_that_the_scaling_of_the_target_can_be_automatic_whatever_the_columns_are(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page._inspector.advanced.set_open(True)
    page.edits.set_setting("scaling", "minmax")
    row = page._inspector.advanced.form.row("target_scaling")
    assert (row.text, row.field.currentText()) == ("", "as columns")
    row.field.set_key("auto")
    row.field.activated.emit(row.field.currentIndex())
    assert dict(world.session.document.overrides) == {"scaling": "minmax", "target_scaling": "auto"}
    assert row.text == "auto"
    row.field.set_key("")
    row.field.activated.emit(row.field.currentIndex())
    assert dict(world.session.document.overrides) == {"scaling": "minmax"}


def test_that_the_drawn_network_follows_what_is_typed(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "size")
    page = world.page(TrainPage)
    page.edits.choose_preset("quick")
    advanced = page._inspector.advanced
    advanced.set_open(True)
    world.wait(lambda: page.target.words == "3 classes")
    assert advanced.drawing.accessibleDescription() == "4 columns, hidden layers of 32, then size"
    assert advanced.drawing.dots == [4, 11, 3]
    field = advanced.form.row("layers").field
    field.clear()
    for letters, said in (("8", "8"), (", ", "8"), ("1", "8, 1"), ("6", "8, 16")):
        qtbot.keyClicks(field, letters)
        assert advanced.drawing.accessibleDescription() == f"4 columns, hidden layers of {said}, then size"
    assert world.session.document.overrides == ()  # not before the field is left
    advanced.show_network(200, "size", 3)
    assert max(advanced.drawing.dots) == 11
    assert not advanced.drawing.grab().toImage().allGray()


def test_that_one_click_goes_back_to_the_preset(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.set_setting("epochs", "7")
    page.edits.set_setting("layers", "8")
    [back] = [button for button in page._inspector.advanced.findChildren(QAbstractButton) if "2 " in button.text()]
    assert back.text() == "2 changed"
    assert back.accessibleName() == "2 changed: back to the preset"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert world.session.document.overrides == ()
    assert back.isHidden()


def test_that_what_is_predicted_reads_as_a_line_and_opens(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table)
    page = world.page(TrainPage)
    predict = page._inspector.predict
    assert predict.target.isVisible()
    page.edits.choose_target("price")
    world.wait(lambda: page.target.words == "number")
    assert predict.line.accessibleName() == "Predict: price (number)"
    predict.line.setChecked(False)
    assert not predict.target.isVisible()
    qtbot.keyClick(predict.line, Qt.Key.Key_Return)
    assert predict.target.isVisible()


def test_that_a_wrong_setting_is_told_beside_its_field_and_stops_the_start(
    world: World, table: Path, qtbot: QtBot
) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    row = page._inspector.advanced.form.row("learning_rate")
    row.field.setText("fast")
    row.field.editingFinished.emit()
    assert "“fast” is not a number" in row.wrong
    assert not page._inspector.start.isEnabled()
    assert world.session.document is not None
    assert world.session.document.overrides == ()
    row.field.setText("0.01")
    row.field.editingFinished.emit()
    assert row.wrong == ""
    assert dict(world.session.document.overrides) == {"learning_rate": "0.01"}
    assert page._inspector.start.isEnabled()


def test_that_the_preset_s_own_value_is_no_change(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    row = page._inspector.advanced.form.row("epochs")
    held = row.text
    for text in ("7", held):
        row.field.setText(text)
        row.field.editingFinished.emit()
    assert world.session.document is not None
    assert world.session.document.overrides == ()


def test_that_every_choice_is_an_edit_that_can_be_undone(world: World, table: Path) -> None:
    world.open_table(table)
    page = world.page(TrainPage)
    start = world.session.document
    page.edits.choose_target("price")
    world.wait(lambda: world.session.document.target == "price")
    page.edits.choose_preset("thorough")
    page.edits.set_setting("layers", "8")
    page.edits.set_seed("7")
    for _ in range(4):
        world.session.undo_stack.undo()
    assert world.session.document == start
    assert page._inspector.advanced.seed.text() == "0"
    assert page._inspector.predict.target.key == ""


def test_that_ctrl_enter_takes_what_was_just_typed_and_stops_at_what_is_wrong(
    world: World, table: Path, qtbot: QtBot
) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page._inspector.advanced.set_open(True)
    page._inspector.activateWindow()
    said: list[str] = []
    world.navigator.toast_asked.connect(lambda words, _icon, _undo: said.append(words))
    rate, epochs = (page._inspector.advanced.form.row(key).field for key in ("learning_rate", "epochs"))
    rate.setFocus()
    qtbot.waitUntil(rate.hasFocus)
    rate.selectAll()
    qtbot.keyClicks(rate, "fast")
    page.came("start_run")
    assert not world.session.training and "learning_rate" in page.edits.wrong and len(said) == 1
    epochs.setFocus()
    page.came("start_run")
    assert rate.hasFocus() and not world.session.training
    rate.selectAll()
    qtbot.keyClicks(rate, "0.01")
    page.came("start_run")
    assert world.session.training and ("learning_rate", "0.01") in world.session.document.overrides


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
    qtbot.waitUntil(lambda: len(page.loss.chart._curves[1].epochs) == 5)
    qtbot.waitUntil(lambda: "Run 1" in page.loss.chart.accessibleDescription())
    assert "Run 1" in page.header.sentence


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
    world.qtbot.wait(150)
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


def test_that_ticked_runs_are_compared_under_the_chart_that_draws_them(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    assert page.part.compare.isHidden()
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


def test_that_the_comparison_keeps_qt_s_promises(qtmodeltester: object, qapp: object) -> None:
    model = ComparisonModel()
    model.set_runs([(run_view(record(1)), 0), (run_view(record(2, validation=0.2)), None)])
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert model.index(3, 2).data(ComparisonRole.STRONG)
    model.set_runs([])
    assert model.rowCount() == 0


def test_that_details_for_support_hold_no_values_of_the_table(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    page.verbs.show_details(1)
    [details] = page.findChildren(RunDetails)
    told = json.loads(details.text)
    assert (told["run"], told["status"], told["document"]["preset"]) == (1, "done", "quick")
    assert len(told["last_epochs"]) == 4
    details.copy.click()
    assert QGuiApplication.clipboard().text() == details.text
    details.close()


def offered(page: TrainPage, words: str) -> list[QAbstractButton]:
    """The notice's buttons that are shown and begin so."""
    shown = [button for button in page.notice.findChildren(QAbstractButton) if not button.isHidden()]
    return [button for button in shown if button.text().startswith(words)]


def test_that_a_diverged_run_says_so_and_offers_a_next_step(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train(optimiser="gradient_descent", learning_rate="90")
    assert world.session.runs[0].status is RunStatus.DIVERGED
    assert "Run 1" in page.notice.words
    assert page.runs.index(0, RunColumn.STATUS).data() == "Diverged"
    world.wait(lambda: len(offered(page, "Try again")) == 1)  # Qt shows what a layout takes in its next turn
    offered(page, "Try again")[0].click()
    world.wait(lambda: not world.session.training and len(world.session.runs) == 2)
    assert dict(world.session.document.overrides)["learning_rate"] == "0.01"
    assert world.session.runs[1].status is RunStatus.DONE


def test_that_a_run_that_can_not_start_is_told_and_leaves_nothing(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.set_setting("loss", "cross_entropy")
    page.start_run()
    world.wait(lambda: not world.session.training)
    assert [error.code for error in world.failures] == ["training.loss_needs_classes"]
    assert not page.header.stop.isVisible()
    assert world.session.runs == ()


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


def test_that_settings_of_a_run_can_be_used_again(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train(layers="8", learning_rate="0.02")
    page.edits.reset_settings()
    page.edits.choose_preset("thorough")
    page._inspector.reuse_wanted.emit(1)
    assert world.session.document is not None
    assert world.session.document.preset == "quick"
    assert dict(world.session.document.overrides) == {"epochs": "4", "layers": "8", "learning_rate": "0.02"}


def test_that_space_hides_a_run_and_the_chart_follows(world: World, table: Path, qtbot: QtBot) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train()
    page.table.setFocus()
    page.table.choose(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.runs.index(0, RunColumn.SWATCH).data(Qt.ItemDataRole.AccessibleTextRole) == "hidden from the chart"
    qtbot.waitUntil(lambda: not page.loss.chart._curves)


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


def test_that_growing_losses_are_those_made_at_once() -> None:
    rows: list[EpochRow] = []
    losses = LiveLosses()
    for epoch in range(1, 1200):
        rows.append(EpochRow(epoch, 1 / epoch, None if epoch % 7 == 0 else 2 / epoch, 0.1 * epoch))
        if epoch % 100 == 1:
            for grown, whole in zip(losses.take(rows), loss_arrays(rows), strict=True):
                np.testing.assert_array_equal(grown, whole)
    other = [EpochRow(1, 5.0, None, 0.0)]
    assert losses.take(other)[1].tolist() == [5.0]


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


def test_that_the_chart_looks_no_further_ahead_than_the_run_will_go() -> None:
    live = LiveRun(number=1, task="regression", stage="training", planned_epochs=400, best_epoch=10)
    live.epochs = [EpochRow(epoch, 1 / epoch, 1 / min(epoch, 10), 0.1) for epoch in range(1, 13)]
    view = live_view(record(1, status=RunStatus.TRAINING), live, LiveLosses())
    assert view.patience == 5
    assert view.horizon() == 15
    blind = live_view(record(1, document={"preset": "quick", "overrides": [["patience", "0"]]}), live, LiveLosses())
    assert blind.horizon() == 400
