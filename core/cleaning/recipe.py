"""The recipe: ordered rules, edited purely, and readable JSON that a person can write by hand.

{"epochal_recipe": 1, "steps": [{"rule": "keep_range", "column": "area", "low": 0, "include_low": false}, …]}
A step has "rule" and the fields of that rule; "id", "enabled" (true) and "evidence" may be left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.base.errors import EpochalError, Place
from core.base.notices import Notice, notice_to_json
from core.base.notices import notice_from_json as base_notice
from core.base.wording import sentence
from core.cleaning.fields import FieldKind, to_json
from core.cleaning.rule import Rule
from core.cleaning.rules import RULES

VERSION = 1
STEP_KEYS = ("id", "rule", "enabled", "evidence")


@dataclass(frozen=True)
class Step:
    """A rule at its place. evidence: why it was suggested; None when a person added it."""

    id: str
    rule: Rule
    enabled: bool = True
    evidence: Notice | None = None


@dataclass(frozen=True)
class Recipe:
    """Rules from first to last. Every edit is a new recipe; ids stay with their step. Unknown ids raise KeyError."""

    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if len({step.id for step in self.steps}) != len(self.steps):
            raise ValueError("two steps have the same id")

    def step(self, step_id: str) -> Step:
        """The step of that id."""
        return self.steps[self.index(step_id)]

    def index(self, step_id: str) -> int:
        """Where the step of that id stands, from 0."""
        for at, step in enumerate(self.steps):
            if step.id == step_id:
                return at
        raise KeyError(step_id)

    def new_id(self) -> str:
        """An id that no step has."""
        return _free_ids({step.id for step in self.steps}, 1)[0]

    def added(self, step: Step, at: int | None = None) -> Recipe:
        """With this step at index `at`, or at the end. A step without id, or with one that is taken, gets a new one."""
        if not step.id or any(step.id == other.id for other in self.steps):
            step = replace(step, id=self.new_id())
        place = len(self.steps) if at is None else max(0, min(at, len(self.steps)))
        return Recipe((*self.steps[:place], step, *self.steps[place:]))

    def removed(self, step_id: str) -> Recipe:
        """Without that step."""
        at = self.index(step_id)
        return Recipe(self.steps[:at] + self.steps[at + 1 :])

    def moved(self, step_id: str, to_index: int) -> Recipe:
        """With that step at index `to_index` of the result; an index beyond the ends means the end."""
        return self.removed(step_id).added(self.step(step_id), to_index)

    def toggled(self, step_id: str) -> Recipe:
        """With that step switched on or off."""
        step = self.step(step_id)
        return self._with(replace(step, enabled=not step.enabled))

    def replaced(self, step_id: str, rule: Rule) -> Recipe:
        """With another rule at that step; its evidence goes when it spoke of another kind of rule."""
        step = self.step(step_id)
        evidence = step.evidence if step.rule.kind == rule.kind else None
        return self._with(replace(step, rule=rule, evidence=evidence))

    @property
    def required_columns(self) -> tuple[str, ...]:
        """The columns that the steps switched on name, in order of mention."""
        names = (name for step in self.steps if step.enabled for name in step.rule.required_columns())
        return tuple(dict.fromkeys(names))

    def _with(self, changed: Step) -> Recipe:
        return Recipe(tuple(changed if step.id == changed.id else step for step in self.steps))


def recipe_of(rules: Iterable[Rule]) -> Recipe:
    """A recipe of these rules, all switched on."""
    recipe = Recipe()
    for rule in rules:
        recipe = recipe.added(Step("", rule))
    return recipe


def recipe_to_json(recipe: Recipe) -> dict[str, Any]:
    """The recipe as JSON values."""
    return {"epochal_recipe": VERSION, "steps": [step_to_json(step) for step in recipe.steps]}


def step_to_json(step: Step) -> dict[str, Any]:
    """One step; a field that counts only beside another one, or is a list of exceptions, is left out when it has its
    usual value."""
    value: dict[str, Any] = {"id": step.id, "rule": step.rule.kind}
    usual = {field.name: field.default for field in dataclasses.fields(step.rule)}
    for field in step.rule.fields:
        chosen = getattr(step.rule, field.name)
        seldom = field.only_when is not None or field.kind is FieldKind.SPELLINGS
        if not seldom or chosen != usual[field.name]:
            value[field.name] = to_json(field, chosen)
    value["enabled"] = step.enabled
    if step.evidence is not None:
        value["evidence"] = notice_to_json(step.evidence)
    return value


def recipe_from_json(value: object) -> Recipe:
    """The recipe that JSON describes. Raises EpochalError cleaning.*: what is wrong, and in which step."""
    if not isinstance(value, Mapping) or "epochal_recipe" not in value:
        raise EpochalError("cleaning.no_recipe")
    version, steps = value["epochal_recipe"], value.get("steps")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise EpochalError("cleaning.newer_recipe", {"version": version, "known": VERSION})
    if version != VERSION or isinstance(version, bool):
        raise EpochalError("cleaning.no_recipe")
    if not isinstance(steps, list):
        raise EpochalError("cleaning.no_steps")
    for key in value:
        if key not in ("epochal_recipe", "steps"):
            raise EpochalError("cleaning.unknown_key", {"key": str(key), "known": "epochal_recipe, steps"})
    read = [_placed(step, number) for number, step in enumerate(steps, 1)]
    taken = [step.id for step in read if step.id]
    for number, step in enumerate(read, 1):
        if step.id and taken.index(step.id) != sum(bool(other.id) for other in read[: number - 1]):
            raise EpochalError("cleaning.same_id", {"id": step.id}, Place(rule=f"{number} ({step.rule.kind})"))
    free = iter(_free_ids(set(taken), len(read) - len(taken)))
    return Recipe(tuple(step if step.id else replace(step, id=next(free)) for step in read))


def step_from_json(value: object) -> Step:
    """One step; its id is "" when there is none. Raises EpochalError cleaning.*."""
    if not isinstance(value, Mapping):
        raise EpochalError("cleaning.step_form")
    rule = RULES.get(value["rule"]) if isinstance(value.get("rule"), str) else None
    if rule is None:
        shown = value.get("rule", "")
        raise EpochalError("cleaning.unknown_rule", {"kind": str(shown), "known": ", ".join(RULES)})
    given = {str(key): item for key, item in value.items()}
    step_id, enabled = given.get("id", ""), given.get("enabled", True)
    if not isinstance(step_id, str):
        raise EpochalError("cleaning.id_form")
    if not isinstance(enabled, bool):
        raise EpochalError("cleaning.need_flag", {"field": "enabled", "value": str(enabled)})
    evidence = None if given.get("evidence") is None else notice_from_json(given["evidence"])
    return Step(step_id, _rule_from(rule, given), enabled, evidence)


def notice_from_json(value: object) -> Notice:
    """A notice from a file. Raises EpochalError cleaning.evidence_form unless this version can say it."""
    try:
        notice = base_notice(value)
        if not notice.code.startswith("cleaning."):
            raise KeyError(notice.code)
        sentence(notice)
    except (KeyError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise EpochalError("cleaning.evidence_form") from error
    return notice


def _placed(value: object, number: int) -> Step:
    """The step of a recipe, with its number in whatever goes wrong."""
    try:
        return step_from_json(value)
    except EpochalError as error:
        kind = value.get("rule") if isinstance(value, Mapping) else None
        where = f"{number} ({kind})" if isinstance(kind, str) and kind in RULES else str(number)
        raise EpochalError(error.code, error.params, Place(rule=where)) from error


def _rule_from(rule: type[Rule], given: Mapping[str, Any]) -> Rule:
    names = [field.name for field in rule.fields]
    values = {key: item for key, item in given.items() if key not in STEP_KEYS}
    if "column" in values and "column" not in names and "columns" in names and "columns" not in values:
        values["columns"] = values.pop("column")  # one column is as good as a list of one
    for key in values:
        if key not in names:
            raise EpochalError("cleaning.unknown_field", {"field": key, "known": ", ".join(names)})
    for field in rule.fields:
        if field.required and field.name not in values and field.kind is not FieldKind.NUMBER:
            raise EpochalError("cleaning.missing_field", {"field": field.name})
    return rule(**values)


def _free_ids(taken: set[str], count: int) -> list[str]:
    ids: list[str] = []
    number = 1
    while len(ids) < count:
        if f"s{number}" not in taken:
            ids.append(f"s{number}")
        number += 1
    return ids
