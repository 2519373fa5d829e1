"""The fields of a rule, declared once: the editor is generated from them, and JSON is checked against them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard

from core.base.errors import EpochalError, Place
from core.data.levels import number_text


class FieldKind(StrEnum):
    """What a field holds, and so which editor it gets."""

    COLUMN = "column"
    COLUMNS = "columns"
    NUMBER = "number"
    CHOICE = "choice"
    VALUE = "value"
    MAPPING = "mapping"
    SPELLINGS = "spellings"
    FLAG = "flag"


class Suits(StrEnum):
    """Which columns an editor offers for a column field."""

    ANY = "any"
    NUMBERS = "numbers"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a choice, with its words (marked for translation in the context "cleaning")."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a rule.

    title, sentence, empty_means: words in the context "cleaning"; empty_means says what no column, or no number, means.
    required: an empty list, or no value, is refused. low, high: inclusive bounds of a number.
    only_when: (field, values): the field counts only while that other field has one of these values.
    group: what flags that stand beside each other have in common, said before the first of them.
    """

    name: str
    kind: FieldKind
    title: str
    sentence: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    suits: Suits = Suits.ANY
    empty_means: str = ""
    only_when: tuple[str, tuple[str, ...]] | None = None
    group: str = ""


Mapped = tuple[tuple[str, str | None], ...]
Spelled = tuple[tuple[str, Mapped], ...]  # column by column, what becomes of its values


def checked(field: Field, value: object, rule: str) -> object:
    """The value in the form a rule keeps: tuples for lists and mappings. Raises EpochalError cleaning.need_*."""
    match field.kind:
        case FieldKind.COLUMN:
            return _column(field, value, rule)
        case FieldKind.COLUMNS:
            return _columns(field, value, rule)
        case FieldKind.NUMBER:
            return _number(field, value, rule)
        case FieldKind.CHOICE:
            return _choice(field, value, rule)
        case FieldKind.VALUE:
            return _value(field, value, rule)
        case FieldKind.MAPPING:
            return _mapping(field, value, rule)
        case FieldKind.SPELLINGS:
            return _spelled(field, value, rule)
        case FieldKind.FLAG:
            if isinstance(value, bool):
                return value
            raise _refused("need_flag", field, rule, value)


def to_json(field: Field, value: object) -> object:
    """A field's value as JSON has it: lists and objects."""
    if field.kind is FieldKind.COLUMNS and isinstance(value, tuple):
        return list(value)
    if field.kind is FieldKind.MAPPING and isinstance(value, tuple):
        return dict(value)
    if field.kind is FieldKind.SPELLINGS and isinstance(value, tuple):
        return {name: dict(pairs) for name, pairs in value}
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _refused(code: str, field: Field, rule: str, value: object, **params: object) -> EpochalError:
    shown = "" if value is None else str(value)
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    return EpochalError(f"cleaning.{code}", {"field": field.name, "value": shown, **params}, Place(rule=rule))


def _column(field: Field, value: object, rule: str) -> str:
    if isinstance(value, str) and value:
        return value
    raise _refused("need_column", field, rule, value)


def _columns(field: Field, value: object, rule: str) -> tuple[str, ...]:
    if isinstance(value, str):
        value = (value,)
    if not isinstance(value, list | tuple) or not all(isinstance(name, str) and name for name in value):
        raise _refused("need_columns", field, rule, value)
    if field.required and not value:
        raise _refused("no_columns", field, rule, None)
    return tuple(dict.fromkeys(value))


def _number(field: Field, value: object, rule: str) -> float | None:
    if value is None and not field.required:
        return None
    if not is_finite_number(value):
        raise _refused("need_number", field, rule, value)
    number = float(value)
    low, high = field.low, field.high
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = {"low": "−∞" if low is None else number_text(low), "high": "∞" if high is None else number_text(high)}
        raise _refused("out_of_bounds", field, rule, number_text(number), **bounds)
    return number


def is_finite_number(value: object) -> TypeGuard[int | float]:
    """Whether a JSON value is a number that fits a float; whole numbers of any length come in too."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _choice(field: Field, value: object, rule: str) -> str:
    names = [choice.value for choice in field.choices]
    if isinstance(value, str) and value in names:
        return value
    raise _refused("need_choice", field, rule, value, choices=", ".join(names))


def _value(field: Field, value: object, rule: str) -> str | float | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if not is_finite_number(value):
        raise _refused("need_value", field, rule, value)
    return float(value)


def _mapping(field: Field, value: object, rule: str) -> Mapped:
    pairs = list(value.items()) if isinstance(value, Mapping) else value
    if not isinstance(pairs, list | tuple) or not all(isinstance(p, list | tuple) and len(p) == 2 for p in pairs):
        raise _refused("need_mapping", field, rule, value)
    if not pairs:
        raise _refused("empty_mapping", field, rule, None)
    return tuple({_before(field, a, rule): _after(field, b, rule) for a, b in pairs}.items())


def _spelled(field: Field, value: object, rule: str) -> Spelled:
    """Columns without a pair are left out."""
    columns = list(value.items()) if isinstance(value, Mapping) else value
    if not isinstance(columns, list | tuple) or not all(isinstance(c, list | tuple) and len(c) == 2 for c in columns):
        raise _refused("need_spellings", field, rule, value)
    return tuple({_column(field, name, rule): _mapping(field, pairs, rule) for name, pairs in columns if pairs}.items())


def _before(field: Field, value: object, rule: str) -> str:
    text = _as_text(value)
    if not text:
        raise _refused("blank_before", field, rule, None)
    return text


def _after(field: Field, value: object, rule: str) -> str | None:
    if value is None or value == "":
        return None
    text = _as_text(value)
    if text is None:
        raise _refused("need_mapping", field, rule, value)
    return text


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if is_finite_number(value):
        return number_text(float(value))
    return None
