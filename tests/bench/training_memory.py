"""The memory that training needs: the most it holds for 10 thousand to a million rows of 50 number columns.

    python tests/bench/training_memory.py [--json OUT] [--repeat N] [--rows 10000 …] [--layers 64-64]

Each figure comes from a fresh process, the median of --repeat of them. Two ways to train:

- loop: `core.training.loop.train` on a matrix float32 that is there already, a tenth more rows of it for validation
- flow: what a person's run is, `core.flow.training.train_run` on a table of 50 number columns in memory, by its stages:
  import of the file into a project, prepare, the run from Start to its conclusion, and a second run of the same data

The promise is data + weights + a constant. So for each stage: the most that was held above what was held before the
data was made, and of that the bytes a row between the smallest and the largest number of rows (the constant falls out),
also in units of the data: 4 bytes a number in the loop, 8 in the flow's table. Peaks of single stages need Linux;
elsewhere each tells the most so far. A benchmark, never a test; other programs don't change it.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from measuring import (
    environment,
    forget_peak,
    held_bytes,
    in_fresh_process,
    peak_bytes,
    print_environment,
    some_table,
    write_json,
)

ROWS, COLUMNS, EPOCHS, MB = (10_000, 100_000, 1_000_000), 50, 2, 1 << 20
BYTES = {"loop": 4, "flow": 8}  # of a number in the data


def main() -> int:
    """Measure and print; returns the exit code."""
    options = parsed()
    if options.child:
        print(json.dumps(CHILDREN[options.child](options.rows[0], options.layers)))
        return 0
    known = environment()
    print_environment(known)
    report = {way: measured(way, options) for way in options.ways}
    for way, told in report.items():
        print_way(way, told, options.rows)
    write_json(options.json, {"environment": known, "columns": COLUMNS, "layers": options.layers} | report)
    return 0


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--repeat", type=int, default=1, help="processes for each figure")
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--layers", default="64-64")
    parser.add_argument("--ways", nargs="+", choices=BYTES, default=tuple(BYTES))
    parser.add_argument("--child", choices=CHILDREN, help=argparse.SUPPRESS)
    return parser.parse_args()


def measured(way: str, options: argparse.Namespace) -> dict[str, dict[int, float]]:
    """By stage and rows: the most bytes held above what was held before the data."""
    found: dict[str, dict[int, list[float]]] = {}
    for _ in range(options.repeat):
        for rows in options.rows:
            told = in_fresh_process(__file__, "--child", way, "--rows", rows, "--layers", options.layers)
            for stage, held in told.items():
                found.setdefault(stage, {}).setdefault(rows, []).append(held)
    return {stage: {rows: statistics.median(all_) for rows, all_ in by.items()} for stage, by in found.items()}


def print_way(way: str, told: dict[str, dict[int, float]], rows: list[int]) -> None:
    """A table: a line a stage."""
    data = COLUMNS * BYTES[way]
    print(f"\n{way}: the most held above the start, MB; data is {data} bytes a row")
    print(f"{'':22}", *(f"{count:>11,}" for count in rows), f"{'bytes a row':>12} {'÷ data':>7}")
    for stage, held in told.items():
        line = " ".join(f"{held[count] / MB:>11.1f}" for count in rows)
        rest = ""
        if len(rows) > 1:
            per_row = (held[rows[-1]] - held[rows[0]]) / (rows[-1] - rows[0])
            rest = f"{per_row:>12.0f} {per_row / data:>7.2f}"
        print(f"{stage:22} {line} {rest}")


class Stages:
    """The most that a process held in each stage above what it held at the start."""

    def __init__(self) -> None:
        gc.collect()
        self.base, self.peaks = held_bytes(), {}
        forget_peak()

    def ended(self, stage: str) -> None:
        """What has happened since the last stage is this one; beside its peak, what is held after it."""
        self.peaks[stage] = peak_bytes() - self.base
        gc.collect()
        self.peaks[f"  held after {stage}"] = held_bytes() - self.base
        forget_peak()


def loop_alone(rows: int, layers: str) -> dict[str, float]:
    """The bare loop on a matrix, twice."""
    from core.nn.part import Part
    from core.nn.step import warm_up
    from core.training.loop import TrainingData, train

    warm_up()
    stages = Stages()
    x, y = some_table(rows + rows // 10, COLUMNS)
    y = y.astype("float32", copy=False)
    stages.ended("data")
    data = TrainingData(Part(x[:rows], y[:rows]), Part(x[rows:], y[rows:]))
    for run in ("first run", "second run"):
        for _ in train(plan_for(layers, rows), data):
            pass
        stages.ended(run)
    return stages.peaks


def plan_for(layers: str, rows: int) -> Any:
    """A plan of EPOCHS epochs with the settings of a new document."""
    from core.nn.spec import Head
    from core.training.plan import make_plan
    from core.training.settings import settings_from

    settings = settings_from("balanced", settings_of(layers))
    return make_plan(settings, Head.LINEAR, COLUMNS, 1, rows, 0, 1)


def settings_of(layers: str) -> dict[str, str]:
    """What is set on top of the preset."""
    return {"layers": layers.replace("-", ","), "epochs": str(EPOCHS)}


def write_table(rows: int, file: str) -> dict[str, float]:
    """A Parquet file of float64 columns and a target."""
    import pandas as pd

    x, y = some_table(rows, COLUMNS)
    frame = pd.DataFrame({f"column {at}": x[:, at].astype("float64") for at in range(COLUMNS)})
    frame["target"] = y.astype("float64")
    frame.to_parquet(file, index=False)
    return {}


def whole_flow(rows: int, layers: str) -> dict[str, float]:
    """Import, prepare, and two runs of the same data."""
    from core.base.progress import result_of
    from core.flow.importing import import_file, new_document, new_project
    from core.flow.preparing import prepare
    from core.flow.training import train_run
    from core.nn.step import warm_up

    warm_up()
    with tempfile.TemporaryDirectory() as folder:
        file, path = Path(folder) / "rows.parquet", Path(folder) / "rows.epochal"
        in_fresh_process(__file__, "--child", "table", "--rows", rows, "--layers", file)
        stages = Stages()
        imported = result_of(import_file(file))
        document = new_project(path, imported, new_document(imported, name="rows", target="target"))
        document = document.with_settings(settings_of(layers))
        table = imported.read.table
        del imported
        stages.ended("import")
        prepared = result_of(prepare(table, document))
        stages.ended("prepare")
        del prepared
        for run in ("first run", "second run"):
            for _ in train_run(path, table, document):
                pass
            stages.ended(run)
        return stages.peaks


CHILDREN = {"loop": loop_alone, "flow": whole_flow, "table": write_table}

if __name__ == "__main__":
    sys.exit(main())
