"""Predictions: what a model says of each row of a table and how far to trust it, as one value and as frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.notices import Notice
from core.data.levels import is_plain_number
from core.data.names import giving_way
from core.data.table import Table
from core.features.task import Task
from core.flow.inputs import Inputs
from core.flow.statuses import Statuses
from core.flow.told import FAILED, VERDICTS, RowsTold, verdicts_of
from core.training.model import THRESHOLD

Columns = Literal["all", "predictions"]


@dataclass(frozen=True, eq=False)
class Predictions:
    """Every row of the input with what the model says and how far to trust it.

    prediction: float64 [rows] (NaN where failed) or object [rows] (None where failed); probabilities float32
    [rows, classes] or None. low, high: float64 [rows], the bounds that the share `interval_share` of rows fall between
    (NaN where failed), or None. told: what is said of a row, by its position; everywhere: what is said of all rows.
    found_as: column of the model → column of the table, where they differ in name. threshold: of two classes, the
    probability of the second from which on a row is called so; None for other tasks. inputs: what the network reads
    of the rows, to look into them again.
    """

    table: Table
    prediction: NDArray[Any]
    probabilities: NDArray[np.float32] | None
    classes: tuple[str, ...]
    target: str
    digest: str
    low: NDArray[np.float64] | None = None
    high: NDArray[np.float64] | None = None
    interval_share: float | None = None
    told: RowsTold = field(default_factory=RowsTold)
    everywhere: tuple[Notice, ...] = ()
    found_as: Mapping[str, str] = field(default_factory=dict)
    threshold: float | None = None
    inputs: Inputs | None = None

    @property
    def chosen_threshold(self) -> float | None:
        """The threshold where it isn't the usual one: what a reader of the predictions must be told."""
        return None if self.threshold == THRESHOLD else self.threshold

    @cached_property
    def verdicts(self) -> NDArray[np.int8]:
        """int8 [rows]: the place in `VERDICTS`."""
        return verdicts_of(self.told, self.everywhere, self.table.rows)

    @cached_property
    def statuses(self) -> Statuses:
        """The verdicts with their reasons, in words."""
        return Statuses(self.told, self.everywhere, self.table.rows)

    def rows_with(self, verdict: str) -> NDArray[np.int64]:
        """int64 [n]: the positions of the rows with this verdict."""
        return np.flatnonzero(self.verdicts == VERDICTS.index(verdict))

    def count(self, verdict: str) -> int:
        """How many rows have this verdict."""
        return int(np.count_nonzero(self.verdicts == VERDICTS.index(verdict)))

    def counts(self) -> dict[str, int]:
        """Rows in all and by verdict, as `finished` reports them."""
        return {"rows": self.table.rows, **{name: self.count(name) for name in VERDICTS}}


def gathered(
    inputs: Inputs,
    table: Table,
    values: NDArray[Any],
    probabilities: NDArray[np.float32] | None,
    told: RowsTold,
    everywhere: tuple[Notice, ...] = (),
    found_as: Mapping[str, str] | None = None,
) -> Predictions:
    """Predictions of all rows of `table`, those that failed without a value.

    values: float64 [rows], or int64 [rows] class indices beside probabilities; both are made ready in place.
    """
    model = inputs.model
    failed = verdicts_of(told, everywhere, table.rows) == FAILED
    if probabilities is not None:
        labels = np.array([*model.target.classes, None], object)
        values = labels[np.where(failed, -1, values)]
        probabilities[failed] = np.nan
    else:
        values[failed] = np.nan
    low, high = model.interval.bounds(values) if model.interval is not None else (None, None)
    return Predictions(
        table=table,
        prediction=values,
        probabilities=probabilities,
        classes=model.target.classes,
        target=model.target.name,
        digest=model.digest,
        low=low,
        high=high,
        interval_share=model.interval.share if model.interval is not None else None,
        told=told,
        everywhere=everywhere,
        found_as={name: found for name, found in (found_as or {}).items() if name != found},
        threshold=model.threshold if model.target.task is Task.BINARY else None,
        inputs=inputs,
    )


def predictions_frame(
    predictions: Predictions, columns: Columns = "all", *, ranges: bool = True, failed: bool = True
) -> pd.DataFrame:
    """The table to export: the input's columns as they were, then prediction, low and high, probabilities, the
    threshold if another one than 0.5 was chosen, and status.

    An input column that has one of our names is kept as "<name> (input)", see `giving_way`. ranges: with low and
    high, where there are any. failed: with the rows that failed.
    """
    return frame_part(predictions, kept_rows(predictions, failed), columns, ranges=ranges)


def kept_rows(predictions: Predictions, failed: bool) -> NDArray[np.int64]:
    """int64 [n]: the positions of the rows to export, with those that failed or without."""
    return np.arange(predictions.table.rows) if failed else np.flatnonzero(predictions.verdicts != FAILED)


def frame_part(
    predictions: Predictions, rows: NDArray[np.int64], columns: Columns = "all", *, ranges: bool = True
) -> pd.DataFrame:
    """`predictions_frame` of the rows at these positions (int64 [n], increasing) only."""
    at = _run(rows)
    ours: dict[str, Any] = {"prediction": _as_exported(predictions.prediction[at], predictions.classes)}
    if ranges and predictions.low is not None and predictions.high is not None:
        ours |= {"low": predictions.low[at], "high": predictions.high[at]}
    if predictions.probabilities is not None:
        for number, name in enumerate(predictions.classes):
            ours[f"probability_{name}"] = predictions.probabilities[at, number].astype(np.float64)
    if predictions.chosen_threshold is not None:
        ours["threshold"] = np.full(len(rows), predictions.chosen_threshold)
    ours["status"] = pd.Series(predictions.statuses.some(rows), dtype="str")
    result = pd.DataFrame(ours)
    if columns == "predictions":
        result.insert(0, "source_row", predictions.table.source_rows[at])
        return result
    given = predictions.table.frame.iloc[at].reset_index(drop=True)
    return pd.concat([given.rename(columns=giving_way(given.columns, ours)), result], axis=1)


def _run(rows: NDArray[np.int64]) -> slice | NDArray[np.int64]:
    """Rows that follow each other as a slice, which copies nothing."""
    if len(rows) and rows[-1] - rows[0] == len(rows) - 1:
        return slice(int(rows[0]), int(rows[-1]) + 1)
    return rows


def _as_exported(prediction: NDArray[Any], classes: Sequence[str]) -> Any:
    """Classes that are all numbers leave as numbers, so that a spreadsheet can count with them; others as texts."""
    if prediction.dtype != object:
        return prediction
    if all(is_plain_number(label) for label in classes):
        return np.array([np.nan if label is None else float(label) for label in prediction], np.float64)
    return pd.Series(prediction, dtype="str")
