"""Write a file all at once or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Write a temporary neighbour, flush it to the disk, put it in place. Raises OSError; then nothing changed."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield the name of a temporary neighbour to write to; it takes the place of `path` when the block ends well.

    When the block fails, or the flush or the move does, the neighbour is removed and `path` is as it was. A link is
    followed, so that the file it points to is replaced and the link stays. Raises OSError.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        yield temporary
        _flush(temporary)
        if target.exists():
            with contextlib.suppress(OSError):
                shutil.copymode(target, temporary)
        temporary.replace(target)
        _flush_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _flush(path: Path) -> None:
    """Wait until the file's bytes are on the disk: a power cut after the move must not leave an empty file."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    """Wait until the move itself is on the disk, where the system can (Windows can't open a folder)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
