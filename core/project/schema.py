"""Is this file an Epochal project, of which version, and exactly of the shape that `schema.sql` says?"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import apsw

from core.base.errors import EpochalError
from core.project.connection import header, select, transaction
from core.project.migrations import SCHEMA_VERSION

APPLICATION_ID = 0x4550434C  # "EPCL": bytes 68 to 71 of the file, so that `file` and others can tell it
SQLITE_MAGIC = b"SQLite format 3\0"
SCHEMA_ROWS = "SELECT type, name, tbl_name, sql FROM sqlite_schema"

Shape = frozenset[tuple[str, str, str, str | None]]


def make_schema(connection: apsw.Connection) -> None:
    """Make an empty project in a new database."""
    connection.pragma("auto_vacuum", "INCREMENTAL")  # can only be chosen now; lets a later version give space back
    with transaction(connection):
        connection.pragma("application_id", APPLICATION_ID)
        connection.pragma("user_version", SCHEMA_VERSION)
        connection.execute(schema_text())


def schema_text() -> str:
    """The text of `schema.sql`."""
    return files("core.project").joinpath("schema.sql").read_text(encoding="utf-8")


def version_of(connection: apsw.Connection, path: Path) -> int:
    """The schema version of a file that is a project.

    Raises EpochalError project.not_a_project, project.newer_version, project.cut_short, project.empty_file.
    """
    _check_length(connection, path)
    application, version = connection.pragma("application_id"), connection.pragma("user_version")
    if application != APPLICATION_ID or not 1 <= version < 2**31:
        raise EpochalError("project.empty_file" if path.stat().st_size == 0 else "project.not_a_project")
    if version > SCHEMA_VERSION:
        raise EpochalError("project.newer_version", {"version": version, "known": SCHEMA_VERSION})
    return int(version)


def check_shape(connection: apsw.Connection) -> None:
    """Raise EpochalError project.damaged unless the stored schema is word for word ours: no more, no less."""
    try:
        found: Shape = frozenset(select(connection, SCHEMA_ROWS + " LIMIT 1000"))
    except apsw.SQLError as error:  # "malformed database schema"
        raise EpochalError("project.damaged", {"detail": str(error)}) from error
    strange = sorted(str(name) for _, name, _, _ in found ^ expected_shape())
    if strange:
        raise EpochalError("project.damaged", {"detail": "unexpected structure: " + ", ".join(strange[:5])})


@cache
def expected_shape() -> Shape:
    """What SQLite keeps of `schema.sql`."""
    connection = apsw.Connection(":memory:")
    try:
        connection.execute(schema_text())
        return frozenset(select(connection, SCHEMA_ROWS))
    finally:
        connection.close()


def _check_length(connection: apsw.Connection, path: Path) -> None:
    """Raise EpochalError project.cut_short for a file that is shorter than its own header says.

    Beside a log the file may be shorter for a while. The log is looked for after the header is read and before the
    length: whoever leaves at this moment makes the file long before the log goes.
    """
    start = header(connection)
    if not start.startswith(SQLITE_MAGIC):
        return
    page = int.from_bytes(start[16:18], "big")
    wanted = (65536 if page == 1 else page) * int.from_bytes(start[28:32], "big")
    if any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal")):
        return
    size = path.stat().st_size
    if size < wanted:
        raise EpochalError("project.cut_short", {"size": size, "wanted": wanted})
