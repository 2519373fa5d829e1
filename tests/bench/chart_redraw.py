"""The cost of one redraw of the loss chart with 10 runs × 1,000 epochs; milliseconds.

`python tests/bench/chart_redraw.py [--runs N] [--epochs N] [--repeat N] [--json OUT]`. The real LossChart at 900 × 360;
noisy falling losses, the last run growing by an epoch each time. Apart: taking the curves in (data, axes, words), and
painting the widget. The chart's own limit of ten redraws a second is waited out before each, not counted. Median and
largest. The aim: under 4 ms together. On Qt's `offscreen` the painting is Qt's own raster engine, as on a screen.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from gui.plots.loss import REDRAW_MS, LossChart
from gui.plots.series import RunCurve
from gui.theme import Theme


def curve(number: int, epochs: int) -> RunCurve:
    """One run's noisy losses."""
    random = np.random.default_rng(number)
    at = np.arange(1.0, epochs + 1)
    falling = 0.05 * (1 + number / 10) + 1 / at
    noisy = [falling * random.lognormal(0, 0.1, epochs) for _ in range(2)]
    best = int(np.argmin(noisy[1])) + 1
    return RunCurve(number, f"Run {number}", number % 6, at, noisy[0], noisy[1], best, epochs)


def grown(run: RunCurve, epochs: int) -> RunCurve:
    """The run as it was after so many epochs, still training."""
    cut = {name: getattr(run, name)[:epochs] for name in ("epochs", "training", "validation")}
    return replace(run, **cut, best_epoch=int(np.argmin(cut["validation"])) + 1, live=True)


def rest(app: QApplication) -> None:
    """Let the chart's timer run out."""
    end = time.perf_counter() + (REDRAW_MS + 20) / 1000
    while time.perf_counter() < end:
        app.processEvents()


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--epochs", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=40)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    app = QApplication([])
    theme = Theme("light")
    theme.install(app)
    chart = LossChart(theme)
    chart.resize(900, 360)
    chart.show()
    runs = [curve(number, arguments.epochs) for number in range(1, arguments.runs + 1)]
    taking, painting = [], []
    for turn in range(arguments.repeat + 2):
        rest(app)
        shown = [*runs[:-1], grown(runs[-1], arguments.epochs - arguments.repeat - 2 + turn)]
        begun = time.perf_counter()
        chart.set_curves(shown, runs[-1].number)
        taken = time.perf_counter()
        chart.viewport().repaint()
        taking.append((taken - begun) * 1000)
        painting.append((time.perf_counter() - taken) * 1000)
    both = [first + second for first, second in zip(taking, painting, strict=True)]
    result = {}
    for name, times in (("taking in", taking[2:]), ("painting", painting[2:]), ("together", both[2:])):
        result[name] = {"median_ms": statistics.median(times), "largest_ms": max(times)}
        print(f"{name:10} median {statistics.median(times):5.1f} ms, largest {max(times):5.1f} ms")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
