"""The file itself: what it is by its content, its bytes, and the plain reasons why it can't be read at all."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from core.base.errors import EpochalError, Place
from core.base.names import shown

PROJECT_ENDING = ".epochal"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
    (b"\x89HDF", "an HDF5 file"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"ARROW1", "an Arrow or Feather file"),
    (b"RDX", "an R data file"),
    (b"{\\rtf", "an RTF document"),
)
TEXTUAL: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"{", "a JSON file"),
    (b"[{", "a JSON file"),
)


@dataclass(frozen=True)
class Origin:
    """A file in memory. `format` is csv (any delimited text), xlsx, xls, ods or parquet."""

    path: Path
    format: str
    data: bytes
    sha256: str

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return shown(self.path.name)

    @property
    def place(self) -> Place:
        """For messages."""
        return Place(file=self.name)


def open_origin(path: Path) -> Origin:
    """Read the bytes and tell the format by content. Raises EpochalError data.* for what isn't a table."""
    place = Place(file=shown(path.name))
    data = _bytes(path, place)
    if not data:
        raise EpochalError("data.empty_file", {}, place)
    return Origin(path, _format(data, path, place), data, hashlib.sha256(data).hexdigest())


def _bytes(path: Path, place: Place) -> bytes:
    folder = shown(path.absolute().parent)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise EpochalError("data.file_missing", {"folder": folder}, place) from error
    except IsADirectoryError as error:
        raise EpochalError("data.is_a_folder", {}, place) from error
    except PermissionError as error:
        if path.is_dir():  # Windows says "permission denied" for a folder
            raise EpochalError("data.is_a_folder", {}, place) from error
        raise EpochalError("data.no_permission", {"folder": folder}, place) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise EpochalError("data.cannot_read", {"folder": folder, "detail": detail}, place) from error


def _format(data: bytes, path: Path, place: Place) -> str:
    if data.startswith(b"SQLite format 3\0"):
        project = path.suffix.lower() == PROJECT_ENDING
        raise EpochalError("data.is_a_project" if project else "data.is_a_database", {}, place)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path, place)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise EpochalError("data.password_protected", {}, place)
        return "xls"
    if data.startswith(b"PAR1"):
        return "parquet"
    if path.suffix.lower() == PROJECT_ENDING:
        raise EpochalError("data.is_a_project", {}, place)
    _refuse_foreign(data, place)
    return "csv"


def _zipped(path: Path, place: Place) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype").strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, KeyError, RuntimeError) as error:
        if path.suffix.lower() in (".xlsx", ".xlsm", ".xlsb", ".ods"):
            raise EpochalError("data.damaged_file", {"format": "Excel or ODS", "detail": str(error)}, place) from error
        raise EpochalError("data.not_a_table", {"what": "a ZIP archive"}, place) from error
    if any(name.startswith("xl/workbook.") for name in names):
        return "xlsx"
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    if any(name.startswith(("word/", "ppt/")) for name in names) or b"opendocument" in kind:
        raise EpochalError("data.not_a_table", {"what": "a text document or a presentation"}, place)
    raise EpochalError("data.not_a_table", {"what": "a ZIP archive"}, place)


def _refuse_foreign(data: bytes, place: Place) -> None:
    for start, what in FOREIGN:
        if data.startswith(start) and (start != b"MZ" or b"\0" in data[:4096]):
            raise EpochalError("data.not_a_table", {"what": what}, place)
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for start, what in TEXTUAL:
        if head.startswith(start):
            raise EpochalError("data.not_a_table", {"what": what}, place)
