"""Lanes pull generators off the window's thread, in order, and obey pause and stop."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from lane_rest import rests
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.base.errors import EpochalError
from core.base.progress import Finished, Progress
from gui.work import Job, Lane
from gui.work.job import JobState
from gui.work.merging import Inbox
from gui.work.trouble import Bug


class Ear(QObject):
    """Hears a job, and on which thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.told: list[Any] = []
        self.ends: list[tuple[str, object]] = []
        self.threads: set[int] = set()
        job.told.connect(self.on_told)
        job.finished.connect(self.on_finished)
        job.failed.connect(self.on_failed)
        job.stopped.connect(self.on_stopped)

    def on_told(self, event: object) -> None:
        self.told.append(event)
        self.threads.add(threading.get_ident())

    def on_finished(self, result: object) -> None:
        self.ends.append(("finished", result))

    def on_failed(self, error: object) -> None:
        self.ends.append(("failed", error))

    def on_stopped(self) -> None:
        self.ends.append(("stopped", None))


@pytest.fixture
def lane(qapp: object) -> Iterator[Lane]:
    lane = Lane("test")
    yield lane
    lane.shut_down()


def counting(upto: int, threads: list[int] | None = None) -> Iterator[Any]:
    for number in range(upto):
        if threads is not None:
            threads.append(threading.get_ident())
        yield number
    yield Finished(upto)


def endless(closed: list[int], conclude_s: float = 0.0) -> Iterator[int]:
    number = 0
    try:
        while True:
            yield number
            number += 1
            time.sleep(0.002)
    finally:
        time.sleep(conclude_s)
        closed.append(threading.get_ident())


def ended(ear: Ear) -> Callable[[], bool]:
    return lambda: bool(ear.ends)


def test_that_events_arrive_in_order_on_the_windows_thread(lane: Lane, qtbot: QtBot) -> None:
    threads: list[int] = []
    ear = Ear(lane.submit(partial(counting, 500, threads), name="count"))
    qtbot.waitUntil(ended(ear))
    assert ear.told[:-1] == list(range(500))
    assert ear.ends == [("finished", 500)]
    assert ear.threads == {threading.get_ident()}
    assert set(threads) != {threading.get_ident()} and len(set(threads)) == 1


def test_that_jobs_run_one_after_the_other_as_handed_in(lane: Lane, qtbot: QtBot) -> None:
    order: list[str] = []

    def named(name: str) -> Iterator[Any]:
        for _ in range(5):
            order.append(name)
            yield None

    ears = [Ear(lane.submit(partial(named, name), name=name)) for name in "abc"]
    qtbot.waitUntil(lambda: all(ear.ends for ear in ears))
    assert order == list("aaaaabbbbbccccc")
    assert lane.jobs == ()


class Table:
    """Stands for something large."""

    def rows(self) -> Iterator[Any]:
        yield Finished(3)


def test_that_an_ended_job_holds_nothing_of_what_it_was_about(lane: Lane, qtbot: QtBot) -> None:
    table = Table()
    gone, job = weakref.ref(table), lane.submit(table.rows, name="reads")
    del table
    with qtbot.waitSignal(job.ended):
        pass
    qtbot.waitUntil(lambda: gone() is None)


def test_that_a_paused_job_tells_nothing_until_it_goes_on(lane: Lane, qtbot: QtBot) -> None:
    job = lane.submit(partial(endless, []), name="endless")
    ear = Ear(job)
    qtbot.waitUntil(lambda: len(ear.told) > 5)
    job.pause()
    qtbot.waitUntil(lambda: rests(lane))
    heard = len(ear.told)
    qtbot.wait(150)
    assert len(ear.told) == heard
    assert job.state == JobState.PAUSED
    job.resume()
    qtbot.waitUntil(lambda: len(ear.told) > heard)
    job.stop()
    qtbot.waitUntil(ended(ear))


@pytest.mark.parametrize("paused", [False, True])
def test_that_stopping_closes_the_generator_on_the_lanes_thread(lane: Lane, qtbot: QtBot, paused: bool) -> None:
    closed: list[int] = []
    job = lane.submit(partial(endless, closed), name="endless")
    ear = Ear(job)
    qtbot.waitUntil(lambda: len(ear.told) > 3)
    if paused:
        job.pause()
        qtbot.waitUntil(lambda: rests(lane))
    job.stop()
    qtbot.waitUntil(ended(ear))
    assert ear.ends == [("stopped", None)]
    assert len(closed) == 1 and closed[0] != threading.get_ident()


