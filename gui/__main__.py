"""The program's entry, `epochal`: without arguments, with `open`, or with one file, the window; else the command line.

A file alone is what a file manager gives when one is opened with the program or dropped on its icon. Verbs have no dot
in their names, files that the window opens have.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code. Neither way imports anything heavy before it must."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] == "open":
        return _open(arguments[1:])
    if len(arguments) == 1 and _is_file(arguments[0]):
        return _open(arguments)
    if arguments == ["--gallery"]:  # for those who build the window; not in the help
        from gui.gallery.run import run as show_gallery

        return show_gallery()
    from core.cli.main import main as run_command

    return run_command(arguments)


def _is_file(name: str) -> bool:
    return bool(Path(name).suffix) and Path(name).is_file()


def _open(files: list[str]) -> int:
    if len(files) > 1 or any(name.startswith("-") for name in files):
        sys.stderr.write("epochal open takes one file or project: epochal open [FILE | PROJECT]\n")
        return 2
    from gui.app import run

    return run(files)


if __name__ == "__main__":
    sys.exit(main())
