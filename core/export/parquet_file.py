"""A frame as Parquet: each column in its own type, texts as texts, missing values as nulls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from core.export.cells import texts


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write the frame without its index, compressed with Zstandard. Raises OSError."""
    import pyarrow as pa
    from pyarrow import parquet

    names = _unlike([str(name) for name in frame.columns])
    arrays = [_array(pa, frame.iloc[:, at]) for at in range(frame.shape[1])]
    parquet.write_table(pa.table(arrays, names=names), path, compression="zstd")


def _array(pa: Any, values: pd.Series[Any]) -> Any:
    """One column; objects of several kinds become texts."""
    if values.dtype != object:
        return pa.Array.from_pandas(values)
    missing = values.isna().to_numpy()
    kinds = {type(value) for value in values[~missing]}
    if kinds == {bool}:
        return pa.array([None if blank else value for value, blank in zip(values, missing, strict=True)], pa.bool_())
    return pa.array([None if blank else text for text, blank in zip(texts(values), missing, strict=True)], pa.string())


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
