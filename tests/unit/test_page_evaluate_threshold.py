"""The threshold between two classes on the Evaluate page: looked at, priced, chosen and kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evaluate_pages import judged
from gui_world import World
from PySide6.QtCore import Qt

from core.project.runs import ChosenThreshold
from core.project.store import ProjectStore
from gui.models.words import count, share
from gui.pages.evaluate import EvaluatePage
from gui.pages.evaluate_inspector import CheckRow
from gui.pages.evaluate_table import NAME, REMARK
from gui.state.navigator import USE_THRESHOLD


def at_threshold(page: EvaluatePage, threshold: float) -> bool:
    judged_now = page._judged
    return judged_now is not None and page._job is None and judged_now.evaluation.threshold == threshold


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
