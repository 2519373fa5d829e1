"""Limit extreme numbers to limits learned from the training rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.notices import Notice
from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.cells import NewColumn, names_words, number_words
from core.cleaning.fields import Choice, Field, FieldKind, Suits, is_finite_number
from core.cleaning.report import CellChanges, changed_cells
from core.cleaning.rule import AtPrediction, Effect, Learned, RowReasons, Rule, rows_with
from core.data.columns import Storage
from core.data.table import Table

QUANTILE, IQR = "quantile", "iqr"


@dataclass(frozen=True)
class ClipOutliers(Rule):
    """Numbers beyond a limit become the limit; () is every number column but the target.

    quantile: the limits are the `share` and 1 − `share` quantiles. iqr: `factor` interquartile ranges below the first
    and above the third quartile (Tukey 1977: 1.5 is "outside", 3 "far out"). A column whose middle half is one value
    has no spread to measure by and keeps its values.
    """

    columns: tuple[str, ...] = ()
    method: str = IQR
    factor: float = 3.0
    share: float = 0.01

    kind: ClassVar = "clip_outliers"
    name: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Limit extreme numbers")
    label: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Limits")
    sentence: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Moves numbers far outside the usual to the limit of the usual.")
    icon: ClassVar = "scissors"
    at_prediction: ClassVar = AtPrediction.REPLAY
    learns: ClassVar = True
    fields: ClassVar = (
        Field(
            "columns",
            FieldKind.COLUMNS,
            QT_TRANSLATE_NOOP("cleaning", "Columns"),
            suits=Suits.NUMBERS,
            empty_means=QT_TRANSLATE_NOOP("cleaning", "every number column but the target"),
        ),
        Field(
            "method",
            FieldKind.CHOICE,
            QT_TRANSLATE_NOOP("cleaning", "Limits from"),
            choices=(
                Choice(IQR, QT_TRANSLATE_NOOP("cleaning", "interquartile ranges")),
                Choice(QUANTILE, QT_TRANSLATE_NOOP("cleaning", "quantiles")),
            ),
        ),
        Field(
            "factor",
            FieldKind.NUMBER,
            QT_TRANSLATE_NOOP("cleaning", "How many ranges"),
            QT_TRANSLATE_NOOP("cleaning", "So many interquartile ranges beyond the first and the third quartile."),
            required=True,
            low=0.5,
            high=100.0,
            only_when=("method", (IQR,)),
        ),
        Field(
            "share",
            FieldKind.NUMBER,
            QT_TRANSLATE_NOOP("cleaning", "Share beyond"),
            QT_TRANSLATE_NOOP("cleaning", "The share of rows beyond each of the two limits: 0.01 is 1 %."),
            required=True,
            low=0.0001,
            high=0.25,
            only_when=("method", (QUANTILE,)),
        ),
    )

    def title(self) -> Notice:
        """ "Limit extreme numbers"."""
        if len(self.columns) == 1:
            return Notice("cleaning.title_clip_one", {"name": self.columns[0]})
        return Notice("cleaning.title_clip")

    def summary(self) -> Notice:
        """ "in carat, depth"; of a column that the title names, "beyond 3 interquartile ranges"."""
        if len(self.columns) != 1:
            return Notice(
                "cleaning.in_columns" if self.columns else "cleaning.clip_all", {"names": names_words(self.columns)}
            )
        params: dict[str, object] = {
            "factor": number_words(self.factor),
            "low": number_words(100 * self.share),
            "high": number_words(100 - 100 * self.share),
        }
        return Notice(f"cleaning.clip_{self.method}", params)

    def suits(self, storage: Storage) -> bool:
        """Only numbers have limits."""
        return storage is Storage.NUMBER

    def fit(self, table: Table, training: NDArray[np.bool_], columns: tuple[str, ...]) -> dict[str, Any]:
        """{"limits": {column: [low, high]}, "seen": {column: [smallest, largest]}} of the training rows."""
        limits, seen = {}, {}
        for name in columns:
            numbers = table.values(name).to_numpy(dtype=np.float64)[training]
            known = numbers[~np.isnan(numbers)]
            found = self._limits(known) if len(known) else None
            if found is not None:
                limits[name] = found
                seen[name] = [float(known.min()), float(known.max())]
        return {"limits": limits, "seen": seen}

    def check_learned(self, learned: Learned, columns: tuple[str, ...]) -> None:
        """Two finite numbers in order, by column."""
        self.require(set(learned) == {"limits", "seen"})
        for pairs in (learned["limits"], learned["seen"]):
            self.require(isinstance(pairs, dict) and set(pairs) <= set(columns))
            for pair in pairs.values():
                self.require(isinstance(pair, list) and len(pair) == 2)
                self.require(all(is_finite_number(end) for end in pair))
                self.require(pair[0] <= pair[1])
        self.require(set(learned["limits"]) == set(learned["seen"]))

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Clip; at prediction a value beyond all that training saw is remarked on."""
        after, changes, remarks = list[NewColumn](), list[CellChanges](), list[RowReasons]()
        for name in columns:
            if name not in learned["limits"]:
                continue
            low, high = learned["limits"][name]
            numbers = table.values(name).to_numpy(dtype=np.float64)
            beyond = (numbers < low) | (numbers > high)
            if beyond.any():
                values = pd.Series(np.clip(numbers, low, high))
                after.append((table.column(name), values))
                changes.extend(changed_cells(table, name, beyond, table.values(name), values))
                smallest, largest = learned["seen"][name]
                unseen = beyond & ((numbers < smallest) | (numbers > largest))  # the encoder tells of those not clipped
                remarks.append(rows_with(unseen, _unseen(name, smallest, largest)))
        return Effect(table.with_columns(after), tuple(changes), remarks=tuple(remarks))

    def _limits(self, known: NDArray[np.float64]) -> list[float] | None:
        with np.errstate(over="ignore", invalid="ignore"):
            if self.method == QUANTILE:
                low, high = np.quantile(known, [self.share, 1 - self.share])
            else:
                first, third = np.quantile(known, [0.25, 0.75])
                low, high = first - self.factor * (third - first), third + self.factor * (third - first)
        low, high = _rounded(float(low)), _rounded(float(high))
        usable = bool(np.isfinite([low, high]).all()) and (self.method == QUANTILE or low < high)
        return [low, high] if usable else None


def _rounded(limit: float) -> float:
    """Without the last digits, which are the arithmetic's: 25.3 doesn't lie beyond a limit of 25.299999999999997."""
    return float(f"{limit:.12g}")


def _unseen(name: str, smallest: float, largest: float) -> Notice:
    params: dict[str, object] = {"name": name, "low": number_words(smallest), "high": number_words(largest)}
    return Notice("cleaning.outside_training", params)
