"""Count as: a category that training never saw is taken for one that it knows, because a person said so.

Why (2026-11-25): it is kept with the project rather than made a rule of the recipe, because a recipe belongs to a run
that is trained: what a new file misspells must not ask for a new training. It acts on what the recipe leaves, just
before encoding, and never on a category that the model knows. The row still says "check": whoever reads the exported
file should know that the prediction is for another category than the one beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from core.base.errors import Place
from core.base.notices import Notice, Severity
from core.data.columns import Column, Storage
from core.data.flags import RowFlag, RowVerdict
from core.data.levels import canonical_levels
from core.data.table import Table
from core.features.encoders import Encoder, LevelEncoding

CountedAs = Mapping[tuple[str, str], str]  # (column, category of the file) → category of the model
NONE_COUNTED: CountedAs = {}


def with_counted(encoder: Encoder, table: Table, counted_as: CountedAs) -> tuple[Table, list[RowFlag]]:
    """The table with each of these categories as the one it counts as, and what to tell of the rows that have it.

    What the model knows already, what it doesn't know as another, and columns that it doesn't use are left alone.
    """
    flags: list[RowFlag] = []
    if not counted_as:
        return table, flags
    for learned in encoder.columns:
        if not isinstance(learned, LevelEncoding) or not table.has(learned.name):
            continue
        swaps = {
            value: level
            for (name, value), level in counted_as.items()
            if name == learned.name and value not in learned.code_of and level in learned.code_of
        }
        if swaps:
            table = _swapped(table, learned.name, swaps, flags)
    return table, flags


def _swapped(table: Table, name: str, swaps: Mapping[str, str], flags: list[RowFlag]) -> Table:
    codes, levels = pd.factorize(pd.Series(canonical_levels(table.values(name)), dtype=object), use_na_sentinel=True)
    known = [at for at, level in enumerate(levels) if level in swaps]
    if not known:
        return table
    notices = {at: _notice(name, str(levels[at]), swaps[levels[at]]) for at in known}
    for at in np.flatnonzero(np.isin(codes, known)).tolist():
        flags.append(RowFlag(int(table.source_rows[at]), RowVerdict.CHECK, notices[int(codes[at])]))
    after = np.array([*(swaps.get(level, level) for level in levels), None], object)[codes]
    column = table.column(name)
    return table.with_column(Column(name, column.kind, Storage.TEXT, column.reason), pd.Series(after, dtype="str"))


def _notice(name: str, value: str, level: str) -> Notice:
    params: dict[str, object] = {"name": name, "value": value, "level": level}
    return Notice("flow.flag_counted_as", params, Place(column=name), Severity.WARN)
