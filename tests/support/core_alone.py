"""Run the tests of the core's upper floors as if Qt weren't installed: `python tests/support/core_alone.py [ARGUMENTS
OF pytest]`.

Why not all of the core's (2026-11-25): that no module of the core names Qt, at its top or within a function, is a
contract of import-linter, and that each can be imported without Qt is a house rule. What can be left, one that comes in
through another package, shows where the core is used from above: the same tests of arrays and readers twice took 85 s.
"""

from __future__ import annotations

import ast
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
SCREEN = {"PySide6", "shiboken6", "pyqtgraph", "pytestqt"}
UPPER = ("core.cli", "core.flow", "core.export")
JOURNEYS = ("test_shell_refusals.py",)  # the other ones start processes, which have Qt
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests" / "support")]

import pytest  # noqa: E402
from walls import imported  # noqa: E402


class NoScreen:
    """An import hook in front of all others: the screen's packages are not there."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Refuse them; leave the rest to the next hook."""
        if name.partition(".")[0] in SCREEN:
            raise ModuleNotFoundError(f"No module named {name!r}: hidden by core_alone.py", name=name)
        return None


def upper_tests() -> list[str]:
    """The tests that import something of the upper floors and nothing of the window."""
    found = [str(HOUSE / "tests" / "journeys" / name) for name in JOURNEYS]
    for path in sorted((HOUSE / "tests" / "unit").glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        names = {name for node in ast.walk(ast.parse(text)) for name in imported(node)}
        tops = {name.partition(".")[0] for name in names}
        if not tops & {"gui", *SCREEN} and any(name.startswith(UPPER) for name in names):
            found.append(str(path))
    return found


if __name__ == "__main__":
    sys.meta_path.insert(0, NoScreen())
    unknown = ["-W", "ignore::pytest.PytestConfigWarning"]  # qt_api and its kin mean nothing without pytest-qt
    sys.exit(pytest.main(["-p", "no:pytest-qt", *unknown, *upper_tests(), *sys.argv[1:]]))
