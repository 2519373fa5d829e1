"""An older project file comes in; the same content in the present schema goes out.

One step is one file, `to_2.py`, `to_3.py` …, with one function `upgrade(connection)`. A step is final once released: it
imports nothing from the house (the house changes, an old file doesn't), and leaves the stored schema word for word as
`schema.sql` of its version. An old file of every version stays among the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import apsw

from core.project.connection import transaction

Step = Callable[[apsw.Connection], None]

SCHEMA_VERSION = 1
STEPS: Mapping[int, Step] = {}  # by the version that a step leads to


def upgrade(
    connection: apsw.Connection, found: int, wanted: int = SCHEMA_VERSION, steps: Mapping[int, Step] = STEPS
) -> None:
    """Take the file from version `found` to `wanted`, each step whole or not at all."""
    for version in range(found + 1, wanted + 1):
        with transaction(connection):
            steps[version](connection)
            connection.pragma("user_version", version)
