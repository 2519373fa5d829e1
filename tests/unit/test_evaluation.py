from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from core.base.errors import EpochalError
from core.evaluation.codec import evaluation_from_parts, evaluation_to_parts
from core.evaluation.curves import confusion
from core.evaluation.report import Evaluation, evaluate, validation_rows
from core.evaluation.verdict import three_digits, verdicts_of
from core.features.target import TargetEncoder
from core.features.task import Task
from core.training.model import Predicted

NUMBER = TargetEncoder("price", Task.REGRESSION, "standard", 100.0, 10.0)
TWO = TargetEncoder("Status", Task.BINARY, classes=("good", "bad"), positive="bad")
THREE = TargetEncoder("class", Task.MULTICLASS, classes=("a", "b", "c"))


def judged(target: TargetEncoder, rows: int = 40) -> Evaluation:
    rng = np.random.default_rng(1)
    source_rows = np.arange(10, 10 + rows, dtype=np.int64)
    if target.task is Task.REGRESSION:
        actual = rng.normal(100, 10, rows)
        return evaluate(target, source_rows, actual, Predicted(actual + rng.normal(0, 1, rows), None))
    classes = len(target.classes)
    probabilities = rng.dirichlet(np.ones(classes), rows).astype(np.float32)
    actual = rng.integers(0, classes, rows)
    return evaluate(target, source_rows, actual, Predicted(probabilities.argmax(1), probabilities))


@pytest.mark.parametrize("target", [NUMBER, TWO, THREE])
def test_that_an_evaluation_comes_back_from_its_parts(target) -> None:
    first = judged(target).with_baselines({"linear": {"rmse": 1.5, "r2": None}})
    plain, data = evaluation_to_parts(first)
    again = evaluation_from_parts(json.loads(json.dumps(plain)), data)
    assert (again.task, again.target, again.classes) == (first.task, first.target, first.classes)
    assert (again.metrics, again.baselines) == (first.metrics, first.baselines)
    for name in ("source_rows", "actual", "predicted", "probabilities"):
        np.testing.assert_array_equal(getattr(again, name), getattr(first, name))
    assert evaluation_to_parts(again) == (plain, data)


def test_that_labels_are_names_for_classes_and_numbers_else() -> None:
    evaluation = judged(TWO)
    assert set(evaluation.actual_labels()) == {"good", "bad"} and evaluation.positive == "bad"
    assert judged(NUMBER).predicted_labels().dtype == np.float64 and judged(NUMBER).positive is None
    assert judged(THREE).positive is None


def repacked(**arrays: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 not an archive",
        repacked(source_rows=np.arange(40)),
        repacked(source_rows=np.arange(40), actual=np.full(40, 7), predicted=np.zeros(40, np.int64)),
        repacked(source_rows=np.arange(10**6), actual=np.zeros(40), predicted=np.zeros(40)),
    ],
)
@pytest.mark.parametrize("target", [NUMBER, THREE])
def test_that_damaged_arrays_are_told(target, data) -> None:
    plain, _ = evaluation_to_parts(judged(target))
    with pytest.raises(EpochalError) as caught:
        evaluation_from_parts(plain, data)
    assert caught.value.code == "evaluation.damaged"


def test_that_a_pickled_array_is_never_opened() -> None:
    plain, data = evaluation_to_parts(judged(NUMBER))
    hostile = io.BytesIO()
    np.lib.format.write_array(hostile, np.array([print] * 40, object), allow_pickle=True)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(stream, "w") as changed:
        for name in whole.namelist():
            changed.writestr(name, hostile.getvalue() if name == "actual.npy" else whole.read(name))
    with pytest.raises(EpochalError) as caught:
        evaluation_from_parts(plain, stream.getvalue())
    assert caught.value.code == "evaluation.damaged"


@pytest.mark.parametrize(
    "change", [{"task": "guess"}, {"rows": "x"}, {"classes": ["a"]}, {"metrics": 1}, {"format": 9}]
)
def test_that_damaged_figures_are_told(change) -> None:
    plain, data = evaluation_to_parts(judged(NUMBER))
    with pytest.raises(EpochalError) as caught:
        evaluation_from_parts({**plain, **change}, data)
    assert caught.value.code == "evaluation.damaged"


