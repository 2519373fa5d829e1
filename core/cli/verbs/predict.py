"""`epochal predict PROJECT FILE -o OUT`: one prediction and one status for every row of a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.cli.arguments import add_reading, check_output, imported
from core.cli.console import Console
from core.flow.evaluating import best_run
from core.flow.exporting import export_predictions
from core.flow.predicting import predict_table
from core.project.store import ProjectStore


def add(parser: argparse.ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("project", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, help=".csv, .xlsx or .parquet")
    parser.add_argument("--run", type=int, help="default: the run with the best validation loss")
    parser.add_argument("--columns", choices=["all", "predictions"], default="all")
    parser.add_argument("--missing-columns", choices=["refuse", "impute"], default="refuse")
    parser.add_argument("--force", action="store_true", help="replace a file that exists")
    add_reading(parser)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Predict and write."""
    check_output(arguments.output, force=arguments.force)
    with ProjectStore.open(arguments.project, read_only=True) as store:
        record = best_run(store, arguments.run)
        model = store.get_model(record.number)
    result = imported(arguments, arguments.file, console)
    read = result.read
    predictions = console.follow(predict_table(model, read.table, arguments.missing_columns, read.file_name))
    export_predictions(predictions, arguments.output, arguments.columns, force=arguments.force)
    counts = predictions.counts()
    console.result(
        f"{counts['rows']:,} rows predicted by run {record.number}: {counts['ok']:,} ok, "
        f"{counts['check']:,} to check, {counts['failed']:,} failed"
    )
    console.result(f"written to {arguments.output}")
    console.finished(output=str(arguments.output), run=record.number, digest=model.digest, **counts)
