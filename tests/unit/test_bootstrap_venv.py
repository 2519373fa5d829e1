"""The `.venv`: made, mended and filled, and what is told when that fails. Nothing here needs the network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import bootstrap_commands
import bootstrap_venv
import pytest
from patience import PATIENCE_S

HOUSE = Path(__file__).resolve().parents[2]
HERE = sys.prefix


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A project folder with the two files that decide what is installed."""
    root = tmp_path / "a house"
    (root / "packaging").mkdir(parents=True)
    (root / "pyproject.toml").write_text("[project]")
    (root / "packaging" / "constraints.txt").write_text("numpy==2.4.6")
    return root


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made and filled, with quick stand-ins for venv and pip."""
    taken: list[str] = []

    def make(venv: object) -> None:
        taken.append("make")
        bootstrap_venv.remove(venv.folder)
        venv.packages.mkdir(parents=True)
        venv.scripts.mkdir(parents=True)
        venv.python.touch()

    def fill(venv: object, _root: Path, *, test: bool) -> None:
        taken.append("fill for tests" if test else "fill")
        for name in ("numpy", "numpy-2.4.6.dist-info"):
            (venv.packages / name).mkdir(exist_ok=True)

    monkeypatch.setattr(bootstrap_venv, "make", make)
    monkeypatch.setattr(bootstrap_venv, "fill", fill)
    monkeypatch.setattr(bootstrap_venv, "works", lambda venv: venv.python.exists())
    return taken


def test_that_a_second_start_does_nothing(house: Path, steps: list[str]) -> None:
    for _ in range(2):
        bootstrap_venv.filled_venv(house, test=False)
    assert steps == ["make", "fill"]


def test_that_tests_need_more_and_running_then_no_less(house: Path, steps: list[str]) -> None:
    for test in (False, True, False, True):
        bootstrap_venv.filled_venv(house, test=test)
    assert steps == ["make", "fill", "fill for tests"]


@pytest.mark.parametrize("name", ["pyproject.toml", "packaging/constraints.txt"])
def test_that_changed_needs_are_filled_again(house: Path, steps: list[str], name: str) -> None:
    bootstrap_venv.filled_venv(house, test=False)
    (house / name).write_text("something else")
    bootstrap_venv.filled_venv(house, test=False)
    assert steps == ["make", "fill", "fill"]


def test_that_an_interrupted_filling_is_taken_up(
    house: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(bootstrap_venv, "fill", interrupted)
        bootstrap_venv.filled_venv(house, test=False)
    bootstrap_venv.filled_venv(house, test=False)
    assert steps == ["make", "fill"]


def damaged(house: Path, how: str, venv: object) -> None:
    """Leave behind what a power cut, a clean-up or another program might."""
    if how == "an empty folder":
        (house / ".venv").mkdir()
    elif how == "a file":
        (house / ".venv").write_text("")
    elif how == "a link to nowhere":
        (house / ".venv").symlink_to(house / "gone")
    elif how == "no interpreter":
        venv.python.unlink()
    elif how == "a package gone":
        (venv.packages / "numpy").rmdir()
    elif how == "another Python":
        venv.stamp.write_text(json.dumps(json.loads(venv.stamp.read_text()) | {"python": "3.9"}))


@pytest.mark.parametrize(
    "how", ["an empty folder", "a file", "a link to nowhere", "no interpreter", "a package gone", "another Python"]
)
def test_that_a_broken_environment_is_made_anew(house: Path, steps: list[str], how: str) -> None:
    if not how.startswith(("an empty", "a file", "a link")):
        bootstrap_venv.filled_venv(house, test=False)
        steps.clear()
    damaged(house, how, bootstrap_venv.Venv(house / ".venv"))
    bootstrap_venv.filled_venv(house, test=False)
    assert steps == ["make", "fill"]
    bootstrap_venv.filled_venv(house, test=False)
    assert steps == ["make", "fill"]


def test_that_a_moved_folder_gets_a_new_environment(house: Path, steps: list[str]) -> None:
    bootstrap_venv.filled_venv(house, test=False)
    moved = house.rename(house.with_name("moved"))
    bootstrap_venv.filled_venv(moved, test=False)
    assert steps == ["make", "fill", "make", "fill"]


def test_that_another_version_of_a_package_is_only_filled_again(house: Path, steps: list[str]) -> None:
    venv = bootstrap_venv.filled_venv(house, test=False)
    (venv.packages / "numpy-2.4.6.dist-info").rename(venv.packages / "numpy-2.5.0.dist-info")
    bootstrap_venv.filled_venv(house, test=False)
    assert steps == ["make", "fill", "fill"]


def test_that_a_real_environment_is_made_of_a_half_made_one(house: Path) -> None:
    venv = bootstrap_venv.Venv(house / ".venv")
    venv.scripts.mkdir(parents=True)
    venv.python.write_text("#!/bin/sh\nexit 1\n")
    assert not bootstrap_venv.works(venv)
    bootstrap_venv.make(venv)
    assert bootstrap_venv.works(venv)
    assert venv.packages.is_dir()


def test_that_pip_only_ever_fills_the_environment(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(bootstrap_venv, "followed", lambda command: commands.append(command))
    monkeypatch.setenv("PIP_TARGET", str(house))
    bootstrap_venv.fill(bootstrap_venv.Venv(house / ".venv"), house, test=True)
    ((python, *rest),) = commands
    assert Path(python).is_relative_to(house / ".venv")
    assert rest[:3] == ["-m", "pip", "install"]
    assert rest[-4:] == ["-c", str(house / "packaging" / "constraints.txt"), "-e", f"{house}[test]"]
    assert "PIP_TARGET" not in bootstrap_venv.clean_environment()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("WARNING: Retrying … NewConnectionError('…')\nERROR: No matching distribution found", "connect this computer"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("Collecting x\nERROR: ResolutionImpossible: x and y disagree\n", "ResolutionImpossible: x and y disagree"),
    ],
)
def test_that_a_failed_filling_is_one_sentence(tmp_path: Path, said: str, told: str) -> None:
    words = bootstrap_venv.failure_words(said, tmp_path / "bootstrap.log")
    assert told in words
    assert "\n" not in words
    assert (tmp_path / "bootstrap.log").read_text(encoding="utf-8") == said


def test_that_what_pip_said_is_kept_only_when_it_failed() -> None:
    assert bootstrap_venv.followed([sys.executable, "-c", "print('fine')"]) is None
    assert bootstrap_venv.followed([sys.executable, "-c", "import sys; print('bad'); sys.exit(1)"]) == "bad\n"


def test_that_a_folder_that_cannot_be_written_is_a_sentence(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(bootstrap_venv, "make", refused)
    monkeypatch.setattr(bootstrap_commands, "ROOT", house)
    assert bootstrap_commands.main(["run"]) == 1
    told = capsys.readouterr().err
    assert "Permission denied" in told
    assert told.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no wait on Windows")
def test_that_a_second_set_up_waits_for_the_first(house: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(HOUSE / 'packaging')!r})\n"
        "from pathlib import Path; from bootstrap_venv import one_at_a_time\n"
        f"with one_at_a_time(Path({str(house / 'pyproject.toml')!r})): print('in')"
    )
    with bootstrap_venv.one_at_a_time(house / "pyproject.toml"):
        second = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert second.stdout is not None
        assert second.stdout.readline().startswith("Another set-up of this folder is at work")
        assert second.poll() is None
    assert second.communicate(timeout=PATIENCE_S)[0] == "in\n"
