"""Predict: a file in, one prediction and one status for every row out, exported to where the person says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from core.base.progress import Progress
from core.data.readers.options import ReadOptions
from gui.models.words import count
from gui.pages.predict_export import Exporter
from gui.pages.predict_file import FilePane
from gui.pages.predict_notice import PredictNotice
from gui.pages.predict_reading import ReadingAsker, options_of, said_of
from gui.pages.predict_reasons import RowExplainer
from gui.pages.predict_result import ResultInspector
from gui.pages.predict_rows import RowsPane
from gui.pages.predict_words import PageWords
from gui.pages.predict_work import PredictionWork, Shown
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets.button import Button
from gui.widgets.empty_state import EmptyState
from gui.widgets.header import Header
from gui.widgets.page import Page
from gui.widgets.progress import WaitingState

LEFT_WIDTH = 312
NO_MODEL, NO_FILE, WAITING, RESULT = range(4)


class PredictPage(Page):
    """Three numbered parts: file, columns, predictions."""

    key: ClassVar[str] = "predict"
    icon: ClassVar[str] = "table-2"
    takes_files: ClassVar[bool] = True

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        self.work = PredictionWork(session, self)
        self.exporter = Exporter(session, self)
        self.explainer = RowExplainer(session, self)
        self._drawn: Shown | None = None
        self.asker = ReadingAsker(session, theme, self)
        self._asked: Path | None = None  # the file asked for last; None: the project's own rows
        self._options: ReadOptions | None = None  # how that was to be read
        self._words = PageWords()

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
        self.side = ResultInspector(self.theme)
        self.side.options.choice_changed.connect(self._show_export)
        self.side.options.cancel_asked.connect(self.exporter.cancel)
        self.side.count_asked.connect(self._on_count_as)
        self.explainer.explained.connect(self.side.reasons.show_reasons)
        yield
        session = self.session
        self.follow(session.runs_changed, session.document_changed, session.chosen_run_changed, self.work.changed)
        session.project_closed.connect(self._forget)
        self.navigator.file_dropped.connect(self._on_dropped)
        self.work.progressed.connect(self._on_progress)
        self.work.noticed.connect(self.notice.tell_noticed)
        self.work.failed.connect(self.notice.tell_file)
        self.asker.chosen.connect(self.predict)
        self.asker.failed.connect(self.notice.tell_file)
        self.exporter.busy_changed.connect(self.export_button.set_busy)
        self.exporter.busy_changed.connect(self.side.options.set_busy)
        self.exporter.progressed.connect(self.side.options.show_progress)
        self.exporter.exported.connect(self._on_exported)
        self.exporter.failed.connect(self.notice.tell_export)
        self.exporter.ended_elsewhere.connect(self._on_ended_elsewhere)

    def _build_header(self) -> None:
        self.header = Header(self.theme, self.tr("Predict"))
        self._another = Button(self.theme, self.tr("Another file"), icon="upload")
        self._another.clicked.connect(self._ask_file)
        words, keys = self.tr("Export predictions"), self.tr("Ctrl E")
        self.export_button = Button(self.theme, words, kind="primary", icon="download", keys=keys)
        self.export_button.setShortcut("Ctrl+E")
        self.export_button.clicked.connect(self._ask_export)
        self.header.add_action(self._another)
        self.header.add_action(self.export_button)
        self.column.addWidget(self.header)

    def _build_notice(self) -> None:
        self.notice = PredictNotice(self.theme)
        self.notice.file_wanted.connect(self._ask_file)
        self.notice.again_wanted.connect(self._try_again)
        self.notice.place_wanted.connect(self._ask_export)
        self.notice.line_wanted.connect(self._go_to_line)
        self.notice.whole_wanted.connect(self._on_whole)
        self.notice.differently_wanted.connect(self._ask_how_to_read)
        self.column.addWidget(self.notice)

    def _make_no_model(self) -> QWidget:
        train = Button(self.theme, self.tr("Go to Train"), kind="primary", trailing="arrow-right")
        train.clicked.connect(self._go_to_train)
        words = self.tr("Train at least one run. Then drop a file here to predict its rows.")
        return EmptyState(self.theme, "table-2", self.tr("Nothing to predict with yet"), words, [train])

    def _make_no_file(self) -> QWidget:
        choose = Button(self.theme, self.tr("Choose a file…"), kind="primary", icon="folder-open")
        choose.clicked.connect(self._ask_file)
        own = Button(self.theme, self.tr("Predict this project’s own rows"))
        own.clicked.connect(self._predict_own)
        words = self.tr(
            "Drop a spreadsheet here, or choose one. Its columns may have other names. Every row comes out."
        )
        return EmptyState(self.theme, "table-2", self.tr("No file yet"), words, [choose, own])

    def _make_waiting(self) -> QWidget:
        self._waiting = WaitingState(self.theme)
        cancel = Button(self.theme, self.tr("Cancel"), kind="ghost")
        cancel.clicked.connect(self._cancel)
        self._waiting.add_action(cancel)
        return self._waiting

    def _making_result(self) -> Iterator[None]:
        self.file = FilePane(self.theme)
        self.file.change_asked.connect(self._on_change)
        self.file.remember_asked.connect(self._on_remember)
        self.file.differently_asked.connect(self._ask_how_to_read)
        yield
        self.rows = RowsPane(self.session, self.theme)
        self.rows.row_shown.connect(self._show_row)
        yield
        choose = Button(self.theme, self.tr("Choose columns"), kind="primary", icon="pencil")
        choose.clicked.connect(self.file.list.change)
        words = self.tr("None of them has a name the model knows. Say at the left which column stands for which.")
        unmatched = EmptyState(self.theme, "columns-3", self.tr("No column of this file is known"), words, [choose])
        self._right = QStackedWidget()
        self._right.addWidget(self.rows)
        self._right.addWidget(unmatched)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.file)
        split.addWidget(self._right)
        split.setSizes([LEFT_WIDTH, 3 * LEFT_WIDTH])
        split.setStretchFactor(1, 1)
        self._stack.addWidget(split)
        yield

    # what the shell asks

    def inspector(self) -> QWidget | None:
        """Counts, the selected row's status, and how to export."""
        return self.side

    @Slot()
    def show_document(self) -> None:
        """Bring everything in line with the session."""
        self.work.follow()
        usable = any(run.has_model for run in self.session.runs)
        shown = self.work.shown
        if self.work.opening:
            self._show_waiting()
        else:
            state = RESULT if shown is not None else NO_FILE
            self._stack.setCurrentIndex(state if usable else NO_MODEL)
        if shown is not None and shown is not self._drawn:
            self._draw(shown)
        self._show_words(usable)

    def _show_waiting(self) -> None:
        title = self.tr("Predicting {file}").format(file=self.work.name)
        self._waiting.set_words(title, self.tr("Your file is only read."))
        self._stack.setCurrentIndex(WAITING)

    def _draw(self, shown: Shown) -> None:
        """Another result: everywhere at once. The same file predicted again keeps the row that a person looks at."""
        again = self._drawn is not None and self._drawn.file is shown.file
        self._drawn = shown
        self.file.show_file(shown)
        self.side.show_file(shown)
        self.rows.show_rows(shown.rows, keep=again)
        self._right.setCurrentIndex(0 if shown.rows is not None else 1)
        rejected = shown.file.read.rejected
        if rejected:
            self.notice.tell_rejected(rejected, shown.file.read.table.names)

    def _show_words(self, usable: bool) -> None:
        shown = self.work.shown
        at_rest = shown is not None and not self.work.opening
        self.export_button.setVisible(at_rest and shown is not None and shown.rows is not None)
        self._another.setVisible(at_rest)
        self.side.show_parts(at_rest and shown is not None and shown.rows is not None)
        if shown is not None:
            words = self._words.sentence(shown, busy=self.work.busy)
            self.header.set_sentence(words, self._words.names(shown))
            self._show_export()
        elif usable:
            words = self.tr("Run {number} predicts the rows of any file that has the same columns.")
            self.header.set_sentence(words.format(number=self.session.chosen_run))
        else:
            self.header.set_sentence(self.tr("Predictions need a trained run."))

    @Slot()
    def _show_export(self) -> None:
        """The button says what it writes."""
        shown = self.work.shown
        if shown is None or shown.rows is None:
            return
        words, tip = self._words.export_button(shown)
        failed = shown.rows.counts["failed"]
        if 0 < failed < shown.rows.counts["rows"] and self.side.options.choice.failed:
            tip = self.tr("{rows}, and {failed} that failed, with the reason").format(rows=tip, failed=count(failed))
        self.export_button.setText(words)
        self.export_button.setToolTip(tip)

    def ui_state(self) -> dict[str, object]:
        """The file that was predicted last, and which rows were shown."""
        shown = self.work.shown
        path = shown.file.path if shown is not None else None
        return {
            "file": str(path) if path else None,
            "read": said_of(shown.file.options) if shown is not None else {},
            "own": shown is not None and path is None,
            "which": self.rows.which,
        }

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Predict that file again if it is still there."""
        file = state.get("file")
        self.rows.choose(state.get("which"))
        if self.session.chosen_run is None:
            return
        if isinstance(file, str) and Path(file).is_file():
            self.predict(Path(file), options_of(state.get("read")))
        elif state.get("own") is True:
            self._predict_own()

    def came(self, hint: object = None) -> None:
        """With a path as the hint (a dropped file), predict it."""
        if isinstance(hint, Path):
            self.predict(hint)

    def find_rows(self) -> bool:
        """To the field above the predicted rows."""
        return self.rows.find_rows()

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

    def predict(self, path: Path, options: ReadOptions | None = None) -> None:
        """Predict this file with the run in use, on the other lane. options: how to read it; None: find out."""
        if self.session.chosen_run is not None:
            self.notice.forget()
            self._asked, self._options = path, options
            self.work.open(path, options)

    @Slot()
    def _predict_own(self) -> None:
        """Predict the project's own data snapshot: nothing has to be looked for."""
        self.notice.forget()
        self._asked = self._options = None
        self.work.open_own()

    @Slot()
    def _try_again(self) -> None:
        """What was asked for last, once more."""
        if self._asked is not None:
            self.predict(self._asked, self._options)
        else:
            self._predict_own()

    @Slot()
    def _on_whole(self) -> None:
        if self._asked is not None:
            self.predict(self._asked, replace(self._options or ReadOptions(), whole=True))

    @Slot()
    def _ask_how_to_read(self) -> None:
        """How the file that was asked for last shall be read."""
        shown = self.work.shown
        if self._asked is not None:
            same = shown is not None and shown.file.path == self._asked
            self.asker.ask(self._asked, shown.file.read.how if shown is not None and same else None)

    @Slot()
    def _go_to_line(self) -> None:
        self.navigator.go("evaluate", self.session.chosen_run)

    @Slot()
    def _cancel(self) -> None:
        self.work.cancel()

    @Slot(object)
    def _on_progress(self, event: Progress) -> None:
        self._waiting.set_progress(event.done / event.total if event.total else None, self._words.progress(event))

    @Slot()
    def _forget(self) -> None:
        self.work.forget()
        self.explainer.forget()
        self.asker.forget()
        self._drawn = None
        self.rows.show_rows(None)
        self.side.show_nothing()
        self.notice.forget()

    @Slot(int)
    def _show_row(self, position: int) -> None:
        if self._drawn is not None and self._drawn.rows is not None:
            self.side.show_row(self._drawn.rows, position)
            self.explainer.ask(self._drawn.rows, position)

    # columns

    @Slot(str, str)
    def _on_change(self, expected: str, found: str) -> None:
        """Another column of the file, as one step that can be undone; the prediction follows the document."""
        document, shown = self.session.document, self.work.shown
        if document is None or shown is None:
            return
        said = {**dict(document.matching), expected: found}
        if found == expected and not shown.file.read.table.has(expected):
            del said[expected]
        words = self.tr("{expected} is {found}").format(expected=expected, found=found or self.tr("not in the file"))
        self.session.edit(document.with_matching(said), words)

    @Slot()
    def _on_remember(self) -> None:
        document, shown = self.session.document, self.work.shown
        if document is not None and shown is not None:
            said = {**dict(document.matching), **shown.outcome.matching.said}
            self.session.edit(document.with_matching(said), self.tr("Remember the matching of columns"))
            self.navigator.toast(self.tr("The next file is matched the same way."), undo=True)

    @Slot(str, str, object)
    def _on_count_as(self, name: str, value: str, level: str | None) -> None:
        """A category of the file counts as one that the model knows, as one step that can be undone."""
        document = self.session.document
        if document is None:
            return
        words = self.tr("{name} “{value}” counts as the average").format(name=name, value=value)
        if level is not None:
            words = self.tr("{name} “{value}” counts as “{level}”").format(name=name, value=value, level=level)
        self.session.edit(document.with_counted_as(name, value, level), words)

    # exporting

    @Slot()
    def _ask_export(self) -> None:
        if self.work.shown is not None:
            self.exporter.ask(self.work.shown, self.side.options.choice)

    def export(self, path: Path) -> None:
        """Write the predictions there, on the other lane; the dialog has asked about replacing."""
        if self.work.shown is not None:
            self.exporter.write(self.work.shown, self.side.options.choice, path)

    @Slot(object)
    def _on_exported(self, path: Path) -> None:
        self.navigator.toast(self.tr("Exported to {file}").format(file=path.name), place=path)
        self.side.options.show_exported(path)

    @Slot(str, bool)
    def _on_ended_elsewhere(self, words: str, fine: bool) -> None:
        self.navigator.toast(words, icon="check" if fine else "triangle-alert")
