"""Replace values: "Gd" becomes "Good", 0 becomes missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.notices import Notice
from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.cells import NewColumn, cells_differ, distinct, names_words, of_kind, spread, texts_where
from core.cleaning.fields import Field, FieldKind, Mapped
from core.cleaning.report import CellChanges, changed_cells
from core.cleaning.rule import AtPrediction, Effect, Learned, Rule
from core.cleaning.rules.fill_missing import as_stored
from core.data.columns import ColumnKind, Storage
from core.data.levels import canonical_levels, is_plain_number, level_text
from core.data.table import Table


@dataclass(frozen=True)
class ReplaceValues(Rule):
    """Cells equal to the first of a pair become the second; None is missing. All pairs act at once.

    Values are compared as category levels, so "20" also finds 20.0, and dates as ISO texts. In a number column the new
    values must be numbers, in a date column dates; a column where they aren't is left as it is.
    """

    columns: tuple[str, ...] = ()
    values: Mapped = ()

    kind: ClassVar = "replace_values"
    name: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Replace values")
    label: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Replace")
    sentence: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Puts one value for another, or treats a value as missing.")
    icon: ClassVar = "replace"
    at_prediction: ClassVar = AtPrediction.REPLAY
    idempotent: ClassVar = False
    fields: ClassVar = (
        Field("columns", FieldKind.COLUMNS, QT_TRANSLATE_NOOP("cleaning", "Columns"), required=True),
        Field(
            "values",
            FieldKind.MAPPING,
            QT_TRANSLATE_NOOP("cleaning", "Values"),
            QT_TRANSLATE_NOOP("cleaning", "What is there, and what shall be there instead; empty means missing."),
            required=True,
        ),
    )
    lists_values: ClassVar = True

    def title(self) -> Notice:
        """ "Treat 0 as missing", "Replace values in cut"."""
        if self._only_missing():
            return Notice(
                "cleaning.title_as_missing", {"values": names_words([before for before, _ in self.values], 3)}
            )
        return Notice("cleaning.title_replace", {"names": names_words(self.columns, 3)})

    def summary(self) -> Notice:
        """ "in x, y, z", "“Gd” becomes “Good”"."""
        if self._only_missing():
            return Notice("cleaning.in_columns", {"names": names_words(self.columns)})
        pairs = ", ".join(f"{before} → {'–' if after is None else after}" for before, after in self.values[:3])
        return Notice("cleaning.replace", {"pairs": pairs + (", …" if len(self.values) > 3 else "")})

    def _only_missing(self) -> bool:
        return all(after is None for _, after in self.values)

    def suits(self, storage: Storage) -> bool:
        """Whether the new values can be stored in such a column."""
        return all(after is None or _stored(after, storage) is not None for _, after in self.values)

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Replace in each column."""
        del learned
        after, changes = list[NewColumn](), list[CellChanges]()
        swaps = self._swaps()
        for name in columns:
            column, before = table.column(name), table.values(name)
            levels = pd.Series(canonical_levels(before), dtype=object)
            codes, texts = distinct(levels)
            known = np.array([text in swaps for text in texts] + [False], np.bool_)[codes]
            if not known.any():
                continue
            new = [_stored(swaps.get(text), column.storage) for text in texts]
            values = _column(codes, new, known, before, column.storage)
            if column.kind is ColumnKind.YES_NO and not self._only_missing():
                column = of_kind(name, ColumnKind.CATEGORY, Storage.TEXT)
            after.append((column, values))
            differs = cells_differ(before, values, known)
            changes.extend(changed_cells(table, name, differs, before, values))
        return Effect(table.with_columns(after), tuple(changes))

    def listed(self, values: pd.Series[Any]) -> pd.Series[Any]:
        """By level: 20 and 20.0 are one value."""
        return pd.Series(canonical_levels(values), dtype=object)

    def value_after(self, learned: Learned, column: str, before: str) -> str | None:
        """The second of its pair, in whichever column it stands."""
        del learned, column
        return self._swaps().get(before, before)

    def choices(self, column: str) -> Mapping[str, str | None]:
        """The pairs that make another value of one, whichever the column."""
        del column
        return {before: after for before, after in self._swaps().items() if before != after}

    def with_value(self, learned: Learned, column: str, before: str, after: str | None) -> ReplaceValues:
        """The rule with this pair. The last pair stays, as one that changes nothing: a rule has one at least."""
        del learned, column
        swaps = self._swaps() | {before: after or None}
        pairs = tuple((old, new) for old, new in swaps.items() if old != new)
        return replace(self, values=pairs or ((before, before),))

    def without_value(self, column: str, before: str) -> ReplaceValues:
        """The rule that leaves this value as it is."""
        return self.with_value({}, column, before, before)

    def _swaps(self) -> dict[str, str | None]:
        return {level_text(before): new for before, new in self.values}


def _stored(value: str | None, storage: Storage) -> Any:
    """The new value as a column stored so has it; None is missing, or not possible."""
    if value is None or storage is Storage.TEXT:
        return value
    if storage is Storage.NUMBER:
        return float(value) if is_plain_number(value) and np.isfinite(float(value)) else None
    return as_stored(value, storage)


def _column(
    codes: NDArray[np.int64], results: list[Any], known: NDArray[np.bool_], before: pd.Series[Any], storage: Storage
) -> pd.Series[Any]:
    """The column with each distinct value's result in the rows where `known` holds."""
    if storage is Storage.TEXT:
        return texts_where(known, codes, results, before)
    new = spread(codes, results)
    if storage is Storage.NUMBER:
        numbers = before.to_numpy(dtype=np.float64).copy()
        numbers[known] = [np.nan if cell is None else cell for cell in new[known]]
        return pd.Series(numbers)
    dates = before.to_numpy(dtype="datetime64[us]").copy()
    dates[known] = [np.datetime64("NaT", "us") if cell is None else cell.to_datetime64() for cell in new[known]]
    return pd.Series(dates)
