"""Numbers that can't be, and numbers far from the others."""

from __future__ import annotations

from typing import cast

from core.cleaning.cells import names_words, number_words
from core.cleaning.rules import ClipOutliers, KeepRange, ReplaceValues
from core.cleaning.suggest.draft import Draft, most_of
from core.data.columns import ColumnKind
from core.data.noticed import OUTLIERS


def suggest_possible(draft: Draft) -> None:
    """Zeros among sizes well above zero stand for "not measured"; negative ones among them are errors."""
    zeros: list[str] = []
    for name in draft.of_kind(ColumnKind.NUMBER):
        notice = draft.noticed(name, "data.noticed_impossible")
        if notice is None:
            continue
        if name != draft.target and not notice.params["negatives"]:
            zeros.append(name)
            continue
        say = draft.offer if name == draft.target else draft.recommend
        say(
            KeepRange(name, low=0.0, include_low=False),
            "why_keep_positive",
            name=name,
            count=notice.params["count"],
            rows=draft.table.rows,
            smallest=number_words(cast(float, notice.params["smallest"])),
        )
    if zeros:
        cells = {name: _count(draft, name, "data.noticed_impossible") for name in zeros}
        top = most_of(zeros, cells.__getitem__)
        notice = draft.noticed(top, "data.noticed_impossible")
        smallest = number_words(cast(float, notice.params["smallest"])) if notice else ""
        total = sum(cells.values())
        draft.recommend(
            ReplaceValues(tuple(zeros), (("0", None),)),
            "why_zero_missing",
            names=names_words(zeros),
            cells=total,
            name=top,
            smallest=smallest,
        )


def suggest_limits(draft: Draft) -> None:
    """Offer limits for numbers far out: they may be errors, or the most interesting rows."""
    names = [name for name in draft.of_kind(ColumnKind.NUMBER) if name != draft.target]
    cells = {name: _count(draft, name, *OUTLIERS) for name in names}
    far = [name for name in names if cells[name]]
    if far:
        top = most_of(far, cells.__getitem__)
        draft.offer(
            ClipOutliers(tuple(far), "iqr", factor=3.0),
            "why_limit",
            names=names_words(far),
            cells=sum(cells[name] for name in far),
            name=top,
            most=cells[top],
        )


def _count(draft: Draft, name: str, *codes: str) -> int:
    told = (draft.noticed(name, code) for code in codes)
    return sum(cast(int, notice.params["count"]) for notice in told if notice is not None)
