"""What a row costs as tables grow, and whether a network of 20 million weights trains.

    python tests/bench/scale.py [--json OUT] [--repeat N] [--rows 10000 …] [--layers 64-64 …] [--processor]

Rows: nanoseconds a row of whole epochs, batch 128, 16 columns, Adam, as it ships on all threads and on one; each turn
trains every number of rows for at least LEAST_S, one after the other, so that what else runs hits all alike. The ratio
is the largest ÷ the smallest number of rows, turn by turn (median, lowest, highest); the promise is at most 1.3.

Large: a network of 20 million weights in a fresh process through `core.training.loop.train`, batch 128: seconds a step,
and the most memory held, also in copies of its weights (4 bytes each). A benchmark, never a test: mind what else the
computer is doing. On a busy computer --processor counts processor time, which waiting threads spend too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from measuring import (
    environment,
    forget_peak,
    held_bytes,
    in_fresh_process,
    peak_bytes,
    print_environment,
    some_table,
    spread,
    write_json,
)

from core.base import runtime
from core.nn.initialisers import initial_weights
from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.nn.step import StepRun, warm_up
from core.nn.update import Update

ROWS, LAYERS, INPUTS, BATCH = (10_000, 100_000, 1_000_000), ("64-64", "256-256"), 16, 128
LEAST_S = 0.5
LARGE, LARGE_INPUTS, LARGE_ROWS, LARGE_EPOCHS = (3160, 3160, 3160), 64, 1280, 2


def main() -> int:
    """Measure and print; returns the exit code."""
    options = parsed()
    if options.child:
        print(json.dumps(large_network()))
        return 0
    known = environment()
    print_environment(known)
    warm_up()
    titles = [f"{rows:>10,}" for rows in options.rows]
    print(f"nanoseconds a row of an epoch\n{'layers':>12} {'threads':>7}", *titles, f"{'largest ÷ smallest':>20}")
    cells = [
        cell_of(layers, threads, options) for layers in options.layers for threads in sorted({1, runtime.cpu_count()})
    ]
    large = [in_fresh_process(__file__, "--child") for _ in range(options.repeat)]
    middle = {key: statistics.median(one[key] for one in large) for key in large[0]}
    copies = middle["held"] / (4 * middle["parameters"])
    print(
        f"\n{middle['parameters']:,.0f} weights, batch {BATCH}: {middle['step_s']:.3f} s a step, "
        f"{middle['gflops']:.0f} GFLOP/s, {middle['held'] / 1e6:,.0f} MB held at most ({copies:.1f} × the weights), "
        f"loss {middle['first_loss']:.4f} → {middle['last_loss']:.4f}"
    )
    write_json(options.json, {"environment": known, "cells": cells, "large": large})
    return 0


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--repeat", type=int, default=3, help="turns")
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--layers", nargs="+", default=LAYERS)
    parser.add_argument("--processor", action="store_true", help="processor time instead of the clock's")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def cell_of(layers: str, threads: int, options: argparse.Namespace) -> dict[str, Any]:
    """Seconds a row of one network on so many threads, by rows, turn by turn; prints a line."""
    spec = NetworkSpec(INPUTS, tuple(map(int, layers.split("-"))), 1, "relu", Head.LINEAR)
    runs = {rows: Run(spec, rows, threads) for rows in options.rows}
    each: dict[int, list[float]] = {rows: [] for rows in runs}
    for _ in range(options.repeat):
        for rows, run in runs.items():
            each[rows].append(run.seconds_per_row(options.processor))
    smallest, largest = min(each), max(each)
    ratios = [a / b for a, b in zip(each[largest], each[smallest], strict=True)]
    ratio = (statistics.median(ratios), min(ratios), max(ratios))
    shown = [f"{statistics.median(seconds) * 1e9:>10.0f}" for seconds in each.values()]
    print(f"{layers:>12} {threads:>7}", *shown, f"{spread(ratio):>20}", flush=True)
    return {"layers": layers, "threads": threads, "seconds_per_row": each, "ratio": ratio}


class Run:
    """A run that goes on, epoch after epoch."""

    def __init__(self, spec: NetworkSpec, rows: int, threads: int) -> None:
        x, y = some_table(rows, spec.inputs)
        update = Update("adam", 0.001)
        self.rows, self.at = rows, 0
        self.steps = StepRun(
            spec, initial_weights(spec, 0), Part(x, y), update, batch_rows=BATCH, seed=0, threads=threads
        )
        self.steps.advance(0, min(100, self.steps.units_per_epoch))

    def seconds_per_row(self, processor: bool) -> float:
        """Of as many whole epochs as LEAST_S takes."""
        clock = time.process_time if processor else time.perf_counter
        begun, epochs, units = clock(), 0, self.steps.units_per_epoch
        while epochs == 0 or clock() - begun < LEAST_S:
            self.steps.advance(self.at, self.at + units)
            self.at += units
            epochs += 1
        return (clock() - begun) / (epochs * self.rows)


def large_network() -> dict[str, float]:
    """Train the large network for a few steps as a person's run would; a process of its own."""
    from core.training.events import EpochDone
    from core.training.loop import TrainingData, train
    from core.training.plan import make_plan
    from core.training.settings import settings_from

    warm_up()
    x, y = some_table(LARGE_ROWS, LARGE_INPUTS)
    base = held_bytes()
    forget_peak()
    texts = {
        "layers": ",".join(map(str, LARGE)), "batch_size": str(BATCH), "epochs": str(LARGE_EPOCHS),
        "learning_rate": "0.0001",
    }  # fmt: skip
    settings = settings_from("balanced", texts)
    plan = make_plan(settings, Head.LINEAR, LARGE_INPUTS, 1, LARGE_ROWS, 0, runtime.cpu_count())
    epochs = [
        event for event in train(plan, TrainingData(Part(x, y.astype(np.float32)))) if isinstance(event, EpochDone)
    ]
    step_s = (epochs[-1].elapsed_s - epochs[0].elapsed_s) / (len(epochs) - 1) / (LARGE_ROWS / BATCH)
    flops = BATCH * (6 * sum(a * b for a, b in plan.spec.shapes) - 2 * LARGE_INPUTS * LARGE[0])
    return {
        "parameters": plan.spec.parameters,
        "step_s": step_s,
        "gflops": flops / step_s / 1e9,
        "held": peak_bytes() - base,
        "first_loss": epochs[0].training_loss,
        "last_loss": epochs[-1].training_loss,
    }


if __name__ == "__main__":
    sys.exit(main())
