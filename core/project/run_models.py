"""Models and evaluations of runs, as blobs that their own rooms write and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import apsw

from core.base.errors import EpochalError
from core.project import blobs, checked, run_rows
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
    row = (blobs.put(connection, to_text(parts).encode(), "model"), blobs.put(connection, weights, "weights"), number)
    connection.execute("UPDATE runs SET model = ?, model_weights = ? WHERE number = ?", row)
    connection.execute("DELETE FROM kept_weights WHERE run = ?", (number,))
    for (old,) in kept:
        blobs.drop(connection, old)


def get_model(connection: apsw.Connection, number: int) -> Model:
    """The model of a run. Raises EpochalError project.no_such_run, project.no_model, project.blob_*, and what
    `model_from_parts` raises.
    """
    from core.training.model import model_from_parts

    model, weights, _ = _references(connection, number)
    if model is None or weights is None:
        raise EpochalError("project.no_model", {"number": number})
    return model_from_parts(_parts(connection, model), blobs.get(connection, weights))


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
    """Keep the judgement of a run."""
    from core.evaluation.report import evaluation_to_bytes

    sha256 = blobs.put(connection, evaluation_to_bytes(evaluation), "evaluation")
    connection.execute("UPDATE runs SET evaluation = ? WHERE number = ?", (sha256, number))


def get_evaluation(connection: apsw.Connection, number: int) -> Evaluation | None:
    """The judgement of a run, or None."""
    from core.evaluation.report import evaluation_from_bytes

    _, _, evaluation = _references(connection, number)
    return None if evaluation is None else evaluation_from_bytes(blobs.get(connection, evaluation))


def _references(connection: apsw.Connection, number: int) -> tuple[str | None, str | None, str | None]:
    query = "SELECT model, model_weights, evaluation FROM runs WHERE number = ?"
    found = select(connection, query, number)
    if not found:
        raise EpochalError("project.no_such_run", {"number": number})
    model, weights, evaluation = found[0]
    return (
        checked.optional(checked.sha256, model, "runs.model"),
        checked.optional(checked.sha256, weights, "runs.model_weights"),
        checked.optional(checked.sha256, evaluation, "runs.evaluation"),
    )


def _parts(connection: apsw.Connection, sha256: str) -> dict[str, Any]:
    return checked.mapping(from_text(blobs.get(connection, sha256), "model"), "model")


def _rebuilt(connection: apsw.Connection, number: int, weights: bytes) -> Model | None:
    """The model that a crash interrupted: what was prepared, with the kept weights; None if they don't fit."""
    from core.training.model import model_with_weights

    found = select(connection, "SELECT prepared FROM runs WHERE number = ?", number)
    try:
        return model_with_weights(_parts(connection, checked.sha256(found[0][0], "runs.prepared")), weights)
    except EpochalError:
        return None
