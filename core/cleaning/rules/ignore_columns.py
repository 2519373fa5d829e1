"""Leave columns out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.base.notices import Notice
from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.cells import names_words
from core.cleaning.fields import Field, FieldKind
from core.cleaning.rule import AtPrediction, Effect, Learned, Rule
from core.data.table import Table


@dataclass(frozen=True)
class IgnoreColumns(Rule):
    """The columns are taken out: later rules and the model don't see them."""

    columns: tuple[str, ...] = ()

    kind: ClassVar = "ignore_columns"
    name: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Ignore columns")
    label: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Ignore")
    sentence: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Leaves out columns that can't help, such as ids.")
    icon: ClassVar = "eye-off"
    at_prediction: ClassVar = AtPrediction.REPLAY
    fields: ClassVar = (Field("columns", FieldKind.COLUMNS, QT_TRANSLATE_NOOP("cleaning", "Columns"), required=True),)

    def title(self) -> Notice:
        """ "Ignore Order, PID"."""
        return Notice("cleaning.title_ignore", {"names": names_words(self.columns)})

    def summary(self) -> Notice:
        """What that means."""
        return Notice("cleaning.ignore")

    def required_columns(self) -> tuple[str, ...]:
        """None: a column to ignore may be gone."""
        return ()

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Take the columns out."""
        del learned
        return Effect(table.without(columns))
