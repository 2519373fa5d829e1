"""Names at the ends of lines instead of legends: where they go so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence

GAP_PX = 14.0


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
