"""The longest gap between two ticks of the window's event loop, step by step through the journey.

`python tests/bench/window_gaps.py [--file FILE --target COL] [--predict-rows N] [--repeat N]`; medians, maxima over the
repeats. A gap is what a person feels as a stall: the aim is under 50 ms, while kernels compile from a cold cache
150 ms. `--cold` compiles in a folder of its own. Run it on a quiet machine: other programs' load is in the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests" / "support")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TICK_MS = 1


class GapMeter:
    """A timer of 1 ms on the event loop; remembers the longest time between two of its ticks."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._last_s = time.perf_counter()
        self._longest_s = 0.0
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest_s = max(self._longest_s, now - self._last_s)
        self._last_s = now

    def take_ms(self) -> float:
        """The longest gap since the last call, in milliseconds."""
        self._tick()
        longest, self._longest_s = self._longest_s, 0.0
        return longest * 1000


def repeated(file: Path, rows: int, folder: Path) -> Path:
    """The file's rows again and again until there are so many; the file itself when 0 are asked for."""
    if not rows:
        return file
    header, *lines = file.read_text(encoding="utf-8").splitlines()
    path = folder / f"{file.stem}_{rows}.csv"
    path.write_text("\n".join([header, *(lines[at % len(lines)] for at in range(rows)), ""]), encoding="utf-8")
    return path


def journey(file: Path, target: str, to_predict: Path) -> dict[str, float]:
    """One journey in a fresh program; the longest gap of each step in milliseconds."""
    from PySide6.QtWidgets import QApplication
    from window_driver import driven

    app = QApplication.instance() or QApplication([])
    gaps: dict[str, float] = {}
    with driven(app) as driver:
        meter = GapMeter()

        def step(name: str) -> None:
            driver.settle(0.3)
            gaps[name] = meter.take_ms()

        driver.settle(6)
        step("warming up behind Welcome")
        driver.drop(file)
        driver.wait_open()
        step("import, Data page")
        driver.session.choose_target(target)
        driver.wait(lambda: driver.session.document.target == target and not driver.session.counting)
        step("choosing the target")
        driver.go("clean")
        step("Clean page")
        steps = driver.session.document.recipe.steps
        if steps:
            driver.session.edit(
                driver.session.document.with_recipe(driver.session.document.recipe.toggled(steps[0].id)), ""
            )
            driver.wait(lambda: not driver.session.counting)
            driver.do("undo")
            driver.wait(lambda: not driver.session.counting)
        step("switching a rule")
        driver.go("train")
        step("Train page")
        driver.session.edit(driver.session.document.with_preset("thorough"), "preset")
        driver.do("start_run")
        driver.wait(lambda: driver.session.live_run and driver.session.live_run.stage == "training")
        step("preparing a run")
        end = time.monotonic() + 6
        driver.wait(lambda: time.monotonic() > end or not driver.session.training)
        step("training on all cores")
        if driver.session.training:
            driver.do("stop_run")
        driver.wait(lambda: not driver.session.training)
        step("judging")
        driver.go("evaluate")
        step("Evaluate page")
        page = driver.go("predict")
        page.predict(to_predict)
        driver.wait(lambda: page.work.shown is not None)
        step("predicting")
        for ending in ("csv", "parquet"):
            out = Path(os.environ["EPOCHAL_HOME"]) / f"out.{ending}"
            out.unlink(missing_ok=True)
            page.export(out)
            driver.wait(out.exists)
            step(f"exporting {ending}")
        driver.session.close_project()
        step("closing")
    return gaps


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=HOUSE / "resources" / "samples" / "diamonds.csv")
    parser.add_argument("--target", default="price")
    parser.add_argument("--predict-rows", type=int, default=0, help="predict a table of so many rows instead")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--cold", action="store_true", help="compile the kernels anew")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    sys.setswitchinterval(0.0005)
    with tempfile.TemporaryDirectory() as home:
        if not arguments.cold:
            from core.base.folders import numba_cache_folder

            os.environ.setdefault("EPOCHAL_NUMBA_CACHE", str(numba_cache_folder()))
        os.environ["EPOCHAL_HOME"] = home
        to_predict = repeated(arguments.file, arguments.predict_rows, Path(home))
        rounds = [journey(arguments.file, arguments.target, to_predict) for _ in range(arguments.repeat)]
    print(f"longest gap in ms over {arguments.repeat} rounds: first round, median, largest")
    result = {}
    for name in rounds[0]:
        values = [gaps[name] for gaps in rounds]
        result[name] = {"first": values[0], "median": statistics.median(values), "largest": max(values)}
        print(f"{name:28} {values[0]:8.1f} {statistics.median(values):8.1f} {max(values):8.1f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
