"""The project file: what goes in comes out, in one plain file."""

from __future__ import annotations

import hashlib
import shutil
import sys
import threading
from pathlib import Path

import apsw
import numpy as np
import pandas as pd
import pytest
import zstandard
from faulty_disk import FaultyDisk
from stored_projects import fill, sample_rejected, sample_table, whole_project

from core.base.errors import EpochalError
from core.project.blobs import PART_BYTES
from core.project.document import Document
from core.project.history import StepKind
from core.project.store import ProjectStore


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_that_a_closed_project_is_one_plain_file_with_our_mark(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "houses.epochal")
    assert names(tmp_path) == ["houses.epochal"]
    start = path.read_bytes()[:100]
    assert start.startswith(b"SQLite format 3\0") and start[68:72] == b"EPCL"
    assert int.from_bytes(start[60:64], "big") == 1 and start[18:20] == b"\1\1"  # version; no write-ahead log


def test_that_everything_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "a.epochal"
    with ProjectStore.create(path, Document("Houses")) as store:
        document = fill(store, store.document())
        store.set_ui_state({"page": "clean", "size": [800, 600]})
        store.set_value("note", {"text": "žluťoučký", "loss": float("inf")})
    with ProjectStore.open(path) as store:
        assert store.document() == document and not store.read_only and store.notices == ()
        assert store.ui_state() == {"page": "clean", "size": [800, 600]}
        assert store.get_value("note") == {"text": "žluťoučký", "loss": float("inf")}
        assert store.get_value("nothing") is None and store.get_value("nothing", 3) == 3
        assert document.data is not None
        assert store.rejected() == store.rejected(document.data.snapshot) == sample_rejected()
        assert store.verify() == []


def test_that_a_table_comes_back_to_the_bit(tmp_path: Path) -> None:
    table = sample_table()
    with ProjectStore.create(tmp_path / "a.epochal", Document("Houses")) as store:
        back = store.get_table(store.put_table(table))
    pd.testing.assert_frame_equal(back.frame, table.frame)
    assert back.columns == table.columns
    np.testing.assert_array_equal(back.source_rows, table.source_rows)


def test_that_equal_content_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "a.epochal"
    data = np.random.default_rng(1).bytes(2**20)
    with ProjectStore.create(path, Document("Houses")) as store:
        assert store.put_blob(data, "one") == store.put_blob(data, "two") == hashlib.sha256(data).hexdigest()
        assert store.put_table(sample_table()) == store.put_table(sample_table())
    assert path.stat().st_size < 2 * 2**20


