"""Ranges: a trained model gets its prediction interval from the rows that the run kept from training."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError
from core.base.progress import result_of
from core.evaluation.conformal import calibrated
from core.features.task import Task
from core.flow.preparing import Prepared, prepare
from core.project.document import document_from_json
from core.project.runs import RunRecord
from core.project.store import ProjectStore
from core.training.interval import Interval
from core.training.model import Model, predict_encoded

MOST_ROWS = 20_000  # of each part: the share is then right to 0.2 percentage points, and the run ends no later


def interval_of(prepared: Prepared, model: Model) -> Interval | None:
    """The interval of a model of numbers; None for classes and where there are too few validation rows."""
    at = prepared.positions
    if model.target.task is not Task.REGRESSION or not len(at.validation):
        return None
    training, validation = _spaced(at.training), _spaced(at.validation)
    floor = 0.0 if prepared.actual[at.training].min() >= 0 else None
    parts = [
        (prepared.actual[rows], predict_encoded(model, prepared.matrix, rows).values) for rows in (training, validation)
    ]
    return calibrated(prepared.settings.interval, parts[0], parts[1], floor)


def with_interval(store_path: Path, run: RunRecord, model: Model) -> Model:
    """The model with its interval: a run that a crash ended, or an older program, has none. It is counted once, from
    the run's own rows, and kept with the model when the project can be written. What can't be counted stays away.
    """
    counts = model.interval is None and model.target.task is Task.REGRESSION and run.rows.get("validation")
    if not counts:
        return model
    try:
        with ProjectStore.open(store_path, read_only=True) as store:
            document = document_from_json(run.document)
            table = store.get_table(document.data.snapshot) if document.data is not None else None
        if table is None:
            return model
        interval = interval_of(result_of(prepare(table, document, whole=True)), model)
        if interval is None:
            return model
        model = replace(model, interval=interval)
        with ProjectStore.open(store_path) as store:
            if not store.read_only:
                store.put_model(run.number, model)
    except EpochalError:  # a prediction without a range is still a prediction
        pass
    return model


def _spaced(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """All of these rows, or MOST_ROWS of them, evenly chosen."""
    return rows if len(rows) <= MOST_ROWS else rows[np.linspace(0, len(rows) - 1, MOST_ROWS).astype(np.int64)]
