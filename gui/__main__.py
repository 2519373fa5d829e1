"""The program's entry, `epochal`: without arguments, or with `open`, the window; else the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code. Neither way imports anything heavy before it must."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] == "open":
        return _open(arguments[1:])
    if arguments == ["--gallery"]:  # for those who build the window; not in the help
        from gui.gallery.run import run as show_gallery

        return show_gallery()
    from core.cli.main import main as run_command

    return run_command(arguments)


def _open(files: list[str]) -> int:
    if len(files) > 1 or any(name.startswith("-") for name in files):
        sys.stderr.write("epochal open takes one file or project: epochal open [FILE | PROJECT]\n")
        return 2
    from gui.app import run

    return run(files)


if __name__ == "__main__":
    sys.exit(main())
