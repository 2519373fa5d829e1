"""Exported predictions: every row, as it was, in three formats."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from core.base.errors import EpochalError
from core.base.wording import sentence
from core.export.predictions import write_predictions, writing
from core.export.rows import rows_of


def sample() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rooms": [3.0, np.nan, 20.0],
            "area": [70.5, 20.0, 1e16],
            "town": pd.Series(["Delft", None, 'Ede, "west"'], dtype="str"),
            "sold": pd.to_datetime(["2026-01-31", None, "2026-02-01"]).astype("datetime64[us]"),
            "seen": pd.to_datetime(["2026-01-31 08:30:00", "2026-02-01 00:00:00", None]).astype("datetime64[us]"),
            "prediction": np.array(["good", None, "bad"], dtype=object),
            "probability_good": np.array([0.1, np.nan, 0.25], dtype=np.float32),
            "status": ["ok", "failed: no value", "check: new"],
        }
    )


def read_excel(path: Path) -> pd.DataFrame:
    return pd.read_excel(path, engine="calamine")


def cells(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


def test_that_csv_keeps_numbers_dates_texts_and_blanks_as_a_person_wrote_them(tmp_path: Path) -> None:
    write_predictions(sample(), tmp_path / "out.csv", force=False)
    assert cells(tmp_path / "out.csv") == [
        ["rooms", "area", "town", "sold", "seen", "prediction", "probability_good", "status"],
        ["3", "70.5", "Delft", "2026-01-31", "2026-01-31 08:30:00", "good", "0.1", "ok"],
        ["", "20", "", "", "2026-02-01 00:00:00", "", "", "failed: no value"],
        ["20", "1e+16", 'Ede, "west"', "2026-02-01", "", "bad", "0.25", "check: new"],
    ]
    assert b"\r" not in (tmp_path / "out.csv").read_bytes()


def test_that_csv_keeps_line_breaks_and_quotes_inside_a_cell(tmp_path: Path) -> None:
    texts = ["two\nlines", "carriage\r\nreturn", 'say "hi"', " padded ", "comma, comma", "=1+1", "žluťoučký 馬"]
    write_predictions(pd.DataFrame({"text": texts}), tmp_path / "out.csv", force=False)
    assert cells(tmp_path / "out.csv") == [["text"], *([text] for text in texts)]


def test_that_a_row_without_any_value_is_still_a_row(tmp_path: Path) -> None:
    write_predictions(pd.DataFrame({"a": [1.0, np.nan, 2.0]}), tmp_path / "out.csv", force=False)
    assert cells(tmp_path / "out.csv") == [["a"], ["1"], [""], ["2"]]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=20))
def test_that_every_float_is_read_back_exactly(tmp_path_factory: pytest.TempPathFactory, numbers: list[float]) -> None:
    path = tmp_path_factory.mktemp("csv") / "out.csv"
    write_predictions(pd.DataFrame({"number": numbers}), path, force=False)
    assert [float(text) for (text,) in cells(path)[1:]] == numbers


def test_that_a_large_frame_comes_out_whole_and_in_order(tmp_path: Path) -> None:
    frame = pd.DataFrame({"row": np.arange(45_000), "half": np.arange(45_000) / 2})
    write_predictions(frame, tmp_path / "out.csv", force=False)
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "out.csv"), frame)


def test_that_excel_gets_numbers_dates_texts_and_blanks_as_what_they_are(tmp_path: Path) -> None:
    write_predictions(sample(), tmp_path / "out.xlsx", force=False)
    sheet = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("Predictions")
    header, first, second, third = sheet.to_python()
    assert header == list(sample().columns)
    assert [str(value) for value in first[:5]] == ["3.0", "70.5", "Delft", "2026-01-31", "2026-01-31 08:30:00"]
    assert (first[6], second[0], second[2], second[3], second[5]) == (pytest.approx(0.1), "", "", "", "")
    assert third[:3] == [20.0, 1e16, 'Ede, "west"']


def test_that_excel_has_a_bold_frozen_header_and_dates_without_needless_times(tmp_path: Path) -> None:
    write_predictions(sample(), tmp_path / "out.xlsx", force=False)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Predictions"]
    assert sheet.freeze_panes == "A2" and sheet["A1"].font.bold and not sheet["A2"].font.bold
    assert (sheet["D2"].number_format, sheet["E2"].number_format) == ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss")


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "http://example.org", "{=A1}", "0012", "+1", "@x"])
def test_that_a_text_never_becomes_a_formula_a_link_or_a_number_in_excel(tmp_path: Path, text: str) -> None:
    write_predictions(pd.DataFrame({text: [text]}), tmp_path / "out.xlsx", force=False)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Predictions"]
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


MARKUP = "<r><t>rich</t></r>"
ODD = ["a & b < c > d", MARKUP, " edge ", "two\nlines", "nul \x00 bell \x07", "_x000D_", 'say "hi"', "\ufffe", "馬"]


@pytest.mark.parametrize("text", ODD)
def test_that_no_text_is_markup_and_no_sign_breaks_a_workbook(tmp_path: Path, text: str) -> None:
    write_predictions(pd.DataFrame({MARKUP: [text], "b": [text]}), tmp_path / "out.xlsx", force=False)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book["Predictions"]["A1"].value == MARKUP
    assert [unescape(cell.value) for cell in book["Predictions"][2]] == [text, text]
    (header, row) = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("Predictions").to_python()
    assert header == [MARKUP, "b"] and row[0] == row[1] and str(row[0])


def test_that_a_workbook_is_written_part_by_part_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pd.concat([sample()] * 5, ignore_index=True)
    write_predictions(frame, tmp_path / "whole.xlsx", force=False)
    monkeypatch.setattr("core.export.excel_file.BLOCK_ROWS", 4)
    steps = writing(rows_of(frame), tmp_path / "parts.xlsx", force=False)
    assert [event.done for event in steps] == [4, 8, 12, 15]
    monkeypatch.setattr("core.export.excel_file.LARGE_BYTES", 1)
    write_predictions(frame, tmp_path / "large.xlsx", force=False)
    whole, parts, large = (read_excel(tmp_path / f"{name}.xlsx") for name in ("whole", "parts", "large"))
    pd.testing.assert_frame_equal(whole, parts)
    pd.testing.assert_frame_equal(whole, large)
    sheet = openpyxl.load_workbook(tmp_path / "parts.xlsx")["Predictions"]
    assert sheet.dimensions == "A1:H16" and sheet["D14"].number_format == "yyyy-mm-dd"


def test_that_excel_gets_as_text_what_its_cells_cannot_hold(tmp_path: Path) -> None:
    old = pd.Series(["1815-06-18", "2026-01-01"]).astype("datetime64[us]")
    frame = pd.DataFrame({"old": old, "big": [2**53 + 1, 7], "far": [np.inf, 1.0], "yes": [True, False]})
    write_predictions(frame, tmp_path / "out.xlsx", force=False)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Predictions"]
    assert [cell.value for cell in sheet[2]] == ["1815-06-18", "9007199254740993", "inf", True]
    assert [cell.data_type for cell in sheet[3]] == ["d", "n", "n", "b"]


def test_that_dates_of_any_year_are_written(tmp_path: Path) -> None:
    far = pd.Series(np.array(["20000-01-01", "9999-12-31", "0044-03-15", "NaT"], "datetime64[us]"))
    frame = pd.DataFrame({"day": far, "time": far + np.timedelta64(90, "m")})
    for ending in ("csv", "xlsx", "parquet"):
        write_predictions(frame, tmp_path / f"out.{ending}", force=False)
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines()[1:] == [
        "20000-01-01,20000-01-01 01:30:00",
        "9999-12-31,9999-12-31 01:30:00",
        "0044-03-15,0044-03-15 01:30:00",
        ",",
    ]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Predictions"]
    assert [cell.value for cell in sheet["A"]][1] == "20000-01-01" and sheet["A3"].data_type == "d"
    assert sheet["B4"].value == "0044-03-15 01:30:00"


def test_that_parquet_keeps_types_and_missing_values(tmp_path: Path) -> None:
    write_predictions(sample(), tmp_path / "out.parquet", force=False)
    back = pd.read_parquet(tmp_path / "out.parquet")
    assert list(back.columns) == list(sample().columns)
    assert back["rooms"].dtype == np.float64 and back["probability_good"].dtype == np.float32
    assert back["sold"].dtype == "datetime64[us]" and list(back["town"].isna()) == [False, True, False]
    pd.testing.assert_series_equal(back["area"], sample()["area"])


def test_that_parquet_names_two_columns_of_one_name_apart(tmp_path: Path) -> None:
    frame = pd.DataFrame([[1, 2, 3]], columns=["a", "a", "a (2)"])
    write_predictions(frame, tmp_path / "out.parquet", force=False)
    assert list(pd.read_parquet(tmp_path / "out.parquet").columns) == ["a", "a (2)", "a (2) (2)"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_that_a_frame_without_rows_is_a_header(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out{ending}"
    write_predictions(sample().head(0), path, force=False)
    read: dict[str, Any] = {".csv": pd.read_csv, ".xlsx": read_excel, ".parquet": pd.read_parquet}
    assert list(read[ending](path).columns) == list(sample().columns)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".CSV"])
def test_that_an_existing_file_is_replaced_only_when_told(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out{ending}"
    path.write_bytes(b"precious")
    with pytest.raises(EpochalError) as caught:
        write_predictions(sample(), path, force=False)
    assert caught.value.code == "export.exists" and path.read_bytes() == b"precious"
    write_predictions(sample(), path, force=True)
    assert path.read_bytes() != b"precious" and [file.name for file in tmp_path.iterdir()] == [path.name]


def test_that_the_sentences_say_what_where_and_what_next(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    cases = {
        tmp_path / "out.pdf": "export.unknown_format",
        tmp_path / "out": "export.unknown_format",
        tmp_path / "nowhere" / "out.csv": "export.folder_missing",
        tmp_path / "folder.csv": "export.is_folder",
    }
    for path, code in cases.items():
        with pytest.raises(EpochalError) as caught:
            write_predictions(sample(), path, force=True)
        assert caught.value.code == code
        assert path.name in sentence(caught.value) and ": " in sentence(caught.value)


def test_that_excel_refuses_more_rows_than_a_sheet_holds(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": np.zeros(1_048_576, np.int8)})
    with pytest.raises(EpochalError) as caught:
        write_predictions(frame, tmp_path / "out.xlsx", force=False)
    assert caught.value.code == "export.too_many_rows" and "1,048,575" in sentence(caught.value)
    assert not list(tmp_path.iterdir())


def test_that_excel_refuses_a_text_it_would_cut(tmp_path: Path) -> None:
    frame = pd.DataFrame({"note": ["short", "x" * 32_768]})
    with pytest.raises(EpochalError) as caught:
        write_predictions(frame, tmp_path / "out.xlsx", force=False)
    assert (caught.value.code, caught.value.place.row, caught.value.place.column) == ("export.text_too_long", 2, "note")
    write_predictions(frame, tmp_path / "out.csv", force=False)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_that_a_number_in_a_workbook_is_the_number_to_the_bit(numbers: list[float]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        write_predictions(pd.DataFrame({"prediction": numbers}), path, force=False)
        sheet = openpyxl.load_workbook(path)["Predictions"]
        assert [float(cell.value) for cell in sheet["A"][1:]] == numbers
