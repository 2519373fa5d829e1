"""Seconds per epoch of Epochal beside scikit-learn's MLP: equal rows, widths, batches, optimiser (Adam, ReLU, MSE).

    python tests/bench/train_step.py [--json OUT] [--quick] [--threads N …]

The two take turns in one process, several times; the ratios' median and spread are printed. A benchmark, never a test:
unset OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE for it, and mind what else the computer is doing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.base import runtime
from core.nn.initialisers import initial_weights
from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.nn.step import StepRun, warm_up
from core.nn.update import Update

CELLS = [(hidden, batch) for hidden in ((64, 64), (256, 256), (512, 512, 512)) for batch in (32, 128, 256, 1024)]
BUDGET_FLOPS = 4e10


def main() -> None:
    options = parsed()
    warm_up()
    found = []
    titles = ("layers", "batch", "threads", "epochal s", "GFLOP/s", "sklearn s", "ratio")
    widths = (12, 5, 7, 10, 8, 10, 6)
    print(*(f"{title:>{width}}" for title, width in zip(titles, widths, strict=True)), " spread")
    for hidden, batch in CELLS:
        for cell in measured(hidden, batch, options):
            found.append(cell)
            low, high = cell["spread"]
            print(
                f"{'-'.join(map(str, hidden)):>12} {batch:>5} {cell['threads']:>7} {cell['epochal_s']:>10.3f} "
                f"{cell['gflops']:>8.0f} {cell['sklearn_s']:>10.3f} {cell['ratio']:>6.2f}  {low:.2f}–{high:.2f}",
                flush=True,
            )
    if options.json:
        report = {"environment": runtime.fingerprint(), "cells": found}
        options.json.write_text(json.dumps(report, indent=1), encoding="utf-8")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--quick", action="store_true", help="fewer turns and rows")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, runtime.cpu_count()])
    return parser.parse_args()


def measured(hidden: tuple[int, ...], batch: int, options: argparse.Namespace) -> list[dict[str, object]]:
    """One dictionary per thread count: seconds per epoch of 100,000 rows, and the ratio sklearn ÷ epochal."""
    inputs = 64 if hidden[0] == 512 else 16
    spec = NetworkSpec(inputs, hidden, 1, "relu", Head.LINEAR)
    flops_per_row = 6 * sum(a * b for a, b in spec.shapes)
    wanted = BUDGET_FLOPS / (4 if options.quick else 1) / flops_per_row
    rows = max(4 * batch, int(min(100_000, wanted)) // batch * batch)
    x, y = table(rows, inputs)
    turns = 3 if options.quick else 5
    theirs, ours = [], {threads: [] for threads in options.threads}
    for _ in range(turns):
        theirs.append(sklearn_seconds(hidden, batch, x, y))
        for threads, times in ours.items():
            times.append(epochal_seconds(spec, batch, x, y, threads))
    scale = 100_000 / rows
    cells = []
    for threads, times in ours.items():
        ratios = [their / our for their, our in zip(theirs, times, strict=True)]
        seconds = statistics.median(times) * scale
        cells.append(
            {
                "layers": hidden,
                "batch": batch,
                "threads": threads,
                "rows": rows,
                "epochal_s": seconds,
                "gflops": flops_per_row * 1e5 / seconds / 1e9,
                "sklearn_s": statistics.median(theirs) * scale,
                "ratio": statistics.median(ratios),
                "spread": (min(ratios), max(ratios)),
            }
        )
    return cells


def table(rows: int, inputs: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    x = random.standard_normal((rows, inputs)).astype(np.float32)
    return x, (np.sin(x[:, 0]) + x[:, 1] * x[:, 2]).astype(np.float32)


def epochal_seconds(spec: NetworkSpec, batch: int, x: np.ndarray, y: np.ndarray, threads: int) -> float:
    """Seconds of the second epoch."""
    weights = initial_weights(spec, 0)
    run = StepRun(spec, weights, Part(x, y), Update("adam", 0.001), batch_rows=batch, seed=0, threads=threads)
    units = run.units_per_epoch
    run.advance(0, units)
    begun = time.perf_counter()
    run.advance(units, 2 * units)
    return time.perf_counter() - begun


def sklearn_seconds(hidden: tuple[int, ...], batch: int, x: np.ndarray, y: np.ndarray) -> float:
    """Seconds of the second epoch, with all of BLAS's threads."""
    from sklearn.neural_network import MLPRegressor

    network = MLPRegressor(
        hidden_layer_sizes=hidden, batch_size=batch, alpha=0.0, max_iter=1, random_state=0, warm_start=True
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network.fit(x, y)
        begun = time.perf_counter()
        network.fit(x, y)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
