"""The bottom strip and the top bar: what runs, how it ended, and names of any length."""

from __future__ import annotations

from pathlib import Path

from gui_world import World, numbers_csv
from PySide6.QtWidgets import QWidget

from gui.actions import make_actions
from gui.window.job_strip import JobStrip
from gui.window.top_bar import TopBar


def test_that_a_run_that_went_wrong_is_said_until_the_next(world: World, tmp_path: Path) -> None:
    world.open_table(numbers_csv(tmp_path), target="price")
    strip = JobStrip(world.session, world.theme)
    world.qtbot.addWidget(strip)
    said: list[str] = []
    world.session.run_state_changed.connect(lambda: said.append(strip._name.text()))
    world.train(learning_rate="1", optimiser="gradient_descent", scaling="none", target_scaling="none")
    assert str(world.session.runs[0].status) == "diverged"
    assert strip._name.text().startswith("Run 1") and "infinite" in strip._done.text()
    world.session.edit(world.session.document.with_settings({"epochs": "3"}), "settings")  # type: ignore[union-attr]
    world.session.start_run()
    world.wait(lambda: world.session.training)
    world.wait(lambda: not world.session.training)
    assert strip._name.text() == "No runs in progress" and strip._done.text() == ""
    assert any(words.startswith("Run 2") or words == "New run" for words in said)


def test_that_a_long_name_leaves_the_bar_its_width(world: World) -> None:
    world.session.new_project("A name that somebody has made up of every word that came to mind " * 3)
    world.wait(lambda: world.session.is_open)
    window = QWidget()
    world.qtbot.addWidget(window)
    bar = TopBar(world.session, world.theme, make_actions(world.theme, window), window)
    window.show()
    for width, narrow in ((1100, True), (1440, False)):
        bar.set_narrow(narrow)
        bar.resize(width, 48)
        bar.show()
        bar.show_document()
        assert bar.minimumSizeHint().width() <= width
        assert bar.inspector_button.geometry().right() <= width and bar._state.width() > 60
        assert bar._name.toolTip().startswith("A name that somebody")


def test_that_the_files_ending_stands_muted_after_the_name_and_goes_first(world: World) -> None:
    window = QWidget()
    world.qtbot.addWidget(window)
    bar = TopBar(world.session, world.theme, make_actions(world.theme, window), window)
    assert bar._name.shown_words(400) == ("No project", "")
    world.session.new_project("Prices")
    world.wait(lambda: world.session.is_open)
    wide = bar._name.sizeHint().width()
    assert bar._name.shown_words(wide) == ("Prices", ".epochal")
    assert bar._name.shown_words(wide - 20) == ("Prices", "")
    world.session.close_project()
    bar.show_document()
    assert bar._name.shown_words(wide) == ("No project", "")


def test_that_a_draft_says_where_it_is_kept_and_how_to_get_a_file(world: World, tmp_path: Path) -> None:
    window = QWidget()
    world.qtbot.addWidget(window)
    bar = TopBar(world.session, world.theme, make_actions(world.theme, window), window)
    world.session.new_project("Prices")
    world.wait(lambda: world.session.is_open)
    bar.resize(1440, 48)
    bar.show()
    bar.show_document()
    assert bar._state.text() == "Draft, saved" and "Ctrl S saves the project as a file" in bar._state.toolTip()
    world.session.save_as(tmp_path / "prices.epochal")
    world.wait(lambda: not world.session.is_draft)
    bar.show_document()
    assert "Ctrl S" not in bar._state.toolTip()


def test_that_only_steps_back_and_forth_repeat_while_their_keys_are_held(world: World) -> None:
    window = QWidget()
    world.qtbot.addWidget(window)
    actions = make_actions(world.theme, window)
    assert actions["undo"].autoRepeat() and not actions["start_run"].autoRepeat() and not actions["quit"].autoRepeat()
