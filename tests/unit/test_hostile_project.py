"""A project file made by an enemy: no code runs, nothing crashes or hangs, and a sentence says what is wrong."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
import zstandard
from mutated_projects import read_everything, replace_blob
from stored_projects import whole_project

from core.base.errors import EpochalError
from core.project.blobs import PART_BYTES
from core.project.store import ProjectStore

HOUSE = Path(__file__).parents[2]
STRUCTURES = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON history BEGIN DELETE FROM runs; END",
    "a view": "CREATE VIEW v AS SELECT load_extension('evil')",
    "a virtual table": "CREATE VIRTUAL TABLE f USING fts5(words)",
    "another table": "CREATE TABLE more (a)",
    "an index": "CREATE INDEX i ON runs (name COLLATE NOCASE)",
    "an index on an expression": "CREATE INDEX i ON runs (abs(number))",
    "another column": "ALTER TABLE runs ADD COLUMN more TEXT",
    "a generated column": "ALTER TABLE runs ADD COLUMN more BLOB GENERATED ALWAYS AS (zeroblob(1000000000))",
    "a missing table": "DROP TABLE keyed_values",
    "a view in the place of a table": "DROP TABLE keyed_values; CREATE VIEW keyed_values AS SELECT 1 AS key",
    "a table of another shape": "DROP TABLE keyed_values; CREATE TABLE keyed_values (key, value, changed_at)",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return whole_project(tmp_path / "a.epochal")


def change(path: Path, *statements: str) -> None:
    """Write with SQLite alone, as anybody can."""
    connection = apsw.Connection(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()


def code_of(verb: Callable[[], object]) -> str:
    with pytest.raises(EpochalError) as caught:
        verb()
    return caught.value.code


@pytest.mark.parametrize("what", STRUCTURES)
@pytest.mark.parametrize("read_only", [False, True])
def test_that_a_structure_that_is_not_ours_is_refused(path: Path, what: str, read_only: bool) -> None:
    change(path, STRUCTURES[what])
    before = path.read_bytes()
    assert code_of(lambda: ProjectStore.open(path, read_only=read_only)) == "project.damaged"
    assert path.read_bytes() == before and [file.name for file in path.parent.iterdir()] == [path.name]


def test_that_a_broken_schema_entry_is_refused(path: Path) -> None:
    change(
        path, "PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET sql = 'CREATE TABLE runs (' WHERE name = 'runs'"
    )
    assert code_of(lambda: ProjectStore.open(path)) == "project.damaged"


def test_that_tables_that_share_their_pages_do_no_harm(path: Path) -> None:
    change(path, "PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET rootpage = 3 WHERE rootpage > 0")
    assert read_everything(path)


def test_that_no_connection_of_ours_can_load_or_attach_or_trust(path: Path) -> None:
    with ProjectStore.open(path) as store, store.transaction() as connection:
        for option, value in {
            apsw.SQLITE_DBCONFIG_DEFENSIVE: 1,
            apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA: 0,
            apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER: 0,
            apsw.SQLITE_DBCONFIG_ENABLE_VIEW: 0,
            apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION: 0,
        }.items():
            assert connection.config(option, -1) == value
        for statement in ("SELECT load_extension('evil')", "ATTACH ':memory:' AS more"):
            with pytest.raises(apsw.Error):
                connection.execute(statement)


def test_that_the_room_never_unpickles_or_evaluates() -> None:
    banned = {"pickle", "marshal", "shelve", "dill", "joblib", "eval", "exec", "compile", "__import__", "import_module"}
    for source in (HOUSE / "core" / "project").rglob("*.py"):
        names = set()
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names |= {node.id} if isinstance(node, ast.Name) else set()
            names |= {alias.name.split(".")[0] for alias in node.names} if isinstance(node, ast.Import) else set()
            names |= {str(node.module)} if isinstance(node, ast.ImportFrom) else set()
        assert not names & banned, source


def blob_of(path: Path, kind: str) -> str:
    connection = apsw.Connection(str(path))
    found = connection.execute("SELECT sha256 FROM blobs WHERE kind = ?", (kind,)).fetchall()
    connection.close()
    return str(found[0][0])


def packed(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


def test_that_content_that_is_not_what_its_hash_says_is_refused(path: Path) -> None:
    sha256 = blob_of(path, "model")
    connection = apsw.Connection(str(path))
    real = zstandard.ZstdDecompressor().decompress(
        connection.execute("SELECT data FROM blob_parts WHERE sha256 = ?", (sha256,)).fetchall()[0][0]
    )
    without_size = zstandard.ZstdCompressor(write_content_size=False).compress(real)
    changed = bytes([real[0] ^ 1]) + real[1:]
    for data in (packed(changed), packed(real[:-1]), packed(real + b"x"), b"", b"x", without_size, packed(real)[:-3]):
        connection.execute("UPDATE blob_parts SET data = ? WHERE sha256 = ?", (data, sha256))
        with ProjectStore.open(path, read_only=True) as store:
            assert code_of(lambda store=store: store.get_model(1)) == "project.blob_damaged"
            assert [notice.code for notice in store.verify()] == ["project.blob_damaged"]
    connection.close()


def test_that_parts_that_are_missing_doubled_or_out_of_order_are_refused(path: Path) -> None:
    content = os.urandom(2 * PART_BYTES + 5)
    with ProjectStore.open(path) as store:
        sha256 = store.put_blob(content, "test")
    for statement in (
        f"UPDATE blob_parts SET part = 9 - part WHERE sha256 = '{sha256}'",
        f"UPDATE blob_parts SET part = part + 9 WHERE sha256 = '{sha256}'",
        f"DELETE FROM blob_parts WHERE sha256 = '{sha256}' AND part = 2",
        f"INSERT INTO blob_parts SELECT sha256, 3, data FROM blob_parts WHERE sha256 = '{sha256}' AND part = 0",
    ):
        copy = path.with_name("copy.epochal")
        copy.write_bytes(path.read_bytes())
        change(copy, statement)
        with ProjectStore.open(copy) as store:
            assert code_of(lambda store=store: store.get_blob(sha256)) == "project.blob_damaged"


def test_that_a_small_blob_cannot_unpack_into_more_than_it_says(path: Path) -> None:
    bomb = packed(bytes(64 * PART_BYTES))  # 512 MiB in some kilobytes
    sha256 = hashlib.sha256(bytes(10)).hexdigest()
    connection = apsw.Connection(str(path))
    connection.execute("INSERT INTO blobs VALUES (?, 'test', 10, '')", (sha256,))
    connection.execute("INSERT INTO blob_parts VALUES (?, 0, ?)", (sha256, bomb))
    with ProjectStore.open(path) as store:
        assert code_of(lambda: store.get_blob(sha256)) == "project.blob_damaged"
    for size, code in ((2**62, "project.out_of_memory"), (-1, "project.blob_damaged")):
        connection.execute("UPDATE blobs SET size = ? WHERE sha256 = ?", (size, sha256))
        with ProjectStore.open(path) as store:
            assert code_of(lambda store=store: store.get_blob(sha256)) == code
    connection.close()


def test_that_a_deeply_nested_or_huge_value_is_a_sentence(path: Path) -> None:
    for text in ("[" * 200_000, '{"a":' * 50_000, "1" * 100_000, '"' + "x" * 1_000_000, "NaN", "[1,]"):
        connection = apsw.Connection(str(path))
        connection.execute("UPDATE keyed_values SET value = ?", (text,))
        connection.close()
        with ProjectStore.open(path) as store:
            assert code_of(store.ui_state) == "project.bad_value"
    change(path, "UPDATE keyed_values SET value = '[1, 2]'")
    with ProjectStore.open(path) as store:
        assert store.ui_state() == {}


def test_that_a_project_without_any_saved_state_is_a_sentence(path: Path) -> None:
    change(path, "DELETE FROM history")
    with ProjectStore.open(path) as store:
        assert code_of(store.document) == code_of(store.info) == "project.bad_value"


def test_that_a_document_that_was_tampered_with_is_checked_field_by_field(path: Path) -> None:
    with ProjectStore.open(path) as store:
        sha256 = store.history()[-1].sha256
        plain = json.loads(store.get_blob(sha256))
    plain["data"]["snapshot"] = "../../secret"
    connection = apsw.Connection(str(path))
    connection.pragma("foreign_keys", False)
    replace_blob(connection, sha256, json.dumps(plain).encode())
    connection.close()
    with ProjectStore.open(path) as store:
        assert code_of(store.document) == "project.bad_value"


def test_that_verify_tells_each_kind_of_damage(path: Path) -> None:
    with ProjectStore.open(path, read_only=True) as store:
        assert store.verify() == []
    change(path, "PRAGMA foreign_keys = OFF", "UPDATE epochs SET run = 99 WHERE epoch = 1")
    with ProjectStore.open(path, read_only=True) as store:
        assert {notice.code for notice in store.verify()} == {"project.reference_broken"}
    whole = bytearray(path.read_bytes())
    whole[8192:12288] = bytes(4096)
    path.write_bytes(whole)
    with ProjectStore.open(path, read_only=True) as store:
        assert "project.damaged" in {notice.code for notice in store.verify()}


def fuzz(tmp_path: Path, first: int, count: int) -> dict[str, int]:
    """Read mutations in a process of their own, where a crash or a hang is seen."""
    whole = whole_project(tmp_path / "whole.epochal")
    folder = tmp_path / "folder"
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HOUSE), str(HOUSE / "tests" / "support")])}
    program = HOUSE / "tests" / "support" / "mutated_projects.py"
    command = [sys.executable, "-W", "error", str(program), str(whole), str(folder), str(first), str(count)]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    told: dict[str, int] = json.loads(run.stdout)
    return told


def test_that_mutated_files_are_sentences_and_leave_nothing_behind(tmp_path: Path) -> None:
    told = fuzz(tmp_path, 0, 200)
    assert {"project.damaged", "project.cut_short", "project.bad_value", "data.damaged_table"} <= set(told)


@pytest.mark.slow
def test_that_thousands_of_mutated_files_are_sentences_and_leave_nothing_behind(tmp_path: Path) -> None:
    told = fuzz(tmp_path, 0, 4_000)
    assert sum(told.values()) >= 4_000
