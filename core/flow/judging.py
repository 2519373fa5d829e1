"""Judge: a model on rows it has never seen, beside baselines on the same rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.baselines import EncodedRows, answer_metrics, baseline_answers
from core.evaluation.report import Evaluation, ValidationRows, evaluate, validation_rows
from core.features.task import Task
from core.flow.preparing import Prepared
from core.training.interval import Interval
from core.training.model import Model, predict_encoded

Metrics = dict[str, Any]


def judge(prepared: Prepared, model: Model) -> tuple[Evaluation | None, Metrics]:
    """Metrics on validation and test rows and of the baselines on the same test rows.

    `interval` says of how many test rows the model's range holds. The evaluation (row by row, for charts) is of the
    test rows; None when there are none.
    """
    at = prepared.positions
    metrics: Metrics = {}
    validation = _part(prepared, model, at.validation) if len(at.validation) else None
    if validation is not None:
        metrics["validation"] = validation.metrics
    if not len(at.test):
        return None, metrics
    evaluation = _beside_baselines(prepared, _part(prepared, model, at.test))
    metrics["test"] = evaluation.metrics
    if model.interval is not None:
        metrics["interval"] = coverage_figures(model.interval, evaluation)
    metrics["baselines"] = evaluation.baselines
    return evaluation.with_validation(validation_rows(validation) if validation is not None else None), metrics


def coverage_figures(interval: Interval, evaluation: Evaluation) -> Metrics:
    """The share of rows that the range promises, and the share of these rows that it holds for."""
    coverage = interval.coverage(evaluation.actual, evaluation.predicted)
    return {"share": interval.share, "coverage": coverage, "rows": evaluation.rows}


def judge_validation(prepared: Prepared, model: Model) -> ValidationRows | None:
    """What the model says about its validation rows; None when there are none or nothing is chosen by them."""
    rows = prepared.positions.validation
    return validation_rows(_part(prepared, model, rows)) if len(rows) else None


def _beside_baselines(prepared: Prepared, evaluation: Evaluation) -> Evaluation:
    at, task = prepared.positions, prepared.task
    fit_rows = np.sort(np.concatenate([at.training, at.validation]))
    fit, asked = EncodedRows(prepared.matrix, fit_rows), EncodedRows(prepared.matrix, at.test)
    classes = len(prepared.target_encoder.classes)
    answers = baseline_answers(task, fit, prepared.actual[fit_rows], asked, classes)
    beside = {name: answer_metrics(task, prepared.actual[at.test], answer) for name, answer in answers.items()}
    scores = answers["linear"][:, 1].astype(np.float32) if task is Task.BINARY else None
    return evaluation.with_baselines(beside, scores)


def _part(prepared: Prepared, model: Model, rows: NDArray[np.int64]) -> Evaluation:
    predicted = predict_encoded(model, prepared.matrix, rows)
    return evaluate(
        prepared.target_encoder, prepared.source_rows[rows], prepared.actual[rows], predicted, model.threshold
    )
