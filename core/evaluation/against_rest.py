"""One class against all others: everything its charts draw, made at once so that the window only has to draw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.calibration import Calibration, calibration
from core.evaluation.curves import PrecisionRecallCurve, RocCurve, confusion, precision_recall_curve, roc_curve
from core.evaluation.metrics import roc_auc
from core.evaluation.report import Evaluation
from core.evaluation.thresholds import Thresholds
from core.features.task import Task

BARS = 40


@dataclass(frozen=True, eq=False)
class Curves:
    """The curves of one set of scores; None where they have no meaning."""

    roc: RocCurve | None
    area: float | None
    precision_recall: PrecisionRecallCurve | None


@dataclass(frozen=True, eq=False)
class OneAgainstRest:
    """One class's scores on the test rows. index: in the evaluation's `classes`.

    scores_positive, scores_negative: int64 [BARS], rows of this class and of the others by score, bars of equal width
    over [0, 1]. linear: the logistic baseline's curves and validation: the validation rows, for two classes.
    """

    index: int
    name: str
    curves: Curves
    calibration: Calibration | None
    thresholds: Thresholds
    scores_positive: NDArray[np.int64]
    scores_negative: NDArray[np.int64]
    linear: Curves | None = None
    validation: Thresholds | None = None


@dataclass(frozen=True)
class ClassFigures:
    """How one class fares; None where nothing can be divided by. rows: of this class; called: taken for it."""

    index: int
    name: str
    rows: int
    called: int
    recall: float | None
    precision: float | None
    f1: float | None


def against_rest(evaluation: Evaluation, index: int) -> OneAgainstRest:
    """Set one class of an evaluation of classes against the rest."""
    assert evaluation.probabilities is not None, "numbers have no classes"
    positive, scores = evaluation.actual == index, evaluation.probabilities[:, index]
    two = evaluation.task is Task.BINARY and index == 1
    linear = evaluation.linear_scores if two else None
    return OneAgainstRest(
        index=index,
        name=evaluation.classes[index],
        curves=_curves(positive, scores),
        calibration=calibration(positive, scores),
        thresholds=Thresholds(positive, scores),
        scores_positive=_bars(scores[positive]),
        scores_negative=_bars(scores[~positive]),
        linear=None if linear is None else _curves(positive, linear),
        validation=validation_thresholds(evaluation) if two else None,
    )


def validation_thresholds(evaluation: Evaluation) -> Thresholds | None:
    """The validation rows of two classes, to choose a threshold by; None when they aren't known."""
    if evaluation.validation is None or evaluation.task is not Task.BINARY:
        return None
    return Thresholds(evaluation.validation.actual == 1, evaluation.validation.scores)


def class_figures(evaluation: Evaluation) -> tuple[ClassFigures, ...]:
    """Recall, precision and F1 of every class, in the evaluation's order, as scikit-learn has them."""
    matrix = confusion(evaluation)
    rows, called, hits = matrix.sum(axis=1), matrix.sum(axis=0), np.diag(matrix)
    return tuple(
        ClassFigures(
            index=at,
            name=name,
            rows=int(rows[at]),
            called=int(called[at]),
            recall=_share(hits[at], rows[at]),
            precision=_share(hits[at], called[at]),
            f1=_share(2 * hits[at], rows[at] + called[at]),
        )
        for at, name in enumerate(evaluation.classes)
    )


def weakest_of(figures: Sequence[ClassFigures]) -> ClassFigures:
    """Of the classes that test rows have, the one with the lowest F1, the more frequent of equals."""
    known = [one for one in figures if one.rows]
    return min(known, key=lambda one: (one.f1 or 0.0, -one.rows), default=figures[0])


def weakest_class(evaluation: Evaluation) -> int:
    """The index of the weakest class, see `weakest_of`."""
    return weakest_of(class_figures(evaluation)).index


def _curves(positive: NDArray[np.bool_], scores: NDArray[np.floating[Any]]) -> Curves:
    return Curves(roc_curve(positive, scores), roc_auc(positive, scores), precision_recall_curve(positive, scores))


def _bars(scores: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
    place = np.clip((scores * BARS).astype(np.int64), 0, BARS - 1)
    return np.bincount(place, minlength=BARS).astype(np.int64)


def _share(part: Any, whole: Any) -> float | None:
    return float(part) / float(whole) if whole else None
