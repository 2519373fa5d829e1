"""A disk that fails at a chosen moment: an SQLite file system whose n-th write, sync or truncation goes wrong."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import apsw

NAME = "epochal-faulty"


class FaultyDisk(apsw.VFS):
    """While in its `with` block it is the file system of every new connection.

    fail_at: which change of the disk fails, from 1. error: apsw.FullError, apsw.IOError. From then on all changes fail
    when `for_good`.
    """

    def __init__(self, fail_at: int, error: type[apsw.Error], *, for_good: bool) -> None:
        self.fail_at, self.error, self.for_good = fail_at, error, for_good
        self.changes = 0

    def __enter__(self) -> Self:
        self.default = apsw.vfs_details()[0]["zName"]
        super().__init__(NAME, self.default, makedefault=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.unregister()

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        return FaultyFile(self, name, flags)

    @property
    def failed(self) -> bool:
        """Whether the moment has come."""
        return self.changes >= self.fail_at

    def change(self) -> None:
        """Count a change of the disk, and fail at the chosen one."""
        self.changes += 1
        if self.changes == self.fail_at or (self.for_good and self.failed):
            raise self.error("injected")


class FaultyFile(apsw.VFSFile):
    """A file on that disk."""

    def __init__(self, disk: FaultyDisk, name: Any, flags: list[int]) -> None:
        super().__init__(disk.default, name, flags)
        self.disk = disk

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.change()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self.disk.change()
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:
        self.disk.change()
        super().xTruncate(size)
