"""Where it struggles: the test rows by what stands in their raw columns, and the groups that do clearly worse.

How groups are made. Each column of the imported table, the target and identifiers left out, cuts the test rows: texts
and numbers with few distinct values by value, other numbers and dates into ranges between the 5th, 25th, 50th, 75th
and 95th per cent, rounded to readable edges. A group has at least MIN_ROWS rows and MIN_SHARE of all; a range with
fewer is joined to its neighbour, a rarer value isn't looked at.

When a group counts as weak. A row goes wrong when its class is wrong, or, for numbers, when its error is larger than
the median error of all rows. A group is weak when the lower end of the Wilson interval of its share of such rows lies
above the share over all rows. Many groups are looked at, and among many the worst looks bad by chance: so the
interval's width follows Bonferroni – one chance in twenty that any of all groups is called weak while none is.

Why the target is left out (2026-11-25): high actual values are always guessed lower and low ones higher, by any model
(regression towards the mean); as a group they would nearly always come first and tell nothing that can be mended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.data.columns import Column, ColumnKind, Storage
from core.data.levels import number_text
from core.evaluation.calibration import wilson
from core.evaluation.report import Evaluation
from core.features.task import Task

MIN_ROWS, MIN_SHARE = 20, 0.01
ANY_CHANCE = 0.05  # of calling any group weak while none is
MOST_LEVELS, FEW_NUMBERS = 50, 8
CUTS = (0.05, 0.25, 0.5, 0.75, 0.95)
NOTHING = 0.001  # of the actual value
STEPS_IN_SPAN = 25  # edges are rounded to a 25th of what lies between the outer cuts, or finer
EDGE_DIGITS = (1.0, 2.0, 5.0)

Figure = Literal["median_share", "median_error", "wrong_share"]
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Group:
    """Test rows that have something in common.

    level: the common value, or None for a range. low, high: the range (low, high], infinite at its ends; dates in
    seconds since 1970. at: positions among the test rows. figure: what `Struggles.figure` says, of these rows.
    """

    level: str | None
    low: float
    high: float
    at: NDArray[np.int64]
    figure: float
    weak: bool = False
    is_date: bool = False
    missing: bool = False

    @property
    def rows(self) -> int:
        """How many."""
        return len(self.at)


@dataclass(frozen=True, eq=False)
class GroupedColumn:
    """The groups of one column: ranges in order, values with the weakest first."""

    name: str
    groups: tuple[Group, ...]
    lowest: float  # how far the weakest group surely lies above all rows; below 0 for none

    @property
    def weakest(self) -> Group:
        """The group with the largest figure."""
        return max(self.groups, key=lambda group: (group.weak, group.figure))


@dataclass(frozen=True, eq=False)
class Struggles:
    """figure: median error as a share of the actual value, median error in the target's unit, or share of wrong rows.

    overall: that figure of all test rows. columns: those with two groups or more, the weakest first. looked_at: groups
    in all. smallest: rows that a group needs.
    """

    figure: Figure
    overall: float
    columns: tuple[GroupedColumn, ...]
    looked_at: int
    smallest: int

    @property
    def weak(self) -> tuple[tuple[GroupedColumn, Group], ...]:
        """The weak groups, by column, the clearest column first."""
        return tuple((column, group) for column in self.columns for group in column.groups if group.weak)


@dataclass(frozen=True, eq=False)
class _Judged:
    """figure_of: what each row adds to the figure; wrong: whether it goes wrong."""

    figure: Figure
    errors: Values
    wrong: NDArray[np.bool_]

    def of(self, at: NDArray[np.int64]) -> float:
        return float(np.mean(self.errors[at]) if self.figure == "wrong_share" else np.median(self.errors[at]))


def struggles(evaluation: Evaluation, frame: pd.DataFrame, columns: Mapping[str, Column]) -> Iterator[int | Struggles]:
    """Look at every column of the raw test rows, `frame` being aligned with the evaluation's rows.

    Yields how many columns are done, then the result.
    """
    judged = _judged(evaluation)
    smallest = max(MIN_ROWS, int(np.ceil(MIN_SHARE * evaluation.rows)))
    found: dict[str, tuple[Group, ...]] = {}
    for done, (name, column) in enumerate(columns.items(), start=1):
        if name != evaluation.target and column.kind is not ColumnKind.ID and evaluation.rows >= 2 * smallest:
            groups = _groups(frame[name], column, judged, smallest)
            if len(groups) > 1:
                found[name] = groups
        yield done
    looked_at = sum(map(len, found.values()))
    marked = [_marked(name, groups, judged, looked_at) for name, groups in found.items()]
    marked.sort(key=lambda column: -column.lowest)
    overall = judged.of(np.arange(evaluation.rows)) if evaluation.rows else float("nan")
    yield Struggles(judged.figure, overall, tuple(marked), looked_at, smallest)


def _judged(evaluation: Evaluation) -> _Judged:
    if evaluation.task is not Task.REGRESSION:
        wrong = evaluation.actual != evaluation.predicted
        return _Judged("wrong_share", wrong.astype(np.float64), wrong)
    errors = np.abs(evaluation.predicted - evaluation.actual)
    figure: Figure = "median_error"
    if evaluation.rows and evaluation.actual.min() > 0:
        errors, figure = errors / evaluation.actual, "median_share"
    return _Judged(figure, errors, errors > np.median(errors) if len(errors) else np.zeros(0, bool))


def _groups(values: pd.Series[Any], column: Column, judged: _Judged, smallest: int) -> tuple[Group, ...]:
    if column.storage is Storage.TEXT:
        codes, levels = pd.factorize(values)
        return _by_level(codes, [str(level) for level in levels], judged, smallest)
    is_date = column.storage is Storage.DATE
    numbers = _seconds(values) if is_date else values.to_numpy(np.float64)
    if not is_date:
        distinct, codes = np.unique(numbers[np.isfinite(numbers)], return_inverse=True)
        if len(distinct) <= FEW_NUMBERS:
            whole = np.full(len(numbers), -1)
            whole[np.isfinite(numbers)] = codes
            return _by_level(whole, _level_words(distinct), judged, smallest, in_order=True)
    return _by_range(numbers, is_date, judged, smallest)


def _level_words(numbers: Values) -> list[str]:
    """Numbers in six figures, or in all of theirs where two would look alike."""
    short = [number_text(float(f"{value:.6g}")) for value in numbers]
    return short if len(set(short)) == len(short) else [number_text(float(value)) for value in numbers]


def _by_level(
    codes: NDArray[Any], levels: list[str], judged: _Judged, smallest: int, *, in_order: bool = False
) -> tuple[Group, ...]:
    counts = np.bincount(codes[codes >= 0], minlength=len(levels))
    wanted = [level for level in np.argsort(-counts, kind="stable")[:MOST_LEVELS] if counts[level] >= smallest]
    parts = [(levels[level], np.flatnonzero(codes == level)) for level in (sorted(wanted) if in_order else wanted)]
    groups = [Group(level, np.nan, np.nan, at, judged.of(at)) for level, at in parts]
    if not in_order:
        groups.sort(key=lambda group: -group.figure)
    return (*groups, *_without_value(codes < 0, judged, smallest))


def _by_range(numbers: Values, is_date: bool, judged: _Judged, smallest: int) -> tuple[Group, ...]:
    known = np.isfinite(numbers)
    if not known.any():
        return ()
    edges = _edges(numbers[known], smallest)
    place = np.searchsorted(edges, numbers, side="left")  # (low, high]
    bounds = [-np.inf, *edges, np.inf]
    parts = [np.flatnonzero(known & (place == at)) for at in range(len(edges) + 1)]
    groups = [
        Group(None, bounds[at], bounds[at + 1], rows, judged.of(rows), is_date=is_date)
        for at, rows in enumerate(parts)
        if len(rows) >= smallest
    ]
    return (*groups, *_without_value(~known, judged, smallest))


def _without_value(missing: NDArray[np.bool_], judged: _Judged, smallest: int) -> tuple[Group, ...]:
    at = np.flatnonzero(missing)
    return (Group(None, np.nan, np.nan, at, judged.of(at), missing=True),) if len(at) >= smallest else ()


def _edges(known: Values, smallest: int) -> list[float]:
    """Readable numbers between which every range has at least `smallest` rows."""
    tail = min(0.5, smallest / len(known))
    cuts = np.quantile(known, np.clip(CUTS, tail, 1 - tail))
    edges = sorted(set(_rounded(cuts)))
    while edges:
        counts = np.bincount(np.searchsorted(edges, known, side="left"), minlength=len(edges) + 1)
        thin = int(counts.argmin())
        if counts[thin] >= smallest:
            break
        beside = [at for at in (thin - 1, thin + 1) if 0 <= at < len(counts)]
        joined = min(beside, key=lambda at: int(counts[at]))
        del edges[min(thin, joined)]
    return edges


def _rounded(cuts: Values) -> list[float]:
    """The cuts, rounded to a 1, 2 or 5 times a power of ten that is a 25th of their span or finer."""
    span = float(cuts[-1] - cuts[0])
    if span <= 0:
        return [float(cuts[0])]
    power = 10.0 ** np.floor(np.log10(span / STEPS_IN_SPAN))
    step = max(digit * power for digit in EDGE_DIGITS if digit * power <= span / STEPS_IN_SPAN * (1 + 1e-9))
    decimals = max(0, int(1 - np.floor(np.log10(step))))
    return [round(float(np.round(cut / step) * step), decimals) for cut in cuts]


def _seconds(values: pd.Series[Any]) -> Values:
    micros = values.to_numpy("datetime64[us]").astype(np.int64).astype(np.float64)
    return np.where(values.isna().to_numpy(), np.nan, micros / 1e6)


def _marked(name: str, groups: tuple[Group, ...], judged: _Judged, looked_at: int) -> GroupedColumn:
    """Which of a column's groups are weak."""
    z = NormalDist().inv_cdf(1 - ANY_CHANCE / max(looked_at, 1))
    hits = np.array([judged.wrong[group.at].sum() for group in groups], np.float64)
    rows = np.array([group.rows for group in groups], np.float64)
    above = wilson(hits, rows, z)[0] - float(judged.wrong.mean())
    if judged.figure == "median_share":  # where all errors are next to nothing, none is to be mended
        above[[group.figure < NOTHING for group in groups]] = -1.0
    marked = tuple(
        Group(g.level, g.low, g.high, g.at, g.figure, bool(surely > 0), g.is_date, g.missing)
        for g, surely in zip(groups, above, strict=True)
    )
    return GroupedColumn(name, marked, float(above.max()))
