"""Dropout, weight decay, clipping, schedules and row weights: against the float64 twin, and bits of any slicing."""

from __future__ import annotations

import itertools
from dataclasses import replace

import naive
import numpy as np
import pytest
from networks import SMALL, example, kernel_gradient, oracle, some_weights, step_run

from core.nn.forward import predict
from core.nn.layout import digest
from core.nn.optimisers import OPTIMISER_CODES
from core.nn.part import Part
from core.nn.schedules import Plateau, schedule_numbers, share_of_rate
from core.nn.spec import ACTIVATIONS, Head, NetworkSpec
from core.nn.update import Update

ADAM = Update("adam", 0.01)
REGULARISED = {
    "weight decay": replace(ADAM, weight_decay=0.05),
    "decoupled": Update("adamw", 0.01, weight_decay=0.5),
    "clipped": Update("momentum", 0.05, clip_norm=0.1),
    "clipped and decayed": Update("rmsprop", 0.003, clip_norm=0.2, weight_decay=0.1),
    "dropout": replace(ADAM, dropout=0.3),
    "step": replace(ADAM, schedule="step", epochs=5),
    "cosine": replace(ADAM, schedule="cosine", warmup=0.3, epochs=5),
    "all": Update("adamw", 0.01, 0.9, 0.9, 0.95, 0.1, 0.3, 0.15, "cosine", 0.2, 5),
}


def some_row_weights(rows):
    found = np.random.default_rng(8).uniform(0.0, 4.0, rows)
    found[::7] = 0.0
    return (found / found.mean()).astype(np.float32)


@pytest.mark.parametrize("update", REGULARISED.values(), ids=REGULARISED)
@pytest.mark.parametrize("batch", [32, 107])
def test_that_epochs_follow_the_oracle(update, batch) -> None:
    data = example(SMALL, 107)
    run = step_run(SMALL, data, update, batch=batch)
    exact, losses = oracle(SMALL, some_weights(SMALL), data, update, batch, 5)
    found = run.advance(0, 5 * run.units_per_epoch).reshape(5, -1).sum(axis=1) / 107
    assert np.allclose(found, losses, rtol=2e-5)
    assert np.abs(run.weights() - exact).max() < 2e-5


@pytest.mark.parametrize("update", REGULARISED.values(), ids=REGULARISED)
def test_that_each_one_changes_what_is_learned(update) -> None:
    data, plain = example(SMALL, 107), Update(update.optimiser, update.learning_rate, beta2=update.beta2)
    runs = [step_run(SMALL, data, each) for each in (update, plain)]
    for run in runs:
        run.advance(0, 5 * run.units_per_epoch)
    assert np.abs(runs[0].weights() - runs[1].weights()).max() > 1e-3


@pytest.mark.parametrize("head", [Head.LINEAR, Head.SIGMOID, Head.SOFTMAX])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_that_gradients_with_masks_and_weights_are_slopes_and_the_kernels(head, activation) -> None:
    spec = NetworkSpec(4, (18, 5), 1 if head is Head.SIGMOID else 3, activation, head)
    x, y = example(spec, 30)
    row_weights, weights = some_row_weights(30), some_weights(spec)
    masks = naive.dropout_masks(spec, 0, 0.4, np.arange(30))
    exact = naive.gradient(spec, weights.astype(np.float64), x, y, masks, row_weights)
    slopes = naive.finite_differences(spec, weights.astype(np.float64), x, y, masks, row_weights)
    assert np.abs(exact - slopes).max() < 1e-6 * max(1.0, np.abs(exact).max())
    found, loss = kernel_gradient(spec, weights, x, y, dropout=0.4, row_weights=row_weights)
    assert np.abs(found - exact).max() < 1e-5 * np.abs(exact).max()
    assert loss == pytest.approx(naive.loss(spec, weights, x, y, masks, row_weights), rel=1e-5)


@pytest.mark.parametrize("update", REGULARISED.values(), ids=REGULARISED)
@pytest.mark.parametrize(("rows", "batch"), [(333, 50), (3000, 1700)], ids=["blocks", "units"])
def test_that_threads_and_slices_change_no_bit(update, rows, batch) -> None:
    spec, digests = NetworkSpec(30, (200, 100), 1, "relu", Head.LINEAR), set()
    data, row_weights = example(spec, rows), some_row_weights(rows)
    for threads, parallel, slices in ((1, False, 10_000), (2, True, 10_000), (3, True, 2), (1, False, 3)):
        run = step_run(spec, data, update, batch=batch, threads=threads, row_weights=row_weights)
        end = 3 * run.units_per_epoch
        for first in range(0, end, slices):
            run.advance(first, min(end, first + slices), parallel=parallel)
        digests.add(digest(spec, run.weights()))
    assert len(digests) == 1


@pytest.mark.parametrize("optimiser", [name for name in OPTIMISER_CODES if name != "none"])
@pytest.mark.parametrize("batch", [50, 1700])
def test_that_a_restored_run_goes_on_to_the_same_bits(optimiser, batch) -> None:
    spec = NetworkSpec(7, (130, 30), 2, "tanh", Head.LINEAR)
    data = example(spec, 3000)
    update = Update(optimiser, 0.003, weight_decay=0.01, clip_norm=1.0, dropout=0.2, schedule="cosine", epochs=3)
    whole = step_run(spec, data, update, batch=batch)
    end = 3 * whole.units_per_epoch
    whole.advance(0, end)
    for at in (1, whole.units_per_epoch, whole.units_per_epoch + 1, end - 1):
        first = step_run(spec, data, update, batch=batch)
        first.advance(0, at)
        kept = first.arrays()
        first.advance(at, end)  # what it does later doesn't reach what was kept
        second = step_run(spec, data, update, batch=batch, weights=some_weights(spec, 9))
        second.restore(kept)
        second.advance(at, end)
        assert digest(spec, second.weights()) == digest(spec, whole.weights())


