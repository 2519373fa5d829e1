"""Activations of hidden layers: forward in place, and beside it the derivative, written in terms of the output."""

from __future__ import annotations

import numpy as np

from core.nn.hints import Floats
from core.nn.jit import inner
from core.nn.scalars import sigmoid32, tanh32

RELU, TANH, SIGMOID, LINEAR = range(4)
ACTIVATION_CODES = {"relu": RELU, "tanh": TANH, "sigmoid": SIGMOID, "linear": LINEAR}

_ZERO, _ONE = np.float32(0.0), np.float32(1.0)


@inner
def activate(code: int, z: Floats) -> None:
    """a = f(z) in place for float32 [n]. NaN stays NaN, so that a diverged run shows."""
    if code == RELU:
        for i in range(z.size):
            z[i] = _ZERO if z[i] < _ZERO else z[i]
    elif code == TANH:
        for i in range(z.size):
            z[i] = tanh32(z[i])
    elif code == SIGMOID:
        for i in range(z.size):
            z[i] = sigmoid32(z[i])


@inner
def through_activation(code: int, a: Floats, d: Floats, kept: np.float32) -> None:
    """d ← d · f'(z) in place for float32 [n] each, with f'(z) from the output a · kept = f(z).

    kept: the share of units that dropout keeps, by which their outputs were divided; 1 without dropout.
    """
    if code == RELU:
        for i in range(d.size):
            d[i] = d[i] if a[i] > _ZERO else _ZERO
    elif code == TANH:
        for i in range(d.size):
            f = a[i] * kept
            d[i] = d[i] * (_ONE - f * f)
    elif code == SIGMOID:
        for i in range(d.size):
            f = a[i] * kept
            d[i] = d[i] * (f * (_ONE - f))
