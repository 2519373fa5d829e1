"""Rows a second of prediction: Epochal's `predict` beside onnxruntime, with the same weights on the same rows.

    python tests/bench/inference.py [--json OUT] [--repeat N] [--layers 64-64 …] [--rows N] [--processor]

Float32, 16 columns, ReLU, one output. Needs onnxruntime (`pip install "epochal[bench]"`); without it Epochal alone is
measured, and that is said. The two take turns in one process, as many times as --repeat says. onnxruntime gets its best
plain set-up: a session of one and a session of all threads, all graph optimisations, and of some batch sizes the one
that a first try found fastest. Epochal is measured in one call on all rows, and in chunks as `epochal predict` hands
them over; onnxruntime is given the same chunks too. Outputs must agree within 1e-4 of their spread, else the run fails.

Ratios are onnxruntime's seconds ÷ Epochal's: above 1, Epochal is faster. "best" is the best of each. A benchmark, never
a test: mind what else the computer is doing; its load is printed. On a busy computer --processor compares processor
time instead of the clock's, which is fair to one thread only.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from measuring import Turns, environment, print_environment, some_table, spread, write_json
from onnx_bytes import onnx_model

from core.base import runtime
from core.flow.predicting import BLOCK_ROWS
from core.nn.forward import predict
from core.nn.initialisers import initial_weights
from core.nn.spec import Head, NetworkSpec
from core.nn.step import warm_up

LAYERS, INPUTS, ROWS = ("64-64", "256-256", "512-512-512"), 16, 262_144
BATCHES = (64, 256, 1024, 4096, BLOCK_ROWS, ROWS)
AGREE = 1e-4
Predictor = Callable[[np.ndarray], np.ndarray]


def main() -> int:
    """Measure, print, and return the exit code: 1 when outputs disagree."""
    options = parsed()
    known, there = environment(), find_spec("onnxruntime") is not None
    print_environment(known)
    if not there:
        print('onnxruntime is not installed and not measured: pip install "epochal[bench]"')
    warm_up()
    print(f"thousand rows a second; {options.rows:,} rows of {INPUTS} columns; ratios: onnxruntime ÷ Epochal, seconds")
    titles = ("epochal", "chunks", "onnx 1", "onnx all", "batch", "1 thread", "in chunks", "best")
    print(f"{'layers':>12}", *(f"{title:>{18 if at > 4 else 9}}" for at, title in enumerate(titles)))
    cells = [measured(layers, there, options) for layers in options.layers]
    write_json(options.json, {"environment": known, "rows": options.rows, "cells": cells})
    wrong = [cell for cell in cells if cell["off"] > AGREE]
    for cell in wrong:
        print(f"{cell['layers']}: the outputs differ by {cell['off']:.1e} of their spread")
    return 1 if wrong else 0


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--repeat", type=int, default=7, help="turns")
    parser.add_argument("--layers", nargs="+", default=LAYERS)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--processor", action="store_true", help="processor time instead of the clock's")
    return parser.parse_args()


def measured(layers: str, there: bool, options: argparse.Namespace) -> dict[str, Any]:
    """All entrants in turn on one network; prints a line."""
    spec = NetworkSpec(INPUTS, tuple(map(int, layers.split("-"))), 1, "relu", Head.LINEAR)
    weights, x = initial_weights(spec, 0), some_table(options.rows, INPUTS)[0]
    expected = predict(spec, weights, x)
    entrants: dict[str, Callable[[], object]] = {
        "epochal": lambda: predict(spec, weights, x),
        "epochal chunks": lambda: in_batches(lambda rows: predict(spec, weights, rows), x, BLOCK_ROWS),
    }
    off = distance(in_batches(lambda rows: predict(spec, weights, rows), x, BLOCK_ROWS), expected)
    batches = {}
    if there:
        model = onnx_model(spec, weights)
        for name, threads in (("onnx 1", 1), ("onnx all", runtime.cpu_count())):
            session = onnx_session(model, threads)
            batches[name] = best_batch(session, x)
            entrants[name] = lambda session=session, name=name: in_batches(session, x, batches[name])
            entrants[f"{name} chunks"] = lambda session=session: in_batches(session, x, BLOCK_ROWS)
            off = max(off, distance(in_batches(session, x, batches[name]), expected))
    turns = Turns(options.processor)
    for _ in range(options.repeat):
        turns.take(entrants)
    cell = told(turns, there) | {"layers": layers, "off": off, "batches": batches, "seconds": turns.seconds}
    print_cell(cell, turns, options.rows, there)
    return cell


def told(turns: Turns, there: bool) -> dict[str, Any]:
    """The ratios of a cell."""
    if not there:
        return {}
    ours = turns.best("epochal", "epochal chunks")
    theirs = turns.best(*(name for name in turns.seconds if name.startswith("onnx")))
    return {
        "ratio_one_thread": turns.ratio(turns.best("onnx 1", "onnx 1 chunks"), ours),
        "ratio_chunks": turns.ratio(turns.best("onnx 1 chunks", "onnx all chunks"), "epochal chunks"),
        "ratio_best": turns.ratio(theirs, ours),
        "best": theirs,
    }


def print_cell(cell: dict[str, Any], turns: Turns, rows: int, there: bool) -> None:
    """A line of the table."""
    names = ("epochal", "epochal chunks", "onnx 1", "onnx all")
    speeds = [f"{rows / turns.median(name) / 1e3:9.0f}" if name in turns.seconds else f"{'–':>9}" for name in names]
    rest = []
    if there:
        rest.append(f"{cell['batches'][cell['best'].removesuffix(' chunks')]:>9}")
        rest += [f"{spread(cell[key]):>18}" for key in ("ratio_one_thread", "ratio_chunks", "ratio_best")]
    print(f"{cell['layers']:>12}", *speeds, *rest, flush=True)


def onnx_session(model: bytes, threads: int) -> Predictor:
    """onnxruntime on that many threads, with all its graph optimisations."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return lambda rows: session.run(None, {"x": rows})[0]


def in_batches(predictor: Predictor, x: np.ndarray, batch: int) -> np.ndarray:
    """float32 [rows, 1] of all rows, so many at a time."""
    found = np.empty((len(x), 1), np.float32)
    for first in range(0, len(x), batch):
        found[first : first + batch] = predictor(x[first : first + batch])
    return found


def best_batch(session: Predictor, x: np.ndarray) -> int:
    """The batch size with which a session is fastest, the better of two tries each."""
    tried = {}
    for batch in BATCHES * 2:
        part = x[: max(batch, 65_536)]
        begun = time.perf_counter()
        in_batches(session, part, batch)
        seconds = (time.perf_counter() - begun) / len(part)
        tried[batch] = min(seconds, tried.get(batch, seconds))
    return min(tried, key=lambda batch: tried[batch])


def distance(found: np.ndarray, expected: np.ndarray) -> float:
    """The largest difference, in units of what is expected's spread."""
    return float(np.abs(found - expected).max() / np.std(expected))


if __name__ == "__main__":
    sys.exit(main())
