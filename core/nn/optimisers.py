"""Optimisers: the update of a run of parameters from their gradient. Conventions are PyTorch's.

- gradient descent: p ← p - lr·g
- momentum: m ← μ·m + g; p ← p - lr·m (`torch.optim.SGD` without dampening)
- RMSProp: v ← β₂·v + (1 - β₂)·g²; p ← p - lr·g / (√v + ε) (`torch.optim.RMSprop`, whose alpha is β₂)
- Adam: Kingma and Ba 2015 ("Adam: a method for stochastic optimization"), algorithm 1; ε is outside the corrected root

The trap: 1 - β is formed in float64 and then rounded; `1 - float32(0.999)` is off by 1.3e-5, which shows in 50 steps.
"""

from __future__ import annotations

import math
from typing import TypeAlias

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


# Positions in the float32 vector of a step's factors.
RATE, KEEP1, TAKE1, KEEP2, TAKE2, CORRECTION = range(6)
FACTORS = 6
Factors: TypeAlias = tuple[np.float32, np.float32, np.float32, np.float32, np.float32, np.float32]


@helper
def factors_of(code: int, numbers: Doubles, step: int) -> Factors:
    """What a step (from 1) has in common for all parameters, formed in float64 and rounded once:
    (rate, keep of the first average, its take, keep of the second, its take, correction of the second's root)."""
    rate, keep1, keep2, correction = numbers[LEARNING_RATE], numbers[BETA1], numbers[BETA2], 1.0
    if code == MOMENTUM:
        keep1 = numbers[MOMENTUM_FACTOR]
    elif code == ADAM:
        rate /= 1.0 - keep1**step
        correction = 1.0 / math.sqrt(1.0 - keep2**step)
    return (
        np.float32(rate),
        np.float32(keep1),
        np.float32(1.0 - keep1),
        np.float32(keep2),
        np.float32(1.0 - keep2),
        np.float32(correction),
    )


@helper
def update(code: int, p: Floats, g: Floats, m: Floats, v: Floats, factors: Floats) -> None:
    """Update p float32 [n] in place from the gradient g, with averages m and v (empty when unused)."""
    if code == GRADIENT_DESCENT:
        gradient_descent(p, g, factors)
    elif code == MOMENTUM:
        momentum(p, g, m, factors)
    elif code == RMSPROP:
        rmsprop(p, g, v, factors)
    elif code == ADAM:
        adam(p, g, m, v, factors)


@helper
def gradient_descent(p: Floats, g: Floats, factors: Floats) -> None:
    """p ← p - lr·g."""
    rate = factors[RATE]
    for i in range(p.size):
        p[i] -= rate * g[i]


@helper
def momentum(p: Floats, g: Floats, m: Floats, factors: Floats) -> None:
    """m ← μ·m + g; p ← p - lr·m."""
    rate, keep = factors[RATE], factors[KEEP1]
    for i in range(p.size):
        average = keep * m[i] + g[i]
        m[i] = _ZERO if abs(average) < _NOTHING else average
        p[i] -= rate * average


@helper
def rmsprop(p: Floats, g: Floats, v: Floats, factors: Floats) -> None:
    """v ← β₂·v + (1 - β₂)·g²; p ← p - lr·g / (√v + ε)."""
    rate, keep, take = factors[RATE], factors[KEEP2], factors[TAKE2]
    for i in range(p.size):
        average = keep * v[i] + take * (g[i] * g[i])
        v[i] = _ZERO if average < _NOTHING else average
        p[i] -= rate * g[i] / (math.sqrt(average) + _EPSILON)


@helper
def adam(p: Floats, g: Floats, m: Floats, v: Floats, factors: Floats) -> None:
    """m, v ← averages of g and g²; p ← p - lr/(1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε)."""
    rate, correction = factors[RATE], factors[CORRECTION]
    keep1, take1, keep2, take2 = factors[KEEP1], factors[TAKE1], factors[KEEP2], factors[TAKE2]
    for i in range(p.size):
        first = keep1 * m[i] + take1 * g[i]
        second = keep2 * v[i] + take2 * (g[i] * g[i])
        m[i] = _ZERO if abs(first) < _NOTHING else first
        v[i] = _ZERO if second < _NOTHING else second
        p[i] -= rate * first / (math.sqrt(second) * correction + _EPSILON)
