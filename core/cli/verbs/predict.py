"""`epochal predict PROJECT FILE -o OUT`: one prediction and one status for every row of a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.cli.arguments import add_reading, check_output, reading_options, tell_rejected
from core.cli.console import Console
from core.flow.exporting import export_predictions
from core.flow.predicting import predict_file
from core.flow.settling import settle_runs


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
    settle_runs(arguments.project)
    result = console.follow(
        predict_file(
            arguments.project,
            arguments.file,
            number=arguments.run,
            options=reading_options(arguments),
            missing_columns=arguments.missing_columns,
        )
    )
    tell_rejected(result.read, console)
    predictions, record = result.predictions, result.run
    export_predictions(predictions, arguments.output, arguments.columns, force=arguments.force)
    counts = predictions.counts()
    console.result(
        f"{counts['rows']:,} rows predicted by run {record.number}: {counts['ok']:,} ok, "
        f"{counts['check']:,} to check, {counts['failed']:,} failed"
    )
    console.result(f"written to {arguments.output}")
    console.finished(output=str(arguments.output), run=record.number, digest=predictions.digest, **counts)
