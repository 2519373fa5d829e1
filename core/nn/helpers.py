"""Threads that help in a kernel: they wait in Python for work, and leave it by themselves when all of it is done.

They are made by the first thread that invites them, whose priority they have (Linux), and end with the process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from core.base import runtime
from core.nn.jit import INTERPRETED


def invite(count: int, kernel: Callable[..., Any], *arguments: Any) -> None:
    """Let `count` threads, at most one fewer than there are processors, enter the kernel too. Returns at once.

    The kernel must release the GIL, share its work by counters, and end when it's all done.
    """
    count = min(count, runtime.cpu_count() - 1)
    if count > 0 and not INTERPRETED:
        pool = _pool(os.getpid())
        for _ in range(count):
            pool.submit(kernel, *arguments)


@cache
def _pool(process: int) -> ThreadPoolExecutor:
    """One for each process: a forked child has none of its parent's threads."""
    return ThreadPoolExecutor(max(1, runtime.cpu_count() - 1), "epochal-helper")
