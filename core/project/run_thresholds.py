"""Where a person drew the line between a run's two classes, kept beside the run.

Why (2026-11-25): as a small value by run number, not in the run's model and not as a column of `runs`. A run is a
result and stays as training made it; where the line is drawn is a decision that can be taken back. So no byte of a
model is written again, and an older program still opens the file (it draws the line at 0.5).

A value that is damaged doesn't hide the runs: the list of runs goes on without it. Only predictions with that run's
model refuse, for another line than the chosen one would change them in silence; choosing the line anew mends it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast, get_args

import apsw

from core.base.errors import EpochalError
from core.project import checked, values
from core.project.runs import ChosenOn, ChosenThreshold

KEY = "run_thresholds"  # {"3": {"value": 0.38, "on": "validation"}}


def readable_thresholds(connection: apsw.Connection) -> dict[int, ChosenThreshold]:
    """By run number, where one was chosen and can be read."""
    found = {}
    for number, told in _kept(connection).items():
        with suppress(EpochalError):
            found[checked.run_number(number, KEY)] = _threshold(told)
    return found


def threshold_of(connection: apsw.Connection, number: int) -> ChosenThreshold | None:
    """Of one run, None where none was chosen. Raises EpochalError project.bad_threshold: a backup isn't needed for what
    is set again in a moment.
    """
    try:
        kept = checked.mapping(values.get_value(connection, KEY, {}), KEY)
        return _threshold(kept[str(number)]) if str(number) in kept else None
    except EpochalError as error:
        if error.code != "project.bad_value":
            raise
        raise EpochalError("project.bad_threshold", {"number": number}) from error


def put_threshold(connection: apsw.Connection, number: int, chosen: ChosenThreshold | None) -> None:
    """Keep where a run's line is drawn; None goes back to what the model decides by itself. What is kept of other runs
    stays as it is, also what can't be read.
    """
    kept = {other: told for other, told in _kept(connection).items() if other != str(number)}
    if chosen is not None:
        kept[str(number)] = {"value": chosen.value, "on": chosen.on}
    values.set_value(connection, KEY, dict(sorted(kept.items())))


def _kept(connection: apsw.Connection) -> dict[str, Any]:
    """As the file has it, nothing where it is no mapping at all."""
    try:
        return checked.mapping(values.get_value(connection, KEY, {}), KEY)
    except EpochalError:
        return {}


def _threshold(told: object) -> ChosenThreshold:
    found = checked.fields(told, KEY, ("value", "on"))
    value = checked.number(found["value"], KEY)
    if not 0.0 <= value <= 1.0:
        checked.wrong(KEY)
    return ChosenThreshold(value, cast(ChosenOn, checked.choice(found["on"], KEY, get_args(ChosenOn))))
