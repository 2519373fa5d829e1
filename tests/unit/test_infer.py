"""What a column is, and why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.wording import wording_of
from core.data.columns import ColumnKind, Storage
from core.data.infer import infer_table, storage_of, with_kind
from core.data.names import sounds_like_id
from core.data.table import Table

MANY = range(1, 101)


def table_of(values: object, name: str = "v", decimal: str = ".") -> Table:
    series = pd.Series(values, dtype="str") if isinstance(values, list) else values
    rows = np.arange(1, len(series) + 1, dtype=np.int64)  # type: ignore[arg-type]
    return infer_table({name: series}, rows, decimal=decimal)


def kind_and_reason(values: object, name: str = "v") -> tuple[str, str]:
    column = table_of(values, name).columns[0]
    assert str(column.reason).endswith(".")
    return str(column.kind), column.reason.code.removeprefix("data.kind_")


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["1", " 2.5 ", None, "-3e-2", "+.5", "4."], ("number", "number")),
        (["0", "1", "1", "0"], ("number", "number")),
        (["1,234", "12", "1,234,567"], ("number", "number_thousands")),
        (["1", "nan", "2", "x", "y"], ("category", "category")),
        (["1", "2", "3", "4", "n/a"], ("text", "mostly_numbers")),
        (["$2,757", "$1,000", "€5"], ("text", "signed_numbers")),
        (["12 %", "13 %"], ("text", "signed_numbers")),
        (["01234", "99999"], ("category", "leading_zeros")),
        (["0", "0.5", "10"], ("number", "number")),
        ([str(2**53 + 10 * i + 1) for i in MANY], ("id", "long_numbers")),
        (["yes", "No", None, "YES"], ("yes_no", "yes_no")),
        (["Y", "N", "Y"], ("yes_no", "yes_no")),
        (["TRUE", "false", "True"], ("yes_no", "true_false")),
        (["good", "bad", "good"], ("category", "category")),
        (["t", "t", "t"], ("category", "category")),
        (["2001-01-22", None, "2024-02-29 10:30"], ("date", "date_year_first")),
        (["2001-01-22T10:00:00Z"], ("date", "date_year_first")),
        (["25/12/2020", "01/02/2020"], ("date", "date_day_first")),
        (["12/25/2020", "1/2/2020 3:04 PM"], ("date", "date_month_first")),
        (["01/02/2020", "03/04/2020"], ("text", "open_dates")),
        (["01.02.2020", "3.4.20"], ("date", "date_day_first")),
        (["5 Jan 2020", "6-February-21"], ("date", "date_day_month_name")),
        (["January 5, 2020", "mar 6 2020"], ("date", "date_month_name_day")),
        (["31/02/2020", "30/02/2020"], ("category", "category")),
        (["2020-13-01", "2020-01-01"], ("category", "category")),
        (["Jan", "Feb", "Mar"], ("category", "category")),
        ([None, " ", ""], ("text", "empty")),
        ([f"A-{i:03d}" for i in MANY], ("id", "id_text")),
        ([f"some words about case {i}" for i in MANY], ("text", "text")),
        ([f"c{i % 7}" for i in MANY], ("category", "category")),
    ],
)
def test_that_texts_are_what_an_analyst_would_say(values: list[str | None], wanted: tuple[str, str]) -> None:
    assert kind_and_reason(values) == wanted


@pytest.mark.parametrize(
    ("name", "values", "wanted"),
    [
        ("anything", [float(i) for i in MANY], ("id", "id_sequence")),
        ("PID", [float(7 * i % 101) for i in MANY], ("id", "id_name")),
        ("area", [float(7 * i % 101) for i in MANY], ("number", "number")),
        ("year", [1900.0 + i for i in MANY], ("number", "number")),
        ("customer id", [float(i % 9) for i in MANY], ("number", "number")),
        ("id", [1.0, 2.0, 3.0], ("number", "number")),
        ("order value", [float(7 * i % 101) for i in MANY], ("number", "number")),
    ],
)
def test_that_an_id_is_not_taken_for_a_measurement(name: str, values: list[float], wanted: tuple[str, str]) -> None:
    assert kind_and_reason(pd.Series(values), name) == wanted


def test_that_names_of_ids_are_known() -> None:
    assert all(map(sounds_like_id, ("id", "PID", "PassengerId", "customer_id", "Order", "zip code", "ID_customer")))
    assert not any(map(sounds_like_id, ("area", "width", "acid", "paid", "humidity", "order value", "price index", "")))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_that_numbers_are_read_to_the_last_bit(numbers: list[float]) -> None:
    table = table_of([repr(number) for number in numbers] + ["0.5"])
    assert table.values("v").tolist() == [*numbers, 0.5]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text("ab1 .,-/:", max_size=8)), min_size=1, max_size=12))
def test_that_nothing_but_blanks_is_missing_after_reading(texts: list[str | None]) -> None:
    table = table_of(texts)
    assert table.values("v").isna().tolist() == [text is None or not text.strip() for text in texts]


def test_that_numbers_among_text_lose_the_decimal_comma_of_their_file() -> None:
    table = table_of(["3,14", "n/a", "2,5", "7"], decimal=",")
    assert table.values("v").tolist() == ["3.14", "n/a", "2.5", "7"]


def test_that_thousands_go_with_the_decimal_comma_of_their_file() -> None:
    table = table_of(["1.234,50", "2,5", "1.000", "-12.000,5", "1 234,5", "n/a", "v1.000"], decimal=",")
    assert table.values("v").tolist() == ["1234.50", "2.5", "1000", "-12000.5", "1 234.5", "n/a", "v1.000"]


@pytest.mark.parametrize("text", ["9007199254740993", "9,007,199,254,740,993", "-9007199254740993"])
def test_that_whole_numbers_a_float64_would_change_stay_text(text: str) -> None:
    assert table_of([text, "1"]).values("v").tolist() == [text, "1"]


def test_that_a_column_may_have_another_decimal_mark_than_its_file() -> None:
    assert table_of(["1,5", "2,25"]).values("v").tolist() == [1.5, 2.25]
    assert table_of(["1.5", "2.25"], decimal=",").values("v").tolist() == [1.5, 2.25]


def test_that_a_persons_kind_counts_what_could_not_be_read() -> None:
    table, lost = with_kind(table_of(["1", "2,310", "x", None, "y"]), "v", ColumnKind.NUMBER)
    assert lost == 2 and table.values("v").tolist()[:2] == [1.0, 2310.0]
    assert table.columns[0] == table.column("v") and table.column("v").storage == Storage.NUMBER
    table, lost = with_kind(table_of(["01/02/2020", "x"]), "v", ColumnKind.DATE)
    assert lost == 1 and table.values("v")[0] == pd.Timestamp(2020, 2, 1)


def test_that_numbers_become_their_levels_and_back() -> None:
    table = table_of(pd.Series([20.0, 0.5, np.nan, -3.0]))
    as_category, lost = with_kind(table, "v", ColumnKind.CATEGORY)
    assert lost == 0 and as_category.values("v").fillna("?").tolist() == ["20", "0.5", "?", "-3"]
    back, lost = with_kind(as_category, "v", ColumnKind.NUMBER)
    assert lost == 0 and back.frame.equals(table.frame)
    assert table.values("v").tolist()[0] == 20.0


@pytest.mark.parametrize(
    ("numbers", "first"),
    [([20240131.0, 20240201.0], "2024-01-31"), ([1990.0, 2001.0], "1990-01-01"), ([0.5, np.nan], "1970-01-01 12:00")],
)
def test_that_numbers_become_dates(numbers: list[float], first: str) -> None:
    table, lost = with_kind(table_of(pd.Series(numbers)), "v", ColumnKind.DATE)
    assert lost == 0 and table.values("v")[0] == pd.Timestamp(first)


def test_that_dates_become_days_and_texts() -> None:
    table = table_of(["1970-01-02", "1970-01-03 12:00"])
    assert with_kind(table, "v", ColumnKind.NUMBER)[0].values("v").tolist() == [1.0, 2.5]
    texts = with_kind(table, "v", ColumnKind.CATEGORY)[0].values("v").tolist()
    assert texts == ["1970-01-02", "1970-01-03 12:00:00"]


def test_that_an_id_keeps_its_storage_and_the_same_kind_changes_nothing() -> None:
    table = table_of(pd.Series([1.0, 5.0]))
    assert with_kind(table, "v", ColumnKind.ID)[0].column("v").storage == Storage.NUMBER
    assert with_kind(table, "v", ColumnKind.NUMBER) == (table, 0)


def test_that_every_kind_has_a_storage() -> None:
    assert {kind: storage_of(kind) for kind in ColumnKind}[ColumnKind.CATEGORY] == Storage.TEXT
    assert storage_of(ColumnKind.NUMBER) == Storage.NUMBER and storage_of(ColumnKind.DATE) == Storage.DATE


def test_that_a_chosen_kind_has_a_sentence() -> None:
    table, _ = with_kind(table_of(["a", "b"]), "v", ColumnKind.TEXT)
    assert wording_of(table.column("v").reason.code).what and "category" in str(table.column("v").reason)


def test_that_a_number_beyond_float64_takes_no_other_cell_with_it() -> None:
    table, lost = with_kind(table_of(["abc", "1e999", "3", "1e30", None]), "v", ColumnKind.NUMBER)
    np.testing.assert_array_equal(table.values("v").to_numpy(), [np.nan, np.nan, 3, 1e30, np.nan])
    assert lost == 2
