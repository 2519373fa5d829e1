"""Remove rows that repeat an earlier row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.base.notices import Notice
from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.cells import names_words
from core.cleaning.fields import Field, FieldKind
from core.cleaning.rule import AtPrediction, Effect, Learned, Rule, rows_with
from core.data.table import Table


@dataclass(frozen=True)
class RemoveDuplicates(Rule):
    """Of rows that agree in every column, but those in `ignoring`, the first stays. Two gaps agree."""

    ignoring: tuple[str, ...] = ()

    kind: ClassVar = "remove_duplicates"
    name: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Remove duplicate rows")
    label: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Duplicates")
    sentence: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Keeps the first of rows that are the same.")
    icon: ClassVar = "copy"
    at_prediction: ClassVar = AtPrediction.SKIP
    takes_target: ClassVar = True
    fields: ClassVar = (
        Field(
            "ignoring",
            FieldKind.COLUMNS,
            QT_TRANSLATE_NOOP("cleaning", "Columns that may differ"),
            QT_TRANSLATE_NOOP("cleaning", "Such as an id, which differs even in copies."),
            empty_means=QT_TRANSLATE_NOOP("cleaning", "none: rows must agree in every column"),
        ),
    )

    def title(self) -> Notice:
        """ "Remove duplicate rows"."""
        return Notice("cleaning.title_duplicates")

    def summary(self) -> Notice:
        """ "ignores stone_id and listed"."""
        if not self.ignoring:
            return Notice("cleaning.duplicates")
        return Notice("cleaning.duplicates_ignoring", {"names": names_words(self.ignoring)})

    def required_columns(self) -> tuple[str, ...]:
        """None: a column that may differ may also be gone."""
        return ()

    def wanted_columns(self, table: Table, target: str | None) -> tuple[str, ...]:
        """The columns to compare."""
        del target
        return tuple(name for name in table.names if name not in self.ignoring)

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Set aside every row that agrees with an earlier one."""
        del learned
        repeated = table.frame[list(columns)].duplicated(keep="first").to_numpy()
        return Effect(table, drop=rows_with(repeated, Notice("cleaning.is_duplicate")))
