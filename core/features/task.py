"""What kind of answer the target asks for: a number, one of two classes, or one of several."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.data.columns import ColumnKind, Storage
from core.data.levels import canonical_levels
from core.data.table import Table
from core.features.reading import read_numbers

FEW_NUMBERS = 20  # a number with more values than this is predicted as a number
ROWS_PER_CLASS = 5  # on average, for whole numbers to count as classes
MOST_CLASSES = 200


class Task(StrEnum):
    """How the network answers and is judged."""

    REGRESSION = "regression"
    BINARY = "binary"
    MULTICLASS = "multiclass"


def detect_task(table: Table, target: str, forced: Task | None = None) -> Task:
    """The task that the target's values ask for, or the `forced` one if they allow it.

    Numbers are regression, unless they are at most 20 whole numbers that come up often; else 2 levels are binary and
    more are multiclass.
    Raises EpochalError features.target_* or features.task_* with what stands in the way.
    """
    if not table.has(target):
        names = ", ".join(table.names[:12]) + (", …" if len(table.names) > 12 else "")
        raise EpochalError("features.target_missing", {"name": target, "names": names})
    values = table.values(target).dropna()
    _check_values(table, target, values)
    different = values.drop_duplicates()
    classes = _level_count(different)
    if classes == 1:
        params: dict[str, object] = {"name": target, "value": _levels(different)[0], "rows": len(values)}
        raise EpochalError("features.target_one_value", params, Place(column=target))
    task = forced or _natural_task(table, target, values, classes)
    if task is Task.REGRESSION:
        _check_numbers(table, target)
    else:
        _check_classes(table, target, task, different, len(values), asked=forced is not None)
    return task


def _levels(different: pd.Series[Any]) -> list[str]:
    """The levels of different values, in order; fewer than these where texts are the same number."""
    return sorted(set(canonical_levels(different).tolist()))


def _level_count(different: pd.Series[Any]) -> int:
    """How many levels different values have. Numbers are levels of their own: a million needn't be written out."""
    return len(different) if pd.api.types.is_float_dtype(different.dtype) else len(_levels(different))


def _check_values(table: Table, target: str, values: pd.Series[Any]) -> None:
    column = table.column(target)
    if not len(values):
        raise EpochalError("features.target_blank", {"name": target, "rows": table.rows}, Place(column=target))
    if column.kind is ColumnKind.DATE or column.storage == Storage.DATE:
        raise EpochalError("features.target_date", {"name": target}, Place(column=target))


def _natural_task(table: Table, target: str, values: pd.Series[Any], classes: int) -> Task:
    column = table.column(target)
    is_number = column.kind is ColumnKind.NUMBER or (column.kind is ColumnKind.ID and column.storage == Storage.NUMBER)
    if is_number and not _are_classes(read_numbers(table, target, ColumnKind.NUMBER).values, classes):
        return Task.REGRESSION
    return Task.BINARY if classes == 2 else Task.MULTICLASS


def _are_classes(numbers: NDArray[np.float64], classes: int) -> bool:
    known = numbers[~np.isnan(numbers)]
    often = classes == 2 or len(known) >= ROWS_PER_CLASS * classes
    return classes <= FEW_NUMBERS and often and bool(np.all(known == np.floor(known)))


def _check_numbers(table: Table, target: str) -> None:
    unreadable = read_numbers(table, target, ColumnKind.NUMBER).unreadable
    if unreadable.any():
        params: dict[str, object] = {
            "name": target,
            "count": int(unreadable.sum()),
            "value": str(table.values(target)[unreadable].iloc[0]),
        }
        too_large = table.column(target).storage == Storage.NUMBER
        code = "features.task_numbers_too_large" if too_large else "features.task_needs_numbers"
        raise EpochalError(code, params, Place(column=target))


def _check_classes(table: Table, target: str, task: Task, different: pd.Series[Any], rows: int, *, asked: bool) -> None:
    count = _level_count(different)
    params: dict[str, object] = {"name": target, "count": count, "rows": rows, "most": MOST_CLASSES}
    if task is Task.BINARY and count != 2:
        params["values"] = ", ".join(f"“{name}”" for name in _levels(different)[:5]) + (", …" if count > 5 else "")
        raise EpochalError("features.task_needs_two_classes", params, Place(column=target))
    if count == rows > 2 or (count > FEW_NUMBERS and count > rows / 2):
        raise EpochalError("features.target_all_different", params, Place(column=target))
    if count > MOST_CLASSES:
        number = asked and table.column(target).storage == Storage.NUMBER
        code = "features.task_too_many_numbers" if number else "features.target_too_many_classes"
        raise EpochalError(code, params, Place(column=target))
