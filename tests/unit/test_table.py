"""The table itself, and its bytes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import EpochalError
from core.base.notices import Notice
from core.data.codec import table_from_bytes, table_to_bytes
from core.data.columns import Column, ColumnKind, Storage
from core.data.infer import infer_table
from core.data.table import Table


def small(lines: bool = True) -> Table:
    raw = {
        "size": pd.Series([1.5, np.nan, -0.0]),
        "cut": pd.Series(["Ideal", None, "é"], dtype="str"),
        "day": pd.Series(pd.to_datetime(["2020-01-02", None, "1969-12-31"])),
        "source_row": pd.Series(["a", "b", "c"], dtype="str"),
    }
    return infer_table(raw, np.array([1, 3, 4], dtype=np.int64), np.array([2, 5, 6], dtype=np.int64) if lines else None)


def same(left: Table, right: Table) -> bool:
    lines = left.lines is None if right.lines is None else np.array_equal(left.lines, right.lines)  # type: ignore[arg-type]
    rows = np.array_equal(left.source_rows, right.source_rows)
    return left.columns == right.columns and left.frame.equals(right.frame) and rows and lines


@pytest.mark.parametrize("lines", [True, False])
def test_that_a_table_comes_back_from_its_bytes(lines: bool) -> None:
    table = small(lines)
    back = table_from_bytes(table_to_bytes(table))
    assert same(table, back)
    assert [str(dtype) for dtype in back.frame.dtypes] == ["float64", "str", "datetime64[us]", "str"]
    assert table_to_bytes(back) == table_to_bytes(table)


def test_that_parts_of_a_table_have_the_bytes_of_an_equal_table() -> None:
    taken = small().take(np.array([False, True, True]))
    raw = {name: taken.values(name).copy() for name in taken.names}
    again = infer_table(raw, taken.source_rows.copy(), taken.lines)
    rebuilt = Table(again.frame, taken.columns, taken.source_rows, taken.lines)
    assert table_to_bytes(taken) == table_to_bytes(rebuilt)
    assert taken.source_rows.tolist() == [3, 4]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.text(min_size=1).filter(str.strip)), st.floats(allow_infinity=False)),
        min_size=1,
        max_size=10,
    )
)
def test_that_any_texts_and_numbers_survive(rows: list[tuple[str | None, float]]) -> None:
    raw = {"t": pd.Series([t for t, _ in rows], dtype="str"), "n": pd.Series([n for _, n in rows])}
    table = infer_table(raw, np.arange(1, len(rows) + 1, dtype=np.int64))
    assert same(table, table_from_bytes(table_to_bytes(table)))


@pytest.mark.parametrize("data", [b"", b"nonsense", bytes(64), table_to_bytes(small())[:-200]])
def test_that_damaged_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(EpochalError) as caught:
        table_from_bytes(data)
    assert caught.value.code == "data.damaged_table" and "backup" in str(caught.value)


def test_that_a_table_can_have_no_columns_or_no_rows() -> None:
    bare = small().without(small().names)
    assert bare.rows == 3 and same(bare, table_from_bytes(table_to_bytes(bare)))
    none = small().take(np.zeros(3, dtype=bool))
    assert none.rows == 0 and same(none, table_from_bytes(table_to_bytes(none)))


def test_that_edits_leave_the_first_table_alone() -> None:
    table = small()
    column = Column("size", ColumnKind.CATEGORY, Storage.TEXT, Notice("data.kind_chosen", {"before": "number"}))
    changed = table.with_column(column, pd.Series(["a", "b", None], dtype="str"))
    assert changed.column("size").kind is ColumnKind.CATEGORY and table.column("size").kind is ColumnKind.NUMBER
    assert table.values("size")[0] == 1.5 and changed.values("size")[0] == "a"
    assert table.without(["size"]).names == ("cut", "day", "source_row") and table.has("size")
    with pytest.raises(KeyError):
        table.column("none")
    with pytest.raises(ValueError, match="read-only"):
        table.source_rows[0] = 7


def test_that_several_columns_change_at_once_and_the_table_stays() -> None:
    table = infer_table({name: pd.Series([1.0, 2.0]) for name in "abc"}, np.arange(1, 3, dtype=np.int64))
    changed = replace(table.column("c"), kind=ColumnKind.ID)
    after = table.with_columns([(changed, pd.Series([7.0, 8.0])), (table.column("a"), pd.Series([5.0, 6.0]))])
    assert after.frame.to_dict("list") == {"a": [5.0, 6.0], "b": [1.0, 2.0], "c": [7.0, 8.0]}
    assert after.column("c").kind is ColumnKind.ID and table.column("c").kind is ColumnKind.NUMBER
    assert table.frame["a"].tolist() == [1.0, 2.0] and table.with_columns([]) is table


def test_that_the_lines_of_a_table_can_not_be_written() -> None:
    rows, lines = np.arange(1, 3, dtype=np.int64), np.arange(2, 4, dtype=np.int64)
    table = infer_table({"a": pd.Series([1.0, 2.0])}, rows, lines)
    assert table.lines is not None
    with pytest.raises(ValueError, match="read-only"):
        table.lines[0] = 9
