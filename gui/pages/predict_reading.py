"""Asks how the file to predict shall be read, where what was found out is wrong, as it can be asked of the data."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from core.data.readers.options import HowRead, ReadOptions
from gui.pages.read_dialog import ReadDialog, sheets_steps
from gui.state.session import Session
from gui.theme import Theme

FOUND_OUT = ("encoding", "delimiter", "decimal", "sheet")


class ReadingAsker(QObject):
    """`chosen(path, ReadOptions)`; `failed(error)` where the file can't even be looked at."""

    chosen = Signal(object, object)
    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._theme, self._page = session, theme, page
        self._path: Path | None = None
        self._how: dict[str, object] = {}

    def ask(self, path: Path, how: HowRead | None) -> None:
        """Look for the file's sheets, then ask. how: what was found out, of a file that could be read."""
        self._path = path
        self._how = {} if how is None else {key: getattr(how, key) for key in FOUND_OUT}
        job = self._session.submit(partial(sheets_steps, path), name=self.tr("Looking at the file"))
        job.finished.connect(self._on_sheets)
        job.failed.connect(self.failed)

    @Slot(object)
    def _on_sheets(self, sheets: tuple[str, ...]) -> None:
        if self._path is None:
            return
        words = self.tr("The file is read and predicted anew. The file itself is not changed.")
        dialog = ReadDialog(self._theme, self._path, sheets, self._how, self._page.window(), words)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    @Slot(object)
    def _on_chosen(self, options: ReadOptions) -> None:
        self.chosen.emit(self._path, options)

    def forget(self) -> None:
        """The project is closed."""
        self._path = None


def said_of(options: ReadOptions | None) -> dict[str, str]:
    """What a person said about a file, as a project keeps it beside the file's name."""
    return {} if options is None else {key: value for key in FOUND_OUT if (value := getattr(options, key))}


def options_of(said: object) -> ReadOptions | None:
    """The same read again; what isn't that is left alone."""
    if not isinstance(said, dict):
        return None
    known = {key: value for key, value in said.items() if key in FOUND_OUT and isinstance(value, str)}
    encoding, delimiter, decimal, sheet = map(known.get, FOUND_OUT)
    return ReadOptions(encoding, delimiter, decimal, sheet) if known else None
