"""A recipe in the making: the steps so far, and the table as the recommended ones leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.base.notices import Notice
from core.cleaning.apply import fit_recipe
from core.cleaning.recipe import Recipe, Step, recipe_of
from core.cleaning.rule import Rule
from core.data.columns import ColumnKind
from core.data.profile import ColumnProfile, TableProfile, profile_column
from core.data.table import Table

FEW_STEPS = 4  # more columns than this share one step


class Draft:
    """What finders read and add to."""

    def __init__(self, table: Table, profile: TableProfile, target: str | None) -> None:
        self.table = table
        self.target = target if target is not None and table.has(target) else None
        self.recipe = Recipe()
        self._profiles = {column.name: column for column in profile.columns}

    def profile(self, name: str) -> ColumnProfile:
        """The profile of a column as it is now; made anew when a step or the person changed its kind."""
        known = self._profiles.get(name)
        if known is None or known.kind is not self.table.column(name).kind:
            known = self._profiles[name] = profile_column(self.table, name)
        return known

    def noticed(self, name: str, code: str) -> Notice | None:
        """What the profile noticed about a column, by its code."""
        return next((notice for notice in self.profile(name).notices if notice.code == code), None)

    def features(self) -> list[str]:
        """Every column but the target."""
        return [name for name in self.table.names if name != self.target]

    def of_kind(self, *kinds: ColumnKind) -> list[str]:
        """The columns of these kinds, the target too."""
        return [column.name for column in self.table.columns if column.kind in kinds]

    def recommend(self, rule: Rule, code: str, **params: object) -> None:
        """A step that is switched on; later finders see the table as it leaves it."""
        self._add(rule, code, params, enabled=True)
        _, cleaned = fit_recipe(recipe_of([rule]), self.table, self.table.source_rows, self.target)
        if cleaned.table.rows != self.table.rows:
            self._profiles.clear()
        for step in cleaned.report.steps:
            for name in (*step.columns_converted, *(change.column for change in step.changes)):
                self._profiles.pop(name, None)
        self.table = cleaned.table

    def offer(self, rule: Rule, code: str, **params: object) -> None:
        """A step that is switched off: to be accepted or not."""
        self._add(rule, code, params, enabled=False)

    def _add(self, rule: Rule, code: str, params: dict[str, object], enabled: bool) -> None:
        self.recipe = self.recipe.added(Step("", rule, enabled, Notice(f"cleaning.{code}", params)))


def split_up(names: Sequence[str]) -> list[tuple[str, ...]]:
    """One group a column while they are few, so that each has its own switch; else one group of all."""
    return [(name,) for name in names] if len(names) <= FEW_STEPS else [tuple(names)]


def most_of(names: Sequence[str], count: Callable[[str], int]) -> str:
    """The column with the highest count, the first of equals."""
    return max(names, key=count)
