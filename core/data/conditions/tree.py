"""What a condition is once it is read: a tree of frozen parts, and the error that points into its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.base.errors import EpochalError


class Operator(StrEnum):
    """How a test compares. The opposites `!=` and `not …` are a `Not` around one of these."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    MISSING = "is missing"
    CONTAINS = "contains"
    BETWEEN = "between"
    IN = "in"


class Quoting(StrEnum):
    """How a value was written: it decides whether it may name a column."""

    NONE = "none"
    TEXT = "text"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Value:
    """A name, number, date or text, and where it stands: characters start … end − 1 of the condition's text."""

    text: str
    quoting: Quoting = Quoting.NONE
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Test:
    """One column against as many values as its operator has."""

    column: Value
    operator: Operator
    values: tuple[Value, ...] = ()
    __test__ = False  # not one of pytest's


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Condition


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple[Condition, ...]


Condition = Test | Not | And | Or


class ConditionError(EpochalError):
    """A condition that can't be read or doesn't suit the table; `start` and `end` are where in its text."""

    @property
    def start(self) -> int:
        """The first character that it is about."""
        return int(str(self.params.get("start", 0)))

    @property
    def end(self) -> int:
        """The character after the last."""
        return int(str(self.params.get("end", 0)))


def column_names(condition: Condition) -> frozenset[str]:
    """The columns that a condition names at the left of its tests, as they are written."""
    match condition:
        case Test(column=column):
            return frozenset({column.text})
        case Not(part=part):
            return column_names(part)
        case And(parts=parts) | Or(parts=parts):
            return frozenset().union(*(column_names(part) for part in parts))
