"""From a file to exported predictions through the real window, offscreen."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from lane_rest import rests
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QWidget
from shell import inside
from window_driver import Driver, driven

from core.project.runs import RunStatus
from gui.pages import PAGES

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
CREDIT = SAMPLES / "credit_data.csv"


def open_credit(driver: Driver, preset: str = "quick", **overrides: str) -> None:
    """Drop the file, choose the target and the preset."""
    driver.drop(CREDIT)
    driver.wait_open()
    driver.session.choose_target("Status")
    driver.wait(lambda: driver.session.document.target == "Status" and not driver.session.counting)
    document = driver.session.document.with_preset(preset).with_settings(overrides)
    driver.session.edit(document, "settings")
    driver.wait(lambda: not driver.session.counting)


def test_the_whole_journey_and_finding_everything_again(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = CREDIT.read_bytes()
    with driven(qapp) as driver:
        open_credit(driver)
        driver.page("data")
        driver.go("clean")
        recipe = driver.session.document.recipe
        assert recipe.steps and driver.session.cleaned is not None
        driver.session.edit(driver.session.document.with_recipe(recipe.toggled(recipe.steps[0].id)), "switch a rule")
        driver.do("undo")
        assert driver.session.document.recipe == recipe
        driver.do("redo")
        assert driver.session.document.recipe != recipe
        driver.do("undo")
        driver.go("train")
        driver.train()
        run = driver.session.runs[-1]
        assert run.status is RunStatus.DONE and run.has_model
        assert run.metrics["test"]["roc_auc"] > 0.7 and set(run.metrics["baselines"]) >= {"constant", "linear"}
        driver.go("evaluate")
        page = driver.go("predict")
        page.predict(CREDIT)
        driver.wait(lambda: page.work.shown is not None, "predictions")
        page.export(tmp_path / "out.xlsx")
        driver.wait((tmp_path / "out.xlsx").exists, "the export")
        driver.settle()
        assert len(pd.read_excel(tmp_path / "out.xlsx", engine="calamine")) == 4454
        driver.session.save_as(tmp_path / "credit.epochal")
        document, runs = driver.session.document, driver.session.runs
        driver.go("train")
    with driven(qapp, tmp_path / "credit.epochal") as again:
        again.wait_open()
        again.page("train")
        assert again.session.document == document
        assert again.session.runs == runs
        assert again.session.cleaned.report.rows_out == 4452
    assert not list(tmp_path.glob("*-wal")) and CREDIT.read_bytes() == before
    answer = inside(
        capsys, "train", CREDIT, "--target", "Status", "-p", tmp_path / "shell.epochal", "--preset", "quick"
    )
    assert answer.last["digest"] == runs[-1].digest


def test_that_welcome_has_its_pictures_after_a_start_with_a_file(qapp: QApplication) -> None:
    with driven(qapp, CREDIT) as driver:
        driver.wait_open()  # a sample opens with a first run, and closing asks while it trains
        driver.wait(lambda: driver.session.runs and not driver.session.training, "the sample's first run")
        driver.do("close_project")
        cards = driver.window.welcome._cards.values()
        driver.wait(lambda: all(card._picture is not None for card in cards), "the pictures")


def test_that_ctrl_enter_trains_nothing_while_a_setting_is_wrong(qapp: QApplication) -> None:
    with driven(qapp) as driver:
        open_credit(driver, epochs="1")
        page = driver.go("train")
        page.edits.set_setting("learning_rate", "fast")
        driver.go("data")
        driver.do("start_run")
        driver.settle(0.5)
        assert driver.page("train") is page and not driver.session.training and not driver.session.runs
        page.edits.set_setting("learning_rate", "0.01")
        driver.train()
        assert len(driver.session.runs) == 1


def test_that_a_run_can_be_paused_resumed_and_stopped_with_its_best_kept(qapp: QApplication) -> None:
    with driven(qapp) as driver:
        open_credit(driver, "thorough", epochs="5000", patience="5000")
        driver.go("train")
        driver.do("start_run")
        driver.wait(lambda: driver.session.live_run and len(driver.session.live_run.epochs) > 3, "epochs")
        driver.do("pause_run")
        driver.wait(lambda: driver.session.live_run.paused, "pause")
        driver.wait(lambda: rests(driver.session.lanes.training), "the lane to hear of it")
        seen = len(driver.session.live_run.epochs)
        driver.settle(0.4)
        assert len(driver.session.live_run.epochs) == seen
        driver.do("pause_run")
        driver.wait(lambda: len(driver.session.live_run.epochs) > seen, "going on")
        driver.do("stop_run")
        driver.wait(lambda: not driver.session.training, "the end")
        run = driver.session.runs[-1]
        assert run.status is RunStatus.STOPPED and run.has_model and run.metrics["test"]
        losses = [row.validation_loss for row in run.epochs]
        assert run.best_epoch == losses.index(min(losses)) + 1


def test_that_closing_while_training_asks_and_keeps_the_best(qapp: QApplication, tmp_path: Path) -> None:
    with driven(qapp) as driver:
        open_credit(driver, "thorough", epochs="5000", patience="5000")
        driver.session.save_as(tmp_path / "p.epochal")
        driver.do("start_run")
        driver.wait(lambda: driver.session.live_run and len(driver.session.live_run.epochs) > 3, "epochs")
        assert not driver.window.close()
        driver.settle()
        driver.window._on_stop_and_close()
        driver.wait(lambda: not driver.window.isVisible(), "the window to close")
    with driven(qapp, tmp_path / "p.epochal") as again:
        again.wait_open()
        assert again.session.runs[-1].status is RunStatus.STOPPED and again.session.runs[-1].has_model


def test_that_a_bad_file_is_said_and_the_window_goes_on(qapp: QApplication, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with driven(qapp) as driver:
        driver.drop(empty)
        driver.wait(lambda: driver.told, "the sentence")
        assert "empty.csv" in str(driver.told[0]) and not driver.session.is_open
        driver.drop(CREDIT)
        driver.wait_open()
        assert driver.session.table.rows == 4454


def test_that_an_empty_project_takes_its_first_file_and_its_name(qapp: QApplication) -> None:
    with driven(qapp) as driver:
        driver.do("new_project")
        driver.wait_open()
        driver.drop(CREDIT)
        driver.wait(lambda: driver.session.table is not None and not driver.session.counting)
        assert driver.session.document.name == "credit_data" and driver.session.document.recipe.steps
        driver.do("undo")
        driver.wait(lambda: driver.session.table is None)
        driver.do("redo")
        driver.wait(lambda: driver.session.table is not None and driver.session.table.rows == 4454)


def test_that_a_missing_column_at_prediction_gets_a_typical_value_and_every_row_says_so(
    qapp: QApplication, tmp_path: Path
) -> None:
    frame = pd.read_csv(CREDIT).drop(columns=["Income", "Status"]).head(20)
    frame.to_csv(tmp_path / "new.csv", index=False)
    with driven(qapp) as driver:
        open_credit(driver, epochs="1")
        driver.train()
        page = driver.go("predict")
        driver.drop(tmp_path / "new.csv")
        driver.wait(lambda: page.work.shown is not None, "predictions")
        assert page.work.shown.rows.counts["check"] == 20
        (line,) = [line for line in page.work.shown.lines if line.expected == "Income"]
        assert line.tone == "warn" and line.words.startswith("not in file, uses ")


def names_missing(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    return [
        f"{type(child).__name__} in {type(child.parent()).__name__}"
        for child in root.findChildren(QWidget)
        if isinstance(child, kinds)
        and child.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not child.accessibleName()
        and not (isinstance(child, QAbstractButton) and child.text())
        and not isinstance(child.parent(), QComboBox)
        and not isinstance(child.parentWidget().parent(), QComboBox)
    ]


@pytest.mark.parametrize("size", [(1100, 700), (1440, 900)])
def test_that_every_page_shows_and_every_control_has_a_name(qapp: QApplication, size: tuple[int, int]) -> None:
    with driven(qapp, size=size) as driver:
        assert names_missing(driver.window) == []
        open_credit(driver, epochs="2")
        driver.train()
        for mode in ("dark", "light"):
            driver.program.theme.set_mode(mode)
            for page in PAGES:
                driver.go(page.key)
                assert not driver.window.grab().isNull()
        assert names_missing(driver.window) == []
        assert driver.told == []
