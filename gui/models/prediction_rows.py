"""Predictions made ready to be shown: cells, looks, counts, marked cells and usual widths. Made in a lane.

Why (2026-11-25): counting the verdicts of a million rows and looking at each column's numbers takes longer than a
frame, so the window is given all of it at once and then only reads single cells.

Why a range must be wide in two ways to be told as wide (2026-11-25): a range is as wide as predictions of its size are
usually off, so against rows predicted alike none is ever wide. Against the usual share of the prediction 11 to 16 in a
hundred of diamonds' test rows were, among the cheapest fifth 56 to 78: $400 to $640 is a wide share, and yet a range
that most would call narrow. Against the usual width in the target's unit it was 22 to 25 in a hundred, all of them
dear. So a range is wide where it is at least twice the usual by both: no row of diamonds and of Ames (three seeds each;
by share alone 1.5 to 2.9 in a hundred of Ames), but those where the errors outgrow the values.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.data.columns import Storage
from core.data.flags import RowVerdict
from core.flow.predictions import Predictions
from core.flow.told import Remark, reasons
from core.training.interval import Interval
from gui.models.cells import CellState, NumberLook, cell_text, is_missing
from gui.models.table import cells_of, is_numbers, look_of

WIDE = 2.0  # from this many times the usual width on, as a share and in the unit, a range is told as wide
MARKS = {RowVerdict.CHECK: CellState.CHECK, RowVerdict.FAILED: CellState.FAILED}


NEW, COUNTED = ("features.flag_unseen", "features.flag_rare"), "flow.flag_counted_as"


@dataclass(frozen=True)
class NewCategory:
    """A category that the model doesn't know: of which of its columns, in how many rows of the file, and which known
    one it counts as (None: none)."""

    name: str
    value: str
    level: str | None
    rows: int


@dataclass(frozen=True, eq=False)
class PredictionRows:
    """cells, looks: one a column of the table. counts: rows, ok, check, failed. positions: int64, of the rows to check
    and of those that failed. widths: float32 [rows], a range's relative width ÷ the usual one (NaN without), or None;
    wide: bool [rows], whether it is told as wide, or None.
    marks: of each telling, which columns of the table it is about. decimals: of predicted numbers. right: of each
    column whether its cells stand at the right, as numbers do, also where one word among them made it text.
    """

    predictions: Predictions
    cells: tuple[Any, ...]
    looks: tuple[NumberLook, ...]
    decimals: int
    counts: Mapping[str, int]
    positions: Mapping[str, NDArray[np.int64]]
    widths: NDArray[np.float32] | None
    wide: NDArray[np.bool_] | None
    marks: Sequence[Mapping[int, CellState]]
    right: tuple[bool, ...]

    def categories_of(self, at: int) -> list[NewCategory]:
        """The categories of a row that the model doesn't know."""
        told = self.predictions.told
        which = told.telling(at)
        remarks = told.tellings[which] if which is not None else ()
        return [_category(one, one.values.code(at)) for one in remarks if is_category(one) and one.values is not None]

    def text(self, at: int, column: int) -> str:
        """A cell of the table as it is written; "" when it is missing."""
        value = self.cells[column][at]
        if is_missing(value):
            return ""
        return self.looks[column].text(float(value)) if is_numbers(self.cells[column]) else cell_text(value)

    def mark(self, at: int, column: int) -> CellState | None:
        """How a cell is marked because a reason of its row is about it."""
        which = self.predictions.told.telling(at)
        return None if which is None else self.marks[which].get(column)

    @cached_property
    def marked_columns(self) -> frozenset[int]:
        """The columns with a marked cell."""
        return frozenset(column for marks in self.marks for column in marks)

    @cached_property
    def extremes(self) -> tuple[int, ...]:
        """The rows with the smallest and the largest predicted number; of classes none."""
        numbers = self.predictions.prediction
        if self.predictions.probabilities is not None or not np.isfinite(numbers).any():
            return ()
        return int(np.nanargmin(numbers)), int(np.nanargmax(numbers))

    def is_wide(self, at: int) -> bool:
        """Whether a range is at least twice as wide as usual, both as a share of its prediction and in the unit."""
        return self.wide is not None and bool(self.wide[at])


