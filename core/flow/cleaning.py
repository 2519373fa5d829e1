"""Clean: a document's table as the person shaped it, its rules suggested, fitted and shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice, Severity
from core.cleaning.apply import FittedRecipe, fit_recipe
from core.cleaning.listing import Listing, list_values
from core.cleaning.recipe import Recipe
from core.cleaning.report import Cleaned, CleaningReport
from core.cleaning.suggest import suggest_recipe
from core.data.infer import with_kind
from core.data.levels import canonical_levels
from core.data.profile import TableProfile
from core.data.table import Table
from core.features.split import Parts, draw_parts
from core.features.task import Task, detect_task
from core.project.document import Document
from core.training.settings import TrainingSettings, settings_from

FEW_LEVELS = 200
GONE = ("cleaning.skip_columns_gone", "cleaning.part_columns_gone")


def document_settings(document: Document) -> TrainingSettings:
    """The training settings a document asks for. Raises UsageError training.preset_unknown, training.setting_*."""
    return settings_from(document.preset, dict(document.overrides))


def shaped_table(table: Table, document: Document) -> Table:
    """The table with the person's kinds and without the columns they ignore or that only weigh rows; no rule yet."""
    shaped = table
    for name, kind in document.kinds:
        if shaped.has(name):
            shaped, _ = with_kind(shaped, name, kind)
    left_out = {*document.ignored, dict(document.overrides).get("sample_weight", "").strip()}
    ignored = [name for name in shaped.names if name in left_out and name != document.target]
    return shaped.without(ignored) if ignored else shaped


def suggested_recipe(table: Table, profile: TableProfile, document: Document) -> Recipe:
    """Rules for this table and target, each with its evidence."""
    return suggest_recipe(table, profile, document.target, frozenset(document.ignored))


def with_new_target(document: Document, target: str | None, table: Table, profile: TableProfile) -> Document:
    """The document with another target. Suggested rules that nobody edited are suggested anew: as an input a column
    may be filled or mended, as the target it may not."""
    changed = document.with_target(target)
    if document.recipe_origin != "suggested" or target == document.target:
        return changed
    return changed.with_recipe(suggested_recipe(table, profile, changed), "suggested")


def parts_of(shaped: Table, document: Document, settings: TrainingSettings) -> Parts:
    """Training, validation and test rows, drawn from (seed, source row) before any rule."""
    labels = _strata(shaped, document, settings)
    return draw_parts(shaped.source_rows, document.seed, settings.test, settings.validation, labels)


def preview(table: Table, document: Document) -> tuple[FittedRecipe, Cleaned]:
    """What the recipe does to this table now; it learns from the training rows of the document's own split.

    Without a target there's no split yet to keep apart: it learns from all rows. Rules that are off are tried too:
    the report says what they would do (`offered`).
    """
    shaped, rows = _to_learn_from(table, document)
    return fit_recipe(document.recipe, shaped, rows, document.target, offer=True)


def list_rule_values(table: Table, document: Document, step_id: str) -> Listing:
    """The values that one rule gets to see, with what it learns from them, whether it is on or off.

    The rule must say what becomes of each (`lists_values`). Raises KeyError for an unknown id.
    """
    shaped, rows = _to_learn_from(table, document)
    at = document.recipe.index(step_id)
    before = fit_recipe(Recipe(document.recipe.steps[:at]), shaped, rows, document.target)[1].table
    alone = Recipe((replace(document.recipe.steps[at], enabled=True),))
    fitted = fit_recipe(alone, before, rows, document.target)[0].steps[0]
    return list_values(fitted.step.rule, fitted.learned, before, fitted.columns)


def _to_learn_from(table: Table, document: Document) -> tuple[Table, NDArray[np.int64]]:
    """The table before any rule, and the source rows from which rules learn: all while there is no target."""
    shaped = shaped_table(table, document)
    if document.target is None or not shaped.has(document.target):
        return shaped, shaped.source_rows
    return shaped, parts_of(shaped, document, document_settings(document)).training


def astray(recipe: Recipe, report: CleaningReport, names: Collection[str]) -> tuple[Notice, ...]:
    """What to say of rules about a column that the data (`names`) never had: a slip, or another file's rule."""
    found = []
    for at, (step, told) in enumerate(zip(recipe.steps, report.steps, strict=True), start=1):
        reason = told.reason
        if reason is None or reason.code not in GONE or set(step.rule.named_columns()) <= set(names):
            continue
        found.append(Notice(reason.code, reason.params, Place(rule=f"{at} ({step.rule.kind})"), Severity.WARN))
    return tuple(found)


def _strata(shaped: Table, document: Document, settings: TrainingSettings) -> NDArray[Any] | None:
    """The class of each row when the split keeps class shares, else None."""
    target = document.target
    if target is None or not shaped.has(target):
        return None
    if settings.split == "random":
        return None
    if settings.split == "auto" and not _is_classes(shaped, target, document.task):
        return None
    labels = canonical_levels(shaped.values(target))
    if len({label for label in labels if label is not None}) > FEW_LEVELS:
        if settings.split == "stratified":
            raise EpochalError("flow.too_many_strata", {"name": target}, Place(setting="split"))
        return None
    return labels


def _is_classes(shaped: Table, target: str, task: str) -> bool:
    if task != "auto":
        return Task(task) is not Task.REGRESSION
    try:
        return detect_task(shaped, target) is not Task.REGRESSION
    except EpochalError:  # told when training starts; a target that rules still have to mend is split at random
        return False
