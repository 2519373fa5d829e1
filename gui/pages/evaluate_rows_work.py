"""The work behind the list of rows: found, sorted and written in the other lane."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.base.progress import Finished
from core.evaluation.report import Evaluation
from core.evaluation.selection import Wanted
from core.flow.insight import SnapshotTable
from core.flow.rows import RowsFound, look_at_rows, write_rows
from gui.models.table import sorted_rows
from gui.pages.evaluate_row_words import RowWords
from gui.pages.evaluate_rows import RowsPanel
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.work import Job

FORMATS = "CSV (*.csv);;Excel (*.xlsx);;Parquet (*.parquet)"


class RowsWork(QObject):
    """`arrived()` when rows are there to be shown, `failed(error)`. The latest choice counts."""

    arrived = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, navigator: Navigator, panel: RowsPanel, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._navigator, self._panel, self._page = session, navigator, panel, page
        self._words = RowWords(self)
        self._asked: tuple[Evaluation, str] | None = None
        self._job: Job | None = None
        panel.sort_wanted.connect(self._on_sort)
        panel.export_wanted.connect(self._on_export)
        panel.copy_refused.connect(self._on_copy_refused)

    @property
    def busy(self) -> bool:
        """Whether rows are being found or sorted."""
        return self._job is not None

    def look(
        self, number: int, evaluation: Evaluation, wanted: Wanted, known: SnapshotTable | None, group: str = ""
    ) -> None:
        """Find these rows of a run's judgement; `group` names a group of raw rows."""
        path = self._session.path
        if path is None:
            return
        self._asked = evaluation, group
        make = partial(look_at_rows, path, number, evaluation, wanted, known)
        self._start(make, self.tr("Finding rows")).finished.connect(self._on_found)

    def forget(self) -> None:
        """The run is no longer shown."""
        self._asked = None
        self._drop()
        self._panel.clear()

    def _drop(self) -> None:
        """What is under way is no longer wanted, even if it is done already and its result on its way."""
        job, self._job = self._job, None
        if job is not None:
            job.stop()

    def _start(self, make: Any, name: str) -> Job:
        self._drop()
        self._job = self._session.submit(make, name=name)
        self._job.failed.connect(self.failed)
        self._job.ended.connect(self._on_ended)
        return self._job

    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None

    def _on_found(self, found: RowsFound) -> None:
        if self._asked is None or self.sender() is not self._job:
            return
        evaluation, group = self._asked
        title = self._words.title(evaluation, found.wanted, group)
        remark = self._words.remark(evaluation, found.table.rows)
        if not found.has_raw:
            remark = self.tr("{told}; their columns are no longer in the project").format(told=remark)
        self._panel.show_rows(found, title, remark, evaluation.positive or "")
        self.arrived.emit()

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        if column < 0:
            self._drop()
            self._panel.show_order(None)
            return
        cells = self._panel.model.cells(column)
        self._start(partial(_sorted, cells, order), self.tr("Sorting")).finished.connect(self._on_sorted)

    def _on_sorted(self, order: NDArray[np.int64]) -> None:
        if self.sender() is self._job:  # else another order was asked for since
            self._panel.show_order(order)

    def _on_copy_refused(self) -> None:
        self._navigator.toast(self.tr("These are too many rows to copy. Export them to a file."), icon="info")

    # writing

    def _on_export(self) -> None:
        dialog = QFileDialog(self._page, self.tr("Export rows"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(FORMATS.split(";;"))
        dialog.setDefaultSuffix("csv")
        path = self._session.path
        stem = path.stem if path is not None else ""
        dialog.selectFile(f"{stem} {self.tr('rows')}.csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")")))
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, name: str) -> None:
        """Write the rows as they are shown; a file that is there is replaced, the dialog has asked."""
        found = self._panel.model.found
        if found is None:
            return
        make = partial(write_rows, found, self._panel.model.order, Path(name))
        job = self._session.submit(make, name=self.tr("Exporting {file}").format(file=Path(name).name))
        job.finished.connect(self._on_written)
        job.failed.connect(self.failed)

    def _on_written(self, path: Path) -> None:
        self._navigator.toast(self.tr("Written to {file}").format(file=path.name), place=path)


def _sorted(cells: Any, order: Qt.SortOrder) -> Iterator[Finished[NDArray[np.int64]]]:
    yield Finished(sorted_rows(cells, order))
