"""Failures that a person or their machine caused and can mend; any other exception is a bug."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened. Rows are data records from 1; lines are lines of the file from 1."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    line: int | None = None
    column: str | None = None
    rule: str | None = None
    setting: str | None = None

    def as_dict(self) -> dict[str, str | int]:
        """Only the parts that are known, for JSON."""
        names = ("file", "sheet", "row", "line", "column", "rule", "setting")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


NOWHERE = Place()


@dataclass(eq=False)
class EpochalError(Exception):
    """A failure that is the person's or the machine's, told in one sentence by `core.base.wording`.

    `code` names the sentence ("data.empty_file"), `params` fill its blanks, `place` says where.
    """

    code: str
    params: dict[str, object] = field(default_factory=dict)
    place: Place = NOWHERE

    def __str__(self) -> str:
        from core.base.wording import sentence

        return sentence(self)

    def __reduce__(self) -> tuple[type[EpochalError], tuple[str, dict[str, object], Place]]:
        return type(self), (self.code, self.params, self.place)


class UsageError(EpochalError):
    """The command itself is wrong (exit code 2), not what it was given."""
