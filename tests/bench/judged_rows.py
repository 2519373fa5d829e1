"""How the Evaluate page bears a million test rows: `python tests/bench/judged_rows.py [--rows N] [--task TASK]`.

Trains a quick run with nine tenths of the rows as test rows, then drives the real window: how long until the figures
and until the groups are there, and the longest gap of the event loop meanwhile, while the threshold is moved, and
while the rows of the largest cell or bar are listed and sorted. The aim is no gap over 50 ms; other programs' load is
in the figures, so run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

HOUSE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests" / "support")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def table(rows: int, task: str) -> pd.DataFrame:
    """Four numbers, a town, and a target that they tell something of."""
    rng = np.random.default_rng(0)
    x, town = rng.normal(0, 1, (rows, 4)).round(3), rng.choice(["north", "south", "east", "west", "far"], rows)
    signal = x[:, 0] + 0.5 * x[:, 1] * x[:, 2] + (town == "far") * rng.normal(0, 2, rows)
    targets = {
        "number": lambda: np.exp(3 + 0.5 * signal + rng.normal(0, 0.2, rows)).round(3),
        "two": lambda: np.where(signal + rng.normal(0, 0.7, rows) > 1, "yes", "no"),
        "several": lambda: np.array(list("abcdef"))[np.digitize(signal, [-1.5, -0.5, 0, 0.5, 1.5])],
    }
    return pd.DataFrame({**{f"x{at}": x[:, at] for at in range(4)}, "town": town, "y": targets[task]()})


def trained(folder: Path, rows: int, task: str) -> Path:
    """A project with one run."""
    from core.base.progress import result_of
    from core.flow.importing import import_file, new_document, new_project
    from core.flow.training import train_run

    table(rows, task).to_parquet(folder / "big.parquet")
    imported = result_of(import_file(folder / "big.parquet"))
    document = new_document(imported, name="big", target="y").with_preset("quick")
    document = document.with_settings({"epochs": "2", "test": "0.9"})
    document = new_project(folder / "big.epochal", imported, document)
    result_of(train_run(folder / "big.epochal", imported.read.table, document))
    return folder / "big.epochal"


def look(project: Path) -> None:
    """Drive the window and print a line a step."""
    from event_gap import GapMeter
    from PySide6.QtWidgets import QApplication
    from window_driver import driven

    from gui.app import SWITCH_S

    sys.setswitchinterval(SWITCH_S)  # as the program does
    app = QApplication.instance() or QApplication([])
    with driven(app) as driver:
        driver.session.open_project(project)
        driver.wait_open()
        driver.settle(5)  # pages are made ahead
        page = None

        def step(name: str, begin: object, until: object) -> None:
            with GapMeter() as meter:
                began = time.perf_counter()
                begin()  # type: ignore[operator]
                driver.wait(until)  # type: ignore[arg-type]
                seconds = time.perf_counter() - began
                driver.settle(0.3)
            gaps = meter.gaps
            print(f"{name:28} {seconds:6.2f} s   longest gap {gaps.longest_ms:5.0f} ms, {gaps.over_50} over 50")

        host = driver.window.shell.host
        step(
            "figures and charts",
            driver.window.actions_by_key["go_evaluate"].trigger,
            lambda: host.current is not None and host.current.key == "evaluate" and host.current._judged is not None,
        )
        page = driver.page("evaluate")
        step("groups", lambda: None, lambda: page._job is None)
        charts = page.result.classes
        if page._judged.shown is not None and page._judged.evaluation.positive:
            for threshold in (300, 700):
                step("another threshold", lambda to=threshold: charts.line.slider.setValue(to), lambda: True)
            step("use it", page.use_threshold, lambda: page._job is None and page._judged.evaluation.threshold == 0.7)
        listed = lambda: page._stack.currentWidget() is page.rows and not page.rows_work.busy  # noqa: E731
        if page._judged.shown is not None:
            step("rows of a cell", lambda: charts.matrix.cell_chosen.emit(0, 0), listed)
        else:
            chart = page.result.numbers.histogram
            step("rows of a bar", lambda: chart.chosen.emit(chart.choice(1e-9, 0.0)), listed)
        print(f"{'':28} {page.rows.model.rowCount():,} rows")
        step("sorted by a number", lambda: page.rows._on_head(2), listed)
        step("sorted by a text", lambda: page.rows._on_head(page.rows.model.columnCount() - 1), listed)


def main() -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description="Measure the Evaluate page with many test rows.")
    parser.add_argument("--rows", type=int, default=1_100_000)
    parser.add_argument("--task", choices=["number", "two", "several"], default="two")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        from core.base.folders import numba_cache_folder

        os.environ.setdefault("EPOCHAL_NUMBA_CACHE", str(numba_cache_folder()))
        os.environ["EPOCHAL_HOME"] = home
        look(trained(Path(home), arguments.rows, arguments.task))
    return 0


if __name__ == "__main__":
    sys.exit(main())
