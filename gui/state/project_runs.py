"""The open project's runs: those its file has, the chosen one, and what can be done to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from core.base.errors import EpochalError
from gui.state import opening
from gui.state.project_file import ProjectFile
from gui.state.project_jobs import ProjectJobs
from gui.state.queued_run import DropRun, QueuedRun, RunStep
from gui.state.run_control import RunControl
from gui.work import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.project.runs import ChosenThreshold, RunRecord

AT_ONCE_EPOCHS = 2_000  # read on the window's thread, 4 µs each


class ProjectRuns(QObject):
    """`records` are all runs as the file has them, by number; `changed` and `chosen_changed` when they aren't the same.

    Why (2026-11-25): a run of 30,000 epochs takes 130 ms to read. Every record that was ever read is remembered, also
    of a run that was put away, so that bringing it back reads nothing; what another program has written in the
    meantime is read in the other lane when it is much.
    """

    changed = Signal()
    chosen_changed = Signal()
    failed = Signal(object)

    def __init__(
        self, file: ProjectFile, control: RunControl, jobs: ProjectJobs, undo_stack: QUndoStack, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._file, self._control, self._jobs, self._undo_stack = file, control, jobs, undo_stack
        self.records: tuple[RunRecord, ...] = ()
        self.highest = 0
        self._read: dict[int, RunRecord] = {}
        self._target: str | None = None
        self._choice: int | None = None
        self._reading: Job | None = None
        control.stored.connect(self.reload)

    def open(self, records: Sequence[RunRecord], highest: int, target: str | None, choice: int | None) -> None:
        """The runs of a project that was just opened; says nothing."""
        self.forget()
        self._target, self._choice = target, choice
        self._take(records, highest)

    def forget(self) -> None:
        """There is no project any more; says nothing."""
        self.records, self.highest = (), 0
        self._read, self._target, self._choice, self._reading = {}, None, None, None

    def run(self, number: int | None) -> RunRecord | None:
        """One run, or None."""
        return next((run for run in self.records if run.number == number), None)

    @property
    def queue(self) -> tuple[QueuedRun, ...]:
        """The runs that aren't in the project file yet: the one that is being prepared, and those that wait."""
        return self._control.queue(self.highest)

    @property
    def chosen(self) -> int | None:
        """The person's choice, else the best for the target, as in the shell."""
        usable = [run for run in self.records if run.has_model]
        if not usable:
            return None
        if self._choice in [run.number for run in usable]:
            return self._choice
        from core.flow.choosing import best_of

        return best_of(usable, self._target).number

    def choose(self, number: int | None) -> None:
        """Take this run, or None for the best."""
        if number != self._choice:
            self._choice = number
            self.chosen_changed.emit()

    def aim(self, target: str | None) -> None:
        """The document predicts this column now; the best run may be another."""
        before, self._target = self.chosen, target
        if before != self.chosen:
            self.chosen_changed.emit()

    # changes, as steps that can be undone

    def drop(self, waiting: QueuedRun) -> None:
        """Take a run that waits out of the queue."""
        label = self.tr("Drop run {number}").format(number=waiting.number)
        self._undo_stack.push(DropRun(waiting, label, self._control.drop, self._put_back))

    def rename(self, number: int, name: str) -> None:
        """Call a run something else."""
        run = self.run(number)
        if run is not None and run.name != name:
            label = self.tr("Rename run {number}").format(number=number)
            do, back = partial(self._file.rename_run, number, name), partial(self._file.rename_run, number, run.name)
            self._push(label, do, back)

    def choose_threshold(self, number: int, chosen: ChosenThreshold | None, label: str) -> None:
        """Decide a run's predictions there; None: as its model does by itself."""
        run = self.run(number)
        if run is not None and run.threshold != chosen:
            write = self._file.choose_threshold
            self._push(label, partial(write, number, chosen), partial(write, number, run.threshold))

    def remove(self, number: int) -> None:
        """Put a run away; everything of it stays in the project file."""
        label = self.tr("Remove run {number}").format(number=number)
        do, back = partial(self._file.put_run_away, number, True), partial(self._file.put_run_away, number, False)
        self._push(label, do, back)

    def _push(self, label: str, do: Callable[[], None], back: Callable[[], None]) -> None:
        self._undo_stack.push(RunStep(label, partial(self._write, do), partial(self._write, back)))

    def _write(self, change: Callable[[], None]) -> None:
        change()
        self.reload()

    def _put_back(self, waiting: QueuedRun) -> None:
        if waiting.path == self._file.path:
            self._control.put(waiting)

    # what the file has

    def reload(self) -> None:
        """Read the runs from the project file again; many epochs that nobody here has heard of in the other lane."""
        path = self._file.path
        if path is None or self._reading is not None:  # its end reads what is newer
            return
        known = self._known()
        try:
            if self._file.unread_epochs(known) <= AT_ONCE_EPOCHS:
                self._reload(known)
                return
        except EpochalError as error:
            self.failed.emit(error)
            return
        self._reading = self._jobs.submit(partial(opening.read_runs, path, known), self.tr("Reading runs"))
        self._reading.finished.connect(self._on_read)
        self._reading.ended.connect(self._on_reading_ended)

    def _known(self) -> tuple[RunRecord, ...]:
        return tuple(self._control.with_heard(tuple(self._read.values())))

    def _on_read(self, records: tuple[RunRecord, ...]) -> None:
        self._read |= {record.number: record for record in records}
        try:
            self._reload(self._known())
        except EpochalError as error:
            self.failed.emit(error)

    def _on_reading_ended(self, job: Job) -> None:
        if job is self._reading:
            self._reading = None

    def _reload(self, known: Sequence[RunRecord]) -> None:
        before = self.chosen
        self._take(self._file.runs(known), self._file.highest_run())
        self.changed.emit()
        if before != self.chosen:
            self.chosen_changed.emit()

    def _take(self, records: Sequence[RunRecord], highest: int) -> None:
        """Show these; one that is as before stays the same object, with what was worked out about it."""
        self.highest = highest
        same = self._read
        self.records = tuple(same[run.number] if run == same.get(run.number) else run for run in records)
        self._read |= {run.number: run for run in self.records}
