"""PyTorch's own answer for 50 steps of small and wide networks: in float32, and in float64 as the oracle.

    python tests/support/torch_reference.py            writes nn_reference.npz beside itself; needs torch

Every case starts from the same weights and takes the same rows in the same batches as Epochal would. Nothing here
comes from core.nn: the start and the data are a bit generator's raw numbers, whose stream numpy keeps for good, and the
order is the slow twin's. Kept for each case: the oracle's loss of every step and SAMPLED of its weights after the
last; how far float32 came to lie from it; and once a digest of all inputs, to tell their change from arithmetic's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import naive
import numpy as np

FILE = Path(__file__).with_name("nn_reference.npz")
ROWS, INPUTS, BATCH, STEPS, SEED, SAMPLED = 200, 12, 32, 50, 7, 200  # the last batch of an epoch is shorter
HEADS = {"linear": 2, "sigmoid": 1, "softmax": 3}  # outputs
HIDDEN = {"narrow": (16, 16), "wide": (256, 256)}


@dataclass(frozen=True)
class Rule:
    """An optimiser with its numbers, and what is done to gradients and weights besides."""

    name: str
    optimiser: str
    learning_rate: float
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    weight_decay: float = 0.0
    clip_norm: float = 0.0


RULES = (
    Rule("gradient_descent", "gradient_descent", 0.05),
    Rule("momentum", "momentum", 0.01),
    Rule("rmsprop", "rmsprop", 0.001, beta2=0.99),
    Rule("adam", "adam", 0.002),
    Rule("nesterov", "nesterov", 0.01),
    Rule("adamw", "adamw", 0.002, weight_decay=0.1),
    Rule("decayed", "momentum", 0.01, weight_decay=0.01),
    Rule("clipped", "gradient_descent", 0.05, clip_norm=0.5),
)


@dataclass(frozen=True)
class Shape:
    """As much of a network as the slow twin wants to know."""

    hidden: tuple[int, ...]
    outputs: int
    head: str
    activation: str = "relu"

    @property
    def widths(self) -> tuple[int, ...]:
        return (INPUTS, *self.hidden, self.outputs)


@dataclass(frozen=True)
class Case:
    """One network under one rule."""

    size: str
    head: str
    rule: Rule

    @property
    def name(self) -> str:
        return f"{self.size} {self.head} {self.rule.name}"

    @property
    def shape(self) -> Shape:
        return Shape(HIDDEN[self.size], HEADS[self.head], self.head)


CASES = tuple(Case(size, head, rule) for rule in RULES for head in HEADS for size in HIDDEN)


@dataclass(frozen=True, eq=False)
class Answer:
    """losses [STEPS], the mean over a step's rows (and outputs) before its update; weights [parameters] at the end."""

    losses: np.ndarray
    weights: np.ndarray


def uniform(stream: int, size: int) -> np.ndarray:
    """float64 [size], from -1 to 1."""
    raw = np.random.PCG64(stream).random_raw(size)
    return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1.0


@cache
def data(head: str) -> tuple[np.ndarray, np.ndarray]:
    """x float32 [ROWS, INPUTS] of variance 1, and y float32 [ROWS, targets], noisy."""
    x = (uniform(1, ROWS * INPUTS) * 3.0**0.5).reshape(ROWS, INPUTS)
    outputs = HEADS[head]
    signal = x @ uniform(2, INPUTS * outputs).reshape(INPUTS, outputs) + 0.5 * uniform(3, ROWS * outputs).reshape(
        ROWS, outputs
    )
    y = {"linear": signal, "sigmoid": signal > 0, "softmax": signal.argmax(axis=1)[:, None]}[head]
    return x.astype(np.float32), np.ascontiguousarray(y, np.float32)


@cache
def start(size: str, head: str) -> np.ndarray:
    """float32 [parameters]: weights as He et al. 2015 start them, biases a little off zero."""
    parts, stream = [], 4
    shape = Shape(HIDDEN[size], HEADS[head], head)
    for fan_in, fan_out in zip(shape.widths[:-1], shape.widths[1:], strict=True):
        parts += [uniform(stream, fan_in * fan_out) * (6.0 / fan_in) ** 0.5, uniform(stream + 1, fan_out) * 0.1]
        stream += 2
    return np.concatenate(parts).astype(np.float32)


