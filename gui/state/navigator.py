"""What a page may ask of the window without knowing it: go elsewhere, say something short, open a file."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction


class DataHint(Enum):
    """What the Data page is gone to for, where that isn't a column (whose name is a hint too)."""

    FIND = "find"
    GO_TO_ROW = "go_to_row"
    ROWS_SET_ASIDE = "rows_set_aside"


USE_THRESHOLD = "use_threshold"  # a hint to Evaluate: let predictions follow the threshold that its slider shows


class Navigator(QObject):
    """Pages call its verbs; the window connects its signals."""

    go_asked = Signal(str, object)  # page key, hint
    toast_asked = Signal(str, str, bool, object)  # words, icon, whether Undo is offered, a file to show in its folder
    drawer_done = Signal()  # what the inspector was opened for is done; a drawer over the page goes
    spreadsheet_asked = Signal()
    project_asked = Signal()
    file_dropped = Signal(str)  # path, to be handled by the page that is shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._titles: dict[str, str] = {}
        self._current = ""

    def learn(self, actions: dict[str, QAction], titles: dict[str, str]) -> None:
        """The window tells which actions and pages there are."""
        self._actions, self._titles = dict(actions), dict(titles)

    def page_title(self, key: str) -> str:
        """What a page is called."""
        return self._titles.get(key, key)

    @property
    def current(self) -> str:
        """The key of the page that is shown."""
        return self._current

    def set_current(self, key: str) -> None:
        """The window tells which page is shown."""
        self._current = key

    def go(self, key: str, hint: object = None) -> None:
        """Show another page; it gets the hint."""
        self.go_asked.emit(key, hint)

    def toast(self, words: str, *, icon: str = "check", undo: bool = False, place: Path | None = None) -> None:
        """Say something short that goes away by itself; with Undo when it was an edit. place: a file that was written,
        which can then be shown in its folder."""
        self.toast_asked.emit(words, icon, undo, place)

    def open_spreadsheet(self) -> None:
        """Ask for a spreadsheet and import it."""
        self.spreadsheet_asked.emit()

    def open_project(self) -> None:
        """Ask for a project and open it."""
        self.project_asked.emit()

    def action(self, key: str) -> QAction:
        """A declared action, for example "undo". An unknown one is a bug: KeyError."""
        return self._actions[key]
