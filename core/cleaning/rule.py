"""What every rule is: a frozen value with declared fields that learns from training rows and changes a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice
from core.cleaning.fields import Field, FieldKind, checked
from core.cleaning.report import CellChanges, no_rows
from core.data.columns import Storage
from core.data.table import Table

Learned = Mapping[str, Any]


class AtPrediction(StrEnum):
    """What a rule does when a model predicts, where every row must come out.

    REPLAY: the same as in training, with what it learned. CHECK: the row stays and is marked. SKIP: nothing.
    """

    REPLAY = "replay"
    CHECK = "check"
    SKIP = "skip"


@dataclass(frozen=True, eq=False)
class RowReasons:
    """Rows with a reason each. positions: int64 [k], increasing; row i has reasons[reason_of[i]]."""

    positions: NDArray[np.int64] = field(default_factory=no_rows)
    reasons: tuple[Notice, ...] = ()
    reason_of: NDArray[np.int64] = field(default_factory=no_rows)


def rows_with(selected: NDArray[np.bool_], reason: Notice) -> RowReasons:
    """The rows where `selected` (bool [rows]) holds, all for one reason."""
    positions = np.flatnonzero(selected).astype(np.int64)
    return RowReasons(positions, (reason,), np.zeros(len(positions), np.int64))


@dataclass(frozen=True, eq=False)
class Effect:
    """What a rule wants done. table: the same rows, with cells and columns as the rule leaves them.

    drop: rows to set aside. remarks: what to tell about rows at prediction, such as a text that is not a number.
    """

    table: Table
    changes: tuple[CellChanges, ...] = ()
    drop: RowReasons = field(default_factory=RowReasons)
    remarks: tuple[RowReasons, ...] = ()


@dataclass(frozen=True)
class Rule:
    """The base of all rules. A subclass is a frozen dataclass whose fields are declared in `fields`.

    kind: its name in JSON. icon: a Lucide name. learns: whether it learns from training rows.
    name, sentence: words for a menu; label: a word for a chart (all in the context "cleaning").
    idempotent: applying twice with the same learned values changes nothing more.
    """

    kind: ClassVar[str]
    name: ClassVar[str]
    label: ClassVar[str]
    sentence: ClassVar[str]
    icon: ClassVar[str]
    at_prediction: ClassVar[AtPrediction]
    fields: ClassVar[tuple[Field, ...]]
    learns: ClassVar[bool] = False
    idempotent: ClassVar[bool] = True
    lists_values: ClassVar[bool] = False  # whether it says of each value what becomes of it, and can be told otherwise
    takes_target: ClassVar[bool] = False  # whether "every column" includes the target

    def __post_init__(self) -> None:
        for one in self.fields:
            object.__setattr__(self, one.name, checked(one, getattr(self, one.name), self.kind))
        self.check()

    def check(self) -> None:
        """Refuse fields that are senseless together. Raises EpochalError cleaning.*."""

    def title(self) -> Notice:
        """What it does, as a verb with an object: "Keep rows with area > 0"."""
        raise NotImplementedError

    def summary(self) -> Notice:
        """The detail under the title: "with the median: depth, table"."""
        raise NotImplementedError

    def named_columns(self) -> tuple[str, ...]:
        """The columns that it names; () stands for every column that suits."""
        names: list[str] = []
        for one in self.fields:
            if one.kind is FieldKind.COLUMN:
                names.append(getattr(self, one.name))
            elif one.kind is FieldKind.COLUMNS:
                names.extend(getattr(self, one.name))
        return tuple(names)

    def required_columns(self) -> tuple[str, ...]:
        """The columns without which it can't do its work."""
        return self.named_columns()

    def wanted_columns(self, table: Table, target: str | None) -> tuple[str, ...]:
        """The columns to work on in this table; some may be gone or not suit."""
        named = self.named_columns()
        if named:
            return named
        every = (column for column in table.columns if self.suits(column.storage))
        return tuple(column.name for column in every if self.takes_target or column.name != target)

    def suits(self, storage: Storage) -> bool:
        """Whether it can work on a column that is stored so."""
        del storage
        return True

    def listed(self, values: pd.Series[Any]) -> pd.Series[Any]:
        """The cells as the rule tells values apart; only for one that `lists_values`."""
        return values

    def value_after(self, learned: Learned, column: str, before: str) -> str | None:
        """What it makes of a value of this column, None for missing."""
        raise NotImplementedError

    def choices(self, column: str) -> Mapping[str, str | None]:
        """The values of this column of which the person said what becomes of them, each with that."""
        raise NotImplementedError

    def with_value(self, learned: Learned, column: str, before: str, after: str | None) -> Rule:
        """The rule that makes this of a value; what it would do by itself isn't kept as the person's choice."""
        raise NotImplementedError

    def without_value(self, column: str, before: str) -> Rule:
        """The rule without the person's choice for a value."""
        raise NotImplementedError

    def fit(self, table: Table, training: NDArray[np.bool_], columns: tuple[str, ...]) -> dict[str, Any]:
        """What it learns from the rows where `training` (bool [rows]) holds, as JSON."""
        del table, training, columns
        return {}

    def check_learned(self, learned: Learned, columns: tuple[str, ...]) -> None:
        """Refuse learned values that `fit` can't have made: they come from a file. Raises cleaning.damaged_fit."""
        del columns
        self.require(learned == {})

    def require(self, holds: bool) -> None:
        """Raise EpochalError cleaning.damaged_fit unless the condition holds."""
        if not holds:
            raise EpochalError("cleaning.damaged_fit", {}, Place(rule=self.kind))

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Do it to these columns, all there and suiting. The table given is never changed."""
        raise NotImplementedError
