"""A condition's names and values, understood for one table: which column, and each value as that column stores it.

Looks at the table's columns only, never at its rows, so it is quick enough to run as a person types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from core.data.columns import Column, Storage
from core.data.conditions.tree import And, Condition, ConditionError, Not, Operator, Or, Quoting, Test, Value
from core.data.table import Table

NUMBER = re.compile(r"[+\-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-−]?\d+)?")
DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})"
    r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?)?)?"
)
ORDERS = (Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST, Operator.BETWEEN)
UNITS = (("second", "s"), ("minute", "m"), ("hour", "h"), ("day", "D"), ("month", "M"), ("year", "Y"))


@dataclass(frozen=True, slots=True)
class Span:
    """A date's moments: microseconds since 1970, from `start` up to, but without, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OtherColumn:
    """A value that is another column's, row by row."""

    name: str


Operand = float | str | Span | OtherColumn


@dataclass(frozen=True, slots=True)
class BoundTest:
    """A test of the table's column `name`, stored as `storage`."""

    name: str
    storage: Storage
    operator: Operator
    operands: tuple[Operand, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition understood for one table; `tests` in reading order, the tree in the condition itself."""

    condition: Condition
    tests: tuple[BoundTest, ...]


def bind_condition(condition: Condition, table: Table) -> Bound:
    """Understand a condition for a table. Raises ConditionError data.filter_*, with the place in the text."""
    return Bound(condition, tuple(_bind(test, table) for test in tests_of(condition)))


def tests_of(condition: Condition) -> list[Test]:
    """The tests of a tree in reading order."""
    match condition:
        case Test():
            return [condition]
        case Not(part=part):
            return tests_of(part)
        case And(parts=parts) | Or(parts=parts):
            return [test for part in parts for test in tests_of(part)]


def find_column(value: Value, table: Table) -> Column:
    """The column that a name means. Raises ConditionError data.filter_no_column…"""
    if table.has(value.text):
        return table.column(value.text)
    alike = [name for name in table.names if name.casefold() == value.text.casefold()]
    if len(alike) == 1:
        return table.column(alike[0])
    place = {"start": value.start, "end": value.end}
    small = {name.casefold(): name for name in table.names}
    near = get_close_matches(value.text.casefold(), small, n=1)
    if near:
        raise ConditionError("data.filter_no_column_near", {"name": value.text, "near": small[near[0]], **place})
    raise ConditionError("data.filter_no_column", {"name": value.text, **place})


def _bind(test: Test, table: Table) -> BoundTest:
    column = find_column(test.column, table)
    _check_suits(test, column)
    operands = tuple(_operand(value, test, column, table) for value in test.values)
    return BoundTest(column.name, column.storage, test.operator, operands)


def _check_suits(test: Test, column: Column) -> None:
    place = {"start": test.column.start, "end": test.column.end}
    if column.storage is Storage.TEXT and test.operator in ORDERS:
        raise ConditionError("data.filter_no_order", {"name": column.name, **place})
    if column.storage is not Storage.TEXT and test.operator is Operator.CONTAINS:
        raise ConditionError("data.filter_no_text", {"name": column.name, **place})


def _operand(value: Value, test: Test, column: Column, table: Table) -> Operand:
    if test.operator is Operator.CONTAINS:
        return value.text
    other = _other_column(value, table)
    place = {"start": value.start, "end": value.end}
    if other is not None:
        if other.storage is not column.storage:
            raise ConditionError("data.filter_kinds_differ", {"name": column.name, "value": other.name, **place})
        return OtherColumn(other.name)
    if column.storage is Storage.TEXT:
        return value.text
    if column.storage is Storage.NUMBER:
        number = read_number(value.text)
        if number is None:
            raise ConditionError("data.filter_not_a_number", {"value": value.text, "name": column.name, **place})
        return number
    span = read_span(value.text)
    if span is None:
        raise ConditionError("data.filter_not_a_date", {"value": value.text, "name": column.name, **place})
    return span


def _other_column(value: Value, table: Table) -> Column | None:
    if value.quoting is Quoting.NAME:
        return find_column(value, table)
    named = value.quoting is Quoting.NONE and table.has(value.text) and NUMBER.fullmatch(value.text) is None
    return table.column(value.text) if named else None


def read_number(text: str) -> float | None:
    """The number of a text with a decimal point, None when it isn't one."""
    return float(text.replace("−", "-")) if NUMBER.fullmatch(text) else None


def read_span(text: str) -> Span | None:
    """The moments that a date names: a year, a month, a day, a minute or a second; None when it isn't one."""
    import numpy as np

    found = DATE.fullmatch(text)
    if found is None:
        return None
    parts = {name: int(part) for name, part in found.groupdict().items() if part is not None}
    year, month, day = parts["year"], parts.get("month", 1), parts.get("day", 1)
    clock = f"{parts.get('hour', 0):02}:{parts.get('minute', 0):02}:{parts.get('second', 0):02}"
    try:
        start = np.datetime64(f"{year:04}-{month:02}-{day:02}T{clock}", "us")
    except ValueError:  # no such day, or no such minute
        return None
    unit = next(unit for name, unit in UNITS if name in parts)
    end = (start.astype(f"datetime64[{unit}]") + 1).astype("datetime64[us]")
    return Span(int(start.astype(np.int64)), int(end.astype(np.int64)))
