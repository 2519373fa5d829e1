"""Where the line between two classes is drawn, as arguments: a number, or the prices of mistakes; to look or to stay.

Why (2026-11-25): beside what the contract has (`--set threshold=…` when training, not there yet), since the window can
move a run's threshold after training, and everything the window does can be done from a shell.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import replace

from core.base.errors import UsageError
from core.flow.line import cheapest_line, check_two_classes, draw_line
from core.project.runs import ChosenThreshold, RunRecord
from core.project.store import ProjectStore
from core.training.model import Model


def add_threshold(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    group = parser.add_argument_group("where to draw the line between two classes (default: as the run has it, or 0.5)")
    either = group.add_mutually_exclusive_group()
    either.add_argument("--threshold", metavar="SHARE", help="judge with this threshold, from 0 to 1")
    either.add_argument(
        "--prices", metavar="MISSED:ALARM", help="with the one at which mistakes on validation rows cost least"
    )
    group.add_argument("--use-threshold", action="store_true", help="from now on decide predictions by it, too")


def drawn(store: ProjectStore, run: RunRecord, arguments: argparse.Namespace) -> RunRecord:
    """The run with the threshold that the arguments ask for, in the project too when they say so."""
    if arguments.use_threshold and arguments.prices is None and arguments.threshold is None:
        raise UsageError("cli.no_threshold")
    if arguments.prices is not None:
        chosen = ChosenThreshold(cheapest_line(store, run, *_prices(arguments.prices)), "validation")
    elif arguments.threshold is not None:
        chosen = ChosenThreshold(_share(arguments.threshold), "test")
    else:
        return run
    check_two_classes(store, run)
    if arguments.use_threshold:
        return draw_line(store, run, chosen.value, chosen.on)
    return replace(run, threshold=chosen)


def drawn_model(store: ProjectStore, run: RunRecord) -> Model:
    """The run's model, deciding as the run does."""
    model = store.get_model(run.number)
    return model if run.threshold is None else replace(model, threshold=run.threshold.value)


def _share(text: str) -> float:
    value = _number(text)
    if value is None or value > 1:
        raise UsageError("cli.threshold", {"text": text})
    return value


def _prices(text: str) -> tuple[float, float]:
    missed, _, alarm = text.partition(":")
    found = _number(missed), _number(alarm)
    if found[0] is None or found[1] is None:
        raise UsageError("cli.prices", {"text": text})
    return found[0], found[1]


def _number(text: str) -> float | None:
    """A finite number of at least 0, else None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
