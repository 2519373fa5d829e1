"""What a column is: its name, its kind, and why we think so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.base.notices import Notice


class ColumnKind(StrEnum):
    """What the values mean. It decides how a column is stored, cleaned and encoded."""

    NUMBER = "number"
    CATEGORY = "category"
    YES_NO = "yes_no"
    DATE = "date"
    TEXT = "text"
    ID = "id"


class Storage(StrEnum):
    """How the values are stored in the frame."""

    NUMBER = "float64"
    DATE = "datetime64[us]"
    TEXT = "str"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `reason` is a notice such as "all 2,930 values are numbers"."""

    name: str
    kind: ColumnKind
    storage: Storage
    reason: Notice
