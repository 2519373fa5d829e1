"""A file that was written is shown where it lies, by what each system has for that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from gui.state import folders
from gui.theme import Theme
from gui.widgets import Surface


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were opened instead."""
    told: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: told.append(Path(url.toLocalFile())))
    return told


def test_that_every_system_is_asked_to_select_the_file() -> None:
    path = Path("/data/Äpfel, Birnen & co/out 1.csv")
    assert folders.selecting(path, "win32") == ("explorer.exe", ["/select,", str(path)])
    assert folders.selecting(path, "darwin") == ("open", ["-R", str(path)])
    program, asked = folders.selecting(path, "linux")
    assert program == "dbus-send" and asked[-1] == "string:"
    files = asked[-2].removeprefix("array:string:")
    assert files == "file:///data/%C3%84pfel%2C%20Birnen%20&%20co/out%201.csv", "a comma would part the array"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="asks the bus of a Linux desktop")
@pytest.mark.parametrize("program", [sys.executable, "no such program"])
def test_that_the_folder_opens_where_nobody_selects_files(
    qtbot: QtBot, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    path = tmp_path / "out.csv"
    path.touch()
    monkeypatch.setattr(folders, "selecting", lambda _path: (program, ["-c", "raise SystemExit(1)"]))
    folders.show_in_folder(path)
    qtbot.waitUntil(lambda: bool(opened), timeout=60_000)
    assert opened == [tmp_path]


def test_that_of_a_file_that_is_gone_the_folder_is_shown(tmp_path: Path, opened: list[Path]) -> None:
    folders.show_in_folder(tmp_path / "gone.csv")
    assert opened == [tmp_path]


def test_that_a_toast_about_a_file_leads_to_it(
    theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QAction

    from gui.window import toasts

    shown: list[Path] = []
    monkeypatch.setattr(toasts, "show_in_folder", shown.append)
    window = Surface(theme)
    window.resize(600, 300)
    qtbot.addWidget(window)
    window.show()
    toast = toasts.Toast(theme, QAction("Undo", window), window)
    toast.say("Words.", "check", undo=False)
    plain = toast.height()
    toast.say("Words.", "check", undo=True)
    assert toast.height() == plain, "with a button it is no higher"
    toast.say("Removed rule 6.", "trash-2", undo=True)
    assert not toast._way.isVisible()
    toast.say("Exported to out.csv", "check", undo=False, place=tmp_path / "out.csv")
    assert toast._way.isVisible() and toast._way.text() == folders.show_words() and not toast._undo.isVisible()
    toast._way.click()
    assert shown == [tmp_path / "out.csv"] and not toast.isVisible()
