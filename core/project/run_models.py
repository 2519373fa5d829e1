"""Models and evaluations of runs, as blobs that their own rooms write and read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import apsw

from core.base.errors import EpochalError
from core.project import blobs, checked, run_rows, run_test_rows, run_thresholds
from core.project.codec import from_text, to_text
from core.project.connection import select
from core.project.runs import RunStatus

if TYPE_CHECKING:
    from core.evaluation.report import Evaluation
    from core.training.model import Model


def put_model(connection: apsw.Connection, number: int, model: Model) -> None:
    """Keep a model as JSON and weights; the weights kept while training are let go."""
    from core.training.model import model_to_parts

    parts, weights = model_to_parts(model)
    kept = select(connection, "SELECT weights FROM kept_weights WHERE run = ?", number)
    row = (_put_json(connection, parts, "model"), blobs.put(connection, weights, "weights"), number)
    connection.execute("UPDATE runs SET model = ?, model_weights = ? WHERE number = ?", row)
    connection.execute("DELETE FROM kept_weights WHERE run = ?", (number,))
    for (old,) in kept:
        blobs.drop(connection, old)


def get_model(connection: apsw.Connection, number: int) -> Model:
    """The model of a run, which draws the line between two classes where a person said. Raises EpochalError
    project.no_such_run, project.no_model, project.blob_*, project.bad_threshold where that line can't be read, and what
    `model_from_parts` raises.
    """
    from core.features.task import Task
    from core.training.model import model_from_parts

    model, weights = _references(connection, number, "model", "model_weights")
    if model is None or weights is None:
        raise EpochalError("project.no_model", {"number": number})
    found = model_from_parts(_get_json(connection, model), blobs.get(connection, weights))
    if found.target.task is not Task.BINARY:
        return found
    chosen = run_thresholds.threshold_of(connection, number)
    return found if chosen is None else replace(found, threshold=chosen.value)


def mark_interrupted(connection: apsw.Connection) -> list[int]:
    """Runs whose process is gone become INTERRUPTED, with a model of the best weights they had kept."""
    stale = run_rows.stale_runs(connection)
    for number in stale:
        record = run_rows.one_run(connection, number)
        kept = run_rows.kept_weights(connection, number)
        model = None if kept is None else _rebuilt(connection, number, kept[1])
        if model is not None:
            put_model(connection, number, model)
        run_rows.finish(
            connection,
            number,
            RunStatus.INTERRUPTED,
            best_epoch=kept[0] if kept else None,
            digest=model.digest if model else None,
            metrics=record.metrics,
            notices=record.notices,
            seconds=record.seconds,
        )
    return stale


def put_evaluation(connection: apsw.Connection, number: int, evaluation: Evaluation) -> None:
    """Keep the judgement of a run as JSON and arrays, and which rows it is of."""
    from core.evaluation.codec import evaluation_to_parts

    parts, arrays = evaluation_to_parts(evaluation)
    row = (_put_json(connection, parts, "evaluation"), blobs.put(connection, arrays, "evaluation_rows"), number)
    connection.execute("UPDATE runs SET evaluation = ?, evaluation_rows = ? WHERE number = ?", row)
    run_test_rows.put_digest(connection, number, evaluation)


def get_evaluation(connection: apsw.Connection, number: int) -> Evaluation | None:
    """The judgement of a run, or None. Raises EpochalError project.no_such_run, project.blob_*, evaluation.damaged."""
    from core.evaluation.codec import evaluation_from_parts

    evaluation, arrays = _references(connection, number, "evaluation", "evaluation_rows")
    if evaluation is None or arrays is None:
        return None
    return evaluation_from_parts(_get_json(connection, evaluation), blobs.get(connection, arrays))


def _rebuilt(connection: apsw.Connection, number: int, weights: bytes) -> Model | None:
    """The model that a crash interrupted: what was prepared, with the kept weights; None if they don't fit."""
    from core.training.model import model_from_parts

    (prepared,) = _references(connection, number, "prepared")
    if prepared is None:
        return None
    try:
        return model_from_parts(_get_json(connection, prepared), weights, new_weights=True)
    except EpochalError:
        return None


def _references(connection: apsw.Connection, number: int, *columns: str) -> tuple[str | None, ...]:
    """The hashes that a run's row holds in these columns (names of ours, never of the file's)."""
    found = select(connection, f"SELECT {', '.join(columns)} FROM runs WHERE number = ?", number)
    if not found:
        raise EpochalError("project.no_such_run", {"number": number})
    return tuple(
        checked.optional(checked.sha256, value, f"runs.{name}") for name, value in zip(columns, found[0], strict=True)
    )


def _put_json(connection: apsw.Connection, value: object, kind: str) -> str:
    return blobs.put(connection, to_text(value).encode(), kind)


def _get_json(connection: apsw.Connection, sha256: str) -> Any:
    return from_text(blobs.get(connection, sha256), sha256[:12])
