"""Which process trains a run, and whether it still does.

Why (2026-11-24): a process is known by its number and its start time, because numbers are used again after a restart.
The machine is known by a hash of its name: a project is mailed around, and the name is nobody's business.
"""

from __future__ import annotations

import hashlib
import os
import platform
from datetime import UTC, datetime
from functools import cache
from typing import Any

import psutil

CLOCK_TOLERANCE_S = 60.0  # a start time moves a little when the system's clock is set
ELSEWHERE_SILENCE_S = 600.0  # of a process on another computer we can only see when it last wrote


def this_process() -> dict[str, Any]:
    """What to keep of the process that begins a run."""
    return {"machine": _machine(), "pid": os.getpid(), "process_started_s": _started_s(os.getpid())}


def is_alive(owner: dict[str, Any], changed_at: str) -> bool:
    """Whether the process may still be training; `changed_at` is when it last wrote."""
    if owner.get("machine") != _machine():
        return abs(_seconds_since(changed_at)) < ELSEWHERE_SILENCE_S
    pid, started_s = owner.get("pid"), owner.get("process_started_s")
    if type(pid) is not int or not 0 < pid < 2**31 or not isinstance(started_s, int | float):
        return False
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return bool(abs(process.create_time() - started_s) < CLOCK_TOLERANCE_S)
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


@cache
def _started_s(pid: int) -> float:
    """When it started. Asked once: psutil tells another time after the system's clock was set."""
    return float(psutil.Process(pid).create_time())


def _machine() -> str:
    return hashlib.sha256(b"epochal:" + platform.node().encode()).hexdigest()[:16]


def _seconds_since(moment: str) -> float:
    try:
        return (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds()
    except (ValueError, TypeError):
        return float("inf")
