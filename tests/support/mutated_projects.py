"""Project files as an enemy or a dying disk would make them, and a reader that tries everything on them.

As a program: `mutated_projects.py WHOLE FOLDER FIRST COUNT` reads mutations FIRST … FIRST+COUNT-1 of the project WHOLE
in its own process, so that a crash is seen, and prints what became of them.
"""

from __future__ import annotations

import collections
import contextlib
import faulthandler
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import numpy as np
import zstandard

from core.base.errors import EpochalError
from core.base.wording import what_and_todo
from core.project.store import ProjectStore

LONGEST_S = 120.0  # then it hangs; each takes some hundredths of a second
REFERENCES = (
    ("blobs", "sha256"),
    ("blob_parts", "sha256"),
    ("history", "document"),
    ("rejected", "snapshot"),
    ("rejected", "records"),
    ("runs", "document"),
    ("runs", "prepared"),
    ("runs", "model"),
    ("runs", "model_weights"),
    ("runs", "evaluation"),
    ("runs", "evaluation_rows"),
)


def read_everything(path: Path) -> list[str]:
    """Open a file to read and to write, and use every verb that reads; the codes of what was wrong."""
    codes: list[str] = []
    for read_only in (True, False):
        with collecting(codes), ProjectStore.open(path, read_only=read_only) as store:
            for verb in _verbs(store):
                with collecting(codes):
                    verb()
    return codes


@contextlib.contextmanager
def collecting(codes: list[str]) -> Iterator[None]:
    """Let only what isn't a sentence out of the block."""
    try:
        yield
    except EpochalError as error:
        what, todo = what_and_todo(error)
        assert what and todo and str(error)
        codes.append(error.code)


def _verbs(store: ProjectStore) -> Iterator[Callable[[], object]]:
    yield store.document
    yield lambda: [store.document_at(entry) for entry in store.history()]
    for sha256 in (_snapshot(store), *_tables(store.path)):
        yield lambda sha256=sha256: store.get_table(sha256).frame.to_string()
    yield store.rejected
    yield store.ui_state
    yield store.info
    yield store.runs
    yield lambda: [str(notice) for run in store.runs() for notice in run.notices]
    yield lambda: store.get_model(1)
    yield lambda: store.get_evaluation(1)
    yield lambda: store.kept_weights(1)
    yield lambda: [str(notice) for notice in store.verify()]
    if not store.read_only:
        yield store.mark_interrupted
        yield lambda: store.set_value("written", 1)


def _snapshot(store: ProjectStore) -> str:
    codes: list[str] = []
    with collecting(codes):
        data = store.document().data
        return data.snapshot if data else "0" * 64
    return "0" * 64


