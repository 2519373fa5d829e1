"""Evaluate: a stored run on its own test rows, or on another file whose answers are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.progress import Finished, Progress, Warned, result_of
from core.cleaning.apply import Purpose, apply_recipe
from core.data.table import Table
from core.evaluation.report import Evaluation, evaluate
from core.features.target import actual_target
from core.features.task import Task
from core.flow.counting_as import NONE_COUNTED, CountedAs
from core.flow.judging import judge
from core.flow.matching import Matching, as_expected, match_columns
from core.flow.predicting import Predictions, absent_columns, as_in_training, predict_shaped
from core.flow.preparing import Prepared, prepare
from core.flow.told import FAILED
from core.project.document import document_from_json
from core.project.runs import RunRecord
from core.project.store import ProjectStore
from core.training.model import THRESHOLD, Model, Predicted


@dataclass(frozen=True, eq=False)
class Judged:
    """An evaluation, and how many of the rows had to be left out of it (no answer, or no prediction).

    found_as: column of the model → column of the judged file, where they differ in name.
    """

    evaluation: Evaluation
    left_out: int
    found_as: Mapping[str, str] = field(default_factory=dict)


def evaluate_stored(store: ProjectStore, run: RunRecord) -> Judged:
    """The judgement of a run on its own test rows, see `judgement`.

    Raises EpochalError flow.no_test_rows when the run kept none.
    """
    evaluation = judgement(store, run)
    if evaluation is None:
        raise EpochalError("flow.no_test_rows", {"number": run.number}, Place(file=store.path.name))
    return Judged(evaluation, 0)


def judgement(store: ProjectStore, run: RunRecord) -> Evaluation | None:
    """A run judged on its test rows as it was when the run ended, or now when a crash ended it, with the line between
    two classes drawn where a person chose it; None without any test rows.
    """
    evaluation = store.get_evaluation(run.number)
    if evaluation is None and run.has_model and run.rows.get("test"):
        prepared = prepared_again(store, run)
        evaluation = judge(prepared, store.get_model(run.number))[0] if prepared is not None else None
    if evaluation is None:
        return None
    evaluation = evaluation.with_later_figures()
    return evaluation if run.threshold is None else evaluation.at_threshold(run.threshold.value)


def prepared_again(store: ProjectStore, run: RunRecord, table: Table | None = None) -> Prepared | None:
    """The rows and columns that the run had: they follow from its document and its data (`table`, read if None)."""
    document = document_from_json(run.document)
    if document.data is None:
        return None
    return result_of(prepare(table or store.get_table(document.data.snapshot), document, whole=True))


def evaluate_table(
    model: Model,
    table: Table,
    file_name: str | None = None,
    matching: Matching | None = None,
    counted_as: CountedAs = NONE_COUNTED,
) -> Iterator[Progress | Warned | Finished[Judged]]:
    """Predict a table that has the target column, and judge the rows that have both an answer and a prediction.

    matching: which column stands for which, by equal names when none is given; counted_as: see `with_counted`.
    Raises EpochalError flow.target_not_in_file, flow.columns_missing, flow.no_answers when no row can be judged.
    """
    if not table.has(model.target.name):
        raise EpochalError("flow.target_not_in_file", {"name": model.target.name}, Place(file=file_name))
    matching = matching or match_columns(model, table, {}, guess=False)
    absent_columns(model, table, file_name=file_name, matching=matching)
    yield Progress("clean", 0, table.rows)
    shaped, flags = as_in_training(model, as_expected(table, matching, tuple(model.kinds)))
    predictions: Predictions | None = None
    for event in predict_shaped(model, table, shaped, flags, (), matching.found_as, counted_as):
        if isinstance(event, Finished):
            predictions = event.result
        else:
            yield event
    assert predictions is not None, "predict_shaped ends with Finished"
    yield Finished(replace(_judged(model, shaped, predictions, file_name), found_as=predictions.found_as))


def _judged(model: Model, table: Table, predictions: Predictions, file_name: str | None) -> Judged:
    """`table`: with columns as in training."""
    actual = _answers(model, table)
    is_number = model.target.task is Task.REGRESSION
    usable = (np.isfinite(actual) if is_number else actual >= 0) & (predictions.verdicts != FAILED)
    if not usable.any():
        raise EpochalError("flow.no_answers", {"name": model.target.name}, Place(file=file_name))
    if is_number:
        predicted = Predicted(predictions.prediction[usable].astype(np.float64), None)
    else:
        index = {name: at for at, name in enumerate(model.target.classes)}
        classes = np.array([index[label] for label in predictions.prediction[usable]], np.int64)
        assert predictions.probabilities is not None
        predicted = Predicted(classes, predictions.probabilities[usable])
    evaluation = evaluate(model.target, table.source_rows[usable], actual[usable], predicted, model.threshold)
    return Judged(evaluation, int((~usable).sum()))


def _answers(model: Model, table: Table) -> NDArray[Any]:
    """The actual target of every row, as the recipe leaves it: float64 (NaN for none) or int64 class index (-1).

    Rows that the recipe sets aside have none: the same kind of rows is judged as were at training.
    """
    cleaned = apply_recipe(model.fitted, table, Purpose.TRAINING).table
    found = actual_target(model.target, cleaned)
    answers = np.full(table.rows, np.nan if found.dtype.kind == "f" else -1, found.dtype)
    answers[np.searchsorted(table.source_rows, cleaned.source_rows)] = found
    return answers


def judged_frame(evaluation: Evaluation) -> pd.DataFrame:
    """The judged rows: source_row, actual, prediction, one probability a class, and the threshold if one was chosen."""
    frame = pd.DataFrame(
        {
            "source_row": evaluation.source_rows,
            "actual": evaluation.actual_labels(),
            "prediction": evaluation.predicted_labels(),
        }
    )
    if evaluation.probabilities is not None:
        for at, name in enumerate(evaluation.classes):
            frame[f"probability_{name}"] = evaluation.probabilities[:, at].astype(np.float64)
    if evaluation.threshold != THRESHOLD:
        frame["threshold"] = evaluation.threshold
    return frame
