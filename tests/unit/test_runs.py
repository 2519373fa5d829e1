"""Runs in the project file: every epoch, the best weights, and what is left after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw
import numpy as np
import psutil
import pytest
from stored_projects import begin, fill, predictions_of, sample_evaluation, sample_model, whole_project

from core.base.errors import EpochalError
from core.base.notices import Notice, Place, Severity
from core.project.document import Document, document_to_json
from core.project.runs import EpochRow, RunStatus
from core.project.store import ProjectStore
from core.project.times import now

NAN = float("nan")


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with ProjectStore.create(tmp_path / "a.epochal", Document("Houses")) as opened:
        fill(opened, opened.document())
        yield opened


def finish(store: ProjectStore, number: int, status: RunStatus = RunStatus.DONE, **changes: Any) -> None:
    given: dict[str, Any] = {"best_epoch": 3, "digest": "a" * 64, "metrics": {}, "notices": (), "seconds": 1.0}
    store.finish_run(number, status, **{**given, **changes})


def test_that_a_run_begins_with_all_that_made_it(store: ProjectStore) -> None:
    number = begin(store, started_at="2026-11-24T10:00:00+00:00")
    record = store.run(number)
    assert (number, record.status, record.name, record.planned_epochs) == (1, RunStatus.TRAINING, "Quick", 20)
    assert record.document == document_to_json(store.document()) and record.task == "regression"
    assert record.rows == {"train": 28, "validation": 4, "test": 8, "set_aside": 0}
    assert record.environment == {"numpy": np.__version__} and record.started_at == "2026-11-24T10:00:00+00:00"
    assert (record.epochs, record.best_epoch, record.digest, record.has_model) == ((), None, None, False)


def test_that_runs_are_numbered_from_one_in_order(store: ProjectStore) -> None:
    assert [begin(store) for _ in range(3)] == [1, 2, 3]
    assert [run.number for run in store.runs()] == [1, 2, 3]


def test_that_epochs_are_appended_and_losses_keep_every_bit(store: ProjectStore) -> None:
    number = begin(store)
    first = [EpochRow(1, 0.1, 0.30000000000000004, 0.5), EpochRow(2, 1e-300, None, 1.0)]
    store.add_epochs(number, first)
    store.add_epochs(number, [])
    store.add_epochs(number, [EpochRow(3, float("inf"), 5e-324, 1.5)])
    assert store.run(number).epochs == (*first, EpochRow(3, float("inf"), 5e-324, 1.5))
    assert store.run(number).seconds == 1.5


def test_that_known_epochs_are_taken_and_only_the_later_ones_are_read(store: ProjectStore) -> None:
    number = begin(store)
    store.add_epochs(number, [EpochRow(epoch, 1.0 / epoch, 2.0 / epoch, 0.1 * epoch) for epoch in (1, 2, 3)])
    [known] = store.runs()
    heard = replace(known, epochs=(*known.epochs, EpochRow(4, 0.2, 0.4, 0.4)))  # not stored yet
    assert store.runs([heard])[0].epochs == known.epochs
    store.add_epochs(number, [EpochRow(epoch, 1.0 / epoch, 2.0 / epoch, 0.1 * epoch) for epoch in (4, 5)])
    [read] = store.runs([known])
    assert read == store.run(number)
    assert read.epochs[0] is known.epochs[0]
    marked = replace(known, started_at="another", epochs=(EpochRow(1, 9.0, 9.0, 9.0),))  # of another file
    assert store.runs([marked])[0] == read


def test_that_the_lowest_validation_loss_is_of_the_finite_ones(store: ProjectStore) -> None:
    number = begin(store)
    assert store.run(number).lowest_validation_loss is None
    rows = [
        EpochRow(1, 1.0, NAN, 0.1),
        EpochRow(2, 1.0, 0.5, 0.2),
        EpochRow(3, 1.0, 0.25, 0.3),
        EpochRow(4, 1, None, 1),
    ]
    store.add_epochs(number, rows)
    assert store.run(number).lowest_validation_loss == 0.25


def test_that_a_loss_that_is_not_a_number_is_not_an_absent_one(store: ProjectStore) -> None:
    number = begin(store)
    store.add_epochs(number, [EpochRow(1, NAN, NAN, 0.5), EpochRow(2, NAN, None, 1.0)])
    one, two = store.run(number).epochs
    assert np.isnan([one.training_loss, one.validation_loss, two.training_loss]).all() and two.validation_loss is None


def test_that_a_finished_run_tells_how_it_went(store: ProjectStore) -> None:
    number = begin(store)
    notice = Notice("project.no_model", {"number": 3}, Place(column="price"), Severity.WARN)
    metrics = {"test": {"r2": 0.9, "mse": NAN}, "baselines": {"constant": {"r2": None}}}
    finish(store, number, RunStatus.DIVERGED, metrics=metrics, notices=[notice], seconds=3.5)
    record = store.run(number)
    assert (record.status, record.best_epoch, record.digest, record.seconds) == (RunStatus.DIVERGED, 3, "a" * 64, 3.5)
    assert record.notices == (notice,) and record.metrics["baselines"] == {"constant": {"r2": None}}
    assert np.isnan(record.metrics["test"]["mse"])


def test_that_an_unknown_run_is_a_sentence(store: ProjectStore) -> None:
    for verb in (store.run, store.get_model, store.get_evaluation):
        with pytest.raises(EpochalError, match="no run 7 in this project"):
            verb(7)
    number = begin(store)
    with pytest.raises(EpochalError, match="Run 1 kept no model"):
        store.get_model(number)
    assert store.get_evaluation(number) is None and store.kept_weights(number) is None


def test_that_only_the_best_weights_are_kept_and_the_file_does_not_grow(store: ProjectStore, tmp_path: Path) -> None:
    number = begin(store)
    for epoch in range(1, 21):
        best = np.random.default_rng(epoch).bytes(100_000)
        store.keep_weights(number, epoch, best)
    assert store.kept_weights(number) == (20, best)
    store.save_copy(tmp_path / "copy.epochal")
    assert (tmp_path / "copy.epochal").stat().st_size < 500_000


def test_that_weights_that_two_runs_share_stay_for_the_other(store: ProjectStore) -> None:
    one, two = begin(store), begin(store)
    store.keep_weights(one, 1, b"same")
    store.keep_weights(two, 1, b"same")
    store.keep_weights(one, 2, b"other")
    assert store.kept_weights(two) == (1, b"same") and store.verify() == []


def test_that_a_model_comes_back_to_the_bit(store: ProjectStore) -> None:
    number, model = begin(store), sample_model()
    store.keep_weights(number, 1, b"an earlier best")
    store.put_model(number, model)
    back = store.get_model(number)
    np.testing.assert_array_equal(back.weights, model.weights)
    np.testing.assert_array_equal(predictions_of(back), predictions_of(model))
    assert (back.digest, back.spec, back.encoder, back.target) == (
        model.digest,
        model.spec,
        model.encoder,
        model.target,
    )
    assert store.run(number).has_model and store.kept_weights(number) is None and store.verify() == []


def test_that_an_evaluation_comes_back(store: ProjectStore) -> None:
    number, evaluation = begin(store), sample_evaluation()
    store.put_evaluation(number, evaluation)
    back = store.get_evaluation(number)
    assert back is not None and (back.metrics, back.baselines) == (evaluation.metrics, evaluation.baselines)
    np.testing.assert_array_equal(back.source_rows, evaluation.source_rows)
    np.testing.assert_array_equal(back.predicted, evaluation.predicted)


def test_that_setting_the_clock_loses_no_run(store: ProjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    number = begin(store)
    monkeypatch.setattr("psutil.Process.create_time", lambda process: 1.0)
    assert store.owns_run(number)


def test_that_a_run_of_this_process_is_not_taken_for_interrupted(store: ProjectStore) -> None:
    number = begin(store)
    finish(store, begin(store))
    assert store.mark_interrupted() == [] and store.run(number).status is RunStatus.TRAINING


CRASHING = """
import sys, time
from pathlib import Path
from stored_projects import begin, fill, sample_model, weights_of
from core.project.document import Document
from core.project.runs import EpochRow
from core.project.store import ProjectStore
store = ProjectStore.open(Path(sys.argv[1]))
number = begin(store)
for epoch in (1, 2, 3):
    store.add_epochs(number, [EpochRow(epoch, 1 / epoch, 2 / epoch, epoch / 10)])
    if sys.argv[2] == "weights":
        store.keep_weights(number, epoch, weights_of(sample_model(seed=epoch)))