def test_that_another_runs_state_is_refused() -> None:
    data = example(SMALL, 50)
    plain, adam = step_run(SMALL, data, Update("gradient_descent", 0.1)), step_run(SMALL, data)
    with pytest.raises(ValueError, match="first_average"):
        plain.restore(adam.arrays())
    with pytest.raises(ValueError, match="weights expected"):
        adam.restore({name: array[1:] for name, array in adam.arrays().items()})


@pytest.mark.parametrize("share", [0.05, 0.25, 0.5, 0.9])
def test_that_as_many_units_drop_as_are_asked_for_and_no_two_alike(share) -> None:
    spec = NetworkSpec(2, (100, 50), 1, "linear", Head.LINEAR)
    one, other = naive.dropout_masks(spec, 1, share, np.arange(400))
    assert (one == 0).mean() == pytest.approx(share, abs=0.01)
    assert (other == 0).mean() == pytest.approx(share, abs=0.015)
    assert one.mean() == pytest.approx(1.0, abs=0.1)
    for draws in (one.T, one):  # correlations of n draws have a root mean square of 1 / √n
        correlations = np.corrcoef(draws)[np.triu_indices(len(draws), 1)]
        assert np.sqrt(np.mean(correlations**2)) == pytest.approx(1 / np.sqrt(draws.shape[1]), rel=0.1)


def test_that_prediction_and_measurement_drop_nothing() -> None:
    data = example(SMALL, 64)
    run = step_run(SMALL, data, replace(ADAM, dropout=0.5))
    exact = naive.predictions(SMALL, some_weights(SMALL), data[0])
    assert np.allclose(predict(SMALL, run.weights(), data[0]), exact, atol=1e-6)
    loss = naive.loss(SMALL, some_weights(SMALL), *data)
    assert [*run.measured(Part(*data), 10)][-1] == pytest.approx(loss, rel=1e-5)


def test_that_rows_of_no_weight_teach_nothing_and_equal_weights_change_no_bit() -> None:
    x, y = example(SMALL, 60)
    weights = np.repeat(np.float32([2.0, 0.0]), 30)
    run = step_run(SMALL, (x, y), ADAM, batch=60, row_weights=weights)
    changed = y.copy()
    changed[30:] = 0.0
    other = step_run(SMALL, (x, changed), ADAM, batch=60, row_weights=weights)
    half = step_run(SMALL, (x[:30], y[:30]), ADAM, batch=60)
    plain, ones = step_run(SMALL, (x, y)), step_run(SMALL, (x, y), row_weights=np.ones(60, np.float32))
    for each in (run, other, half, plain, ones):
        each.advance(0, 5)
    assert np.array_equal(run.weights(), other.weights())
    assert np.allclose(run.weights(), half.weights(), atol=1e-5)
    assert np.array_equal(plain.weights(), ones.weights())


@pytest.mark.parametrize("name", ["constant", "step", "cosine"])
@pytest.mark.parametrize("warmup", [0.0, 0.1, 0.5])
def test_that_schedules_are_what_they_are_called(name, warmup) -> None:
    numbers = schedule_numbers(name, warmup, 200)
    shares = [share_of_rate(numbers, step) for step in range(1, 201)]
    assert shares == pytest.approx([naive.rate_share(name, warmup, step, 200) for step in range(1, 201)])
    warm = round(200 * warmup)
    assert all(a < b for a, b in itertools.pairwise(shares[: warm + 1]))
    assert shares[warm] == 1.0
    assert min(shares) > 0.0


def test_that_a_plateau_halves_the_rate_when_the_loss_stands_still() -> None:
    plateau = Plateau.of(patience=9, min_gain=0.0)
    assert [plateau.after(loss) for loss in (5.0, 4.0, 4.0, 4.1, 4.0)] == [1.0, 1.0, 1.0, 1.0, 0.5]
    assert [plateau.after(loss) for loss in (3.0, 3.0, 3.0, 3.0)] == [0.5, 0.5, 0.5, 0.25]
    for _ in range(200):
        plateau.after(3.0)
    assert plateau.share == 1e-3


def test_that_the_plateaus_share_is_what_the_next_steps_use() -> None:
    data = example(SMALL, 64)
    scaled = step_run(SMALL, data, Update("gradient_descent", 0.1, schedule="plateau", epochs=4))
    small = step_run(SMALL, data, Update("gradient_descent", 0.05))
    scaled.scale_rate(0.5)
    for run in (scaled, small):
        run.advance(0, 4)
    assert np.array_equal(scaled.weights(), small.weights())


@pytest.mark.parametrize("wrong", [np.ones(59, np.float32), np.ones(60), np.ones((60, 1), np.float32)])
def test_that_row_weights_that_do_not_fit_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"weights are a contiguous float32 \[60\]"):
        step_run(SMALL, example(SMALL, 60), row_weights=wrong)
