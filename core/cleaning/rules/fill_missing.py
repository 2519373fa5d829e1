"""Fill missing values with one learned from the training rows, or with a constant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice
from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.cells import NewColumn, distinct, missing, names_words, of_kind, present, value_words
from core.cleaning.fields import Choice, Field, FieldKind, is_finite_number
from core.cleaning.reading import dates_of
from core.cleaning.report import CellChanges, changed_cells
from core.cleaning.rule import AtPrediction, Effect, Learned, Rule
from core.data.columns import ColumnKind, Storage
from core.data.levels import date_text, is_plain_number, number_text
from core.data.table import Table

MEDIAN, MEAN, MOST_FREQUENT, CONSTANT = "median", "mean", "most_frequent", "constant"
Fill = str | float


@dataclass(frozen=True)
class FillMissing(Rule):
    """Gaps get a value; () is every column that the method suits, but the target.

    median and mean are for numbers and dates, most_frequent is for all (of equally frequent values the one that comes
    first), constant takes `value`. A column without any value in the training rows has nothing to learn from, and its
    gaps stay.
    """

    columns: tuple[str, ...] = ()
    method: str = MEDIAN
    value: str | float | None = field(default=None)

    kind: ClassVar = "fill_missing"
    name: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Fill missing values")
    label: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Fill")
    sentence: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Puts a typical value, or one you choose, where there is none.")
    icon: ClassVar = "paint-bucket"
    at_prediction: ClassVar = AtPrediction.REPLAY
    learns: ClassVar = True
    fields: ClassVar = (
        Field(
            "columns",
            FieldKind.COLUMNS,
            QT_TRANSLATE_NOOP("cleaning", "Columns"),
            empty_means=QT_TRANSLATE_NOOP("cleaning", "every column that suits, but the target"),
        ),
        Field(
            "method",
            FieldKind.CHOICE,
            QT_TRANSLATE_NOOP("cleaning", "Fill with"),
            choices=(
                Choice(MEDIAN, QT_TRANSLATE_NOOP("cleaning", "the median")),
                Choice(MEAN, QT_TRANSLATE_NOOP("cleaning", "the mean")),
                Choice(MOST_FREQUENT, QT_TRANSLATE_NOOP("cleaning", "the most frequent value")),
                Choice(CONSTANT, QT_TRANSLATE_NOOP("cleaning", "a value of your own")),
            ),
        ),
        Field(
            "value",
            FieldKind.VALUE,
            QT_TRANSLATE_NOOP("cleaning", "Value"),
            QT_TRANSLATE_NOOP("cleaning", "A number, a date such as 2024-01-31, or a text."),
            only_when=("method", (CONSTANT,)),
        ),
    )

    def check(self) -> None:
        """A constant needs its value, and only a constant has one."""
        if self.method == CONSTANT and self.value is None:
            raise EpochalError("cleaning.constant_needed", {}, Place(rule=self.kind))
        if self.method != CONSTANT and self.value is not None:
            raise EpochalError("cleaning.constant_unused", {"method": self.method}, Place(rule=self.kind))

    def title(self) -> Notice:
        """ "Fill missing numbers"."""
        numbers = self.method in (MEDIAN, MEAN)
        return Notice("cleaning.title_fill_numbers" if numbers else "cleaning.title_fill_missing")

    def summary(self) -> Notice:
        """ "with the median: depth, table"."""
        where = "" if self.columns else "_all"
        params: dict[str, object] = {"names": names_words(self.columns), "value": value_words(self.value)}
        return Notice(f"cleaning.fill_{self.method}{where}", params)

    def suits(self, storage: Storage) -> bool:
        """Medians need an order; a constant must be a number for numbers and a date for dates."""
        if self.method == CONSTANT:
            return storage is Storage.TEXT or self._constant(storage) is not None
        return self.method == MOST_FREQUENT or storage is not Storage.TEXT

    def fit(self, table: Table, training: NDArray[np.bool_], columns: tuple[str, ...]) -> dict[str, Any]:
        """{"values": {column: number, text or ISO date}}, without the columns that have nothing to learn from."""
        values: dict[str, Fill] = {}
        for name in columns:
            storage = table.column(name).storage
            known = table.values(name)[training & present(table.values(name))]
            fill = self._constant(storage) if self.method == CONSTANT else _typical(known, storage, self.method)
            if fill is not None:
                values[name] = fill
        return {"values": values}

    def check_learned(self, learned: Learned, columns: tuple[str, ...]) -> None:
        """One finite number or text a column."""
        values = learned.get("values")
        self.require(set(learned) == {"values"} and isinstance(values, dict) and set(values) <= set(columns))
        for value in learned["values"].values():
            self.require(is_finite_number(value) or (isinstance(value, str) and value != ""))

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Fill the gaps of each column that has a learned value."""
        after, changes = list[NewColumn](), list[CellChanges]()
        for name in columns:
            gaps, fill = missing(table.values(name)), learned["values"].get(name)
            stored = None if fill is None else as_stored(fill, table.column(name).storage)
            if stored is None:
                continue
            values = table.values(name)
            filled = values.where(~gaps, stored) if gaps.any() else values
            if self.method == CONSTANT and table.column(name).kind is ColumnKind.YES_NO:
                after.append((of_kind(name, ColumnKind.CATEGORY, Storage.TEXT), filled))  # a third level, from now on
            elif gaps.any():
                after.append((table.column(name), filled))
            changes.extend(changed_cells(table, name, gaps, values, filled))
        return Effect(table.with_columns(after), tuple(changes))

    def _constant(self, storage: Storage) -> Fill | None:
        """The constant as a column stored so can have it, or None."""
        value = self.value
        if storage is Storage.TEXT:
            return number_text(value) if isinstance(value, float) else value
        if storage is Storage.NUMBER:
            if isinstance(value, str):
                value = float(value) if is_plain_number(value) else None
            return value if value is not None and np.isfinite(value) else None
        stored = as_stored(value, storage) if isinstance(value, str) else None
        return None if stored is None else date_text(stored)


def as_stored(value: Fill, storage: Storage) -> Any:
    """A learned value as the column stores it, or None when it can't."""
    if storage is Storage.TEXT:
        return value if isinstance(value, str) else number_text(float(value))
    if storage is Storage.NUMBER:
        return float(value) if not isinstance(value, str) else None
    moment = dates_of([value], day_first=True)[0] if isinstance(value, str) else np.datetime64("NaT", "us")
    return None if np.isnat(moment) else pd.Timestamp(moment)


def _typical(known: pd.Series[Any], storage: Storage, method: str) -> Fill | None:
    """The median, mean or most frequent of the values that are known; None when there are none."""
    if not len(known):
        return None
    if method == MOST_FREQUENT:
        codes, uniques = distinct(known)
        return _as_learned(uniques[int(np.bincount(codes).argmax())], storage)
    if storage is Storage.DATE:
        ticks = known.to_numpy(dtype="datetime64[us]").astype(np.int64)
        middle = np.median(ticks) if method == MEDIAN else ticks.mean()
        return _as_learned(pd.Timestamp(np.datetime64(round(float(middle)), "us")), storage)
    numbers = known.to_numpy(dtype=np.float64)
    with np.errstate(over="ignore"):
        typical = float(np.median(numbers) if method == MEDIAN else numbers.mean())
    return typical if np.isfinite(typical) else None


def _as_learned(value: Any, storage: Storage) -> Fill:
    if storage is Storage.DATE:
        return date_text(pd.Timestamp(value))
    return float(value) if storage is Storage.NUMBER else str(value)
