"""Process start → first paint, each time in a new process; milliseconds.

`python tests/bench/first_paint.py [--repeat N] [--json OUT]`; median, smallest and largest. The clock starts before
the interpreter does and is read in the event loop's turn after the window's first paint; the child reports it and ends.
One round that isn't counted fills the file cache and compiles the modules. Without a display it runs on Qt's
`offscreen`, which has no window system to wait for. The aim: 1,000 ms. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
CHILD = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
import gui.app

def told():
    print(time.monotonic(), flush=True)
    os._exit(0)

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, told)  # after the whole window has been painted and flushed
        return False

painted = Painted()
def started(program, opening=None):
    program.window.installEventFilter(painted)
    program.window.show()

gui.app.Program.start = started
gui.app.run([])
"""


def once(home: str) -> float:
    """Start the program, wait for its first paint; milliseconds."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "EPOCHAL_HOME": home, "PYTHONPATH": str(HOUSE)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(Path(home) / "compiled")  # an installed program's modules are compiled
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", CHILD], env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=True
    )
    return (float(done.stdout.split()[-1]) - begun) * 1000


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        once(home)
        times = [once(home) for _ in range(arguments.repeat)]
    result = {"median_ms": statistics.median(times), "smallest_ms": min(times), "largest_ms": max(times)}
    print(f"first paint after {result['median_ms']:.0f} ms ({min(times):.0f}–{max(times):.0f}, {len(times)} processes)")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
