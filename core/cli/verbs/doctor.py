"""`epochal doctor`: is everything there and does it work? Each check says what to do when it isn't so."""

from __future__ import annotations

import argparse
import platform
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core.base import runtime
from core.base.errors import EpochalError
from core.base.folders import cache_folder, config_folder, data_folder, log_folder
from core.cli.console import Console

PACKAGES = ("numpy", "pandas", "scipy", "numba", "scikit-learn", "pyarrow", "python-calamine", "xlsxwriter",
            "apsw-sqlite3mc", "zstandard", "PySide6-Essentials", "pyqtgraph")  # fmt: skip
AGAIN = "run `python3 packaging/bootstrap.py run` again"


@dataclass(frozen=True)
class Check:
    """One thing looked at: its name, what was found, and what to do when it is not well."""

    name: str
    found: str
    fix: str | None = None


def add(parser: argparse.ArgumentParser) -> None:
    """The verb has no arguments of its own."""


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Print each check; raise EpochalError cli.unwell when one failed."""
    checks = [check for look in (_python, _packages, _folders, _threads, _kernel, _screen) for check in look()]
    for check in checks:
        mark = "ok  " if check.fix is None else "FIX "
        console.result(f"{mark}{check.name:<20} {check.found}" + (f"  → {check.fix}" if check.fix else ""))
        console.event("check", name=check.name, found=check.found, ok=check.fix is None, fix=check.fix)
    wrong = [check for check in checks if check.fix is not None]
    if wrong:
        raise EpochalError("cli.unwell", {"count": len(wrong)})
    console.finished(checks=len(checks), wrong=0)


def _python() -> Iterator[Check]:
    found = platform.python_version()
    good = (3, 11) <= tuple(int(part) for part in found.split(".")[:2]) <= (3, 13)
    yield Check("python", found, None if good else "use Python 3.11, 3.12 or 3.13")


def _packages() -> Iterator[Check]:
    for name in PACKAGES:
        try:
            yield Check(name, version(name))
        except PackageNotFoundError:
            yield Check(name, "not installed", AGAIN)


def _folders() -> Iterator[Check]:
    folders: dict[str, Callable[[], Path]] = {
        "data folder": data_folder,
        "settings folder": config_folder,
        "cache folder": cache_folder,
        "log folder": log_folder,
    }
    for name, folder in folders.items():
        try:
            with tempfile.TemporaryFile(dir=folder()):
                yield Check(name, str(folder()))
        except OSError as error:
            yield Check(name, error.strerror or str(error), "make it writable, or set EPOCHAL_HOME to a folder that is")


def _threads() -> Iterator[Check]:
    yield Check("threads", str(runtime.cpu_count()))
    import numpy as np  # noqa: F401  (its BLAS is what threadpoolctl then sees)
    import scipy.linalg.blas  # noqa: F401
    from threadpoolctl import threadpool_info

    for pool in threadpool_info():
        if pool["user_api"] == "blas":
            name = Path(pool["filepath"]).name.split("-")[0]
            yield Check(
                "BLAS", f"{pool['internal_api']} {pool.get('version')} ({name}, {pool.get('architecture', '?')})"
            )


def _kernel() -> Iterator[Check]:
    try:
        from core.nn.step import warm_up

        warm_up()
        yield Check("training kernels", "compiled and loaded")
    except Exception as error:  # whatever is wrong with the compiler, the doctor's work is to say so
        yield Check("training kernels", f"{type(error).__name__}: {error}", AGAIN)


def _screen() -> Iterator[Check]:
    import subprocess
    import sys

    probe = (
        "import os; os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen'); "
        "from PySide6.QtWidgets import QApplication; QApplication([])"
    )
    try:
        done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        yield Check("window", "Qt did not start within a minute", AGAIN)
        return
    last = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}"
    yield Check("window", "Qt starts") if done.returncode == 0 else Check("window", last, AGAIN)