@cache
def batches() -> tuple[np.ndarray, ...]:
    """The rows of every step."""
    epochs = -(-STEPS // -(-ROWS // BATCH))
    orders = [naive.epoch_order(SEED, epoch, ROWS) for epoch in range(epochs)]
    return tuple(order[at : at + BATCH] for order in orders for at in range(0, ROWS, BATCH))[:STEPS]


def inputs_digest() -> str:
    """SHA-256 of starts, data and order."""
    arrays = [array for head in HEADS for array in (*data(head), *(start(size, head) for size in HIDDEN))]
    arrays += [order.astype(np.int64) for order in batches()]
    return hashlib.sha256(
        b"".join(array.astype(array.dtype.newbyteorder("<")).tobytes() for array in arrays)
    ).hexdigest()


def errors(found: Answer, oracle: Answer, start_weights: np.ndarray) -> np.ndarray:
    """float64 [3]: the worst and the root mean square error of the weights, in units of the way that the weight which
    went furthest has gone; the worst relative error of a step's loss."""
    off = np.abs(found.weights - oracle.weights) / np.abs(oracle.weights - start_weights).max()
    return np.array([off.max(), np.sqrt(np.mean(off**2)), np.abs(found.losses / oracle.losses - 1).max()])


def sampled(weights: np.ndarray) -> np.ndarray:
    """SAMPLED of the weights, from all layers alike (all of them where there are fewer)."""
    at = np.linspace(0, weights.size - 1, min(SAMPLED, weights.size)).astype(np.int64)
    return weights[at]


def answer(case: Case, precision: str) -> Answer:
    """What PyTorch makes of a case in "float32" or "float64", on one thread."""
    import torch

    torch.set_num_threads(1)
    dtype = getattr(torch, precision)
    model = _network(case, dtype)
    optimiser = _optimiser(case.rule, model)
    x, y = (torch.from_numpy(part) for part in data(case.head))
    losses = []
    for rows in batches():
        at = torch.from_numpy(rows)
        loss = _loss(case.head, model(x[at].to(dtype)), y[at].to(dtype))
        optimiser.zero_grad()
        loss.backward()
        if case.rule.clip_norm:
            torch.nn.utils.clip_grad_norm_(model.parameters(), case.rule.clip_norm)
        optimiser.step()
        losses.append(loss.item())
    ends = [part.detach().numpy().T.reshape(-1) for part in model.parameters()]
    return Answer(np.array(losses), np.concatenate(ends))


def _network(case: Case, dtype: Any) -> Any:
    import torch

    parts: list[Any] = []
    for w, b in naive.layers(case.shape.widths, start(case.size, case.head)):
        layer = torch.nn.Linear(*w.shape, dtype=dtype)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(w.T.copy()))
            layer.bias.copy_(torch.from_numpy(b.copy()))
        parts += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*parts[:-1])


def _optimiser(rule: Rule, model: Any) -> Any:
    """Weight decay is of the weights only, by groups."""
    from torch import optim

    rate, betas = rule.learning_rate, (rule.beta1, rule.beta2)
    groups = [
        {"params": [part for part in model.parameters() if part.ndim == 2], "weight_decay": rule.weight_decay},
        {"params": [part for part in model.parameters() if part.ndim == 1], "weight_decay": 0.0},
    ]
    match rule.optimiser:
        case "gradient_descent":
            return optim.SGD(groups, rate)
        case "momentum" | "nesterov":
            return optim.SGD(groups, rate, momentum=rule.momentum, nesterov=rule.optimiser == "nesterov")
        case "rmsprop":
            return optim.RMSprop(groups, rate, alpha=rule.beta2, eps=1e-8)
        case "adam":
            return optim.Adam(groups, rate, betas=betas, eps=1e-8)
        case "adamw":
            return optim.AdamW(groups, rate, betas=betas, eps=1e-8)
    raise ValueError(rule.optimiser)


def _loss(head: str, z: Any, y: Any) -> Any:
    from torch.nn import functional

    if head == "linear":
        return functional.mse_loss(z, y)
    if head == "sigmoid":
        return functional.binary_cross_entropy_with_logits(z, y)
    return functional.cross_entropy(z, y[:, 0].long())


def recorded() -> dict[str, np.ndarray]:
    """The arrays of the file: "inputs", "torch" (its version), and for each case "<name> losses" float64 [STEPS],
    "<name> weights" float64 [sampled], both the oracle's, and "<name> errors" of PyTorch's float32."""
    with np.load(FILE) as kept:
        return dict(kept)


def record() -> None:
    """Write the file."""
    import torch

    found: dict[str, np.ndarray] = {"inputs": np.array(inputs_digest()), "torch": np.array(torch.__version__)}
    for case in CASES:
        narrow, oracle = answer(case, "float32"), answer(case, "float64")
        found[f"{case.name} losses"] = oracle.losses
        found[f"{case.name} weights"] = sampled(oracle.weights)
        found[f"{case.name} errors"] = errors(narrow, oracle, start(case.size, case.head))
    np.savez_compressed(FILE, **found)


if __name__ == "__main__":
    record()
