"""The project file: a facade over its tables. One file, every change a transaction, saved at once.

A store belongs to the thread that opened it. Another thread opens its own, which is cheap: the header and the shape of
the tables are checked, the content when it is read (each blob against its hash) and as a whole by `verify`. While any
store is open the file has a write-ahead log beside it; the last one to close moves it in, so that a closed project is
one plain file. A project that is open is copied with `save_copy`, never with a file manager.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import apsw

from core.base import runtime
from core.base.errors import EpochalError, Place
from core.base.notices import Notice
from core.project import blobs, facts, history, places, run_models, run_rows, run_thresholds, tables, values, verifying
from core.project.connection import (
    Opened,
    connect,
    connect_to_read,
    connect_to_read_only,
    connect_to_write,
    leave,
    start_writing,
    transaction,
    unhurried,
)
from core.project.document import Document
from core.project.history import HistoryEntry, StepKind
from core.project.migrations import SCHEMA_VERSION, upgrade
from core.project.runs import ChosenThreshold, EpochRow, RunRecord, RunStatus
from core.project.schema import check_shape, make_schema, version_of
from core.project.trouble import told

if TYPE_CHECKING:
    from core.data.readers.options import RejectedRow
    from core.data.table import Table
    from core.evaluation.report import Evaluation
    from core.training.model import Model

UI_STATE = "ui_state"


class ProjectStore:
    """An open project file; use it in a `with` block. Every verb raises EpochalError project.* as its sentences say.

    path: the file. read_only: whether writing raises project.read_only. notices: what a person should hear about how
    the file was opened (read-only folder, changes that couldn't be seen).
    """

    def __init__(self, path: Path, opened: Opened, shown: Path | None = None) -> None:
        self.path = path
        self._shown = shown or path  # the name that a sentence mentions, while the file still has a temporary one
        self.read_only = opened.read_only
        self.notices = opened.notices
        self._connection: apsw.Connection | None = opened.connection
        self._thread = threading.get_ident()

    # opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        document: Document,
        *,
        force: bool = False,
        fill: Callable[[ProjectStore], object] | None = None,
    ) -> ProjectStore:
        """Make a project file and open it. `fill` puts the first content in before the file takes its place, so that
        a failure leaves nothing behind, and with `force` the old file whole.
        """
        with told(path), places.new_database(path, force=force) as temporary:
            connection = connect(temporary, create=True)
            store = cls(temporary, Opened(connection, False), shown=path)
            with told(path), store:
                make_schema(connection)
                connection.pragma("synchronous", "OFF")  # nothing to lose yet; flushed before it takes its place
                store.save_document(document, "New project")
                if fill is not None:
                    fill(store)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> ProjectStore:
        """Open a project file, an older one brought up to date. Where it can't be written, it opens read-only."""
        with told(path):
            places.check_source(path)
            opened = connect_to_read(path) if read_only else connect_to_write(path)
            try:
                _identify(path, opened)
                if not opened.read_only:
                    start_writing(opened.connection)
            except apsw.ReadOnlyError:  # the system's rights promised more than the medium keeps
                leave(opened.connection, wrote=False)
                opened = connect_to_read_only(path)
            except BaseException:
                leave(opened.connection, wrote=False)
                raise
        return cls(path, opened)

    def close(self) -> None:
        """Close; the last store to close leaves one plain file. Closing twice is harmless."""
        if self._connection is not None:
            connection = self._open_connection()
            self._connection = None
            leave(connection, wrote=not self.read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[apsw.Connection]:
        """All writes of the block, or none. Single verbs are transactions already."""
        if self.read_only:
            raise EpochalError("project.read_only", {"folder": str(self.path.parent)}, Place(file=self.path.name))
        with self._reading() as connection, transaction(connection):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        connection = self._open_connection()
        with told(self._shown):
            yield connection

    def _open_connection(self) -> apsw.Connection:
        if threading.get_ident() != self._thread:
            raise RuntimeError("a store belongs to the thread that opened it: open another one here")
        if self._connection is None:
            raise RuntimeError("the store is closed")
        return self._connection

    # document

    def document(self) -> Document:
        """The document as it was last saved."""
        with self._reading() as connection:
            return history.present_document(connection)

    def save_document(self, document: Document, label: str, kind: StepKind = StepKind.DONE) -> None:
        """Make this the present document; `label` says what the person did or, by `kind`, took back. An unchanged one
        adds no history."""
        with self.transaction() as connection:
            history.save(connection, document, label, kind)

    def history(self, most: int | None = None) -> tuple[HistoryEntry, ...]:
        """All saved states of the document, or the last `most`, oldest first."""
        with self._reading() as connection:
            return history.entries(connection, most)

    def document_at(self, entry: HistoryEntry) -> Document:
        """The document of one saved state."""
        with self._reading() as connection:
            return history.document_at(connection, entry.sha256)

    # content

    def put_blob(self, data: bytes, kind: str) -> str:
        """Keep bytes, once; returns their SHA-256."""
        with self._writing() as connection:
            return blobs.put(connection, data, kind)

    def get_blob(self, sha256: str) -> bytes:
        """The bytes of a hash, checked against it."""
        with self._reading() as connection:
            return blobs.get(connection, sha256)

    def put_table(self, table: Table) -> str:
        """Keep a table; returns its snapshot's hash."""
        with self._writing() as connection, runtime.memory_given_back():
            return tables.put_table(connection, table)

    def get_table(self, sha256: str) -> Table:
        """The table of a snapshot."""
        with self._reading() as connection, runtime.memory_given_back():
            return tables.get_table(connection, sha256)

    def put_rejected(self, snapshot: str, rows: Sequence[RejectedRow]) -> None:
        """Keep the records of the snapshot's file that couldn't be rows of its table."""
        with self.transaction() as connection:
            tables.put_rejected(connection, snapshot, rows)

    def rejected(self, snapshot: str | None = None) -> list[RejectedRow]:
        """The records that were set aside at the import of this snapshot; None: of the document's data."""
        with self._reading() as connection:
            if snapshot is None:
                data = history.present_document(connection).data
                snapshot = data.snapshot if data else ""
            return tables.rejected(connection, snapshot)

    # small values

    def get_value(self, key: str, default: Any = None) -> Any:
        """The plain values kept under a key, or `default`."""
        with self._reading() as connection:
            return values.get_value(connection, key, default)

    def set_value(self, key: str, value: object) -> None:
        """Keep plain values (dicts, lists, texts, numbers, booleans, None) under a key."""
        with self.transaction() as connection:
            values.set_value(connection, key, value)

    def ui_state(self) -> dict[str, Any]:
        """What the window wants to find again; empty in a new project and where it can't be read."""
        state = self.get_value(UI_STATE, {})
        return state if isinstance(state, dict) else {}

    def set_ui_state(self, state: dict[str, Any]) -> None:
        """Keep what the window wants to find again. Kept on the window's thread every few seconds: it doesn't wait for
        the disk, since a power cut would only take the last look."""
        with self._reading() as connection, unhurried(connection):
            self.set_value(UI_STATE, state)

    # runs

    def begin_run(
        self,
        *,
        name: str,
        document: dict[str, Any],
        task: str,
        planned_epochs: int,
        rows: dict[str, int],
        environment: dict[str, Any],
        prepared: dict[str, Any],
        started_at: str | None = None,
    ) -> int:
        """Add a run that this process trains; returns its number, from 1. `prepared` is the JSON half of
        `model_to_parts`: with weights kept later it makes a model, even after a crash.
        """
        with self.transaction() as connection:
            return run_rows.begin(
                connection,
                name=name,
                document=document,
                task=task,
                planned_epochs=planned_epochs,
                rows=rows,
                environment=environment,
                prepared=prepared,
                started_at=started_at,
            )

    def owns_run(self, number: int) -> bool:
        """Whether this process is training that run: not so when the file was replaced by another meanwhile."""
        with self._reading() as connection:
            return run_rows.is_ours(connection, number)

    def add_epochs(self, number: int, rows: Sequence[EpochRow]) -> None:
        """Append epochs to a run."""
        with self.transaction() as connection:
            run_rows.add_epochs(connection, number, rows)

    def keep_weights(self, number: int, epoch: int, weights: bytes) -> None:
        """Keep the best weights so far (float32, little-endian) in place of earlier ones."""
        with self.transaction() as connection:
            run_rows.keep_weights(connection, number, epoch, weights)

    def kept_weights(self, number: int) -> tuple[int, bytes] | None:
        """The epoch and the weights kept while the run trained, or None."""
        with self._reading() as connection:
            return run_rows.kept_weights(connection, number)

    def finish_run(
        self,
        number: int,
        status: RunStatus,
        *,
        best_epoch: int | None,
        digest: str | None,
        metrics: dict[str, Any],
        notices: Sequence[Notice] = (),
        seconds: float,
    ) -> None:
        """Say how a run ended."""
        with self.transaction() as connection:
            run_rows.finish(
                connection,
                number,
                status,
                best_epoch=best_epoch,
                digest=digest,
                metrics=metrics,
                notices=notices,
                seconds=seconds,
            )

    def mark_interrupted(self) -> list[int]:
        """Runs whose process is gone become INTERRUPTED, with a model of the weights they had kept; their numbers."""
        with self.transaction() as connection:
            return run_models.mark_interrupted(connection)

    def runs(self, known: Sequence[RunRecord] = ()) -> tuple[RunRecord, ...]:
        """Every run that wasn't put away, by number. `known` were read before: their epochs aren't read again."""
        with self._reading() as connection:
            away = run_rows.away_runs(connection)
            return run_rows.all_runs(connection, {record.number: record for record in known}, away)

    def unread_epochs(self, known: Sequence[RunRecord]) -> int:
        """How many epochs at most `runs(known)` would read from the file: 4 µs each."""
        with self._reading() as connection:
            away = run_rows.away_runs(connection)
            return run_rows.unread_epochs(connection, {record.number: record for record in known}, away)

    def highest_run(self) -> int:
        """The highest number that a run has ever had, 0 without any."""
        with self._reading() as connection:
            return run_rows.highest(connection)

    def rename_run(self, number: int, name: str) -> None:
        """Call a run something else."""
        with self.transaction() as connection:
            run_rows.rename(connection, number, name)

    def put_run_away(self, number: int, *, away: bool = True) -> None:
        """Leave a run out of `runs`, or bring it back. Everything of it stays in the file: nothing is ever lost."""
        with self.transaction() as connection:
            run_rows.put_away(connection, number, away=away)

    def choose_threshold(self, number: int, chosen: ChosenThreshold | None) -> None:
        """Draw a run's line between two classes there from now on; None goes back to where the model draws it."""
        with self.transaction() as connection:
            run_rows.one_run(connection, number)
            run_thresholds.put_threshold(connection, number, chosen)

    def run(self, number: int) -> RunRecord:
        """One run."""
        with self._reading() as connection:
            return run_rows.one_run(connection, number)

    def put_model(self, number: int, model: Model) -> None:
        """Keep the model of a run."""
        with self.transaction() as connection:
            run_models.put_model(connection, number, model)

    def get_model(self, number: int) -> Model:
        """The model of a run. Raises EpochalError project.no_model where `has_model` is false."""
        with self._reading() as connection:
            return run_models.get_model(connection, number)

    def put_evaluation(self, number: int, evaluation: Evaluation) -> None:
        """Keep the judgement of a run on its test rows."""
        with self.transaction() as connection:
            run_models.put_evaluation(connection, number, evaluation)

    def get_evaluation(self, number: int) -> Evaluation | None:
        """The judgement of a run on its test rows, or None when there is none."""
        with self._reading() as connection:
            return run_models.get_evaluation(connection, number)

    # the file

    def info(self) -> dict[str, Any]:
        """Name, rows, columns, runs, size and so on, as plain values."""
        with self._reading() as connection:
            return facts.info(connection, self.path)

    def verify(self) -> list[Notice]:
        """Read everything and check it; empty when the file is whole."""
        with self._reading() as connection:
            return verifying.verify(connection)

    def save_copy(self, path: Path, *, force: bool = False) -> None:
        """Copy the project, whole and as of now, while it is open. It appears at once or not at all."""
        with self._reading() as connection, told(path):
            places.copy_database(connection, self.path, path, force=force)

    @contextmanager
    def _writing(self) -> Iterator[apsw.Connection]:
        """Like `transaction`, for content that is hashed and compressed before the file is locked."""
        if self.read_only:
            with self.transaction():
                raise AssertionError("a read-only store has no transactions")
        with self._reading() as connection:
            yield connection


def _identify(path: Path, opened: Opened) -> None:
    """See that the file is a project of a version that we know, brought up to date."""
    version = version_of(opened.connection, path)
    if version < SCHEMA_VERSION:
        if opened.read_only:
            raise EpochalError("project.older_read_only", {"version": version, "known": SCHEMA_VERSION})
        upgrade(opened.connection, version)
    check_shape(opened.connection)
