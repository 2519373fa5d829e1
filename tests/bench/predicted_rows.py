"""How Predict bears a million rows: `python tests/bench/predicted_rows.py [--rows N] [--odd] [--formats csv parquet]`.

Trains a quick run on diamonds, then drives the real window over the same rows again and again, every tenth of an
unknown clarity (--odd: all of them far out of range, each with a value of its own): seconds, longest gap of the event
loop and memory while the file is read and predicted, while views change, and while it is exported. The aim is no gap
over 50 ms, and memory that the formats don't add to. Other programs' load is in the figures: run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

HOUSE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests" / "support")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SAMPLE = HOUSE / "resources" / "samples" / "diamonds.csv"


def table(rows: int, odd: bool) -> pd.DataFrame:
    """The sample's rows until there are so many."""
    sample = pd.read_csv(SAMPLE)
    frame = pd.concat([sample] * (rows // len(sample) + 1), ignore_index=True).head(rows)
    if odd:
        frame["carat"] = (10 + np.random.default_rng(0).random(rows)).round(6)
    frame.loc[::10, "clarity"] = "SI3"
    return frame


def look(file: Path, formats: list[str]) -> None:
    """Drive the window and print a line a step."""
    import psutil
    from event_gap import GapMeter
    from PySide6.QtWidgets import QApplication
    from window_driver import driven

    app = QApplication.instance() or QApplication([])
    with driven(app) as driver:
        driver.drop(SAMPLE)
        driver.wait_open()
        driver.session.choose_target("price")
        driver.wait(lambda: driver.session.document.target == "price" and not driver.session.counting)
        driver.session.edit(driver.session.document.with_preset("quick").with_settings({"epochs": "2"}), "quick")
        driver.wait(lambda: not driver.session.counting)
        driver.train()
        page = driver.go("predict")
        driver.settle(1)

        def step(name: str, begin: Callable[[], object], ended: Callable[[], object]) -> None:
            began_s = time.perf_counter()
            with GapMeter() as meter:
                begin()
                driver.wait(ended, name)
                took_s = time.perf_counter() - began_s
                driver.settle(0.5)
            memory = psutil.Process().memory_info().rss / 2**20
            gaps = meter.gaps
            print(
                f"{name:16} {took_s:7.1f} s {gaps.longest_ms:7.0f} ms {gaps.over_50:4} over 50 {memory:7.0f} MB",
                flush=True,
            )

        def shown() -> bool:
            return page.work.shown is not None and not page.work.busy

        step("reads, predicts", lambda: page.predict(file), shown)
        for which in ("check", "all"):
            step(f"shows {which}", lambda which=which: page.rows.choose(which), lambda: True)
        for ending in formats:
            out = file.with_name(f"out.{ending}")
            done = lambda out=out: out.exists() and page.side.options.writing.isHidden()  # noqa: E731
            step(f"exports {ending}", lambda out=out: page.export(out), done)


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--odd", action="store_true")
    parser.add_argument("--formats", nargs="*", default=["csv", "parquet", "xlsx"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        from core.base.folders import numba_cache_folder

        os.environ.setdefault("EPOCHAL_NUMBA_CACHE", str(numba_cache_folder()))
        os.environ["EPOCHAL_HOME"] = home
        file = Path(home) / "big.csv"
        table(arguments.rows, arguments.odd).to_csv(file, index=False)
        look(file, arguments.formats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
