"""Every test: no screen, fresh folders of the person's, and no warning in the log that it doesn't expect."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from core.base.folders import numba_cache_folder

if TYPE_CHECKING:  # tests of core run without PySide6
    from gui_world import World
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from gui.pages.clean import CleanPage
    from gui.theme import Theme

FULL_EVERY = 25  # tests

# The same examples each time, however slow the machine: a submission is judged by what it changed. `pytest
# --hypothesis-profile explore` looks for others.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("explore"), derandomize=True, database=None)
settings.load_profile("same")

with contextlib.suppress(OSError):  # one cache for all tests: compiling for each would take minutes
    os.environ["EPOCHAL_NUMBA_CACHE"] = str(numba_cache_folder())


def pytest_collection_finish() -> None:
    """What is there now, modules and tests, is no garbage, ever: walking through it takes a fifth of a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_between_tests() -> None:
    """Collect garbage here and not whenever Python likes to: in the midst of an event it destroys the timer that is
    being told of it, and Qt crashes (gui/work/collecting.py keeps the program from that)."""
    gc.disable()
    gc.collect(2 if gc.get_count()[2] > FULL_EVERY else 1)


@pytest.fixture(autouse=True)
def fresh_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, drafts and logs of this test alone."""
    monkeypatch.setenv("EPOCHAL_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which the program logged a warning, unless it's marked `logs`."""
    yield
    if request.node.get_closest_marker("logs") is None:
        loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
        assert not loud, [record.getMessage() for record in loud]


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, with patience."""
    from patient_bot import PatientBot

    return PatientBot(request)


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    """A session for pages of this test, at whose end nothing may have been a bug."""
    from gui_world import World

    made = World(qtbot)
    yield made
    made.end()


@pytest.fixture
def page(world: World, tmp_path: Path) -> CleanPage:
    """The Clean page with a small messy table, for most files of its tests; those of other pages have their own."""
    from clean_pages import clean_page, messy_csv

    return clean_page(world, messy_csv(tmp_path))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, installed."""
    from gui.theme import Theme

    theme = Theme("light")
    theme.install(qapp)
    yield theme
    theme.set_mode("light")
