"""What a run needs against what `core.flow.forecasting` says before it: `python tests/bench/forecast_memory.py`.

    python tests/bench/forecast_memory.py [--json OUT] [--only CASE …]

Each case is a run in a fresh process, on a table in memory. Measured is the most that the process holds above what it
held when the rows were cleaned, in three parts: while the rows are encoded, while the network trains (two epochs), and
while the best epoch is judged and stored. Beside each stands what was forecast. Peaks of parts need Linux. A benchmark,
never a test; other programs don't change it.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from measuring import (
    environment,
    forget_peak,
    held_bytes,
    in_fresh_process,
    peak_bytes,
    print_environment,
    write_json,
)

MB = 1 << 20
PARTS = ("encoding", "training", "judging")


@dataclass(frozen=True)
class Case:
    """A table of so many columns of numbers, of categories and of texts that are all different, and a network."""

    rows: int
    numbers: int
    categories: int = 0
    texts: int = 0
    classes: int = 0  # of the target; 0: a number
    layers: str = "64,64"
    optimiser: str = "adam"


CASES = {
    "numbers": Case(500_000, 50),
    "few numbers": Case(1_000_000, 5),
    "categories": Case(200_000, 5, 4),
    "two classes": Case(500_000, 50, classes=2),
    "two classes, categories": Case(150_000, 5, 3, classes=2),
    "ten classes": Case(200_000, 30, classes=10),
    "texts": Case(400_000, 5, texts=2),
    "large network": Case(10_000, 20, layers="4096,4096"),
    "large network, descent": Case(10_000, 20, layers="4096,4096", optimiser="gradient_descent"),
    "wide network, long": Case(300_000, 50, layers="1024,1024"),
}


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--child", choices=CASES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measured(CASES[options.child])))
        return 0
    known = environment()
    print_environment(known)
    print(f"{'MB, measured / forecast':26}", *(f"{part:>17}" for part in PARTS), f"{'most':>17} {'forecast ÷':>11}")
    report = {}
    for name in options.only:
        told = report[name] = in_fresh_process(__file__, "--child", name)
        cells = [f"{told[part] / MB:>8.0f} /{told['forecast ' + part] / MB:>7.0f}" for part in (*PARTS, "most")]
        print(f"{name:26}", *cells, f"{told['forecast most'] / told['most']:>11.2f}")
    write_json(options.json, {"environment": known} | report)
    return 0


def measured(case: Case) -> dict[str, float]:
    """The most bytes by part, and the forecast of each."""
    from core.base.progress import Finished, Progress
    from core.flow.forecasting import need_of
    from core.flow.preparing import prepare
    from core.flow.training import train_run
    from core.nn.step import warm_up
    from core.project.document import Document
    from core.project.store import ProjectStore
    from core.training.events import Started

    warm_up()
    table = table_of(case)
    document = Document("bench", target="target").with_settings(
        {"layers": case.layers, "epochs": "2", "optimiser": case.optimiser, "batch_size": "256"}
    )
    peaks, prepared = {}, None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.epochal"
        with ProjectStore.create(path, document):
            pass
        for event in prepare(table, document, whole=True):
            if isinstance(event, Progress) and (event.stage, event.done) == ("encode", 2):
                tidy()
                base = held_bytes()
                forget_peak()
            if isinstance(event, Finished):
                prepared = event.result
        assert prepared is not None
        peaks["encoding"] = peak_bytes() - base
        need = need_of(
            prepared.plan, len(prepared.matrix), prepared.settings.test, levels=bool(case.categories or case.texts)
        )
        for event in train_run(path, table, document, prepared=prepared):
            if isinstance(event, Started):
                forget_peak()
            if isinstance(event, Progress) and event.stage == "judge":
                peaks["training"] = peak_bytes() - base
                forget_peak()
        peaks["judging"] = peak_bytes() - base
    held = need.matrix + need.rows
    forecast = dict(zip(PARTS, (held, held + need.training, held + need.judging), strict=True))
    told = peaks | {"most": max(peaks.values())}
    return told | {f"forecast {part}": value for part, value in forecast.items()} | {"forecast most": need.most}


def table_of(case: Case) -> Any:
    """The case's table."""
    import pandas as pd

    from core.base.notices import Notice
    from core.data.columns import Column, ColumnKind, Storage
    from core.data.table import Table

    rng, frame, columns = np.random.default_rng(0), {}, []

    def add(name: str, kind: ColumnKind, storage: Storage, values: Any) -> None:
        frame[name] = values
        columns.append(Column(name, kind, storage, Notice("data.kind_chosen", {"before": str(kind)})))

    for at in range(case.numbers):
        add(f"number {at}", ColumnKind.NUMBER, Storage.NUMBER, rng.standard_normal(case.rows))
    names = np.array([f"level {at}" for at in range(255)])
    for at in range(case.categories):
        add(f"category {at}", ColumnKind.CATEGORY, Storage.TEXT, words(names[rng.integers(0, 255, case.rows)]))
    for at in range(case.texts):
        add(f"text {at}", ColumnKind.TEXT, Storage.TEXT, words([f"text {row * 7 + at}" for row in range(case.rows)]))
    target = np.sin(frame["number 0"]) + frame["number 1"]
    if case.classes:
        cuts = np.quantile(target, np.arange(1, case.classes) / case.classes)
        labels = np.array([f"class {at}" for at in range(case.classes)])[np.searchsorted(cuts, target)]
        add("target", ColumnKind.CATEGORY, Storage.TEXT, words(labels))
    else:
        add("target", ColumnKind.NUMBER, Storage.NUMBER, target)
    return Table(pd.DataFrame(frame), tuple(columns), np.arange(1, case.rows + 1, dtype=np.int64))


def words(values: Any) -> Any:
    """A column of texts."""
    import pandas as pd

    return pd.Series(values, dtype="str")


def tidy() -> None:
    """Give back what was freed, so that it isn't used again unseen."""
    import ctypes

    import pyarrow

    gc.collect()
    pyarrow.default_memory_pool().release_unused()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)


if __name__ == "__main__":
    sys.exit(main())
