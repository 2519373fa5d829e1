"""Plain values ↔ JSON text, as the project file keeps them. Nothing in a project is ever pickled.

Why (2026-11-24): JSON has no word for nan and the infinities, which a diverged run does have, and Python's own `NaN`
token is refused by other readers; so they are written as {"$float": "nan"} (`schema.sql` says how).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Never

from core.base.errors import EpochalError

FLOAT = "$float"
WORDS = ("nan", "inf", "-inf")


def to_text(value: object) -> str:
    """JSON text of dicts, lists, tuples, texts, numbers, booleans and None; NumPy's scalars count as numbers.

    Raises TypeError for anything else: that is a bug of the caller.
    """
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_text(text: object, where: str) -> Any:
    """What `to_text` was given, with lists for tuples. Raises EpochalError project.bad_value naming `where`."""
    if not isinstance(text, str | bytes):
        raise EpochalError("project.bad_value", {"field": where})
    try:
        return _natural(json.loads(text, parse_constant=_no_constant))
    except (ValueError, RecursionError) as error:
        raise EpochalError("project.bad_value", {"field": where}) from error


def _no_constant(word: str) -> Never:
    raise ValueError(f"{word} is not JSON")


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {FLOAT: str(float(value))}
    if isinstance(value, Mapping):
        return {_escaped(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        return _plain(value.item())  # type: ignore[attr-defined]
    raise TypeError(f"a project file can't keep a {type(value).__name__}")


def _escaped(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key is a text, not a {type(key).__name__}")
    return "$" + key if key.startswith("$") else str(key)


def _natural(value: Any) -> Any:
    if isinstance(value, list):
        return [_natural(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {FLOAT} and value[FLOAT] in WORDS:
        return float(value[FLOAT])
    return {key[1:] if key.startswith("$$") else key: _natural(entry) for key, entry in value.items()}