def _tables(path: Path) -> list[str]:
    """The hashes of the tables, as far as a careless reader can see them."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return [sha256 for (sha256,) in connection.execute("SELECT sha256 FROM blobs WHERE kind = 'table'").fetchall()]
    except (apsw.Error, UnicodeDecodeError):
        return []
    finally:
        connection.close()


def mutate(whole: Path, path: Path, number: int) -> None:
    """Mutation `number`, always the same: of the file's bytes, of one cell, or of one blob's content."""
    rng = np.random.default_rng(number)
    content = whole.read_bytes()
    path.write_bytes(content)
    way = number % 4
    if way == 0:
        path.write_bytes(_mutated(content, rng))
    elif way == 1:
        _mutate_cell(path, rng)
    else:
        _mutate_blob(path, rng, "table" if way == 3 else None)


def _mutated(content: bytes, rng: np.random.Generator) -> bytes:
    changed = bytearray(content)
    for _ in range(int(rng.integers(1, 4))):
        reach = len(changed) if rng.random() < 0.7 else min(120, len(changed))  # often the header
        at = int(rng.integers(max(1, reach)))
        length = int(rng.choice([1, 1, 1, 4, 16, 512, 4096]))
        match int(rng.integers(6)):
            case 0:
                changed[at : at + length] = rng.bytes(len(changed[at : at + length]))
            case 1:
                changed[at : at + length] = bytes(len(changed[at : at + length]))
            case 2:
                changed[at : at + length] = b"\xff" * len(changed[at : at + length])
            case 3:
                del changed[at : at + length]
            case 4:
                changed[at:at] = rng.bytes(length)
            case _:
                changed[at : at + 1] = bytes([changed[at] ^ (1 << int(rng.integers(8)))]) if at < len(changed) else b""
    return bytes(changed) if rng.random() < 0.85 else bytes(changed[: int(rng.integers(max(1, len(changed))))])


def _mutate_cell(path: Path, rng: np.random.Generator) -> None:
    """Any value in any cell, of any type: a file that follows SQLite's rules and breaks ours."""
    connection = _careless(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
    table = tables[int(rng.integers(len(tables)))]
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    column = columns[int(rng.integers(len(columns)))]
    values = [
        None, 0, -1, 2**63 - 1, 1e308, float("inf"), "", "x", "nan", "[]", "{}", "null", b"", b"\xff\x00", "a" * 10_000,
        "[" * 5_000, '{"$float": "nan"}', "../../etc/passwd", "0" * 64, "{rows:,}{0}", rng.bytes(64),
    ]  # fmt: skip
    connection.pragma("ignore_check_constraints", True)
    with contextlib.suppress(apsw.Error):  # STRICT tables refuse most wrong types: then nothing is changed
        value = values[int(rng.integers(len(values)))]
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = 1", (value,))
    with contextlib.suppress(apsw.Error):
        value = values[int(rng.integers(len(values)))]
        connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
    connection.close()


def _mutate_blob(path: Path, rng: np.random.Generator, kind: str | None) -> None:
    """Other content under its true hash: only the room that reads it can tell."""
    connection = _careless(path)
    query = "SELECT sha256 FROM blobs WHERE ?1 IS NULL OR kind = ?1 ORDER BY sha256"
    blobs = connection.execute(query, (kind,)).fetchall()
    (sha256,) = blobs[int(rng.integers(len(blobs)))]
    parts = connection.execute("SELECT data FROM blob_parts WHERE sha256 = ? ORDER BY part", (sha256,)).fetchall()
    content = b"".join(zstandard.ZstdDecompressor().decompress(part) for (part,) in parts)
    changed = _mutated_json(content, rng) if rng.random() < 0.6 else _mutated(content, rng)
    replace_blob(connection, sha256, changed)
    connection.close()


def _mutated_json(content: bytes, rng: np.random.Generator) -> bytes:
    """One value somewhere inside replaced by another; other bytes when it isn't JSON."""
    try:
        value = json.loads(content)
    except ValueError:
        return _mutated(content, rng)
    places = list(_places(value))
    if not places:
        return _mutated(content, rng)
    inner, key = places[int(rng.integers(len(places)))]
    others = [None, True, 0, -1, 2**80, 1.5, 1e308, "", "x", [], {}, [[]], {"$float": "nan"}, {"a": 1}, "1" * 5000]
    if rng.random() < 0.15:
        del inner[key]
    else:
        inner[key] = others[int(rng.integers(len(others)))]
    return json.dumps(value).encode()


def _places(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def replace_blob(connection: apsw.Connection, sha256: str, content: bytes) -> None:
    """Put other content in the place of a blob, wherever it is referred to."""
    changed = hashlib.sha256(content).hexdigest()
    connection.execute("DELETE FROM blob_parts WHERE sha256 = ?", (sha256,))
    connection.execute("UPDATE blobs SET size = ? WHERE sha256 = ?", (len(content), sha256))
    if content:
        packed = zstandard.ZstdCompressor().compress(content)
        connection.execute("INSERT INTO blob_parts (sha256, part, data) VALUES (?, 0, ?)", (sha256, packed))
    for table, column in REFERENCES:
        connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", (changed, sha256))


def _careless(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    connection.pragma("foreign_keys", False)
    return connection


def main(whole: Path, folder: Path, first: int, count: int) -> None:
    """Read mutations, each under its own time limit; print how often each code was told."""
    told: collections.Counter[str] = collections.Counter()
    path = folder / "mutated.epochal"
    for number in range(first, first + count):
        mutate(whole, path, number)
        print(f"mutation {number}", file=sys.stderr, flush=True)
        faulthandler.dump_traceback_later(LONGEST_S, exit=True)
        codes = read_everything(path)
        faulthandler.cancel_dump_traceback_later()
        told.update(set(codes) or {"whole"})
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        left = [file.name for file in folder.iterdir()]
        assert not left, f"mutation {number} left {left}"
    print(json.dumps(told))


if __name__ == "__main__":
    faulthandler.enable()
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
