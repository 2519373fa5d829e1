"""The walls of the house, tried by machine; each wall is also tried on a planted offence."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from patience import PATIENCE_S
from told import blanks, codes, tellings
from walls import HOUSE, WALLS, Source, Wall, imported, machine_paths, parsed, sources

from core.base.wording import QT_TRANSLATE_NOOP, ROOMS, Wording, all_wordings

TOP_LEVEL = {
    "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "gui", "core", "resources", "tests", "packaging",
    ".ci", ".gitignore", ".gitattributes",
}  # fmt: skip
HEAVY = {"pandas", "numba", "scipy", "sklearn", "pyarrow", "pyqtgraph"}


@pytest.fixture(autouse=True, scope="module")
def sources_given_back() -> Iterator[None]:
    yield
    sources.cache_clear()


def own_files() -> list[str]:
    """What is in the repository or will be: all but what .gitignore names. A new machine may have no git to ask."""
    patterns = [line.rstrip("/") for line in (HOUSE / ".gitignore").read_text().splitlines() if line]
    found = []
    for folder, folders, files in os.walk(HOUSE):
        folders[:] = [name for name in folders if name != ".git" and not any(fnmatch(name, p) for p in patterns)]
        kept = [name for name in files if name != ".git" and not any(fnmatch(name, p) for p in patterns)]
        found += [(Path(folder) / name).relative_to(HOUSE).as_posix() for name in kept]
    return sorted(found)


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.rule)
def test_that_the_wall_stands(wall: Wall) -> None:
    assert [line for source in sources() if wall.holds_for(source.name) for line in wall.findings(source)] == []


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.rule)
def test_that_the_wall_sees_a_planted_offence(wall: Wall) -> None:
    name = f"{wall.rooms[0]}planted.py"
    assert wall.holds_for(name)
    assert wall.findings(parsed(wall.planted, name)) == [f"{name}:1: {wall.rule}"]
    assert wall.findings(parsed("answer = 6 * 7", name)) == []


def test_that_the_top_level_is_the_plan() -> None:
    assert {name.split("/")[0] for name in own_files()} - TOP_LEVEL == set()


def test_that_nothing_shadows_a_package() -> None:
    inits = [path for folder in ("packaging", "tests") for path in (HOUSE / folder).rglob("__init__.py")]
    twins = [path for path in (HOUSE / "tests").rglob("*") if path.is_dir() and path.name in ("core", "gui")]
    assert inits == []
    assert twins == []


def test_that_packaging_has_no_file_named_like_a_module() -> None:
    names = {path.stem for path in (HOUSE / "packaging").glob("*.py")}
    assert names & (set(sys.stdlib_module_names) | {"core", "gui", "resources", "packaging"}) == set()


def test_that_no_file_names_a_path_of_this_machine() -> None:
    texts = {name: (HOUSE / name).read_bytes() for name in own_files()}
    found = [
        f"{name}:{line}"
        for name, data in texts.items()
        if b"\0" not in data and not name.endswith(".csv")
        for line in machine_paths(data.decode("utf-8", "replace"))
    ]
    assert found == []
    assert list(machine_paths("first\nfolder = '/" + "work/main'")) == [2]


def test_that_no_file_holds_a_download_address() -> None:
    names = [Path(name).name for name in own_files()]
    assert {"uv.lock", "poetry.lock", "package-lock.json", "pip.conf", ".npmrc"} & set(names) == set()
    assert "://" not in (HOUSE / "packaging" / "constraints.txt").read_text(encoding="utf-8")


PAGES = {"data", "clean", "train", "evaluate", "explain", "predict", "models", "monitor", "later"}


def visits(source: Source) -> list[str]:
    """A page's imports from another page; `train_chart` belongs to the page `train`."""
    own = Path(source.name).stem.split("_")[0]
    modules = (
        name.split(".")[2] for node in ast.walk(source.tree) for name in imported(node) if name.startswith("gui.pages.")
    )
    others = {module for module in modules if (page := module.split("_")[0]) in PAGES and page != own}
    return [f"{source.name} imports {other}" for other in sorted(others)] if own in PAGES else []


def test_that_pages_know_nothing_of_each_other() -> None:
    pages = [source for source in sources() if source.name.startswith("gui/pages/")]
    assert [visit for source in pages for visit in visits(source)] == []
    planted = parsed("from gui.pages.train_chart import Chart", "gui/pages/data_grid.py")
    assert visits(planted) == ["gui/pages/data_grid.py imports train_chart"]


def test_that_the_floors_hold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from importlinter.cli import lint_imports

    monkeypatch.chdir(HOUSE)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize("code", sorted(all_wordings()))
def test_that_a_sentence_is_well_formed(code: str) -> None:
    wording = all_wordings()[code]
    assert code.split(".")[0] in ROOMS
    assert wording.what
    for half in (wording.what, wording.todo):
        assert half == half.strip()
        assert not half.endswith((".", "!"))
    blanks(wording)


def test_that_a_sentence_stands_in_its_own_room() -> None:
    from importlib import import_module

    for room in ROOMS:
        assert {code.split(".")[0] for code in import_module(f"core.base.wording.{room}").SENTENCES} <= {room}


def test_that_every_code_has_a_sentence() -> None:
    known = all_wordings()
    spoken = [(place, code) for source in sources() for place, code in codes(source)]
    assert [f"{place}: {code}" for place, code in spoken if code not in known] == []
    assert list(codes(parsed("code = 'data.nothing_like_it'", "core/x.py"))) == [
        ("core/x.py:1", "data.nothing_like_it")
    ]


def test_that_every_blank_is_filled() -> None:
    known = all_wordings()
    told = [telling for source in sources() for telling in tellings(source)]
    short = [
        f"{telling.place}: {telling.code} lacks {sorted(lacking)}"
        for telling in told
        if telling.given is not None
        and telling.code in known
        and (lacking := blanks(known[telling.code]) - telling.given)
    ]
    assert short == []
    assert len([telling for telling in told if telling.given is not None]) > 50


def test_that_an_unfilled_blank_is_seen() -> None:
    (telling,) = tellings(parsed("raise EpochalError('data.x', {'rows': 3}, Place(row=1))", "core/x.py"))
    wording = Wording(QT_TRANSLATE_NOOP("wording", "{rows:,} of {total}"), "")
    assert telling.given is not None
    assert blanks(wording) - telling.given == {"total"}


def modules_after(code: str, home: Path) -> set[str]:
    """The top names of what is loaded in a new process that has run this code."""
    tail = "\nimport json, sys; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    environment = {**os.environ, "EPOCHAL_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code + tail], cwd=HOUSE, env=environment, capture_output=True, text=True,
        check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_that_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    code = """
import gui.__main__
from PySide6.QtWidgets import QApplication
from gui.app import Program

app = QApplication([])
program = Program(app)
program._after_first_paint = app.quit
program.start()
app.exec()
program.lanes.shut_down()
"""
    loaded = modules_after(code, tmp_path)
    assert "PySide6" in loaded
    assert loaded & HEAVY == set()


def test_that_nothing_heavy_is_imported_for_the_command_lines_help(tmp_path: Path) -> None:
    loaded = modules_after("from core.cli.main import main; main(['--help'])", tmp_path)
    assert loaded & (HEAVY | {"PySide6", "numpy"}) == set()


def test_that_the_core_works_without_qt(tmp_path: Path) -> None:
    code = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6", "pyqtgraph"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoQt())
import core
for found in pkgutil.walk_packages(core.__path__, "core."):
    importlib.import_module(found.name)
"""
    assert "PySide6" not in modules_after(code, tmp_path)
