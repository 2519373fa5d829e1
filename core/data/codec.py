"""A table as bytes and back: Arrow's stream format, the columns' meaning beside it as JSON. Never pickle.

Equal tables give equal bytes (the project file names a snapshot by its hash), so every part has one spelling: floats
with one bit pattern for NaN, dates as int64 microseconds, texts without nulls ("" is missing: a table never holds it).

Why (2026-11-24): a column's field is named by its position, not by its name, so that no name can clash with the row
numbers beside it.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.base.errors import EpochalError
from core.base.notices import notice_from_json, notice_to_json
from core.data.columns import Column, ColumnKind, Storage
from core.data.table import Table

KEY = b"epochal"
FORMAT = 1


def table_to_bytes(table: Table) -> bytes:
    """The table as one Arrow stream; the same table always gives the same bytes."""
    return bytes(table_to_buffer(table))


def table_to_buffer(table: Table) -> memoryview:
    """As `table_to_bytes`, in Arrow's own memory: copying it holds Python's lock (120 ms for a million rows)."""
    arrays = [_plain_array(table.values(column.name), column.storage) for column in table.columns]
    names = [str(position) for position in range(len(arrays))]
    for name, rows in (("source_row", table.source_rows), ("line", table.lines)):
        if rows is not None:
            arrays.append(pa.array(rows))
            names.append(name)
    meaning = {"format": FORMAT, "columns": [_column_to_json(column) for column in table.columns]}
    schema = pa.schema(
        [pa.field(name, array.type, nullable=False) for name, array in zip(names, arrays, strict=True)],
        metadata={KEY: json.dumps(meaning, sort_keys=True, ensure_ascii=False).encode()},
    )
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as writer:
        writer.write_batch(pa.record_batch(arrays, schema=schema))
    return memoryview(sink.getvalue())


def table_from_bytes(data: bytes) -> Table:
    """The table that `table_to_bytes` wrote. Raises EpochalError data.damaged_table for anything else."""
    try:
        read = pa.ipc.open_stream(data).read_all()
        read.validate(full=True)  # Arrow believes offsets as they are: wrong ones would crash the process
        stored = read.combine_chunks()
        meaning = json.loads(stored.schema.metadata[KEY])
        columns = tuple(_column_from_json(value) for value in meaning["columns"])
        arrays = [_array(stored, str(position)) for position in range(len(columns))]
        source_rows = _array(stored, "source_row").to_numpy().copy()
        lines = _array(stored, "line").to_numpy().copy() if "line" in stored.column_names else None
        series = {c.name: _series(array, c.storage) for c, array in zip(columns, arrays, strict=True)}
        return Table(frame_of(series, len(source_rows)), columns, source_rows, lines)
    except (pa.ArrowException, KeyError, TypeError, ValueError, AttributeError, OSError, OverflowError) as error:
        raise EpochalError("data.damaged_table", {"detail": str(error)}) from error


def frame_of(series: dict[str, pd.Series[Any]], rows: int) -> pd.DataFrame:
    """A frame of these columns with the index 0..rows-1, even when there is none."""
    return pd.DataFrame(series, index=pd.RangeIndex(rows), copy=False)


def text_series(texts: Any) -> pd.Series[Any]:
    """Arrow texts (array or chunked array, nulls are missing) as a pandas column of dtype `str`, without copying."""
    chunked = texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])
    return pd.Series(pd.array(chunked.cast(pa.large_string()), dtype="str"))


def _array(stored: Any, name: str) -> Any:
    chunks = stored.column(name)
    return chunks.chunk(0) if chunks.num_chunks else pa.array([], chunks.type)


def _plain_array(values: pd.Series[Any], storage: Storage) -> Any:
    if storage == Storage.NUMBER:
        numbers = values.to_numpy(dtype=np.float64)
        return pa.array(np.where(np.isnan(numbers), np.nan, numbers))
    if storage == Storage.DATE:
        return pa.array(values.to_numpy(dtype="datetime64[us]").view(np.int64))
    texts = pa.array(values, type=pa.large_string(), from_pandas=True)
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    # concat_arrays after fill_null: one array that starts at its buffers' beginning
    return pa.concat_arrays([pc.fill_null(texts, ""), pa.array([], pa.large_string())])


def _series(array: Any, storage: Storage) -> pd.Series[Any]:
    if storage == Storage.NUMBER:
        return pd.Series(array.to_numpy().copy())
    if storage == Storage.DATE:
        return pd.Series(array.to_numpy().view("datetime64[us]").copy())
    return text_series(pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.large_string()), array))


def _column_to_json(column: Column) -> dict[str, object]:
    return {
        "name": column.name,
        "kind": str(column.kind),
        "storage": str(column.storage),
        "reason": notice_to_json(column.reason),
    }


def _column_from_json(value: dict[str, Any]) -> Column:
    reason = notice_from_json(value["reason"])
    return Column(value["name"], ColumnKind(value["kind"]), Storage(value["storage"]), reason)
