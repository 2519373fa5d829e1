"""`epochal predict PROJECT FILE -o OUT`: one prediction and one status for every row of a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.base.errors import EpochalError
from core.base.notices import Notice
from core.base.wording.filling import filled
from core.cli.arguments import add_reading, check_output, reading_options
from core.cli.console import Console
from core.cli.words import threshold_words
from core.flow.exporting import export_predictions
from core.flow.predicting import PredictedFile, predict_file
from core.flow.settling import settle_runs

HELPED = {  # the same, with the argument that helps here
    "flow.columns_missing": "cli.columns_missing",
    "flow.predict_memory_short": "cli.predict_memory_short",
}


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
    result = _predicted(arguments, console)
    predictions, record = result.predictions, result.run
    for name, found in predictions.found_as.items():
        console.result(str(Notice("flow.matched_column", {"name": name, "found": found})))
    export_predictions(predictions, arguments.output, arguments.columns, force=arguments.force)
    counts = predictions.counts()
    said = "{rows:,} {rows:row|rows} predicted by run {run}: {ok:,} ok, {check:,} to check, {failed:,} failed"
    console.result(filled(said, {**counts, "run": record.number}))
    if predictions.chosen_threshold is not None:
        console.result(threshold_words(predictions.classes[1], predictions.chosen_threshold, record))
    console.result(f"written to {arguments.output}")
    fields: dict[str, object] = {"output": str(arguments.output), "run": record.number, "digest": predictions.digest}
    if predictions.found_as:
        fields["matched"] = dict(predictions.found_as)
    if predictions.interval_share is not None:
        fields["interval"] = predictions.interval_share
    if predictions.threshold is not None:
        fields["threshold"] = predictions.threshold
    console.finished(**fields, **counts)


def _predicted(arguments: argparse.Namespace, console: Console) -> PredictedFile:
    steps = predict_file(
        arguments.project,
        arguments.file,
        number=arguments.run,
        options=reading_options(arguments),
        missing_columns=arguments.missing_columns,
    )
    try:
        return console.follow(steps)
    except EpochalError as error:
        error.code = HELPED.get(error.code, error.code)
        raise
