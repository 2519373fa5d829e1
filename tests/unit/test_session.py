"""The session: one document, saved at once, undone step by step, found again; runs and previews around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.base.errors import EpochalError
from core.project.runs import RunStatus
from core.project.store import ProjectStore
from gui import assets
from gui.state import opening
from gui.state.session import Session
from gui.work import Lanes
from gui.work.job import JobState


@pytest.fixture
def session(qapp: object) -> Iterator[Session]:
    lanes = Lanes()
    session = Session(lanes)
    bugs: list[object] = []
    lanes.bug_found.connect(bugs.append)
    yield session
    session.close_project()
    lanes.shut_down()
    assert bugs == []


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    path = tmp_path / "houses.csv"
    rows = [f"{40 + 3 * n % 97},{'abc'[n % 3]},{(40 + 3 * n % 97) * 1000 + n % 7}" for n in range(120)]
    rows[5] = "," + rows[5].split(",", 1)[1]
    path.write_text("\n".join(["area,town,price", *rows]), encoding="utf-8")
    return path


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()))


def opened(session: Session, qtbot: QtBot, path: Path) -> None:
    session.import_file(path, target="price")
    until(qtbot, lambda: session.is_open and not session.counting)


def test_that_an_import_becomes_a_saved_draft(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    assert session.is_draft and session.save_state == "saved"
    assert session.document is not None and session.document.target == "price"
    assert session.table is not None and session.table.rows == 120
    assert session.profile is not None and session.profile.rows == 120
    assert session.cleaned is not None and session.cleaning_error is None
    assert session.path is not None
    with ProjectStore.open(session.path, read_only=True) as store:
        assert store.document() == session.document


def test_that_an_edit_is_one_step_and_saved_at_once(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    before = session.document
    assert before is not None and session.path is not None
    session.edit(before.with_target("area"), "Target: area")
    session.edit(before.with_target("area"), "the same again")
    assert session.undo_stack.count() == 1 and session.undo_stack.undoText() == "Target: area"
    with ProjectStore.open(session.path, read_only=True) as store:
        assert store.document().target == "area"
    session.undo_stack.undo()
    assert session.document == before
    with ProjectStore.open(session.path, read_only=True) as store:
        assert store.document() == before
    session.undo_stack.redo()
    assert session.document is not None and session.document.target == "area"


def test_that_of_many_edits_the_last_is_counted(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    document = session.document
    assert document is not None
    for name in ("area", "price", "area"):
        session.edit(document.with_target(name).with_column_ignored("town", name == "area"), name)
    assert session.counting
    until(qtbot, lambda: not session.counting)
    assert session.cleaned is not None and not session.cleaned.table.has("town")


def test_that_a_recipe_that_cannot_be_applied_says_why(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    document = session.document
    assert document is not None
    session.edit(document.with_setting("test", "nonsense"), "bad share")
    until(qtbot, lambda: not session.counting)
    assert isinstance(session.cleaning_error, EpochalError)
    session.undo_stack.undo()
    until(qtbot, lambda: not session.counting)
    assert session.cleaning_error is None and session.cleaned is not None


def test_that_everything_is_found_again(session: Session, qtbot: QtBot, houses: Path, tmp_path: Path) -> None:
    opened(session, qtbot, houses)
    draft, place = session.path, tmp_path / "mine.epochal"
    assert draft is not None
    session.save_as(place)
    session.keep_ui_state({"page": "clean"})
    assert not session.is_draft and session.document is not None and session.document.name == "mine"
    kept = session.document
    session.close_project()
    assert not draft.exists()
    assert [path.name for path in tmp_path.glob("mine*")] == ["mine.epochal"], "one plain file"
    session.open_project(place)
    until(qtbot, lambda: session.is_open and not session.counting)
    assert session.document == kept
    assert session.ui_state() == {"page": "clean"}
    assert session.table is not None and session.table.rows == 120


def test_that_a_bad_file_is_told_and_nothing_is_lost(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    before = session.document
    empty = houses.with_name("empty.csv")
    empty.write_bytes(b"")
    told: list[EpochalError] = []
    session.failed.connect(told.append)
    session.import_file(empty)
    until(qtbot, lambda: told)
    assert told[0].code.startswith("data.") and session.document == before
    assert len(list(opening.drafts_folder().glob("*.epochal"))) == 1


def test_that_a_missing_project_is_told(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[EpochalError] = []
    session.failed.connect(told.append)
    session.open_project(tmp_path / "gone.epochal")
    until(qtbot, lambda: told and session.busy is None)
    assert told[0].code == "project.missing" and not session.is_open


def test_that_another_file_can_be_imported_and_undone(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    other = houses.with_name("more.csv")
    other.write_text(houses.read_text(encoding="utf-8") + "\n77,a,77000\n", encoding="utf-8")
    session.import_again(other)
    until(qtbot, lambda: session.table is not None and session.table.rows == 121)
    session.undo_stack.undo()
    until(qtbot, lambda: session.table is not None and session.table.rows == 120)
    assert session.document is not None and session.document.data is not None
    assert session.document.data.file_name == "houses.csv"


def test_that_nothing_is_counted_with_the_table_of_an_import_that_was_undone(
    session: Session, qtbot: QtBot, houses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(session, qtbot, houses)
    other = houses.with_name("more.csv")
    other.write_text(houses.read_text(encoding="utf-8") + "\n77,a,77000\n", encoding="utf-8")
    session.import_again(other)
    until(qtbot, lambda: session.table is not None and session.table.rows == 121 and not session.counting)
    counted, show = list[object](), session._preview.show
    monkeypatch.setattr(session._preview, "show", lambda table, told: (counted.append(table), show(table, told)))
    session.undo_stack.undo()
    session.try_out(None)  # as leaving a rule's option does, while the table of before is still read
    until(qtbot, lambda: session.table is not None and session.table.rows == 120 and not session.counting)
    assert counted == [session.table]


def test_that_importing_the_same_file_again_keeps_no_second_table(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    session.import_again(houses)
    until(qtbot, lambda: session.busy is None and not session.counting)
    assert not session._data._arriving and session.table is not None and session.table.rows == 120
    other = houses.with_name("more.csv")
    other.write_text(houses.read_text(encoding="utf-8") + "\n77,a,77000\n", encoding="utf-8")
    session.import_again(other)
    until(qtbot, lambda: session.table is not None and session.table.rows == 121)
    assert not session._data._arriving


def test_that_an_empty_project_takes_data_later(session: Session, qtbot: QtBot, houses: Path) -> None:
    session.new_project("Untitled")
    until(qtbot, lambda: session.is_open)
    assert session.table is None and session.start_run() is None
    session.import_again(houses)
    until(qtbot, lambda: session.table is not None and not session.counting)
    assert session.document is not None and session.document.recipe.steps


def test_that_a_run_is_told_kept_and_chosen(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    assert session.document is not None
    session.edit(session.document.with_preset("quick").with_setting("epochs", "5"), "quick")
    events: list[str] = []

    session.run_event.connect(lambda event: events.append(type(event).__name__))
    session.start_run()
    assert session.training and session.live_run is not None
    until(qtbot, lambda: not session.training)
    assert events.count("EpochDone") == 5 and "RunBegun" in events
    assert session.live_run is None
    (run,) = session.runs
    assert run.status == RunStatus.DONE and run.has_model and len(run.epochs) == 5
    assert session.chosen_run == 1 and session.evaluation(1) is not None
    assert session.model(1).digest == run.digest


def test_that_a_stopped_run_keeps_its_best_epoch(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    assert session.document is not None
    long = session.document.with_settings({"epochs": "100000", "patience": "100000"})
    session.edit(long, "long")
    session.start_run()
    session.start_run()
    until(qtbot, lambda: session.live_run is not None and session.live_run.epoch > 3)
    assert session.runs_waiting == 1
    session.pause_run()
    assert session.live_run is not None and session.live_run.paused
    session.resume_run()
    session.stop_all_runs()
    until(qtbot, lambda: not session.training)
    (run,) = session.runs
    assert run.status == RunStatus.STOPPED and run.has_model and run.best_epoch is not None


def test_that_a_run_that_cannot_begin_says_why(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    told: list[EpochalError] = []
    session.failed.connect(told.append)
    assert session.document is not None
    session.edit(session.document.with_ignored(["area", "town"]), "nothing left")
    session.start_run()
    until(qtbot, lambda: told and not session.training)
    assert session.runs == () and session.live_run is None


def test_that_a_project_keeps_its_place_while_a_run_writes_to_it(
    session: Session, qtbot: QtBot, houses: Path, tmp_path: Path
) -> None:
    opened(session, qtbot, houses)
    session.start_run()
    with pytest.raises(EpochalError, match="run is training"):
        session.save_as(tmp_path / "other.epochal")
    session.stop_all_runs()
    until(qtbot, lambda: not session.training)


def test_that_names_of_drafts_are_plain_and_free() -> None:
    first = opening.draft_path("a/b: c?")
    first.touch()
    second = opening.draft_path("a/b: c?")
    assert first != second and first.parent == second.parent
    assert first.name.startswith("a_b_ c_-") and opening.is_draft(first)


def test_that_a_save_that_failed_is_said_and_made_up_for(
    session: Session, qtbot: QtBot, houses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(session, qtbot, houses)
    told: list[EpochalError] = []
    session.failed.connect(told.append)
    document = session.document
    assert document is not None and session.path is not None

    def full(*_: object) -> None:
        raise EpochalError("gui.run_active")

    with monkeypatch.context() as patch:
        patch.setattr(ProjectStore, "save_document", full)
        session.edit(document.with_target("area"), "Target: area")
        assert session.save_state == "not_saved" and len(told) == 1
        assert session.document is not None and session.document.target == "area", "nothing is lost"
    session.keep_ui_state({"page": "data"})
    assert session.save_state == "saved"
    with ProjectStore.open(session.path, read_only=True) as store:
        assert store.document().target == "area"


def test_that_a_late_result_stays_with_its_own_project(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    first = session.path
    session.suggest_recipe("Suggest again")
    session.import_again(houses)
    assert first is not None
    session.close_project()
    assert session.busy is None and not session.is_open
    session.new_project("Another")
    until(qtbot, lambda: session.is_open)
    qtbot.wait(200)
    assert session.document is not None and session.document.data is None and not session.document.recipe.steps


def test_that_saving_as_itself_changes_nothing(session: Session, qtbot: QtBot, houses: Path, tmp_path: Path) -> None:
    opened(session, qtbot, houses)
    place = tmp_path / "mine.epochal"
    session.save_as(place)
    kept = session.document
    session.save_as(place)
    assert session.path == place.resolve() and session.document == kept and session.save_state == "saved"


def test_that_edits_made_while_a_file_is_read_stay(
    session: Session, qtbot: QtBot, houses: Path, tmp_path: Path
) -> None:
    opened(session, qtbot, houses)
    more = houses.with_name("more.csv")
    more.write_text(houses.read_text(encoding="utf-8") + "\n77,a,77000\n", encoding="utf-8")
    session.import_again(more)
    assert session.document is not None
    session.edit(session.document.with_preset("quick"), "quick")
    with pytest.raises(EpochalError, match="is being read into the project"):
        session.save_as(tmp_path / "other.epochal")
    until(qtbot, lambda: session.busy is None)
    assert session.undo_stack.undoText() == "Imported more.csv" and session.document.preset == "quick"


def test_that_the_last_of_two_targets_counts(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    session.choose_target("town")
    session.choose_target("area")
    until(qtbot, lambda: session.undo_stack.count() == 1)
    assert session.undo_stack.undoText() == "Predict area"
    session.choose_target("town")
    session.choose_target("area")
    session.suggest_recipe("Suggest again")  # comes after the target in the same lane
    until(qtbot, lambda: not session.lanes.other.jobs)
    assert session.document is not None and session.document.target == "area"


def test_that_rules_edited_while_a_target_is_chosen_stay(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    document = session.document
    assert document is not None and document.recipe.steps
    session.choose_target("area")
    session.edit(document.with_recipe(type(document.recipe)()), "no rules")
    until(qtbot, lambda: session.document is not None and session.document.target == "area")
    assert session.document is not None and not session.document.recipe.steps


def test_that_undo_takes_back_steps_but_not_the_name_of_a_saved_project(
    session: Session, qtbot: QtBot, houses: Path, tmp_path: Path
) -> None:
    opened(session, qtbot, houses)
    assert session.document is not None
    session.edit(session.document.with_preset("quick"), "Quick")
    session.save_as(tmp_path / "mine.epochal")
    session.undo_stack.undo()
    assert (session.document.name, session.document.preset) == ("mine", "balanced")
    session.undo_stack.redo()
    assert (session.document.name, session.document.preset) == ("mine", "quick")
    session.go_back_to(session.earlier[-1])
    assert (session.document.name, session.document.preset) == ("mine", "balanced")
    assert session.save_state == "saved"


def test_that_a_project_with_a_run_begun_meanwhile_is_not_left(
    session: Session, qtbot: QtBot, houses: Path, tmp_path: Path
) -> None:
    opened(session, qtbot, houses)
    session.save_as(tmp_path / "mine.epochal")
    told: list[EpochalError] = []
    session.failed.connect(told.append)
    assert session.document is not None
    session.edit(session.document.with_settings({"epochs": "100000", "patience": "100000"}), "long")
    session.import_file(houses)
    session.start_run()
    until(qtbot, lambda: told)
    assert told[0].code == "gui.run_not_left" and session.path == (tmp_path / "mine.epochal").resolve()
    session.stop_all_runs()
    until(qtbot, lambda: not session.training)


def test_that_a_run_that_is_stopping_is_not_shown_as_training(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    assert session.document is not None
    session.edit(session.document.with_settings({"epochs": "100000", "patience": "100000"}), "long")
    session.start_run()
    until(qtbot, lambda: session.live_run is not None and session.live_run.epoch > 3)
    stages: list[str] = []
    session.run_event.connect(lambda _: stages.append(session.live_run.stage if session.live_run else "none"))
    session.stop_run()
    session.pause_run()
    assert session.live_run is not None and not session.live_run.paused
    until(qtbot, lambda: not session.training)
    assert set(stages) <= {"judging"}


def test_that_a_sample_becomes_a_complete_project(session: Session, qtbot: QtBot) -> None:
    begun: list[bool] = []
    session.run_state_changed.connect(lambda: begun.append(session.counting or session.cleaned is None))
    session.import_sample(assets.samples_folder() / "house_price_data.csv", name="House prices", target="price")
    until(qtbot, lambda: len(session.runs) == 1 and not session.training)
    assert session.document is not None and session.document.target == "price"
    assert begun and not any(begun), "the run begins when the rules are counted"
    assert len(session.document.recipe.steps) >= 3
    (run,) = session.runs
    assert run.status == RunStatus.DONE and run.has_model
    evaluation = session.evaluation(1)
    assert evaluation is not None and evaluation.metrics["r2"] > 0.8


def test_that_a_samples_run_never_begins_in_another_project(session: Session, qtbot: QtBot, houses: Path) -> None:
    opened(session, qtbot, houses)
    path = session.path
    assert session.document is not None
    session.edit(session.document.with_settings({"epochs": "100000", "patience": "100000"}), "long")
    job = session.import_sample(assets.samples_folder() / "house_price_data.csv", name="Houses", target="price")
    session.start_run()  # this project isn't left while it trains
    until(qtbot, lambda: job.state == JobState.FINISHED)
    session.stop_all_runs()
    until(qtbot, lambda: not session.training)
    assert session.path == path
    assert len(session.runs) == 1
