"""The Train page before its first run, and the menu of its panel: what else can be done with a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from gui_world import World, numbers_csv
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.pages.train import TrainPage
from gui.pages.train_ghost import OTHERS, TRAINING, VALIDATION, LossGhost
from gui.theme import Theme
from gui.widgets import Button

POPUP = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups


@pytest.fixture
def page(world: World, tmp_path: Path) -> TrainPage:
    world.open_table(numbers_csv(tmp_path), "price")
    return world.page(TrainPage)


def opened(world: World, page: TrainPage) -> dict[str, QAction]:
    """The entries of the menu, after the button was pressed."""
    before = set(page.findChildren(QMenu))
    world.qtbot.mouseClick(page._inspector.more, Qt.MouseButton.LeftButton)
    [menu] = [menu for menu in page.findChildren(QMenu) if menu not in before]
    return {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}


@pytest.mark.parametrize(("width", "height"), [(820, 420), (890, 750), (2000, 1250)])
def test_that_no_curve_of_the_ghost_crosses_its_words(world: World, width: int, height: int) -> None:
    ghost = LossGhost(Theme("light"), [Button(Theme("light"), "Try Quick first", icon="zap")])
    world.qtbot.addWidget(ghost)
    ghost.set_words("No run yet", "Here the loss falls while a network learns price. " * 2)
    ghost.resize(width, height)
    ghost.show()
    words = ghost.words
    assert words.height() > 120
    crossed = [
        (curve, step)
        for curve in (VALIDATION, TRAINING, *OTHERS)
        for step in range(201)
        if words.contains(ghost.place(curve, step / 200).toPoint())
    ]
    assert crossed == []


def test_that_the_ghost_is_drawn_in_both_themes_and_says_what_it_is(world: World, page: TrainPage) -> None:
    ghost = page.states.currentWidget()
    assert isinstance(ghost, LossGhost) and ghost.accessibleName() == "No run yet"
    assert "price" in ghost.accessibleDescription()
    for mode in ("light", "dark"):
        world.theme.set_mode(mode)
        image = ghost.grab().toImage()
        at = ghost.place(VALIDATION, 0.3).toPoint()
        assert image.pixelColor(at) == world.theme.colour("ghost")
    world.theme.set_mode("light")


@POPUP
def test_that_the_next_run_takes_settings_of_others_and_another_seed(world: World, page: TrainPage) -> None:
    entries = opened(world, page)
    assert list(entries) == [
        "Settings of the preset again", "Another split and start: seed 1", "Show all settings",
    ]  # fmt: skip
    assert not entries["Settings of the preset again"].isEnabled()
    entries["Another split and start: seed 1"].trigger()
    assert world.session.document is not None and world.session.document.seed == 1
    world.train(layers="7")
    page.edits.reset_settings()
    page.edits.set_setting("layers", "9,9")
    page._inspector.show_new()
    entries = opened(world, page)
    assert entries["Settings of the preset again (1 changed)"].isEnabled()
    [again] = [action for words, action in entries.items() if words.startswith("Settings of run 1")]
    again.trigger()
    assert dict(world.session.document.overrides)["layers"] == "7"
    opened(world, page)["Show all settings"].trigger()
    assert page._inspector.advanced.is_open and page._inspector.advanced.form.more.is_open
    world.session.undo_stack.undo()
    assert dict(world.session.document.overrides)["layers"] == "9,9"


@POPUP
def test_that_of_a_chosen_run_the_menu_is_its_own(world: World, page: TrainPage) -> None:
    world.train()
    page._inspector.show_chosen()
    assert page._inspector.more.accessibleName() == "More about this run"
    entries = opened(world, page)
    assert "Use its settings again" in entries
    entries["Evaluate"].trigger()
    assert world.gone_to == ["evaluate"]


def test_that_without_data_there_is_no_menu(world: World) -> None:
    assert not world.page(TrainPage)._inspector.more.isEnabled()
