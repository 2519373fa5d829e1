"""Whether numbers too small for float32's normal range slow a run: time a step late in a run ÷ a quiet run's.

    python tests/bench/denormals.py [--json OUT] [--repeat N] [--epochs N]

Processors work on denormal numbers (below 1.2e-38) up to a hundred times as slowly. Runs whose gradients vanish meet
them: rows that are told apart for certain, columns that aren't scaled, activations near nought. Each scenario trains
beside a quiet twin of the same shape and rule, turn by turn, by processor time of one thread, so that a busy computer
does little harm; told are microseconds a step of the twin, of the first epochs and of the last, the ratio last ÷ twin
(median, lowest, highest; the promise is about 1), and the share of denormal numbers among deltas and gradients.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from measuring import Turns, environment, print_environment, spread, write_json

from core.nn.initialisers import initial_weights
from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.nn.step import StepRun, warm_up
from core.nn.update import Update

ROWS, INPUTS, BATCH = 4096, 16, 128
TINY = np.finfo(np.float32).tiny
SCENARIOS = {  # activation, head, outputs, scale of the columns, rule
    "certain rows": ("relu", Head.SIGMOID, 1, 1.0, Update("rmsprop", 0.003, beta2=0.99)),
    "unscaled, 2 classes": ("relu", Head.SIGMOID, 1, 1e3, Update("adam", 0.003)),
    "unscaled, 3 classes": ("relu", Head.SOFTMAX, 3, 1e3, Update("adam", 0.003)),
    "columns near 0, tanh": ("tanh", Head.LINEAR, 1, 1e-20, Update("gradient_descent", 0.01)),
    "columns near 0, relu": ("relu", Head.LINEAR, 1, 1e-38, Update("gradient_descent", 0.01)),
}


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--repeat", type=int, default=5, help="turns")
    parser.add_argument("--epochs", type=int, default=200)
    options = parser.parse_args()
    known = environment()
    print_environment(known)
    warm_up()
    titles = ("twin µs", "first µs", "last µs", "last ÷ twin", "deltas", "gradients")
    print(f"{'':22}", *(f"{title:>{22 if at == 3 else 9}}" for at, title in enumerate(titles)))
    found = {name: measured(name, options.epochs, options.repeat) for name in SCENARIOS}
    write_json(options.json, {"environment": known, "scenarios": found})
    return 0


def measured(name: str, epochs: int, repeat: int) -> dict[str, Any]:
    """One scenario beside its twin; prints a line."""
    activation, head, outputs, scale, update = SCENARIOS[name]
    spec = NetworkSpec(INPUTS, (64, 64), outputs, activation, head)
    run, twin = Run(spec, scale, update), Run(spec, 1.0, Update(update.optimiser, 0.0))
    first = run.step_seconds(3)
    run.step_seconds(epochs)
    turns = Turns(processor=True)
    for _ in range(repeat):
        turns.take({"run": lambda: run.step_seconds(3), "twin": lambda: twin.step_seconds(3)})
    steps = 3 * run.steps.units_per_epoch
    twin_us, last_us = (1e6 * turns.median(one) / steps for one in ("twin", "run"))
    ratio = turns.ratio("run", "twin")
    deltas, gradients = share_of(run.steps._work.deltas), share_of(run.steps._state.gradient)
    shown = (f"{us:9.0f}" for us in (twin_us, first * 1e6, last_us))
    print(f"{name:22}", *shown, f"{spread(ratio):>22} {deltas:9.1%} {gradients:9.1%}", flush=True)
    return {"twin_us": twin_us, "first_us": first * 1e6, "last_us": last_us, "ratio": ratio, "deltas": deltas}


class Run:
    """A run that goes on, on rows with a gap between their classes."""

    def __init__(self, spec: NetworkSpec, scale: float, update: Update) -> None:
        x = np.random.default_rng(0).standard_normal((ROWS, INPUTS), dtype=np.float32)
        x = x[np.abs(x[:, 0] + x[:, 1]) > 0.3]
        y = {1: x[:, 0] + x[:, 1] > 0, 3: np.where(x[:, 2] > 0, 2, x[:, 0] + x[:, 1] > 0)}[spec.outputs]
        part = Part(np.ascontiguousarray(x * np.float32(scale)), np.ascontiguousarray(y, np.float32))
        self.at = 0
        self.steps = StepRun(spec, initial_weights(spec, 0), part, update, batch_rows=BATCH, seed=0, threads=1)

    def step_seconds(self, epochs: int) -> float:
        """Processor seconds a step of some more epochs."""
        units = epochs * self.steps.units_per_epoch
        begun = time.process_time()
        done = len(self.steps.advance(self.at, self.at + units))
        self.at += done
        return (time.process_time() - begun) / max(1, done)


def share_of(values: np.ndarray) -> float:
    """The share of denormal numbers."""
    return float(np.mean((np.abs(values) < TINY) & (values != 0)))


if __name__ == "__main__":
    sys.exit(main())
