"""Look at judged rows: those behind a mark of a chart, with what was predicted, how far off, and their raw columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.notices import Notice
from core.base.progress import Finished, Progress
from core.data.columns import Column, ColumnKind, Storage
from core.data.names import giving_way
from core.data.table import Table
from core.evaluation.pictures import error_shares
from core.evaluation.report import Evaluation
from core.evaluation.selection import Wanted, positions
from core.export.predictions import write_predictions
from core.features.task import Task
from core.flow.insight import SnapshotTable, known_table
from core.project.store import ProjectStore

ACTUAL, PREDICTION, ERROR, ERROR_SHARE, PROBABILITY = "actual", "prediction", "error", "error_share", "probability"
SOURCE_ROW = "source_row"
MADE = Notice("evaluation.column_made")


@dataclass(frozen=True, eq=False)
class RowsFound:
    """table: the rows in file order, first the columns that the judgement adds (`made` says how many), then the raw
    ones but the target. worst_first: int64 [rows] positions, the row that is furthest off first. has_raw: whether the
    imported table is still in the project.
    """

    wanted: Wanted
    table: Table
    made: int
    worst_first: NDArray[np.int64]
    has_raw: bool


def look_at_rows(
    path: Path, number: int, evaluation: Evaluation, wanted: Wanted, known: SnapshotTable | None = None
) -> Iterator[Progress | Finished[RowsFound]]:
    """Find the rows of a run's judgement. Raises EpochalError project.* when the project can't be read."""
    at = positions(evaluation, wanted)
    yield Progress("read", 0, len(at))
    with ProjectStore.open(path, read_only=True) as store:
        raw = known_table(store, store.run(number), known)
    made, worst = _made(evaluation, at)
    table, has_raw = _beside_raw(made, evaluation, at, raw)
    yield Finished(RowsFound(wanted, table, len(made), worst, has_raw))


def write_rows(found: RowsFound, order: NDArray[np.int64], path: Path) -> Iterator[Progress | Finished[Path]]:
    """Write rows in this order (int64 positions) as CSV, xlsx or Parquet, by the ending; a file there is replaced.

    Raises EpochalError export.*.
    """
    yield Progress("export", 0, len(order))
    frame = found.table.frame.take(order).reset_index(drop=True)
    frame.insert(0, SOURCE_ROW, found.table.source_rows[order])
    write_predictions(frame, path, force=True)
    yield Finished(path)


def _made(evaluation: Evaluation, at: NDArray[np.int64]) -> tuple[list[tuple[Column, Any]], NDArray[np.int64]]:
    """The columns that the judgement adds, and the rows by how far off they are."""
    actual, predicted = evaluation.actual_labels()[at], evaluation.predicted_labels()[at]
    if evaluation.task is Task.REGRESSION:
        error = predicted - actual
        made = [_number(ACTUAL, actual), _number(PREDICTION, predicted), _number(ERROR, error)]
        shares = error_shares(evaluation.actual, evaluation.predicted)
        if shares is not None:
            made.append(_number(ERROR_SHARE, shares[at]))
        return made, _falling(np.abs(error if shares is None else shares[at]))
    assert evaluation.probabilities is not None
    probabilities = evaluation.probabilities[at]
    of_actual = probabilities[np.arange(len(at)), evaluation.actual[at]].astype(np.float64)
    shown = probabilities[:, 1] if evaluation.task is Task.BINARY else probabilities.max(axis=1)
    made = [_text(ACTUAL, actual), _text(PREDICTION, predicted), _number(PROBABILITY, shown.astype(np.float64))]
    return made, _falling(-of_actual)


def _falling(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """int64 [n]: the largest first, what isn't a number last, equals in file order."""
    return np.argsort(-np.where(np.isfinite(values), values, -np.inf), kind="stable")


def _beside_raw(
    made: list[tuple[Column, Any]], evaluation: Evaluation, at: NDArray[np.int64], raw: Table | None
) -> tuple[Table, bool]:
    source = evaluation.source_rows[at]
    columns, values = [column for column, _ in made], [value for _, value in made]
    places = np.searchsorted(raw.source_rows, source) if raw is not None else None
    there = (
        raw is not None
        and places is not None
        and np.array_equal(
            raw.source_rows[np.minimum(places, max(raw.rows - 1, 0))] if raw.rows else np.empty(0, np.int64), source
        )
    )
    if there:
        assert raw is not None and places is not None
        others = [column for column in raw.columns if column.name != evaluation.target]
        ours = [SOURCE_ROW, *(column.name for column in columns)]
        renamed = giving_way([column.name for column in others], ours)
        for column in others:
            name = renamed.get(column.name, column.name)
            columns.append(Column(name, column.kind, column.storage, column.reason))
            values.append(raw.values(column.name).take(places).reset_index(drop=True))
    frame = pd.concat(values, axis=1, keys=[column.name for column in columns])
    return Table(frame, tuple(columns), source), there


def _number(name: str, values: NDArray[np.float64]) -> tuple[Column, pd.Series[Any]]:
    return Column(name, ColumnKind.NUMBER, Storage.NUMBER, MADE), pd.Series(np.asarray(values, np.float64))


def _text(name: str, values: NDArray[Any]) -> tuple[Column, pd.Series[Any]]:
    return Column(name, ColumnKind.CATEGORY, Storage.TEXT, MADE), pd.Series(values, dtype="str")
