"""What can be done about what was noticed in a column: a rule to add, or the column to ignore."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.recipe import Recipe, Step
from core.cleaning.rules import (
    RULES,
    ClipOutliers,
    Convert,
    DropMissing,
    FillMissing,
    IgnoreColumns,
    KeepRange,
    ReplaceValues,
    TidyText,
)
from core.cleaning.starting import starting_rule
from core.data.noticed import OUTLIERS
from core.data.table import Table
from core.project.document import Document

IGNORE = "ignore"
NOTICED_ACTIONS = {
    "data.noticed_missing": FillMissing.kind,
    "data.noticed_numbers_as_text": Convert.kind,
    "data.noticed_dates_as_text": Convert.kind,
    "data.noticed_blank_words": ReplaceValues.kind,
    "data.noticed_spellings": TidyText.kind,
    "data.noticed_padding": TidyText.kind,
    "data.noticed_impossible": KeepRange.kind,
    **dict.fromkeys(OUTLIERS, ClipOutliers.kind),
    "data.noticed_empty": IGNORE,
    "data.noticed_constant": IGNORE,
    "data.noticed_id": IGNORE,
    "data.noticed_free_text": IGNORE,
}
OTHER_RULES = {  # a rule of another kind that answers the same
    FillMissing.kind: (DropMissing.kind,),
    KeepRange.kind: (ReplaceValues.kind,),
    IGNORE: (IgnoreColumns.kind,),
}
_IGNORE_WORDS = QT_TRANSLATE_NOOP("columns", "Ignore the column")
_RULE_WORDS = QT_TRANSLATE_NOOP("columns", "{rule}…")


def action_for(code: str, use: str) -> str:
    """What to do about a notice: a key of RULES, or `IGNORE`. A target's gaps aren't filled: its rows are left out."""
    action = NOTICED_ACTIONS[code]
    return DropMissing.kind if use == "target" and action == FillMissing.kind else action


def action_words(code: str, use: str) -> str:
    """What the button says."""
    action = action_for(code, use)
    if action == IGNORE:
        return QCoreApplication.translate("columns", _IGNORE_WORDS)
    rule = QCoreApplication.translate("cleaning", RULES[action].name)
    return QCoreApplication.translate("columns", _RULE_WORDS).format(rule=rule)


def answering_step(recipe: Recipe, column: str, code: str) -> Step | None:
    """The rule that is about this already, switched on or only suggested."""
    action = NOTICED_ACTIONS[code]
    kinds = (action, *OTHER_RULES.get(action, ()))
    return next((s for s in recipe.steps if s.rule.kind in kinds and column in s.rule.named_columns()), None)


def with_answer(document: Document, table: Table, column: str, code: str) -> tuple[Document, str | None]:
    """The document with what answers the notice, and the id of the rule (None when the column is ignored)."""
    action = action_for(code, "target" if document.target == column else "input")
    if action == IGNORE:
        return document.with_column_ignored(column, True), None
    rule = starting_rule(action, table, column, document.target)
    if rule is None:
        return document, None
    recipe = document.recipe.added(Step("", rule))
    return document.with_recipe(recipe), recipe.steps[-1].id
