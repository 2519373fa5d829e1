"""What mends a rule that no longer fits: each remedy is a document that can be taken as one step.

A rule is skipped when columns that it names are gone, or hold another kind of value than it works on. Which remedy
suits follows from why: a column that the person ignores is used again, one that an earlier rule takes out is worked on
before that rule, a renamed one is named anew, texts are read as numbers first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from PySide6.QtCore import QCoreApplication

from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.fields import FieldKind
from core.cleaning.recipe import Step
from core.cleaning.report import CleaningReport, Outcome
from core.cleaning.rule import Rule
from core.cleaning.rules import Convert
from core.data.columns import Storage
from core.project.document import Document
from gui.models.recipe import title_of

ALIKE = 0.6  # of `SequenceMatcher.ratio`: "Lot_Area" and "Lot.Area" are 0.88, "area" and "price" 0.44
MOST = 2
Stored = Mapping[str, frozenset[Storage]]
_READ_AS = {
    Storage.NUMBER: ("number", QT_TRANSLATE_NOOP("clean", "Read {name} as a number first")),
    Storage.TEXT: ("category", QT_TRANSLATE_NOOP("clean", "Read {name} as a category first")),
}


@dataclass(frozen=True)
class Remedy:
    """words: what the button says; document: what the project is afterwards."""

    words: str
    document: Document


def remedies(step: Step, document: Document, report: CleaningReport, stored: Stored) -> list[Remedy]:
    """What would mend this rule, the likeliest first, at most two; none when nothing but another choice of columns
    would. stored: the columns in use, each with how it is stored."""
    taken_out = _taken_out_before(step, document, report)
    found: list[Remedy] = []
    for name in dict.fromkeys(step.rule.named_columns()):
        if name in document.ignored:
            words = _say("Use {name} again").format(name=name)
            found.append(Remedy(words, document.with_column_ignored(name, False)))
        elif name in taken_out:
            found.append(_before(step, taken_out[name], document))
        elif name not in stored:
            found += _renamed(step, name, document, stored, taken_out)
        elif not any(step.rule.suits(storage) for storage in stored[name]):
            found += _read_first(step, name, document)
    return found[:MOST]


def _taken_out_before(step: Step, document: Document, report: CleaningReport) -> dict[str, Step]:
    """Columns that rules before this one take out, and which rule does."""
    before = {one.id: one for one in document.recipe.steps[: document.recipe.index(step.id)]}
    return {
        name: before[one.step_id]
        for one in report.steps
        if one.step_id in before and one.outcome is Outcome.APPLIED
        for name in one.columns_removed
    }


def _before(step: Step, other: Step, document: Document) -> Remedy:
    words = _say("Move it before “{rule}”").format(rule=title_of(other))
    recipe = document.recipe.moved(step.id, document.recipe.index(other.id))
    return Remedy(words, document.with_recipe(recipe))


def _renamed(step: Step, name: str, document: Document, stored: Stored, taken_out: Mapping[str, Step]) -> list[Remedy]:
    """The column in use whose name is most like the one that is gone, if any is like it at all."""
    named = step.rule.named_columns()
    free = [
        other
        for other, storages in stored.items()
        if other not in named and other not in taken_out and any(step.rule.suits(storage) for storage in storages)
    ]
    likeness = {other: SequenceMatcher(None, name.casefold(), other.casefold()).ratio() for other in free}
    best = max(free, key=likeness.__getitem__, default=None)
    if best is None or likeness[best] < ALIKE:
        return []
    words = _say("Use {name} instead").format(name=best)
    return [Remedy(words, _with_rule(step, document, with_column(step.rule, name, best)))]


def _read_first(step: Step, name: str, document: Document) -> list[Remedy]:
    """A rule before this one that reads the column as what this one works on."""
    wanted = next((storage for storage in _READ_AS if step.rule.suits(storage)), None)
    if wanted is None:
        return []
    kind, words = _READ_AS[wanted]
    recipe = document.recipe.added(Step("", Convert((name,), kind)), document.recipe.index(step.id))
    return [Remedy(_say(words).format(name=name), document.with_recipe(recipe))]


def _with_rule(step: Step, document: Document, rule: Rule) -> Document:
    return document.with_recipe(document.recipe.replaced(step.id, rule))


def with_column(rule: Rule, old: str, new: str) -> Rule:
    """The rule with one column's name in place of another's."""
    changed: dict[str, object] = {}
    for one in rule.fields:
        value = getattr(rule, one.name)
        if one.kind is FieldKind.COLUMN and value == old:
            changed[one.name] = new
        elif one.kind is FieldKind.COLUMNS:
            changed[one.name] = tuple(new if name == old else name for name in value)
        elif one.kind is FieldKind.SPELLINGS:
            changed[one.name] = tuple((new if name == old else name, pairs) for name, pairs in value)
    return dataclasses.replace(rule, **changed)


def _say(text: str) -> str:
    return QCoreApplication.translate("clean", text)


WORDS = (  # marked for translation, said by `_say`
    QT_TRANSLATE_NOOP("clean", "Use {name} again"),
    QT_TRANSLATE_NOOP("clean", "Use {name} instead"),
    QT_TRANSLATE_NOOP("clean", "Move it before “{rule}”"),
)
