"""What there is of the open project: all that a page reads. What a person does to it is in `session`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from core.base.errors import EpochalError
from gui.state.cleaning_preview import CleaningPreview
from gui.state.project_data import ProjectData
from gui.state.project_file import ProjectFile, SaveState
from gui.state.project_jobs import ProjectJobs
from gui.state.project_runs import ProjectRuns
from gui.state.queued_run import QueuedRun
from gui.state.run_control import RunControl
from gui.work import Job, Lanes

if TYPE_CHECKING:
    from typing import Any

    from core.cleaning.apply import FittedRecipe
    from core.cleaning.report import Cleaned
    from core.data.profile import TableProfile
    from core.data.table import Table
    from core.evaluation.report import Evaluation
    from core.project.document import Document
    from core.project.history import HistoryEntry
    from core.project.runs import RunRecord
    from core.training.model import Model
    from gui.state.live_run import LiveRun


class SessionView(QObject):
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
        self._document: Document | None = None
        self._file = ProjectFile(self)
        self._jobs = ProjectJobs(lanes.other, self)
        self._preview = CleaningPreview(lanes.other, self)
        self._data = ProjectData(self._jobs, self._preview, self)
        self._control = RunControl(lanes.training, self)
        self._runs = ProjectRuns(self._file, self._control, self._jobs, self.undo_stack, self)
        self._pass_on()

    def _pass_on(self) -> None:
        self._file.state_changed.connect(self.saved_changed)
        self._jobs.busy_changed.connect(self.busy_changed)
        self._preview.changed.connect(self.cleaning_changed)
        self._data.table_changed.connect(self.table_changed)
        self._data.profile_changed.connect(self.profile_changed)
        self._control.told.connect(self.run_event)
        self._control.state_changed.connect(self.run_state_changed)
        self._runs.changed.connect(self.runs_changed)
        self._runs.chosen_changed.connect(self.chosen_run_changed)
        for part in (self._file, self._jobs, self._control, self._runs):
            part.failed.connect(self.failed)

    # the project and its document

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
    def earlier(self) -> tuple[HistoryEntry, ...]:
        """The states saved before the project was opened, the oldest first; the last is the one it was opened in."""
        return self._file.earlier

    @property
    def save_state(self) -> SaveState:
        """Whether the file has everything."""
        return self._file.state

    @property
    def document(self) -> Document | None:
        """The document as it is now."""
        return self._document

    @property
    def busy(self) -> Job | None:
        """The import or opening that is under way."""
        return self._jobs.busy

    def ui_state(self) -> dict[str, Any]:
        """What the window kept in the project."""
        return self._file.ui_state()

    # its data

    @property
    def table(self) -> Table | None:
        """The data as imported."""
        return self._data.table

    @property
    def snapshot(self) -> str:
        """Which data in the project file `table` is, "" for none."""
        return self._data.snapshot

    @property
    def profile(self) -> TableProfile | None:
        """What each column holds."""
        return self._data.profile

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
    def counting_from(self) -> int:
        """The first rule, from 0, whose count is on its way."""
        return self._preview.counting_from

    @property
    def cleaning_error(self) -> EpochalError | None:
        """Why the recipe can't be applied."""
        return self._preview.error

    # its runs

    @property
    def runs(self) -> tuple[RunRecord, ...]:
        """All runs as the project file has them, by number."""
        return self._runs.records

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
        return self._runs.queue

    @property
    def next_run_number(self) -> int:
        """The number that a run started now will probably get."""
        return self._runs.highest + len(self.queue) + 1

    @property
    def chosen_run(self) -> int | None:
        """The run that Evaluate and Predict are about: the person's choice, else the best, as in the shell."""
        return self._runs.chosen

    def run(self, number: int | None) -> RunRecord | None:
        """One run, or None."""
        return self._runs.run(number)

    def evaluation(self, number: int) -> Evaluation | None:
        """The judgement of a run on its test rows. Raises EpochalError project.*."""
        return self._file.evaluation(number)

    def model(self, number: int) -> Model:
        """The model of a run. Raises EpochalError project.no_model."""
        return self._file.model(number)
