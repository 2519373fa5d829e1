"""What the preset cards say against what runs take: `python tests/bench/preset_times.py FOLDER` with the real tables.

For each table and preset: milliseconds of an epoch as tried on a sample and as in the run, then the epochs and seconds
that were expected and that it took. Run it on a quiet computer.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

TABLES = (
    ("diamonds.csv", "price"),
    ("ames.csv", "price"),
    ("credit_data.csv", "Status"),
    ("hpc_data.csv", "class"),
    ("chicago_ridership.csv", "ridership"),
)


def main() -> int:
    """Try, train and tell; returns the exit code."""
    from core.nn.step import warm_up

    warm_up()
    print(f"{'':22}{'ms an epoch':>24}{'epochs':>18}{'seconds':>18}")
    print(f"{'':22}{'tried':>12}{'run':>12}{'said':>9}{'run':>9}{'said':>9}{'run':>9}")
    for name, target in TABLES:
        for line in compared(Path(sys.argv[1]) / name, target):
            print(line, flush=True)
    return 0


def compared(file: Path, target: str) -> Iterator[str]:
    """A line for each preset."""
    from core.base.progress import result_of
    from core.features.task import Task, detect_task
    from core.flow.cleaning import preview
    from core.flow.estimating import preset_times, sample_of
    from core.flow.importing import import_file, new_document, new_project
    from core.flow.training import train_run
    from core.training.events import RunFinished

    with tempfile.TemporaryDirectory() as folder:
        imported = result_of(import_file(file))
        path = Path(folder) / "a.epochal"
        document = new_project(path, imported, new_document(imported, name="a", target=target))
        _, cleaned = preview(imported.read.table, document)
        task = detect_task(cleaned.table, target)
        outputs = int(cleaned.table.values(target).nunique()) if task is Task.MULTICLASS else 1
        estimates = result_of(preset_times(sample_of(cleaned.table, document, task, outputs), document))
        for preset, said in estimates.items():
            events = train_run(path, imported.read.table, document.with_preset(preset))
            [end] = [event for event in events if isinstance(event, RunFinished)]
            tried, took = (1000 * s / n for s, n in ((said.seconds, said.epochs), (end.elapsed_s, end.epochs)))
            yield (
                f"{file.stem[:12]:13}{preset:9}{tried:12.2f}{took:12.2f}{said.epochs:9}{end.epochs:9}"
                f"{said.seconds:9.2f}{end.elapsed_s:9.2f}"
            )


if __name__ == "__main__":
    sys.exit(main())
