"""Sentences of the room `export`."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    "export.unknown_format": Wording(
        QT_TRANSLATE_NOOP("wording", "Epochal can't write a file that ends in “{ending}”"),
        QT_TRANSLATE_NOOP("wording", "choose a name that ends in one of {endings}"),
    ),
    "export.folder_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "The folder {folder} doesn't exist"),
        QT_TRANSLATE_NOOP("wording", "make it first, or choose another"),
    ),
    "export.is_folder": Wording(
        QT_TRANSLATE_NOOP("wording", "There is a folder of this name"),
        QT_TRANSLATE_NOOP("wording", "choose another name for the file"),
    ),
    "export.exists": Wording(
        QT_TRANSLATE_NOOP("wording", "A file of this name exists already"),
        QT_TRANSLATE_NOOP("wording", "choose another name, or say that it is to be replaced"),
    ),
    "export.read_only": Wording(
        QT_TRANSLATE_NOOP("wording", "The file can't be written: it or its folder {folder} is write-protected"),
        QT_TRANSLATE_NOOP("wording", "choose a folder where you can write, or close the program that has it open"),
    ),
    "export.disk_full": Wording(
        QT_TRANSLATE_NOOP("wording", "The disk is full, so nothing was written in {folder}"),
        QT_TRANSLATE_NOOP("wording", "free some space, or choose another disk"),
    ),
    "export.cannot_write": Wording(
        QT_TRANSLATE_NOOP("wording", "The file couldn't be written in {folder} ({reason})"),
        QT_TRANSLATE_NOOP("wording", "check the disk or the network and try again, or choose another folder"),
    ),
    "export.too_many_rows": Wording(
        QT_TRANSLATE_NOOP("wording", "An Excel sheet holds {most:,} rows, and there are {rows:,}"),
        QT_TRANSLATE_NOOP("wording", "choose a name that ends in .csv or .parquet"),
    ),
    "export.too_many_columns": Wording(
        QT_TRANSLATE_NOOP("wording", "An Excel sheet holds {most:,} columns, and there are {columns:,}"),
        QT_TRANSLATE_NOOP("wording", "choose a name that ends in .csv or .parquet"),
    ),
    "export.text_too_long": Wording(
        QT_TRANSLATE_NOOP("wording", "An Excel cell holds {most:,} characters, and this text is longer"),
        QT_TRANSLATE_NOOP("wording", "choose a name that ends in .csv or .parquet"),
    ),
}
