"""Missing values, and words that stand for them."""

from __future__ import annotations

from collections.abc import Sequence

from core.cleaning.cells import distinct_texts, missing, names_words, share_words, text_parts
from core.cleaning.reading import is_missing_word
from core.cleaning.rules import DropMissing, FillMissing, ReplaceValues
from core.cleaning.rules.fill_missing import CONSTANT, MEDIAN, MOST_FREQUENT
from core.cleaning.suggest.draft import Draft, most_of
from core.data.columns import ColumnKind, Storage

FEW_GAPS = 0.01
MISSING_LEVEL = "missing"


def suggest_blank_words(draft: Draft) -> None:
    """Offer to treat words such as "n/a" as missing: in categories they may as well mean "none"."""
    words: dict[str, int] = {}
    names: list[str] = []
    for name in draft.of_kind(ColumnKind.CATEGORY, ColumnKind.YES_NO, ColumnKind.TEXT):
        codes, texts = distinct_texts(draft.table.values(name))
        every = (text for part in text_parts(texts) for text in part)
        blank = {at: str(text) for at, text in enumerate(every) if is_missing_word(str(text))}
        if name != draft.target and blank and len(blank) < len(texts):
            names.append(name)
            for at, word in blank.items():
                words[word] = words.get(word, 0) + int((codes == at).sum())
    if names:
        draft.offer(
            ReplaceValues(tuple(names), tuple((word, None) for word in words)),
            "why_blank_words",
            names=names_words(names),
            words=", ".join(f"“{word}”" for word in list(words)[:4]),
            cells=sum(words.values()),
        )


def suggest_filling(draft: Draft) -> None:
    """Fill every column that has gaps anywhere in the file, since a network needs a value in every cell.

    Where there is one column to predict from, a row without it has nothing to learn from, and is left out instead.
    Numbers and dates by the median. Texts by a level of their own, because a blank may mean "none"; where only a few
    are missing, there is too little to learn that level from, and they get the most frequent value.
    """
    if _drop_the_only(draft):
        return
    gaps = {name: int(missing(draft.table.values(name)).sum()) for name in draft.features()}
    rows = draft.table.rows
    numbers, few, level = [], [], []
    for name in draft.features():
        if not 0 < gaps[name] < rows:
            continue
        if draft.table.column(name).storage is not Storage.TEXT:
            numbers.append(name)
        elif gaps[name] < FEW_GAPS * rows:
            few.append(name)
        else:
            level.append(name)
    _fill(draft, numbers, FillMissing(tuple(numbers), MEDIAN), "why_fill_numbers", gaps)
    _fill(draft, level, FillMissing(tuple(level), CONSTANT, MISSING_LEVEL), "why_fill_level", gaps)
    _fill(draft, few, FillMissing(tuple(few), MOST_FREQUENT), "why_fill_few", gaps)


def _drop_the_only(draft: Draft) -> bool:
    """Leave out rows without the only column to predict from."""
    if draft.target is None or len(draft.features()) != 1:
        return False
    (name,) = draft.features()
    gaps = int(missing(draft.table.values(name)).sum())
    if 0 < gaps < draft.table.rows:
        share = share_words(gaps, draft.table.rows)
        draft.recommend(DropMissing((name,)), "why_drop_only", name=name, missing=gaps, share=share)
        return True
    return False


def _fill(draft: Draft, names: Sequence[str], rule: FillMissing, code: str, gaps: dict[str, int]) -> None:
    if names:
        top = most_of(names, gaps.__getitem__)
        draft.recommend(
            rule,
            code if len(names) > 1 else f"{code}_one",
            names=names_words(names),
            columns=len(names),
            cells=sum(gaps[name] for name in names),
            name=top,
            share=share_words(gaps[top], draft.table.rows),
        )
