"""What a column's name says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ANYWHERE = frozenset({"id", "ids", "uuid", "guid", "pid", "uid"})
_LAST = frozenset({"key", "nr", "no", "number", "num", "code", "sku", "serial", "ref", "reference", "isbn", "account"})
_WHOLE = frozenset({"index", "idx", "row", "rownames", "record", "case", "order", "rowid", "rownum", "n°", "#"})
_WHOSE = r"(?:passenger|customer|user|order|product|item|client|patient|employee|student|account|transaction|invoice"
_GLUED = re.compile(_WHOSE + r"|session|device|household|member|loan|policy|claim|record|row)s?(?:id|no|nr)")


def words_of(name: str) -> list[str]:
    """The lower-case words of a name: "MS.SubClass" → ["ms", "sub", "class"]."""
    spaced = re.sub(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])", " ", name)
    return [word for word in re.split(r"[^0-9a-zà-ÿ#°]+", spaced.lower()) if word]


def sounds_like_id(name: str) -> bool:
    """Whether people give such a name to a column that only tells rows apart."""
    words = words_of(name)
    if not words:
        return False
    whole = "".join(words)
    return (
        any(word in _ANYWHERE for word in words)
        or (len(words) > 1 and words[-1] in _LAST)
        or whole in _WHOLE
        or _GLUED.fullmatch(whole) is not None
    )


def giving_way(names: Iterable[str], ours: Iterable[str]) -> dict[str, str]:
    """What columns of a file are called beside ours: one that has a name of ours is "<name> (input)", once more where
    the file has that name as well, as the export of an export does. Others keep their name and aren't listed."""
    taken, given = set(ours), list(names)
    clashing = [name for name in given if name in taken]
    taken.update(given)
    found: dict[str, str] = {}
    for name in clashing:
        found[name] = f"{name} (input)"
        while found[name] in taken:
            found[name] += " (input)"
        taken.add(found[name])
    return found
