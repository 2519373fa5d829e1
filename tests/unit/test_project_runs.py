"""The runs of the open project: read once, never for long on the window's thread, and the chosen one told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from gui_world import World
from pytestqt.qtbot import QtBot
from stored_projects import sample_model

from core.base.errors import EpochalError
from core.project.runs import EpochRow, RunStatus
from core.project.store import ProjectStore
from gui.state.project_runs import AT_ONCE_EPOCHS

MANY = AT_ONCE_EPOCHS + 1


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    made = World(qtbot)
    made.session.new_project("Untitled")
    made.wait(lambda: made.session.is_open)
    yield made
    made.end()


def trained_elsewhere(path: Path | None, epochs: int, *, target: str | None = None, loss: float = 1.0) -> int:
    """A run as another program would have written it; its number."""
    assert path is not None
    with ProjectStore.open(path) as store:
        number = store.begin_run(
            name="Quick",
            document={"target": target},
            task="regression",
            planned_epochs=epochs,
            rows={},
            environment={},
            prepared={},
        )
        store.add_epochs(number, [EpochRow(epoch, loss, loss, epoch * 0.01) for epoch in range(1, epochs + 1)])
        store.finish_run(number, RunStatus.DONE, best_epoch=1, digest=None, metrics={}, seconds=1.0)
    return number


def test_that_few_epochs_are_read_at_once_and_many_in_a_lane(world: World) -> None:
    session = world.session
    trained_elsewhere(session.path, 3)
    session.reload_runs()
    assert [len(run.epochs) for run in session.runs] == [3] and not session.lanes.other.jobs
    trained_elsewhere(session.path, MANY)
    session.reload_runs()
    session.reload_runs()
    assert [run.number for run in session.runs] == [1] and len(session.lanes.other.jobs) == 1
    world.wait(lambda: len(session.runs) == 2)
    assert [len(run.epochs) for run in session.runs] == [3, MANY] and session.next_run_number == 3


def test_that_what_is_written_while_a_lane_reads_is_seen_too(world: World) -> None:
    session = world.session
    trained_elsewhere(session.path, MANY)
    session.reload_runs()
    trained_elsewhere(session.path, 2)
    session.reload_runs()
    world.wait(lambda: bool(session.runs))
    assert [len(run.epochs) for run in session.runs] == [MANY, 2]


def test_that_runs_still_being_read_stay_with_their_project(world: World) -> None:
    session = world.session
    trained_elsewhere(session.path, MANY)
    session.reload_runs()
    session.new_project("Another")
    first = session.path
    world.wait(lambda: session.path != first and not session.lanes.other.jobs)
    assert session.runs == ()
    trained_elsewhere(session.path, 1)
    session.reload_runs()
    assert [len(run.epochs) for run in session.runs] == [1]


def test_that_a_run_brought_back_is_the_one_that_was_put_away(world: World) -> None:
    session = world.session
    trained_elsewhere(session.path, MANY)
    session.reload_runs()
    world.wait(lambda: len(session.runs) == 1)
    [run] = session.runs
    session.remove_run(1)
    assert session.runs == ()
    session.undo_stack.undo()
    assert session.runs == (run,) and session.runs[0] is run, "nothing of it was read again"


def test_that_a_run_put_away_long_ago_is_not_read(world: World) -> None:
    session = world.session
    trained_elsewhere(session.path, MANY)
    assert session.path is not None
    with ProjectStore.open(session.path) as store:
        assert store.unread_epochs(()) == MANY
        whole = store.runs()
        assert store.unread_epochs(whole) == 0
        store.put_run_away(1)
        assert store.unread_epochs(()) == 0 and store.runs() == ()
    session.reload_runs()
    assert not session.lanes.other.jobs and session.runs == ()


def test_that_heard_epochs_are_kept_as_far_as_the_file_has_them(world: World) -> None:
    trained_elsewhere(world.session.path, 5)
    assert world.session.path is not None
    with ProjectStore.open(world.session.path) as store:
        [run] = store.runs()
        ahead = replace(run, epochs=(*run.epochs, EpochRow(6, 0.5, 0.5, 0.06)))
        assert store.runs([ahead]) == (run,)


def test_that_another_target_tells_of_another_best_run(world: World) -> None:
    session = world.session
    trained_elsewhere(session.path, 1, target="price", loss=0.5)
    trained_elsewhere(session.path, 1, target="area", loss=0.9)
    assert session.path is not None
    with ProjectStore.open(session.path) as store:
        store.put_model(1, sample_model(1))
        store.put_model(2, sample_model(2))
    session.reload_runs()
    told: list[int | None] = []
    session.chosen_run_changed.connect(lambda: told.append(session.chosen_run))
    assert session.document is not None
    session.edit(session.document.with_target("area"), "Predict area")
    session.edit(session.document.with_target("price"), "Predict price")
    assert told == [2, 1]


def test_that_runs_that_cannot_be_read_are_told_and_stay_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    session = world.session
    trained_elsewhere(session.path, 1)
    session.reload_runs()

    def gone(*_: object) -> None:
        raise EpochalError("project.missing", {"file": "x"})

    monkeypatch.setattr(ProjectStore, "runs", gone)
    session.reload_runs()
    assert [error.code for error in world.failures] == ["project.missing"] and len(session.runs) == 1
