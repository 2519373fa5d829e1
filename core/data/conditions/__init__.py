"""Conditions on rows, as a person writes them: text → tree (`parse`) → which rows of a table it holds for (`evaluate`).

    carat > 2 and cut = Ideal
    "Sale Price" between 100000 and 200000 and not Street is missing
    sold >= 2020-06 and (color in (D, E, F) or clarity contains VVS)

Grammar (words of the language in any letter case):

    condition  = all { "or" all }
    all        = part { "and" part }
    part       = "not" part | "(" condition ")" | test
    test       = column comparison value
               | column "is" [ "not" ] "missing"
               | column [ "not" ] "contains" value
               | column [ "not" ] "between" value "and" value
               | column [ "not" ] "in" "(" value { "," value } ")"
    comparison = "=" | "==" | "!=" | "<>" | "≠" | "<" | "<=" | "≤" | ">" | ">=" | "≥"
    column     = words | quoted
    value      = words | quoted
    words      = one or more words that aren't words of the language: Very Good, 0.5, 2020-06-30
    quoted     = "…" | '…' | “…” | `…` | […]

Meaning:

- A column is found by its exact name, else by its name in any letter case when only one fits.
- A value without quotes that is a column's exact name means that column, row by row; in quotes it is a text. Backticks
  and brackets always name a column.
- Numbers have a decimal point and no thousands marks. A date names a span: `sold = 2020` is any moment of that year,
  `sold > 2020-06` any after that month.
- Texts are compared letter by letter; `contains` takes no notice of letter case. Texts have no order.
- A missing value fulfils `is missing` and equals nothing: `=`, `<`, `contains`, `between` and `in` don't hold for it.
  `!=` and `not …` are exact opposites, so they do.

Why (2026-11-25): our own small language rather than `DataFrame.query`, which runs Python. Nothing here can call, assign
or reach anything but the values of one table; and errors can point at the place in the text that they are about. The
trees are frozen and name no table, so that a cleaning rule can keep one and use it on other files.
"""

from core.data.conditions.parse import parse_condition
from core.data.conditions.tree import And, Condition, ConditionError, Not, Or, Test, Value

__all__ = ["And", "Condition", "ConditionError", "Not", "Or", "Test", "Value", "parse_condition"]
