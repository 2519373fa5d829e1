"""Libraries that are loaded without holding Python's lock, before their import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gui.warming import LIBRARIES, load_libraries

THEN_IMPORT = """
import sys
from gui.warming import load_libraries
found = load_libraries()
assert found and "pyarrow" not in sys.modules, "loading is not importing"
before = open("/proc/self/maps").read().count("libarrow_compute")
assert before
import pyarrow.compute as pc
assert pc.sum([1, 2, 3]).as_py() == 6
after = {line.split()[-1] for line in open("/proc/self/maps") if "libarrow_compute" in line}
assert len(after) == 1, after
"""


def test_that_libraries_that_are_not_there_are_left_to_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.warming.LIBRARIES", ("libnowhere",))
    assert load_libraries() == []
    monkeypatch.setattr("gui.warming.find_spec", lambda _: None)
    assert load_libraries() == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_that_an_import_takes_the_libraries_that_are_loaded() -> None:
    assert len(LIBRARIES) == 2
    subprocess.run([sys.executable, "-c", THEN_IMPORT], check=True)
