"""`epochal profile FILE`: what is in it."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.base.wording.filling import filled
from core.cli.arguments import add_reading, imported
from core.cli.console import Console, figure, notice_words, rows_of_text
from core.data.profile import ColumnProfile, profile_to_json


def add(parser: argparse.ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("file", type=Path, help="a spreadsheet: CSV, TSV, Excel, ODS, Parquet")
    add_reading(parser)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Print one line a column, with the reason for its kind and what was noticed."""
    result = imported(arguments, arguments.file, console)
    profile, read = result.profile, result.read
    counts = {
        "rows": profile.rows,
        "columns": len(profile.columns),
        "empty": profile.missing_cells,
        "copies": profile.duplicate_rows,
        "aside": len(read.rejected),
    }
    size = "{rows:,} {rows:row|rows}, {columns:,} {columns:column|columns}"
    console.result(f"{read.file_name}: {filled(size, counts)}")
    faults = "{empty:,} empty {empty:cell|cells}, {copies:,} duplicate {copies:row|rows}, "
    faults += "{aside:,} {aside:row|rows} set aside"
    console.result(filled(faults, counts))
    header = ["column", "kind", "missing", "distinct", "smallest", "largest"]
    console.result(rows_of_text(header, [_line(column) for column in profile.columns]))
    for column in profile.columns:
        console.result(f"{column.name}: {notice_words(column.reason)}")
        for notice in column.notices:
            console.result(f"    noticed: {notice_words(notice)}")
    rejected = [
        {"source_row": row.source_row, "line": row.line, "reason": notice_words(row.reason)} for row in read.rejected
    ]
    facts = profile_to_json(profile)
    facts.update(file=read.file_name, rejected=rejected, how=vars_of(read.how))
    console.finished(**facts)


def vars_of(how: object) -> dict[str, object]:
    """How a file was read, as plain fields."""
    names = ("format", "encoding", "delimiter", "decimal", "sheet")
    return {name: getattr(how, name) for name in names}


def _line(column: ColumnProfile) -> list[str]:
    smallest, largest = figure(column.minimum), figure(column.maximum)
    return [column.name, str(column.kind), f"{column.missing:,}", f"{column.distinct:,}", smallest, largest]
