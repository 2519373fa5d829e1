"""What the charts of a judged number draw, counted beforehand: a chart only has to paint it.

Why (2026-11-25): with a million test rows the counting takes a second. It belongs in a lane, and what crosses over to
the window is small: cells and bars instead of rows, and the rows themselves only where they are few enough to be seen.

Why a few values at or below 0 don't turn a log scale off (2026-11-25): one prediction of −3 among prices from 100 to
20,000 made both axes linear, and nine rows in ten a blob in the corner. Such rows have no place on a log scale, and
predictions far below every actual value would stretch it; they are counted, marked on its edge, and told in words. A
scale that is linear around 0 (symlog, asinh) would give them a place, but its width would be a choice of ours that
bends every line and band around it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.training.interval import Interval

DENSITY_FROM = 5_000  # rows; from here on cells are drawn in place of points
BINS = 72  # cells along each axis
BARS = 41  # odd, so that one bar has 0 in its middle
SHOWN = 98.0  # per cent of rows that decide how far the bars reach
USUAL = 0.9  # share of rows that a "usual" error covers
OFF = -1  # in place of the number of a cell
FEW = 0.05  # share of rows with a value at or below 0 that a log scale may leave to its edge
LOG_SPREAD = 30.0  # from this ratio of the 99th to the 1st per cent on, a linear axis shows only a corner
BAND_POINTS = 200
BEYOND = 0.1  # of the data's span: so far the band's lines run on

Values = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ScatterPicture:
    """Predicted against actual values of the rows that have both.

    logarithmic: both axes are, and low, high (which hold all values on either axis) are decimal logarithms. actual,
    predicted: float64, source_rows: int64, [rows], empty when there are cells. cells: int64 [predicted, actual], rows
    in BINS by BINS equal squares between low and high, or None. middle_error: half of the rows are off by less.
    off: rows without a place on a log scale, which are among neither of the above, as (column, row, rows); column or
    row is OFF where the actual or the predicted value lies below the scale, else the place of its cell. off_rows: the
    same rows one by one, (source row, actual, predicted), while points are drawn.
    """

    rows: int
    logarithmic: bool
    low: float
    high: float
    actual: Values
    predicted: Values
    source_rows: Counts
    cells: Counts | None
    middle_error: float
    off: tuple[tuple[int, int, int], ...] = ()
    off_rows: tuple[tuple[int, float, float], ...] = ()


@dataclass(frozen=True, eq=False)
class ErrorPicture:
    """Signed errors, predicted minus actual, in bars of equal width around 0.

    edges: float64 [BARS + 1]; counts: int64 [BARS]; as shares of the actual value or in the target's unit. rows: all
    that have an error, also those beyond the edges. usual: nine in ten rows are off by no more.
    """

    edges: Values
    counts: Counts
    as_share: bool
    rows: int
    usual: float


def scatter_picture(actual: Values, predicted: Values, source_rows: Counts) -> ScatterPicture:
    """float64 [rows] each, in the target's unit, and int64 [rows]."""
    usable = np.isfinite(actual) & np.isfinite(predicted)
    actual, predicted, source_rows = actual[usable], predicted[usable], source_rows[usable]
    rows = len(actual)
    if not rows:
        return ScatterPicture(0, False, 0.0, 1.0, actual, predicted, source_rows, None, float("nan"))
    middle = float(np.median(np.abs(predicted - actual)))
    logarithmic = wants_log(actual, predicted)
    x, y = _scaled(actual, predicted, logarithmic)
    across, up = np.isfinite(x), y >= (_floor(x) if logarithmic else -np.inf)
    placed = across & up
    ends = np.concatenate([x[across], y[up]])  # of predictions there may be none on a log scale
    low, high = float(ends.min()), float(ends.max())
    if low == high:
        low, high = low - 0.5, high + 0.5
    columns, lines = cell_places(x, low, high), cell_places(y, low, high)
    off, rows_off = np.unique(np.stack([columns, lines], axis=1)[~placed], axis=0, return_counts=True)
    beyond = tuple((int(column), int(line), int(many)) for (column, line), many in zip(off, rows_off, strict=True))
    if rows <= DENSITY_FROM:
        kept = (actual[placed], predicted[placed], source_rows[placed])
        rest = (source_rows[~placed].tolist(), actual[~placed].tolist(), predicted[~placed].tolist())
        off_rows = tuple(zip(*rest, strict=True))
        return ScatterPicture(rows, logarithmic, low, high, *kept, None, middle, beyond, off_rows)
    places = lines[placed] * BINS + columns[placed]
    cells = np.bincount(places, minlength=BINS * BINS).reshape(BINS, BINS).astype(np.int64)
    none, no_rows = np.empty(0), np.empty(0, np.int64)
    return ScatterPicture(rows, logarithmic, low, high, none, none, no_rows, cells, middle, beyond)


