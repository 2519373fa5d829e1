"""The judgement of one model on one set of rows: figures, baselines, and the rows themselves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.arrays import read_only
from core.base.notices import Notice
from core.evaluation.metrics import REGRESSION, Figures, binary_metrics, multiclass_metrics, regression_metrics
from core.evaluation.verdict import verdicts_of
from core.features.target import TargetEncoder
from core.features.task import Task
from core.training.model import THRESHOLD, Predicted, called


@dataclass(frozen=True, eq=False)
class ValidationRows:
    """What the model said about rows that it didn't learn from and that aren't test rows: to choose by, not to judge.

    actual: int64 [rows] index in `classes` of two. scores: float32 [rows] probabilities of the positive class.
    """

    actual: NDArray[np.int64]
    scores: NDArray[np.float32]

    def __post_init__(self) -> None:
        read_only(self.actual)
        read_only(self.scores)


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Rows with their actual and predicted values, and the figures that follow.

    source_rows: int64 [rows]. actual, predicted: float64 [rows] in the target's unit, or int64 [rows] index in
    `classes`. probabilities: float32 [rows, classes], or None for numbers. baselines: figures by name, same rows.
    validation and linear_scores: for two classes; the latter float32 [rows], the probability of the positive class by
    the linear baseline. Both are None in the projects of older versions.
    threshold: of two classes, the probability from which on a row was called positive; `predicted` and `metrics` follow
    it, the baselines' figures are those at 0.5.
    """

    task: Task
    target: str
    metrics: Figures
    source_rows: NDArray[np.int64]
    actual: NDArray[Any]
    predicted: NDArray[Any]
    probabilities: NDArray[np.float32] | None = None
    classes: tuple[str, ...] = ()
    baselines: dict[str, Figures] = field(default_factory=dict)
    validation: ValidationRows | None = None
    linear_scores: NDArray[np.float32] | None = None
    threshold: float = THRESHOLD

    def __post_init__(self) -> None:
        for array in (self.source_rows, self.actual, self.predicted, self.probabilities, self.linear_scores):
            if array is not None:
                read_only(array)

    @property
    def rows(self) -> int:
        """How many rows were judged."""
        return len(self.source_rows)

    @property
    def positive(self) -> str | None:
        """Of two classes, the one that recall, precision and F1 speak of."""
        return self.classes[1] if self.task is Task.BINARY else None

    @property
    def lacks_validation(self) -> bool:
        """Whether validation rows would say something and aren't known: stored by an older version, or none kept."""
        return self.validation is None and self.task is Task.BINARY

    def with_baselines(
        self, baselines: dict[str, Figures], linear_scores: NDArray[np.float32] | None = None
    ) -> Evaluation:
        """The same judgement beside these yardsticks."""
        return replace(self, baselines=baselines, linear_scores=linear_scores)

    def with_later_figures(self) -> Evaluation:
        """The same judgement with the figures that an older version didn't keep, counted from its rows."""
        if self.task is not Task.REGRESSION or set(self.metrics) >= set(REGRESSION):
            return self
        return replace(self, metrics={**regression_metrics(self.actual, self.predicted), **self.metrics})

    def at_threshold(self, threshold: float) -> Evaluation:
        """The same rows judged with the line between two classes drawn there; itself for other tasks."""
        if self.task is not Task.BINARY or self.probabilities is None or threshold == self.threshold:
            return self
        scores = self.probabilities[:, 1]
        metrics = binary_metrics(self.actual, scores, threshold)
        return replace(self, metrics=metrics, predicted=called(scores, threshold), threshold=threshold)

    def validation_metrics(self) -> Figures | None:
        """Figures of the validation rows at the threshold; None where those rows aren't known."""
        rows = self.validation
        return None if rows is None else binary_metrics(rows.actual, rows.scores, self.threshold)

    def with_validation(self, validation: ValidationRows | None) -> Evaluation:
        """The same judgement, with rows to choose by."""
        return replace(self, validation=validation)

    def actual_labels(self) -> NDArray[Any]:
        """float64 [rows] numbers, or object [rows] names of classes."""
        return self._labels(self.actual)

    def predicted_labels(self) -> NDArray[Any]:
        """float64 [rows] numbers, or object [rows] names of classes."""
        return self._labels(self.predicted)

    def verdicts(self) -> tuple[Notice, ...]:
        """Whether the network beats the simple models, each in a sentence."""
        return verdicts_of(self.task, self.metrics, self.baselines)

    def _labels(self, values: NDArray[Any]) -> NDArray[Any]:
        return values if self.task is Task.REGRESSION else np.array(self.classes, object)[values]


def evaluate(
    target: TargetEncoder,
    source_rows: NDArray[np.int64],
    actual: NDArray[Any],
    predicted: Predicted,
    threshold: float = THRESHOLD,
) -> Evaluation:
    """Judge predictions of rows whose actual value is known: float64 in the target's unit, or class index, [rows].

    threshold: where the line between two classes was drawn.
    """
    return Evaluation(
        task=target.task,
        target=target.name,
        metrics=_metrics(target.task, actual, predicted, threshold),
        source_rows=np.array(source_rows, np.int64),
        actual=np.array(actual),
        predicted=np.array(predicted.values),
        probabilities=None if predicted.probabilities is None else np.array(predicted.probabilities),
        classes=target.classes,
        threshold=threshold,
    )


def validation_rows(judged: Evaluation) -> ValidationRows | None:
    """What an evaluation of validation rows gives another one to choose a threshold by; None unless for two classes."""
    if judged.task is not Task.BINARY or judged.probabilities is None or not judged.rows:
        return None
    return ValidationRows(judged.actual, np.ascontiguousarray(judged.probabilities[:, 1]))


def _metrics(task: Task, actual: NDArray[Any], predicted: Predicted, threshold: float) -> Figures:
    if predicted.probabilities is None:
        return regression_metrics(actual, predicted.values)
    if task is Task.BINARY:
        return binary_metrics(actual, predicted.probabilities[:, 1], threshold)
    return multiclass_metrics(actual, predicted.probabilities)