@pytest.mark.parametrize("size", [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES])
def test_that_content_of_any_size_comes_back(tmp_path: Path, size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    with ProjectStore.create(tmp_path / "a.epochal", Document("Houses")) as store:
        assert store.get_blob(store.put_blob(data, "test")) == data
        assert store.verify() == []


def test_that_another_program_can_read_the_content_as_the_schema_says(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    connection = apsw.Connection(str(path))
    for sha256, size in connection.execute("SELECT sha256, size FROM blobs").fetchall():
        parts = connection.execute("SELECT data FROM blob_parts WHERE sha256 = ? ORDER BY part", (sha256,)).fetchall()
        content = b"".join(zstandard.ZstdDecompressor().decompress(part) for (part,) in parts)
        assert len(content) == size and hashlib.sha256(content).hexdigest() == sha256
    connection.close()


def test_that_history_keeps_every_saved_state_in_order(tmp_path: Path) -> None:
    with ProjectStore.create(tmp_path / "a.epochal", Document("Houses")) as store:
        for seed in (1, 2, 2, 1):
            store.save_document(store.document().with_seed(seed), f"Seed {seed}")
        entries = store.history()
        assert [entry.label for entry in entries] == ["New project", "Seed 1", "Seed 2", "Seed 1"]
        assert [store.document_at(entry).seed for entry in entries] == [0, 1, 2, 1]
        assert store.document().seed == 1 and entries[1].sha256 == entries[3].sha256


def test_that_a_step_taken_back_is_told_from_one_that_was_done(tmp_path: Path) -> None:
    steps = [
        ("Fewer rows", StepKind.DONE),
        ("Fewer rows", StepKind.UNDONE),
        ("Undo: odd words", StepKind.DONE),
        ("Do: more of them", StepKind.UNDONE),
        ("Do: more of them", StepKind.DONE),
    ]
    with ProjectStore.create(tmp_path / "a.epochal", Document("Houses")) as store:
        for seed, (words, kind) in enumerate(steps, 1):
            store.save_document(store.document().with_seed(seed), words, kind)
    with ProjectStore.open(tmp_path / "a.epochal") as store:
        assert [(entry.label, entry.kind) for entry in store.history()[1:]] == steps


def test_that_a_step_taken_back_in_an_earlier_version_reads_as_one(tmp_path: Path) -> None:
    with ProjectStore.create(tmp_path / "a.epochal", Document("Houses")) as store:
        store.save_document(store.document().with_seed(1), "Seed 1")
    connection = apsw.Connection(str(tmp_path / "a.epochal"))
    connection.execute("UPDATE history SET label = 'Undo: Seed 1' WHERE id = 2")  # as it was written then
    connection.close()
    with ProjectStore.open(tmp_path / "a.epochal", read_only=True) as store:
        entry = store.history()[-1]
        assert (entry.label, entry.kind) == ("Seed 1", StepKind.UNDONE)


def test_that_a_failure_inside_a_transaction_undoes_all_of_it(tmp_path: Path) -> None:
    with ProjectStore.create(tmp_path / "a.epochal", Document("Houses")) as store:
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.save_document(Document("Other"), "Rename")
            store.set_value("note", 1)
            store.put_blob(b"content", "test")
            raise ZeroDivisionError
        assert store.document() == Document("Houses") and store.get_value("note") is None
        with pytest.raises(EpochalError):
            store.get_blob(hashlib.sha256(b"content").hexdigest())
        store.set_value("note", 2)  # and the store works on
        assert store.get_value("note") == 2


def test_that_two_connections_work_at_the_same_time_and_the_last_one_leaves_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.epochal"
    window = ProjectStore.create(path, Document("Houses"))
    failures: list[BaseException] = []

    def job() -> None:
        try:
            for count in range(30):
                with ProjectStore.open(path) as store:
                    store.set_value("count", count)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=job)
    thread.start()
    for seed in range(30):
        window.save_document(window.document().with_seed(seed), "Seed")
    thread.join()
    assert failures == [] and window.get_value("count") == 29 and "a.epochal-wal" in names(tmp_path)
    late = ProjectStore.open(path)
    window.close()
    late.set_value("late", True)
    late.close()
    assert names(tmp_path) == ["a.epochal"]
    with ProjectStore.open(path, read_only=True) as store:
        assert (store.document().seed, store.get_value("late"), store.verify()) == (29, True, [])


def test_that_a_store_refuses_another_thread_and_use_after_closing(tmp_path: Path) -> None:
    store = ProjectStore.create(tmp_path / "a.epochal", Document("Houses"))
    caught: list[str] = []

    def elsewhere() -> None:
        for verb in (store.document, store.close):
            try:
                verb()
            except RuntimeError as error:
                caught.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(caught) == 2 and all("thread" in words for words in caught)
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.document()


def test_that_info_tells_the_project_at_a_glance(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    with ProjectStore.open(path, read_only=True) as store:
        info = store.info()
    told = {key: info[key] for key in ("name", "target", "file_name", "rows", "columns", "rejected", "runs", "models")}
    expected = {"name": "Houses", "target": "price", "file_name": "houses.csv", "rows": 40, "columns": 3}
    assert told == {**expected, "rejected": 2, "runs": 1, "models": 1}
    assert info["schema_version"] == 1 and info["size_bytes"] == path.stat().st_size
    assert info["created_at"] <= info["modified_at"]


def test_that_creating_refuses_an_existing_file_without_force(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    before = path.read_bytes()
    with pytest.raises(EpochalError) as caught:
        ProjectStore.create(path, Document("Other"))
    assert caught.value.code == "project.exists" and path.read_bytes() == before
    with ProjectStore.create(path, Document("Other"), force=True) as store:
        assert store.document() == Document("Other") and store.runs() == ()
    assert names(tmp_path) == ["a.epochal"]


def test_that_a_failure_while_filling_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    before = path.read_bytes()

    def failing(store: ProjectStore) -> None:
        fill(store, store.document())
        raise EpochalError("project.disk_full", {"folder": "there"})

    for target in (path, tmp_path / "new.epochal"):
        with pytest.raises(EpochalError):
            ProjectStore.create(target, Document("Other"), force=True, fill=failing)
    assert path.read_bytes() == before and names(tmp_path) == ["a.epochal"]


def test_that_a_project_that_is_open_is_not_replaced(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    with ProjectStore.open(path) as store:
        with pytest.raises(EpochalError) as caught:
            ProjectStore.create(path, Document("Other"), force=True)
        assert caught.value.code == "project.in_use"
        store.set_value("still", "here")
    with ProjectStore.open(path) as store:
        assert store.get_value("still") == "here" and store.document().name == "Houses"


def test_that_the_log_of_a_replaced_file_is_not_read_into_the_new_one(tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    path = tmp_path / "a.epochal"
    with ProjectStore.create(path, Document("Old")) as store:
        store.set_value("old", True)
        for file in tmp_path.glob("a.epochal*"):
            shutil.copy(file, crashed / file.name)  # as a crash would leave it: with its log
    assert "a.epochal-wal" in names(crashed)
    with ProjectStore.create(crashed / "a.epochal", Document("New"), force=True) as store:
        assert (store.document().name, store.get_value("old"), store.verify()) == ("New", None, [])


def test_that_the_log_of_a_crash_is_read_at_the_next_opening(tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    path = tmp_path / "a.epochal"
    with ProjectStore.create(path, Document("Houses")) as store:
        store.set_value("saved", "a moment ago")
        for file in tmp_path.glob("a.epochal*"):
            shutil.copy(file, crashed / file.name)
    with ProjectStore.open(crashed / "a.epochal") as store:
        assert store.get_value("saved") == "a moment ago" and store.verify() == []
    assert names(crashed) == ["a.epochal"]


def test_that_a_copy_of_an_open_project_is_whole_and_plain(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    with ProjectStore.open(path) as store:
        store.set_value("latest", 1)
        store.save_copy(tmp_path / "copy.epochal")
        store.set_value("latest", 2)
        assert (tmp_path / "copy.epochal").read_bytes()[18:20] == b"\1\1"
        for target, code in ((path, "project.in_use"), (tmp_path / "copy.epochal", "project.exists")):
            with pytest.raises(EpochalError) as caught:
                store.save_copy(target, force=target is path)
            assert caught.value.code == code
    with ProjectStore.open(tmp_path / "copy.epochal") as copy:
        assert copy.get_value("latest") == 1 and copy.runs()[0].has_model and copy.verify() == []
    assert names(tmp_path) == ["a.epochal", "copy.epochal"]


class CountedSyncs(FaultyDisk):
    """A disk that never fails, and counts how often it is waited for."""

    def __init__(self) -> None:
        super().__init__(0, apsw.IOError, for_good=False)
        self.syncs = 0

    def change(self) -> None:
        self.syncs += sys._getframe(1).f_code.co_name == "xSync"


def test_that_looks_do_not_wait_for_the_disk_and_work_does(tmp_path: Path) -> None:
    with CountedSyncs() as disk, ProjectStore.create(tmp_path / "a.epochal", Document("Houses")) as store:
        store.set_value("note", 1)
        before = disk.syncs
        for page in ("clean", "train"):
            store.set_ui_state({"page": page})
        assert disk.syncs == before
        with store.transaction():
            store.set_ui_state({"page": "data"})  # inside a transaction it is part of that
        assert disk.syncs == before + 1
        store.set_value("note", 2)
        assert disk.syncs == before + 2 and store.ui_state() == {"page": "data"}
