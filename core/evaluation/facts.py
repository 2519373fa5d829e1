"""What a page tells of a judged run, counted beforehand: pictures of numbers, tallies of classes.

What enters is an evaluation with a value for each row; what leaves has a few hundred numbers, whatever the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluation.against_rest import ClassFigures, class_figures, weakest_of
from core.evaluation.certainty import FEW_ROWS, Reach, loss_error, rmse_reach
from core.evaluation.curves import confusion
from core.evaluation.pictures import (
    USUAL,
    ErrorPicture,
    ScatterPicture,
    error_picture,
    error_shares,
    promised,
    scatter_picture,
)
from core.evaluation.report import Evaluation
from core.features.task import Task
from core.training.interval import Interval

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NumberFacts:
    """Of a number. half, most: half of the rows, and nine in ten, are off by less, in the target's unit; None without a
    row. half_share: half of the rows are off by less, as a share of the actual value, where shares make sense.

    band: predicted values with the low and high actual value that go with them, float64 [points] each. coverage: the
    share of rows that the promised range holds for, None without one. width: half the usual width of that range, as a
    share of the prediction when `width_is_share`, else in the unit. rmse_reach: within what the typical error would
    probably lie on as many other rows, where they are few. loss_error: see `certainty`.
    """

    scatter: ScatterPicture
    errors: ErrorPicture
    band: tuple[Values, Values, Values]
    half: float | None
    most: float | None
    half_share: float | None
    coverage: float | None
    width: float | None
    width_is_share: bool
    rmse_reach: Reach | None = None
    loss_error: float | None = None


@dataclass(frozen=True, eq=False)
class ClassFacts:
    """Of classes. counts: int64 [actual, predicted] rows. frequent: index of the class with the most actual rows.
    loss_error: see `certainty`.
    """

    counts: NDArray[np.int64]
    figures: tuple[ClassFigures, ...]
    weakest: int
    frequent: int
    loss_error: float | None = None


Facts = NumberFacts | ClassFacts


def facts_of(evaluation: Evaluation, interval: Interval | None = None) -> Facts:
    """Count what there is to tell; `interval` is the range that the model promises around a number."""
    if evaluation.task is Task.REGRESSION:
        return _of_numbers(evaluation, interval)
    figures = class_figures(evaluation)
    rows = [one.rows for one in figures]
    return ClassFacts(
        confusion(evaluation), figures, weakest_of(figures).index, rows.index(max(rows)), loss_error(evaluation)
    )


def _of_numbers(evaluation: Evaluation, interval: Interval | None) -> NumberFacts:
    actual, predicted = evaluation.actual.astype(np.float64), evaluation.predicted.astype(np.float64)
    shares = error_shares(actual, predicted)
    errors = predicted - actual
    sizes = np.abs(errors[np.isfinite(errors)])
    known = np.abs(shares[np.isfinite(shares)]) if shares is not None else np.empty(0)
    width, is_share = _usual_width(actual, predicted, interval)
    return NumberFacts(
        scatter=scatter_picture(actual, predicted, evaluation.source_rows),
        errors=error_picture(errors if shares is None else shares, as_share=shares is not None),
        band=promised(actual, predicted, interval),
        half=float(np.median(sizes)) if len(sizes) else None,
        most=float(np.quantile(sizes, USUAL)) if len(sizes) else None,
        half_share=float(np.median(known)) if len(known) else None,
        coverage=interval.coverage(actual, predicted) if interval is not None else None,
        width=width,
        width_is_share=is_share,
        rmse_reach=rmse_reach(sizes) if len(sizes) < FEW_ROWS else None,
        loss_error=loss_error(evaluation),
    )


def _usual_width(actual: Values, predicted: Values, interval: Interval | None) -> tuple[float | None, bool]:
    """Half the usual range: a share of the prediction where all values are positive, else in the unit."""
    predicted = predicted[np.isfinite(predicted)]
    if interval is None or not len(predicted):
        return None, False
    half = interval.reach * interval.spread(predicted)
    if actual.min() > 0 and np.median(predicted) > 0:
        above = predicted > 0
        return float(np.median(half[above] / predicted[above])), True
    return float(np.median(half)), False