def test_that_a_waiting_job_can_be_dropped(lane: Lane, qtbot: QtBot) -> None:
    first = lane.submit(partial(endless, []), name="first")
    begun: list[int] = []
    second = lane.submit(partial(counting, 3, begun), name="second")
    ears = Ear(first), Ear(second)
    second.stop()
    qtbot.waitUntil(ended(ears[1]))
    assert ears[1].ends == [("stopped", None)] and begun == []
    first.stop()
    qtbot.waitUntil(ended(ears[0]))


def test_that_a_persons_failure_is_told_and_the_lane_lives_on(lane: Lane, qtbot: QtBot) -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise EpochalError("gui.run_active")

    ear = Ear(lane.submit(failing, name="fails"))
    after = Ear(lane.submit(partial(counting, 2), name="after"))
    qtbot.waitUntil(ended(after))
    (how, error), *_ = ear.ends
    assert how == "failed" and isinstance(error, EpochalError) and error.code == "gui.run_active"
    assert after.ends == [("finished", 2)]


@pytest.mark.logs
def test_that_a_bug_is_told_with_details_and_kept(lane: Lane, qtbot: QtBot) -> None:
    def buggy() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("no such share")

    bugs: list[Bug] = []
    lane.bug_found.connect(bugs.append)
    ear = Ear(lane.submit(buggy, name="bug"))
    qtbot.waitUntil(ended(ear))
    bug = ear.ends[0][1]
    assert isinstance(bug, Bug) and bugs == [bug]
    assert "ZeroDivisionError: no such share" in bug.details
    assert bug.log_file is not None and "no such share" in bug.log_file.read_text(encoding="utf-8")


def test_that_a_failure_while_stopping_is_told(lane: Lane, qtbot: QtBot) -> None:
    def stubborn() -> Iterator[int]:
        try:
            while True:
                yield 1
                time.sleep(0.002)
        finally:
            raise EpochalError("gui.run_active")

    job = lane.submit(stubborn, name="stubborn")
    ear = Ear(job)
    qtbot.waitUntil(lambda: bool(ear.told))
    job.stop()
    qtbot.waitUntil(ended(ear))
    assert ear.ends[0][0] == "failed"


def test_that_shutting_down_concludes_the_running_job_and_joins(qapp: object, qtbot: QtBot) -> None:
    lane, closed = Lane("short"), []  # type: tuple[Lane, list[int]]
    ear = Ear(lane.submit(partial(endless, closed, 0.1), name="endless"))
    lane.submit(partial(counting, 3), name="waits")
    qtbot.waitUntil(lambda: bool(ear.told))
    lane.shut_down()
    assert len(closed) == 1
    lane.shut_down()  # again is harmless


def test_that_a_lane_that_drops_nothing_does_and_tells_everything_before_it_ends(qapp: object) -> None:
    lane, threads = Lane("keeping", drops=False), []  # type: tuple[Lane, list[int]]
    held = threading.Event()

    def holding() -> Iterator[Any]:
        held.wait(10)
        yield from counting(2, threads)

    ears = [Ear(lane.submit(make, name="kept")) for make in (holding, partial(counting, 3, threads), refused)]
    threading.Timer(0.05, held.set).start()
    lane.shut_down()
    assert len(threads) == 5
    assert [ear.ends[0][0] for ear in ears] == ["finished", "finished", "failed"]


def refused() -> Iterator[Any]:
    raise EpochalError("gui.chart_not_saved", {"name": "a.png", "why": "no room"})
    yield


def test_that_only_progress_is_merged_and_the_order_stays() -> None:
    knocks: list[int] = []
    inbox = Inbox(lambda: knocks.append(1))
    for event in ("a", Progress("read", 1, 9), Progress("read", 2, 9), "b", Progress("read", 3, 9), "c", "c"):
        inbox.put(event)
    assert inbox.take() == ["a", Progress("read", 2, 9), "b", Progress("read", 3, 9), "c", "c"]
    assert len(knocks) == 1
    assert inbox.take() == []


def test_that_progress_is_told_at_most_twenty_times_a_second(lane: Lane, qtbot: QtBot) -> None:
    def busy() -> Iterator[Any]:
        end = time.monotonic() + 0.5
        done = 0
        while time.monotonic() < end:
            done += 1
            yield Progress("read", done, 0)
        yield Finished(done)

    job = lane.submit(busy, name="busy")
    ear = Ear(job)
    qtbot.waitUntil(ended(ear))
    progress = [event for event in ear.told if isinstance(event, Progress)]
    assert len(progress) <= 14
    assert progress[-1].done == ear.ends[0][1], "the last one is never lost"
