"""Exports that fail: a sentence, nothing left behind, the old file as it was."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from trouble_makers import fill_up, ordinary_person, small_disk

from core.base.errors import EpochalError
from core.export import predictions
from core.export.predictions import write_predictions
from core.export.rows import Rows

ENDINGS = [".csv", ".xlsx", ".parquet"]


def sample(rows: int = 3) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    return pd.DataFrame({"a": rng.random(rows), "b": rng.random(rows).astype(str)})


def code_of(frame: pd.DataFrame, path: Path) -> str:
    with pytest.raises(EpochalError) as caught:
        write_predictions(frame, path, force=True)
    assert path.name in str(caught.value)
    return caught.value.code


@pytest.mark.parametrize("ending", ENDINGS)
def test_that_a_full_disk_leaves_the_old_file_whole_and_nothing_else(ending: str) -> None:
    with small_disk(1) as folder:
        path = folder / f"out{ending}"
        path.write_bytes(b"precious")
        assert code_of(sample(200_000), path) == "export.disk_full"
        assert path.read_bytes() == b"precious" and [file.name for file in folder.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", ENDINGS)
def test_that_a_disk_without_any_space_is_said_to_be_full(ending: str) -> None:
    with small_disk(1) as folder:
        ballast = fill_up(folder)
        assert code_of(sample(), folder / f"out{ending}") == "export.disk_full"
        assert list(folder.iterdir()) == [ballast]


@pytest.mark.parametrize("ending", ENDINGS)
def test_that_a_write_protected_folder_is_said_to_be_so(ending: str) -> None:
    with ordinary_person() as folder:
        path = folder / f"out{ending}"
        path.write_bytes(b"precious")
        folder.chmod(0o500)
        assert code_of(sample(), path) == "export.read_only"
        assert path.read_bytes() == b"precious" and list(folder.iterdir()) == [path]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "export.disk_full"), (errno.EROFS, "export.read_only"), (errno.EIO, "export.cannot_write")],
)
def test_that_a_failing_flush_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, number: int, code: str
) -> None:
    path = tmp_path / f"out{ending}"
    path.write_bytes(b"precious")

    def failing(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("core.base.atomic.os.fsync", failing)
    assert code_of(sample(), path) == code
    assert path.read_bytes() == b"precious" and list(tmp_path.iterdir()) == [path]


def test_that_a_file_that_appeared_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.csv"

    def slow(rows: Rows, temporary: Path) -> Iterator[int]:
        temporary.write_bytes(b"ours")
        path.write_bytes(b"theirs")
        yield rows.count

    monkeypatch.setattr(predictions, "WRITERS", {".csv": slow})
    with pytest.raises(EpochalError) as caught:
        write_predictions(sample(), path, force=False)
    assert caught.value.code == "export.exists"
    assert path.read_bytes() == b"theirs" and list(tmp_path.iterdir()) == [path]


def test_that_a_link_stays_and_the_file_behind_it_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    write_predictions(sample(), link, force=True)
    assert link.is_symlink() and real.read_text(encoding="utf-8").startswith("a,b\n")
