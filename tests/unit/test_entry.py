"""What `epochal` opens: the window for a file or a project, the command line for a verb."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui import app
from gui.__main__ import main


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    asked: list[list[str]] = []

    def run(files: list[str]) -> int:
        asked.append(list(files))
        return 0

    monkeypatch.setattr(app, "run", run)
    return asked


def test_that_a_file_alone_opens_in_the_window_as_a_file_manager_asks(opened: list[list[str]], tmp_path: Path) -> None:
    file = tmp_path / "houses.epochal"
    file.write_bytes(b"")
    assert main([str(file)]) == main(["open", str(file)]) == main([]) == 0
    assert opened == [[str(file)], [str(file)], []]


def test_that_what_is_no_file_is_a_verb(
    opened: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "doctors").write_bytes(b"")
    for name in ("doctors", "missing.epochal"):
        assert main([name]) != 0
    assert opened == [] and "missing.epochal" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["{folder}"], "“{folder}” is a folder: name one of its files"),
        (["{folder}", "--json"], "“{folder}” is a folder: name one of its files"),
        (["{folder}/none.csv"], "There is no file “{folder}/none.csv”: check the name and the folder"),
        (["{folder}/a.csv", "--json"], "“{folder}/a.csv” is a file, not a verb: give it alone to open it"),
    ],
)
def test_that_a_place_where_a_verb_belongs_is_answered_in_one_sentence(
    opened: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], answer: str
) -> None:
    (tmp_path / "a.csv").write_text("a\n1\n", encoding="utf-8")
    folder = tmp_path.as_posix()
    assert main([argument.format(folder=folder) for argument in arguments]) == 2
    told = capsys.readouterr()
    assert answer.format(folder=folder) in told.out + told.err and "invalid choice" not in told.out + told.err
    assert opened == []


def test_that_a_folder_named_like_a_verb_hides_no_verb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "doctor").mkdir()
    assert main(["doctor", "--help"]) == 0 and "is a folder" not in capsys.readouterr().err
