"""Content by its SHA-256: the same bytes are kept once, compressed, and checked on the way out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import apsw
import psutil
import zstandard

from core.base.errors import EpochalError
from core.project.connection import select, transaction
from core.project.times import now

PART_BYTES = 8 * 2**20
LEVEL = 3


def put(connection: apsw.Connection, data: bytes | memoryview, kind: str) -> str:
    """Keep bytes and return their hash; compressing happens before the file is locked."""
    sha256 = hashlib.sha256(data).hexdigest()
    if has(connection, sha256):
        return sha256
    parts = [(sha256, part, packed) for part, packed in enumerate(_packed(data))]
    with transaction(connection):
        if not has(connection, sha256):  # another connection may have been quicker
            row = (sha256, kind, len(data), now())
            connection.execute("INSERT INTO blobs (sha256, kind, size, created_at) VALUES (?, ?, ?, ?)", row)
            connection.executemany("INSERT INTO blob_parts (sha256, part, data) VALUES (?, ?, ?)", parts)
    return sha256


def has(connection: apsw.Connection, sha256: str) -> bool:
    """Whether the content of that hash is kept."""
    return bool(select(connection, "SELECT 1 FROM blobs WHERE sha256 = ?", sha256))


def get(connection: apsw.Connection, sha256: str) -> bytes:
    """The content of a hash.

    Raises EpochalError project.blob_missing, project.blob_damaged, project.out_of_memory.
    """
    found = select(connection, "SELECT size FROM blobs WHERE sha256 = ?", sha256)
    if not found:
        raise EpochalError("project.blob_missing", {"sha256": sha256[:12]})
    size = found[0][0]
    if type(size) is not int or size < 0:
        raise _damaged(sha256)
    if size > psutil.virtual_memory().available:
        raise EpochalError("project.out_of_memory")
    data = b"".join(_unpacked(connection, sha256, size))
    if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
        raise _damaged(sha256)
    return data


def drop(connection: apsw.Connection, sha256: str) -> None:
    """Forget weights that no run refers to any more; content that is still referred to stays."""
    if not select(connection, "SELECT 1 FROM blobs WHERE sha256 = ? AND kind = 'weights'", sha256):
        return
    used = "SELECT 1 FROM kept_weights WHERE weights = ?1 UNION ALL SELECT 1 FROM runs WHERE model_weights = ?1 LIMIT 1"
    if select(connection, used, sha256):
        return
    connection.execute("DELETE FROM blobs WHERE sha256 = ?", (sha256,))


def _packed(data: bytes | memoryview) -> Iterator[bytes]:
    compressor = zstandard.ZstdCompressor(level=LEVEL)
    view = memoryview(data)
    for start in range(0, len(data), PART_BYTES):
        yield compressor.compress(view[start : start + PART_BYTES])


def _unpacked(connection: apsw.Connection, sha256: str, size: int) -> Iterator[bytes]:
    """The parts of a blob, each bounded: a small file can't unpack into more than it says it holds."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=PART_BYTES)
    query = "SELECT part, data FROM blob_parts WHERE sha256 = ? ORDER BY part"
    done = 0
    for expected, (part, packed) in enumerate(connection.execute(query, (sha256,))):
        wanted = min(PART_BYTES, size - done)
        if part != expected or wanted <= 0 or not isinstance(packed, bytes):
            raise _damaged(sha256)
        content = _one_part(decompressor, packed, sha256)
        done += len(content)
        yield content


def _one_part(decompressor: zstandard.ZstdDecompressor, packed: bytes, sha256: str) -> bytes:
    try:
        if not 0 <= zstandard.frame_content_size(packed) <= PART_BYTES:
            raise _damaged(sha256)
        return decompressor.decompress(packed)
    except zstandard.ZstdError as error:
        raise _damaged(sha256) from error


def _damaged(sha256: str) -> EpochalError:
    return EpochalError("project.blob_damaged", {"sha256": sha256[:12]})
