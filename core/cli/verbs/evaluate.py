"""`epochal evaluate PROJECT`: a run judged on its test rows, or on another file with known answers."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.base.notices import Notice
from core.base.wording.filling import filled
from core.cli.arguments import add_reading, check_output, imported
from core.cli.console import Console, notice_words
from core.cli.threshold import add_threshold, drawn, drawn_model
from core.cli.verbs.train import metrics_table
from core.cli.words import threshold_words
from core.features.task import Task
from core.flow.choosing import run_in_use
from core.flow.evaluating import Judged, evaluate_stored, evaluate_table
from core.flow.exporting import export_judged
from core.flow.judging import coverage_figures
from core.flow.matching import match_columns
from core.flow.settling import settle_runs
from core.project.document import Document
from core.project.runs import RunRecord
from core.project.store import ProjectStore
from core.training.model import THRESHOLD, Model


def add(parser: argparse.ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("project", type=Path)
    parser.add_argument("--run", type=int, help="default: the run with the best validation loss")
    parser.add_argument("--on", default="test", metavar="test|FILE", help="default: the run's own test rows")
    parser.add_argument("--predictions", type=Path, metavar="OUT.csv", help="write the judged rows")
    add_threshold(parser)
    parser.add_argument("--force", action="store_true", help="replace a file that exists")
    add_reading(parser)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Print the metrics beside the baselines'."""
    check_output(arguments.predictions, force=arguments.force)
    settle_runs(arguments.project)
    with ProjectStore.open(arguments.project, read_only=not arguments.use_threshold) as store:
        console.heard(store.notices)
        record = drawn(store, run_in_use(store, arguments.run), arguments)
        judged = evaluate_stored(store, record) if arguments.on == "test" else None
        model = drawn_model(store, record) if judged is None else None
        said = store.document()
    if judged is None:
        assert model is not None
        judged = _judged_on(arguments, console, model, said)
    if arguments.predictions:
        export_judged(judged.evaluation, arguments.predictions, force=arguments.force)
    metrics = {**({} if arguments.on != "test" else record.metrics), **_metrics(judged)}
    if model is not None and model.interval is not None:
        metrics["interval"] = coverage_figures(model.interval, judged.evaluation)
    _tell(console, judged, record, arguments.on)
    console.result(metrics_table(metrics))
    fields: dict[str, object] = {"run": record.number, "digest": record.digest, "on": arguments.on}
    fields |= {"rows": judged.evaluation.rows, "left_out": judged.left_out, "metrics": metrics}
    if judged.evaluation.task is Task.BINARY:
        fields["threshold"] = judged.evaluation.threshold
    if judged.found_as:
        fields["matched"] = dict(judged.found_as)
    console.finished(**fields)


def _judged_on(arguments: argparse.Namespace, console: Console, model: Model, said: Document) -> Judged:
    """The judgement on a file, whose columns are matched as the project remembers."""
    read = imported(arguments, Path(arguments.on), console).read
    matching = match_columns(model, read.table, dict(said.matching), guess=False)
    judged = console.follow(evaluate_table(model, read.table, read.file_name, matching, said.counted))
    for name, found in judged.found_as.items():
        console.result(str(Notice("flow.matched_column", {"name": name, "found": found})))
    return judged


def _metrics(judged: Judged) -> dict[str, object]:
    evaluation = judged.evaluation
    metrics: dict[str, object] = {"test": evaluation.metrics}
    if evaluation.baselines:
        metrics["baselines"] = evaluation.baselines
    validation = evaluation.validation_metrics()
    if validation is not None and evaluation.threshold != THRESHOLD:
        metrics["validation"] = validation
    return metrics


def _tell(console: Console, judged: Judged, record: RunRecord, on: str) -> None:
    counts = {"run": record.number, "rows": judged.evaluation.rows, "left": judged.left_out, "file": on}
    own, other = "run {run} on its {rows:,} test {rows:row|rows}", "run {run} on {rows:,} {rows:row|rows} of {file}"
    console.result(filled(own if on == "test" else other, counts))
    if judged.left_out:
        said = "{left:,} {left:row|rows} without an actual value or a prediction {left:was|were} left out"
        console.result(filled(said, counts))
    evaluation = judged.evaluation
    if evaluation.threshold != THRESHOLD:
        console.result(threshold_words(evaluation.classes[1], evaluation.threshold, record))
    for notice in judged.evaluation.verdicts():
        console.result(notice_words(notice))
