"""One spelling for a level, whatever file it came from."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.levels import canonical_levels, is_plain_number, level_text, number_text


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("20", "20"), ("20.0", "20"), ("20.50", "20.5"), ("-0.5", "-0.5"), ("007", "007"), ("1e5", "1e5"),
        ("1,000", "1,000"), (" 20", " 20"), ("n/a", "n/a"), ("12345678901234567890", "12345678901234567890"),
        ("+5", "+5"), ("5.", "5."), ("-0", "0"),
    ],
)  # fmt: skip
def test_that_plain_numbers_have_one_spelling_and_other_texts_stay(text: str, level: str) -> None:
    assert level_text(text) == level
    assert level_text(level) == level


def test_that_a_number_and_its_text_are_the_same_level() -> None:
    numbers = canonical_levels(pd.Series([20.0, 0.5, np.nan]))
    texts = canonical_levels(pd.Series(["20.0", "0.5", None], dtype="str"))
    assert numbers.tolist() == texts.tolist() == ["20", "0.5", None]
    assert numbers.dtype == object


def test_that_dates_are_iso_texts() -> None:
    dates = pd.Series(np.array(["2020-01-02", "NaT", "2020-01-02T03:04:05"], dtype="datetime64[us]"))
    assert canonical_levels(dates).tolist() == ["2020-01-02", None, "2020-01-02 03:04:05"]


def test_that_years_of_all_lengths_are_iso_texts() -> None:
    dates = pd.Series(np.array(["0001-01-01", "0099-12-31T10:00", "12345-01-01"], dtype="datetime64[us]"))
    assert canonical_levels(dates).tolist() == ["0001-01-01", "0099-12-31 10:00:00", "12345-01-01"]


def test_that_an_empty_column_has_no_levels() -> None:
    assert canonical_levels(pd.Series([], dtype="str")).tolist() == []
    assert canonical_levels(pd.Series([np.nan])).tolist() == [None]


@settings(max_examples=50)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_that_the_text_of_a_number_reads_back_as_it(number: float) -> None:
    assert float(number_text(number)) == number


def test_that_plain_numbers_are_told_from_codes() -> None:
    assert all(map(is_plain_number, ("0", "-12.50", "7")))
    assert not any(map(is_plain_number, ("007", "", "1.", ".5", "1e5", "1 000", None, 5)))
