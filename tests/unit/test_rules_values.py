"""Rules about values: filling, reading, spelling, replacing, units."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from cleaning_tables import cells, small_table
from one_rule import cleaned, reason_code

from core.cleaning.apply import Purpose, apply_recipe, fit_recipe
from core.cleaning.listing import Listed, list_values
from core.cleaning.reading import unit_of
from core.cleaning.recipe import recipe_of
from core.cleaning.report import Outcome, by_value
from core.cleaning.rules import (
    Convert,
    FillMissing,
    ReplaceValues,
    TidyText,
)
from core.data.columns import ColumnKind, Storage

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
    assert str(Convert(("w",), unit="kg").summary()).startswith("leaves out “kg”")
    plain = cleaned(Convert(("w",)), table)
    assert cells(plain.table, "w") == [None, None, 5.0, None, None, None, None]


# --- what a person says of single values --------------------------------------------------------------------------

CUTS = ["Ideal", "IDEAL", "ideal ", "Ideal", "V. Good", " v. good", None, "Fair"]


def test_that_own_spellings_count_as_written_and_as_tidied() -> None:
    rule = TidyText(("t",), spellings={"t": {"V. Good": "Very Good", "Fair": None, "ideal ": "ideal"}})
    table = small_table({"t": CUTS})
    assert cells(cleaned(rule, table).table, "t") == [
        *("Ideal", "Ideal", "ideal", "Ideal"),
        *("Very Good", "Very Good", None, None),
    ]
    assert rule.summary().code == "cleaning.tidy_own" and rule.summary().params["own"] == 3


def test_that_two_texts_can_change_places_and_another_column_keeps_its_own() -> None:
    swap = TidyText((), trim=False, collapse=False, letter_case=False, spellings={"t": {"a": "b", "b": "a"}})
    after = cleaned(swap, small_table({"t": ["a", "b"], "u": ["a", "b"]})).table
    assert (cells(after, "t"), cells(after, "u")) == (["b", "a"], ["a", "b"])


def test_that_a_choice_is_kept_only_where_the_rule_does_something_else() -> None:
    rule, learned = TidyText(("t",)), {"spellings": {"t": {"ideal": "Ideal", "fair": "Fair"}}}
    assert rule.with_value(learned, "t", "IDEAL", "Ideal") == rule
    told = rule.with_value(learned, "t", "Ideal", "Perfect").with_value(learned, "t", "Fair", "")
    assert told.spellings == (("t", (("Ideal", "Perfect"), ("Fair", None))),)
    assert told.value_after(learned, "t", "IDEAL") == "Perfect" and told.value_after(learned, "t", "fair") is None
    assert told.choices("t") == {"Ideal": "Perfect", "Fair": None} and told.choices("u") == {}
    assert told.without_value("t", "Ideal").without_value("t", "Fair") == rule
    by_hand = TidyText(("t",), trim=False, collapse=False, letter_case=False, spellings={"t": {"Fair": "Good"}})
    assert by_hand.with_value({}, "t", "Fair", "Poor").choices("t") == {"Fair": "Poor"}
    nothing = by_hand.without_value("t", "Fair")
    assert nothing == by_hand.with_value({}, "t", "Fair", "Fair"), "a rule has something to do, if only in name"
    assert nothing.choices("t") == {} and nothing.value_after({}, "t", "Fair") == "Fair"
    assert nothing.with_value({}, "t", "Ideal", "Best").without_value("t", "Fair").choices("t") == {"Ideal": "Best"}


def test_that_pairs_are_kept_for_other_values_only() -> None:
    rule = ReplaceValues(("t",), {"a": "b"})
    assert rule.with_value({}, "t", "c", "") == ReplaceValues(("t",), {"a": "b", "c": None})
    assert rule.with_value({}, "t", "a", "a") == ReplaceValues(("t",), {"a": "a"}), "a rule has one pair at least"
    assert rule.choices("t") == {"a": "b"} and rule.without_value("t", "a").choices("t") == {}


def test_that_values_are_listed_as_they_come_to_the_rule() -> None:
    table = small_table({"t": ["b", "a", "b", None], "n": [20.0, 1.5, 20.0, 20.0]})
    tidy = list_values(TidyText(), {}, table, ("t", "gone", "n"))
    assert tidy.values == (Listed("t", "b", 2), Listed("t", "a", 1))
    levels = list_values(ReplaceValues(("n",), {"20": "21"}), {}, table, ("n",))
    assert levels.values == (Listed("n", "20", 3), Listed("n", "1.5", 1))
