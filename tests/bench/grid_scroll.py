"""Frames a second while the Data page's grid scrolls through 1,000,000 rows × 20 columns.

`python tests/bench/grid_scroll.py [--rows N] [--frames N] [--json OUT]`. The real grid, model and delegate at
1440 × 900; ten columns of numbers, ten of text. A frame is: move the scroll bar by a row and a half (or to a place far
away), then what the screen's next refresh does: Qt paints what has become dirty and flushes it. Median, 99th percentile
and worst of a frame's milliseconds, and the share of frames within 16.7 ms. On Qt's `offscreen` the painting is Qt's
own raster engine, as on a screen, without the window system's part. The aim: 16.7 ms in the worst frame.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pandas as pd
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from core.base.arrays import read_only
from core.data.infer import infer_table
from core.data.table import Table
from gui.models.table import TableModel
from gui.pages.data_grid_view import ProfiledGrid
from gui.theme import Theme

COLUMNS = 20
ROW_PX, STEP_PX, FRAME_MS = 28, 42, 16.7


def table(rows: int) -> Table:
    """Half numbers, half words, one cell in a hundred missing."""
    random = np.random.default_rng(0)
    words = np.array([f"level {number}" for number in range(50)], dtype=object)
    raw = {}
    for number in range(COLUMNS):
        holes = random.random(rows) < 0.01
        if number % 2:
            raw[f"words {number}"] = pd.Series(words[random.integers(0, 50, rows)]).mask(holes).astype("str")
        else:
            raw[f"number {number}"] = pd.Series(random.normal(1000, 300, rows)).mask(holes)
    return infer_table(raw, read_only(np.arange(1, rows + 1)), None)


def frame_ms(app: QApplication, grid: ProfiledGrid, places: list[int]) -> list[float]:
    """Milliseconds of each frame: one scroll and its painting."""
    bar, times = grid.verticalScrollBar(), []
    for place in places:
        begun = time.perf_counter()
        bar.setValue(place)
        app.sendEvent(grid, QEvent(QEvent.Type.UpdateRequest))
        times.append((time.perf_counter() - begun) * 1000)
    return times


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    app = QApplication([])
    theme = Theme("light")
    theme.install(app)
    model = TableModel()
    grid = ProfiledGrid(theme, "Table", model)
    model.show_table(table(arguments.rows))
    grid.fit_columns()
    grid.resize(1440, 900)
    grid.show()
    app.processEvents()
    last = grid.verticalScrollBar().maximum()
    frames = range(1, arguments.frames + 1)
    ways = {
        "a row and a half": [STEP_PX * number for number in frames],
        "sixty rows": [60 * ROW_PX * number for number in frames],
        "to far places": [last * number // arguments.frames for number in frames],
    }
    result = {}
    for name, places in ways.items():
        times = frame_ms(app, grid, places)
        median, slow, worst = (float(value) for value in np.percentile(times, (50, 99, 100)))
        smooth = float(np.mean(np.asarray(times) <= FRAME_MS))
        result[name] = {
            "median_ms": median, "slow_ms": slow, "worst_ms": worst, "smooth": smooth, "frames_a_second": 1000 / median,
        }  # fmt: skip
        print(
            f"{name:18} {1000 / median:5.0f} frames a second; median {median:.1f} ms, 99 % within {slow:.1f} ms, "
            f"worst {worst:.1f} ms, {100 * smooth:.1f} % within {FRAME_MS} ms"
        )
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
