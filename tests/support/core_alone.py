"""Run the core's tests as if Qt weren't installed: `python tests/support/core_alone.py [ARGUMENTS OF pytest]`."""

from __future__ import annotations

import ast
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
SCREEN = {"PySide6", "shiboken6", "pyqtgraph", "pytestqt"}
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


def core_tests() -> list[str]:
    """The unit tests that import nothing of the window."""
    found = []
    for path in sorted((HOUSE / "tests" / "unit").glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        tops = {name.partition(".")[0] for node in ast.walk(ast.parse(text)) for name in imported(node)}
        if not tops & {"gui", *SCREEN} and "bootstrap" not in path.name and path.name != "test_house_rules.py":
            found.append(str(path))
    return found


if __name__ == "__main__":
    sys.meta_path.insert(0, NoScreen())
    unknown = ["-W", "ignore::pytest.PytestConfigWarning"]  # qt_api and its kin mean nothing without pytest-qt
    sys.exit(pytest.main(["-p", "no:pytest-qt", *unknown, *core_tests(), *sys.argv[1:]]))
