"""The training core beside its peers: the same network, weights and batches in Epochal, PyTorch and scikit-learn.

    python tests/bench/peers.py [--quick] [--json OUT] [--markdown] [--layers 64-64 …] [--batches 32 …] [--repeat N]

Needs PyTorch (`pip install "epochal[bench]"`); without it scikit-learn alone is measured, and that is said. All take
turns in one process; a cell is timed on at least 200 steps and 0.5 s of the fastest entrant, three to five times; the
table has medians, and the ratios' medians and spread. "PyTorch" is the faster of one and of all threads, with the
fastest of its Adams (chosen per cell by a first try). The losses after AGREE_STEPS equal steps must agree, else the
run fails; after thousands of steps rounding alone leads them apart.

Rows: 100,352, the whole number of every batch nearest to 100,000, so that scikit-learn can be given the same batches.
GFLOP/s: two for each multiply-add of forward, weight gradient and (but for the first layer) delta. Peak: numpy's sgemm
of 1,536 x 1,536, one thread and all, best of the run; its kernel is printed. A benchmark, never a test: unset
OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE for it, and mind what else the computer is doing.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from rivals import Entrant, Task, epochal, pytorch, scikit_learn, torch_adams

from core.base import runtime
from core.nn.initialisers import initial_weights
from core.nn.spec import Head, NetworkSpec
from core.nn.step import warm_up

LAYERS, BATCHES = ("64-64", "256-256", "512-512-512"), (32, 128, 256, 1024)
ROWS, LEAST_STEPS, LEAST_S = 100_352, 200, 0.5
QUICK_STEPS, QUICK_S = 40, 0.05
AGREE, AGREE_STEPS = 0.03, 100
SIDE = 1536


@dataclass(frozen=True)
class Cell:
    """What was measured of one network and batch: seconds per epoch by entrant, one entry a turn."""

    layers: str
    batch: int
    flops: int  # of an epoch
    seconds: dict[str, list[float]]
    losses: dict[str, float]

    def median(self, name: str) -> float:
        """Median seconds per epoch."""
        return statistics.median(self.seconds[name])

    def best(self, *names: str) -> str | None:
        """The entrant with the lowest median."""
        return min((name for name in names if name in self.seconds), key=self.median, default=None)

    def ratio(self, peer: str | None, ours: str) -> tuple[float, float, float] | None:
        """Median, lowest and highest of peer ÷ ours, turn by turn."""
        if peer is None:
            return None
        each = [a / b for a, b in zip(self.seconds[peer], self.seconds[ours], strict=True)]
        return statistics.median(each), min(each), max(each)


def main() -> int:
    """Measure, print, and return the exit code: 1 when losses disagree."""
    options = parsed()
    warm_up()
    threads = runtime.cpu_count()
    peaks = dict.fromkeys(sorted({1, threads}), 0.0)
    cells = []
    print_head(threads)
    for layers in options.layers:
        for batch in options.batches:
            cells.append(measured(layers, batch, threads, peaks, options))
            print_cell(cells[-1], peaks, threads)
    report = summary(cells, peaks, threads)
    print_summary(report)
    if options.markdown:
        print_markdown(cells, report)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1), encoding="utf-8")
    return print_disagreements(cells)


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="about two minutes: fewer steps and turns")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--markdown", action="store_true", help="also print the README's table")
    parser.add_argument("--layers", nargs="+", default=LAYERS)
    parser.add_argument("--batches", nargs="+", type=int, default=BATCHES)
    parser.add_argument("--repeat", type=int, help="turns (5; 3 when quick)")
    return parser.parse_args()


def measured(layers: str, batch: int, threads: int, peaks: dict[int, float], options: argparse.Namespace) -> Cell:
    """All entrants in turn, several times."""
    hidden = tuple(map(int, layers.split("-")))
    spec = NetworkSpec(64 if hidden[0] >= 512 else 16, hidden, 1, "relu", Head.LINEAR)
    x, y = table(ROWS, spec.inputs)
    least, least_s = (QUICK_STEPS, QUICK_S) if options.quick else (LEAST_STEPS, LEAST_S)
    trial = Task(spec, initial_weights(spec, 0), x, y, batch, 2, 20)
    per_step = epochal(threads)(trial).seconds / trial.steps
    task = Task(spec, trial.weights, x, y, batch, 10, max(least, math.ceil(least_s / per_step)))
    entrants = entrants_for(trial, threads)
    seconds: dict[str, list[float]] = {name: [] for name in entrants}
    short = replace(task, steps=AGREE_STEPS - task.warm)
    losses = {name: entrant(short).loss for name, entrant in entrants.items()}
    for _ in range(options.repeat or (3 if options.quick else 5)):
        for count in peaks:
            peaks[count] = max(peaks[count], sgemm_gflops(count))
        for name, entrant in entrants.items():
            seconds[name].append(entrant(task).seconds * (ROWS / (task.steps * batch)))
    flops = ROWS * (6 * sum(a * b for a, b in spec.shapes) - 2 * spec.inputs * hidden[0])
    return Cell(layers, batch, flops, seconds, losses)


def entrants_for(trial: Task, threads: int) -> dict[str, Entrant]:
    """Who takes part, by name and thread count."""
    counts = sorted({1, threads})
    entrants = {f"epochal {count}": epochal(count) for count in counts}
    if find_spec("torch"):
        for count in counts:
            tried = [(pytorch(count, adam)(trial).seconds, at) for at, adam in enumerate(torch_adams())]
            entrants[f"pytorch {count}"] = pytorch(count, torch_adams()[min(tried)[1]])
    return entrants | {f"sklearn {count}": scikit_learn(count) for count in counts}


def table(rows: int, inputs: int) -> tuple[np.ndarray, np.ndarray]:
    """x float32 [rows, inputs] and a target that isn't linear in it, float32 [rows]."""
    random = np.random.default_rng(0)
    x = random.standard_normal((rows, inputs)).astype(np.float32)
    return x, (np.sin(x[:, 0]) + x[:, 1] * x[:, 2]).astype(np.float32)


