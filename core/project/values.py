"""Small JSON values by key."""

from __future__ import annotations

from typing import Any

import apsw

from core.project.codec import from_text, to_text
from core.project.connection import select
from core.project.times import now


def get_value(connection: apsw.Connection, key: str, default: Any) -> Any:
    """The value of a key, or `default` when it was never set."""
    found = select(connection, "SELECT value FROM keyed_values WHERE key = ?", key)
    return from_text(found[0][0], key) if found else default


def set_value(connection: apsw.Connection, key: str, value: object) -> None:
    """Keep plain values under a key, in place of what was there."""
    connection.execute(
        "INSERT INTO keyed_values (key, value, changed_at) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (key) DO UPDATE SET value = ?2, changed_at = ?3",
        (key, to_text(value), now()),
    )
