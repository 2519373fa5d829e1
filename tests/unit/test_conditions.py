"""Conditions on rows: what can be written, what it means, and where an error points."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from cleaning_tables import small_table
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.progress import Progress
from core.data.columns import Storage
from core.data.conditions import ConditionError, parse_condition
from core.data.conditions.bind import bind_condition, read_span
from core.data.conditions.evaluate import condition_steps, rows_where
from core.data.conditions.tree import And, Condition, Not, Operator, Or, Quoting, Test, column_names
from core.data.table import Table

DAYS = [datetime(2019, 12, 31, 23, 59), datetime(2020, 1, 1), datetime(2020, 6, 30, 14, 20), None, datetime(2021, 1, 1)]


@pytest.fixture
def table() -> Table:
    return small_table(
        {
            "carat": [0.2, 2.5, None, 3.0, -1.0],
            "cut": ["Ideal", "ideal", None, "Very Good", "Fair"],
            "Sale Price": [1.0, 2.0, 3.0, 4.0, 5.0],
            "sold": DAYS,
            "color": ["Ideal", "E", "F", "Very Good", None],
            "2": [5.0, 4.0, 3.0, 2.0, 1.0],
            "价格": [1.0, None, 3.0, 4.0, 5.0],
        }
    )


def rows(table: Table, text: str) -> list[int]:
    return np.flatnonzero(rows_where(parse_condition(text), table)).tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("carat > 2", [1, 3]),
        ("carat>2 and cut = ideal", [1]),
        ("carat >= 2.5 or cut = Ideal", [0, 1, 3]),
        ("CARAT < −0.5", [4]),
        ("carat != 3", [0, 1, 2, 4]),
        ("not carat = 3", [0, 1, 2, 4]),
        ("carat is missing", [2]),
        ("carat is not missing and cut is not missing", [0, 1, 3, 4]),
        ("cut = Very Good", [3]),
        ("cut = 'Very Good'", [3]),
        ("cut contains IDEAL", [0, 1]),
        ("cut not contains ideal", [2, 3, 4]),
        ("cut in (Ideal, Very Good, Poor)", [0, 3]),
        ("cut not in (Ideal)", [1, 2, 3, 4]),
        ("carat between 0 and 2.5", [0, 1]),
        ("carat not between 0 and 2.5 and carat is not missing", [3, 4]),
        ("Sale Price > 3", [3, 4]),
        ('"Sale Price" > 3 and [Sale Price] < 5', [3]),
        ("`Sale Price` in (1, 2, 2.0)", [0, 1]),
        ("Sale Price = `2`", [2]),
        ("Sale Price > 2", [2, 3, 4]),
        ("cut = color", [0, 3]),
        ("cut in (color, Fair)", [0, 3, 4]),
        ('cut = "color"', []),
        ("价格 >= 4", [3, 4]),
        ("sold = 2020", [1, 2]),
        ("sold > 2020", [4]),
        ("sold >= 2020-06-30", [2, 4]),
        ("sold < 2020-01", [0]),
        ("sold <= 2020-06", [0, 1, 2]),
        ("sold between 2020-01 and 2020-06", [1, 2]),
        ("sold = 2020-06-30 14:20", [2]),
        ("sold in (2019, 2021-01-01)", [0, 4]),
        ("not (carat > 2 or cut is missing)", [0, 4]),
        ("carat > 2 and cut = ideal or Sale Price = 5", [1, 4]),
        ("carat > 2 and (cut = ideal or Sale Price = 4)", [1, 3]),
        ("cut ≠ Ideal and carat ≤ 3 and carat ≥ 3", [3]),
    ],
)
def test_that_a_condition_finds_its_rows(table: Table, text: str, found: list[int]) -> None:
    assert rows(table, text) == found


@pytest.mark.parametrize(
    ("text", "code", "pointed_at"),
    [
        ("carrat > 2", "filter_no_column_near", "carrat"),
        ("weight > 2", "filter_no_column", "weight"),
        ("carat > much", "filter_not_a_number", "much"),
        ("carat > 1,200", "filter_comma", ","),
        ("sold > June", "filter_not_a_date", "June"),
        ("sold > 2020-02-30", "filter_not_a_date", "2020-02-30"),
        ("cut > Ideal", "filter_no_order", "cut"),
        ("cut = carat", "filter_kinds_differ", "carat"),
        ("carat contains 2", "filter_no_text", "carat"),
        ("carat", "filter_comparison_expected", ""),
        ("carat > ", "filter_value_expected", ""),
        ("carat > 2 cut = Ideal", "filter_unexpected", "="),
        ("carat > 2 and", "filter_column_expected", ""),
        ("= 2", "filter_column_expected", "="),
        ("(carat > 2", "filter_unclosed", "("),
        ("carat > 2)", "filter_unexpected", ")"),
        ('cut = "Ideal', "filter_unclosed_quote", '"Ideal'),
        ("cut is Ideal", "filter_missing_expected", "Ideal"),
        ("carat between 1 or 2", "filter_between", "or"),
        ("cut in Ideal", "filter_list", "Ideal"),
        ("cut in (Ideal", "filter_list", ""),
        ("carat ! 2", "filter_mark", "!"),
        ("(" * 60 + "carat > 2" + ")" * 60, "filter_too_deep", "("),
        ("not " * 60 + "carat > 2", "filter_too_deep", "not"),
    ],
)
def test_that_an_error_is_one_sentence_that_points(table: Table, text: str, code: str, pointed_at: str) -> None:
    with pytest.raises(ConditionError) as told:
        rows_where(parse_condition(text), table)
    error = told.value
    assert error.code == f"data.{code}"
    assert text[error.start : error.end] == pointed_at
    sentence = str(error)
    assert "{" not in sentence and "“”" not in sentence
    assert 0 <= error.start < error.end


def test_that_a_quote_within_quotes_is_written_twice() -> None:
    tree = parse_condition('size = "5"" pipe"')
    assert isinstance(tree, Test) and tree.values[0].text == '5" pipe'


def test_that_words_of_the_language_are_names_in_quotes() -> None:
    tree = parse_condition('"in" = `not`')
    assert isinstance(tree, Test) and tree.column.text == "in"
    assert tree.values[0].quoting is Quoting.NAME


def test_that_a_condition_tells_its_columns_and_its_progress(table: Table) -> None:
    tree = parse_condition("carat > 2 and not (cut = Ideal or `Sale Price` is missing)")
    assert column_names(tree) == {"carat", "cut", "Sale Price"}
    *steps, last = condition_steps(bind_condition(tree, table), table)
    assert steps == [Progress("filter", at, 3, "tests") for at in range(3)]
    assert last.result.dtype == np.bool_  # type: ignore[union-attr]


def test_that_a_date_names_all_its_moments() -> None:
    leap = read_span("2020-02")
    assert leap is not None and leap.end - leap.start == 29 * 86_400_000_000
    assert read_span("9999") is not None and read_span("2020-13") is None and read_span("20") is None


# against a reading of one row after the other

WORDS = ("Ideal", "ideal", "Very Good", "Éclair", "Ж", "中文", "x")
COLUMNS = {"a": Storage.NUMBER, "b c": Storage.NUMBER, "t": Storage.TEXT, "u": Storage.TEXT, "d": Storage.DATE}
NUMBERS = (-2.0, 0.0, 0.5, 1.0, 3.0)
SPANS = ("2019", "2020-02", "2020-02-29", "2020-02-29 12:00")


def naive(condition: Condition, row: dict[str, Any]) -> bool:
    """The grammar's meaning, spelled out for one row."""
    if isinstance(condition, Not):
        return not naive(condition.part, row)
    if isinstance(condition, And):
        return all(naive(part, row) for part in condition.parts)
    if isinstance(condition, Or):
        return any(naive(part, row) for part in condition.parts)
    value = row[condition.column.text]
    if condition.operator is Operator.MISSING:
        return value is None
    if value is None:
        return False
    if condition.operator is Operator.CONTAINS:
        return condition.values[0].text.lower() in value.lower()
    ends = [naive_ends(other.text, other.quoting, value, row) for other in condition.values]
    if condition.operator is Operator.IN:
        return any(low is not None and low <= value <= high for low, high in ends)
    if any(low is None for low, _ in ends):
        return False
    (low, high), (_, last) = ends[0], ends[-1]
    return bool(
        {
            Operator.EQUAL: low <= value <= high,
            Operator.LESS: value < low,
            Operator.AT_MOST: value <= high,
            Operator.MORE: value > high,
            Operator.AT_LEAST: value >= low,
            Operator.BETWEEN: low <= value <= last,
        }[condition.operator]
    )


