"""What the window remembers for a person, and the dialog that changes it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.base.folders import config_folder
from gui import app, text_size
from gui.app import Program
from gui.plots.loss import LossChart
from gui.settings import Settings
from gui.text_size import FACTOR, nearest_percent, scaled_by
from gui.theme import Theme, motion
from gui.window.folder_row import FolderRow
from gui.window.settings_dialog import SettingsDialog


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    program = Program(qapp)
    program.window.show()
    yield program
    program.theme.set_mode("light")
    program.lanes.shut_down()
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def dialog_of(program: Program) -> SettingsDialog:
    program.window.actions_by_key["settings"].trigger()
    dialog = program.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog) and dialog.isVisible()
    return dialog


def rows_of(dialog: SettingsDialog) -> list[FolderRow]:
    return dialog.findChildren(FolderRow)


def test_that_choices_are_kept_and_count_at_once(program: Program) -> None:
    dialog = dialog_of(program)
    dialog.looks.set_key("dark")
    dialog.motion.set_key("less")
    dialog.text_size.set_key("125")
    assert program.theme.dark and program.theme.lasting_ms(160) == 0
    program.settings.flush()
    again = Settings()
    assert (again.mode, again.motion, again.text_percent) == ("dark", "less", 125)
    dialog.motion.set_key("full")
    assert program.theme.lasting_ms(160) == 160
    dialog.close()


def test_that_the_dialog_follows_the_themes_key(program: Program) -> None:
    program.theme.set_mode("light")
    dialog = dialog_of(program)
    program.window.actions_by_key["theme"].trigger()
    assert dialog.looks.key == "dark"
    dialog.close()


def test_that_a_new_size_of_text_says_when_it_comes(program: Program) -> None:
    dialog = dialog_of(program)
    assert dialog.restart.isHidden() or not dialog.restart.isVisible()
    dialog.text_size.set_key("150")
    assert dialog.restart.isVisible()
    dialog.text_size.set_key("100")
    assert not dialog.restart.isVisible()
    dialog.close()


def test_that_a_restart_closes_and_opens_the_same_project(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.session.new_project("Mine")
    qtbot.waitUntil(lambda: program.session.is_open)
    path = program.session.path
    dialog = dialog_of(program)
    dialog.text_size.set_key("150")
    dialog.restart.click()
    assert not program.window.isVisible() and program.window.restart_with == [str(path)]
    started: list[object] = []
    monkeypatch.setattr(
        app.QProcess, "startDetached", lambda *command: started.append(command) or (True, 1), raising=True
    )
    assert app.start_again([str(path)])
    assert started == [(sys.executable, ["-m", "gui", "open", str(path)])]


def test_that_folders_are_shown_and_opened(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog = dialog_of(program)
    rows = rows_of(dialog)
    assert len(rows) == 4
    for row in rows:
        row.button.click()
    assert [Path(path) for path in opened] == [row.path for row in rows]
    assert all(Path(path).is_dir() for path in opened)
    assert Path(opened[-1]) == config_folder()
    dialog.close()


def test_that_a_folder_that_cannot_be_made_is_said(qtbot: QtBot) -> None:
    def forbidden() -> Path:
        raise OSError("no")

    row = FolderRow(Theme("light"), "Logs", forbidden)
    qtbot.addWidget(row)
    assert not row.button.isEnabled() and row.path is None


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe rubbish", b"[General\ntheme=@Variant(\x00", b"theme=neon\nmotion=wild\ntext_percent=-3\n"],
)
def test_that_a_broken_file_never_blocks_the_start(qapp: QApplication, content: bytes) -> None:
    (config_folder() / "settings.ini").write_bytes(content)
    settings = Settings()
    assert settings.mode == "system" and settings.motion == "system" and settings.text_percent == 100
    assert settings.geometry is None and settings.recent() == []
    settings.set_mode("dark")
    assert settings.mode == "dark"


def test_that_settings_are_written_in_a_lane(program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    sync = QSettings.sync

    def watched(file: QSettings) -> None:
        sync(file)
        threads.append(threading.get_ident())

    monkeypatch.setattr(QSettings, "sync", watched)
    program.settings.set_mode("dark")
    assert program.settings.mode == "dark"
    qtbot.waitUntil(lambda: bool(threads))
    assert threading.get_ident() not in threads
    assert "theme=dark" in (config_folder() / "settings.ini").read_text(encoding="utf-8")


def test_that_closing_writes_what_the_lane_has_not_come_to(program: Program) -> None:
    held = threading.Event()

    def holding() -> Iterator[None]:
        held.wait(10)
        yield

    program.lanes.keeping.submit(holding, name="holds")
    for percent in (125, 150):
        program.settings.set_text_percent(percent)
    program.settings.set_mode("dark")
    assert Settings().text_percent != 150
    held.set()
    program.window.close()
    again = Settings()
    assert (again.text_percent, again.mode) == (150, "dark")
    assert again.geometry is not None


def test_that_closing_writes_every_picture_that_was_asked_for(program: Program, tmp_path: Path) -> None:
    held = threading.Event()

    def holding() -> Iterator[None]:
        held.wait(10)
        yield

    chart = LossChart(program.theme)
    chart.export.work_by(program.lanes.keeping.submit)
    program.lanes.keeping.submit(holding, name="holds")
    for name in ("one.png", "two.svg"):
        chart.export.save(tmp_path / name)
    held.set()
    program.window.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.png", "two.svg"]
    chart.deleteLater()


def test_that_settings_without_a_place_last_while_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPOCHAL_HOME", os.devnull + "/nowhere")
    settings = Settings()
    settings.set_text_percent(125)
    assert settings.text_percent == 125 and settings.place == ""


def test_that_the_size_reaches_qt_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FACTOR, raising=False)
    with scaled_by(100):
        assert FACTOR not in os.environ
    with scaled_by(150):
        assert os.environ[FACTOR] == "1.5"
    assert FACTOR not in os.environ
    monkeypatch.setenv(FACTOR, "2")
    with scaled_by(125):
        assert os.environ[FACTOR] == "2.5"
    assert os.environ[FACTOR] == "2"
    monkeypatch.setenv(FACTOR, "wide")
    with scaled_by(125):
        assert os.environ[FACTOR] == "1.25"


def test_that_everything_grows_with_the_text() -> None:
    code = (
        "from gui.text_size import scaled_by\n"
        "from PySide6.QtWidgets import QApplication\n"
        "with scaled_by(150): app = QApplication([])\n"
        "print(app.primaryScreen().devicePixelRatio())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1.5"


def test_that_the_systems_size_of_text_is_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.settings.system_percent", lambda: 125)
    settings = Settings()
    assert settings.text_percent == 125
    settings.set_text_percent(100)
    assert Settings().text_percent == 100
    assert [nearest_percent(wanted) for wanted in (100, 104, 118, 145, 225)] == [100, 100, 125, 150, 150]
    assert text_size.system_percent() == 100


@pytest.mark.parametrize(
    ("file", "text", "less"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=1\n", False),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=true\n", False),
        ("other", "", False),
    ],
)
def test_that_a_desktops_wish_for_less_motion_is_read(tmp_path: Path, file: str, text: str, less: bool) -> None:
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert motion._desktop_wants_less(tmp_path) is less


def test_that_the_systems_wish_counts_until_the_person_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.theme.theme.system_wants_less_motion", lambda: True)
    theme = Theme("light")
    assert theme.lasting_ms(160) == 0
    theme.set_motion("full")
    assert theme.lasting_ms(160) == 160
