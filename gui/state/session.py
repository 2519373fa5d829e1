"""The open project: one frozen document and what follows from it. Everything a page shows comes from here.

Why (2026-11-24): heavy rooms (pandas and what stands on it) are imported inside the lanes' generators, never at the
top, so that the first paint doesn't wait for them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.base.errors import EpochalError
from core.base.progress import Warned
from gui.state import opening
from gui.state.edition_watch import EditionWatch
from gui.state.history import ReplaceDocument, entry_words
from gui.state.queued_run import QueuedRun
from gui.state.session_view import SessionView
from gui.state.suggesting import Suggesting
from gui.work import Job, Lanes
from gui.work.job import MakeEvents

if TYPE_CHECKING:
    from core.cleaning.recipe import Recipe
    from core.data.readers.options import ReadOptions
    from core.project.document import Document
    from core.project.history import HistoryEntry
    from core.project.runs import ChosenThreshold


class Session(SessionView):
    """What a person does to the open project, each as the parts do it; what there is then, the signals tell."""

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(lanes, parent)
        self._run_awaited: Document | None = None
        self._editions: EditionWatch | None = None
        self._preview.changed.connect(self._on_counted)
        self._suggesting = Suggesting(self._jobs, self._data, self)
        self._suggesting.retargeted.connect(self._on_retargeted)
        self._suggesting.suggested.connect(self._on_suggested)

    # opening and closing

    def import_file(
        self, source: Path, *, name: str = "", target: str | None = None, options: ReadOptions | None = None
    ) -> Job:
        """Make a draft project of a spreadsheet; `project_opened` when it is there."""
        make = partial(opening.import_into_draft, source, name or source.stem, target, options)
        return self._open_by(make, source.name)

    def import_sample(self, source: Path, *, name: str, target: str) -> Job:
        """Make a complete project of a sample: data, rules, and a first run, which begins when the rules are counted.

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
            self.undo_stack.push(ReplaceDocument(self._document, document, label, self._show_step))

    def go_back_to(self, entry: HistoryEntry) -> None:
        """Make a state saved before the project was opened the present one, as one step that can be undone."""
        try:
            self.edit(self._file.document_at(entry), self.tr("Back to: {step}").format(step=entry_words(entry)))
        except EpochalError as error:
            self.failed.emit(error)

    def try_out(self, document: Document | None) -> None:
        """Count what this document's rules would do without making it the project's: `cleaned` is of the trial then.
        None counts for the project's own again, and so does every edit."""
        self._data.count(document)

    def choose_target(self, name: str | None) -> None:
        """Predict this column, as one step; suggested rules that nobody edited are suggested anew for it."""
        document = self._document
        self._suggesting.drop_target()  # the latest choice counts
        if document is None or name == document.target:
            return
        if self._suggesting.can_follow(document):
            self._suggesting.ask_target(document, name, self._target_words(name))
        else:
            self.edit(document.with_target(name), self._target_words(name))

    def suggest_recipe(self, label: str) -> Job | None:
        """Put the suggested rules in place of the present ones, as one step."""
        return self._suggesting.ask_rules(self._document, label) if self._document is not None else None

    # runs

    def start_run(self, threads: int | None = None, *, whole: bool = False) -> Job | None:
        """Train the document as it is, with `whole` though memory seems short; while a run trains, this one waits for
        its turn."""
        if self.path is None or self.table is None or self._document is None or not self._data.serves(self._document):
            return None
        return self._control.start(self.path, self.table, self._document, threads, whole=whole)

    def pause_run(self) -> None:
        """Hold the run between two slices."""
        self._control.pause()

    def resume_run(self) -> None:
        """Go on."""
        self._control.resume()

    def stop_run(self) -> None:
        """Stop the run and keep its best epoch; `runs_changed` when it is concluded."""
        self._control.stop()

    def stop_all_runs(self) -> None:
        """Stop the run and drop those that wait."""
        self._control.stop_all()

    def drop_run(self, waiting: QueuedRun) -> None:
        """Take a run that waits out of the queue, as a step that can be undone."""
        self._runs.drop(waiting)

    def rename_run(self, number: int, name: str) -> None:
        """Call a run something else, as a step that can be undone."""
        self._runs.rename(number, name)

    def choose_threshold(self, number: int, chosen: ChosenThreshold | None, label: str) -> None:
        """Decide the predictions of a run there, as a step that can be undone; None: as its model does by itself."""
        self._runs.choose_threshold(number, chosen, label)

    def remove_run(self, number: int) -> None:
        """Put a run away, as a step that can be undone; everything of it stays in the project file."""
        self._runs.remove(number)

    def choose_run(self, number: int | None) -> None:
        """Evaluate and predict with this run."""
        self._runs.choose(number)

    def reload_runs(self) -> None:
        """Read the runs from the project file again."""
        self._runs.reload()

    # other work, and what the window remembers

    @property
    def editions(self) -> EditionWatch:
        """The numbers of data and recipe; one watch for all who show them, made when the first one asks."""
        if self._editions is None:
            self._editions = EditionWatch(self, self)
        return self._editions

    def submit(self, make_events: MakeEvents, *, name: str) -> Job:
        """Queue work in the other lane: import, predict, explain, export."""
        return self.lanes.other.submit(make_events, name=name)

    def save_again(self) -> None:
        """Try once more what couldn't be saved; `saved_changed` when it can, else `failed` with the reason."""
        self._file.save_again()

    def keep_ui_state(self, state: dict[str, Any]) -> None:
        """Keep what the window wants to find again."""
        self._file.keep_ui_state(state)

    # within

    def _open_by(self, make: MakeEvents, name: str) -> Job:
        job = self._jobs.open(make, name)
        job.finished.connect(self._on_opened)
        return job

    def _on_sample_opened(self, opened: opening.Opened) -> None:
        self._run_awaited = opened.document

    def _on_counted(self) -> None:
        """The sample's run has waited for it: both lanes at once, and the first paint, would make the window wait."""
        if self._run_awaited is None or self.counting:
            return
        awaited, self._run_awaited = self._run_awaited, None
        if self._document is awaited:  # not when something else was opened or edited meanwhile
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
            runs, highest = self._file.open(opened.path, opened.document, opened.runs), self._file.highest_run()
        except EpochalError as error:
            self._forget()
            self.failed.emit(error)
            return
        self._document = opened.document
        self._data.open(opened.document, opened.table, opened.profile)
        chosen = self.ui_state().get("chosen_run")
        self._runs.open(runs, highest, opened.document.target, chosen if isinstance(chosen, int) else None)
        self.project_opened.emit()
        for signal in (self.document_changed, self.table_changed, self.profile_changed, self.runs_changed):
            signal.emit()
        self.saved_changed.emit()
        self._data.count()
        for notice in opened.notices:
            self.noticed.emit(notice)

    def _on_imported_again(self, result: tuple[Document, opening.Loaded]) -> None:
        read, loaded = result
        document = self._document
        assert document is not None and read.data is not None
        self._data.arrive(loaded)
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
        if self._document is None:
            return
        taken = self._document.with_target(changed.target)
        if self._document.recipe_origin == "suggested":  # else the person has edited it meanwhile
            taken = taken.with_recipe(changed.recipe, "suggested")
        self.edit(taken, self._target_words(changed.target))

    def _target_words(self, name: str | None) -> str:
        return self.tr("Predict {name}").format(name=name) if name else self.tr("Predict nothing yet")

    def _on_suggested(self, recipe: Recipe) -> None:
        if self._document is not None:
            self.edit(self._document.with_recipe(recipe, "suggested"), self.tr("Suggested rules"))

    def _show_step(self, document: Document, label: str, undone: bool) -> None:
        """A step done or taken back. What a saved project is called goes with its file, and with no step."""
        if self._document is not None and not self.is_draft:
            document = document.with_name(self._document.name)
        self._show(document, label, undone)

    def _show(self, document: Document, label: str, undone: bool = False) -> None:
        """Make this the document: save, load other data when it refers to some, count again."""
        self._document = document
        self._file.save(document, label, undone=undone)
        self.document_changed.emit()
        self._runs.aim(document.target)
        self._data.follow(document, self.path)

    def _forget(self) -> None:
        self._document = None  # first: an edit on hearing of what goes would have data read that nobody gives back
        self._run_awaited = None
        self._jobs.forget()
        self._suggesting.drop_target()
        self._data.forget()
        self._file.close()
        self._runs.forget()
        self.undo_stack.clear()
