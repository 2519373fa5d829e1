"""Code → sentence: what happened, where, what to do. One file per room, so that words live beside their kind.

Why (2026-11-24): the table is split by room rather than kept in one file, because every room adds sentences and a
reader wants those of one room together; codes carry the room's name ("data.empty_file").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Protocol

from core.base.errors import Place
from core.base.wording.filling import filled
from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

__all__ = ["QT_TRANSLATE_NOOP", "Wording", "all_wordings", "place_words", "sentence", "what_and_todo", "wording_of"]

ROOMS = ("data", "cleaning", "features", "nn", "training", "evaluation", "project", "export", "flow", "cli", "gui")
Translate = Callable[[str, str], str]


class Told(Protocol):
    """An error or a notice: anything with a code, params and a place."""

    @property
    def code(self) -> str: ...
    @property
    def params(self) -> Mapping[str, object]: ...
    @property
    def place(self) -> Place: ...


def untranslated(_context: str, text: str) -> str:
    """The English source text, for a terminal."""
    return text


def wording_of(code: str) -> Wording:
    """The words of one code. An unknown code is a bug: KeyError."""
    room = code.split(".", 1)[0]
    table: dict[str, Wording] = import_module(f"core.base.wording.{room}").SENTENCES
    return table[code]


def all_wordings() -> dict[str, Wording]:
    """Every declared sentence, for the tests and the translators."""
    merged: dict[str, Wording] = {}
    for room in ROOMS:
        merged.update(import_module(f"core.base.wording.{room}").SENTENCES)
    return merged


def place_words(place: Place, translate: Translate = untranslated) -> str:
    """ "sales.csv, sheet May, row 12, column price": the known parts, in reading order."""
    parts = []
    if place.file:
        parts.append(place.file)
    for value, words in (
        (place.sheet, QT_TRANSLATE_NOOP("place", "sheet {value}")),
        (place.line, QT_TRANSLATE_NOOP("place", "line {value}")),
        (place.row, QT_TRANSLATE_NOOP("place", "row {value}")),
        (place.column, QT_TRANSLATE_NOOP("place", "column “{value}”")),
        (place.rule, QT_TRANSLATE_NOOP("place", "rule {value}")),
        (place.setting, QT_TRANSLATE_NOOP("place", "setting {value}")),
    ):
        if value is not None:
            parts.append(translate("place", words).format(value=f"{value:,}" if isinstance(value, int) else value))
    return ", ".join(parts)


def what_and_todo(told: Told, translate: Translate = untranslated) -> tuple[str, str]:
    """The two halves, filled in: what happened, and what to do ("" when nothing needs doing)."""
    wording = wording_of(told.code)
    what = filled(translate("wording", wording.what), told.params)
    todo = filled(translate("wording", wording.todo), told.params) if wording.todo else ""
    return what, todo


def sentence(told: Told, translate: Translate = untranslated) -> str:
    """One sentence: "<what> (<where>): <what to do>." """
    what, todo = what_and_todo(told, translate)
    where = place_words(told.place, translate)
    text = f"{what} ({where})" if where else what
    return f"{text}: {todo}." if todo else f"{text}."
