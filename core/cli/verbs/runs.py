"""`epochal runs PROJECT`: what was trained, a line a run."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.cli.console import Console, figure, rows_of_text
from core.flow.settling import settle_runs
from core.project.runs import RunRecord
from core.project.store import ProjectStore


def add(parser: argparse.ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("project", type=Path)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Print the runs, the newest last."""
    settle_runs(arguments.project)
    with ProjectStore.open(arguments.project, read_only=True) as store:
        console.heard(store.notices)
        records = store.runs()
    header = ["run", "name", "status", "epochs", "best epoch", "validation loss", "seconds"]
    console.result(rows_of_text(header, [_line(record) for record in records]) if records else "no runs yet")
    console.finished(runs=[_fields(record) for record in records])


def _line(record: RunRecord) -> list[str]:
    return [
        str(record.number),
        record.name,
        str(record.status),
        f"{len(record.epochs):,}",
        str(record.best_epoch or "–"),
        figure(record.lowest_validation_loss),
        f"{record.seconds:.1f}",
    ]


def _fields(record: RunRecord) -> dict[str, object]:
    return {
        "run": record.number,
        "name": record.name,
        "status": str(record.status),
        "task": record.task,
        "epochs": len(record.epochs),
        "best_epoch": record.best_epoch,
        "validation_loss": record.lowest_validation_loss,
        "seconds": round(record.seconds, 3),
        "digest": record.digest,
        "metrics": record.metrics,
        **({"threshold": record.threshold.value} if record.threshold is not None else {}),
    }
