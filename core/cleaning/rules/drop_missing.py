"""Remove rows with missing values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.base.notices import Notice
from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.cells import missing, names_words
from core.cleaning.fields import Field, FieldKind
from core.cleaning.rule import AtPrediction, Effect, Learned, RowReasons, Rule
from core.data.table import Table


@dataclass(frozen=True)
class DropMissing(Rule):
    """Rows without a value in one of the columns are set aside; () is every column, the target too."""

    columns: tuple[str, ...] = ()

    kind: ClassVar = "drop_missing"
    name: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Remove rows with missing values")
    label: ClassVar = QT_TRANSLATE_NOOP("cleaning", "No value")
    sentence: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Sets rows aside that have a gap in the columns you choose.")
    icon: ClassVar = "trash-2"
    at_prediction: ClassVar = AtPrediction.CHECK
    takes_target: ClassVar = True
    fields: ClassVar = (
        Field(
            "columns",
            FieldKind.COLUMNS,
            QT_TRANSLATE_NOOP("cleaning", "Columns"),
            QT_TRANSLATE_NOOP("cleaning", "A gap in any of them removes the row."),
            empty_means=QT_TRANSLATE_NOOP("cleaning", "every column"),
        ),
    )

    def title(self) -> Notice:
        """ "Remove rows without price"."""
        if len(self.columns) == 1:
            return Notice("cleaning.title_drop_missing_one", {"name": self.columns[0]})
        return Notice("cleaning.title_drop_missing")

    def summary(self) -> Notice:
        """ "in area, price"."""
        if len(self.columns) == 1:
            return Notice("cleaning.drop_missing_one")
        if not self.columns:
            return Notice("cleaning.in_any_column")
        return Notice("cleaning.in_columns", {"names": names_words(self.columns)})

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Set aside rows with a gap; the reason names the first column that has one."""
        del learned
        gaps = np.column_stack([missing(table.values(name)) for name in columns])
        positions = np.flatnonzero(gaps.any(axis=1)).astype(np.int64)
        reasons = tuple(Notice("cleaning.is_missing", {"name": name}) for name in columns)
        return Effect(table, drop=RowReasons(positions, reasons, gaps[positions].argmax(axis=1).astype(np.int64)))
