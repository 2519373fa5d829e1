"""A rule to start from when a person adds one: valid, about the chosen column, and harmless until it is edited."""

from __future__ import annotations

from collections import Counter

from core.cleaning.rule import Rule
from core.cleaning.rules import (
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
from core.data.columns import Storage
from core.data.levels import canonical_levels
from core.data.table import Table


def starting_rule(kind: str, table: Table, column: str | None = None, target: str | None = None) -> Rule | None:
    """A rule of this kind (a key of RULES) about `column`, or a column that suits; None when none suits.

    A range starts as wide as the values are, and a replacement replaces the most frequent value by itself.
    """
    name = column if column is not None and table.has(column) else None
    storage = table.column(name).storage if name else None
    some = (name,) if name else ()
    match kind:
        case DropMissing.kind:
            return DropMissing(some)
        case FillMissing.kind:
            return FillMissing(some, "most_frequent" if storage is Storage.TEXT else "median")
        case TidyText.kind:
            return TidyText(some if storage is Storage.TEXT else ())
        case RemoveDuplicates.kind:
            return RemoveDuplicates()
        case ClipOutliers.kind:
            return ClipOutliers(some if storage is Storage.NUMBER else ())
        case KeepRange.kind:
            return _whole_range(table, name if storage is Storage.NUMBER else _first(table, Storage.NUMBER))
        case Convert.kind:
            chosen = name or _first(table, Storage.TEXT) or _first(table, Storage.NUMBER)
            return Convert((chosen,), _other_kind(table.column(chosen).storage)) if chosen else None
        case ReplaceValues.kind:
            return _by_itself(table, name or _first(table, Storage.TEXT) or _first(table, Storage.NUMBER))
        case IgnoreColumns.kind:
            chosen = name or next((other for other in reversed(table.names) if other != target), None)
            return IgnoreColumns((chosen,)) if chosen else None
    raise KeyError(kind)


def _first(table: Table, storage: Storage) -> str | None:
    return next((column.name for column in table.columns if column.storage is storage), None)


def _other_kind(storage: Storage) -> str:
    return "number" if storage is Storage.TEXT else "category"


def _whole_range(table: Table, name: str | None) -> Rule | None:
    known = None if name is None else table.values(name).dropna()
    if name is None or known is None or not len(known):
        return None
    return KeepRange(name, float(known.min()), float(known.max()))


def _by_itself(table: Table, name: str | None) -> Rule | None:
    if name is None:
        return None
    counted = Counter(level for level in canonical_levels(table.values(name)) if level is not None)
    return ReplaceValues((name,), tuple((level, level) for level, _ in counted.most_common(1))) if counted else None
