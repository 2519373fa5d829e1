"""Which rows a run was judged on, as a digest kept beside the run: two runs with the same were judged on the same rows.

Why (2026-11-25): split, seed and how many rows there are don't tell it. A rule may take other rows out of the test part
and leave as many, and a rule may write the answers anew. Only what was judged says what was judged. As a small value by
run number, not as a column of `runs`: an older program still opens the file, and an older run has none.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

import apsw
import numpy as np

from core.base.errors import EpochalError
from core.project import checked, values

if TYPE_CHECKING:
    from core.evaluation.report import Evaluation

KEY = "run_test_rows"  # {"3": "9f86d0…"}


def digest_of(evaluation: Evaluation) -> str:
    """SHA-256 of the judged rows and of what was true of them, hexadecimal."""
    found = hashlib.sha256("\n".join((evaluation.task, *evaluation.classes)).encode())
    for array in (evaluation.source_rows, evaluation.actual):
        found.update(np.asarray(array, "<f8" if array.dtype.kind == "f" else "<i8").tobytes())
    return found.hexdigest()


def put_digest(connection: apsw.Connection, number: int, evaluation: Evaluation) -> None:
    """Keep which rows a run was judged on."""
    kept = {str(other): told for other, told in readable_digests(connection).items()}
    values.set_value(connection, KEY, {**kept, str(number): digest_of(evaluation)})


def readable_digests(connection: apsw.Connection) -> dict[int, str]:
    """By run number, where it is known and can be read."""
    found = {}
    with suppress(EpochalError):
        for number, told in checked.mapping(values.get_value(connection, KEY, {}), KEY).items():
            with suppress(EpochalError):
                found[checked.run_number(number, KEY)] = checked.sha256(told, KEY)
    return found
