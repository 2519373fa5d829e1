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
