from __future__ import annotations

import json

import numpy as np
import pytest
from typed_tables import typed_table

from core.base.errors import EpochalError
from core.features.target import (
    actual_target,
    decode_numbers,
    encode_target,
    fit_target,
    target_from_json,
    target_to_json,
)
from core.features.task import Task

ALL = np.arange(1, 101, dtype=np.int64)


@pytest.mark.parametrize("scaling", ["auto", "minmax", "standard", "robust", "none"])
def test_that_numbers_come_back_in_their_own_unit(scaling) -> None:
    table = typed_table({"n:price": [215_000.0, 105_000, 172_000, None, 99_999.5]})
    encoder = fit_target(table, "price", Task.REGRESSION, np.array([1, 2, 3]), scaling)
    scaled = encode_target(encoder, table)
    assert scaled.dtype == np.float32 and np.isnan(scaled[3])
    known = ~np.isnan(scaled)
    actual = table.values("price").to_numpy()
    np.testing.assert_allclose(decode_numbers(encoder, scaled)[known], actual[known], rtol=1e-6)
    np.testing.assert_array_equal(actual_target(encoder, table), actual)


def test_that_scaling_learns_from_training_rows_only() -> None:
    table = typed_table({"n:y": [0.0, 10, 1e6]})
    encoder = fit_target(table, "y", Task.REGRESSION, np.array([1, 2]), "minmax")
    assert (encoder.center, encoder.scale) == (0.0, 10.0)


def test_that_the_rarer_class_is_positive_unless_a_person_says_otherwise() -> None:
    table = typed_table({"c:Status": ["good"] * 70 + ["bad"] * 30})
    rarer = fit_target(table, "Status", Task.BINARY, ALL, "auto")
    assert rarer.classes == ("good", "bad") and rarer.positive == "bad"
    chosen = fit_target(table, "Status", Task.BINARY, ALL, "auto", "good")
    assert chosen.classes == ("bad", "good") and chosen.positive == "good"
    assert encode_target(chosen, table)[0] == 1.0


def test_that_of_equally_frequent_classes_the_later_is_positive() -> None:
    table = typed_table({"n:y": [0, 1] * 50})
    assert fit_target(table, "y", Task.BINARY, ALL, "auto").classes == ("0", "1")
    assert fit_target(table, "y", Task.BINARY, ALL, "auto", "0.0").positive == "0"


def test_that_classes_are_indices_and_unknown_ones_are_missing() -> None:
    table = typed_table({"c:y": ["b", "a", "c", None, "a"]})
    encoder = fit_target(table, "y", Task.MULTICLASS, np.array([1, 2]), "auto")
    assert encoder.classes == ("a", "b")
    np.testing.assert_array_equal(encode_target(encoder, table), np.array([1, 0, np.nan, np.nan, 0], np.float32))
    np.testing.assert_array_equal(actual_target(encoder, table), [1, 0, -1, -1, 0])


def test_that_a_number_and_its_text_are_the_same_class() -> None:
    learned = typed_table({"n:y": [20.0, 30.0] * 50})
    encoder = fit_target(learned, "y", Task.BINARY, ALL, "auto")
    texts = typed_table({"c:y": ["20", "30", "30.0", "x"]})
    np.testing.assert_array_equal(actual_target(encoder, texts), [0, 1, 1, -1])


@pytest.mark.parametrize(
    ("column", "values", "task", "positive", "code"),
    [
        ("c:y", ["a", "b", "a"], Task.BINARY, "c", "features.positive_unknown"),
        ("n:y", [1.0, 2.5, 3.0], Task.REGRESSION, "a", "features.positive_not_binary"),
        ("c:y", ["a", "a", "a"], Task.BINARY, None, "features.target_one_class"),
        ("c:y", [None, None, None], Task.MULTICLASS, None, "features.target_blank_in_training"),
        ("n:y", [None, None, None], Task.REGRESSION, None, "features.target_blank_in_training"),
    ],
)
def test_that_what_can_not_be_learned_is_told(column, values, task, positive, code) -> None:
    with pytest.raises(EpochalError) as caught:
        fit_target(typed_table({column: values}), "y", task, ALL, "auto", positive)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_that_json_keeps_every_bit() -> None:
    table = typed_table({"n:y": [0.1, 0.7, 1 / 3], "c:z": ["a", "b", "a"]})
    for encoder in (
        fit_target(table, "y", Task.REGRESSION, ALL, "standard"),
        fit_target(table, "z", Task.BINARY, ALL, "auto"),
    ):
        assert target_from_json(json.loads(json.dumps(target_to_json(encoder)))) == encoder


@pytest.mark.parametrize(
    "change", [{"scale": 0.0}, {"scale": "1"}, {"task": "binary"}, {"classes": ["a"]}, {"name": 3}]
)
def test_that_damaged_json_is_refused(change) -> None:
    table = typed_table({"n:y": [0.1, 0.7]})
    plain = target_to_json(fit_target(table, "y", Task.REGRESSION, ALL, "standard"))
    with pytest.raises((TypeError, ValueError)):
        target_from_json({**plain, **change})
