"""Rows behind a mark of a chart: a cell, a bar, a point or a group says which of the judged rows it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from core.evaluation.pictures import ScatterPicture, cells_of, error_shares
from core.evaluation.report import Evaluation
from core.features.task import Task
from core.training.model import called

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class ClassCell:
    """Rows of one class that are called another or the same; of two classes, called so at a threshold."""

    actual: int
    predicted: int
    threshold: float | None = None


@dataclass(frozen=True)
class ErrorBar:
    """Rows whose error lies in [low, high), or in [low, high] in the last bar; as a share of the actual value or in
    the target's unit."""

    low: float
    high: float
    last: bool
    as_share: bool


@dataclass(frozen=True)
class ScoreBar:
    """Rows of a class (or of all others) whose probability of that class lies in the bar; see `against_rest`."""

    index: int
    bar: int
    bars: int


@dataclass(frozen=True, eq=False)
class ScatterCell:
    """Rows in one square of a scatter picture: column counts actual, row predicted values; OFF for those below a
    log scale."""

    picture: ScatterPicture
    column: int
    row: int


@dataclass(frozen=True)
class OneRow:
    """The row of a point: its source row."""

    source_row: int


@dataclass(frozen=True, eq=False)
class GroupRows:
    """Rows of a group, int64 positions among the judged rows."""

    at: Positions


Wanted = ClassCell | ErrorBar | ScoreBar | ScatterCell | OneRow | GroupRows


def positions(evaluation: Evaluation, wanted: Wanted) -> Positions:
    """int64 [n], increasing: which of the judged rows are meant."""
    match wanted:
        case ClassCell():
            return np.flatnonzero(
                (evaluation.actual == wanted.actual) & (_answers(evaluation, wanted) == wanted.predicted)
            )
        case ErrorBar():
            return _in_bar(evaluation, wanted)
        case ScoreBar():
            assert evaluation.probabilities is not None, "numbers have no scores"
            places = (evaluation.probabilities[:, wanted.index] * wanted.bars).astype(np.int64)
            return np.flatnonzero(np.clip(places, 0, wanted.bars - 1) == wanted.bar)
        case ScatterCell():
            return _in_cell(evaluation, wanted)
        case OneRow():
            return np.flatnonzero(evaluation.source_rows == wanted.source_row)
        case GroupRows():
            return np.sort(wanted.at)
        case _:
            assert_never(wanted)


def _answers(evaluation: Evaluation, wanted: ClassCell) -> Positions:
    if evaluation.task is not Task.BINARY or wanted.threshold is None or evaluation.probabilities is None:
        return evaluation.predicted
    return called(evaluation.probabilities[:, 1], wanted.threshold)


def _in_bar(evaluation: Evaluation, bar: ErrorBar) -> Positions:
    errors = evaluation.predicted - evaluation.actual
    shares = error_shares(evaluation.actual, evaluation.predicted) if bar.as_share else None
    found = errors if shares is None else shares
    return np.flatnonzero((found >= bar.low) & ((found <= bar.high) if bar.last else (found < bar.high)))


def _in_cell(evaluation: Evaluation, cell: ScatterCell) -> Positions:
    shown = cell.picture
    usable = np.flatnonzero(np.isfinite(evaluation.actual) & np.isfinite(evaluation.predicted))
    x, y = evaluation.actual[usable], evaluation.predicted[usable]
    columns, rows = cells_of(shown, x, y)
    found: Positions = usable[(columns == cell.column) & (rows == cell.row)]
    return found
