"""The folder of real tables, given by EPOCHAL_DATA; tests that need it say visibly that they were skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def real_file(name: str) -> Path:
    """The path of a real table, or a visible skip when the folder wasn't given."""
    folder = os.environ.get("EPOCHAL_DATA")
    if not folder or not (Path(folder) / name).is_file():
        pytest.skip(f"real data: set EPOCHAL_DATA to the folder with {name}")
    return Path(folder) / name
