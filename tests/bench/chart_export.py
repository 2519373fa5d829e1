"""What taking a chart away costs the window's thread, and what its lane does; milliseconds of processor time.

`python tests/bench/chart_export.py [--runs N] [--epochs N] [--size WxH …] [--repeat N] [--json OUT]`. The real
LossChart with noisy falling losses. The first three are what the window waits for; the aim: under 50 ms each.

draw PNG   the picture at two pixels to one of the window's, for a PNG file or the clipboard.
draw SVG   the same as vectors; the file is made with it.
figures    what the table and the text for a spreadsheet are made from.
encode     in the lane: the picture → the bytes of a PNG file.
text       in the lane: the figures → text.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from chart_redraw import curve, rest
from PySide6.QtWidgets import QApplication

from gui.plots.export import as_text, png_of
from gui.plots.loss import LossChart
from gui.theme import Theme


def processor_ms(work: Callable[[], object], repeat: int) -> float:
    """The median of this thread's own processor time."""
    took = []
    for _ in range(repeat):
        begun = time.thread_time()
        work()
        took.append((time.thread_time() - begun) * 1000)
    return statistics.median(took)


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--epochs", type=int, default=1000)
    parser.add_argument("--size", nargs="+", default=["900x360", "1600x900"])
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    app = QApplication([])
    theme = Theme("light")
    theme.install(app)
    result = {}
    for size in arguments.size:
        chart = LossChart(theme)
        chart.resize(*(int(side) for side in size.split("x")))
        chart.set_curves([curve(number, arguments.epochs) for number in range(1, arguments.runs + 1)], 1)
        chart.show()
        rest(app)
        export, image, figures = chart.export, chart.export.picture().toImage(), chart.figures()
        works: dict[str, Callable[[], object]] = {
            "draw PNG": export.picture,
            "draw SVG": export.svg,
            "figures": chart.figures,
            "encode": lambda image=image: png_of(image),
            "text": lambda figures=figures: as_text(figures),
        }
        result[size] = {name: processor_ms(work, arguments.repeat) for name, work in works.items()}
        for name, took in result[size].items():
            print(f"{size:10} {name:9} {took:6.1f} ms")
        chart.close()
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
