"""Predict: a model and any table of its columns → one prediction and one status for every row of the input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice
from core.base.progress import Early, Finished, Progress, Warned
from core.data.flags import RowFlag
from core.data.readers import read_file
from core.data.readers.options import HowRead, ReadOptions, ReadResult
from core.data.table import Table
from core.features.task import Task
from core.flow import memory
from core.flow.choosing import run_in_use
from core.flow.counting_as import NONE_COUNTED, CountedAs
from core.flow.importing import listed
from core.flow.inputs import Inputs
from core.flow.intervals import with_interval
from core.flow.matching import Matching, as_expected, match_columns, needed_columns
from core.flow.predictions import Predictions, gathered, predictions_frame
from core.flow.shaping import as_in_training, with_absent
from core.flow.told import Telling
from core.project.document import Document
from core.project.runs import RunRecord
from core.project.store import ProjectStore
from core.training.model import Model, predict_encoded

__all__ = [
    "Matching", "PredictedFile", "Predictions", "Unmatched", "as_in_training", "needed_columns", "predict_file",
    "predict_read", "predict_snapshot", "predict_table", "predictions_frame",
]  # fmt: skip

MissingColumns = Literal["refuse", "impute"]
BLOCK_ROWS = 16_384  # some 20 ms of work, and a matrix that fits a processor's cache


@dataclass(frozen=True, eq=False)
class PredictedFile:
    """A file that was read and predicted: by which run, with which columns, and what was said on the way."""

    read: ReadResult
    predictions: Predictions
    run: RunRecord
    model: Model
    matching: Matching


@dataclass(frozen=True, eq=False)
class Unmatched:
    """A file that has none of the columns a model needs: somebody must say which is which."""

    read: ReadResult
    run: RunRecord
    model: Model
    matching: Matching


def predict_file(
    store_path: Path,
    path: Path,
    *,
    number: int | None = None,
    options: ReadOptions | None = None,
    missing_columns: MissingColumns = "refuse",
) -> Iterator[Progress | Warned | Early | Finished[PredictedFile]]:
    """Read a file and predict it with a project's run (the one in use when no number is given).

    Columns are matched by name and by what the project remembers, never by a guess.
    Raises EpochalError: no model, no memory for it, an unreadable file, columns that aren't there.
    """
    memory.check_to_predict(path, options, memory.free_bytes())
    run, model, notices, said = _opened(store_path, number)
    yield from (Warned(notice) for notice in notices)
    read: ReadResult | None = None
    for event in read_file(path, options):
        if isinstance(event, Finished):
            read = event.result
        else:
            yield event
    assert read is not None, "a reader ends with Finished"
    yield Progress("judge", 0, read.table.rows)
    model = with_interval(store_path, run, model)
    matching = match_columns(model, read.table, dict(said.matching), guess=False)
    yield from _predicted(read, run, model, matching, missing_columns, said.counted)


def predict_read(
    store_path: Path,
    read: ReadResult,
    remembered: Mapping[str, str],
    *,
    number: int | None = None,
    counted_as: CountedAs = NONE_COUNTED,
) -> Iterator[Progress | Warned | Finished[PredictedFile | Unmatched]]:
    """Predict a file that was read already, where a person sees how its columns were matched: names that are similar
    are guessed, and columns that aren't there get typical values.

    Raises EpochalError flow.no_model, flow.no_such_run, flow.run_without_model.
    """
    run, model, notices, _ = _opened(store_path, number)
    yield from (Warned(notice) for notice in notices)
    yield Progress("judge", 0, read.table.rows)
    model = with_interval(store_path, run, model)
    matching = match_columns(model, read.table, remembered, guess=True)
    if not matching.found_as:
        yield Finished(Unmatched(read, run, model, matching))
        return
    yield from _predicted(read, run, model, matching, "impute", counted_as)


def predict_snapshot(
    store_path: Path, number: int | None = None
) -> Iterator[Progress | Warned | Finished[PredictedFile]]:
    """Predict the rows of the project's own data.

    Raises EpochalError flow.no_data, flow.no_model, flow.no_such_run, flow.run_without_model, flow.columns_missing.
    """
    run, model, _, said = _opened(store_path, number)
    read = snapshot_read(store_path)
    model = with_interval(store_path, run, model)
    matching = match_columns(model, read.table, dict(said.matching), guess=False)
    yield from _predicted(read, run, model, matching, "refuse", said.counted)


def snapshot_read(store_path: Path) -> ReadResult:
    """The project's own data, as if its file had just been read. Raises EpochalError flow.no_data."""
    with ProjectStore.open(store_path, read_only=True) as store:
        data = store.document().data
        if data is None:
            raise EpochalError("flow.no_data")
        table = store.get_table(data.snapshot)
        rejected = tuple(store.rejected(data.snapshot))
    how = HowRead(data.how.get("format") or "", data.how.get("encoding"))
    return ReadResult(table, rejected, how, data.file_name, data.file_sha256)


