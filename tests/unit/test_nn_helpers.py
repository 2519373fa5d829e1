"""Threads that share the training kernel: any number, coming and going, change no bit and lose no work."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from networks import example, step_run

from core.base import runtime
from core.nn.atomics import atomic_add, wait_for
from core.nn.helpers import invite
from core.nn.jit import kernel
from core.nn.layout import digest
from core.nn.spec import Head, NetworkSpec
from core.nn.units import BY_COLUMNS, EXPECTED, board_size, run_units
from core.nn.update import Update

WIDE = NetworkSpec(30, (200, 100), 1, "relu", Head.LINEAR)
CASES = [
    (WIDE, 1500, 600),
    (NetworkSpec(5, (12, 7), 3, "tanh", Head.SOFTMAX), 333, 50),
    (NetworkSpec(30, (200, 100), 1, "sigmoid", Head.SIGMOID), 3000, 3000),
    (NetworkSpec(3, (), 20, "linear", Head.SOFTMAX), 700, 200),
]


SHARINGS = [(1, 1, 0), (5, 5, 0), (5, 1, 0), (1, 1, 1), (2, 2, 1), (5, 5, 1), (3, 5, 1), (5, 2, 1)]


@kernel
def count_up(board, times):  # type: ignore[no-untyped-def]
    for _ in range(times):
        atomic_add(board, 0, 1)


def together(count, work):  # type: ignore[no-untyped-def]
    """Call `work` in so many threads at once."""
    gate = threading.Barrier(count)

    def enter() -> None:
        gate.wait()
        work()

    threads = [threading.Thread(target=enter) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_that_no_count_is_lost() -> None:
    board = np.zeros(board_size(200), np.int64)
    count_up(board, 0)
    together(4, lambda: count_up(board, 50_000))
    assert board[0] == 200_000


@pytest.mark.parametrize(("spec", "rows", "batch"), CASES)
@pytest.mark.parametrize("clip_norm", [0.0, 0.1])
def test_that_five_threads_on_one_board_give_the_bits_of_one(spec, rows, batch, clip_norm) -> None:
    data, found = example(spec, rows), []
    for came, expected, by_columns in SHARINGS:
        run = step_run(spec, data, Update("adam", 0.01, clip_norm=clip_norm, dropout=0.1), batch=batch)
        units = 3 * run.units_per_epoch
        losses, board = np.full(units, np.nan), np.zeros(board_size(200), np.int64)
        board[EXPECTED], board[BY_COLUMNS] = expected, by_columns
        work = (run._net, run._state, run._work, run._rows, run._course, board, losses, 0)
        together(came, lambda work=work: run_units(*work))
        found.append((digest(spec, run.weights()), losses.tobytes()))
    assert len(set(found)) == 1


def test_that_who_comes_late_finds_nothing_to_do() -> None:
    run = step_run(WIDE, example(WIDE, 600), batch=200)
    losses, board = np.empty(3), np.zeros(board_size(200), np.int64)
    work = (run._net, run._state, run._work, run._rows, run._course, board, losses, 0)
    run_units(*work)
    before, known = run.weights(), losses.copy()
    together(3, lambda: run_units(*work))
    assert np.array_equal(run.weights(), before)
    assert np.array_equal(losses, known)


@pytest.mark.parametrize("parallel", [False, True])
def test_that_a_loss_that_is_not_finite_ends_the_slice_for_all_threads(parallel) -> None:
    x, y = example(WIDE, 1200)
    y[700] = np.nan  # in exactly one of the twelve batches of an epoch
    run = step_run(WIDE, (x, y), Update("adam", 0.01), batch=100, threads=2)
    losses = run.advance(0, 36, parallel=parallel)
    assert 1 <= len(losses) <= 12
    assert np.isfinite(losses[:-1]).all()
    assert np.isnan(losses[-1])
    twin = step_run(WIDE, (x, y), Update("adam", 0.01), batch=100)
    twin.advance(0, len(losses) - 1, parallel=False)
    assert digest(WIDE, run.weights()) == digest(WIDE, twin.weights()), "the bad unit changed nothing"


def test_that_two_runs_may_train_at_the_same_time() -> None:
    data, digests = example(WIDE, 1500), []
    alone = step_run(WIDE, data, Update("adam", 0.01), batch=300, threads=2)
    alone.advance(0, 40)

    def train() -> None:
        run = step_run(WIDE, data, Update("adam", 0.01), batch=300, threads=2)
        for unit in range(0, 40, 4):
            run.advance(unit, unit + 4, parallel=True)
        digests.append(digest(WIDE, run.weights()))

    together(3, train)
    assert digests == [digest(WIDE, alone.weights())] * 3


@pytest.mark.skipif(runtime.cpu_count() < 2, reason="a single processor has no helpers")
def test_that_an_invited_thread_works_and_nobody_waits_for_it() -> None:
    board = np.zeros(board_size(200), np.int64)
    count_up(board, 0)
    invite(0, count_up, board, 7)
    invite(1, count_up, board, 10_000)
    wait_for(board, 0, 10_000)
    assert board[0] == 10_000
