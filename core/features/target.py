"""The target as the network sees it: a scaled number or a class index, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.data.columns import ColumnKind
from core.data.levels import canonical_levels, level_text
from core.data.table import Table
from core.features import checks
from core.features.reading import read_numbers
from core.features.scaling import AUTO, SCALINGS, center_and_scale
from core.features.task import Task


@dataclass(frozen=True)
class TargetEncoder:
    """Regression: (y - center) / scale, in the target's own unit. Classes: the index in `classes`.

    Two classes are ordered (negative, positive); several are sorted and have no `positive`.
    """

    name: str
    task: Task
    scaling: str = "none"
    center: float = 0.0
    scale: float = 1.0
    classes: tuple[str, ...] = ()
    positive: str | None = None


def fit_target(
    table: Table,
    target: str,
    task: Task,
    training_rows: NDArray[np.int64],
    scaling: str,
    positive: str | None = None,
) -> TargetEncoder:
    """Learn from the rows whose source row is in `training_rows`. "auto" scaling is standard.

    positive: of two classes, the one that recall, precision and F1 speak of; None is the rarer one (of equally
    frequent ones the later in the alphabet).
    Raises EpochalError features.target_blank_in_training, features.target_one_class, features.positive_*.
    """
    if scaling not in SCALINGS:
        raise ValueError(f"unknown scaling {scaling!r}")
    learning = table.only(target).take(np.isin(table.source_rows, training_rows))
    if positive is not None and task is not Task.BINARY:
        raise EpochalError("features.positive_not_binary", {"name": target, "value": positive}, _SETTING)
    if task is Task.REGRESSION:
        return _fit_numbers(learning, target, AUTO if scaling == "auto" else scaling)
    return _fit_classes(learning, target, task, positive)


def encode_target(encoder: TargetEncoder, table: Table) -> NDArray[np.float32]:
    """float32 [rows]: scaled numbers or class indices; NaN where the target is missing, unreadable or a new class."""
    actual = actual_target(encoder, table)
    if encoder.task is Task.REGRESSION:
        with np.errstate(over="ignore"):
            scaled = ((actual - encoder.center) / encoder.scale).astype(np.float32)
        return np.where(np.isfinite(scaled), scaled, np.float32(np.nan))
    return np.where(actual >= 0, actual, np.nan).astype(np.float32)


def actual_target(encoder: TargetEncoder, table: Table) -> NDArray[Any]:
    """The target as the file has it: float64 [rows] in its own unit (NaN), or int64 [rows] class index (-1).

    Why (2026-11-24): beside `encode_target`, because a price that went through scaled float32 comes back as
    214,999.99; what is judged and exported as the actual value should be the value in the file.
    """
    if encoder.task is Task.REGRESSION:
        return read_numbers(table, encoder.name, ColumnKind.NUMBER).values
    positions, uniques = pd.factorize(table.values(encoder.name), use_na_sentinel=True)
    code_of = {name: code for code, name in enumerate(encoder.classes)}
    codes = [*(code_of.get(level, -1) for level in canonical_levels(pd.Series(uniques))), -1]
    return np.array(codes, np.int64)[positions]


def decode_numbers(encoder: TargetEncoder, scaled: NDArray[np.float32]) -> NDArray[np.float64]:
    """Scaled float32 [n] → float64 [n] in the target's own unit."""
    return scaled.astype(np.float64) * encoder.scale + encoder.center


def target_to_json(encoder: TargetEncoder) -> dict[str, object]:
    """Plain values; floats keep every bit in JSON."""
    return {
        "name": encoder.name,
        "task": str(encoder.task),
        "scaling": encoder.scaling,
        "center": encoder.center,
        "scale": encoder.scale,
        "classes": list(encoder.classes),
        "positive": encoder.positive,
    }


def target_from_json(value: object) -> TargetEncoder:
    """The encoder that `target_to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    plain = checks.entry(value)
    task, classes, positive = Task(checks.text(plain["task"])), checks.texts(plain["classes"]), plain["positive"]
    fits = {Task.REGRESSION: not classes, Task.BINARY: len(classes) == 2, Task.MULTICLASS: len(classes) >= 2}
    if not fits[task] or positive != (classes[1] if task is Task.BINARY else None):
        raise ValueError("the classes don't fit the task")
    return TargetEncoder(
        name=checks.text(plain["name"]),
        task=task,
        scaling=checks.one_of(plain["scaling"], SCALINGS),
        center=checks.finite(plain["center"]),
        scale=checks.positive(plain["scale"]),
        classes=classes,
        positive=positive,
    )


_SETTING = Place(setting="positive")


def _fit_numbers(learning: Table, target: str, scaling: str) -> TargetEncoder:
    values = read_numbers(learning, target, ColumnKind.NUMBER).values
    values = values[~np.isnan(values)]
    if not len(values):
        raise EpochalError("features.target_blank_in_training", {"name": target}, Place(column=target))
    center, scale = center_and_scale(values, scaling)
    return TargetEncoder(target, Task.REGRESSION, scaling, center, scale)


def _fit_classes(learning: Table, target: str, task: Task, positive: str | None) -> TargetEncoder:
    counts = pd.Series(canonical_levels(learning.values(target)), dtype=object).value_counts()
    ranked = sorted(counts.index, key=lambda name: (-int(counts[name]), str(name)))
    if not ranked:
        raise EpochalError("features.target_blank_in_training", {"name": target}, Place(column=target))
    if len(ranked) == 1:
        params: dict[str, object] = {"name": target, "value": ranked[0], "rows": learning.rows}
        raise EpochalError("features.target_one_class", params, Place(column=target))
    if task is Task.MULTICLASS:
        return TargetEncoder(target, task, classes=tuple(sorted(ranked)))
    if len(ranked) > 2:
        raise ValueError("a binary target has two classes")
    chosen = ranked[1] if positive is None else _positive(positive, ranked, target)
    negative = ranked[0] if chosen == ranked[1] else ranked[1]
    return TargetEncoder(target, task, classes=(negative, chosen), positive=chosen)


def _positive(asked: str, classes: list[str], target: str) -> str:
    for spelling in (asked, level_text(asked), level_text(asked.strip())):
        if spelling in classes:
            return spelling
    names = " and ".join(f"“{name}”" for name in sorted(classes))
    raise EpochalError("features.positive_unknown", {"value": asked, "names": names, "name": target}, _SETTING)
