"""Sentences read well for one row and for a very small share."""

from __future__ import annotations

import pytest

from core.base.notices import Notice
from core.base.wording.filling import filled, percent


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0 %"), (0.0002, "< 0.1 %"), (0.002, "0.2 %"), (0.2, "20 %"), (0.086, "8.6 %"), (0.9999, "> 99.9 %"),
     (0.995, "99.5 %"), (1.0, "100 %")],
)  # fmt: skip
def test_that_a_share_is_never_rounded_to_nothing_or_all(share: float, words: str) -> None:
    assert percent(share) == words
    assert filled("{gain:share}", {"gain": share}) == words


def test_that_one_row_is_one_row() -> None:
    template = "{rows:,} {rows:row has|rows have} no value in “{name}”"
    assert filled(template, {"rows": 1, "name": "y"}) == "1 row has no value in “y”"
    assert filled(template, {"rows": 1200, "name": "y"}) == "1,200 rows have no value in “y”"
    assert filled("{on} {share:.2f} {name}", {"on": True, "share": 0.5, "name": None}) == "True 0.50 None"


def test_that_a_blank_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled("{rows:,}", {})


def test_that_a_single_missing_value_among_many_is_said_well() -> None:
    told = Notice("data.noticed_missing", {"missing": 1, "rows": 4454, "share": 1 / 4454})
    assert str(told) == "1 of 4,454 values is missing (< 0.1 %): fill it, or drop this row."


def test_that_a_number_below_zero_has_a_true_minus_sign() -> None:
    told = Notice("data.noticed_outliers", {"count": 120, "low": -12172.75, "high": 18447.0})
    assert "outside −12,172.8 to 18,447" in str(told)
    assert filled("{n:,} {x:g} {t}", {"n": -1500, "x": -2e-7, "t": "a-b"}) == "−1,500 −2e−07 a-b"
