"""Every saved state of the document, in order; the last one is the present.

A state is stored with a label: what the person had done, in their words. Of a step that was undone the label begins
with `UNDONE`, a word of the file format and never shown; whoever shows the entry says it in the person's language.

Why not a column of its own (2026-11-25): it would be a schema of its own, and a project of the present schema in a
folder that can't be written could no longer be opened. Where a person's words begin like that, `DONE` comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import apsw

from core.base.errors import EpochalError
from core.project import blobs, checked
from core.project.codec import from_text, to_text
from core.project.connection import select
from core.project.document import Document, document_from_json, document_to_json
from core.project.times import now

UNDONE, DONE = "Undo: ", "Do: "


class StepKind(StrEnum):
    """How a state came to be: by a step, or by taking one back."""

    DONE = "done"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One saved state: when, and what the person had done, or undone. `sha256` is that of the document's JSON text."""

    number: int
    saved_at: str
    label: str
    sha256: str
    kind: StepKind = StepKind.DONE


def save(connection: apsw.Connection, document: Document, label: str, kind: StepKind = StepKind.DONE) -> None:
    """Make this the present document; saving what is already present adds nothing."""
    sha256 = blobs.put(connection, to_text(document_to_json(document)).encode(), "document")
    if sha256 != _present(connection):
        row = (now(), _to_stored(label, kind), sha256)
        connection.execute("INSERT INTO history (saved_at, label, document) VALUES (?, ?, ?)", row)


def present_document(connection: apsw.Connection) -> Document:
    """The document as it was last saved. Raises EpochalError project.* when it can't be read."""
    sha256 = _present(connection)
    if sha256 is None:
        raise EpochalError("project.bad_value", {"field": "history"})
    return document_at(connection, sha256)


def document_at(connection: apsw.Connection, sha256: str) -> Document:
    """The document of one history entry."""
    return document_from_json(from_text(blobs.get(connection, sha256), "document"))


def entries(connection: apsw.Connection, most: int | None = None) -> tuple[HistoryEntry, ...]:
    """All saved states, or the last `most`, oldest first."""
    limit = -1 if most is None else most  # SQLite's word for "no limit"
    rows = connection.execute("SELECT id, saved_at, label, document FROM history ORDER BY id DESC LIMIT ?", (limit,))
    newest_first = [
        HistoryEntry(
            checked.whole(number, "history.id"),
            checked.text(saved_at, "history.saved_at"),
            words,
            checked.sha256(sha256, "history.document"),
            kind,
        )
        for number, saved_at, label, sha256 in rows
        for words, kind in [_from_stored(checked.text(label, "history.label"))]
    ]
    return tuple(reversed(newest_first))


def _to_stored(words: str, kind: StepKind) -> str:
    if kind is StepKind.UNDONE:
        return UNDONE + words
    return DONE + words if words.startswith((UNDONE, DONE)) else words


def _from_stored(label: str) -> tuple[str, StepKind]:
    if label.startswith(UNDONE):
        return label.removeprefix(UNDONE), StepKind.UNDONE
    return label.removeprefix(DONE), StepKind.DONE


def _present(connection: apsw.Connection) -> str | None:
    found = select(connection, "SELECT document FROM history ORDER BY id DESC LIMIT 1")
    return checked.sha256(found[0][0], "history.document") if found else None
