"""Look into a judgement: which test rows a run struggles with, and what its validation rows say.

What enters: a project and a run's number, and the table when somebody has it read already. What leaves, piece by piece
so that the first is shown at once: the stored evaluation; the weak groups; last the evaluation with its validation
rows, which an older version of the program hasn't stored and which are then predicted anew, by the same model from the
same data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from core.base.errors import EpochalError
from core.base.progress import Finished, Progress
from core.data.table import Table
from core.evaluation.against_rest import OneAgainstRest, against_rest, weakest_class
from core.evaluation.facts import Facts, facts_of
from core.evaluation.groups import Struggles, struggles
from core.evaluation.report import Evaluation
from core.features.task import Task
from core.flow.evaluating import judgement
from core.flow.line import with_validation
from core.project.runs import RunRecord
from core.project.store import ProjectStore
from core.training.interval import Interval


@dataclass(frozen=True, eq=False)
class RunJudged:
    """The judgement, or None when the run kept no test rows; for classes the charts of one: of two the positive one,
    of several the weakest; for numbers the range that the model promises around its predictions, where it has one.
    facts: what is told of the rows, counted."""

    number: int
    evaluation: Evaluation | None
    shown: OneAgainstRest | None = None
    interval: Interval | None = None
    facts: Facts | None = None


@dataclass(frozen=True, eq=False)
class GroupsFound:
    """Where it struggles, and the raw test rows behind it: one row an evaluated row, columns as imported."""

    number: int
    struggles: Struggles
    raw: pd.DataFrame


@dataclass(frozen=True, eq=False)
class SnapshotTable:
    """An imported table and the snapshot's hash that it was read from."""

    snapshot: str
    table: Table


Insight = Progress | RunJudged | GroupsFound | Finished[RunJudged]


def look_into(path: Path, number: int, known: SnapshotTable | None = None) -> Iterator[Insight]:
    """Tell what there is to know of a run's judgement, the quickest first.

    Raises EpochalError project.*, evaluation.damaged. What can't be made any more (the data has gone from the project)
    is left out: the judgement itself stands.
    """
    with ProjectStore.open(path, read_only=True) as store:
        run = store.run(number)
        evaluation = judgement(store, run)
        judged = _counted(number, evaluation, _interval(store, evaluation, number))
        yield judged
        table = known_table(store, run, known) if evaluation is not None else None
        if evaluation is not None and table is not None:
            yield from _groups(number, evaluation, table)
            if evaluation.lacks_validation and run.rows.get("validation"):
                evaluation = with_validation(store, run, evaluation, table)
                judged = replace(judged, evaluation=evaluation, shown=_first_class(evaluation))
    yield Finished(judged)


def _counted(number: int, evaluation: Evaluation | None, interval: Interval | None) -> RunJudged:
    if evaluation is None:
        return RunJudged(number, None)
    return RunJudged(number, evaluation, _first_class(evaluation), interval, facts_of(evaluation, interval))


def look_at_class(evaluation: Evaluation, index: int) -> Iterator[Finished[OneAgainstRest]]:
    """Set another class against the rest."""
    yield Finished(against_rest(evaluation, index))


def _first_class(evaluation: Evaluation | None) -> OneAgainstRest | None:
    if evaluation is None or evaluation.task is Task.REGRESSION:
        return None
    return against_rest(evaluation, 1 if evaluation.task is Task.BINARY else weakest_class(evaluation))


def _interval(store: ProjectStore, evaluation: Evaluation | None, number: int) -> Interval | None:
    if evaluation is None or evaluation.task is not Task.REGRESSION:
        return None
    return store.get_model(number).interval


def known_table(store: ProjectStore, run: RunRecord, known: SnapshotTable | None) -> Table | None:
    """The table that a run learned from: the one that is known already, else read; None when it is gone."""
    snapshot = (run.document.get("data") or {}).get("snapshot")
    if known is not None and known.snapshot == snapshot:
        return known.table
    try:
        return store.get_table(str(snapshot)) if snapshot else None
    except EpochalError:
        return None


def _groups(number: int, evaluation: Evaluation, table: Table) -> Iterator[Progress | GroupsFound]:
    at = np.searchsorted(table.source_rows, evaluation.source_rows)
    if (at >= table.rows).any() or not np.array_equal(table.source_rows[at], evaluation.source_rows):
        return  # another table: its rows would tell of others
    raw = table.frame.take(at).reset_index(drop=True)
    columns = {column.name: column for column in table.columns}
    for event in struggles(evaluation, raw, columns):
        if isinstance(event, int):
            yield Progress("group", event, len(columns), "columns")
        else:
            yield GroupsFound(number, event, raw)
