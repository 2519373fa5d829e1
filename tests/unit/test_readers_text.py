"""Delimited text: encodings, delimiters, headers, and rows that don't fit."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from awkward_files import read_text
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import EpochalError
from core.data.readers.records import Dialect, line_start, read_blocks

CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\0\r"), max_size=6)
PLAIN = st.text("abc 019.,;é", max_size=5)


def codes(notices: list) -> list[str]:
    return [notice.code for notice in notices]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_that_records_are_those_of_the_csv_module_or_set_aside(rows: list[list[str]], ending: str) -> None:
    sink = io.StringIO(newline="")
    csv.writer(sink, lineterminator=ending).writerows([["name", "value"], *rows])
    data = sink.getvalue().encode()
    wanted = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
    kept, misfits = _records(data, width=2)
    assert kept == [(i, row) for i, row in enumerate(wanted, start=1) if len(row) == 2]
    assert misfits == [(i, row) for i, row in enumerate(wanted, start=1) if len(row) != 2]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(PLAIN, min_size=1, max_size=3), min_size=1, max_size=10), st.integers(1, 200))
def test_that_blocks_of_any_size_give_the_same_records(rows: list[list[str]], size: int) -> None:
    sink = io.StringIO(newline="")
    csv.writer(sink, lineterminator="\n").writerows([["name", "value"], *rows])
    data = sink.getvalue().encode()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("core.data.readers.records.BLOCK_BYTES", size)
        small = _records(data, width=2)
    assert small == _records(data, width=2)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(PLAIN, min_size=1, max_size=3), min_size=1, max_size=8))
def test_that_rows_in_are_rows_kept_and_rows_set_aside(rows: list[list[str]]) -> None:
    records = [["7", "x"], *rows]
    text = "name,value\n" + "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in records)
    with TemporaryDirectory() as folder:
        result, _ = read_text(Path(folder), text, delimiter=",")
    together = sorted([*result.table.source_rows.tolist(), *(row.source_row for row in result.rejected)])
    assert together == list(range(1, len(records) + 1))
    assert {row.source_row: list(row.cells) for row in result.rejected} == {
        i: row for i, row in enumerate(records, start=1) if len(row) != 2
    }


def test_that_a_ragged_row_is_set_aside_with_its_line_and_reason(tmp_path: Path) -> None:
    result, notices = read_text(tmp_path, 'a,b\n1,"x\ny"\n3\n\n4,5,6\n7,8\n')
    assert result.table.source_rows.tolist() == [1, 4]
    assert result.table.lines is not None and result.table.lines.tolist() == [2, 7]
    assert [(r.source_row, r.line, r.reason.code, r.cells) for r in result.rejected] == [
        (2, 4, "data.row_too_short", ("3",)),
        (3, 6, "data.row_too_long", ("4", "5", "6")),
    ]
    assert "line 4" in str(result.rejected[0].reason)
    assert codes(notices) == ["data.rows_set_aside"]


def test_that_a_quote_nobody_closes_costs_its_own_row_only(tmp_path: Path) -> None:
    many = "".join(f"{i},y\n" for i in range(40_000))
    result, _ = read_text(tmp_path, 'a,b\n1,"open\n' + many)
    assert [(r.source_row, r.line, r.reason.code) for r in result.rejected] == [(1, 2, "data.row_open_quote")]
    assert result.table.rows == 40_000 and result.table.source_rows[0] == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_that_western_encodings_are_found(encoding: str, tmp_path: Path) -> None:
    result, _ = read_text(tmp_path, "name;größe\nJürgen;1,5\nZoë;2,5\n".encode(encoding))
    assert result.table.names == ("name", "größe")
    assert result.table.values("name").tolist() == ["Jürgen", "Zoë"]
    assert result.table.values("größe").tolist() == [1.5, 2.5]
    assert result.how.encoding == encoding.removesuffix("-sig")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "имя,город,рост\n" + "Иван,Москва,180\nПётр,Санкт-Петербург,175\nАнна,Нижний Новгород,165\n" * 5),
        ("cp932", "名前,都市,数\n" + "太郎,東京都,5\n花子,大阪府,6\n次郎,名古屋市,7\n" * 5),
    ],
)
def test_that_other_scripts_are_guessed_and_the_guess_is_said(encoding: str, text: str, tmp_path: Path) -> None:
    result, notices = read_text(tmp_path, text.encode(encoding))
    assert result.how.encoding == encoding and codes(notices) == ["data.encoding_guessed"]
    assert result.table.names == tuple(text.splitlines()[0].split(","))


def test_that_an_encoding_asked_for_is_used_or_refused(tmp_path: Path) -> None:
    assert read_text(tmp_path, "a,b\né,1\n".encode("cp850"), encoding="cp850")[0].table.values("a")[0] == "é"
    for asked, code in (("utf-99", "data.unknown_encoding"), ("ascii", "data.wrong_encoding")):
        with pytest.raises(EpochalError) as caught:
            read_text(tmp_path, "a,b\né,1\n".encode(), encoding=asked)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "delimiter", "names"),
    [
        ("a,b\n1,2\n", ",", ("a", "b")),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";", ("a", "b")),
        ("a\tb\nx, y\tz\n", "\t", ("a", "b")),
        ("a|b\n1|2\n", "|", ("a", "b")),
        ("sep=;\na;b\n1;2\n", ";", ("a", "b")),
        ("name\nAnn\nBob, the builder\nEve\n", None, ("name",)),
        ("id,tags\n1,a|b\n2,c|d\n", ",", ("id", "tags")),
        ('a, b\n1, "x, y"\n2, "z"\n', ",", ("a", "b")),
        ('note,v\n"a; b; c",1\n"d; e",2\n', ",", ("note", "v")),
    ],
)
def test_that_the_delimiter_is_found(text: str, delimiter: str | None, names: tuple[str, ...], tmp_path: Path) -> None:
    result, _ = read_text(tmp_path, text)
    assert (result.how.delimiter, result.table.names, result.rejected) == (delimiter, names, ())


def test_that_a_delimiter_asked_for_is_used_or_refused(tmp_path: Path) -> None:
    assert read_text(tmp_path, "a:b\n1:2\n", delimiter=":")[0].table.names == ("a", "b")
    assert read_text(tmp_path, "a\tb\n1\t2\n", delimiter="tab")[0].table.names == ("a", "b")
    for options in ({"delimiter": "::"}, {"decimal": "x"}):
        with pytest.raises(EpochalError):
            read_text(tmp_path, "a,b\n1,2\n", **options)


@pytest.mark.parametrize(
    ("cells", "decimal", "numbers"),
    [
        (["1,5", "2,25"], ",", [1.5, 2.25]),
        (["1.234,5", "2,5"], ",", [1234.5, 2.5]),
        (["0,756", "1,463"], ",", [0.756, 1.463]),
        (["1,234.5", "2.5"], ".", [1234.5, 2.5]),
        (["1.5", "2"], ".", [1.5, 2.0]),
        (["1 234,5", "7,5"], ",", [1234.5, 7.5]),
    ],
)
def test_that_the_decimal_mark_is_found(cells: list[str], decimal: str, numbers: list[float], tmp_path: Path) -> None:
    result, _ = read_text(tmp_path, "v;w\n" + "".join(f"{cell};x\n" for cell in cells))
    assert result.how.decimal == decimal
    assert result.table.values("v").tolist() == numbers


def test_that_an_open_decimal_mark_is_said(tmp_path: Path) -> None:
    result, notices = read_text(tmp_path, "v;w\n1,234;x\n2,345;y\n")
    assert result.table.values("v").tolist() == [1.234, 2.345]
    assert codes(notices) == ["data.decimal_open"]
    result, _ = read_text(tmp_path, "v;w\n1,234;x\n2,345;y\n", decimal=".")
    assert result.table.values("v").tolist() == [1234.0, 2345.0]


def test_that_names_are_made_unique_and_never_empty(tmp_path: Path) -> None:
    result, notices = read_text(tmp_path, " a ,a,,a_2,b\n1,2,3,4,5\n")
    assert result.table.names == ("a", "a_3", "column_3", "a_2", "b")
    assert codes(notices) == ["data.header_repeated", "data.header_empty"]


def test_that_a_delimiter_at_the_end_of_every_line_makes_no_column(tmp_path: Path) -> None:
    result, notices = read_text(tmp_path, "a,b,\n1,2,\n3,4,\n")
    assert result.table.names == ("a", "b") and not notices


def test_that_a_file_without_names_keeps_its_first_row(tmp_path: Path) -> None:
    result, notices = read_text(tmp_path, "1,2\n3,4\n")
    assert result.table.names == ("column_1", "column_2")
    assert result.table.values("column_1").tolist() == [1.0, 3.0]
    assert result.table.lines is not None and result.table.lines.tolist() == [1, 2]
    assert codes(notices) == ["data.no_header"]


def test_that_a_title_above_the_header_is_left_out_and_said(tmp_path: Path) -> None:
    result, notices = read_text(tmp_path, "Sales report 2024\n\nregion,amount\nN,5\nS,6\n")
    assert result.table.names == ("region", "amount") and codes(notices) == ["data.lines_above_header"]
    assert result.table.lines is not None and result.table.lines.tolist() == [4, 5]


def test_that_a_title_filled_up_with_empty_cells_is_left_out(tmp_path: Path) -> None:
    result, notices = read_text(tmp_path, "Sales report,,\n,,\nregion,amount,year\nN,5,2020\nS,,\n,,\n,7,\n")
    assert result.table.names == ("region", "amount", "year") and codes(notices) == ["data.lines_above_header"]
    assert result.table.rows == 4 and notices[0].params["lines"] == 2


@pytest.mark.parametrize("text", [",price\na,5\nb,6\n", "a,b,c\n1,,\n,,2\n,3,\n", "a,,\n1,,\n,,\n"])
def test_that_names_with_gaps_are_not_taken_for_a_title(text: str, tmp_path: Path) -> None:
    result, _ = read_text(tmp_path, text)
    assert result.table.source_rows.tolist() == list(range(1, text.count("\n")))


def test_that_a_blank_line_is_no_record_but_an_empty_quoted_cell_is(tmp_path: Path) -> None:
    result, _ = read_text(tmp_path, 'name\nAnn\n\nBob\n""\n')
    assert result.table.values("name").fillna("?").tolist() == ["Ann", "Bob", "?"]
    assert result.table.lines is not None and result.table.lines.tolist() == [2, 4, 5]


def test_that_a_rare_line_separator_inside_a_cell_stays_there(tmp_path: Path) -> None:
    result, _ = read_text(tmp_path, "a,b\nx\x0by,1\nz\u2028w,2\n")
    assert result.table.values("a").tolist() == ["x\x0by", "z\u2028w"]


def _records(data: bytes, width: int) -> tuple[list[tuple[int, list[str]]], list[tuple[int, list[str]]]]:
    kept, misfits = [], []
    for block, _ in read_blocks(data, Dialect(","), width, line_start(data, 2), 2):
        cells = zip(*(column.to_pylist() for column in block.columns), strict=True)
        kept += [(int(number), list(row)) for number, row in zip(block.records, cells, strict=True)]
        misfits += [(misfit.record, list(misfit.cells)) for misfit in block.misfits]
    return kept, misfits
