"""Reasons: what each column adds to the prediction of one row, or the strongest few of every row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.progress import Finished, Progress
from core.explain.attribution import Contributions, contributions, explaining
from core.flow.inputs import Inputs
from core.flow.predictions import Predictions
from core.flow.told import FAILED

MOST = 3
AT_ONCE = 64  # rows between two words of progress


@dataclass(frozen=True, eq=False)
class TopReasons:
    """columns: int32 [rows, 3], the place in `names`, −1 for none; effects: float64 [rows, 3], NaN for none."""

    names: tuple[str, ...]
    columns: NDArray[np.int32]
    effects: NDArray[np.float64]

    def frame(self, rows: NDArray[np.int64]) -> pd.DataFrame:
        """reason_1, reason_1_effect, reason_2 … of these rows."""
        named = np.array([*self.names, None], object)
        found: dict[str, object] = {}
        for at in range(MOST):
            found[f"reason_{at + 1}"] = pd.Series(named[self.columns[rows, at]], dtype="str")
            found[f"reason_{at + 1}_effect"] = self.effects[rows, at]
        return pd.DataFrame(found)


def reasons_of_row(predictions: Predictions, at: int) -> Iterator[Progress | Finished[Contributions | None]]:
    """What each column adds to one prediction; of classes to the probability of the predicted one. None where the row
    has no prediction.
    """
    if predictions.verdicts[at] == FAILED:
        yield Finished(None)
        return
    ((row, of_class),) = _explained(predictions, at, at + 1)
    for event in explaining(_inputs(predictions).model, row, of_class):
        yield Finished(event.result) if isinstance(event, Finished) else event


def top_reasons(predictions: Predictions) -> Iterator[Progress | Finished[TopReasons]]:
    """The three strongest of every row that is predicted. Some milliseconds a row."""
    rows = predictions.table.rows
    columns, effects = np.full((rows, MOST), -1, np.int32), np.full((rows, MOST), np.nan)
    model = _inputs(predictions).model
    names = tuple(column.name for column in model.encoder.columns)
    place = {name: at for at, name in enumerate(names)}
    for first in range(0, rows, AT_ONCE):
        end = min(first + AT_ONCE, rows)
        for at, (row, of_class) in enumerate(_explained(predictions, first, end), first):
            if predictions.verdicts[at] == FAILED:
                continue
            found = contributions(model, row, of_class)
            for rank, (name, effect) in enumerate(found.strongest(MOST)):
                columns[at, rank], effects[at, rank] = place[name], effect
        yield Progress("explain", end, rows)
    yield Finished(TopReasons(names, columns, effects))


def _explained(predictions: Predictions, first: int, end: int) -> list[tuple[NDArray[np.float32], int | None]]:
    """The encoded rows first … end − 1, each with the class whose probability is explained."""
    encoded, _ = _inputs(predictions).encoded(first, end)
    classes = {name: at for at, name in enumerate(predictions.classes)}
    called = [classes.get(label, 0) if classes else None for label in predictions.prediction[first:end].tolist()]
    return list(zip(encoded.matrix, called, strict=True))


def _inputs(predictions: Predictions) -> Inputs:
    assert predictions.inputs is not None, "predictions of a table know what the network reads of it"
    return predictions.inputs
