"""Where a person drew the line between a run's two classes, kept beside the run.

Why (2026-11-25): as a small value by run number, not in the run's model and not as a column of `runs`. A run is a
result and stays as training made it; where the line is drawn is a decision that can be taken back. So no byte of a
model is written again, and an older program still opens the file (it draws the line at 0.5).
"""

from __future__ import annotations

from typing import cast, get_args

import apsw

from core.project import checked, values
from core.project.runs import ChosenOn, ChosenThreshold

KEY = "run_thresholds"  # {"3": {"value": 0.38, "on": "validation"}}


def all_thresholds(connection: apsw.Connection) -> dict[int, ChosenThreshold]:
    """By run number, where one was chosen. Raises EpochalError project.bad_value."""
    kept = checked.mapping(values.get_value(connection, KEY, {}), KEY)
    return {_number(number): _threshold(told) for number, told in kept.items()}


def put_threshold(connection: apsw.Connection, number: int, chosen: ChosenThreshold | None) -> None:
    """Keep where a run's line is drawn; None goes back to what the model decides by itself."""
    kept = {other: told for other, told in all_thresholds(connection).items() if other != number}
    if chosen is not None:
        kept[number] = chosen
    plain = {str(other): {"value": told.value, "on": told.on} for other, told in sorted(kept.items())}
    values.set_value(connection, KEY, plain)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else checked.wrong(KEY)


def _threshold(told: object) -> ChosenThreshold:
    found = checked.fields(told, KEY, ("value", "on"))
    value = checked.number(found["value"], KEY)
    if not 0.0 <= value <= 1.0:
        checked.wrong(KEY)
    return ChosenThreshold(value, cast(ChosenOn, checked.choice(found["on"], KEY, get_args(ChosenOn))))