def rows_to_show(
    predictions: Predictions, interval: Interval | None = None, learned_numbers: Collection[str] = ()
) -> PredictionRows:
    """Everything that the table of predictions shows. learned_numbers: the model's columns of numbers."""
    table = predictions.table
    cells = tuple(cells_of(table, name) for name in table.names)
    read = {predictions.found_as.get(name, name) for name in learned_numbers}
    numbers = predictions.probabilities is None
    widths, wide = _widths(predictions, interval)
    return PredictionRows(
        predictions=predictions,
        cells=cells,
        looks=tuple(look_of(table, name) for name in table.names),
        decimals=decimals_of(predictions.prediction) if numbers else 0,
        counts=predictions.counts(),
        positions={name: predictions.rows_with(name) for name in ("check", "failed")},
        widths=widths,
        wide=wide,
        marks=_marks(predictions),
        right=tuple(is_numbers(own) or name in read for own, name in zip(cells, table.names, strict=True)),
    )


def decimals_of(values: NDArray[np.float64]) -> int:
    """How many decimals give a usual value four significant digits: none from 1,000 on, at most eight."""
    sizes = np.abs(values[np.isfinite(values) & (values != 0)])
    if not len(sizes):
        return 0
    return int(min(8, max(0, 3 - math.floor(math.log10(float(np.median(sizes)))))))


def _widths(
    predictions: Predictions, interval: Interval | None
) -> tuple[NDArray[np.float32] | None, NDArray[np.bool_] | None]:
    """Widths in usual ones, as shares where the target is positive, and which of them are wide in every way.

    Usual is the middle training row: the interval's knots stand for equally many of them each.
    """
    if interval is None or predictions.low is None or predictions.high is None:
        return None, None
    width = predictions.high - predictions.low
    knots = np.array(interval.knots)
    usual = 2 * interval.reach * np.array(interval.errors)
    in_unit = _over(width, usual)
    if in_unit is None or not (knots > 0).all():
        return in_unit, None if in_unit is None else in_unit >= WIDE
    floor = knots.min() / 10  # a share of next to nothing says nothing
    as_share = _over(width / np.maximum(np.abs(predictions.prediction), floor), usual / knots)
    return as_share, None if as_share is None else (as_share >= WIDE) & (in_unit >= WIDE)


def _over(width: NDArray[np.float64], usual: NDArray[np.float64]) -> NDArray[np.float32] | None:
    """Widths ÷ the middle one of the usual ones; None where that is no width at all."""
    middle = float(np.median(usual))
    return (width / middle).astype(np.float32) if middle > 0 else None


def _marks(predictions: Predictions) -> list[dict[int, CellState]]:
    """Which cells each telling is about."""
    place = {name: at for at, name in enumerate(predictions.table.names)}
    found: list[dict[int, CellState]] = []
    for remarks in predictions.told.tellings:
        verdict, notices = reasons(remarks)
        names = [notice.place.column or str(notice.params.get("name", "")) for notice in notices]
        columns = [place.get(predictions.found_as.get(name, name)) for name in names]
        found.append({at: MARKS[verdict] for at in columns if at is not None} if verdict is not None else {})
    return found


def is_category(remark: Remark) -> bool:
    """Whether it is about a category that the model doesn't know."""
    return remark.notice.code in (*NEW, COUNTED)


def _category(remark: Remark, code: int) -> NewCategory:
    assert remark.values is not None
    params = remark.notice.params
    level = str(params["level"]) if remark.notice.code == COUNTED else None
    return NewCategory(str(params["name"]), str(remark.values.texts[code]), level, int(remark.values.rows[code]))


def telling_columns(rows: PredictionRows, most: int) -> list[int]:
    """The columns of the table to show before the prediction, in its own order: first those with a marked cell."""
    count = len(rows.cells)
    target = rows.predictions.target
    names = rows.predictions.table.names
    order = sorted(range(count), key=lambda at: (at not in rows.marked_columns, names[at] == target, at))
    return sorted(order[:most])


def find_row(rows: PredictionRows, wanted: str, after: int) -> int | None:
    """The position of the row with this number, or of the next one after `after` in which this text stands.

    A text is looked for in the text columns, in predicted classes and in the reasons; capitals don't matter.
    """
    table = rows.predictions.table
    plain = wanted.strip().casefold()
    if not plain:
        return None
    digits = plain.replace(",", "")
    if digits.isdecimal():
        at = int(np.searchsorted(table.source_rows, int(digits))) if len(digits) < 16 else table.rows
        return at if at < table.rows and table.source_rows[at] == int(digits) else None
    hits = np.zeros(table.rows, bool)
    texts = [table.values(column.name) for column in table.columns if column.storage is Storage.TEXT]
    if rows.predictions.probabilities is not None:
        texts.append(pd.Series(rows.predictions.prediction, dtype="str"))
    for values in texts:
        hits |= values.str.contains(plain, case=False, regex=False, na=False).to_numpy(bool)
    hits[rows.predictions.statuses.rows_that_say(plain)] = True
    places = np.flatnonzero(hits)
    if not len(places):
        return None
    following = places[places > after]
    return int(following[0] if len(following) else places[0])
