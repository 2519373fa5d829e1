"""Each rule: what it does to cells and rows, what it learns, and what it refuses."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import numpy as np
import pytest
from cleaning_tables import cells, small_table

from core.base.errors import EpochalError
from core.cleaning.apply import Purpose, apply_recipe, fit_recipe
from core.cleaning.difference import difference_of
from core.cleaning.reading import unit_of
from core.cleaning.recipe import recipe_of
from core.cleaning.report import Cleaned, Outcome, by_value
from core.cleaning.rule import Rule
from core.cleaning.rules import (
    RULES,
    ClipOutliers,
    Convert,
    DropMissing,
    FillMissing,
    IgnoreColumns,
    KeepRange,
    RemoveDuplicates,
    ReplaceValues,
    TidyText,
)
from core.cleaning.starting import starting_rule
from core.data.columns import ColumnKind, Storage
from core.data.table import Table


def cleaned(rule: Rule, table: Table, training: list[int] | None = None, target: str | None = None) -> Cleaned:
    rows = table.source_rows if training is None else np.array(training, np.int64)
    return fit_recipe(recipe_of([rule]), table, rows, target)[1]


def reason_code(result: Cleaned) -> str:
    reason = result.report.steps[0].reason
    assert reason is not None
    return reason.code


# --- drop missing -------------------------------------------------------------------------------------------------


def test_that_rows_with_a_gap_are_set_aside_with_the_column_that_has_it() -> None:
    table = small_table({"area": [1, None, 3], "price": [5, 6, None]}, source_rows=[4, 7, 9])
    result = cleaned(DropMissing(), table)
    step = result.report.steps[0]
    assert result.table.source_rows.tolist() == [4]
    assert step.rejected_rows.tolist() == [7, 9]
    assert [str(step.reasons[at]) for at in step.reason_of] == ["“area” is missing.", "“price” is missing."]


def test_that_only_the_columns_named_decide() -> None:
    table = small_table({"area": [1, None], "price": [None, 6]})
    assert cleaned(DropMissing(("price",)), table).table.source_rows.tolist() == [2]


# --- fill missing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("method", "fill"), [("median", 2.0), ("mean", 3.0), ("most_frequent", 1.0)])
def test_that_numbers_are_filled_from_training_rows_only(method: str, fill: float) -> None:
    table = small_table({"x": [1, 1, 3, 7, None, 1000]})
    assert cells(cleaned(FillMissing(("x",), method), table, [1, 2, 3, 4, 5]).table, "x")[4] == fill


def test_that_of_equally_frequent_values_the_first_fills() -> None:
    table = small_table({"x": ["b", "a", "a", "b", None]})
    assert cells(cleaned(FillMissing(("x",), "most_frequent"), table).table, "x")[4] == "b"


def test_that_dates_are_filled_by_their_median() -> None:
    days = [datetime(2024, 1, 1), datetime(2024, 1, 3), datetime(2024, 1, 9), None]
    assert cells(cleaned(FillMissing(("d",)), small_table({"d": days})).table, "d")[3] == datetime(2024, 1, 3)


def test_that_a_constant_fits_the_storage_of_each_column() -> None:
    table = small_table({"n": [1, None], "t": ["a", None], "d": [datetime(2024, 1, 1), None]})
    by_number = cleaned(FillMissing((), "constant", 0), table)
    assert (cells(by_number.table, "n")[1], cells(by_number.table, "t")[1]) == (0.0, "0")
    assert cells(by_number.table, "d")[1] is None
    by_date = cleaned(FillMissing(("d",), "constant", "2024-05-06"), table)
    assert cells(by_date.table, "d")[1] == datetime(2024, 5, 6)


def test_that_a_text_can_not_fill_numbers_and_the_step_says_so() -> None:
    result = cleaned(FillMissing(("n",), "constant", "missing"), small_table({"n": [1, None]}))
    assert result.report.steps[0].outcome is Outcome.SKIPPED
    assert reason_code(result) == "cleaning.skip_columns_unsuited"


def test_that_every_column_does_not_mean_the_target() -> None:
    table = small_table({"x": [1, None], "y": [2, None]})
    assert cells(cleaned(FillMissing(), table, target="y").table, "y") == [2.0, None]


def test_that_a_column_without_any_training_value_keeps_its_gaps() -> None:
    table = small_table({"x": [None, None, 3]})
    assert cells(cleaned(FillMissing(("x",)), table, [1, 2]).table, "x") == [None, None, 3.0]


def test_that_yes_and_no_become_a_category_with_a_third_level() -> None:
    table = small_table({"x": ["yes", "no", None]}, {"x": ColumnKind.YES_NO})
    result = cleaned(FillMissing(("x",), "constant", "missing"), table)
    assert result.table.column("x").kind is ColumnKind.CATEGORY
    assert result.report.steps[0].columns_converted == ("x",)


def test_that_huge_numbers_have_no_mean_but_do_no_harm() -> None:
    table = small_table({"x": [1.7e308, 1.7e308, None]})
    assert cells(cleaned(FillMissing(("x",), "mean"), table).table, "x")[2] is None


# --- keep range ---------------------------------------------------------------------------------------------------


def test_that_rows_outside_a_range_go_and_gaps_stay() -> None:
    table = small_table({"area": [-1, 0, 1, None, 5]})
    result = cleaned(KeepRange("area", low=0, include_low=False, high=5, include_high=False), table)
    assert cells(result.table, "area") == [1.0, None]
    assert str(result.report.steps[0].reason) == "The row is not within 0 < area < 5."


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (KeepRange("area", low=0, include_low=False), "area > 0"),
        (KeepRange("area", low=-2.5), "area ≥ −2.5"),
        (KeepRange("area", high=1200, include_high=False), "area < 1,200"),
        (KeepRange("area", high=0), "area ≤ 0"),
        (KeepRange("area", low=1, high=2), "1 ≤ area ≤ 2"),
    ],
)
def test_that_a_range_is_told_in_signs(rule: KeepRange, words: str) -> None:
    assert str(rule.title()) == f"Keep rows with {words}."


def test_that_text_has_no_range() -> None:
    result = cleaned(KeepRange("area", low=0), small_table({"area": ["a", "b"]}))
    assert (result.table.rows, reason_code(result)) == (2, "cleaning.skip_columns_unsuited")


# --- convert ------------------------------------------------------------------------------------------------------


def test_that_typed_numbers_are_read_and_each_change_is_reported() -> None:
    texts = ["$2,757", "12 %", "(1,200)", "−3.5", "1e3", "€ 5", "7 USD", "20", "n/a", "twelve", None]
    result = cleaned(Convert(("p",)), small_table({"p": texts}))
    assert cells(result.table, "p") == [2757.0, 12.0, -1200.0, -3.5, 1000.0, 5.0, 7.0, 20.0, None, None, None]
    change = result.report.steps[0].changes[0]
    assert change.source_rows.tolist() == [1, 2, 3, 4, 5, 6, 7, 9, 10]  # "20" says the same as 20
    assert (change.before[0], change.after[0], change.after[-1]) == ("$2,757", 2757.0, None)
    assert result.table.column("p").storage is Storage.NUMBER


def test_that_a_number_with_more_digits_than_a_float64_counts_as_changed() -> None:
    result = cleaned(Convert(("p",)), small_table({"p": ["12345678901234567", "20.0", "0.1199999999999974"]}))
    assert result.report.steps[0].changes[0].source_rows.tolist() == [1]


def test_that_the_decimal_mark_is_a_choice() -> None:
    table = small_table({"p": ["1,234", "1 234,5", "1.234,5"]})
    assert cells(cleaned(Convert(("p",), decimal="."), table).table, "p") == [1234.0, None, None]
    assert cells(cleaned(Convert(("p",), decimal=","), table).table, "p") == [1.234, 1234.5, 1234.5]


def test_that_a_number_beyond_float64_spoils_no_other() -> None:
    table = small_table({"p": ["1e999", "$5", "9" * 400]})
    assert cells(cleaned(Convert(("p",)), table).table, "p") == [None, 5.0, None]


def test_that_dates_are_read_in_the_order_chosen() -> None:
    texts = ["2024-01-31", "03/04/2021", "3 March 2021", "Mar 3, 2021 14:30", "31.12.99", "30/02/2021", "soon"]
    day = cells(cleaned(Convert(("d",), "date"), small_table({"d": texts})).table, "d")
    assert day[:5] == [
        datetime(2024, 1, 31),
        datetime(2021, 4, 3),
        datetime(2021, 3, 3),
        datetime(2021, 3, 3, 14, 30),
        datetime(1999, 12, 31),
    ]
    assert day[5:] == [None, None]
    month = cells(cleaned(Convert(("d",), "date", day_first=False), small_table({"d": texts})).table, "d")
    assert month[1] == datetime(2021, 3, 4)
    assert month[4] == datetime(1999, 12, 31)  # with points the day always comes first


def test_that_numbers_and_dates_become_text_as_levels() -> None:
    table = small_table({"n": [20, 2.5, None], "d": [datetime(2024, 1, 2), None, datetime(2024, 1, 2, 3)]})
    result = cleaned(Convert(("n", "d"), "category"), table)
    assert cells(result.table, "n") == ["20", "2.5", None]
    assert cells(result.table, "d") == ["2024-01-02", None, "2024-01-02 03:00:00"]
    assert result.report.steps[0].outcome is Outcome.APPLIED
    assert result.report.steps[0].cells_changed == 0


def test_that_numbers_are_not_taken_for_dates() -> None:
    assert reason_code(cleaned(Convert(("n",), "date"), small_table({"n": [1]}))) == "cleaning.skip_columns_unsuited"


# --- tidy text ----------------------------------------------------------------------------------------------------


def test_that_spellings_become_the_most_frequent_of_the_training_rows() -> None:
    texts = ["Ideal", " ideal", "IDEAL", "Ideal ", "very  good", "Very Good", "VERY GOOD", "VERY GOOD", "   "]
    result = cleaned(TidyText(("cut",)), small_table({"cut": texts}), training=[1, 2, 3, 4, 5, 6])
    assert cells(result.table, "cut") == ["Ideal"] * 4 + ["very good"] * 4 + [None]
    assert ("cut", "   ", None, 1) in by_value(result.report.steps[0])


def test_that_spaces_and_case_are_separate_choices() -> None:
    table = small_table({"cut": ["a  b", "A  B", "a  b ", " a b"]})
    only_case = cleaned(TidyText(("cut",), trim=False, collapse=False), table)
    assert cells(only_case.table, "cut") == ["a  b", "a  b", "a  b ", " a b"]
    only_ends = cleaned(TidyText(("cut",), collapse=False, letter_case=False), table)
    assert cells(only_ends.table, "cut") == ["a  b", "A  B", "a  b", "a b"]
    only_inside = cleaned(TidyText(("cut",), trim=False, letter_case=False), table)
    assert cells(only_inside.table, "cut") == ["a b", "A B", "a b ", " a b"]


def test_that_a_word_training_never_saw_keeps_its_case() -> None:
    fitted, _ = fit_recipe(recipe_of([TidyText(("cut",))]), small_table({"cut": ["Ideal"]}), np.array([1]))
    result = apply_recipe(fitted, small_table({"cut": [" IDEAL", "faIR "]}), Purpose.PREDICTION)
    assert cells(result.table, "cut") == ["Ideal", "faIR"]


# --- duplicates ---------------------------------------------------------------------------------------------------


def test_that_the_first_of_equal_rows_stays_and_gaps_are_equal() -> None:
    table = small_table({"a": [1, 1, None, None, 1], "b": ["x", "x", None, None, "y"]})
    assert cleaned(RemoveDuplicates(), table).table.source_rows.tolist() == [1, 3, 5]
    assert cleaned(RemoveDuplicates(("b",)), table).table.source_rows.tolist() == [1, 3]


# --- clip ---------------------------------------------------------------------------------------------------------


def test_that_limits_come_from_the_training_rows() -> None:
    table = small_table({"x": [*range(1, 10), 1000, -1000]})
    result = cleaned(ClipOutliers(("x",), "iqr", factor=1.5), table, training=list(range(1, 10)))
    assert cells(result.table, "x")[9:] == [13.0, -3.0]  # quartiles 3 and 7, spread 4
    by_share = cleaned(ClipOutliers(("x",), "quantile", share=0.25), table, training=list(range(1, 10)))
    assert cells(by_share.table, "x")[9:] == [7.0, 3.0]


def test_that_what_a_row_is_told_does_not_depend_on_the_other_rows() -> None:
    rule, train = recipe_of([ClipOutliers(("x",), "iqr", factor=3.0)]), small_table({"x": [*range(1, 10)]})
    fitted, _ = fit_recipe(rule, train, train.source_rows)  # limits −9 and 19, seen 1 to 9
    told = [
        [flag.source_row for flag in apply_recipe(fitted, small_table({"x": values}), Purpose.PREDICTION).flags]
        for values in ([12.0, 5.0], [12.0, 50.0])
    ]
    assert told == [[], [2]]


def test_that_a_column_without_spread_keeps_its_values() -> None:
    table = small_table({"x": [0, 0, 0, 0, 0, 9]})
    assert cleaned(ClipOutliers(("x",)), table).report.steps[0].outcome is Outcome.NO_EFFECT


# --- replace ------------------------------------------------------------------------------------------------------


def test_that_values_are_replaced_by_level_and_all_at_once() -> None:
    table = small_table({"t": ["a", "b", "20.0", None], "n": [20, 1, None, 3]})
    result = cleaned(ReplaceValues(("t",), {"a": "b", "b": "a", "20": None}), table)
    assert cells(result.table, "t") == ["b", "a", None, None]
    assert cells(cleaned(ReplaceValues(("n",), {20: 2, "1": None}), table).table, "n") == [2.0, None, None, 3.0]


def test_that_dates_are_replaced_by_their_iso_text() -> None:
    table = small_table({"d": [datetime(1900, 1, 1), datetime(2024, 1, 2)]})
    result = cleaned(ReplaceValues(("d",), {"1900-01-01": None, "2024-01-02": "2024-01-03"}), table)
    assert cells(result.table, "d") == [None, datetime(2024, 1, 3)]


def test_that_a_number_column_takes_no_text() -> None:
    result = cleaned(ReplaceValues(("n",), {"1": "one"}), small_table({"n": [1]}))
    assert reason_code(result) == "cleaning.skip_columns_unsuited"


def test_that_replacing_a_value_by_itself_changes_nothing() -> None:
    result = cleaned(ReplaceValues(("t",), {"a": "a"}), small_table({"t": ["a"]}))
    assert result.report.steps[0].outcome is Outcome.NO_EFFECT


# --- ignore -------------------------------------------------------------------------------------------------------


def test_that_ignored_columns_are_gone_and_named() -> None:
    result = cleaned(IgnoreColumns(("a", "gone")), small_table({"a": [1], "b": [2]}))
    step = result.report.steps[0]
    assert result.table.names == ("b",)
    assert (step.columns_removed, step.outcome) == (("a",), Outcome.APPLIED)
    assert reason_code(result) == "cleaning.part_columns_gone"


# --- fields -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: KeepRange("", low=0), "cleaning.need_column"),
        (lambda: KeepRange("a"), "cleaning.range_open"),
        (lambda: KeepRange("a", low=2, high=1), "cleaning.range_empty"),
        (lambda: KeepRange("a", low=1, high=1, include_low=False), "cleaning.range_empty"),
        (lambda: KeepRange("a", low="0"), "cleaning.need_number"),  # type: ignore[arg-type]
        (lambda: KeepRange("a", low=float("nan")), "cleaning.need_number"),
        (lambda: KeepRange("a", low=10**400), "cleaning.need_number"),
        (lambda: KeepRange("a", low=True), "cleaning.need_number"),
        (lambda: KeepRange("a", low=0, include_low=1), "cleaning.need_flag"),  # type: ignore[arg-type]
        (lambda: DropMissing((1,)), "cleaning.need_columns"),  # type: ignore[arg-type]
        (lambda: IgnoreColumns(), "cleaning.no_columns"),
        (lambda: Convert(("a",), "colour"), "cleaning.need_choice"),
        (lambda: Convert(("a",), ["number"]), "cleaning.need_choice"),  # type: ignore[arg-type]
        (lambda: FillMissing(("a",), "constant"), "cleaning.constant_needed"),
        (lambda: FillMissing(("a",), "median", 3), "cleaning.constant_unused"),
        (lambda: FillMissing(("a",), "constant", [1]), "cleaning.need_value"),  # type: ignore[arg-type]
        (lambda: TidyText((), False, False, False), "cleaning.nothing_to_tidy"),
        (lambda: ClipOutliers(("a",), "iqr", factor=0), "cleaning.out_of_bounds"),
        (lambda: ReplaceValues(("a",), {}), "cleaning.empty_mapping"),
        (lambda: ReplaceValues(("a",), {"": "b"}), "cleaning.blank_before"),
        (lambda: ReplaceValues(("a",), {"b": [1]}), "cleaning.need_mapping"),  # type: ignore[dict-item]
        (lambda: ReplaceValues(("a",), "b"), "cleaning.need_mapping"),  # type: ignore[arg-type]
    ],
)
def test_that_senseless_fields_are_refused_in_words(make: type[Rule], code: str) -> None:
    with pytest.raises(EpochalError) as refused:
        make()
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.kind)
def test_that_every_rule_declares_all_of_itself(rule: type[Rule]) -> None:
    assert [field.name for field in rule.fields] == [field.name for field in dataclasses.fields(rule)]
    for words in (rule.name, rule.label, rule.sentence, rule.icon, *(field.title for field in rule.fields)):
        assert words and words == words.strip()
    for field in rule.fields:
        if field.only_when is not None:
            other = next(one for one in rule.fields if one.name == field.only_when[0])
            assert set(field.only_when[1]) <= {choice.value for choice in other.choices}


@pytest.mark.parametrize("kind", RULES)
@pytest.mark.parametrize("column", [None, "n", "t", "d", "gone"])
def test_that_a_rule_to_start_from_is_valid_and_loses_no_row(kind: str, column: str | None) -> None:
    table = small_table({"n": [1, 1, 2], "t": ["a", "a", "b"], "d": [datetime(2024, 1, at) for at in (1, 1, 2)]})
    rule = starting_rule(kind, table, column, "t")
    assert rule is not None
    assert rule.kind == kind
    if kind != RemoveDuplicates.kind:
        assert cleaned(rule, table).report.rows_rejected == 0


def test_that_there_is_no_range_to_start_from_without_numbers() -> None:
    assert starting_rule("keep_range", small_table({"t": ["a"]})) is None


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, 3.0, "filled"),
        ("n/a", None, "becomes missing"),
        (9.0, 3.0, "lower"),
        (1.0, 3.0, "higher"),
        ("$5", 5.0, "read as a number"),
        ("Ideal ", "Ideal", "spaces"),
        ("IDEAL", "Ideal", "letter case"),
        ("IDEAL ", "Ideal", "spaces and case"),
        ("Gd", "Good", "another value"),
        (20.0, "20", "read as text"),
        ("03.04.2021", "2021-04-03", "read as a date"),
        ("2021-04-03", "2021-04-04", "another value"),
    ],
)
def test_that_a_difference_has_a_name(before: str | float | None, after: str | float | None, words: str) -> None:
    assert str(difference_of(before, after)) == f"{words}."


def test_that_a_number_at_the_limit_is_not_beyond_it() -> None:
    """0.9 + 3 · 0.2 is 1.5000000000000002 or 1.4999999999999998 by the order of the additions."""
    wind = [0.7, 0.9, 0.7, 0.9, 1.1, 0.9, 1.1, 0.7, 1.1, 2.3]
    table = small_table({"wind": wind})
    rule = ClipOutliers(("wind",), "iqr", factor=3.0)
    first, third = np.quantile(np.array(wind), [0.25, 0.75])
    high = third + 3.0 * (third - first)
    learned = rule.fit(table, np.ones(10, np.bool_), ("wind",))
    assert learned["limits"]["wind"][1] == float(f"{high:.12g}")
    at_limit = small_table({"wind": [float(f"{high:.6g}"), high + 1.0]})
    changes = rule.apply(learned, at_limit, ("wind",)).changes
    assert [row for change in changes for row in change.source_rows.tolist()] == [2]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("4.50 kg", "kg"),
        (" 1,200.5kWh ", "kWh"),
        ("−3 °C", "°C"),
        ("80 m²", "m²"),
        ("12 km/h", "km/h"),
        ("12 h", "h"),
        ("12a", ""),
        ("12k", ""),
        ("3rd", ""),
        ("5 pm", ""),
        ("5", ""),
        ("kg", ""),
        ("about 5 kg", ""),
        ("5 kg net", ""),
    ],
)
def test_that_a_unit_is_what_stands_after_a_number(text: str, unit: str) -> None:
    assert unit_of(text) == unit


def test_that_a_unit_is_left_out_and_another_one_cannot_be_read() -> None:
    table = small_table({"w": ["4.50 kg", "3kg", "5", "450 g", "n/a", "kg", None]})
    done = cleaned(Convert(("w",), unit="kg"), table)
    assert cells(done.table, "w") == [4.5, 3.0, 5.0, None, None, None, None]
    assert str(Convert(("w",), unit="kg").summary()).startswith("decimal point; leaves out “kg”")
    plain = cleaned(Convert(("w",)), table)
    assert cells(plain.table, "w") == [None, None, 5.0, None, None, None, None]


# --- many columns -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        FillMissing((), "constant", "z"),
        TidyText(),
        Convert(tuple(f"c{at}" for at in range(30)), "text"),
        ReplaceValues(tuple(f"c{at}" for at in range(30)), (("a", "b"),)),
    ],
)
def test_that_a_rule_on_many_columns_makes_one_table(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    table = small_table({f"c{at}": ["a", "a", "A ", None] for at in range(30)})
    made: list[Table] = []
    monkeypatch.setattr(Table, "__post_init__", lambda self: made.append(self))
    after = rule.apply(rule.fit(table, np.ones(4, np.bool_), table.names), table, table.names).table
    assert made == [after]
