"""A table comes in, a recipe goes out: recommended rules switched on, further ones offered, each with its evidence.

The steps stand in the order in which they should run; every finder looks at the table as the recommended steps before
it leave it. The recommended ones make a table trainable, and never change a value of the target but to read it as a
number or a date.
"""

from __future__ import annotations

from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.recipe import Recipe
from core.cleaning.suggest.columns import suggest_ignoring
from core.cleaning.suggest.draft import Draft
from core.cleaning.suggest.gaps import suggest_blank_words, suggest_filling
from core.cleaning.suggest.numbers import suggest_limits, suggest_possible
from core.cleaning.suggest.rows import suggest_duplicates, suggest_target
from core.cleaning.suggest.texts import suggest_converting, suggest_tidying
from core.data.profile import TableProfile
from core.data.table import Table

__all__ = ["CHECKS", "suggest_recipe"]

CHECKS = (  # what was looked for, to be told where nothing was found (context "cleaning")
    QT_TRANSLATE_NOOP("cleaning", "Text that holds numbers or dates"),
    QT_TRANSLATE_NOOP("cleaning", "Spellings that differ in spaces or letter case"),
    QT_TRANSLATE_NOOP("cleaning", "Rows without a target"),
    QT_TRANSLATE_NOOP("cleaning", "Duplicate rows"),
    QT_TRANSLATE_NOOP("cleaning", "Columns that can’t help: ids, constants, empty ones, free text"),
    QT_TRANSLATE_NOOP("cleaning", "Impossible numbers"),
    QT_TRANSLATE_NOOP("cleaning", "Missing values, and words that stand for them"),
    QT_TRANSLATE_NOOP("cleaning", "Extreme numbers"),
)
FINDERS = (
    suggest_converting,
    suggest_tidying,
    suggest_target,
    suggest_duplicates,
    suggest_ignoring,
    suggest_possible,
    suggest_blank_words,
    suggest_filling,
    suggest_limits,
)


def suggest_recipe(
    table: Table, profile: TableProfile, target: str | None, ignored: frozenset[str] = frozenset()
) -> Recipe:
    """Rules for this table. enabled: recommended; not enabled: offered. `ignored` columns are left out of account."""
    left_out = [name for name in table.names if name in ignored and name != target]
    draft = Draft(table.without(left_out), profile, target)
    for suggest in FINDERS:
        suggest(draft)
    return draft.recipe
