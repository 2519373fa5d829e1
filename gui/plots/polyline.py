"""A curve as short straight pieces in device pixels: thinned to what a screen can show, dashed, cut where a value is
missing. Pure arithmetic, no Qt.

Why pieces and no path (2026-11-25): Qt strokes a wide antialiased path of 1,000 noisy points in 20–60 ms, because its
rasteriser sorts all outlines that a row of pixels crosses. The same points as separate lines take 0.6–1.4 ms; in noise
nobody sees that their joints are painted twice. Smooth parts show it as beads, so they become paths, of CHUNK parts
each: 1–1.5 ms. Whatever the parts of a curve are, one that grows keeps them; only its end is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
FAR_PX = 8_000.0  # a runaway loss is drawn no further than this beyond the edge: beyond 32,767 Qt's painter gives up
DENSE_PX = 4.0  # points nearer than this, in the window's pixels: no joint can be seen, and dashes follow the trend
TREND_PX = 8.0
CHUNK = 24  # parts
ROUGH_PX = 1.0
TOUCHING_PX = 1e-3


@dataclass(frozen=True)
class Frame:
    """The view on the screen: view coordinates × (x_px, y_px) + (x_at, y_at) = device pixels from the corner of a sheet
    of width × height. ratio: device pixels to one of the window's."""

    x_px: float
    y_px: float
    x_at: float
    y_at: float
    width: int
    height: int
    ratio: float

    def across(self, x: float) -> float:
        """An x of the view in device pixels, from the sheet's left."""
        return min(max(x * self.x_px + self.x_at, -FAR_PX), self.width + FAR_PX)

    def down(self, y: float) -> float:
        """A y of the view in device pixels, from the sheet's top."""
        return min(max(y * self.y_px + self.y_at, -FAR_PX), self.height + FAR_PX)

    def device(self, x: Values, y: Values) -> tuple[Values, Values]:
        """Points of the view in device pixels, float64 [n] each; runaway ones pulled in to just out of sight."""
        across, down = x * self.x_px + self.x_at, y * self.y_px + self.y_at
        for places, size in ((across, self.width), (down, self.height)):
            np.minimum(np.maximum(places, -FAR_PX, out=places), size + FAR_PX, out=places)  # np.clip is slow to begin
        return across, down


