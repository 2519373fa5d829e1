"""The work behind Predict: a file is read once, and predicted again whenever the run or the matching changes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.base.progress import Early, Finished, Progress, Warned
from core.data.readers import read_file
from core.data.readers.options import ReadOptions, ReadResult
from core.features.encoders import NumberEncoding
from core.flow import memory
from core.flow.predicting import PredictedFile, Unmatched, predict_read, snapshot_read
from gui.models.matches import MatchLine, MatchWords
from gui.models.prediction_rows import PredictionRows, rows_to_show
from gui.state.session import Session
from gui.work.job import Job, MakeEvents


@dataclass(frozen=True)
class Key:
    """What a prediction depends on besides its file: the run, its threshold, and what the document says of files."""

    run: int | None
    threshold: float | None
    matching: tuple[tuple[str, str], ...]
    counted_as: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, eq=False)
class FileRead:
    """A file, where it lies (None: the project's own data), how many bytes it has (None: not known), and how it was to
    be read."""

    read: ReadResult
    path: Path | None
    size: int | None
    options: ReadOptions | None = None


@dataclass(frozen=True, eq=False)
class Shown:
    """What the page shows of a file: the outcome, its rows where there are predictions, and one line a column."""

    file: FileRead
    outcome: PredictedFile | Unmatched
    rows: PredictionRows | None
    lines: tuple[MatchLine, ...]
    seconds: float
    key: Key


class PredictionWork(QObject):
    """`changed` when something is under way, done or given up; `progressed` and `noticed` on the way; `failed`."""

    changed = Signal()
    progressed = Signal(object)
    noticed = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._file: FileRead | None = None
        self._shown: Shown | None = None
        self._job: Job | None = None
        self._name = ""
        self._reading = False
        self._failed_for: Key | None = None

    @property
    def shown(self) -> Shown | None:
        """The last file that was predicted."""
        return self._shown

    @property
    def busy(self) -> bool:
        """Whether a file is being read or predicted."""
        return self._job is not None

    @property
    def opening(self) -> bool:
        """Whether it is another file than the one shown."""
        other = self._reading or self._shown is None or self._shown.file is not self._file
        return self._job is not None and other

    @property
    def name(self) -> str:
        """What is being read or predicted."""
        return self._name

    def open(self, path: Path, options: ReadOptions | None = None) -> None:
        """Read and predict a file."""
        self._start(partial(_read, path, options), path.name, self._on_read)

    def open_own(self) -> None:
        """Predict the project's own data."""
        document, store_path = self._session.document, self._session.path
        if document is not None and document.data is not None and store_path is not None:
            self._start(partial(_read_own, store_path), document.data.file_name, self._on_read)

    def follow(self) -> None:
        """Predict again if the run or the matching is another one than that of what is shown."""
        key = self._key()
        if self._job is None and self._shown is not None and key not in (self._shown.key, self._failed_for):
            self._predict()

    def cancel(self) -> None:
        """Stop what is under way; what was shown stays."""
        if self._job is not None:
            self._job.stop()

    def forget(self) -> None:
        """The project is closed."""
        self.cancel()
        self._job = self._file = self._shown = self._failed_for = None

    def _key(self) -> Key:
        document, run = self._session.document, self._session.run(self._session.chosen_run)
        threshold = run.threshold.value if run is not None and run.threshold is not None else None
        said = (document.matching, document.counted_as) if document is not None else ((), ())
        return Key(self._session.chosen_run, threshold, *said)

    def _predict(self) -> None:
        store_path, file, key = self._session.path, self._file, self._key()
        if store_path is not None and file is not None and key.run is not None:
            self._start(partial(_predicted, store_path, file, key), file.read.file_name, self._on_predicted)

    def _start(self, make: MakeEvents, name: str, then: object) -> None:
        self.cancel()
        self._name = name
        self._failed_for = None
        self._reading = then == self._on_read
        job = self._session.submit(make, name=self.tr("Predicting {file}").format(file=name))
        self._job = job
        job.told.connect(self._on_told)
        job.finished.connect(then)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)
        self.changed.emit()

    @Slot(object)
    def _on_told(self, event: object) -> None:
        if self.sender() is not self._job:
            return
        if isinstance(event, Progress):
            self.progressed.emit(event)
        elif isinstance(event, Warned):
            self.noticed.emit(event.notice)

    @Slot(object)
    def _on_read(self, file: FileRead) -> None:
        if self.sender() is not self._job:
            return
        self._job, self._file = None, file
        self._predict()
        if self._job is None:  # no run is left to predict it with
            self._end()
            self.changed.emit()

    @Slot(object)
    def _on_predicted(self, shown: Shown) -> None:
        if self.sender() is self._job:
            self._job, self._shown = None, shown
            self.changed.emit()
            self.follow()

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        if self.sender() is self._job:
            self._end()
            self._failed_for = self._key()
            self.failed.emit(error)
            self.changed.emit()

    @Slot()
    def _on_stopped(self) -> None:
        if self.sender() is self._job:
            self._end()
            self._failed_for = self._key()
            self.changed.emit()

    def _end(self) -> None:
        """Nothing is under way; what is shown is the file again."""
        self._job = None
        self._file = self._shown.file if self._shown is not None else None


def _read(path: Path, options: ReadOptions | None) -> Iterator[Progress | Warned | Early | Finished[FileRead]]:
    memory.check_to_predict(path, options, memory.free_bytes())
    for event in read_file(path, options):
        if isinstance(event, Finished):
            yield Finished(FileRead(event.result, path, _size(path), options))
        else:
            yield event


def _size(path: Path) -> int | None:
    """The file's bytes; None where it went as soon as it was read."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def _read_own(store_path: Path) -> Iterator[Finished[FileRead]]:
    yield Finished(FileRead(snapshot_read(store_path), None, None))


def _predicted(store_path: Path, file: FileRead, key: Key) -> Iterator[Progress | Warned | Finished[Shown]]:
    began_s = time.monotonic()
    counted_as = {(name, value): level for name, value, level in key.counted_as}
    for event in predict_read(store_path, file.read, dict(key.matching), number=key.run, counted_as=counted_as):
        if isinstance(event, Finished):
            yield Finished(_shown(event.result, file, began_s, key))
        else:
            yield event


def _shown(outcome: PredictedFile | Unmatched, file: FileRead, began_s: float, key: Key) -> Shown:
    seconds = time.monotonic() - began_s
    rows = None
    if isinstance(outcome, PredictedFile):
        columns = outcome.model.encoder.columns
        numbers = [column.name for column in columns if isinstance(column, NumberEncoding)]
        rows = rows_to_show(outcome.predictions, outcome.model.interval, numbers)
    lines = MatchWords().lines(outcome.matching, file.read.table, outcome.model, rows)
    return Shown(file, outcome, rows, lines, seconds, key)
