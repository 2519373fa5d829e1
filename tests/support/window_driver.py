"""The real window, driven as a person would: the same program object that `epochal` starts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from patience import PATIENCE_S
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.app import SWITCH_S, Program
from gui.widgets.page import Page

SOON_MS, LEAST_TURNS = 1000, 5


class Driver:
    """Starts the program, waits for what follows from an action, and looks."""

    def __init__(self, app: QApplication, opening: Path | None = None, size: tuple[int, int] = (1440, 900)) -> None:
        self.app = app
        self._switch_s = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_S)  # as the program does
        self.program = Program(app)
        self.window, self.session = self.program.window, self.program.session
        self.told: list[object] = []
        self.session.failed.connect(self.told.append)
        self.window.resize(*size)
        self.program.start(opening)
        self.settle()

    def wait(self, condition: Callable[[], object], what: str = "") -> None:
        """Let the window live until the condition holds."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            self.app.processEvents()
            time.sleep(0.002)
            assert time.monotonic() < end, f"waited in vain: {what or condition}"
        self.settle(0.05)

    def settle(self, seconds: float = 0.2) -> None:
        """Let the window live for a moment."""
        end, turns = time.monotonic() + seconds, 0
        while turns < LEAST_TURNS or time.monotonic() < end:  # a loaded machine may let the moment pass without us
            self.app.processEvents()
            time.sleep(0.002)
            turns += 1

    def rest(self) -> None:
        """Let the window live until nothing comes any more: no result, no colour, no widget that appears or moves."""
        end, before = time.monotonic() + PATIENCE_S, None
        while self._stirs() or before != (before := self._laid_out()):
            self.settle(0.1)
            assert time.monotonic() < end, "the window never comes to rest"

    def _stirs(self) -> bool:
        lanes = self.session.lanes
        jobs = (*lanes.other.jobs, *(() if self.session.training else lanes.training.jobs))
        timers = (timer for timer in self.window.findChildren(QTimer) if timer.isActive() and timer.isSingleShot())
        changes = self.session.counting or self.program.theme.dressing
        return bool(jobs) or changes or any(timer.interval() <= SOON_MS for timer in timers)

    def _laid_out(self) -> list[tuple[int, object]]:
        shown = (widget for widget in self.window.findChildren(QWidget) if widget.isVisible())
        return [(id(widget), widget.geometry().getRect()) for widget in shown]

    def wait_open(self) -> None:
        """Until a project is open and its cleaning is counted."""
        ready = lambda: self.session.is_open and not self.session.busy and not self.session.counting  # noqa: E731
        self.wait(ready, "a project to open")
        self.wait(lambda: self.window.shell and self.window.shell.host.current, "a page")

    def go(self, key: str) -> Page:
        """Show a page by its shortcut's action."""
        self.window.actions_by_key[f"go_{key}"].trigger()
        host = self.window.shell.host
        self.wait(lambda: host.current is not None and host.current.key == key, f"{key} to be shown")
        return self.page(key)

    def page(self, key: str) -> Page:
        """The page that is shown, which must be this one."""
        page = self.window.shell.host.current
        assert page is not None and page.key == key, f"{page.key if page else None} is shown, not {key}"
        return page

    def do(self, action: str) -> None:
        """Trigger a declared action, which must be possible now."""
        assert self.window.actions_by_key[action].isEnabled(), f"{action} is not possible"
        self.window.actions_by_key[action].trigger()

    def train(self) -> None:
        """Start a run and wait for its end."""
        before = len(self.session.runs)
        self.do("start_run")
        begun = lambda: self.session.training or len(self.session.runs) > before  # noqa: E731  # a short one is over
        self.wait(begun, "the run to start")
        self.wait(lambda: not self.session.training, "the run to end")

    def drop(self, path: Path) -> None:
        """Drop a file on the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        at, none = QPointF(self.window.rect().center()), Qt.KeyboardModifier.NoModifier
        actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(at.toPoint(), actions, mime, button, none)
        self.app.sendEvent(self.window, enter)
        assert enter.isAccepted()
        self.app.sendEvent(self.window, QDropEvent(at, actions, mime, button, none))
        self.settle(0.05)

    def close(self) -> None:
        """Close the window as its frame's button does."""
        if self.window.isVisible():
            assert self.window.close()
        self.settle(0.05)
        self.program.lanes.shut_down()
        self.window.deleteLater()
        self.program.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.settle(0.05)
        sys.setswitchinterval(self._switch_s)


@contextmanager
def driven(app: QApplication, opening: Path | None = None, size: tuple[int, int] = (1440, 900)) -> Iterator[Driver]:
    """A driver that is closed afterwards, whatever happens."""
    driver = Driver(app, opening, size)
    try:
        yield driver
    finally:
        driver.session.stop_all_runs()
        driver.wait(lambda: not driver.session.training)
        driver.close()
