"""Values out of a stored encoder, believed only after a look. Each raises TypeError or ValueError."""

from __future__ import annotations

import math
from typing import Any


def entry(value: object) -> dict[str, Any]:
    """An object."""
    if not isinstance(value, dict):
        raise TypeError("an object was expected")
    return value


def text(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def texts(value: object) -> tuple[str, ...]:
    """A list of different texts."""
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    found = tuple(text(item) for item in value)
    if len(set(found)) != len(found):
        raise ValueError("a text stands twice in a list")
    return found


def finite(value: object) -> float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("a number was expected")
    return float(value)


def positive(value: object) -> float:
    """A finite number above 0."""
    number = finite(value)
    if number <= 0:
        raise ValueError("a number above 0 was expected")
    return number


def count(value: object) -> int:
    """A whole number, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("a whole number was expected")
    return value


def one_of(value: object, choices: tuple[str, ...]) -> str:
    """One of these texts."""
    if value not in choices:
        raise ValueError(f"one of {', '.join(choices)} was expected")
    return text(value)
