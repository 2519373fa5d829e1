"""Opening what can't be opened: each a sentence that says what, where and what next; the file stays as it was."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from stored_projects import whole_project
from trouble_makers import ordinary_person, remount_read_only, small_disk

from core.base.errors import EpochalError
from core.base.wording import what_and_todo
from core.project import migrations
from core.project.connection import connect, leave
from core.project.document import Document
from core.project.migrations import upgrade
from core.project.schema import expected_shape
from core.project.store import ProjectStore


def code_of(path: Path, *, read_only: bool = False) -> str:
    """The code of the failure, after seeing that it is a whole sentence with the file's name."""
    with pytest.raises(EpochalError) as caught:
        ProjectStore.open(path, read_only=read_only)
    what, todo = what_and_todo(caught.value)
    assert what and todo and path.name in str(caught.value)
    return caught.value.code


def foreign_database(path: Path) -> None:
    connection = apsw.Connection(str(path))
    connection.execute("CREATE TABLE people (name TEXT)")
    connection.close()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("price,area\n1,2\n" * 1000, encoding="utf-8")


def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def one_byte(path: Path) -> None:
    path.write_bytes(b"S")


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (foreign_database, "project.not_a_project"),
        (emptied, "project.empty_file"),
        (text, "project.not_a_project"),
        (noise, "project.not_a_project"),
        (one_byte, "project.not_a_project"),
        (Path.mkdir, "project.is_folder"),
        (lambda path: None, "project.missing"),
    ],
)
def test_that_something_else_is_no_project(
    tmp_path: Path, make: Callable[[Path], None], code: str, read_only: bool
) -> None:
    path = tmp_path / "a.epochal"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    assert code_of(path, read_only=read_only) == code
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [file.name for file in tmp_path.iterdir()] == ([path.name] if path.exists() else [])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes as on POSIX")
def test_that_a_pipe_is_no_project_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.epochal")
    assert code_of(tmp_path / "a.epochal") == "project.not_a_project"


def test_that_a_project_in_a_missing_folder_is_missing(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nowhere" / "a.epochal") == "project.missing"
    with pytest.raises(EpochalError) as caught:
        ProjectStore.create(tmp_path / "nowhere" / "a.epochal", Document("a"))
    assert caught.value.code == "project.folder_missing" and "nowhere" in str(caught.value)


@pytest.mark.parametrize("version", [2, 3, 1000, 2**31 - 1])
def test_that_a_newer_version_says_so_and_is_not_touched(tmp_path: Path, version: int) -> None:
    path = whole_project(tmp_path / "a.epochal")
    connection = apsw.Connection(str(path))
    connection.pragma("user_version", version)
    connection.close()
    before = path.read_bytes()
    assert code_of(path) == "project.newer_version"
    with pytest.raises(EpochalError, match=f"{version}.*update Epochal"):
        ProjectStore.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, -1])
def test_that_a_version_that_never_was_is_no_project(tmp_path: Path, version: int) -> None:
    path = whole_project(tmp_path / "a.epochal")
    connection = apsw.Connection(str(path))
    connection.pragma("user_version", version)
    connection.close()
    assert code_of(path) == "project.not_a_project"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.9, 0.999])
def test_that_a_file_cut_short_says_how_much_is_there(tmp_path: Path, share: float) -> None:
    path = whole_project(tmp_path / "a.epochal")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(EpochalError, match=f"{int(len(whole) * share):,} of {len(whole):,} bytes"):
        ProjectStore.open(path)
    assert code_of(path, read_only=True) == "project.cut_short"


@pytest.mark.parametrize("size", [99, 100, 511, 512, 600])
def test_that_even_a_stump_is_a_sentence(tmp_path: Path, size: int) -> None:
    path = whole_project(tmp_path / "a.epochal")
    path.write_bytes(path.read_bytes()[:size])
    assert code_of(path) in ("project.cut_short", "project.damaged", "project.not_a_project")


def test_that_a_project_in_use_for_good_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.project.connection.BUSY_MS", 10)
    path = whole_project(tmp_path / "a.epochal")
    other = apsw.Connection(str(path))
    other.execute("BEGIN EXCLUSIVE")
    assert code_of(path) == "project.in_use"
    other.close()
    ProjectStore.open(path).close()


def test_that_a_save_that_waits_too_long_says_so_and_works_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.project.connection.BUSY_MS", 10)
    path = whole_project(tmp_path / "a.epochal")
    with ProjectStore.open(path) as store, ProjectStore.open(path) as other:
        with other.transaction():
            with pytest.raises(EpochalError) as caught:
                store.set_value("a", 1)
            assert caught.value.code == "project.in_use"
        store.set_value("a", 2)
        assert store.get_value("a") == 2


