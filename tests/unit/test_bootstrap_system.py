"""System libraries, screens and who may install: what is found, asked for and told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bootstrap_qt
import bootstrap_system
import bootstrap_venv
import pytest

HOUSE = Path(__file__).resolve().parents[2]
HERE = sys.prefix


def test_that_somebody_without_rights_gets_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap_system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap_system, "root_prefix", lambda: None)
    with pytest.raises(
        bootstrap_system.SetupError, match=r"type `sudo apt-get install -y libegl1 libgl1`, then run this"
    ):
        bootstrap_system.install_packages(["libegl1", "libgl1"], "Qt needs them")


def test_that_another_linux_is_told_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap_system.shutil, "which", lambda _name: None)
    with pytest.raises(bootstrap_system.SetupError, match="what Debian calls libegl1"):
        bootstrap_system.install_packages(["libegl1"], "Qt needs it")


@pytest.mark.parametrize("outcome", [0, 100])
def test_that_an_administrator_gets_the_packages(monkeypatch: pytest.MonkeyPatch, outcome: int) -> None:
    calls: list[tuple[str, ...]] = []

    def apt_get(_prefix: tuple[str, ...], *arguments: str) -> subprocess.CompletedProcess[str]:
        calls.append(arguments)
        return subprocess.CompletedProcess(arguments, outcome, "E: Unable to locate package libegl1\n")

    monkeypatch.setattr(bootstrap_system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap_system, "root_prefix", lambda: ("sudo", "-n"))
    monkeypatch.setattr(bootstrap_system, "apt_get", apt_get)
    bootstrap_system.refresh_package_lists.cache_clear()
    if outcome == 0:
        bootstrap_system.install_packages(["libegl1"], "Qt needs it")
    else:
        with pytest.raises(bootstrap_system.SetupError, match="Unable to locate package libegl1"):
            bootstrap_system.install_packages(["libegl1"], "Qt needs it")
    assert [call[0] for call in calls] == ["update", "install"]
    assert calls[1][-1] == "libegl1"


@pytest.mark.parametrize(
    ("variables", "there"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_that_a_screen_is_what_the_session_names(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], there: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bootstrap_qt.sys, "platform", "linux")
    screen = bootstrap_qt.named_display()
    assert screen.there is there
    assert bool(screen.why_not) is not there


def test_that_only_missing_libraries_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(bootstrap_qt.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap_qt, "loads", lambda library: library not in ("libEGL.so.1", "libxcb-cursor.so.0"))
    monkeypatch.setattr(bootstrap_qt, "install_packages", lambda packages, _reason: asked.append(packages))
    bootstrap_qt.install_missing(x11=True)
    bootstrap_qt.install_missing(x11=False)
    assert asked == [["libegl1", "libxcb-cursor0"], ["libegl1"]]


def test_that_qt_is_tried_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    venv = bootstrap_venv.Venv(Path(HERE))
    assert bootstrap_qt.probe(venv, QT_QPA_PLATFORM="offscreen") is None
    assert "no_such_platform" in str(bootstrap_qt.probe(venv, QT_QPA_PLATFORM="no_such_platform"))


def test_that_a_display_that_does_not_answer_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap_qt, "named_display", lambda: bootstrap_qt.Screen(True))
    monkeypatch.setattr(bootstrap_qt, "install_missing", lambda *, x11: None)
    monkeypatch.setattr(bootstrap_qt, "probe", lambda _venv: "could not connect to display :7")
    screen = bootstrap_qt.find_screen(bootstrap_venv.Venv(Path(HERE)))
    assert not screen.there
    assert "could not connect to display :7" in screen.why_not


def test_that_nothing_is_asked_of_a_system_without_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap_qt, "named_display", lambda: bootstrap_qt.Screen(False, "there is no display"))
    monkeypatch.setattr(bootstrap_qt, "loads", lambda _library: False)
    assert not bootstrap_qt.find_screen(bootstrap_venv.Venv(Path(HERE))).there


def test_that_tests_need_qt_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap_qt, "install_missing", lambda *, x11: None)
    monkeypatch.setattr(bootstrap_qt, "probe", lambda _venv, **_: "libEGL.so.1 is broken")
    with pytest.raises(bootstrap_system.SetupError, match=r"Qt doesn't start .*libEGL.so.1 is broken"):
        bootstrap_qt.make_ready_unseen(bootstrap_venv.Venv(Path(HERE)))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "qt.qpa.xcb: could not connect to display :7\nqt.qpa.plugin: Could not load\nAborted\n",
            "could not connect to display :7",
        ),
        (
            "Traceback …\nImportError: libEGL.so.1: cannot open shared object file",
            "ImportError: libEGL.so.1: cannot open shared object file",
        ),
        ("", "it said nothing"),
    ],
)
def test_that_the_cause_is_told_not_its_consequences(said: str, told: str) -> None:
    assert bootstrap_qt.reason(said) == told
