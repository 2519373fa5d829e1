"""The Evaluate page: figures beside baselines by task, and what it says when there is nothing to judge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import apsw
import numpy as np
import pytest
from evaluate_pages import evaluation, judged, view
from gui_world import World, numbers_csv
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from core.evaluation.facts import facts_of
from core.features.task import Task
from gui.models.words import fixed, share, significant
from gui.pages.evaluate import EvaluatePage
from gui.pages.evaluate_checks import EvaluationChecks
from gui.pages.evaluate_others import same_rows
from gui.pages.evaluate_table import NAME
from gui.plots.export import ChartExport


def test_that_without_a_run_the_page_leads_to_train(world: World, qtbot: QtBot) -> None:
    page = world.page(EvaluatePage)
    assert page._stack.currentWidget() is page._empty
    assert not page._predict.isVisible()
    [go] = [button for button in page._empty.findChildren(QAbstractButton) if button.isVisible()]
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert world.gone_to == ["train"]


def test_that_while_the_first_run_trains_its_result_is_promised(world: World, tmp_path: Path) -> None:
    page = world.page(EvaluatePage)
    world.open_table(numbers_csv(tmp_path), "price")
    assert page._empty.accessibleName() == "Nothing to evaluate yet"
    document = world.session.document
    assert document is not None
    world.session.edit(document.with_settings({"epochs": "100000", "patience": "0"}), "settings")
    assert world.session.start_run() is not None
    world.wait(lambda: page._empty.accessibleName() == "The first run is training")
    world.wait(lambda: world.session.live_run is not None and bool(world.session.live_run.best_epoch))
    world.session.stop_run()
    world.wait(lambda: page._stack.currentWidget() is page.result)


def test_that_numbers_get_their_figures_beside_the_straight_line(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    metrics = world.session.runs[0].metrics
    assert page.result.tiles.tiles[0].value == significant(metrics["test"]["rmse"])
    assert significant(metrics["baselines"]["linear"]["rmse"]) in page.result.tiles.tiles[0].accessibleDescription()
    assert page.result.numbers.isVisible()
    assert not page.result.classes.isVisible()
    rows = metrics["test"] and world.session.runs[0].rows["test"]
    assert str(rows) in page.header.sentence
    assert str(rows) in page.result.numbers.scatter.accessibleDescription()


def test_that_two_classes_get_matrix_and_curves_at_the_same_point(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    charts = page.result.classes
    assert charts.isVisible() and charts.line.isVisible() and not charts.classes.isVisible()
    test = world.session.runs[0].metrics["test"]
    assert charts.roc._ringed is not None and charts.recall._ringed is not None
    assert charts.roc._ringed[1] == pytest.approx(test["recall"])
    assert charts.recall._ringed == pytest.approx((test["recall"], test["precision"]))
    assert charts.matrix._counts.sum() == world.session.runs[0].rows["test"]
    assert fixed(test["roc_auc"], 3) in charts.roc.accessibleDescription()


def test_that_several_classes_get_a_matrix_and_one_against_the_rest(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "size")
    charts = page.result.classes
    assert charts.matrix._counts.shape == (3, 3)
    assert charts.classes.isVisible() and not charts.line.isVisible()
    assert len([tile for tile in page.result.tiles.tiles if tile.value != "–"]) == 4
    weakest = charts.classes.bars.bars[0].label
    assert charts._shown.name == weakest
    assert charts.roc._ringed is None
    charts.classes.bars.setFocus()
    world.qtbot.keyClick(charts.classes.bars, Qt.Key.Key_Down)
    other = charts.classes.bars.bars[1].label
    world.wait(lambda: charts._shown.name == other)
    assert other in charts._roc_head._remark.text()


def test_that_percent_shows_shares_of_the_actual_class(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "size")
    before = page.result.classes.matrix._figure(0, 0)
    page.result.classes._on_switched("percent")
    assert before != page.result.classes.matrix._figure(0, 0)
    assert page.result.classes.matrix._figure(0, 0).endswith("%")


def test_that_a_run_without_test_rows_says_so(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price", test="0")
    assert page._stack.currentWidget() is page._no_rows
    assert "kept no test rows" in page._no_rows.accessibleName()
    assert page._predict.isVisible()


def test_that_another_run_can_be_chosen_and_the_page_follows(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    world.train(epochs="2", layers="none")
    world.wait(lambda: page._shown[1] == world.session.chosen_run and page._judged is not None)
    page.chooser.chosen.emit("1")
    assert world.session.chosen_run == 1
    world.wait(lambda: page._judged is not None and "run 1" in page.header.sentence)
    assert page.chooser.key == "1"
    names = [
        page.result.table.contenders.index(row, NAME).data() for row in range(page.result.table.contenders.rowCount())
    ]
    assert names == ["Run 1 · Quick", "Run 2 · Quick", "Straight-line model", "Always the average"]


def test_that_only_runs_judged_on_the_same_rows_are_compared(world: World, tmp_path: Path) -> None:
    judged(world, tmp_path, "price")
    world.train(epochs="2", test="0.4")
    document = world.session.document
    assert document is not None
    world.session.edit(document.with_seed(9), "seed")
    world.train(epochs="2")
    first, other_share, other_seed = world.session.runs
    assert not same_rows(first, other_share)
    assert not same_rows(first, other_seed)
    assert not same_rows(first, first)


def test_that_being_as_good_as_a_straight_line_is_not_ticked_off(world: World, tmp_path: Path) -> None:
    judged(world, tmp_path, "price")
    for rmse, tone in ((5.0, "ok"), (10.0, "info"), (15.0, "warn")):
        even = evaluation(
            Task.REGRESSION, metrics={"rmse": rmse}, baselines={"linear": {"rmse": 10.0}, "constant": {"rmse": 90.0}}
        )
        assert EvaluationChecks().of(even, view(world), facts_of(even))[0].tone == tone


def test_that_a_worse_test_error_is_no_good_sign_unless_chance_explains_it(world: World, tmp_path: Path) -> None:
    judged(world, tmp_path, "price")
    run, checks = view(world), EvaluationChecks()
    rng = np.random.default_rng(0)
    for rows, test, tone in ((1000, 1.05, "ok"), (1000, 1.6, "warn"), (30, 1.2, "info")):
        actual = rng.normal(100, 10, rows)
        told = evaluation(
            Task.REGRESSION,
            actual=actual,
            predicted=actual + rng.normal(0, test, rows),
            source_rows=np.arange(1, rows + 1),
        )
        metrics = {"test": {"mse": test**2}, "validation": {"mse": 1.0}}
        check = checks.memorising(replace(run, metrics=metrics, rows={"validation": rows}), told, facts_of(told))
        assert check is not None
        assert check.tone == tone
    assert checks.memorising(replace(run, metrics=metrics, rows={"validation": 5}), told, facts_of(told)) is None


def test_that_the_inspector_has_a_check_for_the_baseline(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    assert page._inspector.plain.text_shown.startswith("Half of the predictions of price")
    assert page._inspector._rows.count() >= 1


def test_that_closing_the_project_empties_the_page(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    world.session.close_project()
    assert page._stack.currentWidget() is page._empty


def test_that_the_range_tile_says_how_often_the_promise_holds(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    coverage = world.session.runs[0].metrics["interval"]["coverage"]
    assert share(coverage) in page.result.tiles.tiles[3].accessibleDescription()
    assert page.result.tiles.tiles[3].value.startswith("± ")
    assert page.result.numbers.scatter._edges is not None


def test_that_columns_hide_when_the_table_is_narrow(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    table = page.result.table
    assert not table.isColumnHidden(5)
    page.resize(620, 800)
    world.wait(lambda: table.isColumnHidden(5))
    assert not table.isColumnHidden(2)


def test_that_the_best_run_is_marked_in_the_chooser(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    assert page.chooser.itemText(0) == "Run 1 · Quick"  # one run alone is no best
    world.train(epochs="1", layers="none", learning_rate="1e-06")
    world.wait(lambda: page.chooser.count() == 2)
    assert [page.chooser.itemText(at) for at in range(2)] == ["Run 2 · Quick", "Run 1 · Quick, best"]


def test_that_waiting_is_told_in_the_tiles_only_when_it_takes_its_time(world: World, tmp_path: Path) -> None:
    world.open_table(numbers_csv(tmp_path), "price")
    world.train(epochs="2")
    page = world.page(EvaluatePage)
    assert page._judged is None and page._stack.currentWidget() is page.result
    assert [tile.value for tile in page.result.tiles.tiles] == ["–"] * 4
    assert page.result._area.currentWidget() is page.result._blank
    page._on_late()  # as if the lane were still at it
    assert page.result._area.currentWidget() is page.result.waiting
    assert "is being read" in page.header.sentence
    world.wait(lambda: page._judged is not None and page._job is None)
    assert page.result._area.currentWidget() is page.result._charts
    page._on_late()  # comes too late itself
    assert page.result._area.currentWidget() is page.result._charts
    assert page.result.tiles.tiles[0].value != "–"


def test_that_a_run_that_cannot_be_read_says_so_and_another_one_helps(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    world.train(epochs="2")
    world.wait(lambda: page._judged is not None and page._job is None)
    path = world.session.path
    connection = apsw.Connection(str(path))
    connection.execute("UPDATE runs SET evaluation = (SELECT document FROM runs LIMIT 1) WHERE number = 1")
    connection.close()
    world.session.choose_run(2)
    world.wait(lambda: page._judged is not None and page._judged.number == 2 and page._job is None)
    world.session.choose_run(1)
    world.wait(lambda: page._stack.currentWidget() is page._trouble_page)
    assert page._trouble.accessibleName() or page._trouble.accessibleDescription()
    world.session.choose_run(2)
    world.wait(lambda: page._stack.currentWidget() is page.result and page._judged is not None)


def test_that_validation_rows_that_come_before_the_charts_are_drawn_are_not_lost(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    whole = page._judged
    assert whole is not None and whole.shown is not None and whole.shown.validation is not None
    before = replace(  # as an older version has stored it
        whole, evaluation=whole.evaluation.with_validation(None), shown=replace(whole.shown, validation=None)
    )
    page._on_told(before)
    assert page._shower.running and page._inspector.cost.cheapest is None
    page._on_finished(whole)
    world.wait(lambda: not page._shower.running)
    assert page.result.classes._shown is whole.shown
    assert page._inspector.cost.cheapest is not None


def test_that_the_files_of_its_charts_are_made_in_the_lane_that_finishes_them(world: World) -> None:
    exports = world.page(EvaluatePage).findChildren(ChartExport)
    assert len(exports) >= 6
    assert all(export._hand_in == world.session.lanes.keeping.submit for export in exports)