def sgemm_gflops(threads: int) -> float:
    """numpy's float32 product on that many threads, the better of two."""
    square = np.ones((SIDE, SIDE), np.float32)
    with threadpool_limits(threads, user_api="blas"):
        times = []
        for _ in range(2):
            begun = time.perf_counter()
            square @ square
            times.append(time.perf_counter() - begun)
    return float(2 * SIDE**3 / min(times) / 1e9)


def compared(cell: Cell, threads: int) -> dict[str, Any]:
    """The figures of a cell that are printed and kept."""
    ours = f"epochal {threads}"  # as it ships: it chooses itself how many of them it uses
    torch = cell.best("pytorch 1", f"pytorch {threads}")
    return {
        "layers": cell.layers,
        "batch": cell.batch,
        "epochal_s": cell.median(ours),
        "epochal_one_thread_s": cell.median("epochal 1"),
        "gflops": cell.flops / cell.median(ours) / 1e9,
        "gflops_one_thread": cell.flops / cell.median("epochal 1") / 1e9,
        "pytorch_s": cell.median(torch) if torch else None,
        "sklearn_s": cell.median(cell.best("sklearn 1", f"sklearn {threads}") or ""),
        "pytorch_ratio": cell.ratio(torch, ours),
        "pytorch_ratio_one_thread": cell.ratio("pytorch 1" if torch else None, "epochal 1"),
        "sklearn_ratio": cell.ratio(cell.best("sklearn 1", f"sklearn {threads}"), ours),
        "losses": cell.losses,
        "seconds": cell.seconds,
    }


def summary(cells: list[Cell], peaks: dict[int, float], threads: int) -> dict[str, Any]:
    """Everything that was measured, and on what."""
    rows = [compared(cell, threads) for cell in cells]
    torch = [row["pytorch_ratio"][0] for row in rows if row["pytorch_ratio"]]
    packages = {name: version(name) for name in ("torch", "scikit-learn", "numpy", "numba") if find_spec_of(name)}
    return {
        "environment": runtime.fingerprint() | packages,
        "blas": [f"{pool['internal_api']} {pool.get('architecture', '')}".strip() for pool in threadpool_info()],
        "peak_gflops": {str(count): peak for count, peak in peaks.items()},
        "cells": rows,
        "pytorch_geometric_mean": statistics.geometric_mean(torch) if torch else None,
        "sklearn_worst": min(row["sklearn_ratio"][0] for row in rows),
    }


