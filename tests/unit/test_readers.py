"""Files in, tables out: the same values whatever the format, and a sentence for what isn't a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from awkward_files import WRITERS, hopeless_files, read, read_text, write_ods
from real_data import real_file

from core.base.errors import EpochalError
from core.base.progress import Early, Finished, Progress
from core.data.codec import table_to_bytes
from core.data.columns import Column, ColumnKind
from core.data.readers import read_file
from core.data.readers.early import FirstRows, SetAside
from core.data.readers.excel import _uncalculated

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
DAYS = ["2001-01-22", None, "2024-02-29", "1999-12-31T08:00:00", "2001-01-22"]
MIXED = pd.DataFrame(
    {
        "name": ["Jürgen", "Zoë, the 2nd", 'Ann "A" B', None, "Éva"] * 6,
        "size": [1.5, 0.1199999999999974, None, -2.25e-7, 1e21] * 6,
        "count": [0, 1, 2, 3, 12345] * 6,
        "day": pd.to_datetime(
            ["2001-01-22", None, "2024-02-29", "1999-12-31", "2001-01-22 10:30:00"] * 6, format="ISO8601"
        ),
        "sure": ["yes", "no", None, "no", "yes"] * 6,
        "paid": [True, False, True, False, True] * 6,
        "note": ["two\nlines", " padded ", "n/a", "-", "x;y|z\tw"] * 6,
        "zip": ["01234", "02345", "99999", None, "00001"] * 6,
        "half": ["1.5", "n/a", "2.25", "3", "4"] * 6,
    }
)


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "utf8.csv"])
def test_that_the_same_data_gives_the_same_table_whatever_the_file(name: str, tmp_path: Path) -> None:
    frame = MIXED if name != "old_mac.csv" else MIXED.assign(note="x")
    wanted, _ = read(_written(frame, tmp_path, "utf8.csv"))
    found, _ = read(_written(frame, tmp_path, name))
    pd.testing.assert_frame_equal(found.table.frame, wanted.table.frame, check_exact=True)
    assert [(c.name, c.kind, c.storage) for c in found.table.columns] == [
        (c.name, c.kind, c.storage) for c in wanted.table.columns
    ]
    assert found.table.source_rows.tolist() == wanted.table.source_rows.tolist()


def test_that_kinds_are_what_an_analyst_would_say(tmp_path: Path) -> None:
    table = read(_written(MIXED, tmp_path, "utf8.csv"))[0].table
    assert {column.name: str(column.kind) for column in table.columns} == {
        "name": "category", "size": "number", "count": "number", "day": "date", "sure": "yes_no", "paid": "yes_no",
        "note": "category", "zip": "category", "half": "text",
    }  # fmt: skip
    assert table.values("size")[1] == 0.1199999999999974
    assert table.values("half")[1] == "n/a"


@pytest.mark.parametrize("name", ["credit_data.csv", "breast_cancer.csv", "hpc_data.csv", "chicago_ridership.csv"])
def test_that_samples_read_the_same_from_german_csv_and_parquet(name: str, tmp_path: Path) -> None:
    wanted = read(SAMPLES / name)[0].table
    german, store = tmp_path / "german.csv", tmp_path / "store.parquet"
    wanted.frame.to_csv(german, sep=";", decimal=",", index=False, encoding="latin-1")
    wanted.frame.to_parquet(store, index=False)
    for path in (german, store):
        pd.testing.assert_frame_equal(read(path)[0].table.frame, wanted.frame, check_exact=True)


@pytest.mark.parametrize("name", ["ames.csv", "diamonds.csv", "credit_data.csv", "hpc_data.csv"])
def test_that_real_files_are_read_as_pandas_reads_them(name: str) -> None:
    result, notices = read(real_file(name))
    wanted = pd.read_csv(real_file(name), keep_default_na=False, na_values=[""])
    assert not notices and not result.rejected
    assert result.table.rows == len(wanted)
    for column in wanted:
        assert (result.table.frame[column].isna() == wanted[column].isna()).all()
        assert (result.table.frame[column].dropna() == wanted[column].dropna()).all()


def test_that_the_file_is_named_counted_and_hashed(tmp_path: Path) -> None:
    result, _ = read_text(tmp_path, "a,b\n1,x\n")
    assert (result.file_name, len(result.file_sha256)) == ("table.csv", 64)
    assert (result.how.format, result.how.encoding, result.how.delimiter, result.how.decimal) == (
        "csv", "utf-8", ",", ".",
    )  # fmt: skip


def test_that_reading_reports_progress_and_can_be_closed() -> None:
    events = read_file(SAMPLES / "diamonds.csv")
    assert isinstance(next(events), Progress)
    assert isinstance(next(events), Progress)
    events.close()  # type: ignore[attr-defined]
    kinds = [type(event) for event in read_file(SAMPLES / "diamonds.csv")]
    assert kinds.count(Progress) > 10 and kinds[-1] is Finished and kinds.count(Finished) == 1


def early(path: Path, kind: type) -> list[Any]:
    events = read_file(path)
    return [event.part for event in events if isinstance(event, Early) and isinstance(event.part, kind)]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_that_the_first_rows_come_early_as_they_will_be_read(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"many.{ending}"
    frame = pd.DataFrame({"n": np.arange(5000) * 1.5, "t": ["x", "y"] * 2500, "d": ["2024-01-31"] * 5000})
    frame.to_csv(path, index=False) if ending == "csv" else getattr(
        frame, {"xlsx": "to_excel", "parquet": "to_parquet"}[ending]
    )(path, index=False)
    first = early(path, FirstRows)
    assert len(first) == 1 and abs(first[0].about_rows - 5000) <= 1
    shown, whole = first[0].table(), read(path)[0].table
    pd.testing.assert_frame_equal(shown.frame, whole.frame.head(200))
    assert shown.source_rows.tolist() == whole.source_rows[:200].tolist()
    assert [column.kind for column in shown.columns] == [column.kind for column in whole.columns]


def test_that_first_rows_come_before_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "12345678,some words\n" * 200_000, encoding="utf-8")
    done = 0
    for event in read_file(path):
        if isinstance(event, Progress):
            done = event.done
        if isinstance(event, Early):
            assert isinstance(event.part, FirstRows) and 0 < done < path.stat().st_size / 4
            assert abs(event.part.about_rows - 200_000) < 2_000
            break


def test_that_rows_that_are_set_aside_and_kinds_come_early(tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text("a,b\n1,x\n2\n3,y,z\n", encoding="utf-8")
    aside = early(path, SetAside)
    assert [row.source_row for part in aside for row in part.rows] == [2, 3] and aside[0].columns == 2
    assert [(column.name, str(column.kind)) for column in early(path, Column)] == [("a", "number"), ("b", "category")]


def test_that_hopeless_files_are_refused_in_a_sentence(tmp_path: Path) -> None:
    for name, code in hopeless_files(tmp_path).items():
        with pytest.raises(EpochalError) as caught:
            read(tmp_path / name)
        assert caught.value.code == code, name
        assert name in str(caught.value) and str(caught.value).endswith(".")


def test_that_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "data.file_missing"), (tmp_path, "data.is_a_folder")):
        with pytest.raises(EpochalError) as caught:
            read(path)
        assert caught.value.code == code


def test_that_a_forbidden_file_is_said_to_be_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.csv"
    path.write_text("a\n1\n")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(EpochalError) as caught:
        read(path)
    assert caught.value.code == "data.no_permission"


def test_that_a_workbook_is_read_from_where_its_table_starts(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    rows = [["a", "b"], [1, "x"], [None, None], [3, "y"], [None, None]]
    _workbook(path, {"Sheet": [[]] * 4 + [[None, None, *row] for row in rows]})
    table = read(path)[0].table
    assert table.lines is not None and table.lines.tolist() == [6, 7, 8]
    assert table.source_rows.tolist() == [1, 2, 3]
    assert table.values("a").tolist()[::2] == [1.0, 3.0] and np.isnan(table.values("a")[1])


def test_that_the_first_filled_sheet_is_read_unless_one_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    _workbook(path, {"Empty": [], "May": [["a"], [1]], "June": [["b"], [2]]})
    result, notices = read(path)
    assert (result.how.sheet, result.how.sheets) == ("May", ("Empty", "May", "June"))
    assert [notice.code for notice in notices] == ["data.other_sheets"]
    assert notices[0].place.sheet is None, "“also has June (sheet May)” would be read as a place of June"
    assert read(path, sheet="june")[0].table.names == ("b",)
    with pytest.raises(EpochalError) as caught:
        read(path, sheet="July")
    assert caught.value.code == "data.sheet_not_found" and "Empty, May, June" in str(caught.value)


def test_that_an_open_document_is_read(tmp_path: Path) -> None:
    write_ods(tmp_path / "book.ods", [["cut", "size"], ["Ideal", 1.5], ["Good", 0.1199999999999974]])
    result, _ = read(tmp_path / "book.ods")
    assert (result.how.format, result.how.sheet) == ("ods", "One")
    assert result.table.frame.to_dict("list") == {"cut": ["Ideal", "Good"], "size": [1.5, 0.1199999999999974]}


def test_that_error_cells_become_missing_and_are_named(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["v", "w"], [1, "#N/A"], [2, 3]):
        sheet.append(row)
    sheet["B2"].data_type = "e"
    book.save(path)
    result, notices = read(path)
    assert result.table.column("w").kind is ColumnKind.NUMBER
    assert [(notice.code, notice.params["cells"]) for notice in notices] == [("data.error_cells", "B2")]


def test_that_formulas_without_a_result_are_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    _workbook(path, {"Sheet": [["v", "w", "x"], [1, "=A2*2", "=IF(A2>1,A2,0)"], [2, "=A3*2", 5]]})
    result, notices = read(path)
    assert result.table.values("w").isna().all() and result.table.values("x").tolist()[1] == 5.0
    assert [(notice.code, notice.params["count"], notice.params["cells"]) for notice in notices] == [
        ("data.formulas_without_results", 3, "B2, C2, B3")
    ]


def test_that_formulas_with_a_result_or_an_empty_text_are_not_named() -> None:
    cells = (
        '<c r="A1"><f>B1*2</f><v>4</v></c><c r="A2" t="str"><f>IF(B1,"","x")</f><v></v></c>'
        '<c r="A3" s="1"><f t="shared" si="0"/><v>7</v></c><c r="A4" s="1"><f t="shared" si="0"/></c>'
    )
    assert _uncalculated(cells.encode()) == [b"A4"]


def test_that_a_title_above_the_table_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    _workbook(path, {"Sheet": [["Sales 2024"], [], ["region", "amount"], ["N", 5], ["S", 6]]})
    result, notices = read(path)
    assert result.table.names == ("region", "amount")
    assert result.table.lines is not None and result.table.lines.tolist() == [4, 5]
    assert [notice.code for notice in notices] == ["data.lines_above_header"]


def test_that_a_title_above_the_middle_of_a_table_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    _workbook(path, {"Sheet": [["", "", "Sales 2024"], ["region", "amount", "year"], ["N", 5, 2024], ["S", 6, 2024]]})
    assert read(path)[0].table.names == ("region", "amount", "year")


def test_that_parquet_types_end_as_their_csv_would(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "level": pd.Categorical(["a", "b", None]),
            "flag": [True, False, None],
            "whole": pd.array([1, 2, None], dtype="Int64"),
            "long": [2**60, 2**60 + 1, 5],
            "narrow": np.array([0.1, np.nan, 3], dtype=np.float32),
            "longer": [2**53 + 1, 2**53, 0],
            "blank": ["", " ", "x"],
        }
    )
    frame.to_parquet(tmp_path / "store.parquet")
    table = read(tmp_path / "store.parquet")[0].table
    assert table.values("flag").tolist()[:2] == ["True", "False"]
    assert table.values("long").tolist() == ["1152921504606846976", "1152921504606846977", "5"]
    assert table.values("longer").tolist() == ["9007199254740993", "9007199254740992", "0"]
    assert table.values("narrow")[0] == 0.1
    assert table.values("blank").isna().tolist() == [True, True, False]
    assert table.column("whole").kind is ColumnKind.NUMBER


@pytest.mark.parametrize("width", [np.float16, np.float32, np.float64])
def test_that_infinite_numbers_in_parquet_are_missing_and_counted(width: type[np.floating], tmp_path: Path) -> None:
    pd.DataFrame({"v": np.array([1.5, np.inf, -np.inf, np.nan], dtype=width)}).to_parquet(tmp_path / "store.parquet")
    result, notices = read(tmp_path / "store.parquet")
    assert result.table.values("v").isna().tolist() == [False, True, True, True]
    assert [(notice.code, notice.params["count"]) for notice in notices] == [("data.infinite_values", 2)]


def test_that_parquet_names_are_names_whatever_they_are(tmp_path: Path) -> None:
    pd.DataFrame({"names": [1], "2020": [2]}).to_parquet(tmp_path / "store.parquet")
    result, notices = read(tmp_path / "store.parquet")
    assert result.table.names == ("names", "2020") and not notices


def test_that_texts_stored_as_bytes_are_read(tmp_path: Path) -> None:
    pd.DataFrame({"v": ["Zoë".encode(), None, b"x"]}).to_parquet(tmp_path / "store.parquet")
    assert read(tmp_path / "store.parquet")[0].table.values("v").tolist()[::2] == ["Zoë", "x"]
    pd.DataFrame({"v": [b"\xff\xfe", b"x"]}).to_parquet(tmp_path / "store.parquet")
    with pytest.raises(EpochalError) as caught:
        read(tmp_path / "store.parquet")
    assert caught.value.code == "data.nested_column"


def test_that_lists_in_parquet_are_refused_by_name(tmp_path: Path) -> None:
    pd.DataFrame({"tags": [[1], [2]]}).to_parquet(tmp_path / "store.parquet")
    with pytest.raises(EpochalError) as caught:
        read(tmp_path / "store.parquet")
    assert caught.value.code == "data.nested_column" and "tags" in str(caught.value)


def test_that_a_damaged_sheet_inside_a_whole_workbook_is_a_sentence(tmp_path: Path) -> None:
    import zipfile

    whole, cut = tmp_path / "whole.xlsx", tmp_path / "cut.xlsx"
    MIXED.to_excel(whole, index=False)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(cut, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    with pytest.raises(EpochalError) as caught:
        read(cut)
    assert caught.value.code == "data.damaged_file"


def test_that_equal_tables_have_equal_bytes(tmp_path: Path) -> None:
    first = read(_written(MIXED, tmp_path, "utf8.csv"))[0].table
    second = read(_written(MIXED, tmp_path, "utf16.csv"))[0].table
    assert table_to_bytes(first) == table_to_bytes(second)


def _written(frame: pd.DataFrame, folder: Path, name: str) -> Path:
    WRITERS[name](frame, folder / name)
    return folder / name


def _workbook(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
