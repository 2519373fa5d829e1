"""What must be set before numba is imported, and what the machine is: nothing heavy is imported by this module.

numba reads its environment once, when it's imported. `prepare` fills in what the person left open: the cache folder.

Why (2026-11-25): nothing is said of numba's threads any more, since no kernel uses them (see `core.nn.units`). Before,
its workqueue was chosen everywhere: the only layer in every wheel, which aborts the process when two threads enter it.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from core.base.folders import numba_cache_folder

VERSIONED = ("numpy", "numba", "llvmlite", "scipy", "scikit-learn", "pandas")


@cache
def prepare() -> None:
    """Set numba's environment; the first call before numba's import is the one that counts."""
    if "numba" in sys.modules:
        return
    if "NUMBA_CACHE_DIR" not in os.environ:
        os.environ["NUMBA_CACHE_DIR"] = str(_kernel_cache_folder())


def cpu_count() -> int:
    """How many processors this process may use: on Linux fewer than the machine has when it's held to some."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


@contextmanager
def memory_given_back() -> Iterator[None]:
    """As `give_back_memory`, once what is done in it is done."""
    yield
    give_back_memory()


def give_back_memory() -> None:
    """Let the system have what Arrow keeps of the memory that it read or wrote a table with: on long tables more than
    the table itself, and a run that could have it would be refused. Takes milliseconds."""
    arrow = sys.modules.get("pyarrow")
    if arrow is not None:
        arrow.default_memory_pool().release_unused()


def fingerprint() -> dict[str, str]:
    """What a run's bits may depend on besides its seed: processor, libraries, system; plain text by name."""
    return dict(_fingerprint())


@cache
def _fingerprint() -> dict[str, str]:
    from importlib.metadata import version

    import llvmlite.binding as llvm

    known = {name: version(name) for name in VERSIONED}
    return {
        "epochal": _own_version(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": llvm.get_host_cpu_name(),
        "processor_features": ",".join(sorted(name for name, there in llvm.get_host_cpu_features().items() if there)),
        "processors": str(cpu_count()),
        "blas": _blas(),
        **known,
    }


def _own_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("epochal")
    except PackageNotFoundError:  # run from its folder without being installed
        return "not installed"


def _blas() -> str:
    import numpy as np

    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return " ".join(str(blas.get(part, "")) for part in ("name", "version")).strip()


def _kernel_cache_folder() -> Path:
    """A folder of these very kernel sources. Where the person's folder can't be written, one for this process only.

    numba looks only at the file of a cached function, not at those of the functions that it calls: a change in any
    kernel file needs another folder. A shared temporary folder won't do, since numba's cache is pickled: whoever could
    write there first could run code here.
    """
    try:
        folder = numba_cache_folder() / _sources_key()
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="epochal-kernels-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder


def _sources_key() -> str:
    folder = Path(__file__).resolve().parent.parent / "nn"
    sources = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        sources.update(path.name.encode())
        sources.update(path.read_bytes())
    return sources.hexdigest()[:16]
