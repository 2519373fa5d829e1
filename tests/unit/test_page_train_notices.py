"""What the Train page says of a run that went wrong, and the next step that it offers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
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


def test_that_overfitting_presses_until_a_better_epoch_is_found() -> None:
    notice = Notice("training.overfitting", {"epochs": 10, "best_epoch": 2}, severity=Severity.WARN)
    for status in (RunStatus.TRAINING, RunStatus.DONE, RunStatus.STOPPED):
        told, better = (record(1, notices=(notice,), status=status, best_epoch=epoch) for epoch in (2, 41))
        assert worth_a_line(run_view(told)) == notice
        assert run_view(told).overfits
        assert worth_a_line(run_view(better)) is None
        assert not run_view(better).overfits


def test_that_no_learning_presses_until_the_run_has_learned() -> None:
    notice = Notice("training.no_learning", {"epochs": 10, "constant_loss": 1.0}, severity=Severity.WARN)
    assert worth_a_line(run_view(record(1, notices=(notice,), validation=1.0))) == notice
    assert worth_a_line(run_view(record(1, notices=(notice,), validation=0.9))) is None
    early = Notice("training.no_learning", {"epochs": 10}, severity=Severity.WARN)  # as stored before 2026-11-25
    assert worth_a_line(run_view(record(1, notices=(early,), validation=0.9))) == early


def test_that_the_notice_offers_stopping_only_to_a_live_run(world: World, qtbot: QtBot) -> None:
    line = RunNotice(world.theme)
    qtbot.addWidget(line)
    notice = Notice("training.overfitting", {"epochs": 10, "best_epoch": 2}, severity=Severity.WARN)
    line.show_run(run_view(record(1, notices=(notice,), status=RunStatus.TRAINING)))
    assert "epoch 2" in line.words
    words = [button.text() for button in line.findChildren(QAbstractButton)]
    assert "Stop, keep best" in words
    line.show_run(None)
    assert line.words == ""


def try_again(world: World, page: TrainPage, words: str) -> dict[str, str]:
    """Press the notice's button that begins so, wait for the run's end, and give what was changed from the preset."""
    world.wait(lambda: len(offered(page, words)) == 1)  # Qt shows what a layout takes in its next turn
    before = len(world.session.runs)
    offered(page, words)[0].click()
    world.wait(lambda: not world.session.training and len(world.session.runs) == before + 1)
    return dict(world.session.document.overrides)


@pytest.mark.parametrize(("rate", "optimiser"), [("100", "gradient_descent"), ("90", "momentum")])
def test_that_a_diverged_run_says_so_and_offers_a_next_step(
    world: World, table: Path, rate: str, optimiser: str
) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train(optimiser=optimiser, learning_rate=rate, activation="relu")
    assert world.session.runs[0].status is RunStatus.DIVERGED
    assert page.notice.words.startswith("Run 1: the loss became infinite in epoch ")
    assert f"it is {rate}, and 0.0001 to 0.01 usually work" in page.notice.advice
    assert page.runs.index(0, RunColumn.STATUS).data() == "Diverged"
    assert try_again(world, page, "Try again with 0.01")["learning_rate"] == "0.01"
    assert world.session.runs[1].status is RunStatus.DONE
    assert page.notice.words == ""


def noise_csv(folder: Path, rows: int, weight: float) -> Path:
    """A number that `weight` of six columns tell of, the rest of it noise."""
    rng = np.random.default_rng(5)
    columns = rng.normal(size=(rows, 6))
    y = weight * columns.sum(axis=1) + rng.normal(size=rows) * 2
    rows_ = np.column_stack([columns, y])
    lines = ["a,b,c,d,e,f,y", *(",".join(f"{value:.4f}" for value in row) for row in rows_)]
    path = folder / "noise.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_that_a_run_that_learns_few_rows_by_heart_says_so_and_offers_half_the_network(
    world: World, tmp_path: Path
) -> None:
    world.open_table(noise_csv(tmp_path, 90, 1.0), "y")
    page = world.page(TrainPage)
    world.train(layers="256,256", activation="relu", epochs="150", patience="0")
    assert [notice.code for notice in world.session.runs[0].notices] == ["training.overfitting"]
    assert "by heart" in page.notice.words
    assert "fewer or narrower layers" in page.notice.advice
    assert page.runs.index(0, RunColumn.STATUS).data() == "Best"  # there is no other
    assert try_again(world, page, "Try again with 128 → 128")["layers"] == "128,128"


def test_that_a_run_that_learns_nothing_says_so_and_shows_the_columns(world: World, tmp_path: Path) -> None:
    world.open_table(noise_csv(tmp_path, 3000, 0.0), "y")
    page = world.page(TrainPage)
    world.train(epochs="20", patience="5")
    assert [notice.code for notice in world.session.runs[0].notices] == ["training.no_learning"]
    assert "no better than always giving the same answer" in page.notice.words
    world.wait(lambda: len(offered(page, "Look at the columns")) == 1)
    offered(page, "Look at the columns")[0].click()
    assert world.gone_to == ["data"]


def test_that_a_rate_at_which_nothing_is_learned_is_named(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train(epochs="20", learning_rate="0.00000001")
    assert "0.0001 to 0.01 usually work" in page.notice.advice
    assert try_again(world, page, "Try again with 0.001")["learning_rate"] == "0.001"


def test_that_good_runs_say_nothing(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    for preset in ("quick", "balanced", "thorough"):
        world.session.edit(world.session.document.with_preset(preset), preset)
        world.session.start_run()
        world.wait(lambda: not world.session.training)
        assert page.notice.words == ""
    assert not [run.notices for run in world.session.runs if run.notices]


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


def test_that_tab_comes_to_a_notice_where_it_stands(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.train(optimiser="gradient_descent", learning_rate="90")
    world.wait(lambda: len(offered(page, "Try again")) == 1)
    order, widget = [], page.header.stop
    while widget not in order:
        order.append(widget)
        widget = widget.nextInFocusChain()
    [again], [settings] = offered(page, "Try again"), offered(page, "Change settings")
    assert order.index(again) < order.index(settings) < order.index(page.loss.chart) < order.index(page.table)
