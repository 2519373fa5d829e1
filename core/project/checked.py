"""Values out of a project file, believed only after they have been checked.

Each check returns the value or raises EpochalError project.bad_value with the field's name: a damaged or hostile file
becomes a sentence, never a TypeError far from its cause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Never, TypeVar

from core.base.errors import EpochalError

T = TypeVar("T")
SHA256 = re.compile(r"[0-9a-f]{64}")
ITEMS_LIMIT = 1_000_000
WHOLE_LIMIT = 2**53


def wrong(where: str) -> Never:
    """Raise EpochalError project.bad_value for the field `where`."""
    raise EpochalError("project.bad_value", {"field": where})


def mapping(value: object, where: str) -> dict[str, Any]:
    """A dict with texts as keys."""
    if not isinstance(value, dict) or len(value) > ITEMS_LIMIT or not all(isinstance(key, str) for key in value):
        wrong(where)
    return value


def fields(value: object, where: str, names: Iterable[str]) -> dict[str, Any]:
    """A dict with exactly these keys."""
    if not isinstance(value, dict) or set(value) != set(names):
        wrong(where)
    return value


def text(value: object, where: str) -> str:
    """A text."""
    return value if isinstance(value, str) else wrong(where)


def choice(value: object, where: str, choices: Iterable[str]) -> str:
    """One of these texts."""
    return value if isinstance(value, str) and value in tuple(choices) else wrong(where)


def sha256(value: object, where: str) -> str:
    """64 lower-case hexadecimal digits."""
    return value if isinstance(value, str) and SHA256.fullmatch(value) else wrong(where)


def whole(value: object, where: str, low: int = 0, high: int = WHOLE_LIMIT) -> int:
    """A whole number within bounds, both included; never a boolean."""
    return value if type(value) is int and low <= value <= high else wrong(where)


def run_number(text: str, where: str) -> int:
    """A run's number that stands as a key."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else wrong(where)


def number(value: object, where: str) -> float:
    """A number; infinities and not-a-number are numbers too."""
    return float(value) if type(value) in (int, float) else wrong(where)  # type: ignore[arg-type]


def optional(check: Callable[[object, str], T], value: object, where: str) -> T | None:
    """None, or what `check` accepts."""
    return None if value is None else check(value, where)


def items(value: object, where: str, item: Callable[[object, str], T]) -> tuple[T, ...]:
    """A list of what `item` accepts."""
    if not isinstance(value, list) or len(value) > ITEMS_LIMIT:
        wrong(where)
    return tuple(item(entry, where) for entry in value)


def pairs(value: object, where: str, second: Callable[[object, str], T]) -> tuple[tuple[str, T], ...]:
    """A list of [name, value], sorted by name, each name once."""

    def pair(entry: object, where: str) -> tuple[str, T]:
        if not isinstance(entry, list) or len(entry) != 2:
            wrong(where)
        return text(entry[0], where), second(entry[1], where)

    found = items(value, where, pair)
    ordered(tuple(name for name, _ in found), where)
    return found


def ordered(names: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Names that are sorted and said once."""
    return names if list(names) == sorted(set(names)) else wrong(where)
