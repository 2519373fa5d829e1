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


def notice_to_json(notice: Notice) -> dict[str, object]:
    """The notice as plain values; `params` must be JSON-able."""
    plain: dict[str, object] = {"code": notice.code, "params": dict(notice.params), "severity": str(notice.severity)}
    where = notice.place.as_dict()
    return {**plain, "place": where} if where else plain


def notice_from_json(value: object) -> Notice:
    """The notice that `notice_to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    if not isinstance(value, dict):
        raise TypeError("a notice is an object")
    code, params, place = value["code"], value.get("params", {}), value.get("place", {})
    if not (isinstance(code, str) and isinstance(params, dict) and isinstance(place, dict)):
        raise TypeError("a notice has a code, params and a place")
    return Notice(code, params, Place(**place), Severity(value.get("severity", "info")))