def naive_ends(text: str, quoting: Quoting, value: Any, row: dict[str, Any]) -> tuple[Any, Any]:
    if quoting is not Quoting.TEXT and text in row:
        return row[text], row[text]
    if isinstance(value, str):
        return text, text
    if isinstance(value, float):
        return float(text), float(text)
    forms = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d", 16: "%Y-%m-%d %H:%M"}
    start = datetime.strptime(text, forms[len(text)])
    steps = {4: timedelta(366), 7: timedelta(31), 10: timedelta(1), 16: timedelta(minutes=1)}
    end = start + steps[len(text)]
    if len(text) == 4:
        end = datetime(start.year + 1, 1, 1)
    elif len(text) == 7:
        end = datetime(end.year, end.month, 1)
    return start, end - timedelta(microseconds=1)


def written(draw: st.DrawFn, name: str) -> str:
    return draw(st.sampled_from([f"`{name}`", f"[{name}]", f'"{name}"', name]))


@st.composite
def single_tests(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(sorted(COLUMNS)))
    storage, column = COLUMNS[name], written(draw, name)
    if draw(st.integers(0, 5)) == 0:
        return f"{column} is {draw(st.sampled_from(['', 'not ', 'NOT ']))}missing"
    others = [other for other in COLUMNS if COLUMNS[other] is storage]
    plain = {
        Storage.NUMBER: st.sampled_from(NUMBERS).map(str),
        Storage.DATE: st.sampled_from(SPANS).map(lambda text: f'"{text}"'),
        Storage.TEXT: st.sampled_from(WORDS).map(lambda text: f'"{text}"'),
    }[storage]
    value = st.one_of(plain, plain, st.sampled_from(others).map(lambda other: f"`{other}`"))
    no = draw(st.sampled_from(["", "", "not "]))
    forms = [f"{column} {draw(st.sampled_from(['=', '!=']))} {draw(value)}"]
    forms.append(f"{column} {no}in ({', '.join(draw(st.lists(value, min_size=1, max_size=3)))})")
    if storage is Storage.TEXT:
        forms.append(f"{column} {no}contains {draw(plain)}")
    else:
        forms.append(f"{column} {draw(st.sampled_from(['<', '<=', '>', '>=', '≥']))} {draw(value)}")
        forms.append(f"{column} {no}between {draw(value)} and {draw(value)}")
    return draw(st.sampled_from(forms))


