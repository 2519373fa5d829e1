"""The open project: one frozen document and what follows from it. Everything a page shows comes from here.

Why (2026-11-24): heavy rooms (pandas and what stands on it) are imported inside the lanes' generators, never at the
top, so that the first paint doesn't wait for them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from core.base.errors import EpochalError
from core.base.progress import Warned
from gui.state import opening
from gui.state.cleaning_preview import CleaningPreview
from gui.state.history import ReplaceDocument
from gui.state.project_file import ProjectFile, SaveState
from gui.state.project_jobs import ProjectJobs
from gui.state.queued_run import DropRun, QueuedRun, RunStep
from gui.state.run_control import RunControl
from gui.work import Job, Lanes
from gui.work.job import MakeEvents

if TYPE_CHECKING:
    from core.cleaning.apply import FittedRecipe
    from core.cleaning.recipe import Recipe
    from core.cleaning.report import Cleaned
    from core.data.profile import TableProfile
    from core.data.readers.options import ReadOptions
    from core.data.table import Table
    from core.evaluation.report import Evaluation
    from core.project.document import Document
    from core.project.runs import RunRecord
    from core.training.model import Model
    from gui.state.live_run import LiveRun


class Session(QObject):
    """Signals are narrow and past tense; after each, the properties give the new values."""

    project_opened = Signal()
    project_closing = Signal()  # the store is still open: the last moment to keep something
    project_closed = Signal()
    document_changed = Signal()
    table_changed = Signal()
    profile_changed = Signal()
    cleaning_changed = Signal()
    runs_changed = Signal()
    run_event = Signal(object)
    run_state_changed = Signal()  # started, paused, resumed, stopping, ended
    chosen_run_changed = Signal()
    saved_changed = Signal()
    failed = Signal(object)  # EpochalError that no job has told: a page or the window shows it
    noticed = Signal(object)  # Notice
    busy_changed = Signal()  # an import or an opening has begun or ended

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lanes = lanes
        self.undo_stack = QUndoStack(self)
        self._file = ProjectFile(self)
        self._file.state_changed.connect(self.saved_changed)
        self._file.failed.connect(self.failed)
        self._document: Document | None = None
        self._table: Table | None = None
        self._profile: TableProfile | None = None
        self._snapshot = ""
        self._runs: tuple[RunRecord, ...] = ()
        self._highest_run = 0
        self._chosen_run: int | None = None
        self._arriving: dict[str, opening.Loaded] = {}
        self._retargeting: Job | None = None
        self._jobs = ProjectJobs(lanes.other, self)
        self._jobs.busy_changed.connect(self.busy_changed)
        self._jobs.failed.connect(self.failed)
        self._preview = CleaningPreview(lanes.other, self)
        self._preview.changed.connect(self.cleaning_changed)
        self._control = RunControl(lanes.training, self)
        self._control.told.connect(self.run_event)
        self._control.state_changed.connect(self.run_state_changed)
        self._control.stored.connect(self.reload_runs)
        self._control.failed.connect(self.failed)

    # what there is

    @property
    def is_open(self) -> bool:
        """Whether there is a project."""
        return self._document is not None

    @property
    def path(self) -> Path | None:
        """The project file."""
        return self._file.path

    @property
    def is_draft(self) -> bool:
        """Whether the project has no place of the person's own yet."""
        return self._file.is_draft

    @property
    def document(self) -> Document | None:
        """The document as it is now."""
        return self._document

    @property
    def table(self) -> Table | None:
        """The data as imported."""
        return self._table

    @property
    def snapshot(self) -> str:
        """Which data in the project file `table` is, "" for none."""
        return self._snapshot

    @property
    def profile(self) -> TableProfile | None:
        """What each column holds."""
        return self._profile

    @property
    def cleaned(self) -> Cleaned | None:
        """What the recipe gives now; the last good one while it is counted again. None without data."""
        return self._preview.cleaned

    @property
    def fitted(self) -> FittedRecipe | None:
        """What the rules have learned."""
        return self._preview.fitted

    @property
    def counting(self) -> bool:
        """Whether `cleaned` is being made anew."""
        return self._preview.counting

    @property
    def cleaning_error(self) -> EpochalError | None:
        """Why the recipe can't be applied."""
        return self._preview.error

    @property
    def runs(self) -> tuple[RunRecord, ...]:
        """All runs as the project file has them, by number."""
        return self._runs

    @property
    def live_run(self) -> LiveRun | None:
        """The run that trains now."""
        return self._control.live

    @property
    def training(self) -> bool:
        """Whether a run trains, is paused, or is being concluded."""
        return self._control.active

    @property
    def runs_waiting(self) -> int:
        """How many runs wait for their turn."""
        return self._control.waiting

    @property
    def queue(self) -> tuple[QueuedRun, ...]:
        """The runs that aren't in the project file yet: the one that is being prepared, and those that wait."""
        return self._control.queue(self._highest_run)

    @property
    def next_run_number(self) -> int:
        """The number that a run started now will probably get."""
        return self._highest_run + len(self.queue) + 1

    @property
    def chosen_run(self) -> int | None:
        """The run that Evaluate and Predict are about: the person's choice, else the best, as in the shell."""
        usable = [run for run in self._runs if run.has_model]
        if not usable or self._document is None:
            return None
        if self._chosen_run in [run.number for run in usable]:
            return self._chosen_run
        from core.flow.choosing import best_of

        return best_of(usable, self._document.target).number

    @property
    def save_state(self) -> SaveState:
        """Whether the file has everything."""
        return self._file.state

    @property
    def busy(self) -> Job | None:
        """The import or opening that is under way."""
        return self._jobs.busy

    # opening and closing

    def import_file(
        self, source: Path, *, name: str = "", target: str | None = None, options: ReadOptions | None = None
    ) -> Job:
        """Make a draft project of a spreadsheet; `project_opened` when it is there."""
        make = partial(opening.import_into_draft, source, name or source.stem, target, options)
        return self._open_by(make, source.name)

    def import_sample(self, source: Path, *, name: str, target: str) -> Job:
        """Make a complete project of a sample: data, rules, and a first run, which begins as soon as it is open.

        Why the run is trained here and not shipped: it is this version's, with this computer's bits and times.
        """
        job = self.import_file(source, name=name, target=target)
        job.finished.connect(self._on_sample_opened)
        return job

    def open_project(self, path: Path) -> Job:
        """Open a project file; `project_opened` when it is read."""
        return self._open_by(partial(opening.open_project, path.resolve()), path.name)

    def new_project(self, name: str) -> Job:
        """Make an empty draft."""
        return self._open_by(partial(opening.make_empty, name), name)

    def import_again(self, source: Path, options: ReadOptions | None = None) -> Job:
        """Read a spreadsheet as the data of this project, as one step that can be undone."""
        assert self.path is not None and self._document is not None
        make = partial(opening.import_again, self.path, source, self._document, options)
        job = self._jobs.read(make, source.name)
        job.told.connect(self._on_read_told)
        job.finished.connect(self._on_imported_again)
        return job

    def close_project(self) -> None:
        """Close; everything is saved already. A run must have been stopped before."""
        if self._document is None:
            return
        self.project_closing.emit()
        self._forget()
        self.project_closed.emit()

    def save_as(self, path: Path) -> None:
        """Give the project this place and name. A draft moves there, another project is copied.

        Raises EpochalError project.* when it can't be written, gui.run_active and gui.import_active while a run or an
        import writes to the old place.
        """
        if self.training:
            raise EpochalError("gui.run_active")
        if self.busy is not None:
            raise EpochalError("gui.import_active")
        if self._document is None:
            return
        self._file.move(path)
        if self._document.name != path.stem:
            self._show(self._document.with_name(path.stem), self.tr("Saved as {name}").format(name=path.stem))
        self.saved_changed.emit()

    # edits

    def edit(self, document: Document, label: str) -> None:
        """Make this the document, as one step that can be undone; it is saved at once. No change, no step."""
        if self._document is not None and document != self._document:
            self.undo_stack.push(ReplaceDocument(self._document, document, label, self._show))

    def choose_target(self, name: str | None) -> None:
        """Predict this column, as one step; suggested rules that nobody edited are suggested anew for it."""
        document = self._document
        if self._retargeting is not None:  # the latest choice counts
            self._retargeting.stop()
            self._retargeting = None
        if document is None or name == document.target:
            return
        if self._table is None or self._profile is None or document.recipe_origin != "suggested":
            self.edit(document.with_target(name), self._target_words(name))
            return
        make = partial(opening.retarget, document, name, self._table, self._profile)
        self._retargeting = self._jobs.submit(make, self._target_words(name))
        self._retargeting.finished.connect(self._on_retargeted)
        self._retargeting.ended.connect(self._on_retarget_ended)

    def suggest_recipe(self, label: str) -> Job | None:
        """Put the suggested rules in place of the present ones, as one step."""
        if self._table is None or self._profile is None or self._document is None:
            return None
        make = partial(opening.suggest, self._table, self._profile, self._document)
        job = self._jobs.submit(make, label)
        job.finished.connect(self._on_suggested)
        return job

    # runs

    def start_run(self, threads: int | None = None) -> Job | None:
        """Train the document as it is; while a run trains, this one waits for its turn."""
        if self.path is None or self._table is None or self._document is None:
            return None
        if _snapshot_of(self._document) != self._snapshot:
            return None  # the table of an undone import is still being read
        return self._control.start(self.path, self._table, self._document, threads)

    def pause_run(self) -> None:
        """Hold the run between two slices."""
        self._control.pause()

    def resume_run(self) -> None:
        """Go on."""
        self._control.resume()

    def stop_run(self) -> None:
        """Stop the run and keep its best epoch; `runs_changed` when it is concluded."""
        self._control.stop()

    def drop_run(self, waiting: QueuedRun) -> None:
        """Take a run that waits out of the queue, as a step that can be undone."""
        label = self.tr("Drop run {number}").format(number=waiting.number)
        self.undo_stack.push(DropRun(waiting, label, self._control.drop, self._put_back))

    def rename_run(self, number: int, name: str) -> None:
        """Call a run something else, as a step that can be undone."""
        run = self.run(number)
        if run is not None and run.name != name:
            label = self.tr("Rename run {number}").format(number=number)
            do, back = partial(self._name_run, number, name), partial(self._name_run, number, run.name)
            self.undo_stack.push(RunStep(label, do, back))

    def remove_run(self, number: int) -> None:
        """Put a run away, as a step that can be undone; everything of it stays in the project file."""
        label = self.tr("Remove run {number}").format(number=number)
        self.undo_stack.push(
            RunStep(label, partial(self._put_away, number, True), partial(self._put_away, number, False))
        )

    def _name_run(self, number: int, name: str) -> None:
        self._file.rename_run(number, name)
        self.reload_runs()

    def _put_away(self, number: int, away: bool) -> None:
        self._file.put_run_away(number, away)
        self.reload_runs()

    def _put_back(self, waiting: QueuedRun) -> None:
        if waiting.path == self.path:
            self._control.put(waiting)

    def stop_all_runs(self) -> None:
        """Stop the run and drop those that wait."""
        self._control.stop_all()

    def choose_run(self, number: int | None) -> None:
        """Evaluate and predict with this run."""
        if number != self._chosen_run:
            self._chosen_run = number
            self.chosen_run_changed.emit()

    def run(self, number: int | None) -> RunRecord | None:
        """One run, or None."""
        return next((run for run in self._runs if run.number == number), None)

    def evaluation(self, number: int) -> Evaluation | None:
        """The judgement of a run on its test rows. Raises EpochalError project.*."""
        return self._file.evaluation(number)

    def model(self, number: int) -> Model:
        """The model of a run. Raises EpochalError project.no_model."""
        return self._file.model(number)

    def reload_runs(self) -> None:
        """Read the runs from the project file again."""
        if self.is_open:
            before = self.chosen_run
            self._runs = self._file.runs(self._control.with_heard(self._runs))
            self._highest_run = self._file.highest_run()
            self.runs_changed.emit()
            if before != self.chosen_run:
                self.chosen_run_changed.emit()

    # other work, and what the window remembers

    def submit(self, make_events: MakeEvents, *, name: str) -> Job:
        """Queue work in the other lane: import, predict, explain, export."""
        return self.lanes.other.submit(make_events, name=name)

    def ui_state(self) -> dict[str, Any]:
        """What the window kept in the project."""
        return self._file.ui_state()

    def keep_ui_state(self, state: dict[str, Any]) -> None:
        """Keep what the window wants to find again."""
        self._file.keep_ui_state(state)

    # within

    def _open_by(self, make: MakeEvents, name: str) -> Job:
        job = self._jobs.open(make, name)
        job.finished.connect(self._on_opened)
        return job

    def _on_sample_opened(self, opened: opening.Opened) -> None:
        if self._document is opened.document:  # not when something else was opened meanwhile
            self.start_run()

    def _on_opened(self, opened: opening.Opened) -> None:
        if self.sender() is not self.busy:  # another one has been asked for since
            return
        if self.training:  # begun while this one was being opened
            self.failed.emit(EpochalError("gui.run_not_left", {"name": opened.document.name}))
            return
        if self._document is not None:
            self.close_project()
        try:
            self._runs = self._file.open(opened.path, opened.document, opened.runs)
            self._highest_run = self._file.highest_run()
        except EpochalError as error:
            self._forget()
            self.failed.emit(error)
            return
        self._document = opened.document
        self._table, self._profile = opened.table, opened.profile
        self._snapshot = _snapshot_of(opened.document)
        chosen = self.ui_state().get("chosen_run")
        self._chosen_run = chosen if isinstance(chosen, int) else None
        self.project_opened.emit()
        for signal in (self.document_changed, self.table_changed, self.profile_changed, self.runs_changed):
            signal.emit()
        self.saved_changed.emit()
        self._preview.show(self._table, self._document)
        for notice in opened.notices:
            self.noticed.emit(notice)

    def _on_imported_again(self, result: tuple[Document, opening.Loaded]) -> None:
        read, loaded = result
        document = self._document
        assert document is not None and read.data is not None
        self._arriving[loaded.snapshot] = loaded
        taken = document.with_data(read.data)  # with what was edited while the file was read
        if document.data is None:  # the first data name the project and suggest its rules
            taken = taken.with_name(read.name)
            if not document.recipe.steps:
                taken = taken.with_recipe(read.recipe, read.recipe_origin)
        self.edit(taken, self.tr("Imported {file}").format(file=read.data.file_name))

    def _on_read_told(self, event: object) -> None:
        if isinstance(event, Warned):
            self.noticed.emit(event.notice)

    def _on_retargeted(self, changed: Document) -> None:
        if self._document is None or self.sender() is not self._retargeting:
            return
        taken = self._document.with_target(changed.target)
        if self._document.recipe_origin == "suggested":  # else the person has edited it meanwhile
            taken = taken.with_recipe(changed.recipe, "suggested")
        self.edit(taken, self._target_words(changed.target))

    def _on_retarget_ended(self, job: Job) -> None:
        if job is self._retargeting:
            self._retargeting = None

    def _target_words(self, name: str | None) -> str:
        return self.tr("Predict {name}").format(name=name) if name else self.tr("Predict nothing yet")

    def _on_suggested(self, recipe: Recipe) -> None:
        if self._document is not None:
            self.edit(self._document.with_recipe(recipe, "suggested"), self.tr("Suggested rules"))

    def _show(self, document: Document, label: str) -> None:
        """Make this the document: save, load other data when it refers to some, count again."""
        self._document = document
        self._file.save(document, label)
        self.document_changed.emit()
        self._follow_data(document)
        if self._snapshot == _snapshot_of(document):
            self._preview.show(self._table, document)

    def _follow_data(self, document: Document) -> None:
        data, wanted = document.data, _snapshot_of(document)
        if wanted == self._snapshot:
            return
        if data is None:
            self._take_data("", None, None)
        elif wanted in self._arriving:
            loaded = self._arriving.pop(wanted)
            self._take_data(wanted, loaded.table, loaded.profile)
        elif self.path is not None:
            job = self._jobs.submit(partial(opening.load_snapshot, self.path, data), data.file_name)
            job.finished.connect(self._on_loaded)

    def _on_loaded(self, loaded: opening.Loaded) -> None:
        if self._document is not None and _snapshot_of(self._document) == loaded.snapshot:
            self._take_data(loaded.snapshot, loaded.table, loaded.profile)
            self._preview.show(self._table, self._document)

    def _take_data(self, snapshot: str, table: Table | None, profile: TableProfile | None) -> None:
        self._snapshot, self._table, self._profile = snapshot, table, profile
        self.table_changed.emit()
        self.profile_changed.emit()

    def _forget(self) -> None:
        self._jobs.forget()
        self._retargeting = None
        self._preview.show(None, None)
        self._file.close()
        self._document = self._table = self._profile = None
        self._runs, self._highest_run, self._chosen_run, self._snapshot = (), 0, None, ""
        self._arriving.clear()
        self.undo_stack.clear()


def _snapshot_of(document: Document) -> str:
    return document.data.snapshot if document.data is not None else ""
