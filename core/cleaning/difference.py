"""In which way a cell differs after a rule, for the column "Difference" beside before and after."""

from __future__ import annotations

import re

from core.base.notices import Notice
from core.data.levels import is_plain_number

Cell = str | float | None
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]|$)")  # as dates come out of a rule


def difference_of(before: Cell, after: Cell) -> Notice:
    """ "letter case", "spaces", "filled", …: one short phrase."""
    return Notice(f"cleaning.differs_{_how(before, after)}")


def _how(before: Cell, after: Cell) -> str:
    if before is None:
        return "filled"
    if after is None:
        return "emptied"
    if isinstance(before, float) and isinstance(after, float):
        return "lower" if after < before else "higher"
    if isinstance(before, str) and isinstance(after, str):
        return "as_date" if _DAY.match(after) and not _DAY.match(before) else _in_spelling(before, after)
    return "as_number" if isinstance(after, float) else "as_text"


def _in_spelling(before: str, after: str) -> str:
    bare_before, bare_after = (" ".join(text.split()) for text in (before, after))
    if bare_before == bare_after:
        return "spaces"
    if bare_before.casefold() != bare_after.casefold() or is_plain_number(after):
        return "other"
    return "case" if len(before) == len(after) else "both"
