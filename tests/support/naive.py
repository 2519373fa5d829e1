"""Slow, obvious twins of the kernels: float64 in plain numpy, or Python's integers. No code is shared with core.nn.

Weights are the canonical vector: for each layer W row-major [in, out], then b [out]. y is [rows] (class index or
number) or [rows, outputs]. `masks`, one [rows, units] for each hidden layer, multiply its outputs; `row_weights` [rows]
multiply the rows' losses.
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


def levels(spec, weights, x, masks=None):
    """[(z, a)] of the inputs and every layer; the last a is the logits or numbers."""
    a = x.astype(np.float64)
    found = [(a, a)]
    stack = layers(spec.widths, weights.astype(np.float64))
    for i, (w, b) in enumerate(stack):
        z = a @ w + b
        a = z if i == len(stack) - 1 else activation(spec.activation, z)
        if masks is not None and i < len(stack) - 1:
            a = a * masks[i]
        found.append((z, a))
    return found


def predictions(spec, weights, x):
    return answers(spec, levels(spec, weights, x)[-1][1])


def answers(spec, z):
    """Numbers or probabilities of the last layer's outputs."""
    if spec.head == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if spec.head == "softmax":
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
    return z


def loss(spec, weights, x, y, masks=None, row_weights=None):
    """Mean over rows (and outputs)."""
    z = levels(spec, weights, x, masks)[-1][1]
    if spec.head == "linear":
        losses = np.mean((z - y.reshape(z.shape)) ** 2, axis=1)
    elif spec.head == "sigmoid":
        t = y.reshape(z.shape)
        losses = (np.logaddexp(0, z) - t * z)[:, 0]
    else:
        top = z.max(axis=1, keepdims=True)
        losses = np.log(np.exp(z - top).sum(axis=1)) + top[:, 0] - z[np.arange(len(z)), y.reshape(-1).astype(int)]
    return float(np.mean(losses if row_weights is None else losses * row_weights))


def gradient(spec, weights, x, y, masks=None, row_weights=None):
    """The gradient of `loss`, float64 [parameters], by the chain rule."""
    known = levels(spec, weights, x, masks)
    stack = layers(spec.widths, weights.astype(np.float64))
    p = answers(spec, known[-1][1])
    if spec.head == "linear":
        d = 2 * (p - y.reshape(p.shape)) / p.size
    elif spec.head == "sigmoid":
        d = (p - y.reshape(p.shape)) / len(p)
    else:
        d = (p - np.eye(p.shape[1])[y.reshape(-1).astype(int)]) / len(p)
    if row_weights is not None:
        d = d * row_weights[:, None]
    parts = []
    for i in range(len(stack) - 1, -1, -1):
        parts[:0] = [(known[i][1].T @ d).ravel(), d.sum(axis=0)]
        if i:
            d = (d @ stack[i][0].T) * activation_slope(spec.activation, known[i][0])
            if masks is not None:
                d = d * masks[i - 1]
    return np.concatenate(parts)


def finite_differences(spec, weights, x, y, masks=None, row_weights=None, step=1e-5):
    """The gradient of `loss` by central differences, float64 [parameters]."""
    found = np.empty(weights.size)
    for i in range(weights.size):
        ahead, behind = weights.astype(np.float64), weights.astype(np.float64)
        ahead[i] += step
        behind[i] -= step
        ahead_loss, behind_loss = (loss(spec, w, x, y, masks, row_weights) for w in (ahead, behind))
        found[i] = (ahead_loss - behind_loss) / (2 * step)
    return found


@dataclass
class Optimiser:
    """The rules as written in PyTorch's documentation; only what `is_weight` [parameters] says decays."""

    name: str
    learning_rate: float
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    weight_decay: float = 0.0
    clip_norm: float = 0.0
    is_weight: np.ndarray | float = 1.0
    m: np.ndarray | float = 0.0
    v: np.ndarray | float = 0.0
    t: int = field(default=0)

    def updated(self, p, g, share=1.0):
        """Parameters after a step at this share of the learning rate."""
        self.t += 1
        rate = self.learning_rate * share
        if self.clip_norm:
            g = g * min(1.0, self.clip_norm / (np.linalg.norm(g) + 1e-6))
        if self.name == "adamw":
            p = p - rate * self.weight_decay * p * self.is_weight
        else:
            g = g + self.weight_decay * p * self.is_weight
        if self.name == "gradient_descent":
            return p - rate * g
        if self.name in ("momentum", "nesterov"):
            self.m = self.momentum * self.m + g
            return p - rate * (g + self.momentum * self.m if self.name == "nesterov" else self.m)
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        if self.name == "rmsprop":
            return p - rate * g / (np.sqrt(self.v) + EPSILON)
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        m_hat, v_hat = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return p - rate * m_hat / (np.sqrt(v_hat) + EPSILON)


def is_weight(spec):
    """[parameters]: 1 for weights, 0 for biases."""
    return np.concatenate([np.repeat([1.0, 0.0], [i * o, o]) for i, o in itertools.pairwise(spec.widths)])


def rate_share(schedule, warmup, step, steps):
    """The share of the learning rate at a step (from 1) of `steps`."""
    warm = round(warmup * steps)
    if step <= warm:
        return step / (warm + 1)
    done = (step - 1 - warm) / max(1, steps - warm)
    if schedule == "step":
        return 10.0 ** -((done >= 0.5) + (done >= 0.75))
    return {"constant": 1.0, "cosine": (1 + np.cos(np.pi * min(1.0, done))) / 2}[schedule]


def trained(
    spec, weights, x, y, optimiser, batch_rows, epochs, order_of, masks_of=None, row_weights=None, share_of=None
):
    """(weights, mean loss of each epoch). `order_of(epoch)` gives the rows' order; the last batch may be shorter.

    `masks_of(seen)` gives the masks of rows by how many were seen before each, int [rows]; `share_of(step)` that of the
    learning rate.
    """
    w = weights.astype(np.float64)
    losses, step = [], 0
    for epoch in range(epochs):
        order, total = order_of(epoch), 0.0
        for at in range(0, len(x), batch_rows):
            rows, step = order[at : at + batch_rows], step + 1
            masks = None if masks_of is None else masks_of(epoch * len(x) + at + np.arange(len(rows)))
            given = (x[rows], y[rows], masks, None if row_weights is None else row_weights[rows])
            total += loss(spec, w, *given) * len(rows)
            w = optimiser.updated(w, gradient(spec, w, *given), 1.0 if share_of is None else share_of(step))
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


def dropout_masks(spec, seed, share, seen):
    """[rows, units] of each hidden layer: 0, or 1 / (1 - share), for rows before which `seen` [rows] were seen."""
    below, dropout_key = round(share * 2**32), key(seed, 3)
    masks = []
    for layer, units in enumerate(spec.hidden):
        mask = np.empty((len(seen), units))
        for r, row in enumerate(seen.tolist()):
            for unit in range(units):
                turns = (layer << 20) + unit // 16 + 1
                base = _mix((dropout_key + (row + 1) * 0x9E3779B97F4A7C15 + turns * 0xD1B54A32D192ED03) & _MASK)
                bits = _low_mix((base + unit % 16 * 0x9E3779B9) & 0xFFFFFFFF)
                mask[r, unit] = 0.0 if bits < below else 1 / (1 - below / 2**32)
        masks.append(mask)
    return masks


def _low_mix(bits):
    bits ^= bits >> 16
    bits = bits * 0x7FEB352D & 0xFFFFFFFF
    bits ^= bits >> 15
    bits = bits * 0x846CA68B & 0xFFFFFFFF
    return bits ^ bits >> 16
