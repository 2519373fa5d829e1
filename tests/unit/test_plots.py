"""What the charts reckon: ticks, smoothing, places of names, words of figures."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evaluation.pictures import error_shares
from gui.models.words import clock, share, significant, took
from gui.plots.labels import End, place_names, push_apart
from gui.plots.loss_axes import seen_ahead
from gui.plots.smoothing import smooth
from gui.plots.ticks import linear_ticks, log_ticks, tick_words


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
@settings(max_examples=50)
def test_that_linear_ticks_are_few_even_and_inside(low: float, span: float) -> None:
    high = low + span
    ticks = linear_ticks(low, high)
    assert len(ticks) <= 6
    slack = 1e-6 * max(abs(low), abs(high), span)
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    steps = [second - first for first, second in pairwise(ticks)]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6, abs_tol=slack) for step in steps)


def test_that_whole_ticks_never_fall_between_epochs() -> None:
    assert linear_ticks(1, 3, whole=True) == [1, 2, 3]
    assert all(tick == round(tick) for tick in linear_ticks(0.6, 9.4, whole=True))


def test_that_log_ticks_go_in_one_two_five_steps() -> None:
    assert log_ticks(0.009, 0.6) == [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
    assert log_ticks(300, 20_000) == [500, 1_000, 2_000, 5_000, 10_000, 20_000]


@given(st.floats(1e-12, 1e9), st.floats(1.01, 1e12))
@settings(max_examples=50)
def test_that_log_ticks_are_few_and_positive(low: float, factor: float) -> None:
    ticks = log_ticks(low, low * factor)
    assert len(ticks) <= 6
    assert all(tick > 0 for tick in ticks)


def test_that_ticks_share_their_decimals_and_zero_has_none() -> None:
    words = tick_words([0.0, 0.25, 0.5], lambda value, decimals: f"{value:.{decimals}f}")
    assert words == ["0", "0.25", "0.50"]
    assert tick_words([1e-7, 2e-7], lambda value, decimals: "") == ["10⁻⁷", "2×10⁻⁷"]


def test_that_no_smoothing_is_the_values_themselves() -> None:
    values = np.array([3.0, 1.0, 2.0])
    assert smooth(values, 0.0) is values


def test_that_smoothing_is_debiased_and_passes_over_gaps() -> None:
    smoothed = smooth(np.array([2.0, 4.0, math.nan, 6.0]), 0.5)
    assert smoothed[0] == 2.0  # a biased average would begin at 1
    assert smoothed[1] == pytest.approx((0.5 * 2 + 1 * 4) / 1.5)
    assert math.isnan(smoothed[2])
    assert smoothed[3] == pytest.approx((0.25 * 2 + 0.5 * 4 + 1 * 6) / 1.75)


@given(st.lists(st.floats(0, 300), max_size=12))
@settings(max_examples=50)
def test_that_labels_pushed_apart_keep_their_order_distance_and_bounds(wanted: list[float]) -> None:
    placed = push_apart(wanted, 8, 292)
    gap = min(14.0, 284 / max(len(wanted) - 1, 1))
    ordered = [place for _, place in sorted(zip(wanted, placed, strict=True))]
    assert all(second - first >= gap - 1e-6 for first, second in pairwise(ordered))
    assert all(8 - 1e-6 <= place <= 292 + 1e-6 for place in placed)


def test_that_a_name_steps_off_a_line_that_would_run_through_it() -> None:
    def beside(*spans: tuple[float, float]) -> float:
        return place_names([End(100, 150, 40)], [np.array(spans)], 300)[0]

    assert abs(beside((150, 150)) - 150) >= 10
    assert beside((200, 200)) == 150
    assert beside((100, 155)) == 165  # a steep line, and one that leaves no room above it
    assert beside((130, 140), (148, 152)) == 162
    assert beside((130, 140), (148, 152), (160, 175)) == 120
    assert beside((60, 160), (140, 240)) in (129, 130, 170, 171)  # one line rather than both


def test_that_names_far_apart_along_x_do_not_push_each_other() -> None:
    ends = [End(0, 150, 40), End(400, 150, 40)]
    assert place_names(ends, [np.empty((0, 2))] * 2, 300) == [150, 150]


def test_that_shares_never_round_to_nothing_or_everything() -> None:
    assert share(0.0) == "0 %"
    assert share(0.0002) == "< 0.1 %"
    assert share(0.9999) == "> 99.9 %"
    assert share(1.0) == "100 %"
    assert share(0.976) == "97.6 %"


def test_that_numbers_have_three_digits_and_a_true_minus_sign() -> None:
    assert significant(0.015612) == "0.0156"
    assert significant(-12345.0) == "−12,300"
    assert significant(None) == "–"
    assert significant(0.99999) == "1.00"
    assert clock(72) == "1:12"
    assert clock(3672) == "1:01:12"
    assert [took(seconds) for seconds in (0.0, 0.1, 4.26, 9.96, 72, None)] == [
        "< 0.1 s",
        "0.1 s",
        "4.3 s",
        "0:10",
        "1:12",
        "–",
    ]


def test_that_errors_are_shares_only_where_every_actual_value_is_positive() -> None:
    found = error_shares(np.array([100.0, 200.0]), np.array([110.0, 180.0]))
    assert found is not None
    assert found == pytest.approx([0.1, -0.1])
    assert error_shares(np.array([0.0, 1.0]), np.array([1.0, 1.0])) is None


@pytest.mark.parametrize(
    ("reached", "planned", "seen"),
    [
        (1, 60, 60),
        (14, 5000, 100),
        (90, 5000, 150),
        (110, 5000, 150),
        (2499, 5000, 5000),
        (800, 10_000, 1000),
        (60, 101, 101),
    ],
)
def test_that_a_long_plan_is_shown_a_round_number_ahead(reached: int, planned: int, seen: int) -> None:
    assert seen_ahead(reached, planned) == seen