def _scaled(actual: Values, predicted: Values, logarithmic: bool) -> tuple[Values, Values]:
    """Where values lie on the axes; −∞ for those without a place on a log scale."""
    if not logarithmic:
        return actual, predicted
    none = (np.full(len(actual), -np.inf), np.full(len(actual), -np.inf))
    return np.log10(actual, out=none[0], where=actual > 0), np.log10(predicted, out=none[1], where=predicted > 0)


def cells_of(picture: ScatterPicture, actual: Values, predicted: Values) -> tuple[Counts, Counts]:
    """In which column and row of a picture values lie, int64 [n] each."""
    x, y = _scaled(actual, predicted, picture.logarithmic)
    return cell_places(x, picture.low, picture.high), cell_places(y, picture.low, picture.high)


def cell_places(values: Values, low: float, high: float) -> Counts:
    """int64 [n] in [0, BINS): in which of the equal steps from low to high each value lies; the ends belong to them.
    OFF for values below."""
    inside = values >= low
    steps = (np.where(inside, values, low) - low) / (high - low) * BINS
    return np.where(inside, np.clip(steps.astype(np.int64), 0, BINS - 1), OFF)


def _floor(x: Values) -> float:
    """The lowest prediction that has a place on a log scale, as its logarithm: a tenth of the smallest actual value. A
    single prediction of 0.0001 would else take half of the axis."""
    return float(x[np.isfinite(x)].min()) - 1.0


def wants_log(actual: Values, predicted: Values) -> bool:
    """Whether all values but FEW are positive and spread over so many sizes that a linear axis would hide most rows."""
    placed = actual[(actual > 0) & (predicted > 0)]
    if not len(placed) or len(placed) < (1 - FEW) * len(actual):
        return False
    first, last = np.percentile(placed, [1, 99])
    return bool(last / first > LOG_SPREAD)


def error_shares(actual: Values, predicted: Values) -> Values | None:
    """(predicted − actual) ÷ actual, float64 [n]; None when an actual value isn't positive and a share says nothing."""
    if not len(actual) or actual.min() <= 0:
        return None
    return (predicted - actual) / actual


def error_picture(errors: Values, *, as_share: bool) -> ErrorPicture:
    """Signed errors, float64 [n]: shares of the actual value, or in the target's own unit."""
    errors = errors[np.isfinite(errors)]
    sizes = np.abs(errors)
    reach = float(np.percentile(sizes, SHOWN)) if len(errors) else 1.0
    edges = np.linspace(-(reach or 1.0), reach or 1.0, BARS + 1)
    counts = np.histogram(errors, edges)[0].astype(np.int64)
    usual = float(np.quantile(sizes, USUAL)) if len(errors) else float("nan")
    return ErrorPicture(edges, counts, as_share, len(errors), usual)


def promised(actual: Values, predicted: Values, interval: Interval | None) -> tuple[Values, Values, Values]:
    """Predicted values, and the low and high actual value that go with each; float64 [points] each.

    Without a promised range it is read off these rows: nine in ten are off by no more.
    """
    both = np.concatenate([actual, predicted])
    both = both[np.isfinite(both)]
    if not len(both):
        return np.empty(0), np.empty(0), np.empty(0)
    low, high = float(both.min()), float(both.max())
    pad = BEYOND * (high - low)
    grid = np.linspace(low - pad, high + pad, BAND_POINTS)
    if low > 0:
        grid = np.union1d(grid[grid > 0], np.geomspace(low * (1 - BEYOND), high * (1 + BEYOND), BAND_POINTS))
    if interval is not None:
        return grid, *interval.bounds(grid)
    shares = error_shares(actual, predicted)
    if shares is None:
        reach = float(np.nanquantile(np.abs(predicted - actual), USUAL))
        return grid, grid - reach, grid + reach
    reach = float(np.nanquantile(np.abs(shares), USUAL))
    return grid, grid / (1 + reach), grid / (1 - reach) if reach < 1 else np.full(len(grid), np.nan)
