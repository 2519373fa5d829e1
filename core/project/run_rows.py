"""Runs and their epochs as rows of the project file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from core.base.errors import EpochalError
from core.base.notices import Notice, notice_from_json, notice_to_json
from core.project import blobs, checked
from core.project import values as keyed
from core.project.codec import from_text, to_text
from core.project.connection import select
from core.project.owner import is_alive, this_process
from core.project.run_test_rows import readable_digests
from core.project.run_thresholds import readable_thresholds
from core.project.runs import ChosenThreshold, EpochRow, RunRecord, RunStatus
from core.project.times import now

AWAY = "runs_away"  # numbers of the runs that a person put away
COLUMNS = (
    "number, name, status, task, document, planned_epochs, best_epoch, digest, row_counts, environment, metrics,"
    " notices, started_at, seconds, model"
)


def begin(
    connection: apsw.Connection,
    *,
    name: str,
    document: dict[str, Any],
    task: str,
    planned_epochs: int,
    rows: dict[str, int],
    environment: dict[str, Any],
    prepared: dict[str, Any],
    started_at: str | None,
) -> int:
    """Add a run that this process trains; returns its number."""
    begun_at = now()
    number = highest(connection) + 1
    values = {
        "number": number,
        "name": name,
        "status": str(RunStatus.TRAINING),
        "task": task,
        "document": blobs.put(connection, to_text(document).encode(), "document"),
        "prepared": blobs.put(connection, to_text(prepared).encode(), "prepared"),
        "planned_epochs": planned_epochs,
        "row_counts": to_text(rows),
        "environment": to_text(environment),
        "metrics": "{}",
        "notices": "[]",
        "owner": to_text(this_process()),
        "started_at": started_at or begun_at,
        "changed_at": begun_at,
        "seconds": 0.0,
    }
    names, blanks = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO runs ({names}) VALUES ({blanks})", tuple(values.values()))
    return number


def highest(connection: apsw.Connection) -> int:
    """The highest number that a run has, also one that was put away; 0 without any."""
    return checked.whole(select(connection, "SELECT coalesce(max(number), 0) FROM runs")[0][0], "runs.number")


def is_ours(connection: apsw.Connection, number: int) -> bool:
    """Whether this process began the run of this number in this file, and it isn't ended."""
    query = "SELECT owner FROM runs WHERE number = ? AND status = ?"
    found = select(connection, query, number, str(RunStatus.TRAINING))
    return bool(found) and found[0][0] == to_text(this_process())


def add_epochs(connection: apsw.Connection, number: int, rows: Sequence[EpochRow]) -> None:
    """Append epochs; one that is already there is replaced."""
    values = [
        (number, row.epoch, _loss(row.training_loss), _loss(row.validation_loss), float(row.elapsed_s)) for row in rows
    ]
    connection.executemany(
        "INSERT OR REPLACE INTO epochs (run, epoch, training_loss, validation_loss, elapsed_s) VALUES (?, ?, ?, ?, ?)",
        values,
    )
    seconds = max((row.elapsed_s for row in rows), default=0.0)
    connection.execute(
        "UPDATE runs SET changed_at = ?, seconds = max(seconds, ?) WHERE number = ?", (now(), float(seconds), number)
    )


def keep_weights(connection: apsw.Connection, number: int, epoch: int, weights: bytes) -> None:
    """Keep the best weights so far; those that were kept before are let go."""
    before = select(connection, "SELECT weights FROM kept_weights WHERE run = ?", number)
    sha256 = blobs.put(connection, weights, "weights")
    connection.execute("DELETE FROM kept_weights WHERE run = ?", (number,))
    connection.execute("INSERT INTO kept_weights (run, epoch, weights) VALUES (?, ?, ?)", (number, epoch, sha256))
    for (old,) in before:
        blobs.drop(connection, old)
    connection.execute("UPDATE runs SET changed_at = ? WHERE number = ?", (now(), number))


def kept_weights(connection: apsw.Connection, number: int) -> tuple[int, bytes] | None:
    """The epoch and the weights that were kept while the run trained, or None."""
    query = "SELECT epoch, weights FROM kept_weights WHERE run = ? ORDER BY epoch DESC LIMIT 1"
    found = select(connection, query, number)
    if not found:
        return None
    epoch, sha256 = found[0]
    return checked.whole(epoch, "kept_weights.epoch"), blobs.get(connection, checked.sha256(sha256, "weights"))


def finish(
    connection: apsw.Connection,
    number: int,
    status: RunStatus,
    *,
    best_epoch: int | None,
    digest: str | None,
    metrics: dict[str, Any],
    notices: Sequence[Notice],
    seconds: float,
) -> None:
    """Say how a run ended."""
    told = to_text([notice_to_json(notice) for notice in notices])
    connection.execute(
        "UPDATE runs SET status = ?, best_epoch = ?, digest = ?, metrics = ?, notices = ?, seconds = ?, changed_at = ?"
        " WHERE number = ?",
        (str(status), best_epoch, digest, to_text(metrics), told, float(seconds), now(), number),
    )


def rename(connection: apsw.Connection, number: int, name: str) -> None:
    """Call a run something else."""
    connection.execute("UPDATE runs SET name = ? WHERE number = ?", (name, number))


def away_runs(connection: apsw.Connection) -> frozenset[int]:
    """The numbers of the runs that were put away."""
    kept = keyed.get_value(connection, AWAY, [])
    return frozenset(number for number in kept if isinstance(number, int)) if isinstance(kept, list) else frozenset()


def put_away(connection: apsw.Connection, number: int, *, away: bool) -> None:
    """Put a run away, or bring it back."""
    others = away_runs(connection) - {number}
    keyed.set_value(connection, AWAY, sorted(others | {number} if away else others))


