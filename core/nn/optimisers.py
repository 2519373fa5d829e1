"""Optimisers: the update of a run of parameters from their gradient. Conventions are PyTorch's.

- gradient descent: p ← p - lr·g
- momentum: m ← μ·m + g; p ← p - lr·m (`torch.optim.SGD` without dampening)
- Nesterov: m ← μ·m + g; p ← p - lr·(g + μ·m) (Sutskever et al. 2013, "On the importance of initialization and
  momentum", in `torch.optim.SGD`'s form)
- RMSProp: v ← β₂·v + (1 - β₂)·g²; p ← p - lr·g / (√v + ε) (`torch.optim.RMSprop`, whose alpha is β₂)
- Adam: Kingma and Ba 2015 ("Adam: a method for stochastic optimization"), algorithm 1; ε is outside the corrected root
- AdamW: p ← p - lr·λ·p, then Adam (Loshchilov and Hutter 2019, "Decoupled weight decay regularization", algorithm 2)

Before any of them a gradient whose norm is too large is shortened (`clip_share`), and all but AdamW take weight decay
as the gradient of ½λ|p|²: g ← g + λ·p. Biases are spared: shrinking them only moves the answer for the average row
(Goodfellow, Bengio and Courville 2016, "Deep learning", section 7.1); PyTorch spares them if told so by groups.

The trap: 1 - β is formed in float64 and then rounded; `1 - float32(0.999)` is off by 1.3e-5, which shows in 50 steps.
So does p·(1 - lr·λ): so near 1 float32 keeps three digits of what is taken off, and p - (lr·λ)·p all of them.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np

from core.nn.hints import Doubles, Floats
from core.nn.jit import helper

# MEASURE only takes losses, NO_UPDATE takes gradients too; the others learn.
MEASURE, NO_UPDATE, GRADIENT_DESCENT, MOMENTUM, RMSPROP, ADAM, NESTEROV, ADAMW = range(8)
OPTIMISER_CODES = {
    "none": NO_UPDATE,
    "gradient_descent": GRADIENT_DESCENT,
    "momentum": MOMENTUM,
    "nesterov": NESTEROV,
    "rmsprop": RMSPROP,
    "adam": ADAM,
    "adamw": ADAMW,
}
HAS_FIRST_AVERAGE = (MOMENTUM, NESTEROV, ADAM, ADAMW)
HAS_SECOND_AVERAGE = (RMSPROP, ADAM, ADAMW)

# Positions in the float64 vector of an optimiser's numbers.
LEARNING_RATE, MOMENTUM_FACTOR, BETA1, BETA2, WEIGHT_DECAY, CLIP_NORM = range(6)
OPTIMISER_NUMBERS = 6

_EPSILON = np.float32(1e-8)
# Averages that decay are put to zero here, long before they become denormal and slow: √1e-32 is far below ε.
_NOTHING = np.float32(1e-32)
_CLIP_EPSILON = 1e-6  # PyTorch's
_ZERO, _ONE = np.float32(0.0), np.float32(1.0)


# Positions in the float32 vector of a step's factors; the last one is known only when all gradients are.
RATE, KEEP1, TAKE1, KEEP2, TAKE2, CORRECTION, DECAY, SHRINK, CLIP = range(9)
FACTORS = 9
_Float: TypeAlias = np.float32
Factors: TypeAlias = tuple[_Float, _Float, _Float, _Float, _Float, _Float, _Float, _Float, _Float]


@helper
def factors_of(code: int, numbers: Doubles, step: int, share: float) -> Factors:
    """What a step (from 1) has in common for all parameters, formed in float64 and rounded once:
    (rate, keep of the first average, its take, keep of the second, its take, correction of the second's root,
    weight decay that joins the gradient, share by which weights shrink, share of the gradient that is used).

    share: of the learning rate, by the schedule.
    """
    rate, keep1, keep2, correction = numbers[LEARNING_RATE] * share, numbers[BETA1], numbers[BETA2], 1.0
    decay, shrink = numbers[WEIGHT_DECAY], 0.0
    if code in (MOMENTUM, NESTEROV):
        keep1 = numbers[MOMENTUM_FACTOR]
    elif code == ADAMW:
        decay, shrink = 0.0, rate * decay
    if code in (ADAM, ADAMW):
        rate /= 1.0 - keep1**step
        correction = 1.0 / math.sqrt(1.0 - keep2**step)
    return (
        np.float32(rate),
        np.float32(keep1),
        np.float32(1.0 - keep1),
        np.float32(keep2),
        np.float32(1.0 - keep2),
        np.float32(correction),
        np.float32(decay),
        np.float32(shrink),
        _ONE,
    )


@helper
def sum_of_squares(g: Floats, sums: Doubles) -> None:
    """Add g² of each lane to `sums` float64 [lanes]: g float32 [n · lanes] in its order."""
    lanes = sums.size
    for r in range(g.size // lanes):
        row = g[r * lanes : r * lanes + lanes]
        for lane in range(lanes):
            sums[lane] += np.float64(row[lane]) * np.float64(row[lane])


@helper
def clip_share(squares: float, most: float) -> np.float32:
    """What a gradient of this squared norm is multiplied by to be at most `most` long (Pascanu et al. 2013, "On the
    difficulty of training recurrent neural networks", algorithm 1; PyTorch's `clip_grad_norm_`). NaN stays NaN."""
    share = most / (math.sqrt(squares) + _CLIP_EPSILON)
    return np.float32(1.0 if share > 1.0 else share)


@helper
def clip(g: Floats, factors: Floats) -> None:
    """g ← share·g in place, where the step's gradient is too long."""
    share = factors[CLIP]
    if share != _ONE:
        for i in range(g.size):
            g[i] *= share


@helper
def decay(p: Floats, g: Floats, factors: Floats) -> None:
    """Weight decay of weights p in place: g ← g + λ·p, or for AdamW p ← p - lr·λ·p."""
    grown, shrunk = factors[DECAY], factors[SHRINK]
    if grown != _ZERO:
        for i in range(p.size):
            g[i] += grown * p[i]
    if shrunk != _ZERO:
        for i in range(p.size):
            p[i] -= shrunk * p[i]


@helper
def update(code: int, p: Floats, g: Floats, m: Floats, v: Floats, factors: Floats) -> None:
    """Update p float32 [n] in place from the gradient g, with averages m and v (empty when unused)."""
    if code == GRADIENT_DESCENT:
        gradient_descent(p, g, factors)
    elif code == MOMENTUM:
        momentum(p, g, m, factors)
    elif code == NESTEROV:
        nesterov(p, g, m, factors)
    elif code == RMSPROP:
        rmsprop(p, g, v, factors)
    elif code in (ADAM, ADAMW):
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
def nesterov(p: Floats, g: Floats, m: Floats, factors: Floats) -> None:
    """m ← μ·m + g; p ← p - lr·(g + μ·m)."""
    rate, keep = factors[RATE], factors[KEEP1]
    for i in range(p.size):
        average = keep * m[i] + g[i]
        m[i] = _ZERO if abs(average) < _NOTHING else average
        p[i] -= rate * (g[i] + keep * average)


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
