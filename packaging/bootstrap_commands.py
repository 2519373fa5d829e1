"""The two commands, `run` and `test`: set up what is missing, then hand over to the program or to pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bootstrap_journey import take_journey
from bootstrap_qt import find_screen, make_ready_unseen
from bootstrap_system import SetupError
from bootstrap_venv import clean_environment, filled_venv

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "samples" / "house_price_data.csv"
USAGE = """\
usage: python3 packaging/bootstrap.py run [ARGUMENTS OF epochal]    set up what is missing and start Epochal
       python3 packaging/bootstrap.py test [ARGUMENTS OF pytest]    set up what is missing and run the tests
"""


def main(arguments: Sequence[str]) -> int:
    """Do one command; returns the exit code: 0 done, 1 something to mend, 2 wrong usage, 130 interrupted."""
    if not arguments or arguments[0] not in ("run", "test"):
        asked = bool(arguments) and arguments[0] in ("-h", "--help")
        print(USAGE, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        command = run if arguments[0] == "run" else test
        return command(list(arguments[1:]))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the same command goes on where this one left off.", file=sys.stderr)
        return 130


def run(arguments: list[str]) -> int:
    """Open the window (on the bundled sample when nothing is named), or do the journey in the terminal."""
    venv = filled_venv(ROOT, test=False)
    if arguments and not opens_window(arguments):
        return hand_over([venv.script("epochal"), *arguments])
    screen = find_screen(venv)
    if screen.there:
        return hand_over([venv.script("epochal"), *(arguments or ["open", str(SAMPLE)])])
    if arguments:
        raise SetupError(
            f"No window can open here ({screen.why_not}): start this where there is a display, or use the "
            "command line (packaging/bootstrap.py run --help lists its verbs)."
        )
    print(f"No window can open here ({screen.why_not}), so the same journey follows in this terminal.")
    return take_journey(venv, SAMPLE)


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether `epochal` with these arguments opens its window: `open …`, a project or a file."""
    return arguments[0] == "open" or Path(arguments[0]).exists() or arguments[0].endswith(".epochal")


def test(arguments: list[str]) -> int:
    """Run pytest; its windows are drawn in memory."""
    venv = filled_venv(ROOT, test=True)
    make_ready_unseen(venv)
    os.chdir(ROOT)
    return hand_over([str(venv.python), "-m", "pytest", *arguments], QT_QPA_PLATFORM="offscreen")


def hand_over(command: list[str], **variables: str) -> int:
    """Become that program; on Windows, which can't, run it and return its exit code."""
    sys.stdout.flush()
    environment = clean_environment() | variables
    if os.name == "posix":
        os.execve(command[0], command, environment)
    return subprocess.run(command, env=environment, check=False).returncode