@dataclass(frozen=True, eq=False)
class Course:
    """Where a curve runs. ends: float64 [m, 4], x and y of both ends of each straight part in device pixels, gaps left
    out. lengths: float64 [m, 2], how long the curve is up to either end; None for a solid line. settled: how many
    parts stay when the curve grows, a multiple of CHUNK. rough: bool [m / CHUNK, rounded up], where the curve is noise.
    dense: the joints can't be seen."""

    ends: Values
    lengths: Values | None
    settled: int
    rough: NDArray[np.bool_]
    dense: bool

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
        """The parts first … last − 1 as (from, to, whether rough); `first` is a multiple of CHUNK. A rough stretch is
        as long as it goes on, a smooth one a chunk at most."""
        at = first
        while at < last:
            rough, stop = bool(self.rough[at // CHUNK]), at + CHUNK
            while rough and stop < last and self.rough[stop // CHUNK]:
                stop += CHUNK
            yield at, min(stop, last), rough
            at = stop

    def pieces(self, first: int, last: int, dash_px: float, caps_px: float) -> Values:
        """What to draw of the parts first … last − 1, float64 [k, 4]: themselves, or the dashes on them. caps_px: by
        how much the pen's caps will lengthen each dash."""
        ends = self.ends[first:last]
        return ends if self.lengths is None else _dashes(ends, self.lengths[first:last], dash_px, caps_px)


def course(x: Values, y: Values, frame: Frame, *, dashed: bool) -> Course:
    """The curve through float64 [n] points of the view, x rising, NaN in y where it breaks."""
    spacing = _spacing(x) * frame.x_px
    dense = spacing < DENSE_PX * frame.ratio
    first, last = _seen(x, frame)
    if last - first < 2:
        return Course(np.empty((0, 4)), None, 0, np.empty(0, np.bool_), dense)
    chosen, full = _thinned(y, first, last, per_bin=int(1 / spacing) if spacing > 0 else 1)
    across, down = frame.device(x[chosen], y[chosen])
    finite = np.isfinite(down)
    whole: NDArray[np.bool_] = finite[:-1] & finite[1:]
    settled = int(np.count_nonzero(whole[: max(full - 1, 0)])) // CHUNK * CHUNK
    ends = _pairs(across, down)[whole]
    rough = _rough(ends, ROUGH_PX * frame.ratio if dense else np.inf)
    if not dashed:
        return Course(ends, None, settled, rough, dense)
    window = max(1, round(TREND_PX * frame.ratio / spacing)) if dense and spacing > 0 else 1
    reached = _lengths(x[:last], y[:last], frame, window)[chosen]
    lengths = _pairs(reached)[whole]
    return Course(ends, lengths, settled, rough, dense)


def cut_out(ends: Values, frame: Frame) -> Values:
    """Straight parts, float64 [m, 4], as far as they lie on the sheet. Files of vectors know no clipping.

    Source: Liang & Barsky, "A New Concept and Method for Line Clipping" (1984).
    """
    start, step = ends[:, :2], ends[:, 2:] - ends[:, :2]
    first, last = np.zeros(len(ends)), np.ones(len(ends))
    near = [(-step[:, axis], start[:, axis]) for axis in (0, 1)]
    far = [(step[:, axis], size - start[:, axis]) for axis, size in ((0, frame.width), (1, frame.height))]
    for outwards, room in near + far:
        reached = np.divide(room, outwards, out=np.where(room < 0, np.inf, -np.inf), where=outwards != 0)
        first = np.where((outwards < 0) | ((outwards == 0) & (room < 0)), np.maximum(first, reached), first)
        last = np.where(outwards > 0, np.minimum(last, reached), last)
    seen = first < last
    start, step, first, last = start[seen], step[seen], first[seen, None], last[seen, None]
    return np.concatenate([start + first * step, start + last * step], axis=1)


def connected(pieces: Values) -> tuple[Values, Values, NDArray[np.int32]]:
    """Pieces as the points of a path, x and y and whether each point is connected to the next one."""
    begins = np.ones(len(pieces), np.bool_)
    begins[1:] = (np.abs(pieces[1:, :2] - pieces[:-1, 2:]) > TOUCHING_PX).any(axis=1)
    end_at = np.arange(len(pieces)) + np.cumsum(begins)
    start_at = end_at[begins] - 1
    points = np.empty((end_at[-1] + 1, 2))
    points[end_at], points[start_at] = pieces[:, 2:], pieces[begins, :2]
    connect = np.ones(len(points), np.int32)
    connect[start_at[1:] - 1] = 0
    return points[:, 0].copy(), points[:, 1].copy(), connect


def _pairs(*values: Values) -> Values:
    """What holds at both ends of each part, float64 [n − 1, 2 × values]: all of its beginning, then all of its end."""
    pairs = np.empty((len(values[0]) - 1, 2 * len(values)))
    for at, each in enumerate(values):
        pairs[:, at], pairs[:, at + len(values)] = each[:-1], each[1:]
    return pairs


def _rough(ends: Values, limit: float) -> NDArray[np.bool_]:
    """By chunk, whether the slope changes from part to part by more than `limit` pixels on average."""
    if not len(ends):
        return np.empty(0, np.bool_)
    rise = ends[:, 3] - ends[:, 1]
    bend = np.zeros(len(ends))
    np.abs(rise[1:] - rise[:-1], out=bend[1:])  # against the part before, so that a chunk knows its own
    starts = np.arange(0, len(ends), CHUNK)
    return np.asarray(np.add.reduceat(bend, starts) > limit * np.minimum(len(ends) - starts, CHUNK))


def _spacing(x: Values) -> float:
    """The usual distance of two points; rounded, so that a curve that grows keeps it to the last bit."""
    return float(f"{(x[-1] - x[0]) / (len(x) - 1):.6g}") if len(x) > 1 else 0.0


def _seen(x: Values, frame: Frame) -> tuple[int, int]:
    """The points in sight and one on either side, as a slice."""
    left, right = -frame.x_at / frame.x_px, (frame.width - frame.x_at) / frame.x_px
    return max(int(np.searchsorted(x, left)) - 1, 0), min(int(np.searchsorted(x, right, side="right")) + 1, len(x))


def _thinned(y: Values, first: int, last: int, per_bin: int) -> tuple[NDArray[np.intp], int]:
    """Which points to draw: all, or the lowest and the highest of each pixel's width of them (bins are counted from
    the curve's first point, so that they stay when it grows or moves). And how many of these lie in whole bins."""
    if per_bin < 3:
        chosen = np.arange(first, last)
        return chosen, len(chosen)
    first -= first % per_bin
    bins = (last - first) // per_bin
    binned = y[first : first + bins * per_bin].reshape(bins, per_bin)
    finite = np.isfinite(binned)
    lowest = np.where(finite, binned, np.inf).argmin(axis=1)
    highest = np.where(finite, binned, -np.inf).argmax(axis=1)
    pairs = np.sort(np.stack([lowest, highest], axis=1), axis=1) + first + per_bin * np.arange(bins)[:, None]
    return np.concatenate([pairs.ravel(), np.arange(first + bins * per_bin, last)]), 2 * bins


def _lengths(x: Values, y: Values, frame: Frame, window: int) -> Values:
    """How long the curve is up to each point, in device pixels, float64 [n]; missing values add nothing.

    With a `window` the trend is measured, the mean of so many points back: along noise every pixel's width would hold
    several dashes, which look like dust.
    """
    across, down = frame.device(x, _filled(y))
    if window > 1:
        sums = down.cumsum()
        counts = np.minimum(np.arange(1, len(down) + 1), window)
        sums[window:] -= sums[:-window].copy()
        down = sums / counts
    reached = np.zeros(len(down))
    np.hypot(across[1:] - across[:-1], down[1:] - down[:-1]).cumsum(out=reached[1:])
    return reached


def _filled(y: Values) -> Values:
    """Missing values take the one before; those at the beginning the first there is."""
    finite = np.isfinite(y)
    if finite.all():
        return y
    if not finite.any():
        return np.zeros(len(y))
    at = np.maximum.accumulate(np.where(finite, np.arange(len(y)), -1))
    return np.asarray(y[np.where(at < 0, int(finite.argmax()), at)])


def _dashes(ends: Values, lengths: Values, dash: float, caps: float) -> Values:
    """Straight parts cut into dashes, float64 [k, 4]; the curve is `lengths` long up to the ends of each part."""
    starts, stops = lengths[:, 0], lengths[:, 1]
    period, begin, end = 2 * dash, caps / 2, max(dash - caps / 2, caps / 2 + 0.1)
    first, last = np.floor(starts / period), np.floor(stops / period)
    counts = (last - first).astype(np.intp) + 1
    of = np.repeat(np.arange(len(ends)), counts)
    period_at = period * (first[of] + np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts))
    low, high = np.maximum(starts[of], period_at + begin), np.minimum(stops[of], period_at + end)
    kept = low < high
    of, low, high = of[kept], low[kept], high[kept]
    line, along = ends[of], (stops - starts)[of]
    step = (line[:, 2:] - line[:, :2]) / along[:, None]
    low, high = low - starts[of], high - starts[of]
    return np.concatenate([line[:, :2] + low[:, None] * step, line[:, :2] + high[:, None] * step], axis=1)
