"""Folders and disks that make trouble for real: write-protected, without permission, full."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

CAPABILITIES_VERSION = 0x20080522  # of Linux' capget and capset: two words of 32 bits each
OVERRIDING = (1 << 1) | (1 << 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: root's right to pass over file permissions


@contextlib.contextmanager
def ordinary_person() -> Iterator[Path]:
    """A fresh folder, seen with the rights of an ordinary person: root lays down its right to write everywhere.

    Why (2026-11-24): root doesn't become another user, who couldn't read the interpreter in root's home.
    """
    if not hasattr(os, "geteuid"):
        pytest.skip("file permissions as on POSIX")
    folder = Path(tempfile.mkdtemp(prefix="epochal-rights-"))
    is_root = os.geteuid() == 0
    if is_root and not sys.platform.startswith("linux"):
        pytest.skip("root can lay down its rights on Linux only")
    try:
        if is_root:
            _override_permissions(False)
        yield folder
    finally:
        if is_root:
            _override_permissions(True)
        for place in [folder, *folder.rglob("*")]:
            place.chmod(0o700)
        shutil.rmtree(folder)


def _override_permissions(allowed: bool) -> None:
    """Take up or lay down root's right to pass over file permissions, in this thread."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice
    assert libc.capget(header, sets) == 0
    sets[0] = sets[0] | (sets[1] & OVERRIDING) if allowed else sets[0] & ~OVERRIDING
    assert libc.capset(header, sets) == 0, os.strerror(ctypes.get_errno())


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A file system of its own that is soon full, where the system lets us mount one; else a visible skip."""
    folder = Path(tempfile.mkdtemp(prefix="epochal-disk-"))
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    )
    try:
        if not mounted:
            pytest.skip("a small disk can't be mounted here")
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def remount_read_only(folder: Path) -> None:
    """Turn a `small_disk` into a medium that can't be written."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)


def fill_up(folder: Path) -> Path:
    """A file that takes all the space that is left; remove it to free the space."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        for size in (2**20, 2**12, 1):
            with contextlib.suppress(OSError):
                while stream.write(b"\0" * size) == size:
                    pass
    return ballast
