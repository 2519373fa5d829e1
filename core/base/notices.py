"""What a room noticed and a person should hear: not a failure, the work goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.base.errors import NOWHERE, Place


class Severity(StrEnum):
    """How loudly a notice speaks."""

    INFO = "info"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Notice:
    """A remark with the same three parts as an error; `core.base.wording.sentence` tells it."""

    code: str
    params: dict[str, object] = field(default_factory=dict)
    place: Place = NOWHERE
    severity: Severity = Severity.INFO

    def __str__(self) -> str:
        from core.base.wording import sentence

        return sentence(self)
