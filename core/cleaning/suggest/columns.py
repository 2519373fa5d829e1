"""Columns that can't help: ids, constants, empty ones, free text."""

from __future__ import annotations

from core.cleaning.cells import names_words
from core.cleaning.rules import IgnoreColumns
from core.cleaning.suggest.draft import Draft
from core.data.columns import ColumnKind, Storage

MOSTLY_MISSING = 0.95
MOSTLY_UNIQUE = 0.5
MANY_TEXTS = 50


def suggest_ignoring(draft: Draft) -> None:
    """Ignore what can't help, one step a reason; only offered where nothing would be left to learn from."""
    reasons: dict[str, list[str]] = {}
    for name in draft.features():
        why = _why_useless(draft, name)
        if why:
            reasons.setdefault(why, []).append(name)
    useless = {name for names in reasons.values() for name in names}
    learnable = len(useless) < len(draft.features())
    for why, names in reasons.items():
        first = draft.profile(names[0])
        say = draft.recommend if learnable or why in ("empty", "constant") else draft.offer
        if not learnable and why == "constant":
            say = draft.offer
        say(
            IgnoreColumns(tuple(names)),
            f"why_ignore_{why}",
            names=names_words(names),
            columns=len(names),
            name=names[0],
            distinct=first.distinct,
            missing=first.missing,
            values=first.rows - first.missing,
            rows=first.rows,
        )


def _why_useless(draft: Draft, name: str) -> str | None:
    found, column = draft.profile(name), draft.table.column(name)
    values = found.rows - found.missing
    if values == 0:
        return "empty"
    if column.storage is not Storage.TEXT and found.missing > MOSTLY_MISSING * found.rows:
        return "gaps"
    if found.distinct == 1 and (found.missing == 0 or column.storage is not Storage.TEXT):
        return "constant"
    if column.kind is ColumnKind.ID:
        return "id"
    many = found.distinct > MANY_TEXTS and found.distinct > MOSTLY_UNIQUE * values
    return "text" if column.storage is Storage.TEXT and many else None
