"""Where a project file may stand, and how a new one gets there all at once."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import apsw

from core.base.atomic import replacing
from core.base.errors import EpochalError
from core.project.connection import connect, may

SIDE_FILES = ("-wal", "-shm", "-journal")
PAGES_AT_ONCE = 4_096


def check_source(path: Path) -> None:
    """Raise EpochalError project.missing, project.is_folder, project.not_a_project or project.no_permission, before
    SQLite looks at it.
    """
    if path.is_dir():
        raise EpochalError("project.is_folder")
    path.stat()  # OSError: missing, or no permission
    if not path.is_file():
        raise EpochalError("project.not_a_project")
    if not may(path, os.R_OK):
        raise EpochalError("project.no_permission", {"folder": str(path.parent)})


def check_target(path: Path, *, force: bool) -> None:
    """Raise EpochalError project.folder_missing, project.is_folder, project.exists or project.read_only."""
    if not path.parent.is_dir():
        raise EpochalError("project.folder_missing", {"folder": str(path.parent)})
    if path.is_dir():
        raise EpochalError("project.is_folder")
    if path.exists() and not force:
        raise EpochalError("project.exists")
    if not may(path.parent, os.W_OK):
        raise EpochalError("project.read_only", {"folder": str(path.parent)})


@contextlib.contextmanager
def new_database(path: Path, *, force: bool) -> Iterator[Path]:
    """Yield the name of a database to make; it becomes `path` when the block ends well, else nothing has happened.

    The database must be closed, and be one plain file, at the end of the block.
    """
    check_target(path, force=force)
    with replacing(path) as temporary:
        try:
            yield temporary
        finally:
            _remove_side_files(temporary)
        check_target(path, force=force)  # somebody else may have made one meanwhile
        _make_way(path)


def _make_way(path: Path) -> None:
    """See that nobody has the file that is to be replaced, and that no log of it is left to be read into the new."""
    if not path.exists():
        return
    connection = None
    try:
        connection = connect(path)
        connection.set_busy_timeout(0)
        connection.pragma("journal_mode", "DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except (apsw.BusyError, apsw.LockedError) as error:
        raise EpochalError("project.in_use") from error
    except apsw.Error:  # not a database, damaged or write-protected: it is to be replaced whatever it is
        pass
    finally:
        if connection is not None:
            connection.close(force=True)
    _remove_side_files(path)


def _remove_side_files(path: Path) -> None:
    for ending in SIDE_FILES:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def copy_database(source: apsw.Connection, source_path: Path, path: Path, *, force: bool) -> None:
    """Copy page by page through SQLite, which sees the log and later changes too; the copy is one plain file."""
    if path.exists() and path.samefile(source_path):
        raise EpochalError("project.in_use")
    with new_database(path, force=force) as temporary:
        connection = connect(temporary, create=True)
        try:
            with connection.backup("main", source, "main") as copying:
                while not copying.done:
                    copying.step(PAGES_AT_ONCE)
            connection.pragma("journal_mode", "DELETE")
        finally:
            connection.close(force=True)
