"""Whole runs of steps: the float64 oracle, and bits that depend on nothing but the seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import naive
import numpy as np
import pytest
from networks import SMALL, example, oracle, some_weights, step_run

from core.nn.forward import predict
from core.nn.layout import digest
from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.nn.step import StepRun
from core.nn.update import Update

UPDATES = [
    Update("gradient_descent", 0.1),
    Update("momentum", 0.02, momentum=0.9),
    Update("rmsprop", 0.003, beta2=0.99),
    Update("adam", 0.01),
    Update("nesterov", 0.02),
    Update("adamw", 0.01, weight_decay=0.1),
]


@pytest.mark.parametrize("update", UPDATES, ids=lambda update: update.optimiser)
def test_that_epochs_of_each_optimiser_follow_the_oracle(update) -> None:
    data = example(SMALL, 107)  # 32 does not divide it: the last batch is shorter
    run = step_run(SMALL, data, update)
    exact, losses = oracle(SMALL, some_weights(SMALL), data, update, 32, 5)
    found = run.advance(0, 5 * run.units_per_epoch).reshape(5, -1).sum(axis=1) / 107
    assert np.allclose(found, losses, rtol=2e-5)
    assert np.abs(run.weights() - exact).max() < 2e-5


@pytest.mark.parametrize("update", UPDATES, ids=lambda update: update.optimiser)
def test_that_a_wide_network_follows_the_oracle_for_50_steps(update) -> None:
    spec = NetworkSpec(20, (512, 256), 1, "relu", Head.LINEAR)
    data = example(spec, 64)
    update = replace(update, learning_rate=update.learning_rate / 20)
    run = step_run(spec, data, update, batch=64)
    run.advance(0, 50)
    start = some_weights(spec)
    exact, _ = oracle(spec, start, data, update, 64, 50)
    moved = np.abs(exact - start).max()
    assert np.abs(run.weights() - exact).max() < 2e-3 * moved
    assert np.abs(run.weights() - exact).mean() < 5e-6 * moved
    way = exact - start
    assert np.dot(run.weights() - start.astype(np.float64), way) == pytest.approx(np.dot(way, way), rel=2e-6)


@pytest.mark.parametrize("optimiser", ["gradient_descent", "adam"])
@pytest.mark.parametrize(
    ("spec", "rows", "batch"),
    [
        (NetworkSpec(5, (12, 7), 3, "tanh", Head.SOFTMAX), 333, 50),
        (NetworkSpec(30, (200, 100), 1, "relu", Head.LINEAR), 1500, 600),
        (NetworkSpec(30, (200, 100), 1, "sigmoid", Head.SIGMOID), 3000, 3000),
    ],
    ids=["small", "wide", "one batch of several units"],
)
def test_that_threads_entries_and_slices_change_no_bit(spec, rows, batch, optimiser) -> None:
    data, digests = example(spec, rows), set()
    for threads, parallel, slices in (
        (1, False, 10_000),
        (1, True, 10_000),
        (2, True, 10_000),
        (2, True, 1),
        (1, False, 3),
    ):
        run = step_run(spec, data, Update(optimiser, 0.01), batch=batch, threads=threads)
        end = 3 * run.units_per_epoch
        for first in range(0, end, slices):
            run.advance(first, min(end, first + slices), parallel=parallel)
        digests.add(digest(spec, run.weights()))
    assert len(digests) == 1


def test_that_the_same_seed_gives_the_same_bits_and_another_seed_others() -> None:
    data = example(SMALL, 200)
    digests = []
    for seed in (3, 3, 4):
        run = step_run(SMALL, data, seed=seed, weights=some_weights(SMALL))
        run.advance(0, 2 * run.units_per_epoch)
        digests.append(digest(SMALL, run.weights()))
    assert digests[0] == digests[1] != digests[2]


def test_that_a_batch_of_all_rows_is_one_step_in_their_order() -> None:
    data = example(SMALL, 90)
    run = step_run(SMALL, data, UPDATES[0], batch=90)
    assert run.steps_per_epoch == run.units_per_epoch == 1
    run.advance(0, 3)
    twin = naive.Optimiser("gradient_descent", 0.1)
    exact, _ = naive.trained(SMALL, some_weights(SMALL), *data, twin, 90, 3, lambda _: np.arange(90))
    assert np.abs(run.weights() - exact).max() < 1e-6


def test_that_measuring_learns_nothing_and_is_the_mean_over_rows() -> None:
    spec = NetworkSpec(30, (200, 100), 1, "relu", Head.LINEAR)
    data, other = example(spec, 100), example(spec, 1200, seed=5)
    run = step_run(spec, data)
    found = {list(run.measured(Part(*other), units))[-1] for units in (1, 2, 100)}
    assert len(found) == 1
    assert found.pop() == pytest.approx(naive.loss(spec, some_weights(spec), *other), rel=1e-5)
    assert np.array_equal(run.weights(), some_weights(spec))


def test_that_a_loss_that_is_not_finite_stops_before_it_changes_a_weight() -> None:
    x, y = example(SMALL, 64)
    x[40] = np.inf
    run = step_run(SMALL, (x, y), UPDATES[0], batch=8)
    losses = run.advance(0, 8)
    assert np.isfinite(losses[:-1]).all()
    assert not np.isfinite(losses[-1])
    assert np.isfinite(run.weights()).all()


def test_that_the_data_is_never_copied() -> None:
    x, y = example(SMALL, 64)
    x.flags.writeable = False
    run = step_run(SMALL, (x, y))
    assert np.shares_memory(run._rows.x, x)
    assert np.shares_memory(run._rows.y, y)
    run.advance(0, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda x, y: (x.astype(np.float64), y),
        lambda x, y: (np.asfortranarray(x), y),
        lambda x, y: (x, y[:-1]),
        lambda x, y: (x, y.astype(np.int64)),
    ],
)
def test_that_arrays_that_do_not_fit_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"float32"):
        step_run(SMALL, wrong(*example(SMALL, 64)))


@pytest.mark.parametrize(("head", "outputs"), [(Head.SIGMOID, 1), (Head.SOFTMAX, 3)])
def test_that_rows_which_are_certain_leave_nothing_denormal(head, outputs) -> None:
    """Their gradients are smaller than float32's normal range, where a processor takes a hundred times as long."""
    spec = NetworkSpec(4, (16, 8), outputs, "tanh", head)
    x, y = example(spec, 300)
    x *= np.geomspace(1e-38, 1e3, 300, dtype=np.float32)[:, None]
    weights = some_weights(spec) * np.float32(40)
    run = step_run(spec, (x, y), Update("adam", 1e-6), batch=300, weights=weights)
    run.advance(0, 3)
    arrays = [run._work.deltas, run._state.gradient, run._state.second_average, predict(spec, run.weights(), x).ravel()]
    smallest = [np.abs(array[array != 0]).min() for array in arrays]
    assert min(smallest) >= np.finfo(np.float32).tiny
    assert smallest[0] < 1e-30  # there were such numbers
    assert np.float32(1e-38) * np.float32(0.1) != 0, "the rest of the program computes as before"


