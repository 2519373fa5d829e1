"""How long from Start to the first loss on diamonds, and where the time goes.

    python tests/bench/first_loss.py [--json OUT] [--repeat N] [--file FILE --target COL] [--no-cold]

Three states, each --repeat times: "warm" (a later run of a process whose kernels are loaded), "fresh" (the first run of
a process, with the machine's compiled kernels) and "cold" (the first run of a process with an empty cache). The aims
are 0.3 s warm and 1.0 s fresh. Two ways:

- flow: the verbs behind the shell, in a process that has read the project's table, as `epochal train project` does
- window: the real window, offscreen, that has just opened the project: Start clicked, until the first epoch is heard
  ("loss") and until the chart has painted a curve with it ("chart"). "fresh" clicks as soon as the Train page stands,
  while the program may still be warming up behind it; "idle" clicks first after IDLE_S, as a person who looks does.

Milestones count seconds since Start: the rows are cleaned; they are encoded and the run stands in the project file
("begun"); the kernels are ready.
"shell" is the whole of `epochal train project.epochal`, from the start of its process to its first epoch.
A benchmark, never a test: mind what else the computer is doing.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from measuring import HOUSE, environment, in_fresh_process, print_environment, write_json

SAMPLE, WARM_RUNS, IDLE_S = HOUSE / "resources" / "samples" / "diamonds.csv", 3, 8.0
AIMS = {"warm": 0.3, "fresh": 1.0, "idle": 0.3}
MILESTONES = ("cleaned", "begun", "kernels", "loss", "chart")
Milestones = dict[str, float]


def main() -> int:
    """Measure and print; returns the exit code."""
    options = parsed()
    if options.child:
        print(json.dumps(CHILDREN[options.child](options.file)))
        return 0
    known = environment()
    print_environment(known)
    found: dict[str, list[Milestones]] = {}
    with tempfile.TemporaryDirectory() as home:
        project = Path(home) / "a.epochal"
        in_fresh_process(__file__, "--child", "import", "--file", f"{options.file}={options.target}={project}")
        for _ in range(options.repeat):
            for state, told in one_turn(project, Path(home), options.cold):
                found.setdefault(state, []).append(told)
    print_table(found)
    write_json(options.json, {"environment": known, "seconds": found})
    return 0


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--file", type=Path, default=SAMPLE)
    parser.add_argument("--target", default="price")
    parser.add_argument("--no-cold", dest="cold", action="store_false", help="leave the empty caches out")
    parser.add_argument("--child", choices=CHILDREN, help=argparse.SUPPRESS)
    return parser.parse_args()


def one_turn(project: Path, home: Path, cold: bool) -> Iterator[tuple[str, Milestones]]:
    """Every way and state once: (way and state, milestones)."""
    from core.base.folders import numba_cache_folder

    usual = {"EPOCHAL_NUMBA_CACHE": str(numba_cache_folder()), "EPOCHAL_HOME": str(home / "home")}
    usual["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    for way in ("flow", "window", "idle"):
        told = in_fresh_process(__file__, "--child", way, "--file", project, environment=usual)
        for state, milestones in told.items():
            yield from ((f"{way} {state}", one) for one in milestones)
    yield "shell fresh", {"loss": shell_seconds(project, usual)}
    if cold:
        for way in ("flow", "window"):
            with tempfile.TemporaryDirectory() as empty:
                told = in_fresh_process(
                    __file__, "--child", way, "--file", project, environment=usual | {"EPOCHAL_NUMBA_CACHE": empty}
                )
            yield f"{way} cold", told["fresh"][0]


def print_table(found: dict[str, list[Milestones]]) -> None:
    """A line for each way and state: the median of each milestone, the largest of the first loss, and the aim."""
    print(f"seconds since Start\n{'':14}", *(f"{name:>9}" for name in MILESTONES), f"{'slowest':>9} {'aim':>5}")
    for state, all_ in found.items():
        middle = [
            f"{statistics.median(told[name] for told in all_):9.2f}" if name in all_[0] else f"{'–':>9}"
            for name in MILESTONES
        ]
        aim = AIMS.get(state.split()[-1]) if not state.startswith("shell") else None
        last = [name for name in MILESTONES if name in all_[0]][-1]
        slowest = max(told[last] for told in all_)
        missed = "" if aim is None or statistics.median(told[last] for told in all_) <= aim else "  missed"
        print(f"{state:14}", *middle, f"{slowest:9.2f} {'–' if aim is None else aim:>5}{missed}")


def import_into(argument: Path) -> dict[str, Any]:
    """Make the project: FILE=TARGET=PROJECT."""
    from core.base.progress import result_of
    from core.flow.importing import import_file, new_document, new_project

    file, target, path = str(argument).split("=")
    imported = result_of(import_file(Path(file)))
    new_project(Path(path), imported, new_document(imported, name="a", target=target))
    return {}


def flow(project: Path) -> dict[str, list[Milestones]]:
    """The first run of this process, then some more."""
    from core.project.store import ProjectStore

    with ProjectStore.open(project, read_only=True) as store:
        document = store.document()
        assert document.data is not None
        table = store.get_table(document.data.snapshot)
    told = [flow_once(project, table, document) for _ in range(1 + WARM_RUNS)]
    return {"fresh": told[:1], "warm": told[1:]}


def flow_once(project: Path, table: Any, document: Any) -> Milestones:
    """From Start to the first loss; the run is stopped then."""
    begun_s, told = time.perf_counter(), {}
    from core.flow.training import train_run

    events = train_run(project, table, document)
    for event in events:
        hear(event, time.perf_counter() - begun_s, told)
        if "loss" in told:
            break
    events.close()
    return told


def hear(event: Any, seconds: float, told: Milestones) -> None:
    """Note the milestone that an event is, the first time."""
    kinds = {"RunBegun": "begun", "Started": "kernels", "EpochDone": "loss"}
    name = "cleaned" if getattr(event, "stage", "") == "encode" else kinds.get(type(event).__name__)
    if name is not None:
        told.setdefault(name, seconds)


def window(project: Path, idle_s: float = 0.0) -> dict[str, list[Milestones]]:
    """Start in the window as soon as the page stands, then again when all is warm."""
    from PySide6.QtWidgets import QApplication
    from window_driver import driven

    sys.setswitchinterval(0.0005)
    app = QApplication([])
    with driven(app, project) as driver:
        driver.wait_open()
        page = driver.go("train")
        driver.wait(lambda: driver.window.actions_by_key["start_run"].isEnabled(), "Start")
        driver.settle(idle_s)
        first = click_start(driver, page)
        if idle_s:
            return {"idle": [first]}
        driver.settle(IDLE_S)
        return {"fresh": [first], "warm": [click_start(driver, page) for _ in range(WARM_RUNS)]}


def click_start(driver: Any, page: Any) -> Milestones:
    """From Start to a curve on the chart; the run is stopped then."""
    told: Milestones = {}
    begun_s = time.perf_counter()
    heard = driver.session.run_event.connect(lambda event: hear(event, time.perf_counter() - begun_s, told))
    driver.do("start_run")
    while "chart" not in told:
        driver.app.processEvents()
        time.sleep(0.001)  # an event loop that has nothing to do leaves Python's lock to the others
        live = driver.session.live_run
        curves = page.loss.chart._curves if not page.loss.is_waiting else {}
        if live is not None and live.number in curves and len(curves[live.number].epochs):
            page.loss.chart.repaint()
            told["chart"] = time.perf_counter() - begun_s
    driver.session.run_event.disconnect(heard)
    driver.session.stop_all_runs()
    driver.wait(lambda: not driver.session.training)
    driver.settle(1.0)
    return told


def idle(project: Path) -> dict[str, list[Milestones]]:
    """Start in the window after a look around."""
    return window(project, IDLE_S)


def shell_seconds(project: Path, known: dict[str, str]) -> float:
    """From the start of `epochal train` to its first epoch."""
    command = [sys.executable, "-m", "gui", "train", str(project), "--json"]
    begun_s = time.perf_counter()
    with subprocess.Popen(
        command, cwd=HOUSE, env=os.environ | known, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line)["event"] == "epoch":
                break
        seconds = time.perf_counter() - begun_s
        process.send_signal(signal.SIGINT)
        process.stdout.read()
    return seconds


CHILDREN = {"import": import_into, "flow": flow, "window": window, "idle": idle}

if __name__ == "__main__":
    sys.exit(main())
