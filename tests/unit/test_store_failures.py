"""A save that fails: a sentence, and the file as it was or as it was to be, never between."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import apsw
import numpy as np
import pytest
from faulty_disk import FaultyDisk
from stored_projects import begin, fill, sample_model, sample_table, whole_project
from trouble_makers import fill_up, small_disk

from core.base.errors import EpochalError
from core.project.document import Document
from core.project.runs import EpochRow
from core.project.store import ProjectStore

ERRORS = {apsw.FullError: "project.disk_full", apsw.IOError: "project.cannot_write"}
MOST_CHANGES = 200


def noise(megabytes: float, seed: int = 1) -> bytes:
    return np.random.default_rng(seed).bytes(int(megabytes * 2**20))


def edit(path: Path) -> None:
    """Open, change the document, add a table, and a run with its weights; each a transaction."""
    with ProjectStore.open(path) as store:
        store.save_document(store.document().with_seed(7), "Seed 7")
        store.put_table(sample_table().take(np.arange(40) < 20))
        number = begin(store)
        store.add_epochs(number, [EpochRow(1, 0.5, 0.6, 0.1)])
        store.put_model(number, sample_model())


def state_of(path: Path) -> tuple[int, int, int]:
    """The seed, the number of runs, and how many epochs there are; of a file that must be whole."""
    with ProjectStore.open(path) as store:
        assert store.verify() == []
        return store.document().seed, len(store.runs()), sum(len(run.epochs) for run in store.runs())


@pytest.mark.parametrize("for_good", [False, True])
@pytest.mark.parametrize("error", ERRORS)
def test_that_every_write_may_fail_and_the_file_stays_whole(
    tmp_path: Path, error: type[apsw.Error], for_good: bool
) -> None:
    whole = whole_project(tmp_path / "a.epochal").read_bytes()
    codes, seen = set(), set()
    for fail_at in range(1, MOST_CHANGES):
        path = tmp_path / f"{fail_at}.epochal"
        path.write_bytes(whole)
        with FaultyDisk(fail_at, error, for_good=for_good) as disk:
            try:
                edit(path)
            except EpochalError as told:
                codes.add(told.code)
                assert path.name in str(told)
        seen.add(state_of(path))
        path.unlink()
        if not disk.failed:
            break
    assert fail_at > 30 and not disk.failed, "every change of the disk had its turn"
    assert codes == {ERRORS[error]}
    assert seen == {(0, 1, 20), (7, 1, 20), (7, 2, 20), (7, 2, 21)}


@pytest.mark.parametrize("error", ERRORS)
def test_that_creating_may_fail_at_every_write_and_leaves_the_old_file(tmp_path: Path, error: type[apsw.Error]) -> None:
    path = whole_project(tmp_path / "a.epochal")
    before = path.read_bytes()
    for fail_at in range(1, MOST_CHANGES):
        with FaultyDisk(fail_at, error, for_good=True) as disk:
            try:
                ProjectStore.create(path, Document("New"), force=True).close()
            except EpochalError as told:
                assert told.code == ERRORS[error]
        if not disk.failed:
            break
        with ProjectStore.open(path) as store:
            assert store.document().name in ("Houses", "New") and store.verify() == []
            replaced = store.document().name == "New"
        if replaced:  # only opening it had failed; start again from the old one
            path.write_bytes(before)
        assert [file.name for file in tmp_path.iterdir()] == ["a.epochal"]
    assert not disk.failed and fail_at > 5


def test_that_a_full_disk_is_a_sentence_and_saving_works_again_when_there_is_space() -> None:
    with small_disk(3) as disk:
        path = whole_project(disk / "a.epochal")
        with ProjectStore.open(path) as store:
            ballast = fill_up(disk)
            for megabytes in (0.5, 4):
                with pytest.raises(EpochalError) as caught:
                    store.put_blob(noise(megabytes), "test")
                assert caught.value.code == "project.disk_full" and str(disk) in str(caught.value)
            assert store.document().name == "Houses" and store.runs()[0].has_model
            ballast.unlink()
            sha256 = store.put_blob(noise(0.5), "test")
        with ProjectStore.open(path) as store:
            assert store.get_blob(sha256) == noise(0.5) and store.verify() == []
        assert [file.name for file in disk.iterdir()] == ["a.epochal"]


def test_that_a_project_on_a_full_disk_can_be_read_and_saving_says_why_not() -> None:
    with small_disk(2) as disk:
        path = whole_project(disk / "a.epochal")
        before = path.read_bytes()
        fill_up(disk)
        with ProjectStore.open(path) as store:
            assert store.document().name == "Houses" and store.runs()[0].has_model
            with pytest.raises(EpochalError) as caught:
                store.save_document(Document("Other"), "Other")
            assert caught.value.code == "project.disk_full"
        assert path.read_bytes() == before


def test_that_a_new_project_or_copy_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    with small_disk(1) as disk:
        ballast = fill_up(disk)
        with pytest.raises(EpochalError) as caught:
            ProjectStore.create(disk / "a.epochal", Document("Houses"))
        assert caught.value.code == "project.disk_full" and "a.epochal" in str(caught.value)
        with ProjectStore.open(whole_project(tmp_path / "b.epochal")) as store:
            with pytest.raises(EpochalError) as caught:
                store.save_copy(disk / "b.epochal")
            assert caught.value.code == "project.disk_full" and "b.epochal" in str(caught.value)
        assert list(disk.iterdir()) == [ballast]


def test_that_a_log_that_does_not_fit_into_the_file_is_kept_and_moved_in_later() -> None:
    with small_disk(3) as disk:
        path = whole_project(disk / "a.epochal")
        with ProjectStore.open(path) as store:
            sha256 = store.put_blob(noise(1.2), "test")  # in the log and perhaps not yet in the file
            ballast = fill_up(disk)
        ballast.unlink()
        with ProjectStore.open(path) as store:
            assert store.get_blob(sha256) == noise(1.2) and store.verify() == []
        assert [file.name for file in disk.iterdir()] == ["a.epochal"]


def test_that_a_project_that_may_not_grow_stays_whole(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    with ProjectStore.open(path) as store:
        with store.transaction() as connection:
            connection.pragma("max_page_count", connection.pragma("page_count") + 3)
        with pytest.raises(EpochalError) as caught:
            fill(store, Document("Other"))
            store.put_blob(noise(1), "test")
        assert caught.value.code == "project.disk_full" and store.verify() == []
    with ProjectStore.open(path) as store:
        assert store.verify() == [] and store.runs()[0].has_model


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "project.disk_full"),
        (errno.EDQUOT, "project.disk_full"),
        (errno.EROFS, "project.read_only"),
        (errno.EACCES, "project.no_permission"),
        (errno.EIO, "project.cannot_write"),
    ],
)
def test_that_a_system_that_fails_while_the_file_takes_its_place_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    path = whole_project(tmp_path / "a.epochal")
    before = path.read_bytes()

    def failing(_self: Path, _target: Path) -> Path:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(EpochalError) as caught:
        ProjectStore.create(path, Document("New"), force=True)
    assert caught.value.code == code and path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.epochal"]
