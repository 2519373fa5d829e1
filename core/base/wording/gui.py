"""Sentences of the room `gui`."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    "gui.chart_not_saved": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” could not be written ({why})"),
        QT_TRANSLATE_NOOP("wording", "choose another folder or free some space"),
    ),
}
