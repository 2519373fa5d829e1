"""Names at the ends of lines instead of legends: where they go so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP_PX = 14.0
CLEAR_PX = 10.0


@dataclass(frozen=True)
class End:
    """Where a line ends and how wide its name is, in pixels from the left and the top."""

    x: float
    y: float
    width: float


def place_names(ends: Sequence[End], passing: Sequence[Sequence[float]], height: float) -> list[float]:
    """The middle of each name, pixels from the top: beside its line's end, off the lines that pass there, and at
    least a row apart from names beside which it would lie. `passing[i]`: the heights of those lines."""
    wanted = [_off(end.y, lines, height) for end, lines in zip(ends, passing, strict=True)]
    placed = list(wanted)
    for group in _neighbours(ends):
        tops = push_apart([wanted[at] for at in group], 8, height - 8)
        for at, top in zip(group, tops, strict=True):
            placed[at] = top
    return placed


def _off(y: float, lines: Sequence[float], height: float) -> float:
    """Above every line that would run through the name, or below when there is no room above."""
    near = [line for line in lines if abs(line - y) < CLEAR_PX]
    if not near:
        return y
    above, below = min([*near, y]) - CLEAR_PX, max([*near, y]) + CLEAR_PX
    crossed = sum(abs(line - above) < CLEAR_PX for line in lines) > sum(abs(line - below) < CLEAR_PX for line in lines)
    return min(below, height - 8) if above <= 8 or (crossed and below < height - 8) else above


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
