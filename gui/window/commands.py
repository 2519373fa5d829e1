"""What each declared action does, and when it can be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from core.base.errors import EpochalError
from gui.actions import ACTIONS
from gui.pages import PAGES
from gui.settings import Settings
from gui.state.navigator import USE_THRESHOLD, DataHint, Navigator
from gui.state.pasting import is_table, keep_pasted
from gui.state.session import Session
from gui.theme import Mode, Theme
from gui.window.closing import RunQuestion
from gui.window.drop_overlay import PROJECT, dropped_file
from gui.window.files import FileAsker
from gui.window.menu_key import open_menu_here

if TYPE_CHECKING:
    from core.data.readers.options import ReadOptions
    from core.project.document import DataRef


@dataclass(frozen=True)
class Asked:
    """A spreadsheet to be read. again: into the open project."""

    source: Path
    again: bool = False
    options: ReadOptions | None = None


class Commands(QObject):
    """Verbs of the window on the session. Whatever would leave the open project asks first while a run trains."""

    palette_wanted = Signal()
    shortcuts_wanted = Signal()
    settings_wanted = Signal()
    tour_wanted = Signal()
    inspector_wanted = Signal()
    history_wanted = Signal()
    find_wanted = Signal()
    panel_wanted = Signal(int)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        navigator: Navigator,
        settings: Settings,
        actions: dict[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._theme, self._navigator = session, theme, navigator
        self._settings, self._actions, self._window = settings, actions, window
        self._last_read: Asked | None = None
        self._opening: Path | None = None  # the spreadsheet of which the project that opens next is made
        self._belongs = False  # whether the file that was last read is the open project's, or was to be
        self.files = FileAsker(settings, window)
        self.files.spreadsheet_chosen.connect(self.import_file)
        self.files.replacement_chosen.connect(self.import_again)
        self.files.project_chosen.connect(self.open_project)
        self.files.place_chosen.connect(self.save_as)
        navigator.spreadsheet_asked.connect(self.files.ask_spreadsheet)
        navigator.project_asked.connect(self.files.ask_project)
        self._connect_actions()
        session.project_opened.connect(self._on_opened)
        for signal in (
            session.project_opened,
            session.project_closed,
            session.document_changed,
            session.table_changed,
            session.busy_changed,
            session.run_state_changed,
            session.runs_changed,
            session.chosen_run_changed,
            session.undo_stack.canUndoChanged,
            session.undo_stack.canRedoChanged,
        ):
            signal.connect(self.settle)
        theme.changed.connect(self._on_theme)
        self.settle()

    def _connect_actions(self) -> None:
        verbs = {
            "palette": self.palette_wanted.emit,
            "open_spreadsheet": self.files.ask_spreadsheet,
            "open_project": self.files.ask_project,
            "new_project": self.new_project,
            "import_again": self.files.ask_replacement,
            "save_as": self._on_save_as,
            "close_project": self.close_project,
            "undo": self._session.undo_stack.undo,
            "redo": self._session.undo_stack.redo,
            "history": self.history_wanted.emit,
            "read_differently": self.ask_how_to_read,
            "paste": self.paste,
            "find": self.find_wanted.emit,
            "row_jump": partial(self._navigator.go, "data", DataHint.GO_TO_ROW),
            "start_run": self._on_start_run,
            "pause_run": self._on_pause_run,
            "stop_run": self._session.stop_run,
            "use_threshold": self._on_use_threshold,
            "inspector": self.inspector_wanted.emit,
            "next_panel": partial(self.panel_wanted.emit, 1),
            "previous_panel": partial(self.panel_wanted.emit, -1),
            "menu_here": open_menu_here,
            "theme": self._on_theme_switch,
            "system_theme": partial(self.set_mode, "system"),
            "shortcuts": self.shortcuts_wanted.emit,
            "settings": self.settings_wanted.emit,
            "tour": self.tour_wanted.emit,
            "quit": self._window.close,
            **{f"go_{page.key}": partial(self._navigator.go, page.key) for page in PAGES},
        }
        for key, verb in verbs.items():
            self._actions[key].triggered.connect(_without_argument(verb))

    # projects

    @Slot(str)
    def import_file(self, path: str) -> None:
        """Make a project of a spreadsheet."""
        self._read(Asked(Path(path)))

    @Slot(str)
    def import_again(self, path: str) -> None:
        """Put a spreadsheet's data into the open project."""
        self._read(Asked(Path(path), again=True))

    @property
    def last_source(self) -> Path | None:
        """The file that was last asked to be read."""
        return self._last_read.source if self._last_read is not None else None

    def read_again(self) -> None:
        """Read that file once more, as before."""
        if self._last_read is not None:
            self._read(self._last_read)

    def read_with(self, *, sample_rows: int | None = None, whole: bool = False) -> None:
        """Read that file once more, as before but for how much of it: a sample, or all though memory seems short."""
        from core.data.readers.options import ReadOptions  # stands on pandas: not before the first paint

        last = self._last_read
        if last is not None:
            options = replace(last.options or ReadOptions(), sample_rows=sample_rows, whole=whole)
            self._read(replace(last, options=options))

    def _read(self, asked: Asked) -> None:
        """Into the open project, or as one of its own."""
        again = asked.again and self._session.is_open
        self._last_read, self._belongs = replace(asked, again=again), again
        if again:
            self._session.import_again(asked.source, asked.options)
        else:
            self._opening = asked.source
            self._leaving(partial(self._session.import_file, asked.source, options=asked.options))

    def ask_how_to_read(self) -> None:
        """Ask how that file shall be read, where what was found out is wrong."""
        if self.last_source is not None:
            from gui.pages.read_dialog import sheets_steps  # stands on the readers: not before the first paint

            steps = partial(sheets_steps, self.last_source)
            job = self._session.submit(steps, name=self.tr("Looking at the file"))
            job.finished.connect(self._on_sheets)
            job.failed.connect(self._session.failed)

    @Slot(object)
    def _on_sheets(self, sheets: tuple[str, ...]) -> None:
        from gui.pages.read_dialog import ReadDialog

        source, data = self.last_source, self._data_of_source()
        if source is not None:
            dialog = ReadDialog(self._theme, source, sheets, data.how if data is not None else {}, self._window)
            dialog.chosen.connect(self._on_how_chosen)
            dialog.open()

    def _data_of_source(self) -> DataRef | None:
        """The project's data, if they are from that file: another project's may have the same name."""
        document, source = self._session.document, self.last_source
        data = document.data if document is not None and self._belongs else None
        return data if data is not None and source is not None and data.file_name == source.name else None

    @Slot()
    def _on_opened(self) -> None:
        opening, self._opening, document = self._opening, None, self._session.document
        data = document.data if document is not None else None
        if opening is None or data is None:
            self._belongs = False
        else:  # not so where that file failed, and another one was opened then
            self._belongs = opening == self.last_source and data.file_name == opening.name

    @Slot(object)
    def _on_how_chosen(self, options: ReadOptions) -> None:
        source = self.last_source
        if source is not None:
            again = self._session.is_open and (self._session.table is None or self._belongs)
            self._read(Asked(source, again, options))

    def paste(self) -> None:
        """Import the table that the clipboard holds, or the spreadsheet that was copied as a file."""
        held = QGuiApplication.clipboard().mimeData()
        try:
            if held.hasUrls():
                self._on_pasted(dropped_file(held))
                return
            if not is_table(held.text()):
                raise EpochalError("gui.no_table_copied")
        except EpochalError as error:
            self._session.failed.emit(error)
            return
        name = self.tr("Pasted table")
        job = self._session.submit(partial(keep_pasted, held.text(), name), name=name)
        job.finished.connect(self._on_pasted)
        job.failed.connect(self._session.failed)

    @Slot(object)
    def _on_pasted(self, path: Path) -> None:
        if path.suffix.lower() == PROJECT:
            self.open_project(str(path))
        elif self._session.is_open and self._session.table is None:
            self.import_again(str(path))
        else:
            self.import_file(str(path))

    @Slot(str)
    def open_project(self, path: str) -> None:
        """Open a project file."""
        self._opening = None
        self._leaving(partial(self._session.open_project, Path(path)))

    def import_sample(self, path: Path, name: str, target: str) -> None:
        """Make a complete project of a sample."""
        self._opening = None
        self._leaving(partial(self._session.import_sample, path, name=name, target=target))

    def new_project(self) -> None:
        """Make an empty project."""
        self._opening = None
        self._leaving(partial(self._session.new_project, self.tr("Untitled")))

    def close_project(self) -> None:
        """Go back to Welcome."""
        self._leaving(self._session.close_project)

    @Slot(str)
    def save_as(self, path: str) -> None:
        """Keep the project there."""
        draft = self._session.path if self._session.is_draft else None
        try:
            self._session.save_as(Path(path))
        except EpochalError as error:
            self._session.failed.emit(error)
        else:
            if draft is not None:
                self._settings.move(str(draft), path)
            self._navigator.toast(self.tr("Saved as {name}").format(name=Path(path).name), icon="save")

    def _on_save_as(self) -> None:
        document = self._session.document
        if document is not None:
            self.files.ask_place(document.name)

    def _leaving(self, verb: object) -> None:
        """Do it now, or ask first while a run trains: the run belongs to the project that would be left."""
        if not self._session.training:
            verb()  # type: ignore[operator]
            return
        title = self.tr("A run is still training")
        question = RunQuestion(
            self._theme, title, self.tr("Stop, keep best, go on"), self.tr("Keep training"), self._window
        )
        self._after_runs = verb
        question.accepted.connect(self._on_stop_and_leave)
        question.open()

    def _on_stop_and_leave(self) -> None:
        self._session.run_state_changed.connect(self._leave_when_stopped)
        self._session.stop_all_runs()

    def _leave_when_stopped(self) -> None:
        if not self._session.training:
            self._session.run_state_changed.disconnect(self._leave_when_stopped)
            verb, self._after_runs = self._after_runs, None
            if verb is not None:
                verb()  # type: ignore[operator]

    # runs

    def _on_start_run(self) -> None:
        """Train decides whether a run can start, and says why when it can't."""
        self._navigator.go("train", "start_run")

    def _on_pause_run(self) -> None:
        live = self._session.live_run
        if live is not None and live.paused:
            self._session.resume_run()
        else:
            self._session.pause_run()

    def _on_use_threshold(self) -> None:
        """Evaluate knows where its slider stands."""
        self._navigator.go("evaluate", USE_THRESHOLD)

    # theme

    def _on_theme_switch(self) -> None:
        self.set_mode("light" if self._theme.dark else "dark")

    def set_mode(self, mode: Mode) -> None:
        """Light, dark, or as the system says; remembered."""
        self._theme.set_mode(mode)
        self._settings.set_mode(mode)

    def _on_theme(self) -> None:
        for entry in ACTIONS:
            self._actions[entry.key].setIcon(self._theme.icon(entry.icon))

    # when

    def settle(self) -> None:
        """Enable what can be done now."""
        session = self._session
        document = session.document
        live, chosen = session.live_run, session.run(session.chosen_run)
        facts = {
            "always": True,
            "project": session.is_open,
            "table": session.table is not None,
            "source": self.last_source is not None and session.busy is None,
            "no_table": session.table is None and session.busy is None,
            "undo": session.undo_stack.canUndo(),
            "redo": session.undo_stack.canRedo(),
            "can_train": document is not None and document.target is not None and session.table is not None,
            "training": session.training,
            "running": live is not None and live.stage == "training",
            "two_classes": chosen is not None and chosen.task == "binary",
        }
        for entry in ACTIONS:
            self._actions[entry.key].setEnabled(facts[entry.when])


def _without_argument(verb: object) -> object:
    """`triggered` gives "checked", which verbs don't want."""

    def call(_checked: bool = False) -> None:
        verb()  # type: ignore[operator]

    return call