def test_that_a_write_protected_folder_opens_to_read_and_says_so() -> None:
    with ordinary_person() as folder:
        path = whole_project(folder / "a.epochal")
        folder.chmod(0o500)
        with ProjectStore.open(path) as store:
            assert store.read_only and [notice.code for notice in store.notices] == ["project.opened_read_only"]
            assert str(folder) in str(store.notices[0]) and store.document().name == "Houses" and store.runs()
            for write in (
                lambda: store.set_value("a", 1),
                lambda: store.put_blob(b"a", "a"),
                lambda: store.save_document(Document("b"), "b"),
                lambda: store.mark_interrupted(),
            ):
                with pytest.raises(EpochalError) as caught:
                    write()
                assert caught.value.code == "project.read_only"
        with pytest.raises(EpochalError) as caught:
            ProjectStore.create(folder / "b.epochal", Document("b"))
        assert caught.value.code == "project.read_only" and [file.name for file in folder.iterdir()] == ["a.epochal"]


def test_that_a_folder_that_only_seems_to_be_writable_opens_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with ordinary_person() as folder:
        path = whole_project(folder / "a.epochal")
        folder.chmod(0o500)
        monkeypatch.setattr("core.project.connection.may", lambda path, mode: True)  # as Windows answers
        with ProjectStore.open(path) as store:
            assert store.read_only and store.notices and store.document().name == "Houses"


def test_that_a_write_protected_file_opens_to_read_and_can_be_copied(tmp_path: Path) -> None:
    with ordinary_person() as folder:
        path = whole_project(folder / "a.epochal")
        path.chmod(0o400)
        with ProjectStore.open(path) as store:
            assert store.read_only
            store.save_copy(folder / "mine.epochal")
        with ProjectStore.open(folder / "mine.epochal") as copy:
            assert not copy.read_only and copy.verify() == []


def test_that_a_file_without_permission_says_so() -> None:
    with ordinary_person() as folder:
        path = whole_project(folder / "a.epochal")
        path.chmod(0)
        assert code_of(path) == "project.no_permission"
        folder.chmod(0)
        assert code_of(path) == "project.no_permission"


def test_that_a_read_only_medium_opens_to_read_even_with_a_log_of_a_crash() -> None:
    with small_disk(4) as disk:
        path = whole_project(disk / "a.epochal")
        log = disk / "a.epochal-wal"
        store = ProjectStore.open(path)
        store.set_value("latest", 1)
        saved = {file: file.read_bytes() for file in (path, log)}
        store.close()
        for file, content in saved.items():
            file.write_bytes(content)
        remount_read_only(disk)
        with ProjectStore.open(path) as store:
            assert store.read_only and store.document().name == "Houses"
            codes = [notice.code for notice in store.notices]
            assert codes == ["project.opened_read_only", "project.opened_without_latest"]


def test_that_reading_needs_no_right_to_write(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")
    before = path.read_bytes()
    with ProjectStore.open(path, read_only=True) as store:
        assert store.read_only and store.notices == () and store.document().name == "Houses"
        with pytest.raises(EpochalError, match="write-protected"):
            store.set_value("a", 1)
    assert path.read_bytes() == before and [file.name for file in tmp_path.iterdir()] == ["a.epochal"]


def test_that_an_older_file_is_brought_up_to_date_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = whole_project(tmp_path / "a.epochal")

    def to_2(connection: apsw.Connection) -> None:
        connection.execute("ALTER TABLE runs ADD COLUMN colour TEXT")

    def to_3(connection: apsw.Connection) -> None:
        connection.execute("UPDATE runs SET colour = 'red'")

    connection = connect(path)
    upgrade(connection, 1, 3, {2: to_2, 3: to_3})
    assert connection.pragma("user_version") == 3
    assert connection.execute("SELECT colour FROM runs").fetchall() == [("red",)]
    leave(connection, wrote=True)


def test_that_a_migration_that_fails_leaves_the_file_at_the_step_before(tmp_path: Path) -> None:
    path = whole_project(tmp_path / "a.epochal")

    def to_2(connection: apsw.Connection) -> None:
        connection.execute("ALTER TABLE runs ADD COLUMN colour TEXT")

    def to_3(connection: apsw.Connection) -> None:
        connection.execute("DROP TABLE history")
        raise OSError(errno.EIO, "disk")

    connection = connect(path)
    with pytest.raises(OSError, match="disk"):
        upgrade(connection, 1, 3, {2: to_2, 3: to_3})
    assert connection.pragma("user_version") == 2
    assert connection.execute("SELECT count(*) FROM history").fetchall() == [(2,)]
    leave(connection, wrote=True)


def test_that_there_is_a_migration_for_every_version_and_the_schema_has_no_surprises() -> None:
    assert set(migrations.STEPS) == set(range(2, migrations.SCHEMA_VERSION + 1))
    assert {kind for kind, _, _, _ in expected_shape()} == {"table", "index"}
