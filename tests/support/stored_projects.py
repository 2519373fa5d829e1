"""Small but real content for a project file: a table, a document, a model, an evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from core.base.notices import Notice
from core.cleaning.apply import fit_recipe
from core.cleaning.recipe import Recipe
from core.data.infer import infer_table
from core.data.readers.options import RejectedRow
from core.data.table import Table
from core.evaluation.report import Evaluation, evaluate
from core.features.encode import encode, fit_encoder
from core.features.target import actual_target, fit_target
from core.features.task import Task
from core.nn.layout import digest
from core.nn.spec import Head, NetworkSpec
from core.project.document import DataRef, Document, document_to_json
from core.project.store import ProjectStore
from core.training.model import Model, Predicted, model_to_parts, predict_encoded

ROWS = np.arange(1, 41, dtype=np.int64)


def sample_table() -> Table:
    """40 rows: a number, a category, and a price that follows from both."""
    area = [str(30 + 3 * row) for row in ROWS]
    town = ["Delft" if row % 3 else "Ede" for row in ROWS]
    price = [str(1000 * (30 + 3 * row) + (5000 if row % 3 else 0)) for row in ROWS]
    return infer_table({"area": area, "town": town, "price": price}, ROWS.copy())


def sample_rejected() -> list[RejectedRow]:
    """Two records that had the wrong number of cells."""
    reason = Notice("project.empty_file")
    return [RejectedRow(41, 42, reason, ("1", "2", "3", "4")), RejectedRow(42, None, reason, ())]


def sample_model(seed: int = 1) -> Model:
    """A network of random weights around recipe, encoder and target of the sample table."""
    table = sample_table()
    fitted, cleaned = fit_recipe(Recipe(), table, ROWS, "price")
    encoder = fit_encoder(cleaned.table, ["area", "town"], ROWS, "standard")
    target = fit_target(cleaned.table, "price", Task.REGRESSION, ROWS, "standard")
    spec = NetworkSpec(encoder.width, (4,), 1, "tanh", Head.LINEAR)
    weights = np.random.default_rng(seed).normal(size=spec.parameters).astype(np.float32)
    kinds = {name: table.column(name).kind for name in ("area", "town")}
    return Model(spec, weights, fitted, encoder, target, digest(spec, weights), kinds)


def sample_evaluation() -> Evaluation:
    """A judgement of made-up predictions of the sample table."""
    model, table = sample_model(), sample_table()
    actual = actual_target(model.target, table)
    judged = evaluate(model.target, ROWS, actual, Predicted(actual * 1.1, None))
    return judged.with_baselines({"constant": {"mse": 2.0}, "linear": {"mse": 1.0}})


def predictions_of(model: Model) -> Any:
    """What a model says of the sample table, float64 [40]."""
    return predict_encoded(model, encode(model.encoder, sample_table()).matrix).values


def fill(store: ProjectStore, document: Document) -> Document:
    """Put the sample table in and make it the document's data."""
    table = sample_table()
    snapshot = store.put_table(table)
    store.put_rejected(snapshot, sample_rejected())
    data = DataRef(snapshot, "houses.csv", table.rows, 3, 2, "2026-11-24T10:00:00+00:00", "0" * 64, {"format": "csv"})
    filled = document.with_data(data).with_target("price")
    store.save_document(filled, "Imported houses.csv")
    return filled


def begin(store: ProjectStore, **changes: Any) -> int:
    """Begin a run of the sample model."""
    given: dict[str, Any] = {
        "name": "Quick",
        "document": document_to_json(store.document()),
        "task": "regression",
        "planned_epochs": 20,
        "rows": {"train": 28, "validation": 4, "test": 8, "set_aside": 0},
        "environment": {"numpy": np.__version__},
        "prepared": model_to_parts(sample_model(seed=0))[0],
    }
    return store.begin_run(**{**given, **changes})


def weights_of(model: Model) -> bytes:
    """Its weights as a project file keeps them."""
    return model_to_parts(model)[1]


def whole_project(path: Path) -> Path:
    """A closed project with data, two saved states, a value, and a finished run with epochs, model and evaluation."""
    from core.project.runs import EpochRow, RunStatus

    with ProjectStore.create(path, Document("Houses")) as store:
        fill(store, store.document())
        store.set_ui_state({"page": "train"})
        number = begin(store)
        store.add_epochs(number, [EpochRow(epoch, 1 / epoch, 2 / epoch, epoch / 10) for epoch in range(1, 21)])
        store.put_model(number, sample_model())
        store.put_evaluation(number, sample_evaluation())
        store.finish_run(
            number,
            RunStatus.DONE,
            best_epoch=20,
            digest=sample_model().digest,
            metrics={"test": {"r2": 0.5}},
            notices=[Notice("project.no_model", {"number": 3})],
            seconds=2.5,
        )
    return path
