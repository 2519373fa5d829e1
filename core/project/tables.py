"""Tables as snapshots, and the records that were set aside at their import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import apsw

from core.base.notices import notice_to_json
from core.project import blobs, checked
from core.project.codec import from_text, to_text
from core.project.connection import select
from core.project.run_rows import notice_from

if TYPE_CHECKING:
    from core.data.readers.options import RejectedRow
    from core.data.table import Table


def put_table(connection: apsw.Connection, table: Table) -> str:
    """Keep a table; returns the hash of its bytes. Equal tables are kept once."""
    from core.data.codec import table_to_buffer

    return blobs.put(connection, table_to_buffer(table), "table")


def get_table(connection: apsw.Connection, sha256: str) -> Table:
    """The table of a snapshot. Raises EpochalError project.blob_*, data.damaged_table."""
    from core.data.codec import table_from_bytes

    return table_from_bytes(blobs.get(connection, sha256))


def put_rejected(connection: apsw.Connection, snapshot: str, rows: Sequence[RejectedRow]) -> None:
    """Keep the records that were set aside beside a snapshot."""
    plain = [
        {"source_row": row.source_row, "line": row.line, "reason": notice_to_json(row.reason), "cells": row.cells}
        for row in rows
    ]
    records = blobs.put(connection, to_text(plain).encode(), "rejected")
    connection.execute("INSERT OR REPLACE INTO rejected (snapshot, records) VALUES (?, ?)", (snapshot, records))


def rejected(connection: apsw.Connection, snapshot: str) -> list[RejectedRow]:
    """The records that were set aside; none when nothing is known of the snapshot."""
    found = select(connection, "SELECT records FROM rejected WHERE snapshot = ?", snapshot)
    if not found:
        return []
    content = blobs.get(connection, checked.sha256(found[0][0], "rejected.records"))
    return list(checked.items(from_text(content, "rejected"), "rejected", _rejected_row))


def _rejected_row(value: object, where: str) -> RejectedRow:
    from core.data.readers.options import RejectedRow

    found: dict[str, Any] = checked.fields(value, where, ("source_row", "line", "reason", "cells"))
    return RejectedRow(
        source_row=checked.whole(found["source_row"], where),
        line=checked.optional(checked.whole, found["line"], where),
        reason=notice_from(found["reason"], where),
        cells=checked.items(found["cells"], where, checked.text),
    )
