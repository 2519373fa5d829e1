"""A run that a person or the system ends in the middle: its best epoch is kept and the project goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from shell import HOUSE, inside

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's; Windows has its own Ctrl+C")
ENDLESS = ("--set", "epochs=1000000", "--set", "patience=0", "--set", "layers=8")


def table(path: Path) -> Path:
    path.write_text(
        "a,b,y\n" + "".join(f"{i * 5 % 13},{i * 7 % 11},{i * 5 % 13 * 2 - i * 7 % 11}\n" for i in range(300))
    )
    return path


def interrupted(number: int, file: Path, project: Path) -> tuple[int, list[dict[str, Any]]]:
    """Train without end in a process of its own, and send it a signal after some epochs: exit code and events."""
    command = [sys.executable, "-m", "gui", "train", str(file), "--target", "y", "-p", str(project), *ENDLESS, "--json"]
    events: list[dict[str, Any]] = []
    said = project.with_suffix(".err")
    with (
        said.open("w") as err,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, text=True, cwd=HOUSE) as running,
    ):
        assert running.stdout is not None
        sent = False
        for line in running.stdout:
            events.append(json.loads(line))
            if not sent and events[-1]["event"] == "epoch" and events[-1]["elapsed_s"] > 0.8:
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
