"""Judge: a model on rows it has never seen, beside baselines on the same rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.baselines import baselines
from core.evaluation.report import Evaluation, evaluate
from core.flow.preparing import Prepared
from core.training.model import Model, predict_encoded

Metrics = dict[str, Any]


def judge(prepared: Prepared, model: Model) -> tuple[Evaluation | None, Metrics]:
    """Metrics on validation and test rows and of the baselines on the same test rows.

    The evaluation (row by row, for charts) is of the test rows; None when there are none.
    """
    at = prepared.positions
    metrics: Metrics = {}
    if len(at.validation):
        metrics["validation"] = _part(prepared, model, at.validation).metrics
    if not len(at.test):
        return None, metrics
    evaluation = _part(prepared, model, at.test)
    fit_rows = np.sort(np.concatenate([at.training, at.validation]))
    beside = baselines(
        prepared.task,
        prepared.matrix[fit_rows],
        prepared.actual[fit_rows],
        prepared.matrix[at.test],
        prepared.actual[at.test],
        prepared.target_encoder,
    )
    evaluation = evaluation.with_baselines(beside)
    metrics["test"] = evaluation.metrics
    metrics["baselines"] = beside
    return evaluation, metrics


def _part(prepared: Prepared, model: Model, rows: NDArray[np.int64]) -> Evaluation:
    predicted = predict_encoded(model, prepared.matrix[rows])
    return evaluate(prepared.target_encoder, prepared.source_rows[rows], prepared.actual[rows], predicted)
