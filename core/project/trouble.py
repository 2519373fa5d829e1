"""What SQLite and the operating system complain of → an EpochalError `project.*` that a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import apsw

from core.base.errors import NOWHERE, EpochalError, Place

FULL = (errno.ENOSPC, errno.EDQUOT)
CUT_SHORT = apsw.SQLITE_IOERR_SHORT_READ
CANNOT_READ = (apsw.SQLITE_IOERR_READ, apsw.SQLITE_IOERR_FSTAT, apsw.SQLITE_IOERR_CORRUPTFS)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Let only EpochalError out of the block for what the person or their machine can cause.

    SQL that is wrong and constraints that are broken are bugs and pass unchanged.
    """
    try:
        yield
    except EpochalError as error:
        if error.place == NOWHERE:
            error.place = replace(NOWHERE, file=path.name)
        raise
    except (apsw.Error, OSError, MemoryError, UnicodeError) as error:
        ours = in_words(error, path)
        if ours is None:
            raise
        raise ours from error


def in_words(error: BaseException, path: Path) -> EpochalError | None:
    """The sentence for a complaint, or None when it is a bug."""
    place = Place(file=path.name)
    folder = str(path.parent)
    reason = _reason(error)
    match error:
        case apsw.FullError():
            return EpochalError("project.disk_full", {"folder": folder}, place)
        case apsw.ReadOnlyError() | apsw.PermissionsError() | apsw.AuthError():
            return EpochalError("project.read_only", {"folder": folder}, place)
        case apsw.BusyError() | apsw.LockedError():
            return EpochalError("project.in_use", {}, place)
        case apsw.NotADBError():
            return EpochalError("project.not_a_project", {}, place)
        case apsw.CorruptError() | apsw.FormatError() | apsw.MismatchError() | apsw.EmptyError():
            return EpochalError("project.damaged", {"detail": reason}, place)
        case UnicodeEncodeError():  # SQLite takes the name of a file as UTF-8 only
            return EpochalError("project.unusual_name", {}, place)
        case UnicodeDecodeError():
            return EpochalError("project.damaged", {"detail": "a text in it can't be read"}, place)
        case apsw.TooBigError():
            return EpochalError("project.too_large", {}, place)
        case apsw.NoMemError() | MemoryError():
            return EpochalError("project.out_of_memory", {}, place)
        case apsw.CantOpenError():
            return EpochalError("project.cannot_open", {"reason": reason}, place)
        case apsw.IOError():
            return _input_output(error, place, folder)
        case OSError():
            return _of_system(error, place, folder)
    return None


def _input_output(error: apsw.Error, place: Place, folder: str) -> EpochalError:
    code = getattr(error, "extendedresult", 0)
    if code == CUT_SHORT:
        return EpochalError("project.damaged", {"detail": _reason(error)}, place)
    if code in CANNOT_READ:
        return EpochalError("project.cannot_read", {"reason": _reason(error)}, place)
    if code == apsw.SQLITE_IOERR_SHMSIZE:  # the shared-memory file of the WAL can't grow: only a full disk does that
        return EpochalError("project.disk_full", {"folder": folder}, place)
    return EpochalError("project.cannot_write", {"reason": _reason(error)}, place)


def _of_system(error: OSError, place: Place, folder: str) -> EpochalError:
    if error.errno in FULL:
        return EpochalError("project.disk_full", {"folder": folder}, place)
    if isinstance(error, FileNotFoundError):
        return EpochalError("project.missing", {"folder": folder}, place)
    if isinstance(error, PermissionError):
        return EpochalError("project.no_permission", {"folder": folder}, place)
    if error.errno == errno.EROFS:
        return EpochalError("project.read_only", {"folder": folder}, place)
    return EpochalError("project.cannot_write", {"reason": _reason(error)}, place)


def _reason(error: BaseException) -> str:
    """The system's own words, without class names."""
    words = getattr(error, "strerror", None) or str(error)
    return str(words).strip().rstrip(".") or "no further details"
