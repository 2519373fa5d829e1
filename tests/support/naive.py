"""Slow, obvious twins of the kernels: float64 in plain numpy, or Python's integers. No code is shared with core.nn.

Weights are the canonical vector: for each layer W row-major [in, out], then b [out]. y is [rows] (class index or
number) or [rows, outputs].
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np

EPSILON = 1e-8
_MASK = (1 << 64) - 1


def layers(widths, weights):
    """[(W, b)] of each layer, views."""
    found, at = [], 0
    for fan_in, fan_out in itertools.pairwise(widths):
        w = weights[at : at + fan_in * fan_out].reshape(fan_in, fan_out)
        at += fan_in * fan_out
        found.append((w, weights[at : at + fan_out]))
        at += fan_out
    assert at == weights.size
    return found


def activation(name, z):
    return {"relu": np.maximum(z, 0), "tanh": np.tanh(z), "sigmoid": 1 / (1 + np.exp(-z)), "linear": z}[name]


def activation_slope(name, z):
    s = 1 / (1 + np.exp(-z))
    return {"relu": (z > 0) * 1.0, "tanh": 1 - np.tanh(z) ** 2, "sigmoid": s * (1 - s), "linear": np.ones_like(z)}[name]


def levels(spec, weights, x):
    """[(z, a)] of the inputs and every layer; the last a is the logits or numbers."""
    a = x.astype(np.float64)
    found = [(a, a)]
    stack = layers(spec.widths, weights.astype(np.float64))
    for i, (w, b) in enumerate(stack):
        z = a @ w + b
        a = z if i == len(stack) - 1 else activation(spec.activation, z)
        found.append((z, a))
    return found


def predictions(spec, weights, x):
    z = levels(spec, weights, x)[-1][1]
    if spec.head == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if spec.head == "softmax":
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
    return z


def loss(spec, weights, x, y):
    """Mean over rows (and outputs)."""
    z = levels(spec, weights, x)[-1][1]
    if spec.head == "linear":
        return float(np.mean((z - y.reshape(z.shape)) ** 2))
    if spec.head == "sigmoid":
        t = y.reshape(z.shape)
        return float(np.mean(np.logaddexp(0, z) - t * z))
    rows = np.arange(len(z))
    top = z.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(z - top).sum(axis=1)) + top[:, 0] - z[rows, y.reshape(-1).astype(int)]))


def gradient(spec, weights, x, y):
    """The gradient of `loss`, float64 [parameters], by the chain rule."""
    known = levels(spec, weights, x)
    stack = layers(spec.widths, weights.astype(np.float64))
    p = predictions(spec, weights, x)
    if spec.head == "linear":
        d = 2 * (p - y.reshape(p.shape)) / p.size
    elif spec.head == "sigmoid":
        d = (p - y.reshape(p.shape)) / len(p)
    else:
        d = (p - np.eye(p.shape[1])[y.reshape(-1).astype(int)]) / len(p)
    parts = []
    for i in range(len(stack) - 1, -1, -1):
        parts[:0] = [(known[i][1].T @ d).ravel(), d.sum(axis=0)]
        if i:
            d = (d @ stack[i][0].T) * activation_slope(spec.activation, known[i][0])
    return np.concatenate(parts)


def finite_differences(spec, weights, x, y, step=1e-5):
    """The gradient of `loss` by central differences, float64 [parameters]."""
    found = np.empty(weights.size)
    for i in range(weights.size):
        ahead, behind = weights.astype(np.float64), weights.astype(np.float64)
        ahead[i] += step
        behind[i] -= step
        found[i] = (loss(spec, ahead, x, y) - loss(spec, behind, x, y)) / (2 * step)
    return found


@dataclass
class Optimiser:
    """The rules as written in PyTorch's documentation."""

    name: str
    learning_rate: float
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    m: np.ndarray | float = 0.0
    v: np.ndarray | float = 0.0
    t: int = field(default=0)

    def updated(self, p, g):
        self.t += 1
        if self.name == "gradient_descent":
            return p - self.learning_rate * g
        if self.name == "momentum":
            self.m = self.momentum * self.m + g
            return p - self.learning_rate * self.m
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        if self.name == "rmsprop":
            return p - self.learning_rate * g / (np.sqrt(self.v) + EPSILON)
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        m_hat, v_hat = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return p - self.learning_rate * m_hat / (np.sqrt(v_hat) + EPSILON)


def trained(spec, weights, x, y, optimiser, batch_rows, epochs, order_of):
    """(weights, mean loss of each epoch). `order_of(epoch)` gives the rows' order; the last batch may be shorter."""
    w = weights.astype(np.float64)
    losses = []
    for epoch in range(epochs):
        order, total = order_of(epoch), 0.0
        for at in range(0, len(x), batch_rows):
            rows = order[at : at + batch_rows]
            total += loss(spec, w, x[rows], y[rows]) * len(rows)
            w = optimiser.updated(w, gradient(spec, w, x[rows], y[rows]))
        losses.append(total / len(x))
    return w, losses


def _mix(value):
    value ^= value >> 30
    value = value * 0xBF58476D1CE4E5B9 & _MASK
    value ^= value >> 27
    value = value * 0x94D049BB133111EB & _MASK
    return value ^ value >> 31


def key(seed, *counters):
    state = seed & _MASK
    for counter in counters:
        state = _mix((state * 0x9E3779B97F4A7C15 + counter + 1) & _MASK)
    return _mix((state + 0x9E3779B97F4A7C15) & _MASK) >> 1


def _scrambled(value, round_key):
    value = ((value + 1) * 0x9E3779B97F4A7C15 + round_key) & _MASK
    value = (value ^ value >> 32) * 0xBF58476D1CE4E5B9 & _MASK
    return value ^ value >> 32


def epoch_order(seed, epoch, rows):
    """The order of rows in an epoch: a Feistel permutation of the next power of two, values beyond `rows` walked on."""
    order_key = _scrambled(epoch, key(seed, 2))
    bits = max(4, (rows - 1).bit_length())
    low_bits, high_bits = bits // 2, bits - bits // 2

    def once(value):
        low, high = value & (1 << low_bits) - 1, value >> low_bits
        round_key = order_key
        for turn in range(1, 7):
            round_key = (round_key * 0xBF58476D1CE4E5B9 + 0x9E3779B97F4A7C15) & _MASK
            if turn % 2:
                low ^= _scrambled(high, round_key) & (1 << low_bits) - 1
            else:
                high ^= _scrambled(low, round_key) & (1 << high_bits) - 1
        return high << low_bits | low

    found = []
    for place in range(rows):
        value = once(place)
        while value >= rows:
            value = once(value)
        found.append(value)
    return np.array(found)
