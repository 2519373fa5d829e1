"""Keep rows whose number lies in a range: "area > 0"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice
from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.cells import number_words
from core.cleaning.fields import Field, FieldKind, Suits
from core.cleaning.rule import AtPrediction, Effect, Learned, Rule, rows_with
from core.data.columns import Storage
from core.data.table import Table


@dataclass(frozen=True)
class KeepRange(Rule):
    """Rows outside the range are set aside. A row without a value there stays: gaps are another rule's."""

    column: str = ""
    low: float | None = None
    high: float | None = None
    include_low: bool = True
    include_high: bool = True

    kind: ClassVar = "keep_range"
    name: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Keep rows in a range")
    label: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Range")
    sentence: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Sets rows aside whose number is impossible or out of interest.")
    icon: ClassVar = "move-horizontal"
    at_prediction: ClassVar = AtPrediction.CHECK
    fields: ClassVar = (
        Field("column", FieldKind.COLUMN, QT_TRANSLATE_NOOP("cleaning", "Column"), required=True, suits=Suits.NUMBERS),
        Field(
            "low",
            FieldKind.NUMBER,
            QT_TRANSLATE_NOOP("cleaning", "From"),
            empty_means=QT_TRANSLATE_NOOP("cleaning", "no lower end"),
        ),
        Field(
            "high",
            FieldKind.NUMBER,
            QT_TRANSLATE_NOOP("cleaning", "To"),
            empty_means=QT_TRANSLATE_NOOP("cleaning", "no upper end"),
        ),
        Field(
            "include_low",
            FieldKind.FLAG,
            QT_TRANSLATE_NOOP("cleaning", "The lower end"),
            QT_TRANSLATE_NOOP("cleaning", "Rows at exactly this number are kept too."),
            group=QT_TRANSLATE_NOOP("cleaning", "Keep as well"),
        ),
        Field(
            "include_high",
            FieldKind.FLAG,
            QT_TRANSLATE_NOOP("cleaning", "The upper end"),
            QT_TRANSLATE_NOOP("cleaning", "Rows at exactly this number are kept too."),
            group=QT_TRANSLATE_NOOP("cleaning", "Keep as well"),
        ),
    )

    def check(self) -> None:
        """There is an end, and something lies between the two."""
        if self.low is None and self.high is None:
            raise EpochalError("cleaning.range_open", {}, Place(rule=self.kind))
        if self.low is not None and self.high is not None:
            both = self.include_low and self.include_high
            if self.low > self.high or (self.low == self.high and not both):
                raise EpochalError("cleaning.range_empty", {"condition": self.condition()}, Place(rule=self.kind))

    def condition(self) -> str:
        """The range in signs: "area > 0", "2 ≤ area < 5"."""
        below, above = ("≤" if self.include_low else "<"), ("≤" if self.include_high else "<")
        if self.low is None:
            return f"{self.column} {above} {number_words(self.high or 0.0)}"
        if self.high is None:
            return f"{self.column} {'≥' if self.include_low else '>'} {number_words(self.low)}"
        return f"{number_words(self.low)} {below} {self.column} {above} {number_words(self.high)}"

    def title(self) -> Notice:
        """ "Keep rows with area > 0"."""
        return Notice("cleaning.title_keep_range", {"condition": self.condition()})

    def summary(self) -> Notice:
        """What happens to gaps."""
        return Notice("cleaning.keep_range")

    def suits(self, storage: Storage) -> bool:
        """Only numbers have a range here."""
        return storage is Storage.NUMBER

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Set aside the rows outside."""
        del learned
        outside = self._outside(table.values(columns[0]).to_numpy(dtype=np.float64))
        return Effect(table, drop=rows_with(outside, Notice("cleaning.out_of_range", {"condition": self.condition()})))

    def _outside(self, numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
        """bool [rows]; a comparison with NaN is false, so that gaps stay."""
        outside = np.zeros(len(numbers), np.bool_)
        if self.low is not None:
            outside |= numbers < self.low if self.include_low else numbers <= self.low
        if self.high is not None:
            outside |= numbers > self.high if self.include_high else numbers >= self.high
        return outside