def stale_runs(connection: apsw.Connection) -> list[int]:
    """Runs that say they are training although their process is gone."""
    query = "SELECT number, owner, changed_at FROM runs WHERE status = ? ORDER BY number"
    return [
        number
        for number, owner, changed_at in select(connection, query, str(RunStatus.TRAINING))
        if not is_alive(checked.mapping(from_text(owner, "runs.owner"), "runs.owner"), changed_at)
    ]


def all_runs(
    connection: apsw.Connection, known: Mapping[int, RunRecord] | None = None, away: Collection[int] = ()
) -> tuple[RunRecord, ...]:
    """Every run but those that are `away`, by number. What never changes, a run's document and its epochs, is taken
    from `known`: a run may have tens of thousands."""
    rows = select(connection, f"SELECT {COLUMNS} FROM runs ORDER BY number")
    beside = _beside(connection)
    return tuple(_record(connection, row, beside, (known or {}).get(row[0])) for row in rows if row[0] not in away)


def unread_epochs(connection: apsw.Connection, known: Mapping[int, RunRecord], away: Collection[int]) -> int:
    """How many epochs at most `all_runs` would read; found by the keys alone."""
    rows = select(connection, "SELECT number, (SELECT max(epoch) FROM epochs WHERE run = number) FROM runs")
    unread = 0
    for number, last in rows:
        record = known.get(number)
        heard = record.epochs[-1].epoch if record is not None and record.epochs else 0
        if number not in away and isinstance(last, int):
            unread += max(last - heard, 0)
    return unread


def one_run(connection: apsw.Connection, number: int) -> RunRecord:
    """One run. Raises EpochalError project.no_such_run."""
    rows = select(connection, f"SELECT {COLUMNS} FROM runs WHERE number = ?", number)
    if not rows:
        raise EpochalError("project.no_such_run", {"number": number})
    return _record(connection, rows[0], _beside(connection))


@dataclass(frozen=True)
class _Beside:
    """What is kept of runs beside their rows, by number."""

    thresholds: Mapping[int, ChosenThreshold]
    test_rows: Mapping[int, str]


def _beside(connection: apsw.Connection) -> _Beside:
    return _Beside(readable_thresholds(connection), readable_digests(connection))


def _record(
    connection: apsw.Connection, row: tuple[Any, ...], beside: _Beside, known: RunRecord | None = None
) -> RunRecord:
    (number, name, status, task, document, planned, best, digest, rows, environment, metrics, notices, at, s, model) = (
        row
    )
    if known is not None and known.started_at == at:
        document_json, before = known.document, known.epochs
    else:
        document_json = from_text(blobs.get(connection, checked.sha256(document, "runs.document")), "runs.document")
        before = ()
    counts = checked.mapping(from_text(rows, "runs.row_counts"), "runs.row_counts")
    return RunRecord(
        number=checked.whole(number, "runs.number", low=1),
        name=checked.text(name, "runs.name"),
        status=RunStatus(checked.choice(status, "runs.status", RunStatus)),
        document=checked.mapping(document_json, "runs.document"),
        task=checked.text(task, "runs.task"),
        epochs=_epochs(connection, number, before),
        planned_epochs=checked.whole(planned, "runs.planned_epochs"),
        best_epoch=checked.optional(checked.whole, best, "runs.best_epoch"),
        digest=checked.optional(checked.sha256, digest, "runs.digest"),
        metrics=checked.mapping(from_text(metrics, "runs.metrics"), "runs.metrics"),
        notices=checked.items(from_text(notices, "runs.notices"), "runs.notices", notice_from),
        started_at=checked.text(at, "runs.started_at"),
        seconds=checked.number(s, "runs.seconds"),
        rows={key: checked.whole(count, "runs.row_counts") for key, count in counts.items()},
        environment=checked.mapping(from_text(environment, "runs.environment"), "runs.environment"),
        has_model=model is not None,
        threshold=beside.thresholds.get(number),
        test_rows=beside.test_rows.get(number),
    )


def _epochs(connection: apsw.Connection, number: int, known: tuple[EpochRow, ...]) -> tuple[EpochRow, ...]:
    """Those of the known ones that the file has, and the later ones."""
    if known:
        stored = select(connection, "SELECT max(epoch) FROM epochs WHERE run = ?", number)[0][0]
        known = known[: bisect_right(known, stored or 0, key=lambda row: row.epoch)]
    last = known[-1].epoch if known else 0
    query = "SELECT epoch, training_loss, validation_loss, elapsed_s FROM epochs WHERE run = ? AND epoch > ?"
    return known + tuple(
        EpochRow(
            checked.whole(epoch, "epochs.epoch"),
            _natural_loss(training, "epochs.training_loss"),
            checked.optional(_natural_loss, validation, "epochs.validation_loss"),
            checked.number(elapsed_s, "epochs.elapsed_s"),
        )
        for epoch, training, validation, elapsed_s in connection.execute(query + " ORDER BY epoch", (number, last))
    )


def _loss(loss: float | None) -> float | str | None:
    """SQLite turns nan into NULL, which means that there is no loss; so nan is a word."""
    return None if loss is None else "nan" if loss != loss else float(loss)


def _natural_loss(value: object, where: str) -> float:
    return float("nan") if value == "nan" else checked.number(value, where)


def notice_from(value: object, where: str) -> Notice:
    """A notice whose words are known and whose blanks can be filled."""
    try:
        notice = notice_from_json(value)
        str(notice)
    except (KeyError, IndexError, TypeError, ValueError, ImportError, AttributeError):
        checked.wrong(where)
    return notice
