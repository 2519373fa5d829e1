"""Sentences of the room `data` about conditions that a person writes: what can't be read, or doesn't suit the table."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

FILTERING: dict[str, Wording] = {
    "data.filter_mark": Wording(
        QT_TRANSLATE_NOOP("wording", "“{mark}” has no meaning here"),
        QT_TRANSLATE_NOOP("wording", "put it in quotes if it belongs to a name or a value"),
    ),
    "data.filter_unclosed_quote": Wording(
        QT_TRANSLATE_NOOP("wording", "The quote that opens here is never closed"),
        QT_TRANSLATE_NOOP("wording", "add {quote} where it ends"),
    ),
    "data.filter_unclosed": Wording(
        QT_TRANSLATE_NOOP("wording", "The bracket that opens here is never closed"),
        QT_TRANSLATE_NOOP("wording", "add ) where it ends"),
    ),
    "data.filter_too_deep": Wording(
        QT_TRANSLATE_NOOP("wording", "There are too many brackets within brackets"),
        QT_TRANSLATE_NOOP("wording", "write the condition more simply"),
    ),
    "data.filter_column_expected": Wording(
        QT_TRANSLATE_NOOP("wording", "A column’s name is missing here"),
        QT_TRANSLATE_NOOP("wording", "write a condition such as carat > 2"),
    ),
    "data.filter_comparison_expected": Wording(
        QT_TRANSLATE_NOOP("wording", "After “{name}” a comparison is missing"),
        QT_TRANSLATE_NOOP("wording", "write =, !=, <, >, is missing, contains, between or in"),
    ),
    "data.filter_value_expected": Wording(
        QT_TRANSLATE_NOOP("wording", "After “{before}” a value is missing"),
        QT_TRANSLATE_NOOP(
            "wording", "write a number, a date or a text; put it in quotes if it is a word of the filter"
        ),
    ),
    "data.filter_missing_expected": Wording(
        QT_TRANSLATE_NOOP("wording", "After “is” comes “missing” or “not missing”"),
        QT_TRANSLATE_NOOP("wording", "write = to compare with a value"),
    ),
    "data.filter_between": Wording(
        QT_TRANSLATE_NOOP("wording", "Between has two ends"),
        QT_TRANSLATE_NOOP("wording", "write it as between 1 and 2"),
    ),
    "data.filter_list": Wording(
        QT_TRANSLATE_NOOP("wording", "After “in” comes a list in brackets"),
        QT_TRANSLATE_NOOP("wording", "write it as in (D, E, F)"),
    ),
    "data.filter_comma": Wording(
        QT_TRANSLATE_NOOP("wording", "A comma has no meaning here"),
        QT_TRANSLATE_NOOP("wording", "write numbers without thousands marks, and lists as in (D, E, F)"),
    ),
    "data.filter_unexpected": Wording(
        QT_TRANSLATE_NOOP("wording", "“{found}” is not expected here"),
        QT_TRANSLATE_NOOP("wording", "join two conditions with and, or or"),
    ),
    "data.filter_no_column": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no column “{name}”"),
        QT_TRANSLATE_NOOP("wording", "begin each condition with a column of the table"),
    ),
    "data.filter_no_column_near": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no column “{name}”"),
        QT_TRANSLATE_NOOP("wording", "check whether “{near}” is meant"),
    ),
    "data.filter_not_a_number": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” is not a number, and “{name}” holds numbers"),
        QT_TRANSLATE_NOOP("wording", "write a number such as 1200 or 0.5"),
    ),
    "data.filter_not_a_date": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” is not a date, and “{name}” holds dates"),
        QT_TRANSLATE_NOOP("wording", "write it as 2020, 2020-06 or 2020-06-30"),
    ),
    "data.filter_no_order": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” holds texts, and texts are not larger or smaller"),
        QT_TRANSLATE_NOOP("wording", "use =, !=, contains or in"),
    ),
    "data.filter_no_text": Wording(
        QT_TRANSLATE_NOOP("wording", "Contains looks into texts, and “{name}” holds none"),
        QT_TRANSLATE_NOOP("wording", "use =, <, > or between"),
    ),
    "data.filter_kinds_differ": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” and “{value}” hold different kinds of values"),
        QT_TRANSLATE_NOOP("wording", "compare columns of the same kind, or put a text in quotes"),
    ),
}
