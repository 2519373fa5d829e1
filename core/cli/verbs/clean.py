"""`epochal clean FILE -o OUT`: apply a recipe to a file; it learns from all of its rows, and says so."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.base.errors import UsageError
from core.base.notices import Notice
from core.base.wording.filling import filled
from core.cleaning.apply import fit_recipe
from core.cleaning.recipe import Recipe, recipe_to_json
from core.cleaning.report import Cleaned, rejected_frame, report_to_json
from core.cli.arguments import add_reading, check_output, imported, recipe_file, write_json
from core.cli.console import Console, rows_of_text
from core.cli.words import step_words
from core.export.predictions import write_predictions
from core.flow.cleaning import astray, suggested_recipe
from core.flow.importing import Imported
from core.project.document import Document


def add(parser: argparse.ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("file", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, help="the cleaned table: .csv, .xlsx or .parquet")
    parser.add_argument("--recipe", default="suggested", help="suggested (default), none, or a recipe file")
    parser.add_argument("--save-recipe", type=Path, metavar="R.json")
    parser.add_argument("--report", type=Path, metavar="REPORT.json", help="what each rule changed")
    parser.add_argument("--rejected", type=Path, metavar="REJECTED.csv", help="the rows that were removed, and why")
    parser.add_argument("--force", action="store_true", help="replace files that exist")
    add_reading(parser)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Clean, report, and write what was asked for."""
    _check_outputs(arguments)
    result = imported(arguments, arguments.file, console)
    recipe = _recipe(arguments, result)
    table = result.read.table
    console.warned(Notice("cli.learned_from_all", {"rows": table.rows}))
    _, cleaned = fit_recipe(recipe, table, table.source_rows)
    console.heard(astray(recipe, cleaned.report, table.names))
    write_predictions(cleaned.table.frame, arguments.output, force=arguments.force)
    _write_extras(arguments, result, recipe, cleaned)
    _tell(console, recipe, cleaned)
    console.finished(
        rows_in=cleaned.report.rows_in,
        rows_out=cleaned.report.rows_out,
        output=str(arguments.output),
        report=report_to_json(cleaned.report, recipe),
    )


def _check_outputs(arguments: argparse.Namespace) -> None:
    tables, texts = (arguments.output, arguments.rejected), (arguments.save_recipe, arguments.report)
    given = [path.resolve() for path in (*tables, *texts) if path is not None]
    if len(set(given)) < len(given):
        raise UsageError("cli.output_twice", {})
    for path in tables:
        check_output(path, force=arguments.force)
    for path in texts:
        check_output(path, force=arguments.force, table=False)


def _recipe(arguments: argparse.Namespace, result: Imported) -> Recipe:
    if arguments.recipe == "suggested":
        return suggested_recipe(result.read.table, result.profile, Document(name=arguments.file.stem))
    return Recipe() if arguments.recipe == "none" else recipe_file(arguments.recipe)


def _write_extras(arguments: argparse.Namespace, result: Imported, recipe: Recipe, cleaned: Cleaned) -> None:
    if arguments.save_recipe:
        write_json(arguments.save_recipe, recipe_to_json(recipe), force=arguments.force)
    if arguments.report:
        write_json(arguments.report, report_to_json(cleaned.report, recipe), force=arguments.force)
    if arguments.rejected:
        frame = rejected_frame(result.read.table, cleaned.report)
        write_predictions(frame, arguments.rejected, force=arguments.force)


def _tell(console: Console, recipe: Recipe, cleaned: Cleaned) -> None:
    rows = []
    for step, report in zip(recipe.steps, cleaned.report.steps, strict=True):
        rows.append([step_words(step), str(report.outcome), f"{report.cells_changed:,}", f"{report.rows_rejected:,}"])
    if rows:
        console.result(rows_of_text(["rule", "outcome", "cells", "rows removed"], rows))
    counts = {"before": cleaned.report.rows_in, "after": cleaned.report.rows_out}
    console.result(filled("{before:,} {before:row|rows} in, {after:,} {after:row|rows} out", counts))