print("trained", flush=True)
time.sleep(60)
"""


def crash(path: Path, what: str) -> None:
    """Train in another process and kill it without a word."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([".", "tests/support"])}
    command = [sys.executable, "-c", CRASHING, str(path), what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None and process.stdout.readline() == b"trained\n"
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))


def test_that_a_killed_run_becomes_interrupted_and_its_best_weights_predict(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    crash(path, "weights")
    with ProjectStore.open(path) as store:
        assert store.run(2).status is RunStatus.TRAINING and not store.run(2).has_model
        assert store.mark_interrupted() == [2] and store.mark_interrupted() == []
        record, expected = store.run(2), sample_model(seed=3)
        assert (record.status, record.best_epoch, record.seconds) == (RunStatus.INTERRUPTED, 3, 0.3)
        assert [row.epoch for row in record.epochs] == [1, 2, 3]
        assert record.has_model and record.digest == store.get_model(2).digest == expected.digest
        np.testing.assert_array_equal(predictions_of(store.get_model(2)), predictions_of(expected))
        assert store.run(1).status is RunStatus.DONE and store.verify() == []
    assert [file.name for file in tmp_path.iterdir()] == ["a.epochal"]


def test_that_a_killed_run_without_weights_keeps_its_curve(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    crash(path, "nothing")
    with ProjectStore.open(path) as store:
        assert store.mark_interrupted() == [2]
        record = store.run(2)
        assert (record.status, record.best_epoch, record.has_model) == (RunStatus.INTERRUPTED, None, False)
        assert len(record.epochs) == 3


def test_that_kept_weights_that_do_not_fit_leave_no_model(store: ProjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    number = begin(store)
    store.keep_weights(number, 1, b"\0" * 8)
    monkeypatch.setattr("core.project.run_rows.is_alive", lambda owner, changed_at: False)
    assert store.mark_interrupted() == [number] and not store.run(number).has_model


@pytest.mark.parametrize(
    ("owner", "changed_at", "alive"),
    [
        ({}, "2001-01-01T00:00:00+00:00", False),
        ({"machine": "elsewhere", "pid": 1}, "2001-01-01T00:00:00+00:00", False),
        ({"machine": "elsewhere", "pid": 1}, "2999-01-01T00:00:00+00:00", False),
        ({"machine": "elsewhere", "pid": 1}, "now", True),
        ({"machine": "elsewhere", "pid": 1}, "no time at all", False),
        ({"machine": "elsewhere", "pid": 1}, "2026-11-24T10:00:00", False),
        ({"pid": "one"}, "", False),
        ({"pid": -1}, "", False),
        ({"pid": os.getpid(), "process_started_s": 0.0}, "", False),
        ({"pid": os.getpid(), "process_started_s": psutil.Process().create_time() + 1}, "", True),
    ],
)
def test_that_a_process_is_known_by_machine_number_and_start(
    owner: dict[str, Any], changed_at: str, alive: bool
) -> None:
    from core.project.owner import is_alive, this_process

    full = {"machine": this_process()["machine"], **owner} if owner else {}
    assert is_alive(full, now() if changed_at == "now" else changed_at) is alive


def test_that_a_run_with_something_impossible_in_it_is_a_sentence(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    impossible = {
        "status": "'winning'",
        "planned_epochs": "-1",
        "best_epoch": "-3",
        "digest": "'abc'",
        "metrics": "'[1]'",
        "notices": """'[{"code": "os.system", "params": {}}]'""",
        "row_counts": """'{"train": "many"}'""",
        "environment": "'{'",
        "document": "'" + "0" * 64 + "'",
    }
    for column, value in impossible.items():
        connection = apsw.Connection(str(path))
        before = connection.execute(f"SELECT {column} FROM runs").fetchall()[0][0]
        connection.execute(f"UPDATE runs SET {column} = {value}")
        with ProjectStore.open(path, read_only=True) as store:
            with pytest.raises(EpochalError) as caught:
                store.runs()
            assert caught.value.code in ("project.bad_value", "project.blob_missing")
            assert [notice.severity for notice in store.verify()] != []
        connection.execute(f"UPDATE runs SET {column} = ?", (before,))
        connection.close()
