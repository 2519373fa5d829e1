"""Match: the columns of a file meet those that a model needs, by name, by what the person said before, or by a guess.

Why (2026-11-25): the matching is part of the document, so that it is saved, can be undone and is found again by the
next file and by the command line. What the person said comes first, also before a column of the same name; a guess is
only made where somebody sees it, so never by the command line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from core.data.columns import ColumnKind, Storage
from core.data.matching import How, Match, guesses
from core.data.table import Table
from core.training.model import Model

LEFT_OUT = ""  # said of a column that no column of the file stands for, whatever its name


@dataclass(frozen=True)
class Matching:
    """matches: one for each column that the model needs, in its order. unused: the file's other columns."""

    matches: tuple[Match, ...]
    unused: tuple[str, ...]

    @property
    def absent(self) -> tuple[str, ...]:
        """The needed columns that the file doesn't have."""
        return tuple(match.expected for match in self.matches if match.found is None)

    @property
    def found_as(self) -> dict[str, str]:
        """Needed column → column of the file."""
        return {match.expected: match.found for match in self.matches if match.found is not None}

    @property
    def said(self) -> dict[str, str]:
        """Everything that isn't plain from the names, as the document keeps it."""
        return {match.expected: match.found for match in self.matches if match.found and match.how is not How.SAME}

    def count(self, *hows: How) -> int:
        """How many columns were matched in these ways."""
        return sum(match.how in hows for match in self.matches)


def needed_columns(model: Model) -> tuple[str, ...]:
    """The raw columns a prediction needs: those the encoder uses, as they were named before cleaning."""
    used = {column.name for column in model.encoder.columns}
    return tuple(name for name in model.kinds if name in used)


def match_columns(model: Model, table: Table, remembered: Mapping[str, str], *, guess: bool) -> Matching:
    """Which column of the table stands for each that the model needs."""
    needed = needed_columns(model)
    found: dict[str, Match] = {}
    for name in needed:
        said = remembered.get(name)
        if said == LEFT_OUT:
            found[name] = Match(name, None, How.ABSENT)
        elif said is not None and table.has(said):
            found[name] = Match(name, said, How.SAME if said == name else How.REMEMBERED)
        elif table.has(name):
            found[name] = Match(name, name, How.SAME)
    used = {match.found for match in found.values()}
    open_names = [name for name in needed if name not in found]
    spare = [name for name in table.names if name not in used and name != model.target.name]
    if guess:
        fits = _fits(model, table)
        found |= {match.expected: match for match in guesses(open_names, spare, fits)}
    matches = tuple(found.get(name, Match(name, None, How.ABSENT)) for name in needed)
    used = {match.found for match in matches}
    return Matching(matches, tuple(name for name in table.names if name not in used))


def as_expected(table: Table, matching: Matching, others: Sequence[str]) -> Table:
    """The table with the model's names. Of the file's other columns those named in `others` stay."""
    needed = {match.expected for match in matching.matches}
    kept = [name for name in others if name in matching.unused and name not in needed]
    names = [*matching.found_as.items(), *((name, name) for name in kept)]
    series: dict[str, pd.Series[Any]] = {name: table.values(found) for name, found in names}
    frame = pd.DataFrame(series, index=table.frame.index, copy=False)
    columns = tuple(replace(table.column(found), name=name) for name, found in names)
    return Table(frame, columns, table.source_rows, table.lines)


def _fits(model: Model, table: Table) -> Any:
    """Numbers and texts of numbers stand for each other, dates only for dates."""

    def fits(expected: str, found: str) -> bool:
        storage, kind = table.column(found).storage, model.kinds[expected]
        if kind is ColumnKind.DATE or storage is Storage.DATE:
            return kind is ColumnKind.DATE and storage is Storage.DATE
        if kind is ColumnKind.NUMBER:
            return storage is Storage.NUMBER or table.column(found).reason.code == "data.kind_mostly_numbers"
        return True

    return fits
