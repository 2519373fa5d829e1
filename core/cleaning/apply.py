"""Fit a recipe on training rows, and apply it: pure, step by step, every change reported by source row.

Each step learns from those training rows that the steps before it left, as they left them. At prediction every row
comes out: rules that set rows aside mark them instead, and rules on the target and on duplicates do nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice, Severity, notice_to_json
from core.cleaning.cells import names_words
from core.cleaning.recipe import Recipe, Step, notice_from_json, step_from_json, step_to_json
from core.cleaning.report import Cleaned, CleaningReport, Outcome, StepReport
from core.cleaning.rule import AtPrediction, Effect, Learned, RowReasons
from core.data.flags import RowFlag, RowVerdict
from core.data.table import Table

VERSION = 1


class Purpose(StrEnum):
    """What the cleaned table is for: to learn from, where rows are set aside, or to predict, where all come out."""

    TRAINING = "training"
    PREDICTION = "prediction"


@dataclass(frozen=True)
class FittedStep:
    """A step with what it learned. columns: those it works on; skipped: why it does nothing, else None."""

    step: Step
    columns: tuple[str, ...]
    learned: Learned
    skipped: Notice | None = None


@dataclass(frozen=True)
class FittedRecipe:
    """Everything needed to replay a recipe."""

    steps: tuple[FittedStep, ...]
    target: str | None = None

    @property
    def recipe(self) -> Recipe:
        """The recipe that was fitted."""
        return Recipe(tuple(fitted.step for fitted in self.steps))


def fit_recipe(
    recipe: Recipe,
    table: Table,
    training_rows: NDArray[np.int64],
    target: str | None = None,
    *,
    offer: bool = False,
) -> tuple[FittedRecipe, Cleaned]:
    """Learn from the rows whose source rows are in `training_rows` (int64), and clean the whole table for training.

    offer: also try each step that is off at its place, and report what it would do.
    """
    fitted, reports, offered, now = list[FittedStep](), list[StepReport](), list[StepReport](), table
    for step in recipe.steps:
        if offer and not step.enabled:
            tried = _fit_step(replace(step, enabled=True), now, training_rows, target)
            offered.append(_apply_step(tried, now, Purpose.TRAINING, target)[1])
        one = _fit_step(step, now, training_rows, target)
        now, report, _ = _apply_step(one, now, Purpose.TRAINING, target)
        fitted.append(one)
        reports.append(report)
    report_all = CleaningReport(table.rows, now.rows, tuple(reports), tuple(offered))
    return FittedRecipe(tuple(fitted), target), Cleaned(now, report_all)


def apply_recipe(fitted: FittedRecipe, table: Table, purpose: Purpose) -> Cleaned:
    """Replay what was fitted. The table given is never changed."""
    reports, flags, now = [], list[RowFlag](), table
    for one in fitted.steps:
        now, report, told = _apply_step(one, now, purpose, fitted.target)
        reports.append(report)
        flags.extend(told)
    return Cleaned(now, CleaningReport(table.rows, now.rows, tuple(reports)), tuple(flags))


def fitted_to_json(fitted: FittedRecipe) -> dict[str, Any]:
    """The fitted recipe as JSON values."""
    steps = [
        {
            "step": step_to_json(one.step),
            "columns": list(one.columns),
            "learned": dict(one.learned),
            "skipped": None if one.skipped is None else notice_to_json(one.skipped),
        }
        for one in fitted.steps
    ]
    return {"epochal_fitted_recipe": VERSION, "target": fitted.target, "steps": steps}


def fitted_from_json(value: object) -> FittedRecipe:
    """The fitted recipe from a file. Raises EpochalError cleaning.damaged_fit, or what is wrong with a step."""
    if not isinstance(value, dict) or value.get("epochal_fitted_recipe") != VERSION:
        raise EpochalError("cleaning.damaged_fit")
    steps, target = value.get("steps"), value.get("target")
    if not isinstance(steps, list) or not (target is None or isinstance(target, str)):
        raise EpochalError("cleaning.damaged_fit")
    fitted = tuple(_fitted_step_from(step) for step in steps)
    if len({one.step.id for one in fitted}) != len(fitted):
        raise EpochalError("cleaning.damaged_fit")
    return FittedRecipe(fitted, target)


def _fitted_step_from(value: object) -> FittedStep:
    if not isinstance(value, dict) or not isinstance(value.get("learned"), dict):
        raise EpochalError("cleaning.damaged_fit")
    step, names = step_from_json(value.get("step")), value.get("columns")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise EpochalError("cleaning.damaged_fit", {}, Place(rule=step.rule.kind))
    skipped = None if value.get("skipped") is None else notice_from_json(value["skipped"])
    if skipped is None and step.enabled:
        step.rule.check_learned(value["learned"], tuple(names))
    return FittedStep(step, tuple(names), value["learned"], skipped)


def _fit_step(step: Step, table: Table, training_rows: NDArray[np.int64], target: str | None) -> FittedStep:
    if not step.enabled:
        return FittedStep(step, (), {})
    wanted = step.rule.wanted_columns(table, target)
    columns, unfit = _fitting(step, table, wanted)
    if not columns:
        return FittedStep(step, wanted, {}, unfit or Notice("cleaning.skip_nothing_suits"))
    training = np.isin(table.source_rows, training_rows)
    return FittedStep(step, wanted, step.rule.fit(table, training, columns))


def _fitting(step: Step, table: Table, wanted: Iterable[str]) -> tuple[tuple[str, ...], Notice | None]:
    """The columns that are there and suit, and what to say about the others."""
    gone = [name for name in wanted if not table.has(name)]
    there = [name for name in wanted if table.has(name)]
    unsuited = [name for name in there if not step.rule.suits(table.column(name).storage)]
    columns = tuple(name for name in there if name not in unsuited)
    notice = None
    if gone:
        notice = _misfit("cleaning.skip_columns_gone" if not columns else "cleaning.part_columns_gone", gone)
    elif unsuited:
        notice = _misfit(
            "cleaning.skip_columns_unsuited" if not columns else "cleaning.part_columns_unsuited", unsuited
        )
    return columns, notice


def _misfit(code: str, names: list[str]) -> Notice:
    return Notice(code, {"names": names_words(names)}, severity=Severity.WARN)


def _apply_step(
    one: FittedStep, table: Table, purpose: Purpose, target: str | None
) -> tuple[Table, StepReport, list[RowFlag]]:
    step, rule = one.step, one.step.rule
    if not step.enabled:
        return table, _idle(step, table, Outcome.OFF, None), []
    if one.skipped is not None:
        return table, _idle(step, table, Outcome.SKIPPED, one.skipped), []
    wanted = one.columns
    if purpose is Purpose.PREDICTION:
        if rule.at_prediction is AtPrediction.SKIP:
            return table, _idle(step, table, Outcome.SKIPPED, Notice("cleaning.skip_at_prediction")), []
        wanted = tuple(name for name in wanted if name != target)
        if not wanted:
            return table, _idle(step, table, Outcome.SKIPPED, Notice("cleaning.skip_target")), []
    columns, notice = _fitting(step, table, wanted)
    if not columns:
        return table, _idle(step, table, Outcome.SKIPPED, notice), []
    effect = rule.apply(one.learned, table, columns)
    if purpose is Purpose.TRAINING:
        return *_dropped(step, table, effect, notice), []
    return effect.table, _report(step, table, effect.table, effect, RowReasons(), notice), _flags(table, effect)


def _dropped(step: Step, before: Table, effect: Effect, notice: Notice | None) -> tuple[Table, StepReport]:
    """Set the rows aside that the rule wants aside."""
    after, drop = effect.table, effect.drop
    if len(drop.positions):
        keep = np.ones(before.rows, np.bool_)
        keep[drop.positions] = False
        after = after.take(keep)
    return after, _report(step, before, after, effect, drop, notice)


def _report(
    step: Step, before: Table, after: Table, effect: Effect, drop: RowReasons, notice: Notice | None
) -> StepReport:
    kinds = {column.name: column.kind for column in after.columns}
    removed = tuple(name for name in before.names if name not in kinds)
    converted = tuple(c.name for c in before.columns if c.name in kinds and kinds[c.name] is not c.kind)
    changed = bool(effect.changes) or len(drop.positions) > 0 or bool(removed) or bool(converted)
    return StepReport(
        step_id=step.id,
        outcome=Outcome.APPLIED if changed else Outcome.NO_EFFECT,
        rows_before=before.rows,
        rows_after=after.rows,
        changes=effect.changes,
        rejected_rows=before.source_rows[drop.positions],
        reasons=drop.reasons,
        reason_of=drop.reason_of,
        columns_removed=removed,
        columns_converted=converted,
        reason=notice or _why(drop),
    )


def _why(drop: RowReasons) -> Notice | None:
    """The one reason that all rows set aside share; that there are several; None without such rows."""
    kinds: set[int] = set(drop.reason_of.tolist())
    if len(kinds) == 1:
        return drop.reasons[kinds.pop()]
    return Notice("cleaning.is_missing_somewhere") if kinds else None


def _idle(step: Step, table: Table, outcome: Outcome, reason: Notice | None) -> StepReport:
    return StepReport(step.id, outcome, table.rows, table.rows, reason=reason)


def _flags(table: Table, effect: Effect) -> list[RowFlag]:
    """What rows are told at prediction. A row that training would have set aside has its reason with "_check"."""
    flags = []
    for told, ending in ((effect.drop, "_check"), *((remark, "") for remark in effect.remarks)):
        notices = [Notice(reason.code + ending, reason.params, reason.place) for reason in told.reasons]
        for row, at in zip(table.source_rows[told.positions].tolist(), told.reason_of.tolist(), strict=True):
            flags.append(RowFlag(row, RowVerdict.CHECK, notices[at]))
    return flags
