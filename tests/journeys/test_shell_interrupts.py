"""A run that a person or the system ends in the middle: its best epoch is kept and the project goes on."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from shell import HOUSE, inside

from core.base.errors import EpochalError
from core.cli.main import main
from core.flow.training import STORE_EVERY_S, train_run
from core.project.store import ProjectStore
from core.training.events import EpochDone

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's; Windows has its own Ctrl+C")
LEARNED_EPOCHS = 100
ENDLESS = ("--set", "epochs=1000000", "--set", "patience=0", "--set", "layers=8")


def table(path: Path) -> Path:
    path.write_text(
        "a,b,y\n" + "".join(f"{i * 5 % 13},{i * 7 % 11},{i * 5 % 13 * 2 - i * 7 % 11}\n" for i in range(300))
    )
    return path


def interrupted(number: int, file: Path, project: Path) -> tuple[int, list[dict[str, Any]]]:
    """Train without end in a process of its own, and send it a signal when it has learned something and has had the
    time to keep it: exit code and events."""
    command = [sys.executable, "-m", "gui", "train", str(file), "--target", "y", "-p", str(project), *ENDLESS, "--json"]
    events: list[dict[str, Any]] = []
    said = project.with_suffix(".err")
    with (
        said.open("w") as err,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, text=True, cwd=HOUSE) as running,
    ):
        assert running.stdout is not None
        learned_s, sent = math.inf, False
        for line in running.stdout:
            events.append(json.loads(line))
            if events[-1]["event"] != "epoch":
                continue
            if events[-1]["epoch"] == LEARNED_EPOCHS:
                learned_s = events[-1]["elapsed_s"]
            if not sent and events[-1]["elapsed_s"] > learned_s + STORE_EVERY_S:
                running.send_signal(number)
                sent = True
    assert "Traceback" not in said.read_text()
    return running.returncode, events


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "kill"])
def test_that_a_stopped_run_keeps_its_best_epoch(
    number: signal.Signals, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, project = table(tmp_path / "t.csv"), tmp_path / "p.epochal"
    code, events = interrupted(number, file, project)
    assert code == 130
    assert events[-1]["event"] == "failed" and events[-1]["code"] == "cli.stopped"
    (run,) = inside(capsys, "runs", project).last["runs"]
    assert run["status"] == "stopped" and run["best_epoch"] > 0 and run["metrics"]["test"]
    assert inside(capsys, "predict", project, file, "-o", tmp_path / "o.csv").last["rows"] == 300
    assert [path.name for path in tmp_path.glob("p.epochal*")] == ["p.epochal"]


def test_that_a_killed_run_is_found_with_the_weights_it_had_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, project = table(tmp_path / "t.csv"), tmp_path / "p.epochal"
    interrupted(signal.SIGKILL, file, project)
    assert inside(capsys, "predict", project, file, "-o", tmp_path / "o.csv").last["rows"] == 300
    assert inside(capsys, "runs", project).last["runs"][0]["status"] == "interrupted"
    assert inside(capsys, "evaluate", project).last["metrics"]["test"]["r2"] > 0.5
    assert inside(capsys, "verify", project).code == 0
    assert inside(capsys, "train", project, "--set", "epochs=2").last["run"] == 2


def test_that_a_project_in_training_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, project = table(tmp_path / "t.csv"), tmp_path / "p.epochal"
    again = ("train", file, "--target", "y", "-p", project, "--force", "--set", "epochs=2")
    command = [sys.executable, "-m", "gui", "train", str(file), "--target", "y", "-p", str(project), *ENDLESS, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HOUSE) as running:
        assert running.stdout is not None
        assert any('"epoch"' in line for line in running.stdout)
        refusal = inside(capsys, *again)
        running.kill()
        running.stdout.read()
    assert (refusal.code, refusal.last["code"]) == (1, "flow.still_training")
    assert inside(capsys, *again).last["run"] == 1


def test_that_a_run_never_writes_into_a_file_that_took_its_place(tmp_path: Path) -> None:
    file, project, other = table(tmp_path / "t.csv"), tmp_path / "p.epochal", tmp_path / "o.epochal"
    quick = ("--preset", "quick", "--set", "epochs=2")
    assert main(["train", str(file), "--target", "y", "-p", str(project), *quick]) == 0
    assert main(["train", str(file), "--target", "y", "-p", str(other), *quick]) == 0
    with ProjectStore.open(project) as store:
        document = store.document()
        assert document.data is not None
        data = store.get_table(document.data.snapshot)
    events = train_run(project, data, document.with_setting("epochs", "5"))
    assert any(isinstance(event, EpochDone) for event in events)
    other.replace(project)
    with pytest.raises(EpochalError) as lost:
        list(events)
    assert lost.value.code == "flow.run_lost"
    with ProjectStore.open(project) as store:
        assert [len(run.epochs) for run in store.runs()] == [2] and store.verify() == []


@pytest.mark.parametrize("epochs", [1, 2, 3, 7])
def test_that_a_run_stopped_right_after_an_epoch_keeps_that_epochs_weights(tmp_path: Path, epochs: int) -> None:
    file, project = table(tmp_path / "t.csv"), tmp_path / "p.epochal"
    assert (
        main(["train", str(file), "--target", "y", "-p", str(project), "--preset", "quick", "--set", "epochs=1"]) == 0
    )
    with ProjectStore.open(project) as store:
        document = store.document()
        assert document.data is not None
        data = store.get_table(document.data.snapshot)
    events = train_run(project, data, document.with_settings({"epochs": "500", "patience": "500"}))
    for event in events:
        if isinstance(event, EpochDone) and event.epoch == epochs:
            break
    events.close()
    with ProjectStore.open(project) as store:
        run = store.runs()[-1]
    losses = [row.validation_loss for row in run.epochs]
    assert len(losses) == epochs and None not in losses
    assert run.best_epoch == min(range(epochs), key=losses.__getitem__) + 1
    assert run.has_model
