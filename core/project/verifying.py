"""Read the whole file and say what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

import apsw

from core.base.errors import EpochalError
from core.base.notices import Notice, Severity
from core.project import blobs, checked, history, run_rows
from core.project.connection import select

MOST_TOLD = 100


def verify(connection: apsw.Connection) -> list[Notice]:
    """What is wrong, at most 100 findings; empty when structure, references and every hash hold."""
    found: list[Notice] = []
    for finding in _findings(connection):
        found.append(finding)
        if len(found) >= MOST_TOLD:
            break
    return found


def _findings(connection: apsw.Connection) -> Iterator[Notice]:
    for check in (_structure, _references, _content, _meaning):
        try:
            yield from check(connection)
        except apsw.CorruptError as error:
            yield _bad("project.damaged", detail=str(error))
        except EpochalError as error:
            yield Notice(error.code, error.params, error.place, Severity.BAD)


def _structure(connection: apsw.Connection) -> Iterator[Notice]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({MOST_TOLD})"):
        if line != "ok":
            yield _bad("project.damaged", detail=str(line))


def _references(connection: apsw.Connection) -> Iterator[Notice]:
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield _bad("project.reference_broken", table=str(table), parent=str(parent))


def _content(connection: apsw.Connection) -> Iterator[Notice]:
    for (sha256,) in select(connection, "SELECT sha256 FROM blobs ORDER BY sha256"):
        try:
            blobs.get(connection, checked.sha256(sha256, "blobs.sha256"))
        except EpochalError as error:
            yield Notice(error.code, error.params, error.place, Severity.BAD)


def _meaning(connection: apsw.Connection) -> Iterator[Notice]:
    history.present_document(connection)
    history.entries(connection)
    run_rows.all_runs(connection)
    yield from ()


def _bad(code: str, **params: object) -> Notice:
    return Notice(code, params, severity=Severity.BAD)
