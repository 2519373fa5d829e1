"""What is fetched behind the first paint, so that the first project, page and run need not wait for it.

Why (2026-11-24): Python's collector is held while modules and kernels come in. Each of its full rounds walks through
all they leave behind (142 ms while compiling, on the measured machine) with Python's lock held, and the window stands
still. Nearly nothing of it is garbage, and it stays for good: `gc.freeze` spares later rounds the walk.

Why (2026-11-25): an import also holds the lock while the system loads and links the libraries behind it, 28 ms for
Arrow's. ctypes lets the lock go meanwhile, so they are loaded first; the import finds them there and holds it 5 ms.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.base.progress import Finished, Progress

ROOMS = (
    "numpy",
    "pandas",
    "core.flow.importing",
    "core.project.store",
    "core.flow.cleaning",
    "core.flow.predicting",
    "pyqtgraph",
    "gui.pages.data",
    "gui.pages.clean",
    "gui.pages.train",
    "gui.pages.evaluate",
    "gui.pages.predict",
)
LIBRARIES = ("libarrow", "libarrow_compute")  # 68 MB
JUDGING = ("core.flow.training", "sklearn.linear_model")


def warm_imports() -> Iterator[Progress | Finished[Any]]:
    """Import what the first project will need."""
    load_libraries()
    yield from _imports(ROOMS)


def warm_judging() -> Iterator[Progress | Finished[Any]]:
    """Import what the end of a run will need."""
    yield from _imports(JUDGING)


def warm_kernels() -> Iterator[Progress | Finished[Any]]:
    """Compile the kernels, or load them from the cache, before the first run needs them."""
    yield Progress("warm", 0, 1, "kernels")
    with collector_held():
        from core.nn.step import warm_up

        warm_up()
    yield Finished(None)


def load_libraries() -> list[Path]:
    """Load Arrow's libraries without holding Python's lock; those that are found where pyarrow lies, and none else."""
    spec, loaded = find_spec("pyarrow"), list[Path]()
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        for name in LIBRARIES:
            for file in sorted(Path(folder).glob(f"{name}.*"))[:1]:
                with suppress(OSError):  # a system that can't: the import does it as ever
                    ctypes.CDLL(str(file))
                    loaded.append(file)
    return loaded


@contextmanager
def collector_held() -> Iterator[None]:
    """No collection inside; afterwards what is there counts as permanent."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if held:
            gc.enable()


def _imports(names: tuple[str, ...]) -> Iterator[Progress | Finished[Any]]:
    for done, name in enumerate(names):
        with collector_held():
            import_module(name)
        yield Progress("warm", done + 1, len(names), "modules")
    yield Finished(None)
