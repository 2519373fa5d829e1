from __future__ import annotations

import json

import numpy as np
import pytest
from typed_tables import typed_table

from core.base.errors import EpochalError
from core.cleaning.apply import fit_recipe
from core.cleaning.recipe import Recipe
from core.data.columns import ColumnKind
from core.features.encode import encode, fit_encoder
from core.features.target import fit_target
from core.features.task import Task
from core.nn.layout import digest
from core.nn.spec import NetworkSpec
from core.training.model import HEADS, Model, model_from_parts, model_to_parts, predict_encoded

ALL = np.arange(1, 100, dtype=np.int64)
TARGETS = {Task.REGRESSION: "price", Task.BINARY: "sold", Task.MULTICLASS: "zone"}


def table():
    return typed_table(
        {
            "n:area": [50.0, 80, 120, 65, 90, 33],
            "c:kind": ["flat", "house", "house", "flat", "flat", "loft"],
            "n:price": [100.0, 180, 260, 130, 210, 70],
            "c:sold": ["yes", "no", "no", "no", "yes", "no"],
            "c:zone": ["a", "b", "c", "a", "b", "c"],
        }
    )


def model_for(task: Task, hidden: tuple[int, ...] = (3,)) -> Model:
    target = fit_target(table(), TARGETS[task], task, ALL, "auto")
    encoder = fit_encoder(table(), ["area", "kind"], ALL, "auto")
    outputs = len(target.classes) if task is Task.MULTICLASS else 1
    spec = NetworkSpec(encoder.width, hidden, outputs, "tanh", HEADS[task])
    weights = np.random.default_rng(2).normal(size=spec.parameters).astype(np.float32)
    fitted, _ = fit_recipe(Recipe(), table(), ALL, target.name)
    kinds = {"area": ColumnKind.NUMBER, "kind": ColumnKind.CATEGORY}
    return Model(spec, weights, fitted, encoder, target, digest(spec, weights), kinds)


@pytest.mark.parametrize("task", list(Task))
def test_that_a_model_comes_back_from_its_parts_and_predicts_the_same(task) -> None:
    model = model_for(task)
    plain, data = model_to_parts(model)
    again = model_from_parts(json.loads(json.dumps(plain)), data)
    assert (again.spec, again.encoder, again.target, again.digest) == (
        model.spec,
        model.encoder,
        model.target,
        model.digest,
    )
    assert again.fitted == model.fitted and dict(again.kinds) == dict(model.kinds)
    matrix = encode(model.encoder, table()).matrix
    first, second = predict_encoded(model, matrix), predict_encoded(again, matrix)
    np.testing.assert_array_equal(first.values, second.values)


def test_that_numbers_are_predicted_in_their_own_unit() -> None:
    model = model_for(Task.REGRESSION, hidden=())
    weights = np.zeros(model.spec.parameters, np.float32)
    flat = Model(model.spec, weights, model.fitted, model.encoder, model.target, "", model.kinds)
    predicted = predict_encoded(flat, encode(model.encoder, table()).matrix)
    np.testing.assert_allclose(predicted.values, 950 / 6)
    assert predicted.probabilities is None


@pytest.mark.parametrize("task", [Task.BINARY, Task.MULTICLASS])
def test_that_classes_come_with_probabilities_in_their_order(task) -> None:
    model = model_for(task)
    predicted = predict_encoded(model, encode(model.encoder, table()).matrix)
    assert predicted.probabilities.shape == (6, len(model.target.classes))
    assert predicted.probabilities.dtype == np.float32
    np.testing.assert_allclose(predicted.probabilities.sum(axis=1), 1, rtol=1e-6)
    np.testing.assert_array_equal(predicted.values, predicted.probabilities.argmax(axis=1))


@pytest.mark.parametrize("task", list(Task))
def test_that_no_rows_give_no_predictions(task) -> None:
    model = model_for(task)
    assert len(predict_encoded(model, np.empty((0, model.spec.inputs), np.float32)).values) == 0


def test_that_other_weights_are_noticed_by_their_digest() -> None:
    plain, data = model_to_parts(model_for(Task.REGRESSION))
    changed = bytes([data[0] ^ 1]) + data[1:]
    with pytest.raises(EpochalError) as caught:
        model_from_parts(plain, changed)
    assert caught.value.code == "training.model_damaged"


def test_that_an_interrupted_run_takes_its_kept_weights() -> None:
    model = model_for(Task.BINARY)
    empty = np.zeros(model.spec.parameters, np.float32)
    prepared = Model(
        model.spec, empty, model.fitted, model.encoder, model.target, digest(model.spec, empty), model.kinds
    )
    plain, _ = model_to_parts(prepared)
    _, kept = model_to_parts(model)
    assert model_from_parts(plain, kept, new_weights=True).digest == model.digest


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"spec": {}},
        {"spec": None},
        {"encoder": {"columns": []}},
        {"target": {"name": "price"}},
        {"kinds": [["area"]]},
        {"kinds": [["area", "colour"]]},
        {"digest": "0" * 64},
        {"more": 1},
    ],
)
def test_that_damaged_parts_are_told(change) -> None:
    plain, data = model_to_parts(model_for(Task.REGRESSION))
    with pytest.raises(EpochalError) as caught:
        model_from_parts({**plain, **change}, data)
    assert caught.value.code == "training.model_damaged"
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("data", [b"", b"123", np.full(19, np.nan, "<f4").tobytes()])
def test_that_weights_of_another_length_or_without_value_are_told(data) -> None:
    plain, _ = model_to_parts(model_for(Task.REGRESSION))
    with pytest.raises(EpochalError) as caught:
        model_from_parts(plain, data)
    assert caught.value.code == "training.model_damaged"


def test_that_a_network_of_another_width_than_its_encoder_is_told() -> None:
    plain, data = model_to_parts(model_for(Task.REGRESSION))
    other, _ = model_to_parts(model_for(Task.MULTICLASS))
    with pytest.raises(EpochalError):
        model_from_parts({**plain, "target": other["target"]}, data)
