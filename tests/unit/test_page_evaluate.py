"""The Evaluate page: figures beside baselines by task, and what it says when there is nothing to judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from gui_world import World, numbers_csv
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from core.evaluation.report import Evaluation
from core.features.task import Task
from gui.models.run_view import RunView, run_view
from gui.models.words import significant
from gui.pages.evaluate import EvaluatePage, same_rows
from gui.pages.evaluate_table import BAR, NAME, SHARE, ContendersModel
from gui.pages.evaluate_words import EvaluationWords


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    made = World(qtbot)
    yield made
    made.end()


def judged(world: World, tmp_path: Path, target: str, **settings: str) -> EvaluatePage:
    world.open_table(numbers_csv(tmp_path), target)
    world.train(epochs="6", **settings)
    page = world.page(EvaluatePage)
    world.wait(lambda: page._stack.currentWidget() is not page._waiting)
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
    assert page.tiles.tiles[0].value == significant(metrics["test"]["rmse"])
    assert significant(metrics["baselines"]["linear"]["rmse"]) in page.tiles.tiles[0].accessibleDescription()
    assert page.charts.currentWidget() is page.charts._numbers
    rows = metrics["test"] and world.session.runs[0].rows["test"]
    assert str(rows) in page.header.sentence
    assert str(rows) in page.charts.scatter.accessibleDescription()


def test_that_two_classes_get_matrix_and_roc_at_the_same_point(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    assert page.charts.currentWidget() is page.charts._classes
    assert page.charts._roc_panel.isVisible()
    recall = world.session.runs[0].metrics["test"]["recall"]
    assert page.charts.roc._at is not None
    assert page.charts.roc._at[1] == pytest.approx(recall)
    assert page.charts.matrix._counts.sum() == world.session.runs[0].rows["test"]


def test_that_several_classes_get_a_matrix_alone(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "size")
    assert not page.charts._roc_panel.isVisible()
    assert page.charts.matrix._counts.shape == (3, 3)
    assert len([tile for tile in page.tiles.tiles if tile.value != "–"]) == 4


def test_that_percent_shows_shares_of_the_actual_class(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "size")
    before = page.charts.matrix._figure(0, 0)
    page.charts._on_switched("percent")
    assert before != page.charts.matrix._figure(0, 0)
    assert page.charts.matrix._figure(0, 0).endswith("%")


def test_that_a_run_without_test_rows_says_so(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price", test="0")
    assert page._stack.currentWidget() is page._no_rows
    assert "kept no test rows" in page._no_rows.accessibleName()
    assert page._predict.isVisible()


def test_that_another_run_can_be_chosen_and_the_page_follows(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    world.train(epochs="2", layers="none")
    world.wait(lambda: page._shown[1] == world.session.chosen_run and page._evaluation is not None)
    page.chooser.chosen.emit("1")
    assert world.session.chosen_run == 1
    world.wait(lambda: page._evaluation is not None and "run 1" in page.header.sentence)
    assert page.chooser.key == "1"
    names = [page.table.contenders.index(row, NAME).data() for row in range(page.table.contenders.rowCount())]
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
    qtmodeltester.check(page.table.contenders)  # type: ignore[attr-defined]


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


def test_that_the_result_is_told_in_plain_words(world: World) -> None:
    words = EvaluationWords()
    told = words.plain(evaluation(Task.REGRESSION))
    assert "Half of the predictions of price are off by less than 1.5" in told
    classes = {
        "actual": np.array([0, 1, 1, 1]),
        "predicted": np.array([0, 1, 1, 0]),
        "probabilities": np.eye(2, dtype=np.float32)[[0, 1, 1, 0]],
        "classes": ("good", "bad"),
        "metrics": {"recall": 2 / 3, "precision": 1.0, "accuracy": 0.75},
    }
    assert "finds about 67" in words.plain(evaluation(Task.BINARY, **classes))
    several = {**classes, "classes": ("a", "b"), "metrics": {"accuracy": 0.75}}
    assert "Always answering “b”, the most frequent, would be right for 75" in words.plain(
        evaluation(Task.MULTICLASS, **several)
    )


def test_that_being_as_good_as_a_straight_line_is_not_ticked_off(world: World, tmp_path: Path) -> None:
    judged(world, tmp_path, "price")
    for rmse, tone in ((5.0, "ok"), (10.0, "info"), (15.0, "warn")):
        even = evaluation(
            Task.REGRESSION, metrics={"rmse": rmse}, baselines={"linear": {"rmse": 10.0}, "constant": {"rmse": 90.0}}
        )
        assert EvaluationWords().checks(even, view(world))[0].tone == tone


def test_that_a_worse_test_error_is_no_good_sign(world: World, tmp_path: Path) -> None:
    judged(world, tmp_path, "price")
    run = view(world)
    words = EvaluationWords()
    for test, tone in ((1.05, "ok"), (1.6, "warn")):
        metrics = {"test": {"rmse": test}, "validation": {"rmse": 1.0}}
        changed = RunView(**{**{name: getattr(run, name) for name in run.__dataclass_fields__}, "metrics": metrics})
        check = words._memorising(changed)
        assert check is not None
        assert check.tone == tone


def test_that_the_inspector_has_a_check_for_the_baseline(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    assert page._inspector.plain.text_shown.startswith("Half of the predictions of price")
    assert page._inspector._rows.count() >= 1


def test_that_closing_the_project_empties_the_page(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    world.session.close_project()
    assert page._stack.currentWidget() is page._empty
