"""The one window: Welcome without a project, the shell with one; drops, toasts, closing, what to find again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from core.base.errors import EpochalError
from core.base.notices import Notice
from gui.actions import make_actions
from gui.pages import PAGES
from gui.pages.welcome import WelcomePage
from gui.settings import Settings
from gui.state.navigator import DataHint, Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets.mark import mark_icon
from gui.window.closing import RunQuestion
from gui.window.commands import Commands
from gui.window.drops import Drops
from gui.window.file_remarks import FileRemarks
from gui.window.first_size import give_first_size
from gui.window.here import items_here
from gui.window.offers import palette_items, project_items
from gui.window.palette import Palette
from gui.window.palette_model import PaletteItem
from gui.window.palette_more import PaletteMore
from gui.window.recent import recent_facts
from gui.window.settings_dialog import SettingsDialog
from gui.window.shell import Shell
from gui.window.shortcut_sheet import ShortcutSheet
from gui.window.toasts import Toast
from gui.window.tour import Tour
from gui.window.veil import Veil
from gui.window.waiting import WaitingPage
from gui.work import Lanes

KEEP_MS = 1500
KEYS = tuple(page.key for page in PAGES)


class MainWindow(QMainWindow):
    """Built of parts that know only session, theme and navigator."""

    def __init__(self, session: Session, theme: Theme, settings: Settings, lanes: Lanes) -> None:
        super().__init__()
        self.session, self.theme, self.settings, self._lanes = session, theme, settings, lanes
        self._shown_percent = settings.text_percent  # the size that Qt was started with
        self.restart_with: list[str] | None = None  # what to open again, when closing is to be a restart
        self.navigator = Navigator(self)
        self.actions_by_key = make_actions(theme, self)
        titles = {page.key: QCoreApplication.translate("pages", page.title) for page in PAGES}
        self.navigator.learn(self.actions_by_key, titles)
        self.commands = Commands(session, theme, self.navigator, settings, self.actions_by_key, self)
        self._more = PaletteMore(session, self.navigator, settings, self.commands, self.actions_by_key, self._on_recent)
        self._remarks = FileRemarks(session, theme, self.navigator, self.commands)
        self.welcome = WelcomePage(theme, settings, self.actions_by_key)
        self.waiting = WaitingPage(session, theme)
        self.shell: Shell | None = None
        self._lost = ""  # where the project that is being opened was, when it had to be found
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.welcome)
        self._rooms.addWidget(self.waiting)
        self.setCentralWidget(self._rooms)
        self._drops = Drops(session, theme, self.commands, self._give_to_page, self._page_takes_files, self)
        self._veil = Veil(theme, self)
        self.tour = Tour(session, theme, settings, self.navigator, self.commands, self.make_shell, self)
        self._toast = Toast(theme, self.actions_by_key["undo"], self)
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(KEEP_MS)
        self._keep_timer.timeout.connect(self.keep_ui_state)
        self._connect()
        self._dress()

    def _connect(self) -> None:
        session, welcome, commands = self.session, self.welcome, self.commands
        session.project_opened.connect(self._on_opened)
        session.project_closing.connect(self._on_closing)
        session.project_closed.connect(self._on_closed)
        session.busy_changed.connect(self._on_busy)
        session.failed.connect(self.show_failure)
        session.noticed.connect(self._on_noticed)
        session.saved_changed.connect(self._on_title)
        session.document_changed.connect(self._on_title)
        session.runs_changed.connect(self._remember_project)
        session.undo_stack.indexChanged.connect(self._toast.forget_step)
        self.navigator.go_asked.connect(self.go)
        self.navigator.toast_asked.connect(self._on_toast)
        welcome.recent_chosen.connect(self._on_recent)
        commands.files.found.connect(self._on_found)
        welcome.sample_chosen.connect(self._on_sample)
        commands.palette_wanted.connect(self.show_palette)
        commands.shortcuts_wanted.connect(self.show_shortcuts)
        commands.settings_wanted.connect(self.show_settings)
        commands.tour_wanted.connect(self.tour.start)
        self.tour.ended.connect(welcome.show_tour)
        self._more.recent_changed.connect(welcome.show_recent)
        commands.inspector_wanted.connect(self._on_inspector)
        commands.history_wanted.connect(self._on_history)
        commands.find_wanted.connect(self._on_find)
        commands.panel_wanted.connect(self._on_panel)
        self.theme.changed.connect(self._on_theme)
        self._rooms.currentChanged.connect(self._on_room)

    def _dress(self) -> None:
        self.setMinimumSize(*sizes.MINIMUM)
        self.setWindowIcon(mark_icon(self.theme))
        geometry = self.settings.geometry
        if geometry is None or not self.restoreGeometry(geometry):
            give_first_size(self, self.screen().availableGeometry())
        self._on_title()

    # where

    def go(self, key: str, hint: object = None) -> None:
        """Show a page of the open project."""
        if self.shell is not None and self.session.is_open and key in KEYS:
            self.shell.host.show_page(key, hint)
            self._keep_timer.start()

    def build_ahead(self) -> Shell:
        """Build the working parts and the pages while nothing else happens, so that they are there when needed."""
        shell = self.make_shell()
        self.waiting.build()
        shell.host.build_ahead()
        return shell

    def make_shell(self) -> Shell:
        """The working parts, built when first needed (or soon after the first paint)."""
        if self.shell is None:
            self.shell = Shell(self.session, self.theme, self.navigator, self.actions_by_key, self)
            self.shell.hide()
            self._rooms.addWidget(self.shell)
            self.shell.strip.start_meters()
            self.shell.host.shown.connect(self._on_page_shown)
        return self.shell

    def _on_opened(self) -> None:
        shell = self.make_shell()
        state = self.session.ui_state()
        self._rooms.setCurrentWidget(shell)
        shell.notice.hide()
        self.welcome.clear_failure()
        if self._lost and self.session.path is not None:
            self.settings.move(self._lost, str(self.session.path))
        self._lost = ""
        page = state.get("page")
        QTimer.singleShot(0, partial(self._after_opening, state, page if page in KEYS else "data"))

    def _after_opening(self, state: dict[str, Any], page: str) -> None:
        """When every `…_changed` of the opening has been told."""
        if self.shell is None or not self.session.is_open:
            return
        pages = state.get("pages")
        known = {key: value for key, value in pages.items() if key in KEYS} if isinstance(pages, dict) else {}
        self.shell.host.restore(known)
        widths = state.get("widths")
        if isinstance(widths, list) and all(isinstance(width, int) for width in widths):
            self.shell.host.set_widths(widths)
        self.shell.host.want_inspector(state.get("inspector") is not False)
        self.shell.rail.show_document()
        self.go(page)
        self._remember_project()

    def _on_closing(self) -> None:
        self._finish_writing()
        self.keep_ui_state()
        self._remember_project()

    def _finish_writing(self) -> None:
        """What stands in a field becomes an edit when the field loses the keyboard: now, while it can be saved."""
        writing = self.focusWidget()
        if writing is not None and writing.hasFocus():
            writing.clearFocus()
        elif writing is not None:  # another window is in front
            QApplication.sendEvent(writing, QFocusEvent(QEvent.Type.FocusOut))

    def _on_closed(self) -> None:
        if self.shell is not None:
            self.shell.host.leave()
        self.welcome.show_recent()
        self._toast.hide()  # it spoke of what is no longer there
        self._rooms.setCurrentWidget(self.welcome)
        self._on_title()

    def _on_busy(self) -> None:
        if not self.session.is_open:
            busy = self.session.busy is not None
            self._rooms.setCurrentWidget(self.waiting if busy else self.welcome)

    def _on_room(self) -> None:
        """Welcome gets its pictures also when the program began with a project."""
        if self._rooms.currentWidget() is self.welcome:
            self.welcome.draw_pictures(self._lanes.other)

    # what to find again

    def keep_ui_state(self) -> None:
        """Keep page, widths and the pages' own states in the project."""
        if self.shell is None or not self.session.is_open or not self.navigator.current:
            return
        host = self.shell.host
        self.session.keep_ui_state(
            {
                "page": self.navigator.current,
                "pages": host.ui_state(),
                "widths": host.widths(),
                "inspector": host.inspector_wanted,
                "chosen_run": self.session.chosen_run,
            }
        )

    def _remember_project(self) -> None:
        document, path = self.session.document, self.session.path
        if document is not None and path is not None:
            summary, curve = recent_facts(self.session)
            self.settings.remember(path, document.name, summary, curve)

    # words

    def show_failure(self, error: object) -> None:
        """Say what a person can mend; bugs have their own dialog."""
        self._lost = ""
        if not isinstance(error, EpochalError):
            return
        if self.shell is not None and self.session.is_open:
            if not self.shell.save_band.tell(error):
                self._remarks.tell_failure(self.shell.notice, error)
        else:
            self._remarks.tell_failure(self.welcome.notice, error)

    def _on_noticed(self, notice: Notice) -> None:
        if self.shell is not None:
            self._remarks.tell_notice(self.shell.notice, notice)

    def _on_page_shown(self, key: str) -> None:
        if self.shell is not None:
            self._remarks.went(self.shell.notice, key)

    def _on_toast(self, words: str, icon: str, undo: bool, place: Path | None) -> None:
        self._toast.say(words, icon, undo=undo, place=place)

    def _on_title(self) -> None:
        document = self.session.document
        self.setWindowTitle("Epochal" if document is None else f"{document.name} – Epochal")

    def _on_theme(self) -> None:
        self.setWindowIcon(mark_icon(self.theme))

    # layers

    def show_palette(self) -> None:
        """Search or run a command."""
        items = [
            *self._items_here(),
            *palette_items(self.session, self.navigator, self.actions_by_key, self._more),
            *project_items(self.settings.recent(), self.session.path, self._on_recent, self._more),
        ]
        palette = Palette(self.theme, items, self, self.settings.commands())
        palette.chosen.connect(self.settings.remember_command)
        palette.finished.connect(self._veil.hide)
        palette.destroyed.connect(self._veil.hide)
        self._veil.draw_over()
        palette.show_over(self)

    def _items_here(self) -> list[PaletteItem]:
        page = self.shell.host.current if self.shell is not None and self.session.is_open else None
        if page is None or self.shell is None:
            return []
        return items_here(page.title, page, self.shell.host.panel)

    def show_shortcuts(self) -> None:
        """All keys on one sheet."""
        ShortcutSheet(self.theme, self.actions_by_key, self).open()

    def show_settings(self) -> None:
        """How the window looks, and where things are kept."""
        dialog = SettingsDialog(self.settings, self.theme, self._shown_percent, self)
        dialog.restart_wanted.connect(self._on_restart)
        dialog.open()

    # from Welcome, and panels

    def _on_recent(self, path: str) -> None:
        if Path(path).is_file():
            self.commands.open_project(path)
        else:
            self.welcome.show_recent()
            self.commands.files.ask_lost(Path(path))

    def _on_found(self, was: str, now: str) -> None:
        """A project that was moved: its line in the list goes when it is open at its new place."""
        self._lost = was
        self.commands.open_project(now)

    def _on_sample(self, path: str, name: str, target: str) -> None:
        self.commands.import_sample(Path(path), name, target)

    def _on_history(self) -> None:
        if self.shell is not None:
            self.shell.top_bar.show_history()

    def _on_find(self) -> None:
        page = self.shell.host.current if self.shell is not None else None
        if page is None or not page.find_rows():
            self.navigator.go("data", DataHint.FIND)

    def _on_inspector(self) -> None:
        if self.shell is not None:
            self.shell.host.toggle_inspector()

    def _on_panel(self, step: int) -> None:
        if self.shell is not None and self.session.is_open:
            self.shell.focus_panel(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the topmost layer."""
        if event.matches(QKeySequence.StandardKey.Cancel) and self._close_layer():
            return
        super().keyPressEvent(event)

    def _close_layer(self) -> bool:
        if self._toast.isVisible():
            self._toast.hide()
            return True
        if self.tour.end():
            return True
        return self.shell is not None and self.shell.host.close_drawer()

    def _give_to_page(self, path: str) -> None:
        if self.shell is not None:
            self._remarks.dropped(self.shell.notice)
        self.navigator.file_dropped.emit(path)

    def _page_takes_files(self) -> bool:
        page = self.shell.host.current if self.shell is not None and self.session.is_open else None
        return page is not None and page.takes_files

    # closing

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask only while a run trains; everything else is saved already."""
        if self.session.training:
            event.ignore()
            self._ask_about_run()
            return
        self.settings.set_geometry(self.saveGeometry())
        self.session.close_project()
        self._lanes.shut_down()
        self.settings.flush()
        event.accept()

    def _ask_about_run(self) -> None:
        question = RunQuestion(
            self.theme,
            self.tr("A run is still training"),
            self.tr("Stop, keep best, close"),
            self.tr("Keep open"),
            self,
        )
        question.accepted.connect(self._on_stop_and_close)
        question.rejected.connect(self._on_keep_open)
        question.open()

    def _on_restart(self) -> None:
        """Close as ever, and be started again with the same project."""
        self.restart_with = [str(self.session.path)] if self.session.path is not None else []
        self.close()

    def _on_keep_open(self) -> None:
        self.restart_with = None

    def _on_stop_and_close(self) -> None:
        self.session.run_state_changed.connect(self._close_when_stopped)
        self.session.stop_all_runs()

    def _close_when_stopped(self) -> None:
        if not self.session.training:
            self.session.run_state_changed.disconnect(self._close_when_stopped)
            self.close()
