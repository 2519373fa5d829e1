"""How long a preset takes, on its card: when it is tried, when it is not, and that no run hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_world import World, numbers_csv
from pytestqt.qtbot import QtBot

from core.flow.estimating import Estimate
from core.nn.step import warm_up
from core.project.runs import RunStatus
from gui.pages.train import TrainPage
from gui.pages.train_times import PresetTimes
from gui.widgets import PresetCard


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    warm_up()
    made = World(qtbot)
    yield made
    made.end()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return numbers_csv(tmp_path)


def asides(page: TrainPage) -> dict[str, str]:
    return {card.key: card.aside for card in page._inspector.findChildren(PresetCard)}


def known(page: TrainPage) -> bool:
    return set(page.times.words) == {"quick", "balanced", "thorough"}


def test_that_every_preset_says_how_long_it_takes_and_why(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    assert asides(page) == {"quick": "", "balanced": "", "thorough": ""}
    world.wait(lambda: known(page))
    assert asides(page) == {key: words.aside for key, words in page.times.words.items()}
    assert all(aside.startswith(("under", "about")) for aside in asides(page).values())
    [card] = [card for card in page._inspector.findChildren(PresetCard) if card.key == "balanced"]
    assert "55 epochs of 154 rows" in card.toolTip() and "all 200" in card.toolTip()
    assert card.aside in card.accessibleDescription()


def test_that_a_change_of_settings_is_tried_anew(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.wait(lambda: known(page))
    page.edits.set_setting("layers", "512,512")
    page.edits.set_setting("patience", "0")
    assert asides(page)["quick"] == ""
    world.wait(lambda: known(page))
    assert "20 epochs" in page.times.words["quick"].meaning and "all 20" not in page.times.words["quick"].meaning
    page.edits.choose_target("size")
    world.wait(lambda: world.session.document.target == "size" and not known(page))
    world.wait(lambda: known(page))


def test_that_choosing_a_preset_asks_for_nothing_new(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.wait(lambda: known(page))
    jobs: list[object] = []
    world.lanes.training.job_added.connect(jobs.append)
    page.edits.choose_preset("thorough")
    world.wait(lambda: not world.session.counting and page.target.words == "number")
    assert known(page)
    world.qtbot.wait(600)
    assert jobs == []


def test_that_nothing_is_tried_beside_a_run_and_a_start_ends_the_trial(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.wait(lambda: page.times._job is not None)
    trial = page.times._job
    ended: list[object] = []
    trial.ended.connect(ended.append)
    page.edits.set_setting("epochs", "1000000")
    world.session.edit(world.session.document.with_setting("patience", "0"), "patience")
    page.start_run()
    world.wait(lambda: world.session.live_run is not None and world.session.live_run.epoch > 2)
    assert ended == [trial]
    world.qtbot.wait(600)
    assert page.times._job is None and not page.times.words
    assert set(asides(page).values()) == {"after the run"}, "the cards say why they say no time"
    [card] = [card for card in page._inspector.findChildren(PresetCard) if card.key == "quick"]
    assert "Tried when no run trains" in card.toolTip()
    world.session.stop_all_runs()
    world.wait(lambda: not world.session.training)
    world.wait(lambda: known(page))
    assert [run.status for run in world.session.runs] == [RunStatus.STOPPED]


def test_that_settings_changed_beside_a_run_are_tried_after_it(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.wait(lambda: known(page))
    world.session.edit(world.session.document.with_settings({"epochs": "1000000", "patience": "0"}), "long")
    page.start_run()
    world.wait(lambda: world.session.live_run is not None and world.session.live_run.epoch > 2)
    page.edits.set_setting("epochs", "30")
    world.wait(lambda: not world.session.counting)
    assert set(asides(page).values()) == {"after the run"}
    world.session.stop_all_runs()
    world.wait(lambda: known(page))
    assert "30 epochs" in page.times.words["quick"].meaning
    assert asides(page) == {key: words.aside for key, words in page.times.words.items()}


def test_that_a_trial_changes_no_bit_of_a_run(world: World, table: Path) -> None:
    world.open_table(table, "price")
    world.train()
    page = world.page(TrainPage)
    page.edits.set_setting("epochs", "4")
    world.wait(lambda: known(page))
    world.train()
    first, second = world.session.runs
    assert first.digest == second.digest


def test_that_settings_that_no_run_can_have_say_no_time(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    page.edits.set_setting("loss", "cross_entropy")  # for classes
    ended: list[object] = []
    world.lanes.training.job_ended.connect(ended.append)
    world.wait(lambda: len(ended) == 1)
    assert page.times.words == {}


def test_that_estimates_are_rounded_as_estimates(world: World) -> None:
    times = PresetTimes(world.session, world.page(TrainPage).target)
    told = {
        0.2: "under 1 s", 1.4: "about 1 s", 9.2: "about 9 s", 12: "about 10 s", 44: "about 45 s", 58: "about 1 min",
        400: "about 7 min", 1300: "about 20 min", 3500: "about 1 h", 9000: "about 2 h",
    }  # fmt: skip
    assert {seconds: times._words(Estimate(1, seconds, 1, seconds, 9, 1)).aside for seconds in told} == told


def test_that_memory_stands_beside_the_time_in_the_tooltip(world: World, table: Path) -> None:
    world.open_table(table, "price")
    page = world.page(TrainPage)
    world.wait(lambda: known(page))
    tips = {card.key: card.toolTip() for card in page._inspector.findChildren(PresetCard)}
    assert all(tip.endswith("of memory.") and " needs about " in tip for tip in tips.values())
    told = {0: "1.0 MB", 512 << 20: "510 MB", 1023 << 20: "1.0 GB", 3 << 30: "3.0 GB", 37 << 28: "9.2 GB"}
    said = {size: page.times._words(Estimate(1, 1, 1, 1, 9, size)).meaning for size in told}
    assert all(said[size].endswith(f"about {words} of memory.") for size, words in told.items()), said
