"""The samples' list, and a small true picture of each: its target against the column that goes with it most.

Only the standard library: it runs soon after the first paint, and pandas may still be on its way.
"""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.base.progress import Finished, Progress
from gui import assets

MOST_ROWS, MOST_POINTS, BINS, MOST_CLASSES = 1500, 320, 48, 4
Events = Iterator[Progress | Finished["dict[str, Picture]"]]


@dataclass(frozen=True)
class Sample:
    """One entry of `samples.json`."""

    key: str
    path: Path
    title: str
    target: str
    task: str
    sentence: str
    source: str
    licence: str
    generated: bool

    def source_words(self, lead: str) -> str:
        """Source and licence, for a tooltip."""
        return f"{lead}: {self.source} ({self.licence})"


@dataclass(frozen=True)
class Picture:
    """points: (x, y) in [0, 1] for a number; densities: a curve in [0, 1] for each class."""

    points: tuple[tuple[float, float], ...] = ()
    densities: tuple[tuple[float, ...], ...] = ()


def list_samples() -> list[Sample]:
    """The bundled samples; an empty list where there are none."""
    folder = assets.samples_folder()
    try:
        entries = json.loads((folder / "samples.json").read_text(encoding="utf-8"))
    except OSError:
        return []
    return [
        Sample(
            key=entry["key"],
            path=folder / entry["file"],
            title=entry["title"],
            target=entry["target"],
            task=entry["task"],
            sentence=entry["sentence"],
            source=entry["source"],
            licence=entry["licence"],
            generated=bool(entry["generated"]),
        )
        for entry in entries
    ]


def draw_pictures(samples: Sequence[Sample]) -> Events:
    """A picture for each sample that can be read, by key."""
    pictures: dict[str, Picture] = {}
    for done, sample in enumerate(samples):
        yield Progress("read", done, len(samples), "files")
        picture = _picture_of(sample)
        if picture is not None:
            pictures[sample.key] = picture
    yield Finished(pictures)


def _picture_of(sample: Sample) -> Picture | None:
    try:
        rows = _some_rows(sample.path)
    except OSError:
        return None
    if not rows or sample.target not in rows[0]:
        return None
    if sample.task == "regression":
        return _scatter(rows, sample.target)
    return _densities(rows, sample.target)


def _some_rows(path: Path) -> list[dict[str, str]]:
    """Rows spread over the file, the same ones each time."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = stream.readlines()
    chosen = lines[1:]
    chosen = chosen[:: max(1, len(chosen) // MOST_ROWS)]
    return list(csv.DictReader([lines[0], *chosen]))


def _numbers(rows: list[dict[str, str]], name: str) -> list[float]:
    return [_number(row[name]) for row in rows]


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return math.nan


def _scatter(rows: list[dict[str, str]], target: str) -> Picture | None:
    goal = _numbers(rows, target)
    best, pairs = -1.0, []
    for name in rows[0]:
        if name != target:
            found = _cropped([(x, y) for x, y in zip(_numbers(rows, name), goal, strict=True) if x == x and y == y])
            strength = abs(_correlation(found)) if len(found) > len(rows) / 2 else -1.0
            if strength > best:
                best, pairs = strength, found
    if not pairs:
        return None
    xs, ys = _scaled([x for x, _ in pairs]), _scaled([y for _, y in pairs])
    points = tuple(zip(xs, ys, strict=True))
    return Picture(points=points[:: max(1, len(points) // MOST_POINTS)])


def _cropped(pairs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without the outermost hundredth at each side, which would squeeze the rest into a corner."""
    for axis in (0, 1):
        values = sorted(pair[axis] for pair in pairs)
        if len(values) > 100:
            low, high = values[len(values) // 100], values[-(len(values) // 100) - 1]
            pairs = [pair for pair in pairs if low <= pair[axis] <= high]
    return pairs


def _densities(rows: list[dict[str, str]], target: str) -> Picture | None:
    """The column whose class means lie furthest apart, in its standard deviations."""
    counts = Counter(row[target] for row in rows if row[target])
    classes = [name for name, _ in counts.most_common(MOST_CLASSES)]
    best, chosen = -1.0, ""
    for name in rows[0]:
        groups = [[v for v in _numbers([r for r in rows if r[target] == c], name) if v == v] for c in classes]
        everything = [value for group in groups for value in group]
        if name != target and len(everything) > len(rows) / 2 and all(groups) and len(set(everything)) > 8:
            means = [sum(group) / len(group) for group in groups]
            spread = _deviation(everything)
            distance = (max(means) - min(means)) / spread if spread else 0.0
            if distance > best:
                best, chosen = distance, name
    if not chosen:
        return None
    values = [(row[target], _number(row[chosen])) for row in rows]
    kept = sorted(value for _, value in values if value == value)
    low, high = kept[len(kept) // 50], kept[-(len(kept) // 50) - 1]
    curves = [
        _density([value for name, value in values if name == cls and low <= value <= high], low, high)
        for cls in classes
    ]
    top = max(max(curve) for curve in curves) or 1.0
    return Picture(densities=tuple(tuple(height / top for height in curve) for curve in curves))


def _density(values: list[float], low: float, high: float) -> list[float]:
    counts = [0.0] * BINS
    for value in values:
        counts[min(int((value - low) / (high - low or 1) * BINS), BINS - 1)] += 1
    for _ in range(3):  # three passes of a moving average are close to a Gaussian
        counts = [sum(counts[max(at - 2, 0) : at + 3]) / 5 for at in range(BINS)]
    return counts


def _scaled(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    return [(value - low) / (high - low or 1) for value in values]


def _deviation(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))


def _correlation(pairs: list[tuple[float, float]]) -> float:
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    spread = _deviation(xs) * _deviation(ys)
    if not spread:
        return 0.0
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in pairs) / len(pairs) / spread
