"""Writing predictions to a file: what to write, where, and how it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from core.base.errors import EpochalError
from core.base.progress import Finished, Progress
from core.flow.exporting import exporting
from core.flow.predicting import PredictedFile
from core.flow.predictions import Columns, Predictions
from gui.pages.predict_work import Shown
from gui.state.session import Session
from gui.work import Job


@dataclass(frozen=True)
class ExportChoice:
    """What to write. own: with the file's columns; ranges: with low and high; failed: with the rows that failed;
    reasons: with the columns that add most to each prediction.
    """

    ending: str
    own: bool = True
    ranges: bool = True
    failed: bool = True
    reasons: bool = False


class Exporter(QObject):
    """`busy_changed(bool)`, `progressed(Progress)`, `exported(path)`, `failed(error)`. One file at a time; the next may
    follow at once.

    Closing the project doesn't end the writing: `ended_elsewhere(words, fine)` tells of it then, with its name.
    """

    busy_changed = Signal(bool)
    progressed = Signal(object)
    exported = Signal(object)
    failed = Signal(object)
    ended_elsewhere = Signal(str, bool)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._asked: tuple[Shown, ExportChoice] | None = None
        self._left: dict[QObject, str] = {}  # jobs of projects that were closed meanwhile, with the projects' names
        self._jobs: list[Job] = []
        session.project_closing.connect(self._on_closing)

    def ask(self, shown: Shown, choice: ExportChoice) -> None:
        """Ask where to, then write."""
        if shown.rows is None:
            return
        self._asked = shown, choice
        start = shown.file.path or Path.home() / shown.file.read.file_name
        dialog = QFileDialog(self._page, self.tr("Export predictions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(choice.ending)
        dialog.setDirectory(str(start.parent))
        dialog.selectFile(f"{start.stem} {self.tr('predicted')}.{choice.ending}")
        dialog.setNameFilter(f"{choice.ending.upper()} (*.{choice.ending})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        if self._asked is not None:
            self.write(*self._asked, Path(name))

    def write(self, shown: Shown, choice: ExportChoice, path: Path) -> None:
        """Write on the other lane; a file that is there is replaced, the dialog has asked."""
        if not isinstance(shown.outcome, PredictedFile) or self._jobs:
            return
        self.busy_changed.emit(True)
        write = partial(_written, shown.outcome.predictions, path, choice)
        job = self._session.submit(write, name=self.tr("Exporting {file}").format(file=path.name))
        self._jobs.append(job)
        job.told.connect(self._on_told)
        job.ended.connect(self._on_ended)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)

    @Slot()
    def cancel(self) -> None:
        """Write nothing; what was there stays."""
        for job in self._jobs:
            job.stop()

    @Slot(object)
    def _on_told(self, event: object) -> None:
        if isinstance(event, Progress) and self.sender() in self._jobs:
            self.progressed.emit(event)

    @Slot()
    def _on_closing(self) -> None:
        document = self._session.document
        self._left.update(dict.fromkeys(self._jobs, document.name if document is not None else ""))
        self._jobs = []
        self._asked = None
        self.busy_changed.emit(False)

    @Slot(object)
    def _on_finished(self, path: Path) -> None:
        name = self._left.get(self.sender())
        if name is not None:
            words = self.tr("{project}: exported to {file}").format(project=name, file=path.name)
            self.ended_elsewhere.emit(words, True)
            return
        self.busy_changed.emit(False)
        self.exported.emit(path)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        name = self._left.get(self.sender())
        if name is not None:
            if isinstance(error, EpochalError):
                self.ended_elsewhere.emit(f"{name}: {error}", False)
            return
        self.busy_changed.emit(False)
        self.failed.emit(error)

    @Slot()
    def _on_stopped(self) -> None:
        if self.sender() not in self._left:
            self.busy_changed.emit(False)

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        self._left.pop(job, None)
        if job in self._jobs:
            self._jobs.remove(job)


def _written(predictions: Predictions, path: Path, choice: ExportChoice) -> Iterator[Progress | Finished[Path]]:
    """Write the predictions, in a lane; the dialog has asked about replacing."""
    columns: Columns = "all" if choice.own else "predictions"
    what = {"ranges": choice.ranges, "failed": choice.failed, "reasons": choice.reasons}
    yield from exporting(predictions, path, columns, force=True, **what)
