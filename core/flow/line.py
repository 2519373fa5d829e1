"""Draw the line: from which probability on a run of two classes calls a row positive, found on its validation rows."""

from __future__ import annotations

from core.base.errors import EpochalError, Place
from core.data.table import Table
from core.evaluation.against_rest import validation_thresholds
from core.evaluation.report import Evaluation
from core.features.task import Task
from core.flow.evaluating import judgement, prepared_again
from core.flow.judging import judge_validation
from core.project.runs import ChosenOn, ChosenThreshold, RunRecord
from core.project.store import ProjectStore
from core.training.model import THRESHOLD


def choice_of(value: float, on: ChosenOn) -> ChosenThreshold | None:
    """A chosen threshold; None for the usual one, which needn't be remembered."""
    return None if value == THRESHOLD else ChosenThreshold(value, on)


def draw_line(store: ProjectStore, run: RunRecord, value: float, on: ChosenOn) -> RunRecord:
    """Let predictions of a run be decided there from now on; returns the run as it is then.

    Raises EpochalError flow.no_line for a run that has no two classes.
    """
    check_two_classes(store, run)
    store.choose_threshold(run.number, choice_of(value, on))
    return store.run(run.number)


def cheapest_line(store: ProjectStore, run: RunRecord, missed: float, alarm: float) -> float:
    """The threshold at which the validation rows' mistakes cost least; `missed` and `alarm`: a mistake's price.

    Raises EpochalError flow.no_line for a run that has no two classes, flow.no_validation_rows when it kept none.
    """
    check_two_classes(store, run)
    judged = judgement(store, run)
    known = validation_thresholds(with_validation(store, run, judged)) if judged is not None else None
    if known is None:
        raise EpochalError("flow.no_validation_rows", {"number": run.number}, Place(file=store.path.name))
    return known.cheapest(missed, alarm)


def check_two_classes(store: ProjectStore, run: RunRecord) -> None:
    """Raise EpochalError flow.no_line when the run has no line to draw."""
    if run.task != Task.BINARY:
        raise EpochalError("flow.no_line", {"number": run.number}, Place(file=store.path.name))


def with_validation(store: ProjectStore, run: RunRecord, judged: Evaluation, table: Table | None = None) -> Evaluation:
    """The judgement with its validation rows: an older version of the program hasn't stored them, and then they are
    predicted anew, by the same model from the same data (`table`, read if None).
    """
    if not judged.lacks_validation or not run.rows.get("validation"):
        return judged
    prepared = prepared_again(store, run, table)
    return (
        judged if prepared is None else judged.with_validation(judge_validation(prepared, store.get_model(run.number)))
    )
