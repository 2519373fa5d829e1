"""The values that a rule finds in its columns, each with its cells, for a person to say what becomes what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.cleaning.cells import distinct
from core.cleaning.rule import Learned, Rule
from core.data.table import Table


@dataclass(frozen=True, slots=True)
class Listed:
    """One value of a column, and in how many cells it stands."""

    column: str
    value: str
    cells: int


@dataclass(frozen=True, eq=False)
class Listing:
    """What a rule with `lists_values` gets to see. learned: what it learned there; values: column by column, the most
    frequent first, of equally frequent ones the first."""

    rule: Rule
    learned: Learned
    values: tuple[Listed, ...]


def list_values(rule: Rule, learned: Learned, table: Table, columns: Sequence[str]) -> Listing:
    """The values of these columns in a table as it comes to the rule."""
    found: list[Listed] = []
    for name in columns:
        if not table.has(name) or not rule.suits(table.column(name).storage):
            continue
        codes, values = distinct(rule.listed(table.values(name)))
        counts = np.bincount(codes[codes >= 0], minlength=len(values))
        order = np.argsort(-counts, kind="stable")
        found += [Listed(name, str(values[at]), int(counts[at])) for at in order]
    return Listing(rule, learned, tuple(found))
