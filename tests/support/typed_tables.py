"""Small tables for tests, each column with a kind that the test names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from core.base.notices import Notice
from core.data.columns import Column, ColumnKind, Storage
from core.data.table import Table

KINDS = {"n": ColumnKind.NUMBER, "c": ColumnKind.CATEGORY, "d": ColumnKind.DATE, "t": ColumnKind.TEXT}
KINDS |= {"i": ColumnKind.ID, "y": ColumnKind.YES_NO}


def typed_table(columns: Mapping[str, Sequence[object]], source_rows: Sequence[int] | None = None) -> Table:
    """`{"n:carat": [0.2, None], "c:cut": ["Good", None]}`: the letter is the kind, the values decide the storage."""
    series, described = {}, []
    for key, values in columns.items():
        kind, name = KINDS[key[0]], key[2:]
        series[name], storage = _stored(values, kind)
        described.append(Column(name, kind, storage, Notice("data.kind_chosen", {"before": str(kind)})))
    rows = len(next(iter(columns.values())))
    numbered = np.arange(1, rows + 1) if source_rows is None else np.asarray(source_rows)
    return Table(pd.DataFrame(series, index=pd.RangeIndex(rows)), tuple(described), numbered.astype(np.int64))


def _stored(values: Sequence[object], kind: ColumnKind) -> tuple[pd.Series, Storage]:
    if kind is ColumnKind.DATE and not _are_numbers(values):
        return pd.Series(np.array(values, "datetime64[us]")), Storage.DATE
    if _are_numbers(values):
        return pd.Series(np.array([np.nan if value is None else value for value in values], np.float64)), Storage.NUMBER
    return pd.Series(list(values), dtype="str"), Storage.TEXT


def _are_numbers(values: Sequence[object]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int | float | np.number) for value in known)
