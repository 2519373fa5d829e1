"""Sentences of the room `gui`."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    "gui.run_active": Wording(
        QT_TRANSLATE_NOOP("wording", "A run is training and writes to the project where it is now"),
        QT_TRANSLATE_NOOP("wording", "wait for its end, or stop it and keep its best epoch, then save again"),
    ),
    "gui.several_files": Wording(
        QT_TRANSLATE_NOOP("wording", "{count} files were dropped at once"),
        QT_TRANSLATE_NOOP("wording", "drop one file at a time"),
    ),
    "gui.not_a_file": Wording(
        QT_TRANSLATE_NOOP("wording", "What was dropped is not a file on this computer"),
        QT_TRANSLATE_NOOP("wording", "save it as a file first, then drop the file"),
    ),
    "gui.recent_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” was moved or deleted"),
        QT_TRANSLATE_NOOP("wording", "find it with Open project…"),
    ),
}
