"""Every rule: its declared fields, what it refuses, what it begins with, and the names of differences."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import numpy as np
import pytest
from cleaning_tables import small_table
from one_rule import cleaned

from core.base.errors import EpochalError
from core.cleaning.difference import difference_of
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
from core.data.table import Table

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
        (lambda: TidyText(spellings="b"), "cleaning.need_spellings"),  # type: ignore[arg-type]
        (lambda: TidyText(spellings={"a": "b"}), "cleaning.need_mapping"),  # type: ignore[arg-type]
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
