"""The samples' list, and a small true picture of each: its target against the column that goes with it most.

Only the standard library: it runs soon after the first paint, and pandas may still be on its way.
"""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.base.progress import Finished, Progress
from core.base.wording import QT_TRANSLATE_NOOP
from gui import assets

MOST_ROWS, MOST_POINTS, BINS, MOST_CLASSES = 1500, 320, 48, 4
FEW_VALUES = 8
SQUEEZED = 0.1  # of the highest: where the middle value lies below it, most of a picture would be empty
Events = Iterator[Progress | Finished["dict[str, Picture]"]]


WORDS = (  # titles and sentences of `samples.json`, marked for translation
    QT_TRANSLATE_NOOP("samples", "House prices by area"),
    QT_TRANSLATE_NOOP("samples", "The classic first example: a price from an area, with blanks to clean."),
    QT_TRANSLATE_NOOP("samples", "Diamond prices"),
    QT_TRANSLATE_NOOP("samples", "The price of 53,940 stones from weight, grades and size."),
    QT_TRANSLATE_NOOP("samples", "Good and bad credit"),
    QT_TRANSLATE_NOOP("samples", "4,454 loans: who paid back? 28 % did not, and incomes are missing."),
    QT_TRANSLATE_NOOP("samples", "Breast cancer diagnosis"),
    QT_TRANSLATE_NOOP("samples", "569 tumours, 30 measurements of their cell nuclei: malignant or benign?"),
    QT_TRANSLATE_NOOP("samples", "Job length in a data centre"),
    QT_TRANSLATE_NOOP("samples", "4,331 computing jobs in four classes, from very fast to long."),
    QT_TRANSLATE_NOOP("samples", "Chicago train riders by day"),
    QT_TRANSLATE_NOOP("samples", "Thousands of riders a day at one station, from weather and games."),
)


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
    """points: (x, y) in [0, 1] for a number; densities: a curve in [0, 1] for each class; the table's size."""

    points: tuple[tuple[float, float], ...] = ()
    densities: tuple[tuple[float, ...], ...] = ()
    rows: int = 0
    columns: int = 0


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
            title=QCoreApplication.translate("samples", entry["title"]),
            target=entry["target"],
            task=entry["task"],
            sentence=QCoreApplication.translate("samples", entry["sentence"]),
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
        rows, count = _some_rows(sample.path)
    except OSError:
        return None
    if not rows or sample.target not in rows[0]:
        return None
    drawn = (_scatter if sample.task == "regression" else _densities)(rows, sample.target)
    return replace(drawn or Picture(), rows=count, columns=len(rows[0]))


def _some_rows(path: Path) -> tuple[list[dict[str, str]], int]:
    """Rows spread over the file, the same ones each time, and how many there are. The samples have no line breaks
    within cells."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = stream.readlines()
    chosen = lines[1:]
    chosen = chosen[:: max(1, len(chosen) // MOST_ROWS)]
    return list(csv.DictReader([lines[0], *chosen])), len(lines) - 1


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
    labels = [row[target] for row in rows]
    best, values = -1.0, list[tuple[str, float]]()
    for name in rows[0]:
        measured = _numbers(rows, name)
        known = [value for value in measured if value == value]
        if name == target or len(known) <= len(rows) / 2 or _crowded(known):
            continue
        placed = list(zip(labels, _spread(measured), strict=True))
        distance = _distance(placed, classes)
        if distance > best:
            best, values = distance, placed
    if not values:
        return None
    kept = sorted(value for _, value in values if value == value)
    low, high = kept[len(kept) // 50], kept[-(len(kept) // 50) - 1]
    curves = [
        _density([value for name, value in values if name == cls and low <= value <= high], low, high)
        for cls in classes
    ]
    top = max(max(curve) for curve in curves) or 1.0
    return Picture(densities=tuple(tuple(height / top for height in curve) for curve in curves))


def _crowded(values: list[float]) -> bool:
    """Whether there are few values, or one that most cells have: that would be a single peak for every class."""
    commonest = Counter(values).most_common(1)[0][1]
    return len(set(values)) <= FEW_VALUES or commonest > len(values) / 2


def _distance(placed: list[tuple[str, float]], classes: list[str]) -> float:
    """How far the classes' means lie apart, in standard deviations of all values."""
    groups = [[value for label, value in placed if label == cls and value == value] for cls in classes]
    everything = [value for group in groups for value in group]
    spread = _deviation(everything) if all(groups) else 0.0
    means = [sum(group) / len(group) for group in groups if group]
    return (max(means) - min(means)) / spread if spread else 0.0


def _spread(values: list[float]) -> list[float]:
    """The values, by their logarithm where most of them would be squeezed into one corner."""
    known = sorted(value for value in values if value == value)
    middle, high = known[len(known) // 2], known[-(len(known) // 50) - 1]
    if known[0] < 0 or middle > SQUEEZED * high:
        return values
    unit = middle or next((value for value in known if value > 0), 1.0)
    return [math.log1p(value / unit) for value in values]


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
