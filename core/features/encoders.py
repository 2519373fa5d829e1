"""What was learned about each column, as frozen values with a JSON form: the recipe for one row of the matrix.

Why (2026-11-24): the design gives every category column a slot for unseen values. A slot that no training row fills
keeps the random weights it began with, and a row without any level also lacks the effect that all levels share; both
bend the prediction of an unseen value by chance. So the slot exists where training rows fill it: in a column with more
than MOST_LEVELS levels, whose rarest share it. Elsewhere an unseen value is encoded as the shares of the known levels
in the training rows – the average row – which is what is known about it. Rejected: training a slot by hiding levels at
random, since the matrix would then no longer be that of the linear baseline.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.base.arrays import read_only
from core.data.columns import ColumnKind
from core.features import checks
from core.features.scaling import SCALINGS

MOST_LEVELS = 255


@dataclass(frozen=True)
class NumberEncoding:
    """A number, or a date as days since 1970-01-01: (x - center) / scale.

    minimum, maximum and typical (the median) are those of the training rows, in the column's own unit or in days.
    """

    name: str
    kind: ColumnKind
    scaling: str
    center: float
    scale: float
    minimum: float
    maximum: float
    typical: float

    @property
    def width(self) -> int:
        """Columns of the matrix."""
        return 1

    @property
    def feature_names(self) -> tuple[str, ...]:
        """One name per column of the matrix."""
        return (self.name,)


@dataclass(frozen=True)
class LevelEncoding:
    """A category: one column per level, sorted, and one for all `others` when training rows have such.

    counts: training rows of each level; others: training rows whose level isn't among `levels`.
    """

    name: str
    kind: ColumnKind
    levels: tuple[str, ...]
    counts: tuple[int, ...]
    others: int = 0

    @property
    def width(self) -> int:
        """Columns of the matrix."""
        return len(self.levels) + (self.others > 0)

    @property
    def feature_names(self) -> tuple[str, ...]:
        """One name per column of the matrix."""
        slot = (f"{self.name} = …",) if self.others else ()
        return (*(f"{self.name} = {level}" for level in self.levels), *slot)

    @cached_property
    def lookup(self) -> NDArray[np.float32]:
        """float32 [levels + 2, width]: the matrix entries of each level, of an unseen value, and of no value."""
        counts = np.array([*self.counts, self.others][: self.width], np.float64)
        shares = counts / counts.sum()
        unseen = np.eye(self.width)[-1] if self.others else shares
        rows = [*np.eye(self.width)[: len(self.levels)], unseen, shares]
        return read_only(np.array(rows, np.float32))

    @cached_property
    def code_of(self) -> dict[str, int]:
        """Level → row of `lookup`."""
        return {level: code for code, level in enumerate(self.levels)}


ColumnEncoding = NumberEncoding | LevelEncoding


@dataclass(frozen=True)
class Encoder:
    """The columns of the matrix, from left to right."""

    columns: tuple[ColumnEncoding, ...]

    @property
    def width(self) -> int:
        """Columns of the matrix."""
        return sum(column.width for column in self.columns)

    @property
    def feature_names(self) -> tuple[str, ...]:
        """One name per column of the matrix: "carat", "cut = Ideal"."""
        return tuple(name for column in self.columns for name in column.feature_names)

    @property
    def slices(self) -> tuple[slice, ...]:
        """Which columns of the matrix belong to each entry of `columns`."""
        ends = np.cumsum([column.width for column in self.columns])
        return tuple(slice(int(end) - column.width, int(end)) for end, column in zip(ends, self.columns, strict=True))


def encoder_to_json(encoder: Encoder) -> dict[str, object]:
    """Plain values; floats keep every bit in JSON."""
    return {"columns": [_column_to_json(column) for column in encoder.columns]}


def encoder_from_json(value: object) -> Encoder:
    """The encoder that `encoder_to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    columns = checks.entry(value)["columns"]
    if not isinstance(columns, list) or not columns:
        raise ValueError("an encoder has columns")
    return Encoder(tuple(_column_from_json(checks.entry(column)) for column in columns))


def _column_to_json(column: ColumnEncoding) -> dict[str, object]:
    plain: dict[str, object] = {"name": column.name, "kind": str(column.kind)}
    if isinstance(column, LevelEncoding):
        return {**plain, "levels": list(column.levels), "counts": list(column.counts), "others": column.others}
    numbers = ("center", "scale", "minimum", "maximum", "typical")
    return {**plain, "scaling": column.scaling, **{name: getattr(column, name) for name in numbers}}


def _column_from_json(value: dict[str, object]) -> ColumnEncoding:
    name, kind = checks.text(value["name"]), ColumnKind(checks.text(value["kind"]))
    if "levels" in value:
        levels, counts = checks.texts(value["levels"]), value["counts"]
        if not isinstance(counts, list) or len(counts) != len(levels) or not levels:
            raise ValueError("a count for every level was expected")
        rows = tuple(checks.count(number) for number in counts)
        if min(rows) < 1:
            raise ValueError("every level was learned from a row")
        return LevelEncoding(name, kind, levels, rows, checks.count(value["others"]))
    return NumberEncoding(
        name=name,
        kind=kind,
        scaling=checks.one_of(value["scaling"], SCALINGS),
        center=checks.finite(value["center"]),
        scale=checks.positive(value["scale"]),
        minimum=checks.finite(value["minimum"]),
        maximum=checks.finite(value["maximum"]),
        typical=checks.finite(value["typical"]),
    )
