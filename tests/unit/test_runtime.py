"""What is set before numba is imported, and where a person's things are kept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.base import folders, runtime

HOUSE = Path(__file__).resolve().parents[2]
NUMBA = ("NUMBA_CACHE_DIR",)


def prepared(house: Path, **variables: str) -> dict[str, str]:
    """What numba will read after that call in a new process; "folder" tells whether its cache folder is there."""
    code = (
        f"import json, os, sys; from core.base import runtime; runtime.prepare()\n"
        f"found = {{name: os.environ.get(name) for name in {NUMBA!r}}}\n"
        "found['heavy'] = sorted({'numba', 'numpy', 'platformdirs', 'llvmlite'} & set(sys.modules))\n"
        "found['folder'] = os.path.isdir(found['NUMBA_CACHE_DIR'])\n"
        "print(json.dumps(found))"
    )
    environment = {name: value for name, value in os.environ.items() if name not in (*NUMBA, "EPOCHAL_NUMBA_CACHE")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=house, env=environment | {"PYTHONPATH": str(house)} | variables,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """base and nn by themselves, to change."""
    for room in ("base", "nn"):
        shutil.copytree(HOUSE / "core" / room, tmp_path / "core" / room)
    shutil.copy(HOUSE / "core" / "__init__.py", tmp_path / "core")
    return tmp_path


def test_that_numba_finds_a_cache() -> None:
    found = prepared(HOUSE)
    assert Path(found["NUMBA_CACHE_DIR"]).parent == folders.cache_folder() / "numba"
    assert found["folder"] is True
    assert found["heavy"] == []


def test_that_what_the_person_set_stays(tmp_path: Path) -> None:
    chosen = {"NUMBA_CACHE_DIR": str(tmp_path)}
    assert {name: prepared(HOUSE, **chosen)[name] for name in NUMBA} == chosen


def test_that_the_cache_can_be_kept_elsewhere(tmp_path: Path) -> None:
    found = prepared(HOUSE, EPOCHAL_NUMBA_CACHE=str(tmp_path / "kernels"))
    assert Path(found["NUMBA_CACHE_DIR"]).parent == tmp_path / "kernels"


def test_that_a_changed_kernel_gets_a_new_cache(small_house: Path) -> None:
    before = prepared(small_house)["NUMBA_CACHE_DIR"]
    assert prepared(small_house)["NUMBA_CACHE_DIR"] == before
    with (small_house / "core" / "nn" / "losses.py").open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")
    assert prepared(small_house)["NUMBA_CACHE_DIR"] != before


def test_that_a_cache_that_cannot_be_written_is_a_private_one_for_now(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    found = prepared(HOUSE, EPOCHAL_HOME=str(tmp_path / "a file"))
    assert found["folder"] is True
    assert not Path(found["NUMBA_CACHE_DIR"]).exists()  # gone with the process


def test_that_processors_are_those_of_this_process() -> None:
    assert 1 <= runtime.cpu_count() <= (os.cpu_count() or 1)
    if hasattr(os, "sched_setaffinity"):
        code = (
            "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
            "from core.base import runtime; print(runtime.cpu_count())"
        )
        done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
        assert done.stdout == "1\n"


def test_that_a_fingerprint_is_plain_and_its_own() -> None:
    first = runtime.fingerprint()
    assert {"processor", "processor_features", "blas", "numpy", "numba", "python", "epochal"} <= set(first)
    assert all(isinstance(value, str) and value for value in first.values())
    first["numpy"] = "changed"
    assert runtime.fingerprint()["numpy"] != "changed"


FOLDERS = (folders.data_folder, folders.config_folder, folders.cache_folder, folders.log_folder)


@pytest.mark.parametrize("folder", FOLDERS)
def test_that_a_home_holds_every_folder(folder: Callable[[], Path]) -> None:
    found = folder()
    assert found.is_dir()
    assert found.parent == Path(os.environ["EPOCHAL_HOME"]).resolve()
    assert len({other() for other in FOLDERS}) == len(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_that_without_a_home_the_systems_habits_count(
    folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("EPOCHAL_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    if sys.platform == "linux":
        assert folder().is_relative_to(tmp_path)
        assert "Epochal" in folder().parts
