"""One table in many files, and files that no table can come from."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from core.base.notices import Notice
from core.base.progress import Finished, Warned
from core.data.readers import read_file
from core.data.readers.options import ReadOptions, ReadResult

Writer = Callable[[pd.DataFrame, Path], None]


def _csv(name: str, **how: object) -> tuple[str, Writer]:
    return name, lambda frame, path: frame.to_csv(path, index=False, **how)  # type: ignore[call-overload]


WRITERS: dict[str, Writer] = dict(
    (
        _csv("utf8.csv", encoding="utf-8"),
        _csv("utf8_bom.csv", encoding="utf-8-sig"),
        _csv("utf16.csv", encoding="utf-16"),
        _csv("utf16_no_bom.csv", encoding="utf-16-le"),
        _csv("german.csv", encoding="latin-1", sep=";", decimal=","),
        _csv("tabs.tsv", sep="\t"),
        _csv("bars.txt", sep="|"),
        _csv("quoted.csv", quoting=1),
        _csv("windows.csv", lineterminator="\r\n"),
        _csv("old_mac.csv", lineterminator="\r"),
        ("book.xlsx", lambda frame, path: frame.to_excel(path, index=False, engine="openpyxl")),
        ("store.parquet", lambda frame, path: frame.to_parquet(path, index=False)),
    )
)


def read(path: Path, **options: str) -> tuple[ReadResult, list[Notice]]:
    """The result and what was said on the way."""
    notices: list[Notice] = []
    for event in read_file(path, ReadOptions(**options)):
        if isinstance(event, Warned):
            notices.append(event.notice)
        if isinstance(event, Finished):
            return event.result, notices
    raise AssertionError("the reader ended without Finished")


def read_text(folder: Path, text: str | bytes, **options: str) -> tuple[ReadResult, list[Notice]]:
    """The same for a text in a file of its own."""
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, **options)


def write_ods(path: Path, rows: list[list[str | float]]) -> None:
    """A minimal OpenDocument spreadsheet of one sheet."""
    cells = {
        str: '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>',
        float: '<table:table-cell office:value-type="float" office:value="{}"/>',
    }
    body = "".join(
        "<table:table-row>" + "".join(cells[type(cell)].format(cell) for cell in row) + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="One">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)


def hopeless_files(folder: Path) -> dict[str, str]:
    """Files that hold no table, by name, with the code of the error that says so."""
    workbook = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    contents = {
        "empty.csv": (b"", "data.empty_file"),
        "blank.csv": (b"\n\n  \n", "data.empty_file"),
        "header_only.csv": (b"a,b,c\n", "data.header_only"),
        "all_ragged.csv": (b"a,b\n1\n2\n3\n", "data.every_row_misfits"),
        "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "data.not_a_table"),
        "program.xlsx": (b"MZ\x90\0\x03\0", "data.not_a_table"),
        "archive.xlsx": (b"PK\x05\x06" + bytes(18), "data.not_a_table"),
        "page.xls": (b"<html><table></table></html>", "data.not_a_table"),
        "tree.json": (b'{"a": 1}', "data.not_a_table"),
        "noise.csv": (bytes(range(1, 128)) * 20 + b"\xff", "data.binary"),
        "zeros.csv": (b"a,b\n1,2\0\0\0\0\0\0\n", "data.binary"),
        "project.epochal": (b"SQLite format 3\0" + bytes(100), "data.is_a_project"),
        "locked.epochal": (os.urandom(200), "data.is_a_project"),
        "database.csv": (b"SQLite format 3\0" + bytes(100), "data.is_a_database"),
        "locked.xlsx": (workbook + "EncryptedPackage".encode("utf-16-le"), "data.password_protected"),
        "damaged.xls": (workbook, "data.damaged_file"),
        "damaged.parquet": (b"PAR1" + bytes(50) + b"PAR1", "data.damaged_file"),
        "cut.xlsx": (b"PK\x03\x04" + bytes(50), "data.damaged_file"),
    }
    for name, (content, _) in contents.items():
        (folder / name).write_bytes(content)
    return {name: code for name, (_, code) in contents.items()}
