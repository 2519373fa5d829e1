"""The command line as a person uses it: a subprocess for journeys, in-process for the many small refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE_S

from core.cli.main import main

HOUSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command left: exit code, the JSON events, and what it said on standard error."""

    code: int
    events: list[dict[str, Any]]
    err: str

    @property
    def last(self) -> dict[str, Any]:
        return self.events[-1]

    def of(self, name: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == name]


def shell(*arguments: object, ok: bool = True) -> Answer:
    """Run `epochal … --json` in a new process. With ok, anything but exit code 0 fails the test."""
    command = [sys.executable, "-m", "gui", *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOUSE, timeout=PATIENCE_S, check=False)
    answer = Answer(done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr)
    if ok:
        assert answer.code == 0, done.stderr
    return answer


def inside(capsys: pytest.CaptureFixture[str], *arguments: object) -> Answer:
    """Run `epochal … --json` in this process: quick, for refusals."""
    capsys.readouterr()
    code = main([*map(str, arguments), "--json"])
    out, err = capsys.readouterr()
    return Answer(code, [json.loads(line) for line in out.splitlines()], err)
