"""What the Clean page says about a rule: what it did, what it learned, what it does at prediction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.apply import FittedStep
from core.cleaning.recipe import Recipe, Step
from core.cleaning.report import CleaningReport, Outcome, StepReport
from core.cleaning.rule import AtPrediction
from gui.models.cells import is_grouped, share_text
from gui.models.recipe import first_offered, title_of
from gui.widgets import translated
from gui.widgets.waterfall import Did, FallStep

MOST_LEARNED = 6
DID: Mapping[Outcome, Did] = {
    Outcome.APPLIED: "applied",
    Outcome.NO_EFFECT: "nothing",
    Outcome.OFF: "off",
    Outcome.SKIPPED: "skipped",
}
_AT_PREDICTION = {
    AtPrediction.REPLAY: QT_TRANSLATE_NOOP("clean", "Does the same to new rows."),
    AtPrediction.CHECK: QT_TRANSLATE_NOOP(
        "clean", "Keeps such a row and marks it “check”, so that every row comes out."
    ),
    AtPrediction.SKIP: QT_TRANSLATE_NOOP("clean", "Does nothing, so that every row comes out."),
}
_DOES = {
    "rows": QT_TRANSLATE_NOOP("clean", "removes {count} of {all} rows ({share})"),
    "cells": QT_TRANSLATE_NOOP("clean", "changes {count} of {all} cells ({share})"),
    "columns": QT_TRANSLATE_NOOP("clean", "leaves out {names}"),
    "kinds": QT_TRANSLATE_NOOP("clean", "reads {names} as another type"),
}
_WOULD = {
    "rows": QT_TRANSLATE_NOOP("clean", "would remove {count} of {all} rows ({share})"),
    "cells": QT_TRANSLATE_NOOP("clean", "would change {count} of {all} cells ({share})"),
    "columns": QT_TRANSLATE_NOOP("clean", "would leave out {names}"),
    "kinds": QT_TRANSLATE_NOOP("clean", "would read {names} as another type"),
}


def fall_steps(recipe: Recipe, report: CleaningReport | None) -> list[FallStep]:
    """The recipe as the waterfall shows it: without the suggestions at its end that nobody has switched on."""
    reports = {} if report is None else {step.step_id: step for step in report.steps}
    return [_fall_step(step, reports.get(step.id)) for step in recipe.steps[: first_offered(recipe)]]


def _fall_step(step: Step, report: StepReport | None) -> FallStep:
    word = translated("cleaning", step.rule.label)
    if report is None or not step.enabled:
        return FallStep(step.id, word, title_of(step), "off" if not step.enabled else "applied")
    return FallStep(
        step.id,
        word,
        title_of(step),
        DID[report.outcome],
        report.rows_rejected,
        report.cells_changed,
        len(report.columns_removed),
    )


def outcome_words(number: int, rules: int, step: Step, report: StepReport | None, columns: int) -> str:
    """ "Rule 1 of 9 · changes 2,168 of 53,940 cells (4.0 %)"."""
    place = _say("Rule {number} of {rules}").format(number=number, rules=rules)
    return f"{place} · {_did(step, report, columns)}"


def _did(step: Step, report: StepReport | None, columns: int) -> str:
    if report is None or report.outcome is Outcome.OFF:
        return _say("counting") if step.enabled else _say("switched off")
    if not step.enabled:
        would = _counted(report, columns, _WOULD)
        return f"{_say('switched off')} · {would}" if would else _say("switched off")
    if report.outcome is Outcome.SKIPPED:
        return _say("skipped")
    return _counted(report, columns, _DOES) or _say("changes nothing in this table")


def _counted(report: StepReport, columns: int, words: Mapping[str, str]) -> str:
    """What a rule does to how many of what, in these words; "" for nothing."""
    if report.rows_rejected:
        share = share_text(report.rows_rejected, report.rows_before)
        return _say(words["rows"]).format(count=f"{report.rows_rejected:,}", all=f"{report.rows_before:,}", share=share)
    if report.cells_changed:
        cells = report.rows_before * max(columns, 1)
        share = share_text(report.cells_changed, cells)
        return _say(words["cells"]).format(count=f"{report.cells_changed:,}", all=f"{cells:,}", share=share)
    if report.columns_removed:
        return _say(words["columns"]).format(names=", ".join(report.columns_removed))
    if report.columns_converted:
        return _say(words["kinds"]).format(names=", ".join(report.columns_converted))
    return ""


def learned_words(fitted: FittedStep | None, has_target: bool) -> str:
    """Column and value, as far as they are few, and from which rows; "" for a rule that learns nothing."""
    if fitted is None or not fitted.learned:
        return ""
    learned = fitted.learned
    told = _told_values(dict(learned.get("values", {})))
    told += [f"{name} {_value(low)} … {_value(high)}" for name, (low, high) in dict(learned.get("limits", {})).items()]
    for name, spellings in dict(learned.get("spellings", {})).items():
        told.append(_say("{count} spellings of {name}").format(count=f"{len(set(spellings.values())):,}", name=name))
    more = len(told) - MOST_LEARNED
    if more > 0:
        told = [*told[:MOST_LEARNED], _say("{count} more").format(count=more)]
    rows = _say("from the training rows only") if has_target else _say("from all rows, as no target is chosen yet")
    return f"{', '.join(told)}; {rows}." if told else ""


def would_learn_words(step: Step, has_target: bool) -> str:
    """From which rows a rule that is off would learn: why it would change other cells than its evidence counted."""
    if not step.rule.learns:
        return ""
    return _say("Nothing yet; it would learn from the training rows only.") if has_target else _say("Nothing yet.")


def _told_values(values: dict[str, Any]) -> list[str]:
    """ "size 4.2", and of several columns with the same value: "“missing” in 15 columns"."""
    alike: dict[str, list[str]] = {}
    for name, value in values.items():
        alike.setdefault(_value(value), []).append(name)
    words = _say("{value} in {count} columns")
    return [
        f"{names[0]} {value}" if len(names) == 1 else words.format(value=value, count=f"{len(names):,}")
        for value, names in alike.items()
    ]


def prediction_words(step: Step, target: str | None) -> str:
    """What the rule does to new rows."""
    named = step.rule.named_columns()
    if target is not None and named == (target,):
        return _say("Does nothing, because new rows have no {target} yet.").format(target=target)
    if step.rule.learns and step.rule.at_prediction is AtPrediction.REPLAY:
        return _say("Does the same to new rows, with what it learned here.")
    return _say(_AT_PREDICTION[step.rule.at_prediction])


def _value(value: Any) -> str:
    if not isinstance(value, int | float):
        return f"“{value}”"
    grouping = "," if is_grouped(value) else ""
    return f"{value:{grouping}.6g}".replace("-", "−")


def _say(text: str) -> str:
    return QCoreApplication.translate("clean", text)


WORDS = (  # marked for translation, said by `_say`
    QT_TRANSLATE_NOOP("clean", "Rule {number} of {rules}"),
    QT_TRANSLATE_NOOP("clean", "switched off"),
    QT_TRANSLATE_NOOP("clean", "counting"),
    QT_TRANSLATE_NOOP("clean", "skipped"),
    QT_TRANSLATE_NOOP("clean", "changes nothing in this table"),
    QT_TRANSLATE_NOOP("clean", "{count} spellings of {name}"),
    QT_TRANSLATE_NOOP("clean", "{value} in {count} columns"),
    QT_TRANSLATE_NOOP("clean", "Does the same to new rows, with what it learned here."),
    QT_TRANSLATE_NOOP("clean", "{count} more"),
    QT_TRANSLATE_NOOP("clean", "from the training rows only"),
    QT_TRANSLATE_NOOP("clean", "Nothing yet; it would learn from the training rows only."),
    QT_TRANSLATE_NOOP("clean", "Nothing yet."),
    QT_TRANSLATE_NOOP("clean", "from all rows, as no target is chosen yet"),
    QT_TRANSLATE_NOOP("clean", "Does nothing, because new rows have no {target} yet."),
)
