"""Activations of hidden layers: forward in place, and beside it the derivative, written in terms of the output."""

from __future__ import annotations

import numpy as np

from core.nn.hints import Floats
from core.nn.jit import helper
from core.nn.scalars import sigmoid32, tanh32

RELU, TANH, SIGMOID, LINEAR = range(4)
ACTIVATION_CODES = {"relu": RELU, "tanh": TANH, "sigmoid": SIGMOID, "linear": LINEAR}

_ZERO, _ONE = np.float32(0.0), np.float32(1.0)


@helper
def activate(code: int, z_RN: Floats, width: int) -> None:
    """a = f(z) in place for the first `width` columns of float32 [rows, stride]; padding stays zero.

    NaN stays NaN, so that a diverged run shows.
    """
    if code == RELU:
        for r in range(z_RN.shape[0]):
            for i in range(width):
                z_RN[r, i] = _ZERO if z_RN[r, i] < _ZERO else z_RN[r, i]
    elif code == TANH:
        for r in range(z_RN.shape[0]):
            for i in range(width):
                z_RN[r, i] = tanh32(z_RN[r, i])
    elif code == SIGMOID:
        for r in range(z_RN.shape[0]):
            for i in range(width):
                z_RN[r, i] = sigmoid32(z_RN[r, i])


@helper
def through_activation(code: int, a_RN: Floats, d_RN: Floats, width: int) -> None:
    """d ← d · f'(z) in place for the first `width` columns, with f'(z) from the output a = f(z)."""
    if code == RELU:
        for r in range(d_RN.shape[0]):
            for i in range(width):
                d_RN[r, i] = d_RN[r, i] if a_RN[r, i] > _ZERO else _ZERO
    elif code == TANH:
        for r in range(d_RN.shape[0]):
            for i in range(width):
                d_RN[r, i] = d_RN[r, i] * (_ONE - a_RN[r, i] * a_RN[r, i])
    elif code == SIGMOID:
        for r in range(d_RN.shape[0]):
            for i in range(width):
                d_RN[r, i] = d_RN[r, i] * (a_RN[r, i] * (_ONE - a_RN[r, i]))
