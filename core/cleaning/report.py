"""What cleaning did, by source row: cells with before and after, rows with the reason they were set aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.notices import Notice
from core.base.wording import sentence, what_and_todo
from core.cleaning.cells import cell_objects
from core.data.flags import RowFlag
from core.data.names import giving_way
from core.data.table import Table

if TYPE_CHECKING:
    from core.cleaning.recipe import Recipe, Step

REPORT_VERSION = 1


def no_rows() -> NDArray[np.int64]:
    """int64 [0]."""
    return np.empty(0, np.int64)


class Outcome(StrEnum):
    """What became of a step."""

    APPLIED = "applied"
    NO_EFFECT = "no_effect"
    OFF = "off"
    SKIPPED = "skipped"


@dataclass(frozen=True, eq=False)
class CellChanges:
    """The cells of one column that a step changed.

    source_rows: int64 [n], increasing; before, after: object [n] of float, str (dates as ISO texts) or None (missing).
    """

    column: str
    source_rows: NDArray[np.int64]
    before: NDArray[np.object_]
    after: NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class StepReport:
    """What one step did.

    rejected_rows: int64 [k] source rows; the reason of the i-th is reasons[reason_of[i]].
    reason: the one sentence why rows were rejected, or why the step was skipped or fits only in part.
    columns_removed, columns_converted: columns that it took out, and those that have another kind now.
    """

    step_id: str
    outcome: Outcome
    rows_before: int
    rows_after: int
    changes: tuple[CellChanges, ...] = ()
    rejected_rows: NDArray[np.int64] = field(default_factory=no_rows)
    reasons: tuple[Notice, ...] = ()
    reason_of: NDArray[np.int64] = field(default_factory=no_rows)
    columns_removed: tuple[str, ...] = ()
    columns_converted: tuple[str, ...] = ()
    reason: Notice | None = None

    @property
    def cells_changed(self) -> int:
        """How many cells it changed, in all columns."""
        return sum(len(change.source_rows) for change in self.changes)

    @property
    def rows_rejected(self) -> int:
        """How many rows it set aside."""
        return len(self.rejected_rows)


@dataclass(frozen=True, eq=False)
class CleaningReport:
    """All steps in order. rows_in = rows_out + rows_rejected, always.

    offered: what steps that are off would do at their place, where that was asked for; nothing of it is in the counts.
    """

    rows_in: int
    rows_out: int
    steps: tuple[StepReport, ...]
    offered: tuple[StepReport, ...] = ()

    @property
    def rows_rejected(self) -> int:
        """How many rows all steps set aside."""
        return sum(step.rows_rejected for step in self.steps)

    def step(self, step_id: str) -> StepReport:
        """The report of one step. Raises KeyError when there is none."""
        for report in self.steps:
            if report.step_id == step_id:
                return report
        raise KeyError(step_id)


@dataclass(frozen=True, eq=False)
class Cleaned:
    """What cleaning hands on. flags: remarks on rows, only at prediction."""

    table: Table
    report: CleaningReport
    flags: tuple[RowFlag, ...] = ()


def by_value(
    report: StepReport, column: str | None = None
) -> list[tuple[str, str | float | None, str | float | None, int]]:
    """(column, before, after, cells), the most frequent first; of one column or of all."""
    counted: Counter[tuple[str, str | float | None, str | float | None]] = Counter()
    for change in report.changes:
        if column is None or change.column == column:
            pairs = zip(change.before.tolist(), change.after.tolist(), strict=True)
            counted.update((change.column, before, after) for before, after in pairs)
    return [(*key, cells) for key, cells in counted.most_common()]


def rejected_frame(table: Table, report: CleaningReport) -> pd.DataFrame:
    """The rows that steps set aside, in file order: source_row, line, reason, then the cells as they came in.

    A column of the table that has one of these three names follows as "<name> (input)", see `giving_way`.
    """
    rows, reasons = _rejections(report)
    positions = np.searchsorted(table.source_rows, rows)
    ours: dict[str, Any] = {"source_row": rows}
    if table.lines is not None:
        ours["line"] = table.lines[positions]
    ours["reason"] = pd.Series(reasons, dtype="str")
    cells = table.frame.iloc[positions].reset_index(drop=True)
    cells = cells.rename(columns=giving_way(cells.columns, ours))
    return pd.concat([pd.DataFrame(ours), cells], axis=1)


def _rejections(report: CleaningReport) -> tuple[NDArray[np.int64], list[str]]:
    """Every rejected source row in file order, and its reason in words."""
    rows: list[NDArray[np.int64]] = [no_rows()]
    words: list[str] = []
    for step in report.steps:
        sentences = [_plain_words(reason) for reason in step.reasons]
        rows.append(step.rejected_rows)
        words.extend(sentences[at] for at in step.reason_of.tolist())
    together = np.concatenate(rows)
    order = np.argsort(together, kind="stable")
    return together[order], [words[at] for at in order.tolist()]


def _plain_words(notice: Notice) -> str:
    return what_and_todo(notice)[0]


def report_to_json(report: CleaningReport, recipe: Recipe, most_rows: int | None = 1000) -> dict[str, Any]:
    """The report for a file: every step with its counts, its changes by value, and by row.

    most_rows: how many cells of a column and rejected rows of a step are listed one by one; None lists all. The
    counts are always of all.
    """
    steps = [_step_json(step, recipe.step(step.step_id), most_rows) for step in report.steps]
    return {
        "epochal_report": REPORT_VERSION,
        "rows_in": report.rows_in,
        "rows_out": report.rows_out,
        "rows_rejected": report.rows_rejected,
        "steps": steps,
    }


def _step_json(report: StepReport, step: Step, most_rows: int | None) -> dict[str, Any]:
    return {
        "id": step.id,
        "rule": step.rule.kind,
        "title": _plain_words(step.rule.title()),
        "summary": _plain_words(step.rule.summary()),
        "evidence": None if step.evidence is None else sentence(step.evidence),
        "enabled": step.enabled,
        "at_prediction": str(step.rule.at_prediction),
        "outcome": str(report.outcome),
        "reason": None if report.reason is None else sentence(report.reason),
        "rows_before": report.rows_before,
        "rows_after": report.rows_after,
        "rows_rejected": report.rows_rejected,
        "cells_changed": report.cells_changed,
        "columns_removed": list(report.columns_removed),
        "columns_converted": list(report.columns_converted),
        "changes": [_change_json(report, change, most_rows) for change in report.changes],
        "rejected": [
            {"source_row": row, "reason": _plain_words(report.reasons[at])}
            for row, at in zip(
                report.rejected_rows[:most_rows].tolist(), report.reason_of[:most_rows].tolist(), strict=True
            )
        ],
    }


def _change_json(report: StepReport, change: CellChanges, most_rows: int | None) -> dict[str, Any]:
    values = by_value(report, change.column)[:most_rows]
    columns = (change.source_rows, change.before, change.after)
    rows = zip(*(column[:most_rows].tolist() for column in columns), strict=True)
    return {
        "column": change.column,
        "cells": len(change.source_rows),
        "by_value": [{"before": before, "after": after, "cells": cells} for _, before, after, cells in values],
        "by_row": [{"source_row": row, "before": before, "after": after} for row, before, after in rows],
    }


def changed_cells(
    table: Table, name: str, changed: NDArray[np.bool_], before: pd.Series[Any], after: pd.Series[Any]
) -> tuple[CellChanges, ...]:
    """The changes of one column where `changed` (bool [rows]) holds; none when it holds nowhere."""
    positions = np.flatnonzero(changed)
    if not len(positions):
        return ()
    old, new = (cell_objects(values.iloc[positions]) for values in (before, after))
    return (CellChanges(name, table.source_rows[positions], old, new),)
