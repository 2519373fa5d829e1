"""Small networks with data, for tests of kernels and training."""

from __future__ import annotations

import naive
import numpy as np

from core.nn.initialisers import initial_weights
from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.nn.step import StepRun
from core.nn.update import Update

SMALL = NetworkSpec(5, (12, 7), 3, "tanh", Head.SOFTMAX)


def example(spec, rows, seed=0):
    """(x float32 [rows, inputs], y float32 [rows] or [rows, outputs]) that such a network can learn something from."""
    random = np.random.default_rng(seed)
    x = random.standard_normal((rows, spec.inputs)).astype(np.float32)
    signal = x @ random.standard_normal((spec.inputs, spec.outputs)) / np.sqrt(spec.inputs)
    signal = np.tanh(signal) + 0.3 * random.standard_normal(signal.shape)
    if spec.head is Head.LINEAR:
        return x, signal.astype(np.float32)
    if spec.head is Head.SIGMOID:
        return x, (signal[:, 0] > 0).astype(np.float32)
    return x, signal.argmax(axis=1).astype(np.float32)


def some_weights(spec, seed=0):
    """Starting weights whose biases aren't zero either."""
    random = np.random.default_rng(seed + 1)
    return (initial_weights(spec, seed) + 0.1 * random.standard_normal(spec.parameters)).astype(np.float32)


def step_run(spec, data, update=Update("adam", 0.01), *, batch=32, seed=0, threads=1, weights=None, row_weights=None):  # noqa: B008 (frozen)
    """A run at its start."""
    start = some_weights(spec, seed) if weights is None else weights
    part = Part(*data, weights=row_weights)
    return StepRun(spec, start, part, update, batch_rows=batch, seed=seed, threads=threads)


def kernel_gradient(spec, weights, x, y, dropout=0.0, row_weights=None):
    """The kernel's mean gradient over all rows, without learning, and their mean loss."""
    update = Update("none", 0.0, dropout=dropout)
    run = step_run(spec, (x, y), update, batch=len(x), weights=weights, row_weights=row_weights)
    losses = run.advance(0, run.units_per_epoch)
    return run.gradient(), losses.sum() / len(x)


def oracle(spec, weights, data, update, batch, epochs, seed=0, row_weights=None):
    """(weights, mean loss of each epoch) of the float64 twin of a run."""
    numbers = (update.learning_rate, update.momentum, update.beta1, update.beta2, update.weight_decay, update.clip_norm)
    twin = naive.Optimiser(update.optimiser, *numbers, naive.is_weight(spec))
    rows = len(data[0])
    steps = update.epochs * -(-rows // batch)
    return naive.trained(
        spec, weights, *data, twin, batch, epochs,
        lambda epoch: naive.epoch_order(seed, epoch, rows) if batch < rows else np.arange(rows),
        (lambda seen: naive.dropout_masks(spec, seed, update.dropout, seen)) if update.dropout else None,
        row_weights,
        lambda step: naive.rate_share(update.schedule, update.warmup, step, steps),
    )  # fmt: skip
