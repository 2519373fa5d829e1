"""The cost of one redraw of the loss chart with 10 runs × 1,000 epochs; milliseconds.

`python tests/bench/chart_redraw.py [--runs N] [--epochs N] [--repeat N] [--ratio R] [--smoothing S] [--json OUT]`.
The real LossChart at 900 × 360 on a screen with R device pixels to one of the window's; noisy falling losses. Apart:
taking the curves in (data, axes, words), and painting what Qt then asks for, as in the window: what may have changed.
Five cases:

grows     the last run grows by an epoch, the axes stay: ten times a second while a run trains. The aim: under 4 ms.
rescaled  the same, and its new loss leaves the axis: every line is drawn anew. The aim: under 16 ms.
zoomed    nothing new, but another part of x is looked at (a turn of the wheel): every line is drawn anew.
read      nothing new, but the mouse moves: crosshair, dots and card go on by an epoch, up to 60 times a second.
whole     nothing new, but the whole widget is painted, as after another window lay on it.

Median and largest by the clock; beside it the median of the thread's own processor time, which other programs on the
machine change less. The chart's own limit of ten redraws a second is waited out before each, not counted. On Qt's
`offscreen` the painting is Qt's own raster engine, as on a screen.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from gui.plots.loss import REDRAW_MS, LossChart
from gui.plots.series import RunCurve
from gui.theme import Theme

WARM_UP = 3
PARTS = ("taking in", "painting", "together")


def curve(number: int, epochs: int) -> RunCurve:
    """One run's noisy losses."""
    random = np.random.default_rng(number)
    at = np.arange(1.0, epochs + 1)
    falling = 0.05 * (1 + number / 10) + 1 / at
    noisy = [falling * random.lognormal(0, 0.1, epochs) for _ in range(2)]
    best = int(np.argmin(noisy[1])) + 1
    return RunCurve(number, f"Run {number}", number % 6, at, noisy[0], noisy[1], best, epochs)


def grown(run: RunCurve, epochs: int, last: float | None = None) -> RunCurve:
    """The run as it was after so many epochs, still training; `last`: with this as its last validation loss."""
    cut = {name: getattr(run, name)[:epochs].copy() for name in ("epochs", "training", "validation")}
    if last is not None:
        cut["validation"][-1] = last
    return replace(run, **cut, best_epoch=int(np.argmin(cut["validation"])) + 1, live=True)


def rest(app: QApplication) -> None:
    """Let the chart's timer run out."""
    end = time.perf_counter() + (REDRAW_MS + 20) / 1000
    while time.perf_counter() < end:
        app.processEvents()


def measured(app: QApplication, chart: LossChart, repeat: int, take_in: Callable[[int], None]) -> dict[str, object]:
    """Redraw so many times; milliseconds by part, of the clock and of this thread's own processor time."""
    clocks = {"clock": time.perf_counter, "processor": time.thread_time}
    times: dict[str, dict[str, list[float]]] = {name: {clock: [] for clock in clocks} for name in PARTS}
    for turn in range(repeat + WARM_UP):
        rest(app)
        begun = {name: clock() for name, clock in clocks.items()}
        take_in(turn)
        taken = {name: clock() for name, clock in clocks.items()}
        app.processEvents()
        for name, clock in clocks.items():
            painted = clock()
            took = (taken[name] - begun[name], painted - taken[name], painted - begun[name])
            for part, seconds in zip(PARTS, took, strict=True):
                times[part][name].append(seconds * 1000)
    return {
        part: {
            "median_ms": statistics.median(each["clock"][WARM_UP:]),
            "largest_ms": max(each["clock"][WARM_UP:]),
            "processor_median_ms": statistics.median(each["processor"][WARM_UP:]),
        }
        for part, each in times.items()
    }


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--epochs", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=40)
    parser.add_argument("--ratio", type=float, default=1.0)
    parser.add_argument("--smoothing", type=float, default=0.0)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = str(arguments.ratio)
    app = QApplication([])
    theme = Theme("light")
    theme.install(app)
    chart = LossChart(theme)
    chart.resize(900, 360)
    chart.show()
    chart.set_smoothing(arguments.smoothing)
    runs = [curve(number, arguments.epochs) for number in range(1, arguments.runs + 1)]
    first = arguments.epochs - arguments.repeat - WARM_UP

    def show(turn: int, last: float | None = None) -> None:
        chart.set_curves([*runs[:-1], grown(runs[-1], first + turn, last)], runs[-1].number)

    def leave(turn: int) -> None:
        show(turn, 0.01 if turn % 2 else 0.0002)

    def zoom(turn: int) -> None:
        chart.zoom(1.05 if turn % 2 else 1 / 1.05)

    def read(turn: int) -> None:
        chart.crosshair.show_at(float(10 + turn))

    def uncover(_turn: int) -> None:
        chart.viewport().update()

    result = {}
    cases = (("grows", show), ("rescaled", leave), ("zoomed", zoom), ("read", read), ("whole", uncover))
    for name, take_in in cases:
        result[name] = told = measured(app, chart, arguments.repeat, take_in)
        for part in PARTS:
            each = told[part]
            print(
                f"{name:9} {part:10} median {each['median_ms']:5.1f} ms, largest {each['largest_ms']:5.1f} ms, "
                f"processor {each['processor_median_ms']:5.1f} ms"
            )
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
