"""One connection to one project file, set up so that neither a hostile file nor a crash can do harm.

Why (2026-11-24): the file is never opened by other means than SQLite while a connection may exist. On POSIX, closing
any second handle on the file drops all locks that the process holds on it, SQLite's too; so the header is read through
SQLite's own handle (`Connection.read`), not with `open()`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import apsw

from core.base.notices import Notice, Severity

BUSY_MS = 5_000
CELL_LIMIT = 64 * 2**20  # bytes: no cell of ours is larger, blobs are cut into parts
SAFETY = {
    apsw.SQLITE_DBCONFIG_DEFENSIVE: 1,
    apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_VIEW: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER: 0,
    apsw.SQLITE_DBCONFIG_WRITABLE_SCHEMA: 0,
    apsw.SQLITE_DBCONFIG_DQS_DDL: 0,
    apsw.SQLITE_DBCONFIG_DQS_DML: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_FKEY: 1,
}
LIMITS = {
    apsw.SQLITE_LIMIT_LENGTH: CELL_LIMIT,
    apsw.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    apsw.SQLITE_LIMIT_COLUMN: 100,
    apsw.SQLITE_LIMIT_EXPR_DEPTH: 50,
    apsw.SQLITE_LIMIT_COMPOUND_SELECT: 10,
    apsw.SQLITE_LIMIT_VDBE_OP: 100_000,
    apsw.SQLITE_LIMIT_FUNCTION_ARG: 10,
    apsw.SQLITE_LIMIT_ATTACHED: 0,
    apsw.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    apsw.SQLITE_LIMIT_WORKER_THREADS: 0,
}


@dataclass(frozen=True, eq=False)
class Opened:
    """A connection, whether it may write, and what a person should hear about that."""

    connection: apsw.Connection
    read_only: bool
    notices: tuple[Notice, ...] = ()


def connect(path: Path, *, create: bool = False) -> apsw.Connection:
    """A connection that can write (nothing is written yet)."""
    flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
    return _safe(apsw.Connection(os.fspath(path.absolute()), flags=flags))


def connect_to_read(path: Path) -> Opened:
    """A connection that can't write; it works in a folder where nothing can be written, too."""
    connection = _safe(apsw.Connection(os.fspath(path.absolute()), flags=apsw.SQLITE_OPEN_READONLY))
    try:
        connection.pragma("schema_version")
        return Opened(connection, True)
    except apsw.CorruptError:  # told by whoever looks what the file is
        return Opened(connection, True)
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.IOError):
        # WAL mode, and its side files can't be made here: read the file as it is, without them
        connection.close()
    except BaseException:
        connection.close()
        raise
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = _safe(apsw.Connection(path.absolute().as_uri() + "?immutable=1", flags=flags))
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        return Opened(connection, True, (Notice("project.opened_without_latest", severity=Severity.WARN),))
    return Opened(connection, True)


def connect_to_write(path: Path) -> Opened:
    """A connection that can write, or one that can't and says so where file or folder can't be written."""
    if may(path, os.W_OK) and may(path.parent, os.W_OK):
        connection = connect(path)
        if not connection.readonly("main"):
            return Opened(connection, False)
        connection.close()
    return connect_to_read_only(path)


def connect_to_read_only(path: Path) -> Opened:
    """A connection that can't write although it was asked to, and says so."""
    opened = connect_to_read(path)
    notice = Notice("project.opened_read_only", {"folder": str(path.parent)}, severity=Severity.WARN)
    return replace(opened, notices=(notice, *opened.notices))


def may(path: Path, mode: int) -> bool:
    """Whether the system lets this process do that (`os.R_OK`, `os.W_OK`)."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def start_writing(connection: apsw.Connection) -> None:
    """Write-ahead log and full flushing, so that reading goes on while another thread writes.

    Where the log can't be used (some network shares), the rollback journal that SQLite started with stays.
    Raises apsw.ReadOnlyError where nothing can be written after all.
    """
    with contextlib.suppress(apsw.IOError, apsw.CantOpenError, apsw.FullError):
        connection.pragma("journal_mode", "WAL")
    connection.pragma("schema_version")  # a first look takes the lock by which others see that the file is open
    connection.pragma("synchronous", "FULL")
    connection.pragma("fullfsync", "ON")  # macOS: flush the disk's own cache too; elsewhere without effect
    connection.pragma("checkpoint_fullfsync", "ON")


def leave(connection: apsw.Connection, *, wrote: bool) -> None:
    """Close. The last one to leave moves the log into the file, so that one plain file is the whole project.

    While another connection is open, or when the disk is full, the log stays: nothing in it is lost, and the next one
    to leave moves it.
    """
    try:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if wrote:
            connection.set_busy_timeout(0)
            connection.pragma("wal_checkpoint", "TRUNCATE")
            connection.pragma("journal_mode", "DELETE")
    except apsw.Error:  # told where it matters: at the write; what is committed is on the disk, in the log
        return
    finally:
        with contextlib.suppress(apsw.Error):  # even the close of a broken disk's file may complain
            connection.close(force=True)


def select(connection: apsw.Connection, query: str, *values: str | int | float | bytes | None) -> list[tuple[Any, ...]]:
    """All rows of a query, at once; what is in them is checked by whoever reads them."""
    return connection.execute(query, values).fetchall()


@contextlib.contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All of the block or nothing of it; an inner transaction is part of the outer one."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if not connection.get_autocommit():  # SQLite itself may have rolled back, on a full disk for example
            with contextlib.suppress(apsw.Error):  # the first failure is the one to tell
                connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def unhurried(connection: apsw.Connection) -> Iterator[None]:
    """What is written in the block may still be in memory when it ends: after a power cut it can be missing, and the
    file is whole. The next transaction outside brings it to the disk. Without the log it is there at once, as ever."""
    if connection.in_transaction:
        yield
        return
    connection.pragma("synchronous", "NORMAL")
    try:
        yield
    finally:
        connection.pragma("synchronous", "FULL")


def header(connection: apsw.Connection) -> bytes:
    """The first 100 bytes of the file, through SQLite's own handle."""
    _, data = connection.read("main", 0, 0, 100)
    return data


def _safe(connection: apsw.Connection) -> apsw.Connection:
    for option, value in SAFETY.items():
        connection.config(option, value)
    for limit, value in LIMITS.items():
        connection.limit(limit, value)
    connection.set_busy_timeout(BUSY_MS)
    connection.pragma("temp_store", "MEMORY")
    connection.pragma("cell_size_check", "ON")
    connection.pragma("mmap_size", 0)
    return connection
