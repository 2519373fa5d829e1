from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from typed_tables import typed_table

from core.base.errors import EpochalError
from core.data.flags import RowVerdict
from core.features.encode import encode, encoder_from_json, encoder_to_json, fit_encoder
from core.features.encoders import MOST_LEVELS

ALL = np.arange(1, 10_001, dtype=np.int64)
numbers = st.floats(-1e12, 1e12, allow_subnormal=False)


def told(encoded) -> list[tuple[int, str, str]]:
    return [(flag.source_row, str(flag.verdict), str(flag.notice)) for flag in encoded.flags]


@settings(max_examples=30, deadline=None)
@given(st.lists(numbers, min_size=2, max_size=60))
def test_that_scaled_numbers_are_those_of_scikit_learn(values) -> None:
    table = typed_table({"n:x": values})
    column = np.array(values)[:, None]
    magnitude = float(np.abs(column).max())
    if np.ptp(column) <= max(1e-6 * magnitude, 1e-9):
        return  # nearly constant: the two differ only in what they call constant
    for scaling, scaler in (("minmax", MinMaxScaler()), ("standard", StandardScaler())):
        encoded = encode(fit_encoder(table, ["x"], ALL, scaling), table)
        np.testing.assert_allclose(encoded.matrix, scaler.fit_transform(column), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("scaling", ["auto", "minmax", "standard", "robust", "none"])
def test_that_a_constant_column_is_harmless(scaling) -> None:
    table = typed_table({"n:x": [0.1] * 7})
    encoder = fit_encoder(table, ["x"], ALL, scaling)
    assert encoder.columns[0].scale == 1.0
    assert np.isfinite(encode(encoder, table).matrix).all()


def test_that_robust_scaling_of_a_mostly_constant_column_falls_back_to_the_deviation() -> None:
    values = [0.0] * 90 + [500.0] * 10
    encoder = fit_encoder(typed_table({"n:pool": values}), ["pool"], ALL, "robust")
    assert encoder.columns[0].scale == pytest.approx(np.std(values))


def test_that_only_training_rows_are_learned_from() -> None:
    training = typed_table({"n:x": [1.0, 2, 3], "c:k": ["a", "b", "a"]})
    wider = typed_table({"n:x": [1.0, 2, 3, 1e9, None], "c:k": ["a", "b", "a", "z", None]})
    rows = np.array([1, 2, 3], np.int64)
    assert fit_encoder(training, ["x", "k"], rows, "auto") == fit_encoder(wider, ["x", "k"], rows, "auto")


def test_that_categories_are_one_hot_over_sorted_levels() -> None:
    table = typed_table({"c:cut": ["Ideal", "Fair", "Good", "Fair"]})
    encoder = fit_encoder(table, ["cut"], ALL, "auto")
    assert encoder.feature_names == ("cut = Fair", "cut = Good", "cut = Ideal")
    np.testing.assert_array_equal(encode(encoder, table).matrix, [[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0, 0]])


def test_that_an_unseen_level_is_the_average_row_and_is_told() -> None:
    encoder = fit_encoder(typed_table({"c:clarity": ["VS1", "VS1", "VS1", "SI2"]}), ["clarity"], ALL, "auto")
    encoded = encode(encoder, typed_table({"c:clarity": ["SI3", "VS1"]}))
    np.testing.assert_array_equal(encoded.matrix, [[0.25, 0.75], [0, 1]])
    assert encoded.complete.all()
    assert told(encoded) == [(1, "check", "clarity “SI3” was not in the training data (column “clarity”).")]


def test_that_levels_beyond_the_most_frequent_share_a_slot() -> None:
    values = [f"id{number:03}" for number in range(300)] + [f"id{number:03}" for number in range(200, 300)]
    table = typed_table({"i:key": values})
    encoder = fit_encoder(table, ["key"], ALL, "auto")
    column = encoder.columns[0]
    assert len(column.levels) == MOST_LEVELS and encoder.width == MOST_LEVELS + 1 and column.others == 45
    assert {f"id{number:03}" for number in range(200, 300)} <= set(column.levels)
    encoded = encode(encoder, typed_table({"i:key": ["id299", "nobody"]}))
    assert encoded.matrix[1, -1] == 1.0 and encoded.matrix[1].sum() == 1.0
    assert told(encoded)[0][2].startswith("key “nobody” is not among the 255 most frequent values")


def test_that_a_number_and_its_text_are_the_same_level() -> None:
    encoder = fit_encoder(typed_table({"c:code": [20.0, 30.0]}), ["code"], ALL, "auto")
    encoded = encode(encoder, typed_table({"c:code": ["20", "30.0"]}))
    np.testing.assert_array_equal(encoded.matrix, np.eye(2))
    assert encoded.flags == ()


def test_that_values_outside_the_training_range_are_told_in_numbers() -> None:
    encoder = fit_encoder(typed_table({"n:carat": [0.2, 5.01, 1.0]}), ["carat"], ALL, "auto")
    encoded = encode(encoder, typed_table({"n:carat": [9.1, 0.1, 5.01, 0.2]}, source_rows=[11, 12, 13, 14]))
    assert told(encoded) == [
        (11, "check", "carat 9.1 is above the training range (0.2 … 5.01) (column “carat”)."),
        (12, "check", "carat 0.1 is below the training range (0.2 … 5.01) (column “carat”)."),
    ]


@pytest.mark.parametrize(
    ("known", "value", "words"),
    [
        (
            [1 / 3, 23.98333333333333],
            0.08333333333333333,
            "x 0.0833333 is below the training range (0.333333 … 23.9833)",
        ),
        ([1234567.0, 2.0], 1234568.5, "x 1234568 is above the training range (2 … 1234567)"),
        ([1.0, 2.0], 2.00000001, "x 2.00000001 is above the training range (1 … 2)"),
        ([0.1, 0.2], 0.30000000000000004, "x 0.3 is above the training range (0.1 … 0.2)"),
        ([0.1, 0.3], 0.30000000000000004, "x 0.30000000000000004 is above the training range (0.1 … 0.3)"),
    ],
)
def test_that_a_range_is_told_in_as_many_digits_as_it_takes(known, value, words) -> None:
    encoder = fit_encoder(typed_table({"n:x": known}), ["x"], ALL, "auto")
    assert told(encode(encoder, typed_table({"n:x": [value]})))[0][2] == f"{words} (column “x”)."


def test_that_dates_are_days_and_their_range_is_told_as_dates() -> None:
    encoder = fit_encoder(typed_table({"d:day": ["2001-01-22", "2001-02-01"]}), ["day"], ALL, "minmax")
    encoded = encode(encoder, typed_table({"d:day": ["2001-01-27", "2001-02-11T12:00"]}))
    np.testing.assert_allclose(encoded.matrix[:, 0], [0.5, 2.05])
    words = "day 2001-02-11 12:00:00 is above the training range (2001-01-22 … 2001-02-01)"
    assert told(encoded)[0][2].startswith(words)


def test_that_a_missing_value_fails_the_row_and_leaves_the_matrix_finite() -> None:
    table = typed_table({"n:carat": [0.2, None, 1.0], "c:cut": ["a", "b", None]})
    encoded = encode(fit_encoder(table, ["carat", "cut"], ALL, "auto"), table)
    assert encoded.complete.tolist() == [True, False, False]
    assert np.isfinite(encoded.matrix).all()
    assert told(encoded) == [
        (2, "failed", "no value in “carat” and no rule fills it (column “carat”)."),
        (3, "failed", "no value in “cut” and no rule fills it (column “cut”)."),
    ]


def test_that_cells_that_are_no_numbers_fail_their_row_with_the_reason() -> None:
    encoder = fit_encoder(
        typed_table({"n:x": [1.0, 2.0], "d:day": ["2024-01-01", "2024-01-02"]}), ["x", "day"], ALL, "auto"
    )
    table = typed_table({"n:x": ["1.5", "abc", "1e200"], "t:day": ["2024-01-02", "soon", "2024-01-01"]})
    encoded = encode(encoder, table)
    assert encoded.complete.tolist() == [True, False, False]
    words = {flag.source_row: str(flag.notice) for flag in encoded.flags if flag.verdict is RowVerdict.FAILED}
    assert words[2] == "“soon” in “day” is not a date (column “day”)."
    assert words[3] == "1e200 in “x” is too large to reckon with (column “x”)."
    assert "“abc” in “x” is not a number (column “x”)." in [str(flag.notice) for flag in encoded.flags]


def test_that_infinite_and_huge_numbers_fail_their_row_without_a_warning() -> None:
    encoder = fit_encoder(typed_table({"n:x": [1.0, 1.0 + 1e-9]}), ["x"], ALL, "auto")
    encoded = encode(encoder, typed_table({"n:x": [1.0, float("inf"), 1e300, 1e40]}))
    assert encoded.complete.tolist() == [True, False, False, False]
    assert all(flag.notice.code == "features.flag_too_large" for flag in encoded.flags)


def test_that_an_imputed_column_takes_the_typical_value_in_silence() -> None:
    table = typed_table({"n:x": [1.0, 2.0, 9.0], "c:k": ["a", "a", "b"]})
    encoder = fit_encoder(table, ["x", "k"], ALL, "none")
    absent = typed_table({"n:x": [None, None], "c:k": [None, None]})
    encoded = encode(encoder, absent, imputed=("x", "k"))
    assert encoded.complete.all() and encoded.flags == ()
    np.testing.assert_allclose(encoded.matrix, [[2.0, 2 / 3, 1 / 3]] * 2, rtol=1e-6)


def test_that_the_matrix_is_float32_in_rows_and_flags_can_be_left_out() -> None:
    table = typed_table({"n:x": [1.0, 5.0, 100.0], "c:k": ["a", "b", "c"]})
    encoder = fit_encoder(table, ["x", "k"], np.array([1, 2]), "auto")
    quiet = encode(encoder, table, flags=False)
    assert quiet.matrix.dtype == np.float32 and quiet.matrix.flags.c_contiguous and quiet.flags == ()
    np.testing.assert_array_equal(quiet.matrix, encode(encoder, table).matrix)


def test_that_a_rows_entries_do_not_depend_on_the_other_rows() -> None:
    rng = np.random.default_rng(5)
    frame = {"n:x": rng.normal(size=200).tolist(), "c:k": rng.choice(["a", "b", "c"], 200).tolist()}
    table = typed_table(frame)
    encoder = fit_encoder(table, ["x", "k"], ALL, "robust")
    keep = rng.random(200) < 0.3
    np.testing.assert_array_equal(encode(encoder, table.take(keep)).matrix, encode(encoder, table).matrix[keep])


@pytest.mark.parametrize(
    ("columns", "features", "rows", "code"),
    [
        ({"n:x": [1.0]}, [], ALL, "features.no_features"),
        ({"n:x": [None, None]}, ["x"], ALL, "features.column_empty"),
        ({"c:x": [None, "a"]}, ["x"], np.array([1]), "features.column_empty"),
        ({"n:x": [1.0]}, ["x"], np.array([], np.int64), "features.split_no_training"),
    ],
)
def test_that_nothing_to_learn_from_is_told(columns, features, rows, code) -> None:
    with pytest.raises(EpochalError) as caught:
        fit_encoder(typed_table(columns), features, rows, "auto")
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_that_a_matrix_beyond_memory_is_told_before_it_is_made(monkeypatch) -> None:
    table = typed_table({"n:x": [1.0, 2.0]})
    encoder = fit_encoder(table, ["x"], ALL, "auto")
    monkeypatch.setattr("core.features.encode.LARGEST_MATRIX_BYTES", 4)
    with pytest.raises(EpochalError) as caught:
        encode(encoder, table)
    assert caught.value.code == "features.matrix_too_large"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(numbers, st.text(min_size=1, max_size=5).filter(str.strip)), min_size=1, max_size=30),
    st.sampled_from(["minmax", "standard", "robust", "none"]),
)
def test_that_json_keeps_every_bit(rows, scaling) -> None:
    table = typed_table({"n:x": [x for x, _ in rows], "t:k": [k for _, k in rows]})
    encoder = fit_encoder(table, ["x", "k"], ALL, scaling)
    again = encoder_from_json(json.loads(json.dumps(encoder_to_json(encoder))))
    assert again == encoder
    np.testing.assert_array_equal(encode(again, table).matrix, encode(encoder, table).matrix)