@pytest.mark.parametrize("update", UPDATES[1:], ids=lambda update: update.optimiser)
def test_that_tiny_numbers_stay_finite_and_out_of_the_denormal_range(update) -> None:
    spec = NetworkSpec(4, (8,), 1, "sigmoid", Head.LINEAR)
    x, y = example(spec, 64)
    x, y = x * np.float32(1e-36), y * np.float32(1e-30)
    run = step_run(spec, (x, y), update)
    run.advance(0, 3000)
    averages = np.concatenate([run._state.first_average, run._state.second_average])
    assert np.isfinite(run.weights()).all()
    assert (np.abs(averages[averages != 0]) >= np.finfo(np.float32).tiny).all()


INTERPRETED = """
import json, sys
import numpy as np
np.seterr(over="ignore")
from core.nn.forward import predict
from core.nn.jit import INTERPRETED
from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.nn.step import StepRun
from core.nn.update import Update
from networks import example, step_run
assert INTERPRETED
spec = NetworkSpec(3, (4,), 2, sys.argv[1], Head.SOFTMAX)
data = example(spec, 12)
run = step_run(spec, data, Update("adam", 0.01), batch=5)
losses = run.advance(0, 2 * run.units_per_epoch, parallel=True)
print(json.dumps([losses.tolist(), run.weights().tolist(), predict(spec, run.weights(), data[0]).tolist()]))
"""


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_that_the_kernels_say_the_same_without_compilation(activation) -> None:
    root = Path(__file__).parents[2]
    environment = os.environ | {
        "NUMBA_DISABLE_JIT": "1",
        "PYTHONPATH": f"{root}{os.pathsep}{root / 'tests' / 'support'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", INTERPRETED, activation], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    losses, weights, predictions = (np.array(part) for part in json.loads(done.stdout))
    from core.nn.forward import predict

    spec = NetworkSpec(3, (4,), 2, activation, Head.SOFTMAX)
    data = example(spec, 12)
    run = step_run(spec, data, Update("adam", 0.01), batch=5)
    assert np.allclose(run.advance(0, 2 * run.units_per_epoch), losses, rtol=1e-6)
    assert np.allclose(run.weights(), weights, rtol=1e-6, atol=1e-7)
    assert np.allclose(predict(spec, run.weights(), data[0]), predictions, rtol=1e-6)


@pytest.mark.parametrize(
    "at", [np.array([], np.int64), np.array([0, 100]), np.array([-1, 0]), np.array([0.0]), np.array([[0, 1]])]
)
def test_that_rows_that_are_not_there_are_refused(at) -> None:
    x, y = example(SMALL, 100)
    with pytest.raises(ValueError, match=r"in at|at is"):
        StepRun(SMALL, some_weights(SMALL), Part(x, y, at=at), Update("adam", 0.01), batch_rows=10, seed=0, threads=1)


def test_that_a_part_of_the_rows_trains_as_if_it_were_all_of_them() -> None:
    x, y = example(SMALL, 100)
    at = np.sort(np.random.default_rng(2).permutation(100)[:60]).astype(np.int64)
    parts = (Part(x, y, at=at), Part(np.ascontiguousarray(x[at]), np.ascontiguousarray(y[at])))
    digests = set()
    for part in parts:
        run = StepRun(SMALL, some_weights(SMALL), part, Update("adam", 0.01), batch_rows=16, seed=0, threads=1)
        losses = run.advance(0, 3 * run.units_per_epoch)
        digests.add((digest(SMALL, run.weights()), losses.tobytes(), [*run.measured(part, 5)][-1]))
    assert len(digests) == 1
