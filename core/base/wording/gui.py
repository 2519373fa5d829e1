"""Sentences of the room `gui`."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    "gui.chart_not_saved": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” could not be written ({why})"),
        QT_TRANSLATE_NOOP("wording", "choose another folder or free some space"),
    ),
    "gui.no_table_copied": Wording(
        QT_TRANSLATE_NOOP("wording", "The clipboard holds no table"),
        QT_TRANSLATE_NOOP("wording", "copy cells together with the row that names them, then paste again"),
    ),
    "gui.paste_not_kept": Wording(
        QT_TRANSLATE_NOOP("wording", "The pasted table could not be kept in {folder} ({why})"),
        QT_TRANSLATE_NOOP("wording", "free some space there, then paste again"),
    ),
    "gui.run_active": Wording(
        QT_TRANSLATE_NOOP("wording", "A run is training and writes to the project where it is now"),
        QT_TRANSLATE_NOOP("wording", "wait for its end, or stop it and keep its best epoch, then save again"),
    ),
    "gui.import_active": Wording(
        QT_TRANSLATE_NOOP("wording", "A file is being read into the project where it is now"),
        QT_TRANSLATE_NOOP("wording", "wait until it is read, then save again"),
    ),
    "gui.run_not_left": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” was not opened, because a run was started meanwhile"),
        QT_TRANSLATE_NOOP("wording", "wait for its end, or stop it and keep its best epoch, then open again"),
    ),
    "gui.several_files": Wording(
        QT_TRANSLATE_NOOP("wording", "{count} files were dropped at once"),
        QT_TRANSLATE_NOOP("wording", "drop one file at a time"),
    ),
    "gui.not_a_file": Wording(
        QT_TRANSLATE_NOOP("wording", "What was dropped is not a file on this computer"),
        QT_TRANSLATE_NOOP("wording", "save it as a file first, then drop the file"),
    ),
    "gui.folder": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” is a folder"),
        QT_TRANSLATE_NOOP("wording", "open it and drop one of its files"),
    ),
    "gui.unknown_ending": Wording(
        QT_TRANSLATE_NOOP("wording", "Epochal can't read “{ending}” files"),
        QT_TRANSLATE_NOOP("wording", "drop an Excel, CSV, TSV, ODS or Parquet file, or an .epochal project"),
    ),
}
