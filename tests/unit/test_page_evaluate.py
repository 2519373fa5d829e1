"""The Evaluate page: figures beside baselines by task, and what it says when there is nothing to judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import apsw
import numpy as np
import pytest
from gui_world import World, numbers_csv
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from core.evaluation.against_rest import against_rest
from core.evaluation.calibration import wilson
from core.evaluation.facts import facts_of
from core.evaluation.groups import Group, GroupedColumn, Struggles
from core.evaluation.report import Evaluation
from core.features.task import Task
from core.project.runs import ChosenThreshold
from core.project.store import ProjectStore
from gui.models.run_view import RunView, run_view
from gui.models.words import count, fixed, share, significant
from gui.pages.evaluate import EvaluatePage
from gui.pages.evaluate_checks import EvaluationChecks
from gui.pages.evaluate_inspector import CheckRow
from gui.pages.evaluate_others import same_rows
from gui.pages.evaluate_table import BAR, NAME, REMARK, SHARE, ContendersModel
from gui.pages.evaluate_words import EvaluationWords
from gui.state.navigator import USE_THRESHOLD


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    made = World(qtbot)
    yield made
    made.end()


def judged(world: World, tmp_path: Path, target: str, **settings: str) -> EvaluatePage:
    world.open_table(numbers_csv(tmp_path), target)
    world.train(epochs="6", **settings)
    page = world.page(EvaluatePage)
    world.wait(lambda: page._judged is not None and page._job is None)
    return page


def evaluation(task: Task, **more: object) -> Evaluation:
    fields: dict[str, object] = {
        "task": task,
        "target": "price",
        "metrics": {},
        "source_rows": np.arange(1, 5),
        "actual": np.array([10.0, 20.0, 30.0, 40.0]),
        "predicted": np.array([11.0, 18.0, 33.0, 40.0]),
    }
    return Evaluation(**{**fields, **more})  # type: ignore[arg-type]


def view(world: World) -> RunView:
    return run_view(world.session.runs[-1])


def test_that_without_a_run_the_page_leads_to_train(world: World, qtbot: QtBot) -> None:
    page = world.page(EvaluatePage)
    assert page._stack.currentWidget() is page._empty
    assert not page._predict.isVisible()
    [go] = [button for button in page._empty.findChildren(QAbstractButton) if button.isVisible()]
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert world.gone_to == ["train"]


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
    assert names == ["Run 1 · Quick", "Run 2 · Quick", "Straight-line model", "Always the same answer"]


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


def test_that_the_contenders_keep_qt_s_promises(world: World, tmp_path: Path, qtmodeltester: object) -> None:
    page = judged(world, tmp_path, "price")
    qtmodeltester.check(page.result.table.contenders)  # type: ignore[attr-defined]


def test_that_bars_of_errors_are_broken_off_where_one_is_far_too_long(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    bad = evaluation(
        Task.REGRESSION, metrics={"rmse": 10.0}, baselines={"linear": {"rmse": 15.0}, "constant": {"rmse": 90.0}}
    )
    model = ContendersModel()
    model.show_contenders(bad, view(world), [])
    shares = [model.index(row, BAR).data(SHARE) for row in range(3)]
    assert shares[0] == pytest.approx(10 / 22)
    assert shares[2] > 1
    assert page is not None


def plain(told: Evaluation) -> str:
    return EvaluationWords().plain(told, facts_of(told))


def two_classes(truth: str, answers: str, **more: object) -> Evaluation:
    """Rows of “good” (g) and “bad” (b), the positive one, with probabilities that leave no doubt."""
    predicted = np.array([letter == "b" for letter in answers], np.int64)
    fields = {"actual": np.array([letter == "b" for letter in truth], np.int64), "predicted": predicted}
    fields |= {"probabilities": np.eye(2, dtype=np.float32)[predicted], "classes": ("good", "bad")}
    return evaluation(**{"task": Task.BINARY, **fields, "source_rows": np.arange(1, len(truth) + 1), **more})


def test_that_the_result_is_told_in_plain_words(world: World) -> None:
    assert "Half of the predictions of price are off by less than 1.5" in plain(evaluation(Task.REGRESSION))
    few = plain(two_classes("gbbb", "gbbg"))
    assert few == "Of 3 rows that truly are “bad” the model finds 2. Of 2 it calls “bad”, 2 really are."
    many = plain(two_classes("b" * 300 + "g" * 100, "b" * 298 + "gg" + "b" * 50 + "g" * 50))
    assert many == (
        "Out of 100 rows that truly are “bad” the model finds about 99. Out of 100 it calls “bad”, about 86 really are."
    )
    several = two_classes("abbb", "abba", task=Task.MULTICLASS, classes=("a", "b"))
    assert "Of 4 test rows the model names the right class for 3. Always answering “b”, the most frequent" in plain(
        several
    )


def test_that_nothing_is_all_and_nothing_none_but_what_is(world: World) -> None:
    words = EvaluationWords()
    told = [words.of_hundred(part, 1000) for part in (0, 1, 4, 980, 996, 999, 1000)]
    assert told == ["none", "fewer than 1", "fewer than 1", "about 98", "more than 99", "more than 99", "all 100"]


def test_that_the_model_that_calls_nobody_so_is_told_as_that(world: World) -> None:
    assert plain(two_classes("gbb", "ggg")).endswith("finds 0. It calls no row “bad”.")
    assert plain(two_classes("ggg", "ggb")) == (
        "The test rows have no “bad”, so there is nothing to find. The model calls 1 of them so."
    )


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


def test_that_few_rows_say_within_what_the_figure_would_lie(world: World) -> None:
    few = two_classes("b" * 42 + "g" * 72, "b" * 40 + "g" * 74)
    check = EvaluationChecks().few_rows(few, facts_of(few))
    low, high = wilson(np.array([40]), np.array([42]))
    assert check.sentence == (
        f"Only 114 test rows. On others recall would probably lie between {share(low[0], 0)} and {share(high[0], 0)}."
    )
    assert check.tone == "info"
    number = evaluation(Task.REGRESSION)
    told = EvaluationChecks().few_rows(number, facts_of(number))
    assert told.tone == "warn" and "the typical error would probably lie between" in told.sentence


def test_that_a_class_without_test_rows_is_named(world: World) -> None:
    told = two_classes(
        "abbb", "abba", task=Task.MULTICLASS, classes=("a", "b", "rare"), probabilities=np.eye(3)[[0, 1, 1, 0]]
    )
    check = EvaluationChecks().thin_classes(told, facts_of(told))
    assert check.tone == "warn" and "No test row is “rare”" in check.sentence


def test_that_a_perfect_model_is_looked_at_twice(world: World) -> None:
    told = two_classes("gb" * 50, "gb" * 50, metrics={"accuracy": 1.0})
    assert EvaluationChecks().too_good(told, facts_of(told)).tone == "warn"
    less = two_classes("gb" * 50, "gb" * 49 + "bb", metrics={"accuracy": 0.99})
    assert EvaluationChecks().too_good(less, facts_of(less)) is None


def test_that_probabilities_are_trusted_only_where_rows_can_tell(world: World) -> None:
    rng = np.random.default_rng(1)
    for rows, sure, tone in ((4, 0.5, "info"), (4000, 0.5, "ok"), (4000, 2.0, "warn")):
        scores = rng.uniform(0, 1, rows)
        actual = (rng.uniform(0, 1, rows) < scores).astype(np.int64)
        said = scores if sure < 1 else np.clip(sure * scores - 0.5, 0, 1)
        told = two_classes("g" * rows, "g" * rows, actual=actual, probabilities=np.stack([1 - said, said], 1))
        check = EvaluationChecks().probabilities(told, against_rest(told, 1))
        assert check is not None and check.tone == tone


def test_that_the_inspector_has_a_check_for_the_baseline(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    assert page._inspector.plain.text_shown.startswith("Half of the predictions of price")
    assert page._inspector._rows.count() >= 1


def test_that_closing_the_project_empties_the_page(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    world.session.close_project()
    assert page._stack.currentWidget() is page._empty


def test_that_the_slider_moves_every_figure_and_leads_back(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    charts, tiles = page.result.classes, page.result.tiles.tiles
    plain = page._inspector.plain.text_shown
    charts.line.slider.setValue(1000)  # nothing but certain rows is called positive
    cells = charts._shown.thresholds.at(1.0)
    assert charts.matrix._counts.tolist() == [[cells.found, cells.missed], [cells.alarms, cells.cleared]]
    assert charts.roc._ringed == (cells.alarm_rate, cells.recall)
    assert tiles[0].value == share(cells.recall)
    assert page._inspector.plain.text_shown.startswith("At threshold 1.00. ")
    assert charts.line.back.isVisible()
    assert "Predictions use 0.50" in charts.line._only.text()
    world.qtbot.mouseClick(charts.line.back, Qt.MouseButton.LeftButton)
    assert charts.line.threshold == 0.5
    assert page._inspector.plain.text_shown == plain
    assert charts.matrix._counts.sum() == world.session.runs[0].rows["test"]


def test_that_prices_move_the_threshold_to_the_cheapest_of_the_validation_rows(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    cost, line = page._inspector.cost, page.result.classes.line
    cost.missed.setValue(50)
    validation = page._judged.shown.validation
    assert validation.rows == world.session.runs[0].rows["validation"]
    assert line.threshold == validation.cheapest(50, 1)
    assert line.threshold != 0.5
    price = page._judged.shown.thresholds.at(line.threshold).cost(50, 1)
    assert count(int(price)) in cost.told.text_shown
    assert f"{validation.rows} validation rows" in cost.told.text_shown


def test_that_without_validation_rows_no_threshold_is_looked_for(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear", validation="0")
    cost = page._inspector.cost
    assert not cost.missed.isEnabled()
    assert "no validation rows" in cost.intro.text_shown
    assert cost.cheapest is None


def test_that_a_run_of_an_older_version_gets_its_validation_rows_on_the_way(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    path = world.session.path
    with ProjectStore.open(path) as store:
        store.put_evaluation(1, replace(store.get_evaluation(1), validation=None, linear_scores=None))
    page._shown = (None, None)
    page.show_document()
    world.wait(lambda: page._judged is not None and page._job is None)
    assert page._judged.shown.validation.rows == world.session.runs[0].rows["validation"]
    assert page._inspector.cost.missed.isEnabled()
    assert page.result.classes.roc._baseline is None  # never stored: its line is left out


def test_that_weak_groups_are_told_with_their_rows(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    panel = page._inspector.struggles
    assert panel.isVisible()
    assert "Too few test rows" in panel.sentence.text_shown or panel.bars.bars
    rows = np.arange(90)
    weak = Group("far", np.nan, np.nan, rows[:30], 0.5, weak=True)
    fine = Group("near", np.nan, np.nan, rows[30:], 0.1)
    low = Group(None, -np.inf, 2_500.0, rows[:40], 0.2)
    high = Group(None, 2_500.0, np.inf, rows[40:], 0.3)
    columns = (GroupedColumn("town", (weak, fine), 0.2), GroupedColumn("area", (low, high), -0.1))
    panel.show_struggles(Struggles("median_share", 0.2, columns, 4, 20))
    assert [bar.label for bar in panel.bars.bars] == ["far", "near"]
    assert [bar.weak for bar in panel.bars.bars] == [True, False]
    assert panel.bars.bars[0].cells == ("30 rows",)
    panel.chooser.chosen.emit("area")
    assert [bar.label for bar in panel.bars.bars] == ["up to 2500", "over 2500"]
    with world.qtbot.waitSignal(panel.group_chosen) as told:
        panel.bars.setFocus()
        world.qtbot.keyClick(panel.bars, Qt.Key.Key_Return)
    assert told.args[1] is low


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
    world.qtbot.wait(50)
    assert table.isColumnHidden(5)
    assert not table.isColumnHidden(2)


def test_that_the_best_run_is_marked_in_the_chooser(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    assert page.chooser.itemText(0) == "Run 1 · Quick"  # one run alone is no best
    world.train(epochs="1", layers="none", learning_rate="1e-06")
    world.wait(lambda: page.chooser.count() == 2)
    assert [page.chooser.itemText(at) for at in range(2)] == ["Run 2 · Quick", "Run 1 · Quick, best"]


def at_threshold(page: EvaluatePage, threshold: float) -> bool:
    judged_now = page._judged
    return judged_now is not None and page._job is None and judged_now.evaluation.threshold == threshold


def test_that_a_chosen_threshold_counts_is_said_and_can_be_undone(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    line, inspector = page.result.classes.line, page._inspector
    assert not line.use.isVisible() and line.slider._base == 500
    line.slider.setValue(300)
    assert line.use.isVisible() and line.use.text() == "Use 0.30"
    world.qtbot.mouseClick(line.use, Qt.MouseButton.LeftButton)
    world.wait(lambda: at_threshold(page, 0.3))
    assert world.session.run(1).threshold == ChosenThreshold(0.3, "test")
    assert page.header.sentence.endswith(" unseen test rows, at threshold 0.30, chosen by hand.")
    assert "Threshold chosen by hand" in [row.accessibleName() for row in inspector._list.findChildren(CheckRow)]
    assert line._only.text() == "Predictions use 0.30, chosen by hand." and not line.use.isVisible()
    assert page.result.table.contenders.index(0, NAME).data(REMARK) == "this model, at 0.30"
    assert page.result.tiles.tiles[0].value == share(page._judged.evaluation.metrics["recall"])
    assert world.session.undo_stack.undoText() == "Use threshold 0.30 for run 1"
    world.session.undo_stack.undo()
    world.wait(lambda: at_threshold(page, 0.5))
    assert world.session.run(1).threshold is None
    assert "threshold" not in page.header.sentence
    assert line.threshold == 0.5 and page.result.table.contenders.index(0, NAME).data(REMARK) == "this model"
    world.session.undo_stack.redo()
    world.wait(lambda: at_threshold(page, 0.3))


def test_that_the_cheapest_threshold_is_used_as_chosen_on_validation_rows(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    cost, line = page._inspector.cost, page.result.classes.line
    cost.missed.setValue(50)
    cheapest = cost.cheapest
    line.set_threshold(0.9)  # looking elsewhere meanwhile changes nothing about what the button says
    world.qtbot.mouseClick(cost.use, Qt.MouseButton.LeftButton)
    world.wait(lambda: at_threshold(page, cheapest))
    assert world.session.run(1).threshold == ChosenThreshold(cheapest, "validation")
    assert page.header.sentence.endswith("chosen on validation rows.")
    assert not cost.use.isVisible() and "Predictions use it." in cost.told.text_shown
    assert line.threshold == cheapest


def test_that_the_action_uses_what_the_slider_shows(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    page.came(USE_THRESHOLD)
    assert world.session.run(1).threshold is None  # nothing was moved
    page.result.classes.line.slider.setValue(700)
    page.came(USE_THRESHOLD)
    assert world.session.run(1).threshold == ChosenThreshold(0.7, "test")


def test_that_a_threshold_is_there_again_when_the_project_is_opened_again(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    page.result.classes.line.slider.setValue(250)
    page.use_threshold()
    world.wait(lambda: at_threshold(page, 0.25))
    path = world.session.path
    world.session.close_project()
    world.session.open_project(path)
    world.wait(lambda: world.session.is_open and page._judged is not None and at_threshold(page, 0.25))
    assert page.result.classes.line._only.text() == "Predictions use 0.25, chosen by hand."


def test_that_many_classes_get_the_whole_width_and_few_stand_beside_their_list(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "size")
    charts = page.result.classes
    assert charts._top.orientation() is Qt.Orientation.Horizontal
    charts.matrix.set_counts(np.eye(26, dtype=np.int64) * 9, [chr(65 + at) for at in range(26)])
    charts._make_room(26)
    assert charts._top.orientation() is Qt.Orientation.Vertical
    world.qtbot.wait(50)
    assert charts._cells.viewport().height() >= charts.matrix.minimumSizeHint().height()
    charts._make_room(3)
    assert charts._top.orientation() is Qt.Orientation.Horizontal


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


def test_that_the_comparison_is_told_and_copied_as_it_stands(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    table = page.result.table
    told = table.accessibleDescription()
    assert told.startswith("Run 1 · Quick, Typical error ") and "Straight-line model, Typical error " in told
    table.setFocus(Qt.FocusReason.TabFocusReason)
    world.qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [line[0] for line in lines] == ["", "Run 1 · Quick", "Straight-line model", "Always the same answer"]
    assert lines[1][1] == page.result.tiles.tiles[0].value


def test_that_charts_are_painted_again_when_another_run_comes_between(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    record, told = world.session.run(1), page._judged
    page.result.show_waiting(Task.BINARY, spinning=True)
    page._shower.start(page._showing(told, record))
    world.wait(lambda: not page.result.classes.roc.updatesEnabled())
    page._shower.drop()
    assert all(chart.updatesEnabled() for chart in page.result.classes.below)
    assert not page._shower.running
