"""The program's terminal: arguments → one verb → exit code.

0 done · 1 the person or the machine can mend it · 2 wrong usage · 3 a bug · 130 interrupted.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from core.base.errors import EpochalError, UsageError
from core.base.folders import log_folder
from core.cli.console import Console
from core.cli.stopping import interruptible

VERBS = {
    "profile": "what a file holds: columns, kinds, what was noticed",
    "clean": "apply a recipe to a file",
    "train": "make a project from a file and train it, or add a run to a project",
    "evaluate": "metrics of a run on its test rows or on another file, beside baselines",
    "predict": "predict every row of a file",
    "runs": "the runs of a project",
    "info": "what a project holds",
    "verify": "check every part of a project file",
    "settings": "every training setting with its values, bounds and meaning",
    "doctor": "what is installed and whether it works",
}
LATER_OPTIONS = {"predict": ("--version", "--receipts"), "evaluate": ("--report",)}
LATER = (
    "resume",
    "explain",
    "export",
    "versions",
    "promote",
    "rollback",
    "reproduce",
    "backup",
    "restore",
    "serve",
    "monitor",
)


class Parser(argparse.ArgumentParser):
    """argparse whose complaints become a UsageError, so that `--json` tells them too."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of exiting."""
        raise UsageError("cli.usage", {"message": message, "command": self.prog})


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    console = Console("--json" in arguments)
    logging.captureWarnings(True)  # a library's warning is for us, not for the person at the terminal
    code = _told(arguments, console)
    _forget_unwritten()
    return code


def _told(arguments: list[str], console: Console) -> int:
    try:
        with interruptible():
            return _run(arguments, console)
    except UsageError as error:
        console.failed(error)
        return 2
    except EpochalError as error:
        console.failed(error)
        return 1
    except KeyboardInterrupt as interrupt:
        known = interrupt.args and isinstance(interrupt.args[0], EpochalError)
        console.failed(interrupt.args[0] if known else EpochalError("cli.interrupted"))
        return 130
    except BrokenPipeError:  # the reader of our output has left: `epochal … | head`
        return 0
    except SystemExit as leaving:  # --help
        return int(leaving.code or 0)
    except Exception:
        console.failed(EpochalError("cli.bug", {"path": str(_write_details())}))
        return 3


def _forget_unwritten() -> None:
    """Where standard output can't take what is left in it, let Python's end not complain of that again."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except AttributeError:  # no standard output at all
        return


def _run(arguments: list[str], console: Console) -> int:
    if arguments and arguments[0] in LATER:
        raise UsageError("cli.not_yet", {"verb": arguments[0]})
    for argument in arguments[1:]:
        option = argument.split("=")[0]
        if option in LATER_OPTIONS.get(arguments[0], ()):
            raise UsageError("cli.option_not_yet", {"verb": arguments[0], "option": option})
    _refuse_place(arguments[:1])
    parser, verbs = _parser()
    if arguments and arguments[0] in VERBS:
        module = import_module(f"core.cli.verbs.{arguments[0]}")
        module.add(verbs[arguments[0]])
    if not arguments:
        parser.print_help()
        return 0
    parsed = parser.parse_args(arguments)
    if parsed.verb is None:
        raise UsageError("cli.usage", {"message": "no verb was given", "command": "epochal"})
    import_module(f"core.cli.verbs.{parsed.verb}").run(parsed, console)
    return 0


def _refuse_place(first: Sequence[str]) -> None:
    """A folder, or a file that is not there, given where a verb or a file belongs: say that, not "invalid choice"."""
    for name in first:
        place = Path(name)
        if name in VERBS or name.startswith("-"):
            continue
        if place.is_dir():
            raise UsageError("cli.folder", {"name": name})
        if place.name != name or place.suffix:  # verbs have neither
            raise UsageError("cli.file_first" if place.is_file() else "cli.no_such_file", {"name": name})


def _parser() -> tuple[Parser, dict[str, Parser]]:
    """The parser with its verbs; a verb's own arguments are added when it is the one called, so that help is quick."""
    parser = Parser(
        prog="epochal",
        description="Spreadsheet in, explained neural network out. Without arguments the window opens.",
        epilog="epochal [open] [PROJECT | FILE] opens the window. `epochal VERB --help` tells a verb's options.",
    )
    parser.add_argument("--version", action="version", version=f"epochal {_version()}")
    subparsers = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=Parser)
    verbs: dict[str, Parser] = {}
    for name, words in VERBS.items():
        verbs[name] = subparsers.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        verbs[name].add_argument("--json", action="store_true", help="one JSON object per line")
    return parser, verbs


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("epochal")
    except PackageNotFoundError:
        return "(not installed)"


def _write_details() -> Path:
    """Write the traceback where support can find it; returns the file."""
    details = traceback.format_exc().encode("utf-8", "backslashreplace")
    name = f"bug-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    try:
        path = log_folder() / name
        path.write_bytes(details)
    except OSError:  # no folder of our own can be written
        path = Path(tempfile.gettempdir()) / name
        path.write_bytes(details)
    return path