@pytest.mark.parametrize(
    "change",
    [
        {"scale": 0},
        {"center": None},
        {"scaling": "cubic"},
        {"kind": "colour"},
        {"levels": ["a", "a"]},
        {"minimum": "0"},
    ],
)
def test_that_damaged_json_is_refused(change) -> None:
    plain = encoder_to_json(fit_encoder(typed_table({"n:x": [1.0, 2.0]}), ["x"], ALL, "auto"))
    with pytest.raises((KeyError, TypeError, ValueError)):
        encoder_from_json({"columns": [{**plain["columns"][0], **change}]})


def test_that_the_encoded_columns_follow_the_order_of_the_features() -> None:
    table = typed_table({"n:a": [1.0, 2.0], "c:b": ["u", "v"], "n:c": [3.0, 5.0]})
    encoder = fit_encoder(table, ["c", "b", "a"], ALL, "none")
    assert encoder.feature_names == ("c", "b = u", "b = v", "a")
    assert [(part.start, part.stop) for part in encoder.slices] == [(0, 1), (1, 3), (3, 4)]
    np.testing.assert_array_equal(encode(encoder, table).matrix, [[3, 1, 0, 1], [5, 0, 1, 2]])


def test_that_an_unchanged_table_stays_unchanged() -> None:
    table = typed_table({"n:a": [1.0, None], "c:b": ["u", None]})
    before = table.frame.copy()
    encode(fit_encoder(table, ["a", "b"], ALL, "auto"), table)
    pd.testing.assert_frame_equal(table.frame, before)
