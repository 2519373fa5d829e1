"""How values are written in cells and facts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gui.models.cells import (
    cell_text,
    day_text,
    fact_number,
    is_grouped,
    is_missing,
    number_look,
    number_text,
    share_text,
    short_number,
)


def test_that_missing_is_none_nan_and_nat() -> None:
    assert is_missing(None) and is_missing(float("nan")) and is_missing(np.datetime64("NaT"))
    assert not is_missing(0.0) and not is_missing("")
    assert cell_text(np.datetime64("NaT")) == cell_text(None) == ""


def test_that_a_date_without_a_time_shows_only_its_day() -> None:
    assert cell_text(np.datetime64("2024-02-29T00:00:00", "us")) == "2024-02-29"
    assert cell_text(np.datetime64("2024-02-29T13:05:00", "us")) == "2024-02-29 13:05:00"
    assert cell_text(np.datetime64("20000-01-01", "us")) == "20000-01-01"  # what some databases call "for ever"
    assert cell_text(np.datetime64("0044-03-15T06:00:00.5", "us")) == "0044-03-15 06:00:00"
    assert day_text(1_704_067_200.0) == "2024-01-01" and day_text(-0.5) == "1969-12-31"
    assert day_text(5.7e11) == "20032-07-31"


def test_that_years_are_not_grouped_and_large_numbers_are() -> None:
    assert number_look(np.array([1961.0, 2008.0])).text(1961.0) == "1961"
    assert number_look(np.array([326.0, 18823.0])).text(18823.0) == "18,823"
    assert number_look(np.array([600.0, 1400.0])).text(1400.0) == "1,400", "amounts, beside others that are grouped"
    assert number_look(np.array([0.0] + [1961.0] * 40)).text(1961.0) == "1961", "one year isn't known"


def test_that_a_number_by_itself_is_grouped_unless_it_may_be_a_year() -> None:
    assert [is_grouped(3000.0), is_grouped(1961.0), is_grouped(1961.5), is_grouped(7.0)] == [True, False, True, True]


def test_that_a_column_shows_the_same_decimals_in_every_cell() -> None:
    look = number_look(np.array([56.0, 61.5, np.nan]))
    assert [look.text(56.0), look.text(61.5)] == ["56.0", "61.5"]
    assert look.text(61.25) == "61.25", "a later value isn't rounded"


def test_that_an_empty_number_column_has_a_look() -> None:
    assert number_look(np.array([np.nan, np.nan])).text(3.0) == "3"
    assert number_look(np.array([np.nan, np.inf])).text(math.inf) == "∞"


@settings(max_examples=50)
@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=8))
@example([1.7406009845222644e-07])
@example([7.123456789, 0.0123456789])
def test_that_a_cell_shows_its_first_figures_and_gives_all_when_asked(values: list[float]) -> None:
    look = number_look(np.array(values))
    for value in values:
        shown = float(look.text(value).replace(",", "").replace("−", "-"))
        assert shown == pytest.approx(value, rel=6e-3, abs=0), "never so few figures that it is another number"
        exact = look.exact(value)
        assert (float(exact.replace("−", "-")) if exact else shown) == value, "no digit can't be seen"


def test_that_computed_numbers_show_sensible_digits_and_written_ones_all() -> None:
    hours = number_look(np.array([14.0, 13.816666666666666, 9.2]))
    assert [hours.text(hour) for hour in (14.0, 13.816666666666666, 0.0)] == ["14.00", "13.82", "0.00"]
    assert hours.exact(13.816666666666666) == "13.816666666666666" and hours.exact(14.0) == ""
    assert hours.text(0.004166666666666667) == "0.004167", "not 0.00"
    latitude = number_look(np.array([41.878113, 52.5]))
    assert [latitude.text(41.878113), latitude.exact(41.878113)] == ["41.878113", ""]
    assert number_look(np.array([61.5, 60.0])).text(61 + 1 / 3) == "61.33", "a later one that was computed"
    assert cell_text(13.816666666666666) == "13.82" and cell_text(1 / 8192) == "0.0001221"


def test_that_shares_are_never_rounded_to_nothing_or_all() -> None:
    assert share_text(0, 10) == "0 %"
    assert share_text(1, 1_000_000) == "< 0.1 %"
    assert share_text(999_999, 1_000_000) == "> 99.9 %"
    assert share_text(10, 10) == "100 %"
    assert share_text(37, 2000) == "1.9 %"


def test_that_numbers_have_a_true_minus_and_few_digits_in_tiles() -> None:
    assert short_number(-0.012345) == "−0.0123"
    assert short_number(None) == "–" and short_number(0) == "0"
    assert fact_number(3932.8) == "3,933" and fact_number(0.797939) == "0.7979"
    assert (fact_number(0.7), fact_number(0.70004), fact_number(0.0)) == ("0.7", "0.7000", "0")
    assert number_text(-1234567.0) == "−1,234,567"