def find_spec_of(package: str) -> bool:
    """Whether a package is installed, by its name on the index."""
    return find_spec({"scikit-learn": "sklearn"}.get(package, package)) is not None


def print_head(threads: int) -> None:
    print(f"seconds per epoch of {ROWS:,} rows; 1 and {threads} threads; ratios are peer ÷ Epochal (lowest–highest)")
    if not find_spec("torch"):
        print('PyTorch is not installed and not measured: pip install "epochal[bench]"')
    print(
        f"{'layers':>12} {'batch':>5} | {'epochal':>8} {'1 thr':>8} {'GF/s 1':>7} {'peak':>5} | {'pytorch':>8} "
        f"{'ratio':>18} {'1 thr':>6} | {'sklearn':>8} {'ratio':>18}"
    )


def print_cell(cell: Cell, peaks: dict[int, float], threads: int) -> None:
    row = compared(cell, threads)
    share = row["gflops_one_thread"] / peaks[1]
    torch_s = f"{row['pytorch_s']:8.3f}" if row["pytorch_s"] else "       –"
    one = f"{row['pytorch_ratio_one_thread'][0]:6.2f}" if row["pytorch_ratio_one_thread"] else "     –"
    print(
        f"{cell.layers:>12} {cell.batch:>5} | {row['epochal_s']:8.3f} {row['epochal_one_thread_s']:8.3f} "
        f"{row['gflops_one_thread']:7.0f} {share:5.0%} | {torch_s} {spread(row['pytorch_ratio'])} {one} | "
        f"{row['sklearn_s']:8.3f} {spread(row['sklearn_ratio'])}",
        flush=True,
    )


def spread(ratio: tuple[float, float, float] | None) -> str:
    return f"{ratio[0]:6.2f} ({ratio[1]:.2f}–{ratio[2]:.2f})".rjust(18) if ratio else "–".rjust(18)


def print_summary(report: dict[str, Any]) -> None:
    mean = report["pytorch_geometric_mean"]
    if mean:
        print(f"PyTorch ÷ Epochal, geometric mean {mean:.2f}")
    peaks = ", ".join(f"{peak:.0f} GFLOP/s on {count}" for count, peak in report["peak_gflops"].items())
    print(
        f"scikit-learn ÷ Epochal, worst cell {report['sklearn_worst']:.2f}; sgemm {peaks}; {', '.join(report['blas'])}"
    )


def print_markdown(cells: list[Cell], report: dict[str, Any]) -> None:
    batches = sorted({cell.batch for cell in cells})
    print("\n| layers | " + " | ".join(f"batch {batch}" for batch in batches) + " |")
    print("|---" * (len(batches) + 1) + "|")
    for layers in dict.fromkeys(cell.layers for cell in cells):
        rows = {row["batch"]: row for row in report["cells"] if row["layers"] == layers}
        shown = [pair(rows[batch]) if batch in rows else "" for batch in batches]
        print(f"| {layers} | " + " | ".join(shown) + " |")


def pair(row: dict[str, Any]) -> str:
    """PyTorch's ratio and scikit-learn's, as the README shows them."""
    figures = [f"{ratio[0]:.1f}" if ratio else "–" for ratio in (row["pytorch_ratio"], row["sklearn_ratio"])]
    return " · ".join(figures)


def print_disagreements(cells: list[Cell]) -> int:
    """Say where losses disagree; returns the exit code."""
    code = 0
    for cell in cells:
        ours = cell.losses["epochal 1"]
        for name, loss in cell.losses.items():
            if not abs(loss - ours) <= AGREE * abs(ours):
                print(f"{cell.layers}, batch {cell.batch}: {name} ended with loss {loss:.6g}, Epochal with {ours:.6g}")
                code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
