"""Predict: a file in, one prediction and one status for every row out, exported to where the person says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar, Literal

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from core.base.errors import EpochalError
from core.base.progress import Finished, Progress, Warned
from core.flow.exporting import export_predictions
from core.flow.predicting import MissingColumns, PredictedFile, Predictions, predict_file, predict_snapshot
from core.project.runs import RunRecord
from gui.pages.predict_file import FilePane
from gui.pages.predict_result import ResultInspector
from gui.pages.predict_rows import RowsPane
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets.button import Button
from gui.widgets.empty_state import EmptyState
from gui.widgets.header import Header
from gui.widgets.notice_card import NoticeCard
from gui.widgets.page import Page
from gui.widgets.progress import WaitingState
from gui.work.job import Job, MakeEvents
from gui.work.trouble import Bug

LEFT_WIDTH = 300


class PredictPage(Page):
    """Three numbered parts: file, columns, predictions."""

    key: ClassVar[str] = "predict"
    icon: ClassVar[str] = "table-2"
    takes_files: ClassVar[bool] = True

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        self._result: PredictedFile | None = None
        self._path: Path | None = None  # of the result
        self._asked: Path | None = None  # of the file that is being predicted
        self._job: Job | None = None
        self._began_s = 0.0

    # building

    def building(self) -> Iterator[None]:
        """Header, states, file, rows, inspector."""
        self._build_header()
        self._build_notice()
        self._stack = QStackedWidget(self)
        self.column.addWidget(self._stack, 1)
        yield
        for make in (self._make_no_model, self._make_no_file, self._make_waiting):
            self._stack.addWidget(make())
            yield
        yield from self._making_result()
        self._side = ResultInspector(self.theme)
        yield
        self.follow(self.session.runs_changed)
        self.session.project_closed.connect(self._forget)
        self.navigator.file_dropped.connect(self._on_dropped)

    def _build_header(self) -> None:
        self._header = Header(self.theme, self.tr("Predict"))
        self._another = Button(self.theme, self.tr("Another file"), icon="upload")
        self._another.clicked.connect(self._ask_file)
        self._export = Button(
            self.theme, self.tr("Export predictions"), kind="primary", icon="download", keys=self.tr("Ctrl E")
        )
        self._export.setShortcut("Ctrl+E")
        self._export.clicked.connect(self._ask_export)
        self._header.add_action(self._another)
        self._header.add_action(self._export)
        self.column.addWidget(self._header)

    def _build_notice(self) -> None:
        self._notice = NoticeCard(self.theme, band=True, closable=True)
        self._notice.closed.connect(self._notice.hide)
        self._notice.hide()
        self.column.addWidget(self._notice)

    def _make_no_model(self) -> QWidget:
        train = Button(self.theme, self.tr("Go to Train"), kind="primary", trailing="arrow-right")
        train.clicked.connect(self._go_to_train)
        words = self.tr("Train at least one run. Then drop a file here to predict its rows.")
        return EmptyState(self.theme, "table-2", self.tr("Nothing to predict with yet"), words, [train])

    def _make_no_file(self) -> QWidget:
        choose = Button(self.theme, self.tr("Choose a file…"), kind="primary", icon="folder-open")
        choose.clicked.connect(self._ask_file)
        own = Button(self.theme, self.tr("Predict this project's own rows"))
        own.clicked.connect(self._predict_own)
        words = self.tr("Choose a spreadsheet with the same columns. Every row comes out, with a status.")
        return EmptyState(self.theme, "table-2", self.tr("No file yet"), words, [choose, own])

    def _make_waiting(self) -> QWidget:
        self._waiting = WaitingState(self.theme)
        cancel = Button(self.theme, self.tr("Cancel"), kind="ghost")
        cancel.clicked.connect(self._cancel)
        self._waiting.add_action(cancel)
        return self._waiting

    def _making_result(self) -> Iterator[None]:
        self._file = FilePane(self.theme)
        yield
        self._rows = RowsPane(self.theme)
        self._rows.row_shown.connect(self._show_row)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._file)
        split.addWidget(self._rows)
        split.setSizes([LEFT_WIDTH, 3 * LEFT_WIDTH])
        split.setStretchFactor(1, 1)
        self._stack.addWidget(split)
        yield

    # what the shell asks

    def inspector(self) -> QWidget | None:
        """Counts, the selected row's status, and how to export."""
        return self._side

    @Slot()
    def show_document(self) -> None:
        """Bring everything in line with the session."""
        usable = [run for run in self.session.runs if run.has_model]
        if self._job is not None:
            self._stack.setCurrentIndex(2)
        elif not usable:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(1 if self._result is None else 3)
        self._show_words(usable)

    def _show_words(self, usable: list[RunRecord]) -> None:
        result = self._result
        self._export.setVisible(result is not None)
        self._another.setVisible(result is not None and self._job is None)
        self._side.setEnabled(result is not None)
        if result is None:
            sentence = (
                self.tr("Predict the rows of any file that has the same columns.")
                if usable
                else self.tr("Predictions need a trained run.")
            )
            self._header.set_sentence(sentence)
            self._side.show_nothing()
            return
        counts = result.predictions.counts()
        words = self.tr("%1: %2 rows, predicted by run %3.")
        words = words.replace("%1", result.read.file_name).replace("%2", f"{counts['rows']:,}")
        self._header.set_sentence(words.replace("%3", f"{result.run.number} · {result.run.name}"))
        done = counts["ok"] + counts["check"]
        self._export.setText(self.tr("Export %1 predictions").replace("%1", f"{done:,}"))

    def ui_state(self) -> dict[str, object]:
        """The file that was predicted last, and which rows were shown."""
        return {"file": str(self._path) if self._path and self._result else None, "which": self._rows.which}

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Predict that file again if it is still there."""
        which, file = state.get("which"), state.get("file")
        self._rows.choose(which)
        if isinstance(file, str) and Path(file).is_file() and any(run.has_model for run in self.session.runs):
            self.predict(Path(file))

    def came(self, hint: object = None) -> None:
        """With a path as the hint (a dropped file), predict it."""
        if isinstance(hint, Path):
            self.predict(hint)

    # predicting

    @Slot()
    def _go_to_train(self) -> None:
        self.navigator.go("train")

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a file to predict"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Spreadsheets (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.parquet);;All files (*)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    @Slot(str)
    def _on_dropped(self, name: str) -> None:
        if self.navigator.current == self.key:
            self._on_file_chosen(name)

    @Slot(str)
    def _on_file_chosen(self, name: str) -> None:
        self.predict(Path(name))

    def predict(self, path: Path, missing_columns: MissingColumns = "refuse") -> None:
        """Predict this file with the run in use, on the other lane."""
        store_path = self.session.path
        if store_path is None or self.session.chosen_run is None:
            return
        if self._job is not None:
            self._job.stop()
        self._asked = path
        number = self.session.chosen_run
        make = partial(predict_file, store_path, path, number=number, missing_columns=missing_columns)
        self._start(make, path.name)

    @Slot()
    def _predict_own(self) -> None:
        """Predict the project's own data snapshot: nothing has to be looked for."""
        store_path, document = self.session.path, self.session.document
        if store_path is None or document is None or document.data is None:
            return
        self._asked = None
        self._start(partial(predict_snapshot, store_path, self.session.chosen_run), document.data.file_name)

    def _start(self, make: MakeEvents, name: str) -> None:
        self._notice.hide()
        self._waiting.set_words(self.tr("Predicting %1").replace("%1", name), self.tr("Your file is only read."))
        self._began_s = time.monotonic()
        job = self.session.submit(make, name=self.tr("Predicting %1").replace("%1", name))
        self._job = job
        job.told.connect(self._on_event)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)
        self.show_document()

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._job.stop()

    @Slot(object)
    def _on_event(self, event: object) -> None:
        if isinstance(event, Progress):
            share = event.done / event.total if event.total else None
            words = f"{event.done:,} / {event.total:,} {event.unit}" if event.total else ""
            self._waiting.set_progress(share, words)
        elif isinstance(event, Warned) and self.sender() is self._job:
            self._notice.show_told(event.notice, event.notice.severity.value)
            self._notice.show()

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        if self.sender() is not self._job or not isinstance(result, PredictedFile):
            return
        self._job = None
        self._result, self._path = result, self._asked
        self._file.show_result(result)
        self._side.show_result(result, time.monotonic() - self._began_s)
        self._rows.show_predictions(result.predictions)
        self._rows.show_all_if_none()
        if result.read.rejected:
            words = self.tr("%1 rows of the file could not be read and are not in the list.")
            first = str(result.read.rejected[0].reason)
            self._notice.show_notice("warn", words.replace("%1", f"{len(result.read.rejected):,}"), first)
            self._notice.show()
        self.show_document()

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        if isinstance(error, EpochalError):
            actions = []
            if error.code == "flow.columns_missing":
                fill = Button(self.theme, self.tr("Use typical values"))
                fill.clicked.connect(self._predict_imputing)
                actions.append(fill)
            self._notice.show_told(error, "bad", actions=actions)
        elif isinstance(error, Bug):
            self._notice.show_notice("bad", self.tr("Predicting failed because of a mistake of ours"), self._safe())
        self._notice.show()
        self.show_document()

    def _safe(self) -> str:
        return self.tr("Your file and your project are as they were. The details are in the log.")

    @Slot()
    def _predict_imputing(self) -> None:
        if self._asked is not None:
            self.predict(self._asked, "impute")

    @Slot()
    def _on_stopped(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.show_document()

    @Slot()
    def _forget(self) -> None:
        if self._job is not None:
            self._job.stop()
        self._job, self._result, self._path = None, None, None
        self._rows.show_predictions(None)
        self._notice.hide()

    @Slot(int)
    def _show_row(self, position: int) -> None:
        if self._result is not None:
            self._side.show_row(self._result.predictions, position)

    # exporting

    @Slot()
    def _ask_export(self) -> None:
        if self._result is None:
            return
        ending = self._side.ending()
        start = self._path or Path.home() / self._result.read.file_name
        dialog = QFileDialog(self, self.tr("Export predictions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.setDirectory(str(start.parent))
        dialog.selectFile(f"{start.stem} {self.tr('predicted')}.{ending}")
        dialog.setNameFilter(f"{ending.upper()} (*.{ending})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_export_chosen)
        dialog.open()

    @Slot(str)
    def _on_export_chosen(self, name: str) -> None:
        self.export(Path(name))

    def export(self, path: Path) -> None:
        """Write the predictions there, on the other lane; the dialog has asked about replacing."""
        result = self._result
        if result is None:
            return
        self._export.set_busy(True)
        write = partial(_written, result.predictions, path, self._side.columns())
        job = self.session.submit(write, name=self.tr("Exporting %1").replace("%1", path.name))
        job.finished.connect(self._on_exported)
        job.failed.connect(self._on_export_failed)
        job.stopped.connect(self._on_export_stopped)

    @Slot(object)
    def _on_exported(self, path: object) -> None:
        self._export.set_busy(False)
        if isinstance(path, Path):
            words = self.tr("Exported to %1").replace("%1", path.name)
            self.navigator.toast(words)
            self._side.show_exported(path)

    @Slot(object)
    def _on_export_failed(self, error: object) -> None:
        self._export.set_busy(False)
        if isinstance(error, EpochalError):
            self._notice.show_told(error, "bad")
        else:
            self._notice.show_notice("bad", self.tr("Exporting failed because of a mistake of ours"), self._safe())
        self._notice.show()

    @Slot()
    def _on_export_stopped(self) -> None:
        self._export.set_busy(False)


def _written(
    predictions: Predictions, path: Path, columns: Literal["all", "predictions"]
) -> Iterator[Progress | Finished[Path]]:
    yield Progress("export", 0, predictions.table.rows)
    yield Finished(export_predictions(predictions, path, columns, force=True))
