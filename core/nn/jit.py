"""How kernels are compiled: all under the same rules.

Rules: the GIL is released; no fastmath, since it drops NaN checks and lets bits depend on inlining; division follows
numpy (no checks inside loops). With NUMBA_DISABLE_JIT=1 the same functions run as plain Python.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])

INTERPRETED = bool(getattr(numba.config, "DISABLE_JIT", 0))


def helper(function: FunctionT) -> FunctionT:
    """Compile a function that kernels call; it's cached as part of them."""
    return cast(FunctionT, numba.njit(nogil=True, error_model="numpy")(function))


def inner(function: FunctionT) -> FunctionT:
    """Compile a function that only kernels call, without the way in from Python: for the tuples of arrays that kernels
    are handed, that way is longer than most functions, and is compiled and optimised with each."""
    options: Any = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast(FunctionT, numba.njit(nogil=True, error_model="numpy", **options)(function))


def kernel(function: FunctionT) -> FunctionT:
    """Compile an entry, kept on disk between processes."""
    return cast(FunctionT, numba.njit(nogil=True, error_model="numpy", cache=True)(function))


def is_compiled(entry: Callable[..., Any]) -> bool:
    """Whether an entry is loaded in this process (compiled or from the disk)."""
    return INTERPRETED or bool(getattr(entry, "signatures", ()))
