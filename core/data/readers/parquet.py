"""Parquet through pyarrow: typed columns as raw columns to `infer`, so that they end as the same file's CSV would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.base.errors import EpochalError, Place
from core.base.notices import Notice, Severity
from core.base.progress import Early, Finished, Progress, Warned
from core.data.header import read_header
from core.data.infer import EXACT_WHOLE, infer_steps
from core.data.readers.early import FIRST_ROWS, FirstRows
from core.data.readers.options import HowRead, ReadOptions, RejectedRow
from core.data.readers.origin import Origin
from core.data.readers.sampling import kept, share_of
from core.data.table import Table

ReadParts = tuple[Table, tuple[RejectedRow, ...], HowRead]


def read_parquet(origin: Origin, options: ReadOptions) -> Iterator[Progress | Warned | Early | Finished[ReadParts]]:
    """Read all row groups, or a sample of their rows.

    Raises EpochalError data.damaged_file, data.nested_column, data.header_only, data.sample_empty.
    """
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(pa.BufferReader(origin.data))
        yield from map(Early, _first_rows(file, origin))
        groups, numbers, seen = [], [], 0
        share = share_of(options.sample_rows, file.metadata.num_rows)
        for number in range(file.num_row_groups):
            group = file.read_row_group(number)
            rows = np.arange(seen + 1, seen + group.num_rows + 1, dtype=np.int64)
            mask = kept(rows, share)
            groups.append(group if share == 1 else group.filter(pa.array(mask)))
            numbers.append(rows[mask])
            seen += group.num_rows
            yield Progress("read", number + 1, file.num_row_groups, "parts")
        table = pa.concat_tables(groups) if groups else file.schema_arrow.empty_table()
    except (pa.ArrowException, OSError) as error:
        raise EpochalError(
            "data.damaged_file", {"format": "Parquet", "detail": _first_line(error)}, origin.place
        ) from error
    table = _without_index(table)
    if table.num_columns == 0:
        raise EpochalError("data.empty_file", {}, origin.place)
    if table.num_rows == 0 and seen:
        raise EpochalError("data.sample_empty", {"wanted": options.sample_rows, "all": seen}, origin.place)
    if table.num_rows == 0:
        raise EpochalError("data.header_only", {"columns": table.num_columns}, origin.place)
    header = read_header(table.column_names, origin.name, always=True)
    for notice in header.notices:
        yield Warned(notice)
    columns = {}
    for name, column in zip(header.names, table.columns, strict=True):
        columns[name] = _raw_column(name, column, origin)
        infinite = _infinite(column)
        if infinite:
            place = Place(file=origin.name, column=name)
            yield Warned(Notice("data.infinite_values", {"count": infinite}, place, Severity.WARN))
        yield Progress("read", len(columns), table.num_columns, "columns")
    source_rows = np.concatenate(numbers) if numbers else np.array([], np.int64)
    if share < 1:
        yield Warned(Notice("data.sampled", {"rows": len(source_rows), "all": seen}, origin.place, Severity.INFO))
    how = HowRead("parquet", sampled_of=seen if share < 1 else None)
    for step in infer_steps(columns, source_rows):
        yield Finished((step.result, (), how)) if isinstance(step, Finished) else step


def _first_rows(file: Any, origin: Origin) -> Iterator[FirstRows]:
    """The first rows of a long table. Raises EpochalError data.nested_column, as the whole would."""
    batch = next(file.iter_batches(FIRST_ROWS), None) if file.metadata.num_rows > FIRST_ROWS else None
    if batch is None or not batch.num_rows:
        return
    part = _without_index(pa.Table.from_batches([batch]))
    names = read_header(part.column_names, origin.name, always=True).names
    raw = {name: _raw_column(name, column, origin) for name, column in zip(names, part.columns, strict=True)}
    if raw:
        yield FirstRows(raw, np.arange(1, part.num_rows + 1, dtype=np.int64), about_rows=file.metadata.num_rows)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _without_index(table: Any) -> Any:
    """Without the columns in which pandas keeps a row index that has no name of its own."""
    described = (table.schema.metadata or {}).get(b"pandas")
    kept = json.loads(described).get("index_columns", []) if described else []
    unnamed = [name for name in kept if isinstance(name, str) and name.startswith("__index_level_")]
    return table.drop_columns([name for name in unnamed if name in table.column_names])


def _raw_column(name: str, column: Any, origin: Origin) -> Any:
    """What the column would be in the raw: numbers, dates or Arrow texts."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _raw_column(name, column.cast(kind.value_type), origin)
    if pa.types.is_null(kind):
        return column.cast(pa.large_string())
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return column.cast(pa.large_string())
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return _bytes_as_texts(name, column, origin)
    if pa.types.is_boolean(kind):
        return pc.utf8_capitalize(column.cast(pa.string())).cast(pa.large_string())
    if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return _numbers(column)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return _dates(column)
    if pa.types.is_time(kind) or pa.types.is_duration(kind):
        return pa.array([None if cell is None else str(cell) for cell in column.to_pylist()], pa.large_string())
    raise _nested(name, kind, origin)


def _bytes_as_texts(name: str, column: Any, origin: Origin) -> Any:
    """Older writers, such as Impala, store texts without saying that the bytes are UTF-8."""
    try:
        return column.cast(pa.large_string())
    except pa.ArrowInvalid as error:
        raise _nested(name, column.type, origin) from error


def _nested(name: str, kind: Any, origin: Origin) -> EpochalError:
    place = Place(file=origin.name, column=name)
    return EpochalError("data.nested_column", {"name": name, "type": str(kind)}, place)


def _numbers(column: Any) -> Any:
    """float64, or texts when a whole number is 2^53 or more. float32 as its shortest decimal text, as a CSV has it."""
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        texts = column.cast(pa.string()).cast(pa.large_string())
        whole = pa.types.is_integer(kind) or kind.scale == 0
        largest = pc.max(pc.abs(column.cast(pa.float64(), safe=False))).as_py() or 0.0
        if whole and largest >= EXACT_WHOLE:
            return texts
        return pd.Series(_as_float(texts if not whole else column))
    if kind.bit_width < 64:
        narrow = column.to_numpy()
        return pd.Series([float(str(x)) if np.isfinite(x) else np.nan for x in narrow], dtype=np.float64)
    return pd.Series(_as_float(column))


def _infinite(column: Any) -> int:
    """How many values are infinite; they are read as missing, since no rule and no network can use them."""
    return int(pc.sum(pc.is_inf(column)).as_py() or 0) if pa.types.is_floating(column.type) else 0


def _as_float(column: Any) -> Any:
    numbers = np.array(column.cast(pa.float64(), safe=False).to_numpy(), dtype=np.float64)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _dates(column: Any) -> Any:
    kind = column.type
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        column = column.cast(pa.timestamp(kind.unit, tz="UTC")).cast(pa.timestamp(kind.unit))
    micro = pc.cast(column.cast(pa.timestamp("us"), safe=False), pa.int64())
    ticks = pc.fill_null(micro, np.iinfo(np.int64).min).to_numpy()
    return pd.Series(np.array(ticks, dtype=np.int64).view("datetime64[us]"))
