"""Folders and disks that make trouble for real: write-protected, without permission, full."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

NOBODY = 65534


@contextlib.contextmanager
def ordinary_person() -> Iterator[Path]:
    """A fresh folder, seen with the rights of an ordinary person: root may write everywhere, so it steps down."""
    if not hasattr(os, "geteuid"):
        pytest.skip("file permissions as on POSIX")
    folder = Path(tempfile.mkdtemp(prefix="epochal-rights-"))
    was_root = os.geteuid() == 0
    try:
        if was_root:
            shutil.chown(folder, NOBODY)
            os.seteuid(NOBODY)
        yield folder
    finally:
        if was_root:
            os.seteuid(0)
        for place in [folder, *folder.rglob("*")]:
            place.chmod(0o700)
        shutil.rmtree(folder)


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
