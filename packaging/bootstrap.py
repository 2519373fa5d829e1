"""Set Epochal up and start it, or test it: `python3 packaging/bootstrap.py run|test`. Needs only Python 3.11-3.13.

This first file is written for any Python, Python 2 included, so that the wrong one gets a sentence and no SyntaxError.
"""

import os
import subprocess
import sys

LOWEST, HIGHEST = (3, 11), (3, 13)


def fitting_command():
    """Name a fitting Python that is on this computer and starts: "python3.12", or None."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (no pathlib in Python 2)
        for minor in range(HIGHEST[1], LOWEST[1] - 1, -1):
            name = "python3.%d" % minor  # noqa: UP031 (no f-strings in Python 2)
            try:
                if subprocess.call([name, "-c", "import venv"], stdout=nowhere, stderr=nowhere) == 0:
                    return name
            except OSError:
                continue
    return None


def complaint():
    """One sentence about a Python outside the range."""
    found = ".".join(str(part) for part in sys.version_info[:3])
    name = fitting_command()
    advice = "install one from python.org or your system's packages, and run this again with it"
    if name is not None:
        advice = "this computer has one, type: " + " ".join([name] + sys.argv)  # noqa: RUF005 (Python 2)
    return "Epochal needs Python 3.11, 3.12 or 3.13 and this is Python " + found + ": " + advice + "\n"


if __name__ == "__main__":
    if not LOWEST <= sys.version_info[:2] <= HIGHEST:
        sys.stderr.write(complaint())
        sys.exit(1)
    from bootstrap_commands import main

    sys.exit(main(sys.argv[1:]))
