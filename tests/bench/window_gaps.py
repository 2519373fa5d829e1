"""The longest gap between two ticks of the window's event loop, step by step through the journey.

`python tests/bench/window_gaps.py [--file FILE --target COL] [--fresh N] [--repeat N] [--cold] [--stacks MS]`

--fresh: so many programs, each started anew: what a person meets first. --repeat: rounds within each. For each step:
the median and the largest gap of the first rounds, then of the later ones, and how much of the first rounds' median gap
the window's own thread worked; in the rest it waited for Python's lock or for a processor. A gap is what a person feels
as a stall: the aim is under 50 ms, while kernels compile from a cold cache (--cold: a folder of its own) 150 ms. Run it
on a quiet machine: other programs' load is in the figures. --stacks prints where all threads were in a longer gap.
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
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests" / "support")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SAMPLE = HOUSE / "resources" / "samples" / "diamonds.csv"
TWO_CLASSES = HOUSE / "resources" / "samples" / "credit_data.csv"
PAGES = ("data", "clean", "train", "evaluate", "explain", "predict")
Round = dict[str, dict[str, Any]]


class Journey:
    """Drives one program through everything; `gaps` by step."""

    def __init__(self, driver: Any, meter: Any, file: Path, target: str) -> None:
        self.driver, self.meter, self.file, self.target = driver, meter, file, target
        self.session = driver.session
        self.gaps: Round = {}

    def step(self, name: str) -> None:
        """What has happened since the last step is this one."""
        self.driver.settle(0.3)
        gap = self.meter.take()
        self.gaps[name] = {"ms": gap.ms, "own_ms": gap.own_ms, "stacks": gap.stacks}

    def counted(self) -> None:
        """Wait until the rules' effect is counted."""
        self.driver.wait(lambda: not self.session.counting)

    def run(self) -> Round:
        """The whole journey."""
        self.driver.settle(6)
        self.step("warming up behind Welcome")
        self.data()
        self.clean()
        self.train()
        self.evaluate()
        self.predict()
        self.around()
        self.sample()
        return self.gaps

    def data(self) -> None:
        """Import, target, grid."""
        driver = self.driver
        driver.drop(self.file)
        driver.wait_open()
        self.step("import, Data page")
        self.session.choose_target(self.target)
        driver.wait(lambda: self.session.document.target == self.target)
        self.counted()
        self.step("choosing the target")
        page = driver.page("data")
        page.grid.sort_asked.emit(self.session.table.names.index(self.target), _falling())
        driver.settle(1)
        self.step("sorting the grid")
        page._toolbar.filter.show_text(f"{self.target} > 1000")
        page._toolbar.filter_asked.emit(f"{self.target} > 1000", True)
        driver.settle(1)
        self.step("filtering the grid")
        page._toolbar.views.set_key("columns")
        driver.settle(0.5)
        page._toolbar.views.set_key("table")
        self.step("columns as a list")

    def clean(self) -> None:
        """A rule off and on, by undo and redo."""
        driver, session = self.driver, self.session
        driver.go("clean")
        self.step("Clean page")
        steps = session.document.recipe.steps
        if steps:
            session.edit(session.document.with_recipe(session.document.recipe.toggled(steps[0].id)), "switch")
            self.counted()
        self.step("switching a rule")
        for verb in ("undo", "redo", "undo"):
            driver.do(verb)
            self.counted()
        self.step("undo and redo")

    def train(self) -> None:
        """A run from start to end, and its name."""
        driver, session = self.driver, self.session
        driver.go("train")
        self.step("Train page")
        session.edit(session.document.with_preset("thorough"), "preset")
        driver.do("start_run")
        driver.wait(lambda: session.live_run and session.live_run.stage == "training")
        self.step("preparing a run")
        end = time.monotonic() + 6
        driver.wait(lambda: time.monotonic() > end or not session.training)
        self.step("training on all cores")
        if session.training:
            driver.do("stop_run")
        driver.wait(lambda: not session.training)
        self.step("judging")
        session.rename_run(session.runs[-1].number, "Another name")
        self.step("renaming a run")

    def evaluate(self) -> None:
        """The page, and its threshold where there is one."""
        page = self.driver.go("evaluate")
        self.step("Evaluate page")
        panel = page.result.classes.line
        if panel.isVisible():
            for value in range(200, 800, 20):
                panel.slider.setValue(value)
                self.driver.settle(0.01)
            self.step("moving the threshold")

    def predict(self) -> None:
        """A file, and its predictions in another."""
        driver = self.driver
        page = driver.go("predict")
        self.step("Predict page")
        page.predict(self.file)
        driver.wait(lambda: page.work.shown is not None)
        self.step("predicting")
        out = Path(os.environ["EPOCHAL_HOME"]) / "out.csv"
        out.unlink(missing_ok=True)
        page.export(out)
        driver.wait(lambda: out.exists() and not self.session.lanes.other.jobs)
        self.step("exporting")

    def around(self) -> None:
        """What can be done from everywhere."""
        driver, window = self.driver, self.driver.window
        for key in PAGES:
            driver.go(key)
        self.step("going round the pages")
        window.show_palette()
        driver.settle(0.3)
        for letters in ("p", "pr", "pri"):
            _type_into_palette(window, letters)
            driver.settle(0.05)
        _close_layers(driver)
        self.step("palette")
        for _ in range(2):
            driver.do("theme")
            driver.settle(0.3)
        self.step("light and dark")
        driver.go("data")
        for action in ("history", "settings", "shortcuts"):
            driver.do(action)
            driver.settle(0.3)
            _close_layers(driver)
            self.step(action)
        for size in ((1100, 700), (1440, 900)):
            window.resize(*size)
            driver.settle(0.3)
        self.step("another window size")
        self.session.close_project()
        self.step("closing")

    def sample(self) -> None:
        """A card of Welcome: a whole project with a run."""
        driver, session = self.driver, self.session
        driver.window.commands.import_sample(TWO_CLASSES, "Good and bad credit", "Status")
        driver.wait(lambda: session.is_open and not session.busy and not session.counting)
        self.step("opening a sample")
        driver.wait(lambda: session.runs and not session.training)
        self.step("the sample's run")
        for key in PAGES:
            driver.go(key)
        self.step("the sample's pages")
        self.evaluate()
        path = session.path
        session.close_project()
        self.step("closing the sample")
        session.open_project(path)
        driver.wait(lambda: session.is_open and not session.busy and not session.counting)
        self.step("opening a project")
        session.close_project()


