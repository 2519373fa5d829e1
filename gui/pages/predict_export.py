"""Writing predictions to a file: what to write, where, and how it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from core.base.progress import Finished, Progress
from core.flow.exporting import exporting
from core.flow.predicting import PredictedFile
from core.flow.predictions import Columns, Predictions
from gui.pages.predict_work import Shown
from gui.state.session import Session


@dataclass(frozen=True)
class ExportChoice:
    """What to write. own: with the file's columns; ranges: with low and high; failed: with the rows that failed."""

    ending: str
    own: bool = True
    ranges: bool = True
    failed: bool = True


class Exporter(QObject):
    """`busy_changed(bool)`, `exported(path)`, `failed(error)`. One file at a time; the next may follow at once."""

    busy_changed = Signal(bool)
    exported = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._asked: tuple[Shown, ExportChoice] | None = None

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
        if not isinstance(shown.outcome, PredictedFile):
            return
        self.busy_changed.emit(True)
        write = partial(_written, shown.outcome.predictions, path, choice)
        job = self._session.submit(write, name=self.tr("Exporting {file}").format(file=path.name))
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)

    @Slot(object)
    def _on_finished(self, path: Path) -> None:
        self.busy_changed.emit(False)
        self.exported.emit(path)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(error)

    @Slot()
    def _on_stopped(self) -> None:
        self.busy_changed.emit(False)


def _written(predictions: Predictions, path: Path, choice: ExportChoice) -> Iterator[Progress | Finished[Path]]:
    """Write the predictions, in a lane; the dialog has asked about replacing."""
    columns: Columns = "all" if choice.own else "predictions"
    yield from exporting(predictions, path, columns, force=True, ranges=choice.ranges, failed=choice.failed)
