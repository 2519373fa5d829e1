"""All that is known about one rule of the recipe, gathered from the session for whoever shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.cleaning.apply import FittedStep
from core.cleaning.recipe import Step
from core.cleaning.report import StepReport
from core.data.columns import Storage
from core.data.infer import storage_of
from core.data.table import Table
from gui.models.recipe import RecipeModel
from gui.pages.clean_fields import Columns
from gui.pages.clean_fix import Remedy, remedies
from gui.state.session import Session


@dataclass(frozen=True, eq=False)
class Chosen:
    """All that is known about the chosen rule. number: from 1."""

    step: Step
    number: int
    rules: int
    report: StepReport | None
    fitted: FittedStep | None
    target: str | None
    source: Table | None
    columns: Columns
    remedies: Sequence[Remedy] = ()


def facts_of(session: Session, model: RecipeModel, row: int) -> Chosen | None:
    """What is known about the rule in this row; None where there is none."""
    step, report = model.step(row), model.report(row)
    if step is None:
        return None
    columns, fitted = columns_in_use(session), session.fitted
    known = {one.step.id: one for one in fitted.steps} if fitted is not None else dict[str, FittedStep]()
    return Chosen(
        step=step,
        number=row + 1,
        rules=model.rowCount(),
        report=report,
        fitted=known.get(step.id),
        target=session.document.target if session.document is not None else None,
        source=session.table,
        columns=columns,
        remedies=_remedies(session, step, report, columns),
    )


def columns_in_use(session: Session) -> dict[str, frozenset[Storage]]:
    """How each column is stored: as the person reads it, and as it comes out of the recipe."""
    document, table, cleaned = session.document, session.table, session.cleaned
    if document is None or table is None:
        return {}
    kinds = dict(document.kinds)
    found = {
        column.name: {storage_of(kinds[column.name]) if column.name in kinds else column.storage}
        for column in table.columns
        if column.name not in document.ignored
    }
    for column in cleaned.table.columns if cleaned is not None else ():
        if column.name in found:
            found[column.name].add(column.storage)
    return {name: frozenset(stored) for name, stored in found.items()}


def _remedies(session: Session, step: Step, report: StepReport | None, columns: Columns) -> list[Remedy]:
    document, cleaned = session.document, session.cleaned
    misfit = report is not None and report.reason is not None and not report.rows_rejected and step.enabled
    if not misfit or document is None or cleaned is None:
        return []
    return remedies(step, document, cleaned.report, columns)
