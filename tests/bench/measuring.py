"""What the benches of the training core share: medians, ratios turn by turn, fresh processes, and what ran beside."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

HOUSE = Path(__file__).resolve().parents[2]
PACKAGES = ("torch", "onnxruntime", "scikit-learn")


@dataclass
class Turns:
    """Seconds of each entrant, one entry a turn: entrants take turns, so that what else runs hits all alike.

    With `processor` it's the process's processor time, all threads together: what a busy computer can still tell.
    """

    processor: bool = False
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def take(self, entrants: dict[str, Callable[[], object]]) -> None:
        """One turn of every entrant."""
        clock = time.process_time if self.processor else time.perf_counter
        for name, entrant in entrants.items():
            begun = clock()
            entrant()
            self.seconds.setdefault(name, []).append(clock() - begun)

    def median(self, name: str) -> float:
        """Median seconds."""
        return statistics.median(self.seconds[name])

    def best(self, *names: str) -> str:
        """The entrant with the lowest median."""
        return min(names, key=self.median)

    def ratio(self, above: str, below: str) -> tuple[float, float, float]:
        """Median, lowest and highest of seconds above ÷ seconds below, turn by turn."""
        each = [a / b for a, b in zip(self.seconds[above], self.seconds[below], strict=True)]
        return statistics.median(each), min(each), max(each)


def spread(ratio: tuple[float, float, float]) -> str:
    """A ratio with its lowest and highest."""
    return f"{ratio[0]:.2f} ({ratio[1]:.2f}–{ratio[2]:.2f})"


def environment() -> dict[str, Any]:
    """Machine, versions, and the load of other programs as the bench begins."""
    from core.base import runtime

    others = {name: version(name) for name in PACKAGES if find_spec(name.replace("scikit-learn", "sklearn"))}
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return runtime.fingerprint() | others | {"load_at_start": load}


def print_environment(known: dict[str, Any]) -> None:
    """One line: on what this was measured."""
    load = "unknown" if known["load_at_start"] is None else f"{known['load_at_start']:.1f}"
    print(f"{known['processor']}, {known['processors']} processors, {known['system']}; load at start {load}")


def write_json(path: Path | None, report: dict[str, Any]) -> None:
    """Keep a report where it was asked for."""
    if path is not None:
        path.write_text(json.dumps(report, indent=1), encoding="utf-8")


def in_fresh_process(script: str, *arguments: object, environment: dict[str, str] | None = None) -> dict[str, Any]:
    """Run `script arguments…` in a process of its own; what it prints last is JSON."""
    command = [sys.executable, script, *map(str, arguments)]
    known = os.environ | {"PYTHONPATH": os.pathsep.join([str(HOUSE), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(command, env=known | (environment or {}), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def peak_bytes() -> int:
    """The most memory this process has held since its start, or on Linux since `forget_peak`."""
    status = Path("/proc/self/status")
    if status.exists():
        [line] = [line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def held_bytes() -> int:
    """The memory that this process holds now."""
    import psutil

    return int(psutil.Process().memory_info().rss)


def forget_peak() -> None:
    """From now on `peak_bytes` means from now on (Linux; elsewhere nothing happens)."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5", encoding="ascii")


def some_table(rows: int, inputs: int) -> tuple[np.ndarray, np.ndarray]:
    """x float32 [rows, inputs] and a target float32 [rows] that isn't linear in it; made without a larger copy."""
    x = np.random.default_rng(0).standard_normal((rows, inputs), dtype=np.float32)
    return x, np.sin(x[:, 0]) + x[:, 1] * x[:, 2]
