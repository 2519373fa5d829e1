"""JSON text of a project file: what goes in comes out, and nothing else does."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import EpochalError
from core.project.codec import from_text, to_text

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.just("$float"), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(values)
def test_that_plain_values_come_back_and_the_text_is_json_for_any_reader(value: Any) -> None:
    text = to_text(value)
    assert from_text(text, "here") == value
    json.loads(text, parse_constant=lambda word: pytest.fail(word))


def test_that_a_loss_that_is_not_a_number_comes_back() -> None:
    back = from_text(to_text({"nan": float("nan"), "far": [float("inf"), -float("inf")]}), "here")
    assert math.isnan(back["nan"]) and back["far"] == [float("inf"), -float("inf")]


def test_that_a_key_that_looks_like_our_own_mark_stays_a_key() -> None:
    for value in ({"$float": "nan"}, {"$$float": "nan"}, {"$": 1}):
        assert from_text(to_text(value), "here") == value


def test_that_numpy_scalars_are_kept_as_numbers() -> None:
    given = {"a": np.float32(0.5), "b": np.int64(3), "c": np.bool_(True), "d": np.float64("nan"), "e": (1, 2)}
    back = from_text(to_text(given), "here")
    assert (back["a"], back["b"], back["c"], back["e"]) == (0.5, 3, True, [1, 2]) and math.isnan(back["d"])


@pytest.mark.parametrize("value", [{1, 2}, {1: "a"}, b"bytes", np.zeros(3), object()])
def test_that_what_cannot_be_kept_is_a_bug_and_not_guessed_at(value: object) -> None:
    with pytest.raises(TypeError):
        to_text(value)


@pytest.mark.parametrize("text", ["", "{", "[1,", "NaN", "nul", "[" * 100_000, b"\xff\xfe", 3, None, "1" * 5_000])
def test_that_text_that_is_not_json_is_a_sentence(text: object) -> None:
    with pytest.raises(EpochalError) as caught:
        from_text(text, "here")
    assert caught.value.code == "project.bad_value" and caught.value.params == {"field": "here"}
