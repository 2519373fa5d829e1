"""Arguments that several verbs share, and what they mean."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

from core.base.atomic import write_atomically
from core.base.errors import EpochalError, Place, UsageError
from core.cleaning.recipe import Recipe, recipe_from_json
from core.cli.console import Console
from core.data.readers.options import ReadOptions
from core.export.predictions import check_export
from core.flow import memory
from core.flow.importing import Imported, import_file


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How to read the file, where finding out goes wrong."""
    group = parser.add_argument_group("reading the file (found out when not given)")
    group.add_argument("--encoding", help="for example utf-8, cp1252")
    group.add_argument("--delimiter", help="for example , or ; or tab")
    group.add_argument("--decimal", choices=[".", ","], help="decimal mark")
    group.add_argument("--sheet", help="sheet of a workbook")
    group.add_argument("--whole", action="store_true", help="go on though memory seems too short")


def reading_options(arguments: argparse.Namespace) -> ReadOptions:
    """The reading arguments as options."""
    delimiter = "\t" if arguments.delimiter == "tab" else arguments.delimiter
    return ReadOptions(
        arguments.encoding,
        delimiter,
        arguments.decimal,
        arguments.sheet,
        sample_rows=getattr(arguments, "sample", None),
        whole=arguments.whole,
    )


def checked_options(arguments: argparse.Namespace, path: Path) -> ReadOptions:
    """The reading arguments for a file. Raises EpochalError flow.memory_short when there's too little memory to read
    it, unless a sample or the whole of it is asked for."""
    options = reading_options(arguments)
    if not (options.whole or options.sample_rows):
        memory.check_reading(path, memory.free_bytes())
    return options


def imported(arguments: argparse.Namespace, path: Path, console: Console) -> Imported:
    """Read and profile a file. Raises EpochalError flow.memory_short before that, see `checked_options`."""
    return console.follow(import_file(path, checked_options(arguments, path)))


def recipe_file(text: str) -> Recipe:
    """A recipe from a JSON file. Raises EpochalError cli.recipe_* or cleaning.*."""
    path = Path(text)
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise EpochalError("cli.recipe_missing", {}, Place(file=path.name)) from error
    except (ValueError, OSError, RecursionError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise EpochalError("cli.recipe_unreadable", {"detail": detail}, Place(file=path.name)) from error
    try:
        return recipe_from_json(value)
    except EpochalError as error:
        error.place = replace(error.place, file=path.name)
        raise


def settings_pairs(texts: list[str]) -> dict[str, str]:
    """`KEY=VALUE` arguments as a dict; the last of a key counts."""
    pairs = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise UsageError("cli.setting_form", {"text": text})
        pairs[key.strip()] = value.strip()
    return pairs


def is_project(path: Path) -> bool:
    """Whether a path names a project, by its ending."""
    return path.suffix.lower() == ".epochal"


def write_json(path: Path, value: object, *, force: bool) -> None:
    """Write JSON for people, all or nothing. Raises EpochalError cli.output_exists, cli.cannot_write."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n", force=force)


def write_text(path: Path, text: str, *, force: bool) -> None:
    """Write a text file, all or nothing. Raises EpochalError cli.output_exists, cli.cannot_write."""
    check_output(path, force=force, table=False)
    try:
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        detail = error.strerror or str(error)
        raise EpochalError("cli.cannot_write", {"detail": detail}, Place(file=str(path))) from error


def check_output(path: Path | None, *, force: bool, table: bool = True) -> None:
    """Refuse early, before minutes of work, what would be refused late: the name, the ending, the folder.

    Raises EpochalError cli.output_exists and, for a `table`, what `check_export` raises.
    """
    if path is None:
        return
    if path.is_file() and not force:
        raise EpochalError("cli.output_exists", {}, Place(file=str(path)))
    if table:
        check_export(path, force=True)