def _falling() -> Any:
    from PySide6.QtCore import Qt

    return Qt.SortOrder.DescendingOrder


def _type_into_palette(window: Any, letters: str) -> None:
    from gui.widgets import TextField
    from gui.window.palette import Palette

    [palette] = window.findChildren(Palette)
    field = palette.findChild(TextField)
    field.setText(letters)
    field.textEdited.emit(letters)


def _close_layers(driver: Any) -> None:
    from PySide6.QtWidgets import QApplication

    for layer in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if layer is not None:
            layer.close()
    driver.settle(0.1)


def one_program(arguments: argparse.Namespace) -> list[Round]:
    """All rounds within this process."""
    from gap_meter import GapMeter
    from PySide6.QtWidgets import QApplication
    from window_driver import driven

    app = QApplication([])
    rounds = []
    for _ in range(arguments.repeat):
        with driven(app) as driver:
            meter = GapMeter(arguments.stacks)
            rounds.append(Journey(driver, meter, arguments.file, arguments.target).run())
            meter.stop()
    return rounds


def programs(arguments: argparse.Namespace) -> list[list[Round]]:
    """Rounds of each fresh program."""
    told = []
    for number in range(arguments.fresh):
        with tempfile.TemporaryDirectory() as home:
            out = Path(home) / "rounds.json"
            environment = {**os.environ, "EPOCHAL_HOME": home, "EPOCHAL_GAPS_OUT": str(out)}
            if not arguments.cold:
                from core.base.folders import numba_cache_folder

                environment.setdefault("EPOCHAL_NUMBA_CACHE", str(numba_cache_folder()))

            subprocess.run([sys.executable, *sys.argv], env=environment, check=True)
            told.append(json.loads(out.read_text(encoding="utf-8")))
        print(f"program {number + 1} of {arguments.fresh} is done", file=sys.stderr)
    return told


def report(told: list[list[Round]], stacks_from_ms: float) -> dict[str, dict[str, float]]:
    """Print a line for each step, and the stacks."""
    print(f"{'longest gap in ms':28}  first: median largest    own   later: median largest")
    result = {}
    for name in told[0][0]:
        first = [rounds[0][name] for rounds in told if name in rounds[0]]
        later = [one[name]["ms"] for rounds in told for one in rounds[1:] if name in one]
        figures = {
            "median": statistics.median(gap["ms"] for gap in first),
            "largest": max(gap["ms"] for gap in first),
            "own": statistics.median(gap["own_ms"] for gap in first),
            "later_median": statistics.median(later) if later else 0.0,
            "later_largest": max(later, default=0.0),
        }
        result[name] = figures
        row = "".join(f"{value:9.1f}" for value in figures.values())
        print(f"{name:28}     {row}{'  over 50' if figures['median'] > 50 else ''}")
    if stacks_from_ms:
        _print_stacks(told)
    return result


def _print_stacks(told: list[list[Round]]) -> None:
    for rounds in told:
        for one in rounds:
            for name, gap in one.items():
                if gap["stacks"]:
                    print(f"\n=== {name}: {gap['ms']:.0f} ms, own {gap['own_ms']:.0f}\n{gap['stacks']}")


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=SAMPLE)
    parser.add_argument("--target", default="price")
    parser.add_argument("--fresh", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--cold", action="store_true", help="compile the kernels anew")
    parser.add_argument("--stacks", type=float, default=0.0, metavar="MS", help="print stacks of gaps longer than this")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    out = os.environ.get("EPOCHAL_GAPS_OUT")
    if out:
        Path(out).write_text(json.dumps(one_program(arguments)), encoding="utf-8")
        return 0
    result = report(programs(arguments), arguments.stacks)
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
