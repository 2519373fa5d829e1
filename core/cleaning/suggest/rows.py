"""Rows that can't be learned from, and rows that are there twice."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from core.cleaning.cells import missing, names_words, share_words
from core.cleaning.rules import DropMissing, RemoveDuplicates
from core.cleaning.suggest.draft import Draft
from core.data.columns import ColumnKind

SPARE_BITS = 10  # chance repeats are expected in less than one table of 1,000


def suggest_target(draft: Draft) -> None:
    """Leave out rows without a target: there is nothing to learn from them."""
    if draft.target is None:
        return
    gaps = int(missing(draft.table.values(draft.target)).sum())
    if 0 < gaps < draft.table.rows:
        draft.recommend(
            DropMissing((draft.target,)),
            "why_drop_target",
            name=draft.target,
            missing=gaps,
            rows=draft.table.rows,
            share=share_words(gaps, draft.table.rows),
        )


def suggest_duplicates(draft: Draft) -> None:
    """Recommend removing rows that are surely copies, offer it where they may be different things.

    Surely: they agree in an id too, or they hold so much detail that chance can't have made them. Two random rows agree
    in one column with the probability Σ share², and −log2 of that is the column's detail in bits; a table of n rows has
    n²/2 pairs, so with 2·log2 n + 10 bits in all (columns taken as independent) a chance repeat is very unlikely. Else,
    as in a table of a few categories, equal rows are expected, and removing them would change the shares.
    """
    ids = draft.of_kind(ColumnKind.ID)
    frame = draft.table.frame
    copies = int(frame.duplicated().sum()) if len(frame.columns) else 0
    params = {"copies": copies, "rows": draft.table.rows, "share": share_words(copies, draft.table.rows)}
    if copies and ids:
        draft.recommend(RemoveDuplicates(), "why_duplicates_id", **params, names=names_words(ids))
    elif copies and _detail_bits(frame) >= 2 * math.log2(draft.table.rows) + SPARE_BITS:
        draft.recommend(RemoveDuplicates(), "why_duplicates", **params, columns=len(frame.columns))
    elif copies:
        draft.offer(RemoveDuplicates(), "why_duplicates_maybe", **params, columns=len(frame.columns))
    elif ids and len(ids) < len(frame.columns):
        but_id = int(frame.drop(columns=ids).duplicated().sum())
        if but_id:
            share = share_words(but_id, draft.table.rows)
            names = names_words(ids)
            draft.offer(RemoveDuplicates(tuple(ids)), "why_duplicates_but_id", copies=but_id, share=share, names=names)


def _detail_bits(frame: pd.DataFrame) -> float:
    """−log2 of the probability that two rows agree in every column, were columns independent."""
    bits = 0.0
    for name in frame.columns:
        codes, _ = pd.factorize(frame[name], use_na_sentinel=False)
        shares = np.bincount(codes) / len(codes)
        bits -= math.log2(float((shares**2).sum()))
    return bits