@pytest.mark.parametrize(
    ("network", "linear", "constant", "codes"),
    [
        (23_100.0, 36_700.0, 80_000.0, ["evaluation.beats_linear"]),
        (36_750.0, 36_700.0, 80_000.0, ["evaluation.ties_linear"]),
        (40_000.0, 36_700.0, 80_000.0, ["evaluation.behind_linear"]),
        (90_000.0, 36_700.0, 80_000.0, ["evaluation.behind_mean", "evaluation.behind_linear"]),
        (0.0, 0.0, 0.0, ["evaluation.ties_linear"]),
        (2e-6, 7e-7, 28.0, ["evaluation.ties_linear"]),
        (28.0, 28.1, 28.1, ["evaluation.behind_mean"]),
    ],
)
def test_that_the_verdict_compares_typical_errors(network, linear, constant, codes) -> None:
    beside = {"constant": {"rmse": constant}, "linear": {"rmse": linear}}
    told = verdicts_of(Task.REGRESSION, {"rmse": network}, beside)
    assert [notice.code for notice in told] == codes
    assert all(str(notice).endswith(".") for notice in told)


def test_that_the_verdict_speaks_in_numbers() -> None:
    told = verdicts_of(Task.REGRESSION, {"rmse": 23_111.0}, {"linear": {"rmse": 36_700.0}})
    assert str(told[0]) == (
        "The network beats the straight-line model: its typical error is 37 % smaller (RMSE 23,100 against 36,700)."
    )
    told = verdicts_of(Task.BINARY, {"log_loss": 0.5}, {"linear": {"log_loss": 0.4}, "constant": {"log_loss": 0.45}})
    assert [notice.code for notice in told] == ["evaluation.behind_shares", "evaluation.behind_logistic"]
    assert verdicts_of(Task.BINARY, {"log_loss": None}, {"linear": {"log_loss": 0.4}}) == ()
    assert verdicts_of(Task.MULTICLASS, {"log_loss": 0.5}, {}) == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.04896, "0.0490"),
        (0.0, "0"),
        (0.41234, "0.412"),
        (23_111.0, "23,100"),
        (1.0, "1.00"),
        (1.5e-7, "1.50e-07"),
        (99.96, "100"),
        (12.34, "12.3"),
    ],
)
def test_that_figures_are_said_in_three_digits(value, words) -> None:
    assert three_digits(value) == words


def test_that_the_matrix_of_right_and_wrong_is_scikit_learns() -> None:
    for target in (TWO, THREE):
        found = judged(target, 300)
        np.testing.assert_array_equal(confusion(found), confusion_matrix(found.actual, found.predicted))


def test_that_what_to_choose_by_comes_back_too() -> None:
    chosen_by = validation_rows(judged(TWO, 25))
    linear = np.linspace(0, 1, 40, dtype=np.float32)
    first = judged(TWO).with_baselines({}, linear).with_validation(chosen_by)
    assert not first.lacks_validation
    plain, data = evaluation_to_parts(first)
    again = evaluation_from_parts(json.loads(json.dumps(plain)), data)
    np.testing.assert_array_equal(again.validation.actual, chosen_by.actual)
    np.testing.assert_array_equal(again.validation.scores, chosen_by.scores)
    np.testing.assert_array_equal(again.linear_scores, linear)
    assert evaluation_to_parts(again) == (plain, data)
    with pytest.raises(ValueError, match="read-only"):
        again.validation.scores[0] = 0


def test_that_an_evaluation_of_an_older_version_still_opens() -> None:
    plain, data = evaluation_to_parts(judged(TWO))
    old = {name: value for name, value in plain.items() if name not in ("validation_rows", "linear_scores")}
    again = evaluation_from_parts(old, data)
    assert again.validation is None and again.linear_scores is None
    assert again.lacks_validation
    for target in (NUMBER, THREE):  # nothing is chosen by them
        assert not judged(target).lacks_validation
        assert validation_rows(judged(target)) is None


def test_that_a_figure_that_an_older_version_did_not_keep_is_counted() -> None:
    whole = judged(NUMBER)
    older = replace(whole, metrics={"rmse": 1.0, "r2": 0.5})
    assert older.with_later_figures().metrics == {**whole.metrics, "rmse": 1.0, "r2": 0.5}
    assert whole.with_later_figures() is whole
    assert judged(TWO).with_later_figures().metrics == judged(TWO).metrics


@pytest.mark.parametrize("change", [{"validation_rows": 9}, {"linear_scores": True}, {"validation_rows": "x"}])
def test_that_missing_later_parts_are_told(change) -> None:
    plain, data = evaluation_to_parts(judged(TWO))
    with pytest.raises(EpochalError) as caught:
        evaluation_from_parts({**plain, **change}, data)
    assert caught.value.code == "evaluation.damaged"
