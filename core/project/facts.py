"""What there is to say of a project file at a glance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw

from core.project import checked, history
from core.project.connection import select
from core.project.migrations import SCHEMA_VERSION

MODIFIED = "SELECT max(at) FROM (SELECT max(saved_at) AS at FROM history UNION ALL SELECT max(changed_at) FROM runs)"


def info(connection: apsw.Connection, path: Path) -> dict[str, Any]:
    """Plain values: name, data, target, runs, size, versions and times."""
    document = history.present_document(connection)
    data = document.data
    return {
        "path": str(path),
        "name": document.name,
        "target": document.target,
        "file_name": data.file_name if data else None,
        "rows": data.rows if data else 0,
        "columns": data.columns if data else 0,
        "rejected": data.rejected if data else 0,
        "runs": _count(connection, "SELECT count(*) FROM runs"),
        "models": _count(connection, "SELECT count(*) FROM runs WHERE model IS NOT NULL"),
        "saves": _count(connection, "SELECT count(*) FROM history"),
        "size_bytes": _size(path),
        "schema_version": SCHEMA_VERSION,
        "created_at": checked.optional(
            checked.text, _first(connection, "SELECT min(saved_at) FROM history"), "history"
        ),
        "modified_at": checked.optional(checked.text, _first(connection, MODIFIED), "history"),
    }


def _size(path: Path) -> int:
    """Bytes on the disk: the file, and its log while it is open."""
    sizes = [file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists()]
    return sum(sizes)


def _count(connection: apsw.Connection, query: str) -> int:
    return checked.whole(_first(connection, query), query)


def _first(connection: apsw.Connection, query: str) -> object:
    value: object = select(connection, query)[0][0]
    return value
