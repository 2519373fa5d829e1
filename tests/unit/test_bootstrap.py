"""The two commands of the README: which Python, what they start, what they say."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import bootstrap_commands
import bootstrap_journey
import bootstrap_qt
import bootstrap_venv
import pytest

HOUSE = Path(__file__).resolve().parents[2]
HERE = sys.prefix


def test_that_a_python_outside_the_range_gets_one_sentence() -> None:
    code = f"""
import runpy, sys
sys.version_info = (3, 9, 18, "final", 0)
sys.argv = [r"{HOUSE / "packaging" / "bootstrap.py"}", "run"]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Epochal needs Python 3.11, 3.12 or 3.13 and this is Python 3.9.18: ")
    assert done.stderr.count("\n") == 1


def test_that_any_python_can_read_the_first_file() -> None:
    tree = ast.parse((HOUSE / "packaging" / "bootstrap.py").read_text(encoding="ascii"))
    modern = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Match, ast.Starred)
    assert [node for node in ast.walk(tree) if isinstance(node, modern)] == []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert all(node.returns is None and not node.args.args and not node.args.kwonlyargs for node in functions)


@pytest.mark.parametrize("arguments", [[], ["start"]])
def test_that_a_wrong_command_gets_the_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert bootstrap_commands.main(arguments) == 2
    assert "bootstrap.py run" in capsys.readouterr().err


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The programs handed over to, on a computer without a display."""
    commands: list[list[str]] = []
    venv = bootstrap_venv.Venv(Path(HERE))
    monkeypatch.setattr(bootstrap_commands, "filled_venv", lambda _root, *, test: venv)
    monkeypatch.setattr(
        bootstrap_commands, "find_screen", lambda _venv: bootstrap_qt.Screen(False, "there is no display")
    )

    def hand_over(command: list[str], **variables: str) -> int:
        commands.append([Path(command[0]).stem, *command[1:], *(f"{k}={v}" for k, v in variables.items())])
        return 0

    monkeypatch.setattr(bootstrap_commands, "hand_over", hand_over)
    return commands


def test_that_further_arguments_go_to_the_program(handed: list[list[str]]) -> None:
    assert bootstrap_commands.main(["run", "profile", "cars.csv", "--json"]) == 0
    assert handed == [["epochal", "profile", "cars.csv", "--json"]]


def test_that_the_window_opens_on_the_sample(handed: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap_commands, "find_screen", lambda _venv: bootstrap_qt.Screen(True))
    assert bootstrap_commands.main(["run"]) == 0
    ((program, verb, file),) = handed
    assert (program, verb) == ("epochal", "open")
    assert Path(file).is_file()


def test_that_a_window_without_a_display_is_refused_in_a_sentence(
    handed: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap_commands.main(["run", "open", "cars.csv"]) == 1
    assert handed == []
    assert "No window can open here (there is no display)" in capsys.readouterr().err


def test_that_tests_run_without_a_display(handed: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOUSE)
    monkeypatch.setattr(bootstrap_commands, "make_ready_unseen", lambda _venv: None)
    assert bootstrap_commands.main(["test", "-q"]) == 0
    assert handed == [
        [Path(sys.executable).stem.rstrip("0123456789."), "-m", "pytest", "-q", "QT_QPA_PLATFORM=offscreen"]
    ]


def test_that_ctrl_c_is_clean(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap_commands, "filled_venv", interrupted)
    assert bootstrap_commands.main(["run"]) == 130
    assert "Stopped" in capsys.readouterr().err


def test_that_the_journey_stops_where_a_step_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    taken: list[str] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        taken.append(command[1])
        return subprocess.CompletedProcess(command, 1 if command[1] == "train" else 0)

    monkeypatch.setattr(bootstrap_journey, "results_folder", lambda _venv: tmp_path)
    monkeypatch.setattr(bootstrap_journey.subprocess, "run", run)
    assert bootstrap_journey.take_journey(bootstrap_venv.Venv(Path(HERE)), bootstrap_commands.SAMPLE) == 1
    assert taken == ["profile", "clean", "train"]
    assert f"lies in {tmp_path}" in capsys.readouterr().out


def test_that_the_journey_can_be_taken_again() -> None:
    steps = bootstrap_journey.journey(bootstrap_commands.SAMPLE, Path("folder"), Path("folder/a.epochal"))
    writing = [arguments for _, arguments in steps if {"-o", "-p"} & set(arguments)]
    assert len(writing) == 4
    assert all("--force" in arguments for arguments in writing)


def test_that_without_a_display_the_journey_is_taken_in_the_terminal(
    handed: list[list[str]], capfd: pytest.CaptureFixture[str], fresh_folders: None
) -> None:
    assert bootstrap_commands.main(["run"]) == 0
    said = capfd.readouterr().out
    assert "there is no display" in said
    folder = Path(said.split("The results lie in ")[1].split(":\n")[0])
    left = {path.name for path in folder.iterdir() if path.stat().st_size > 0}
    assert left == {"house_prices.epochal", "predictions.csv", "predictions.xlsx", "cleaned.csv", "recipe.json"}
    assert handed == []