conditions = st.recursive(
    single_tests(),
    lambda inner: st.one_of(
        inner.map(lambda text: f"not ({text})"),
        st.tuples(inner, st.sampled_from([" and ", " or ", " AND "]), inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) and ({pair[1]})"),
    ),
    max_leaves=6,
)
moments = st.datetimes(datetime(2018, 12, 1), datetime(2021, 2, 1))
near = st.sampled_from(
    [datetime(2020, 2, 29, 12), datetime(2020, 2, 29, 12, 1), datetime(2020, 3, 1), datetime(2019, 1, 1)]
)
records = st.fixed_dictionaries(
    {
        "a": st.none() | st.sampled_from(NUMBERS),
        "b c": st.none() | st.sampled_from(NUMBERS),
        "t": st.none() | st.sampled_from(WORDS),
        "u": st.none() | st.sampled_from(WORDS),
        "d": st.none() | moments | near,
    }
)
KNOWN = {"a": 1.0, "b c": 1.0, "t": "x", "u": "x", "d": datetime(2020, 1, 1)}  # so that each column has its storage


@settings(max_examples=300, deadline=None)
@given(conditions, st.lists(records, max_size=12))
def test_that_all_rows_at_once_are_what_one_after_the_other_are(text: str, found: list[dict[str, Any]]) -> None:
    known = [KNOWN, *found]
    table = small_table({name: [record[name] for record in known] for name in COLUMNS})
    tree = parse_condition(text)
    assert rows_where(tree, table).tolist() == [naive(tree, record) for record in known]


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab c\"'`[]()=<>!≠,.0129-−and or not is missing in between contains“”"), max_size=40))
def test_that_any_text_is_read_or_told(text: str) -> None:
    try:
        parse_condition(text)
    except ConditionError as error:
        assert str(error) and 0 <= error.start < error.end <= len(text) + 1
