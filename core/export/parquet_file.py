"""Rows as Parquet: each column in its own type, texts as texts, missing values as nulls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from core.export.cells import texts
from core.export.rows import Rows

BLOCK_ROWS = 65_536  # one row group each


def write_parquet(rows: Rows, path: Path) -> Iterator[int]:
    """Write them without an index, compressed with Zstandard; yields how many rows are written. Raises OSError."""
    import pyarrow as pa
    from pyarrow import parquet

    head = rows.head()
    names = _unlike([str(name) for name in head.columns])
    flags = _flag_columns(rows, head)
    schema = pa.schema(list(zip(names, [array.type for array in _arrays(pa, head, flags)], strict=True)))
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for first, block in rows.parts(BLOCK_ROWS):
            writer.write_table(pa.table(_arrays(pa, block, flags), schema=schema))
            yield first + len(block)


def _arrays(pa: Any, frame: pd.DataFrame, flags: frozenset[int]) -> list[Any]:
    return [_array(pa, frame.iloc[:, at], at in flags) for at in range(frame.shape[1])]


def _array(pa: Any, values: pd.Series[Any], flags: bool) -> Any:
    """One column; objects of several kinds become texts."""
    if values.dtype != object:
        return pa.Array.from_pandas(values)
    missing = values.isna().to_numpy()
    if flags:
        return pa.array([None if blank else value for value, blank in zip(values, missing, strict=True)], pa.bool_())
    return pa.array([None if blank else text for text, blank in zip(texts(values), missing, strict=True)], pa.string())


def _flag_columns(rows: Rows, head: pd.DataFrame) -> frozenset[int]:
    """The columns of objects that are true, false or missing everywhere, and not missing everywhere."""
    open_columns = [at for at in range(head.shape[1]) if head.iloc[:, at].dtype == object]
    kinds: dict[int, set[type]] = {at: set() for at in open_columns}
    for _, block in rows.parts(BLOCK_ROWS) if open_columns else ():
        for at in open_columns:
            kinds[at] |= {type(value) for value in block.iloc[:, at].dropna()}
    return frozenset(at for at, found in kinds.items() if found == {bool})


def _unlike(names: list[str]) -> list[str]:
    """Names that differ: a second "a" is "a (2)", because most readers refuse a file with two columns of one name."""
    found: list[str] = []
    for name in names:
        candidate, count = name, 1
        while candidate in found:
            count += 1
            candidate = f"{name} ({count})"
        found.append(candidate)
    return found
