"""What a file dropped on the window does: told while it is dragged, done when it is let go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from core.base.errors import EpochalError
from core.base.wording import what_and_todo
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets import translated
from gui.window.commands import Commands
from gui.window.drop_overlay import PROJECT, DropOverlay, dropped_file


class Drops(QObject):
    """Watches its window's drags. `page_takes_files` tells whether the page that is shown wants them."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        commands: Commands,
        to_page: Callable[[str], None],
        page_takes_files: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._commands = session, commands
        self._to_page, self._page_takes_files = to_page, page_takes_files
        self.overlay = DropOverlay(theme, window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A drag comes, goes, or ends here."""
        if isinstance(event, QDragEnterEvent):
            self._enter(event)
        elif event.type() == QEvent.Type.DragLeave:
            self.overlay.hide()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._drop(event)
            return True
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> None:
        """Say what a drop would do."""
        if not event.mimeData().hasUrls():
            return
        event.acceptProposedAction()  # a refusal is said too, which needs the drag
        try:
            path = dropped_file(event.mimeData())
        except EpochalError as error:
            what, todo = what_and_todo(error, translated)
            self.overlay.refuse(what, f"{todo[:1].upper()}{todo[1:]}.")
        else:
            self.overlay.accept(*self._words(path))

    def _drop(self, event: QDropEvent) -> None:
        """Open, import, or hand to the page."""
        self.overlay.hide()
        try:
            path = dropped_file(event.mimeData())
        except EpochalError as error:
            self._session.failed.emit(error)
            return
        event.acceptProposedAction()
        self._verb(path)()

    def _verb(self, path: Path) -> Callable[[], None]:
        if path.suffix.lower() == PROJECT:
            return partial(self._commands.open_project, str(path))
        if self._page_takes_files():
            return partial(self._to_page, str(path))
        if self._session.is_open and self._session.table is None:
            return partial(self._commands.import_again, str(path))
        return partial(self._commands.import_file, str(path))

    def _words(self, path: Path) -> tuple[str, str]:
        if path.suffix.lower() == PROJECT:
            return self.tr("Drop to open {name}").format(name=path.name), self.tr("Everything is as you left it.")
        if self._page_takes_files():
            words = self.tr("Each row is cleaned and predicted; the file itself is not changed.")
            return self.tr("Drop to predict {name}").format(name=path.name), words
        words = self.tr("It becomes a new project; the file itself is not changed.")
        if self._session.is_open and self._session.table is None:
            words = self.tr("It becomes this project's data; the file itself is not changed.")
        return self.tr("Drop to read {name}").format(name=path.name), words
