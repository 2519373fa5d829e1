"""What the Train page says of a run that went wrong, and the next step that it offers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_world import World, numbers_csv
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from run_records import record

from core.base.notices import Notice, Severity
from core.project.runs import RunStatus
from gui.models.run_remedies import lower_rate, narrower, worth_a_line
from gui.models.run_view import run_view
from gui.models.runs import RunColumn
from gui.pages.train import TrainPage
from gui.pages.train_details import RunDetails
from gui.pages.train_notice import RunNotice


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    made = World(qtbot)
    yield made
    made.end()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return numbers_csv(tmp_path)


def offered(page: TrainPage, words: str) -> list[QAbstractButton]:
    """The notice's buttons that are shown and begin so."""
    shown = [button for button in page.notice.findChildren(QAbstractButton) if not button.isHidden()]
    return [button for button in shown if button.text().startswith(words)]


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
