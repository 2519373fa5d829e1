"""The house's walls: each looks at one source file and tells what in it doesn't belong there.

A finding is "core/data/x.py:12: why". Walls are values, so that the tests can try each on a planted offence too.
"""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the top of the house, its text and its tree."""

    name: str
    text: str
    tree: ast.Module


@dataclass(frozen=True)
class Wall:
    """A rule, the rooms it holds for, the rooms let off, and an offence that it must see."""

    rule: str
    rooms: tuple[str, ...]
    except_rooms: tuple[str, ...]
    offences: Callable[[ast.AST], bool]
    planted: str

    def holds_for(self, name: str) -> bool:
        """Whether the file stands behind this wall."""
        return name.startswith(self.rooms) and not name.startswith(self.except_rooms)

    def findings(self, source: Source) -> list[str]:
        """Every place of a file that breaks the rule."""
        lines = {getattr(node, "lineno", 0) for node in ast.walk(source.tree) if self.offences(node)}
        return [f"{source.name}:{line}: {self.rule}" for line in sorted(lines)]


def parsed(text: str, name: str) -> Source:
    """A source by its text."""
    return Source(name, text, ast.parse(text))


@cache
def sources() -> tuple[Source, ...]:
    """Every file of core and gui. `sources.cache_clear()` gives them back."""
    paths = sorted(path for room in ("core", "gui") for path in (HOUSE / room).rglob("*.py"))
    found = tuple(parsed(path.read_text(encoding="utf-8"), path.relative_to(HOUSE).as_posix()) for path in paths)
    gc.freeze()  # a million nodes and no garbage: each round of the collector would walk through them for a second
    return found


def imported(node: ast.AST) -> list[str]:
    """The dotted names that an import statement brings in: `from a import b` gives a and a.b."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def imports_any(*forbidden: str) -> Callable[[ast.AST], bool]:
    """An offence: importing one of these modules or something of them."""
    return lambda node: any(
        name == word or name.startswith(word + ".") for name in imported(node) for word in forbidden
    )


def called(node: ast.AST) -> str:
    """The last name of what is called: "exec" for both `exec(…)` and `dialog.exec(…)`; "" for anything else."""
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") or getattr(node.func, "attr", "")
    return ""


def names(*forbidden: str) -> Callable[[ast.AST], bool]:
    """An offence: speaking of one of these names at all."""
    return lambda node: (
        (isinstance(node, ast.Name) and node.id in forbidden)
        or (isinstance(node, ast.Attribute) and node.attr in forbidden)
        or any(name.rsplit(".", 1)[-1] in forbidden for name in imported(node))
    )


def runs_data(node: ast.AST) -> bool:
    """Unpickling, or taking text for code."""
    if imports_any("pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib")(node):
        return True
    if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
        return not (isinstance(node.value, ast.Constant) and node.value.value is False)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("eval", "exec", "compile", "__import__")
    return called(node) in ("read_pickle", "to_pickle")


def opens_modally(node: ast.AST) -> bool:
    """`dialog.exec()`: a second event loop inside a handler."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("exec", "exec_")


HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


def paints(node: ast.AST) -> bool:
    """A colour or a font written down: tokens only."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return HEX.search(node.value) is not None
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "GlobalColor":
        return node.attr != "transparent"
    if not isinstance(node, ast.Call) or called(node) not in ("QColor", "QFont", "mkColor", "mkPen", "mkBrush"):
        return False
    return any(isinstance(argument, ast.Constant) and argument.value is not None for argument in node.args)


SHOWN = re.compile(
    r"set(Text|Title|ToolTip|StatusTip|WindowTitle|AccessibleName|AccessibleDescription|PlaceholderText|LabelText"
    r"|InformativeText|Suffix|Prefix)|Q(Label|PushButton|ToolButton|CheckBox|RadioButton|GroupBox|Action|Menu)"
    r"|(add|insert)(Action|Menu|Item|Tab)"
)


def speaks_untranslated(node: ast.AST) -> bool:
    """A sentence shown to a person that hasn't gone through `tr`."""
    if not isinstance(node, ast.Call) or SHOWN.fullmatch(called(node)) is None:
        return False
    return any(_is_prose(argument) for argument in node.args)


def _is_prose(node: ast.expr) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return re.search(r"[A-Za-z]{2}", re.sub(r"<[^>]*>|\bEpochal\b", "", text)) is not None


def draws_globally(node: ast.AST) -> bool:
    """A random number from the state that the whole process shares: `random.random()`, `np.random.rand()`."""
    own = ("Random", "default_rng", "Generator", "SeedSequence", "PCG64", "Philox")
    if isinstance(node, ast.Attribute):
        of = node.value
        return "random" in (getattr(of, "id", ""), getattr(of, "attr", "")) and node.attr not in own
    brought = [name for name in imported(node) if name.startswith(("random.", "numpy.random."))]
    return any(name.rsplit(".", 1)[-1] not in own for name in brought)


def prints(node: ast.AST) -> bool:
    """`print(…)`."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"


BOTH = ("core/", "gui/")
CORE = ("core/",)
GUI = ("gui/",)
GALLERY = "gui/gallery/"  # a hidden program of its own; its words are examples for developers
WALLS = (
    Wall("no pickle, eval or exec", BOTH, (), runs_data, "numpy.load(path, allow_pickle=True)"),
    Wall("threads live in gui/work", BOTH, ("gui/work/",), names("QThread", "QThreadPool", "Thread"), "QThread()"),
    Wall("SQLite is spoken in core/project", BOTH, ("core/project/",), imports_any("apsw", "sqlite3"), "import apsw"),
    Wall("only the command line prints", BOTH, ("core/cli/",), prints, "print('found')"),
    Wall("dialogs open(), never exec()", GUI, ("gui/app.py", GALLERY), opens_modally, "dialog.exec()"),
    Wall("colours and fonts come from the theme", GUI, ("gui/theme/",), paints, "pen = QPen(QColor('#4c78a8'))"),
    Wall("what a person reads goes through tr()", GUI, (GALLERY,), speaks_untranslated, "button.setText('Train')"),
    Wall("core has no screen", CORE, (), imports_any("PySide6", "pyqtgraph", "gui"), "from gui.app import main"),
    Wall("no global random state", BOTH, (), draws_globally, "numpy.random.seed(42)"),
)


def machine_paths(text: str) -> Iterator[int]:
    """The lines with a path of somebody's own computer."""
    folders = "|".join(("work", "root", "farm", "home/[a-z]", "Users/[A-Za-z]"))
    for number, line in enumerate(text.splitlines(), start=1):
        if re.search(rf"(?<![\w.\-/…])/(?:{folders})[\w./]*", line) and "://" not in line:
            yield number
