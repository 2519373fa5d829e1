"""The form of a sentence, and the mark by which the translator's tool finds it."""

from __future__ import annotations

from dataclasses import dataclass


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for translation without translating it; pyside6-lupdate finds this function by its name."""
    del context
    return text


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in two halves with `{blanks}`, neither ending in a full stop: what happened, and what to do."""

    what: str
    todo: str = ""