def _opened(store_path: Path, number: int | None) -> tuple[RunRecord, Model, tuple[Notice, ...], Document]:
    with ProjectStore.open(store_path, read_only=True) as store:
        run = run_in_use(store, number)
        return run, store.get_model(run.number), tuple(store.notices), store.document()


def _predicted(
    read: ReadResult,
    run: RunRecord,
    model: Model,
    matching: Matching,
    missing_columns: MissingColumns,
    counted_as: CountedAs,
) -> Iterator[Progress | Warned | Finished[Any]]:
    for event in predict_table(model, read.table, missing_columns, read.file_name, matching, counted_as):
        if isinstance(event, Finished):
            yield Finished(PredictedFile(read, event.result, run, model, matching))
        else:
            yield event


def predict_table(
    model: Model,
    table: Table,
    missing_columns: MissingColumns = "refuse",
    file_name: str | None = None,
    matching: Matching | None = None,
    counted_as: CountedAs = NONE_COUNTED,
) -> Iterator[Progress | Warned | Finished[Predictions]]:
    """Read the table as the training data was read, replay the recipe, encode and predict; no row is left out.

    Columns are matched by equal names when no matching is given. counted_as: see `with_counted`.
    Raises EpochalError flow.columns_missing when a column that the model needs isn't there and may not be imputed.
    """
    matching = matching or match_columns(model, table, {}, guess=False)
    absent = absent_columns(model, table, missing_columns, file_name, matching)
    yield Progress("clean", 0, table.rows)
    shaped, flags = as_in_training(model, as_expected(table, matching, tuple(model.kinds)))
    yield from predict_shaped(model, table, shaped, flags, absent, matching.found_as, counted_as)


def predict_shaped(
    model: Model,
    table: Table,
    shaped: Table,
    flags: list[RowFlag],
    absent: tuple[str, ...] = (),
    found_as: Mapping[str, str] | None = None,
    counted_as: CountedAs = NONE_COUNTED,
) -> Iterator[Progress | Finished[Predictions]]:
    """The same for a table whose columns are read already: `shaped` and `flags` as `as_in_training` gives them.

    Block by block, so that neither memory nor the wait for Python's lock grows with the file: rules do at prediction
    with a row what they do with it in any company, and so do the encoder and the network.
    """
    everywhere = tuple(Notice("flow.imputed_column", {"name": name}, Place(column=name)) for name in absent)
    values, probabilities = _room_for(model, table.rows)
    telling = Telling()
    inputs = Inputs(model, with_absent(model, shaped, absent), absent, counted_as)
    for first, said in zip(range(0, table.rows, BLOCK_ROWS), _by_block(flags, table), strict=True):
        end = min(first + BLOCK_ROWS, table.rows)
        encoded, remarks = inputs.encoded(first, end)
        predicted = predict_encoded(model, encoded.matrix)
        values[first:end] = predicted.values
        if probabilities is not None:
            probabilities[first:end] = predicted.probabilities
        telling.add([*said, *remarks], table.source_rows[first:end], first)
        yield Progress("predict", end, table.rows)
    yield Finished(gathered(inputs, table, values, probabilities, telling.told(), everywhere, found_as))


def _room_for(model: Model, rows: int) -> tuple[NDArray[Any], NDArray[np.float32] | None]:
    """Where the predictions of all rows go: values, and probabilities for classes."""
    if model.target.task is Task.REGRESSION:
        return np.empty(rows, np.float64), None
    return np.empty(rows, np.int64), np.empty((rows, len(model.target.classes)), np.float32)


def _by_block(flags: list[RowFlag], table: Table) -> list[list[RowFlag]]:
    """The flags of each block of rows, in their order."""
    found: list[list[RowFlag]] = [[] for _ in range(0, table.rows, BLOCK_ROWS)]
    rows = np.array([flag.source_row for flag in flags], np.int64)
    for flag, at in zip(flags, (np.searchsorted(table.source_rows, rows) // BLOCK_ROWS).tolist(), strict=True):
        found[at].append(flag)
    return found


def absent_columns(
    model: Model,
    table: Table,
    missing_columns: MissingColumns = "refuse",
    file_name: str | None = None,
    matching: Matching | None = None,
) -> tuple[str, ...]:
    """The columns that the model needs and the table lacks. Raises EpochalError flow.columns_missing to refuse."""
    absent = (matching or match_columns(model, table, {}, guess=False)).absent
    if absent and missing_columns == "refuse":
        params = {"names": listed(absent), "found": listed(table.names), "count": len(absent)}
        raise EpochalError("flow.columns_missing", params, Place(file=file_name))
    return absent
