"""Predictions: what a model says of each row of a table and how far to trust it, as one value and as a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.notices import Notice
from core.data.flags import RowFlag, RowVerdict
from core.data.levels import is_plain_number
from core.data.table import Table
from core.features.task import Task
from core.flow.shaping import UNREADABLE, flagged
from core.training.model import THRESHOLD, Model, Predicted


@dataclass(frozen=True, eq=False)
class Predictions:
    """Every row of the input with what the model says and how far to trust it.

    prediction: float64 [rows] (NaN where failed) or object [rows] (None where failed); probabilities float32
    [rows, classes] or None; verdicts: "ok" | "check" | "failed" and statuses: the same with the reasons, [rows].
    low, high: float64 [rows], the bounds that the share `interval_share` of rows fall between (NaN where failed), or
    None. flags: what was said of a row, by its position; everywhere: what was said of all rows.
    found_as: column of the model → column of the table, where they differ in name. threshold: of two classes, the
    probability of the second from which on a row is called so; None for other tasks.
    """

    table: Table
    prediction: NDArray[Any]
    probabilities: NDArray[np.float32] | None
    classes: tuple[str, ...]
    verdicts: NDArray[Any]
    statuses: Sequence[str]
    target: str
    digest: str
    low: NDArray[np.float64] | None = None
    high: NDArray[np.float64] | None = None
    interval_share: float | None = None
    flags: Mapping[int, tuple[RowFlag, ...]] = field(default_factory=dict)
    everywhere: tuple[Notice, ...] = ()
    found_as: Mapping[str, str] = field(default_factory=dict)
    threshold: float | None = None

    @property
    def chosen_threshold(self) -> float | None:
        """The threshold where it isn't the usual one: what a reader of the predictions must be told."""
        return None if self.threshold == THRESHOLD else self.threshold

    def count(self, verdict: str) -> int:
        """How many rows have this verdict."""
        return int((self.verdicts == verdict).sum())

    def counts(self) -> dict[str, int]:
        """Rows in all and by verdict, as `finished` reports them."""
        return {"rows": self.table.rows, **{name: self.count(name) for name in ("ok", "check", "failed")}}


def with_statuses(
    model: Model,
    table: Table,
    predicted: Predicted,
    flags: Sequence[RowFlag],
    everywhere: tuple[Notice, ...] = (),
    found_as: Mapping[str, str] | None = None,
) -> Predictions:
    """Predictions of all rows of `table`, those that failed without a value."""
    by_row = flagged(flags, table.source_rows)
    usual = _status((), everywhere)
    verdicts = np.full(table.rows, usual[0], object)
    statuses = [usual[1]] * table.rows
    for at, told in by_row.items():
        verdicts[at], statuses[at] = _status(told, everywhere)
    failed: NDArray[np.bool_] = verdicts == "failed"
    values, probabilities = _values(model, predicted, failed)
    low, high = model.interval.bounds(values) if model.interval is not None else (None, None)
    return Predictions(
        table=table,
        prediction=values,
        probabilities=probabilities,
        classes=model.target.classes,
        verdicts=verdicts,
        statuses=statuses,
        target=model.target.name,
        digest=model.digest,
        low=low,
        high=high,
        interval_share=model.interval.share if model.interval is not None else None,
        flags=by_row,
        everywhere=everywhere,
        found_as={name: found for name, found in (found_as or {}).items() if name != found},
        threshold=model.threshold if model.target.task is Task.BINARY else None,
    )


def reasons(flags: Sequence[RowFlag], everywhere: Sequence[Notice] = ()) -> tuple[RowVerdict | None, list[Notice]]:
    """A row's verdict and what to say of it. A cell that couldn't be read is told as it was, not as the gap it left."""
    unreadable = {flag.notice.params["name"]: flag.notice for flag in flags if flag.notice.code in UNREADABLE}
    failures = [
        unreadable.get(flag.notice.params.get("name"), flag.notice)
        for flag in flags
        if flag.verdict is RowVerdict.FAILED
    ]
    if failures:
        return RowVerdict.FAILED, failures
    checks = [flag.notice for flag in flags] + list(everywhere)
    return (RowVerdict.CHECK, checks) if checks else (None, [])


def _status(flags: Sequence[RowFlag], everywhere: Sequence[Notice]) -> tuple[str, str]:
    """Verdict and words of one row."""
    verdict, notices = reasons(flags, everywhere)
    if verdict is None:
        return "ok", "ok"
    return str(verdict), f"{verdict}: " + "; ".join(dict.fromkeys(map(_words, notices)))


def _words(notice: Notice) -> str:
    """A reason inside a status: the sentence without its place and full stop."""
    return str(Notice(notice.code, notice.params)).removesuffix(".")


def _values(
    model: Model, predicted: Predicted, failed: NDArray[np.bool_]
) -> tuple[NDArray[Any], NDArray[np.float32] | None]:
    if predicted.probabilities is None:
        numbers = predicted.values.astype(np.float64)
        numbers[failed] = np.nan
        return numbers, None
    labels = np.array(model.target.classes, object)[predicted.values.astype(np.int64)]
    labels[failed] = None
    probabilities = predicted.probabilities.copy()
    probabilities[failed] = np.nan
    return labels, probabilities


def predictions_frame(
    predictions: Predictions,
    columns: Literal["all", "predictions"] = "all",
    *,
    ranges: bool = True,
    failed: bool = True,
) -> pd.DataFrame:
    """The table to export: the input's columns as they were, then prediction, low and high, probabilities, the
    threshold if another one than 0.5 was chosen, and status.

    An input column that has one of our names is kept as "<name> (input)". ranges: with low and high, where there are
    any. failed: with the rows that failed.
    """
    ours: dict[str, Any] = {"prediction": _as_numbers(predictions.prediction)}
    if ranges and predictions.low is not None and predictions.high is not None:
        ours |= {"low": predictions.low, "high": predictions.high}
    if predictions.probabilities is not None:
        for at, name in enumerate(predictions.classes):
            ours[f"probability_{name}"] = predictions.probabilities[:, at].astype(np.float64)
    if predictions.chosen_threshold is not None:
        ours["threshold"] = np.full(len(predictions.statuses), predictions.chosen_threshold)
    ours["status"] = list(predictions.statuses)
    result = pd.DataFrame(ours)
    if columns == "predictions":
        result.insert(0, "source_row", predictions.table.source_rows)
    else:
        given = predictions.table.frame.rename(columns={name: f"{name} (input)" for name in ours})
        result = pd.concat([given, result], axis=1)
    return result if failed else result[predictions.verdicts != "failed"].reset_index(drop=True)


def _as_numbers(prediction: NDArray[Any]) -> Any:
    """Class labels that are all numbers leave as numbers, so that a spreadsheet can count with them."""
    labels = {label for label in prediction if label is not None} if prediction.dtype == object else ()
    if labels and all(is_plain_number(label) for label in labels):
        return np.array([np.nan if label is None else float(label) for label in prediction])
    return prediction
