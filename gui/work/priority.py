"""Let the window's thread go first: work on all processors must not make it wait for one.

Why (2026-11-24): while kernels ran on every core, the window's timer was up to 86 ms late (two cores, 53,940 rows);
its own work, painting the growing curve, takes 10 ms. Lower priority costs a run nothing when nobody else wants the
core. numba's threads are started by the lane and inherit what it has.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading

NICENESS = 10  # of 19; setpriority(2)


def give_way() -> None:
    """Lower the calling thread's priority, where the system has one for each thread.

    Linux counts niceness by thread (setpriority(2), "C library/kernel differences"); elsewhere it would be the whole
    process, window included, and Qt's own thread priority serves instead.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # a system that doesn't allow it: as before
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
