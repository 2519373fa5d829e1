"""Losses of one row: the value in float64, and beside it the gradient with respect to the row of the last layer.

The mean is over rows and outputs, as in PyTorch and Keras: mean squared error's gradient is 2·(ŷ - y) / n.
Cross-entropies are taken from logits, in the stable form of `log(sum(exp))` with the largest taken out. NaN stays NaN.
"""

from __future__ import annotations

import math

import numpy as np

from core.nn.hints import Floats
from core.nn.jit import helper
from core.nn.scalars import exp32, sigmoid32
from core.nn.spec import Head

LINEAR, SIGMOID, SOFTMAX = range(3)
HEAD_CODES = {Head.LINEAR: LINEAR, Head.SIGMOID: SIGMOID, Head.SOFTMAX: SOFTMAX}

_TWO = np.float32(2.0)


@helper
def squared_error(z: Floats, y: Floats, d: Floats, share: np.float32) -> float:
    """Mean over outputs of (z - y)²; d = 2 (z - y) · share, where share is 1 / (rows · outputs)."""
    loss = 0.0
    for j in range(z.size):
        error = z[j] - y[j]
        loss += np.float64(error) * np.float64(error)
        d[j] = _TWO * error * share
    return loss / z.size


@helper
def binary_cross_entropy(z: Floats, y: Floats, d: Floats, share: np.float32) -> float:
    """-y log p - (1 - y) log(1 - p) with p = sigmoid(z); d = (p - y) · share."""
    logit, target = z[0], y[0]
    d[0] = (sigmoid32(logit) - target) * share
    wide = np.float64(logit)
    larger = wide if not (wide < 0.0) else 0.0
    return larger - wide * np.float64(target) + math.log1p(np.float64(exp32(-abs(logit))))


@helper
def cross_entropy(z: Floats, y: Floats, d: Floats, share: np.float32) -> float:
    """-log p[y] with p = softmax(z); d = (p - onehot(y)) · share. A NaN logit or class makes the loss NaN."""
    if not (y[0] >= 0.0 and y[0] < z.size):
        d[:] = np.nan
        return np.nan
    target = int(y[0])
    total = softmax(z, d)
    picked = np.float64(z[target]) - np.float64(z.max())
    for j in range(z.size):
        d[j] = d[j] * share
    d[target] -= share
    return math.log(total) - picked


@helper
def softmax(z: Floats, p: Floats) -> float:
    """Write the probabilities of the logits z to p, float32 [k]; gives sum(exp(z - max z))."""
    highest = z.max()
    total = 0.0
    for j in range(z.size):
        p[j] = exp32(z[j] - highest)
        total += np.float64(p[j])
    for j in range(z.size):
        p[j] = np.float32(np.float64(p[j]) / total)
    return total


@helper
def loss_of_row(head: int, z: Floats, y: Floats, d: Floats, share: np.float32) -> float:
    """The loss of one row by its head's code; its gradient goes to d."""
    if head == SIGMOID:
        return binary_cross_entropy(z, y, d, share)
    if head == SOFTMAX:
        return cross_entropy(z, y, d, share)
    return squared_error(z, y, d, share)


@helper
def outputs_of_row(head: int, z: Floats) -> None:
    """Turn the last layer's row into what a prediction is: numbers, or probabilities. In place, float32 [outputs]."""
    if head == SIGMOID:
        z[0] = sigmoid32(z[0])
    elif head == SOFTMAX:
        softmax(z, z)
