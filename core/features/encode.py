"""A cleaned table → the float32 matrix that the network reads, and what each row should be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.arrays import read_only
from core.base.errors import EpochalError, Place
from core.data.columns import ColumnKind
from core.data.flags import RowFlag
from core.data.levels import canonical_levels
from core.data.table import Table
from core.features.encoders import MOST_LEVELS, ColumnEncoding, LevelEncoding, NumberEncoding
from core.features.encoders import Encoder as Encoder
from core.features.encoders import encoder_from_json as encoder_from_json
from core.features.encoders import encoder_to_json as encoder_to_json
from core.features.reading import read_numbers
from core.features.row_flags import level_flags, number_flags
from core.features.scaling import AUTO, SCALINGS, center_and_scale

LARGEST_MATRIX_BYTES = 16 * 2**30
ROWS_AT_ONCE = 1 << 14


@dataclass(frozen=True, eq=False)
class Encoded:
    """matrix: float32 [rows, width], C-contiguous, finite everywhere. complete: bool [rows], False where a value is
    missing or unreadable; the matrix then holds a stand-in, and the row should neither train nor be predicted."""

    matrix: NDArray[np.float32]
    complete: NDArray[np.bool_]
    flags: tuple[RowFlag, ...]


def fit_encoder(table: Table, features: Sequence[str], training_rows: NDArray[np.int64], scaling: str) -> Encoder:
    """Learn every feature's encoding from the rows whose source row is in `training_rows`, and from no other.

    Numbers and dates are scaled ("auto" is standard), all other kinds become one column per level.
    Raises EpochalError features.no_features, features.split_no_training or features.column_empty.
    """
    if scaling not in SCALINGS:
        raise ValueError(f"unknown scaling {scaling!r}")
    if not features:
        raise EpochalError("features.no_features")
    learns = np.isin(table.source_rows, training_rows)
    if not learns.any():
        raise EpochalError("features.split_no_training", {"rows": table.rows})
    chosen = AUTO if scaling == "auto" else scaling  # a column at a time: the whole would be most of a second table
    return Encoder(tuple(_fit_column(table.only(name).take(learns), name, chosen) for name in features))


def encode(encoder: Encoder, table: Table, *, flags: bool = True, imputed: Collection[str] = ()) -> Encoded:
    """Apply an encoder: computed in float64, rounded once. A row's entries never depend on the other rows.

    Columns in `imputed` take the training rows' median or average where they have no value, without a flag.
    Raises EpochalError features.matrix_too_large; never for a cell.
    """
    matrix = _empty_matrix(table.rows, encoder.width)
    complete = np.ones(table.rows, bool)
    told: list[RowFlag] = []
    for column, where in zip(encoder.columns, encoder.slices, strict=True):
        filled = column.name in imputed
        known, flagged = _encode_column(column, table, matrix[:, where], flags, filled)
        complete &= known | filled
        told.extend(flagged)
    return Encoded(matrix, read_only(complete), tuple(told))


def _fit_column(learning: Table, name: str, scaling: str) -> ColumnEncoding:
    kind = learning.column(name).kind
    if kind in (ColumnKind.NUMBER, ColumnKind.DATE):
        return _fit_numbers(learning, name, kind, scaling)
    return _fit_levels(learning, name, kind)


def _fit_numbers(learning: Table, name: str, kind: ColumnKind, scaling: str) -> NumberEncoding:
    values = read_numbers(learning, name, kind).values
    values = values[~np.isnan(values)]
    if not len(values):
        raise _column_empty(name, learning.rows)
    center, scale = center_and_scale(values, scaling)
    low, middle, high = (float(value) for value in (values.min(), np.median(values), values.max()))
    return NumberEncoding(name, kind, scaling, center, scale, low, high, middle)


def _fit_levels(learning: Table, name: str, kind: ColumnKind) -> LevelEncoding:
    """The MOST_LEVELS most frequent levels (of equally frequent ones the first in the alphabet), sorted."""
    counts = pd.Series(canonical_levels(learning.values(name)), dtype=object).value_counts()
    if not len(counts):
        raise _column_empty(name, learning.rows)
    ranked = sorted(counts.items(), key=lambda item: (-int(item[1]), str(item[0])))
    kept = sorted((str(level), int(count)) for level, count in ranked[:MOST_LEVELS])
    others = sum(int(count) for _, count in ranked[MOST_LEVELS:])
    return LevelEncoding(name, kind, tuple(level for level, _ in kept), tuple(count for _, count in kept), others)


def _column_empty(name: str, rows: int) -> EpochalError:
    return EpochalError("features.column_empty", {"name": name, "rows": rows}, Place(column=name))


def _empty_matrix(rows: int, width: int) -> NDArray[np.float32]:
    size = rows * width * 4
    if size > LARGEST_MATRIX_BYTES:
        raise _too_large(rows, width)
    try:
        return np.empty((rows, width), np.float32)
    except MemoryError as error:
        raise _too_large(rows, width) from error


def _too_large(rows: int, width: int) -> EpochalError:
    gigabytes = rows * width * 4 / 2**30
    return EpochalError("features.matrix_too_large", {"rows": rows, "width": width, "gigabytes": gigabytes})


def _encode_column(
    column: ColumnEncoding, table: Table, into: NDArray[np.float32], flags: bool, filled: bool
) -> tuple[NDArray[np.bool_], list[RowFlag]]:
    """Fill the column's part of the matrix; returns which rows had a value (bool [rows]) and the flags."""
    if isinstance(column, NumberEncoding):
        return _encode_numbers(column, table, into, flags, filled)
    return _encode_levels(column, table, into, flags, filled)


def _encode_numbers(
    column: NumberEncoding, table: Table, into: NDArray[np.float32], flags: bool, filled: bool
) -> tuple[NDArray[np.bool_], list[RowFlag]]:
    read = read_numbers(table, column.name, column.kind)
    typical = np.float32((column.typical - column.center) / column.scale)
    with np.errstate(over="ignore"):
        scaled = ((read.values - column.center) / column.scale).astype(np.float32)
    known: NDArray[np.bool_] = np.isfinite(scaled)
    into[:, 0] = np.where(known, scaled, typical)
    return known, number_flags(column, table, read, known, silent_gaps=filled) if flags else []


def _encode_levels(
    column: LevelEncoding, table: Table, into: NDArray[np.float32], flags: bool, filled: bool
) -> tuple[NDArray[np.bool_], list[RowFlag]]:
    positions, uniques = pd.factorize(table.values(column.name), use_na_sentinel=True)
    levels: list[Any] = list(canonical_levels(pd.Series(uniques)))
    unseen, missing = len(column.levels), len(column.levels) + 1
    codes = np.array([*(column.code_of.get(level, unseen) for level in levels), missing], np.int64)[positions]
    for first in range(0, len(codes), ROWS_AT_ONCE):  # all at once would be most of a second matrix
        into[first : first + ROWS_AT_ONCE] = column.lookup[codes[first : first + ROWS_AT_ONCE]]
    known: NDArray[np.bool_] = codes != missing
    return known, level_flags(column, table, codes, levels, positions, silent_gaps=filled) if flags else []
