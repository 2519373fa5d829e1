"""Optimisers: the update of a run of parameters from their gradient. Conventions are PyTorch's.

- gradient descent: p ← p - lr·g
- momentum: m ← μ·m + g; p ← p - lr·m (`torch.optim.SGD` without dampening)
- RMSProp: v ← β₂·v + (1 - β₂)·g²; p ← p - lr·g / (√v + ε) (`torch.optim.RMSprop`, whose alpha is β₂)
- Adam: Kingma and Ba 2015 ("Adam: a method for stochastic optimization"), algorithm 1; ε is outside the corrected root

The trap: 1 - β is formed in float64 and then rounded; `1 - float32(0.999)` is off by 1.3e-5, which shows in 50 steps.
"""

from __future__ import annotations

import math

import numpy as np

from core.nn.hints import Doubles, Floats
from core.nn.jit import helper

# MEASURE only takes losses, NO_UPDATE takes gradients too; the others learn.
MEASURE, NO_UPDATE, GRADIENT_DESCENT, MOMENTUM, RMSPROP, ADAM = range(6)
OPTIMISER_CODES = {
    "none": NO_UPDATE,
    "gradient_descent": GRADIENT_DESCENT,
    "momentum": MOMENTUM,
    "rmsprop": RMSPROP,
    "adam": ADAM,
}

# Positions in the float64 vector of an optimiser's numbers.
LEARNING_RATE, MOMENTUM_FACTOR, BETA1, BETA2, EPSILON = range(5)

_EPSILON = np.float32(1e-8)
# Averages that decay are put to zero here, long before they become denormal and slow: √1e-32 is far below ε.
_NOTHING = np.float32(1e-32)
_ZERO = np.float32(0.0)


@helper
def update(code: int, p: Floats, g: Floats, m: Floats, v: Floats, numbers: Doubles, step: int) -> None:
    """Update p float32 [n] in place from the gradient g, with averages m and v (empty when unused); step is from 1."""
    if code == GRADIENT_DESCENT:
        gradient_descent(p, g, np.float32(numbers[LEARNING_RATE]))
    elif code == MOMENTUM:
        momentum(p, g, m, np.float32(numbers[LEARNING_RATE]), np.float32(numbers[MOMENTUM_FACTOR]))
    elif code == RMSPROP:
        rmsprop(p, g, v, np.float32(numbers[LEARNING_RATE]), numbers[BETA2])
    elif code == ADAM:
        adam(p, g, m, v, numbers, step)


@helper
def gradient_descent(p: Floats, g: Floats, rate: np.float32) -> None:
    """p ← p - lr·g."""
    for i in range(p.size):
        p[i] -= rate * g[i]


@helper
def momentum(p: Floats, g: Floats, m: Floats, rate: np.float32, factor: np.float32) -> None:
    """m ← μ·m + g; p ← p - lr·m."""
    for i in range(p.size):
        average = factor * m[i] + g[i]
        m[i] = _ZERO if abs(average) < _NOTHING else average
        p[i] -= rate * average


@helper
def rmsprop(p: Floats, g: Floats, v: Floats, rate: np.float32, beta2: float) -> None:
    """v ← β₂·v + (1 - β₂)·g²; p ← p - lr·g / (√v + ε)."""
    keep, take = np.float32(beta2), np.float32(1.0 - beta2)
    for i in range(p.size):
        average = keep * v[i] + take * (g[i] * g[i])
        v[i] = _ZERO if average < _NOTHING else average
        p[i] -= rate * g[i] / (math.sqrt(average) + _EPSILON)


@helper
def adam(p: Floats, g: Floats, m: Floats, v: Floats, numbers: Doubles, step: int) -> None:
    """m, v ← averages of g and g²; p ← p - lr/(1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε)."""
    beta1, beta2 = numbers[BETA1], numbers[BETA2]
    keep1, take1 = np.float32(beta1), np.float32(1.0 - beta1)
    keep2, take2 = np.float32(beta2), np.float32(1.0 - beta2)
    rate = np.float32(numbers[LEARNING_RATE] / (1.0 - beta1**step))
    correction = np.float32(1.0 / math.sqrt(1.0 - beta2**step))
    for i in range(p.size):
        first = keep1 * m[i] + take1 * g[i]
        second = keep2 * v[i] + take2 * (g[i] * g[i])
        m[i] = _ZERO if abs(first) < _NOTHING else first
        v[i] = _ZERO if second < _NOTHING else second
        p[i] -= rate * first / (math.sqrt(second) * correction + _EPSILON)
