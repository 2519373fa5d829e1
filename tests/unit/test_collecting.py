"""Garbage is collected on the window's thread only, while lanes live."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_driver import driven

from core.base.progress import Finished
from gui.app import SWITCH_S
from gui.work import Lanes
from gui.work.collecting import YOUNG, Collector


class Knot:
    """Garbage only a collector finds; `freed` says on which thread."""

    def __init__(self, freed: list[int]) -> None:
        self.me, self.freed = self, freed

    def __del__(self) -> None:
        self.freed.append(threading.get_ident())


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    lanes = Lanes()
    yield lanes
    lanes.shut_down()


def filling(rounds: int) -> Iterator[Any]:
    """As much as calls for every generation of an automatic collector."""
    kept = []
    for _ in range(rounds):
        kept += [[number] for number in range(20_000)]
        yield len(kept)
    yield Finished(len(kept))


def test_that_a_lane_frees_nothing_of_the_windows(lanes: Lanes, qtbot: QtBot) -> None:
    freed: list[int] = []
    Knot(freed)
    job = lanes.other.submit(lambda: filling(20), name="fills")
    with qtbot.waitSignal(job.finished):
        pass
    for _ in range(YOUNG * 2):
        Knot(freed)
    qtbot.waitUntil(lambda: len(freed) > YOUNG)
    assert set(freed) == {threading.get_ident()}


def test_that_every_generation_has_its_turn(qtbot: QtBot) -> None:
    before = [told["collections"] for told in gc.get_stats()]
    collector, kept = Collector(), []
    try:
        for _ in range(150):
            kept.append([[] for _ in range(YOUNG + 1)])
            collector.collect()
    finally:
        collector.stop()
    young, middle, old = (told["collections"] - one for told, one in zip(gc.get_stats(), before, strict=True))
    assert young > 100 and middle >= 10 and old == 1


def test_that_collecting_is_automatic_again_afterwards(qapp: QApplication) -> None:
    gc.enable()  # tests/conftest.py has turned it off
    try:
        lanes = Lanes()
        assert not gc.isenabled()
        lanes.shut_down()
        assert gc.isenabled()
        lanes.shut_down()
        assert gc.isenabled()
    finally:
        gc.disable()


def test_that_the_driver_switches_threads_as_the_program_does(qapp: QApplication) -> None:
    before = sys.getswitchinterval()
    with driven(qapp):
        assert sys.getswitchinterval() == pytest.approx(SWITCH_S)
    assert sys.getswitchinterval() == pytest.approx(before)
