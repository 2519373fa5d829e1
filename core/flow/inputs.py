"""What the network reads of a predicted table: any run of its rows again, as they were encoded."""

from __future__ import annotations

from dataclasses import dataclass

from core.cleaning.apply import Purpose, apply_recipe
from core.data.flags import RowFlag
from core.data.table import Table
from core.features.encode import Encoded, encode
from core.flow.counting_as import CountedAs, with_counted
from core.training.model import Model


@dataclass(frozen=True, eq=False)
class Inputs:
    """table: the columns that training had, of the kinds they had; absent: those of them that the file lacks."""

    model: Model
    table: Table
    absent: tuple[str, ...]
    counted_as: CountedAs

    def encoded(self, first: int, end: int) -> tuple[Encoded, list[RowFlag]]:
        """Rows first … end − 1 cleaned and encoded, and what is told of them on the way."""
        cleaned = apply_recipe(self.model.fitted, self.table.part(first, end), Purpose.PREDICTION)
        counted, counts = with_counted(self.model.encoder, cleaned.table, self.counted_as)
        encoded = encode(self.model.encoder, counted, imputed=self.absent)
        return encoded, [*cleaned.flags, *counts, *encoded.flags]
