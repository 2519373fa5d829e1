"""History beside the recipe: what was done and when, what can be done again, and what was saved before."""

from __future__ import annotations

import pytest
from clean_pages import choose, kinds
from gui_world import World
from pseudo_words import Chinese
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from core.cleaning.rules import TidyText
from gui.models.cells import CellRole
from gui.models.steps import Place
from gui.pages.clean import CleanPage
from gui.pages.clean_history import StepList
from gui.widgets.moments import short_moment

AS_SUGGESTED = ["tidy_text", "drop_missing", "fill_missing"]


@pytest.fixture
def page(page: CleanPage) -> CleanPage:
    """Its steps are watched for a model that isn't sound."""
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(page._history.steps, strict, page)
    return page


def remove_first(world: World, page: CleanPage) -> None:
    choose(world, page, TidyText.kind)
    world.qtbot.keyClick(page.rules, Qt.Key.Key_Delete)


def click(world: World, view: StepList, row: int) -> None:
    place = view.visualRect(view.model().index(row, 0)).topLeft() + QPoint(60, 10)
    world.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_that_it_goes_back_and_forth_by_a_click(world: World, page: CleanPage) -> None:
    view = page._history.view
    remove_first(world, page)
    titles = [view.model().index(row, 0).data() for row in range(2)]
    assert titles[0] == "Removed: Tidy the spelling of cut", "the newest is on top"
    click(world, view, 1)
    assert kinds(world) == AS_SUGGESTED
    states = [view.model().index(row, 0).data(CellRole.STATE) for row in range(2)]
    assert states == [Place.LATER, Place.HERE], "what was undone stays, and can be done again"
    click(world, view, 0)
    assert kinds(world) == ["drop_missing", "fill_missing"]


def test_that_it_goes_back_by_the_keyboard(world: World, page: CleanPage) -> None:
    view = page._history.view
    remove_first(world, page)
    world.qtbot.keyClick(view, Qt.Key.Key_Down)
    assert kinds(world) == ["drop_missing", "fill_missing"], "walking changes nothing"
    world.qtbot.keyClick(view, Qt.Key.Key_Return)
    assert kinds(world) == AS_SUGGESTED


def test_that_each_step_says_when_and_where_one_is(world: World, page: CleanPage) -> None:
    remove_first(world, page)
    model = page._history.steps
    when, here = model.index(0, 0).data(CellRole.SUMMARY).split(" · ")
    assert here == "you are here"
    assert when == short_moment(world.session.undo_stack.command(0).made_at) != ""
    assert model.index(0, 0).data(CellRole.ICON) == "circle-dot"
    assert model.index(1, 0).data(CellRole.ICON) == "camera", "the state as opened, with its data"
    assert "as it was opened" in model.index(1, 0).data(CellRole.SUMMARY)


def test_that_states_from_before_closing_can_be_gone_back_to(world: World, page: CleanPage) -> None:
    path = world.session.path
    remove_first(world, page)
    remove_first_words = world.session.undo_stack.undoText()
    assert path is not None
    world.session.close_project()
    world.session.open_project(path)
    world.wait(lambda: world.session.cleaned is not None and not world.session.counting)
    model, view = page._history.steps, page._history.view
    assert kinds(world) == ["drop_missing", "fill_missing"]
    assert model.index(0, 0).data() == remove_first_words
    assert model.place(1) is Place.EARLIER
    click(world, view, 1)
    assert kinds(world) == AS_SUGGESTED
    world.session.undo_stack.undo()
    assert kinds(world) == ["drop_missing", "fill_missing"], "going back is a step like any other"


def test_that_a_step_taken_back_is_told_in_the_language_of_whoever_looks(
    world: World, page: CleanPage, qapp: QApplication
) -> None:
    path, session = world.session.path, world.session
    remove_first(world, page)
    done = session.undo_stack.undoText()
    session.undo_stack.undo()
    assert path is not None
    session.close_project()
    session.open_project(path)
    world.wait(lambda: session.cleaned is not None and not session.counting)
    model = page._history.steps
    assert model.index(0, 0).data() == f"Undone: {done}"
    spoken = Chinese(qapp)
    qapp.installTranslator(spoken)
    try:
        said = model.index(0, 0).data()
        assert done in said and "Undo" not in said
    finally:
        qapp.removeTranslator(spoken)
