"""What one row should be told at prediction: something to check, or why it can't be predicted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.base.notices import Notice


class RowVerdict(StrEnum):
    """How sure a person may be of this row's prediction."""

    CHECK = "check"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RowFlag:
    """A verdict on the data record `source_row`, with its reason."""

    source_row: int
    verdict: RowVerdict
    notice: Notice
