"""Losses of a block of rows: the value in float64, and beside it the gradient by the last layer's outputs.

The mean is over rows and outputs, as in PyTorch and Keras: mean squared error's gradient is 2·(ŷ - y) / n.
Cross-entropies are taken from logits, in the stable form of `log(sum(exp))` with the largest taken out. NaN stays NaN.

Letters: z float32 [rows, stride] holds `outputs` logits or numbers a row; y float32 [all rows, targets], of which
`chosen` int64 [rows] are meant; d takes the gradient times `share`, which makes a batch's sum its mean. w float32
[rows] are the rows' weights: each multiplies its row's loss and gradient, and 1 changes no bit.
"""

from __future__ import annotations

import math

import numpy as np

from core.nn.hints import Floats, Ints
from core.nn.jit import inner
from core.nn.scalars import exp32, sigmoid32
from core.nn.spec import Head

LINEAR, SIGMOID, SOFTMAX = range(3)
HEAD_CODES = {Head.LINEAR: LINEAR, Head.SIGMOID: SIGMOID, Head.SOFTMAX: SOFTMAX}
SQUARED_ERROR, BINARY_CROSS_ENTROPY, CROSS_ENTROPY = range(3)
LOSS_CODES = {
    (Head.LINEAR, "mse"): SQUARED_ERROR,
    (Head.SIGMOID, "cross_entropy"): BINARY_CROSS_ENTROPY,
    (Head.SOFTMAX, "cross_entropy"): CROSS_ENTROPY,
}

_TWO = np.float32(2.0)


@inner
def squared_error(z: Floats, y: Floats, chosen: Ints, w: Floats, d: Floats, outputs: int, share: np.float32) -> float:
    """Sum over rows of the mean over outputs of (z - y)²; d = 2 (z - y) · share, with share 1 / (rows · outputs)."""
    total = 0.0
    for r in range(z.shape[0]):
        loss, part = 0.0, share * w[r]
        for j in range(outputs):
            error = z[r, j] - y[chosen[r], j]
            loss += np.float64(error) * np.float64(error)
            d[r, j] = _TWO * error * part
        total += np.float64(w[r]) * (loss / outputs)
    return total


@inner
def binary_cross_entropy(z: Floats, y: Floats, chosen: Ints, w: Floats, d: Floats, share: np.float32) -> float:
    """Sum over rows of -y log p - (1 - y) log(1 - p) with p = sigmoid(z); d = (p - y) · share."""
    total = 0.0
    for r in range(z.shape[0]):
        logit, target = z[r, 0], y[chosen[r], 0]
        d[r, 0] = (sigmoid32(logit) - target) * (share * w[r])
        wide = np.float64(logit)
        larger = wide if not (wide < 0.0) else 0.0
        loss = larger - wide * np.float64(target) + math.log1p(np.float64(exp32(-abs(logit))))
        total += np.float64(w[r]) * loss
    return total


@inner
def cross_entropy(z: Floats, y: Floats, chosen: Ints, w: Floats, d: Floats, outputs: int, share: np.float32) -> float:
    """Sum over rows of -log p[y] with p = softmax(z); d = (p - onehot(y)) · share.

    A NaN logit, or a class that isn't there, makes the loss NaN.
    """
    total = 0.0
    for r in range(z.shape[0]):
        target = y[chosen[r], 0]
        if not (target >= 0.0 and target < outputs):
            return np.nan
        highest, mass = softmax(z, r, d, outputs)
        part = share * w[r]
        for j in range(outputs):
            d[r, j] = d[r, j] * part
        d[r, int(target)] -= part
        total += np.float64(w[r]) * (math.log(mass) - (np.float64(z[r, int(target)]) - np.float64(highest)))
    return total


@inner
def softmax(z: Floats, r: int, p: Floats, outputs: int) -> tuple[np.float32, float]:
    """Write the probabilities of row r of the logits z to p; gives max z and the sum of exp(z - max z)."""
    highest = z[r, 0]
    for j in range(1, outputs):
        highest = z[r, j] if z[r, j] > highest else highest
    mass = 0.0
    for j in range(outputs):
        p[r, j] = exp32(z[r, j] - highest)
        mass += np.float64(p[r, j])
    for j in range(outputs):
        p[r, j] = np.float32(np.float64(p[r, j]) / mass)
    return highest, mass


@inner
def loss_of_block(
    loss: int, z: Floats, y: Floats, chosen: Ints, w: Floats, d: Floats, outputs: int, share: np.float32
) -> float:
    """The sum of the rows' losses by the loss's code; the gradient goes to d."""
    if loss == BINARY_CROSS_ENTROPY:
        return binary_cross_entropy(z, y, chosen, w, d, share)
    if loss == CROSS_ENTROPY:
        return cross_entropy(z, y, chosen, w, d, outputs, share)
    return squared_error(z, y, chosen, w, d, outputs, share)


@inner
def outputs_of_block(head: int, z: Floats, outputs: int) -> None:
    """Turn the last layer's rows into what a prediction is: numbers, or probabilities. In place."""
    if head == SIGMOID:
        for r in range(z.shape[0]):
            z[r, 0] = sigmoid32(z[r, 0])
    elif head == SOFTMAX:
        for r in range(z.shape[0]):
            softmax(z, r, z, outputs)
