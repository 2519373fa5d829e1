"""The same network trained by three programs: Epochal, PyTorch (eager) and scikit-learn's MLP.

Every entrant starts from the same weights and sees the same rows in the same batches (Epochal's own order, given to the
others), with ReLU, mean squared error and Adam (rate 0.001). An entrant trains `warm` untimed steps, then `steps` timed
ones, and tells seconds and its mean squared error afterwards on the first rows of the table; scikit-learn can't be
stopped between, so it trains all of them and its seconds are counted by share.

PyTorch's plain best: tensors in memory, no DataLoader, index_select, gradients set to None, and the fastest of its
Adams (tried: the default, foreach, fused), each on one and on all threads.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from core.nn.forward import predict
from core.nn.layout import layers_of
from core.nn.part import Part
from core.nn.shuffle import epoch_key, place_bits, rows_at, shuffle_key
from core.nn.spec import NetworkSpec
from core.nn.step import StepRun
from core.nn.update import Update

RATE = 0.001
# scikit-learn halves the squared error, and adds ε to the root before it is corrected: where others have 1e-8 it would
# have 1e-8 · 2 / √(1 - β₂ᵗ), which shows where gradients are small. This is its ε for the others' at step 40.
LIKE_OURS = 1e-9
JUDGED = 10_000  # rows on which the trained networks' losses are compared


@dataclass(frozen=True)
class Task:
    """One network on one table: x float32 [rows, inputs], y float32 [rows], rows a multiple of the batch."""

    spec: NetworkSpec
    weights: np.ndarray
    x: np.ndarray
    y: np.ndarray
    batch: int
    warm: int
    steps: int
    seed: int = 0

    @property
    def order(self) -> np.ndarray:
        """int64: the row of every place of all steps, epoch after epoch."""
        needed = (self.warm + self.steps) * self.batch
        epochs = range(-(-needed // len(self.x)))
        return np.concatenate([epoch_order(len(self.x), self.seed, epoch) for epoch in epochs])[:needed]

    def loss(self, predicted: np.ndarray) -> float:
        """The mean squared error of what was predicted of the first JUDGED rows."""
        return float(np.mean((predicted.reshape(-1) - self.y[:JUDGED]) ** 2, dtype=np.float64))


@dataclass(frozen=True)
class Timed:
    """seconds of the timed steps, and the loss after all of them."""

    seconds: float
    loss: float


Entrant = Callable[[Task], Timed]


@cache
def epoch_order(rows: int, seed: int, epoch: int) -> np.ndarray:
    """int64 [rows]: the rows of an epoch in Epochal's order."""
    order = np.empty(rows, np.int64)
    rows_at(0, rows, place_bits(rows), np.uint64(epoch_key(shuffle_key(seed), epoch)), order)
    return order


def epochal(threads: int) -> Entrant:
    """Epochal, with that many threads at its disposal."""

    def run(task: Task) -> Timed:
        stepping = StepRun(
            task.spec, task.weights, Part(task.x, task.y), Update("adam", RATE),
            batch_rows=task.batch, seed=task.seed, threads=threads,
        )  # fmt: skip
        per_batch = stepping.units_per_batch
        stepping.advance(0, task.warm * per_batch)
        begun = time.perf_counter()
        stepping.advance(task.warm * per_batch, (task.warm + task.steps) * per_batch)
        seconds = time.perf_counter() - begun
        return Timed(seconds, task.loss(predict(task.spec, stepping.weights(), task.x[:JUDGED])))

    return run


def torch_adams() -> list[dict[str, bool]]:
    """The ways that PyTorch can run Adam on a CPU."""
    return [{}, {"foreach": True}, {"fused": True}]


def pytorch(threads: int, adam: dict[str, bool]) -> Entrant:
    """PyTorch in eager mode on that many threads."""
    import torch

    def run(task: Task) -> Timed:
        torch.set_num_threads(threads)
        model = torch_network(task)
        optimiser = torch.optim.Adam(model.parameters(), lr=RATE, **adam)
        x, y, order = torch.from_numpy(task.x), torch.from_numpy(task.y)[:, None], torch.from_numpy(task.order)
        loss_of, begun = torch.nn.functional.mse_loss, 0.0
        for step in range(task.warm + task.steps):
            if step == task.warm:
                begun = time.perf_counter()
            rows = order[step * task.batch : (step + 1) * task.batch]
            loss = loss_of(model(x.index_select(0, rows)), y.index_select(0, rows))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
        seconds = time.perf_counter() - begun
        with torch.no_grad():
            return Timed(seconds, task.loss(model(x[:JUDGED]).numpy()))

    return run


def torch_network(task: Task) -> Any:
    """The network with the task's weights."""
    import torch

    parts: list[Any] = []
    layers = list(layers_of(task.spec, task.weights))
    for at, (w_KN, b_N) in enumerate(layers):
        layer = torch.nn.Linear(*w_KN.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(w_KN.T.copy()))
            layer.bias.copy_(torch.from_numpy(b_N.copy()))
        parts += [layer] if at == len(layers) - 1 else [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*parts)


def scikit_learn(threads: int) -> Entrant:
    """scikit-learn's MLP. Its rows are laid in the batches' order before, so that it doesn't have to gather them."""

    def run(task: Task) -> Timed:
        from sklearn.neural_network import MLPRegressor

        order = task.order
        x, y = task.x[order], task.y[order]
        network = MLPRegressor(
            hidden_layer_sizes=task.spec.hidden, batch_size=task.batch, alpha=0.0, learning_rate_init=RATE,
            epsilon=LIKE_OURS, max_iter=1, shuffle=False, warm_start=True,
        )  # fmt: skip
        with warnings.catch_warnings(), threadpool_limits(threads, user_api="blas"):
            warnings.simplefilter("ignore")
            network.fit(x[: task.batch], y[: task.batch])  # makes its arrays
            for (w_KN, b_N), w, b in zip(
                layers_of(task.spec, task.weights), network.coefs_, network.intercepts_, strict=True
            ):
                w[...], b[...] = w_KN, b_N
            begun = time.perf_counter()
            network.fit(x, y)
            seconds = time.perf_counter() - begun
        return Timed(seconds * task.steps / (task.warm + task.steps), task.loss(network.predict(task.x[:JUDGED])))

    return run
