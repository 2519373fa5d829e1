"""Names at the ends of lines instead of legends: where they go so that none covers another, nor a line if it can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GAP_PX = 14.0
CLEAR_PX = 10.0
EDGE_PX, REACH_PX = 8, 48  # from the chart's edge at least; from a line's end at most

Spans = NDArray[np.float64]  # [n, 2]: from and to, pixels from the top, of each stretch of a line that passes


@dataclass(frozen=True)
class End:
    """Where a line ends and how wide its name is, in pixels from the left and the top."""

    x: float
    y: float
    width: float


def place_names(ends: Sequence[End], passing: Sequence[Spans], height: float) -> list[float]:
    """The middle of each name, pixels from the top: beside its line's end, off the lines that pass there, and at
    least a row apart from names beside which it would lie. `passing[i]`: where those lines run."""
    wanted = [_off(end.y, spans, height) for end, spans in zip(ends, passing, strict=True)]
    placed = list(wanted)
    for group in _neighbours(ends):
        tops = push_apart([wanted[at] for at in group], EDGE_PX, height - EDGE_PX)
        for at, top in zip(group, tops, strict=True):
            placed[at] = top
    return placed


def crossed(y: float, spans: Spans) -> bool:
    """Whether a line runs through a name there."""
    return bool(((spans[:, 0] - CLEAR_PX < y) & (y < spans[:, 1] + CLEAR_PX)).any())


def _off(y: float, spans: Spans, height: float) -> float:
    """The nearest place through which no line runs, or as few as possible of what is within reach."""
    if not crossed(y, spans):
        return y
    places = np.arange(max(EDGE_PX, round(y) - REACH_PX), min(height - EDGE_PX, round(y) + REACH_PX) + 1)
    if not len(places):
        return y
    begun = np.searchsorted(np.sort(spans[:, 0]) - CLEAR_PX, places, side="left")
    ended = np.searchsorted(np.sort(spans[:, 1]) + CLEAR_PX, places, side="right")
    return float(places[np.lexsort((np.abs(places - y), begun - ended))[0]])


def _neighbours(ends: Sequence[End]) -> list[list[int]]:
    """Names whose extents along x touch, directly or through others."""
    groups: list[list[int]] = []
    reach = float("-inf")
    for at in sorted(range(len(ends)), key=lambda index: ends[index].x):
        if ends[at].x > reach or not groups:
            groups.append([])
        groups[-1].append(at)
        reach = max(reach, ends[at].x + ends[at].width)
    return groups


def push_apart(wanted: Sequence[float], low: float, high: float, gap: float = GAP_PX) -> list[float]:
    """Positions at least `gap` apart and as near as that allows to the wanted ones, in the same order, within bounds.

    Clusters that touch are merged and centred on the mean of what they wanted. With more labels than room the gap
    shrinks evenly, so that none leaves the chart.
    """
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    clusters: list[list[int]] = []
    starts: list[float] = []
    for at in order:
        clusters.append([at])
        starts.append(_start([wanted[at]], low, high, gap))
        while len(clusters) > 1 and starts[-2] + gap * len(clusters[-2]) > starts[-1]:
            merged = clusters[-2] + clusters.pop()
            starts.pop()
            clusters[-1] = merged
            starts[-1] = _start([wanted[member] for member in merged], low, high, gap)
    placed = [0.0] * len(wanted)
    for start, cluster in zip(starts, clusters, strict=True):
        for rank, member in enumerate(cluster):
            placed[member] = start + rank * gap
    return placed


def _start(wanted: Sequence[float], low: float, high: float, gap: float) -> float:
    """Where a cluster begins when it is centred on what its members want."""
    centred = sum(value - rank * gap for rank, value in enumerate(wanted)) / len(wanted)
    return max(low, min(centred, high - gap * (len(wanted) - 1)))
