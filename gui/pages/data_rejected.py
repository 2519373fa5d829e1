"""The records that the reader set aside: each with its line, the reason, and its cells as the file has them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.base.progress import Finished
from core.data.readers.options import RejectedRow
from core.project.store import ProjectStore
from gui.pages.rejected_dialog import RejectedDialog
from gui.state.session import Session
from gui.theme import Theme


def rejected_steps(path: Path, snapshot: str) -> Iterator[Finished[list[RejectedRow]]]:
    """The records that the reader set aside, from the project file."""
    with ProjectStore.open(path, read_only=True) as store:
        rows = store.rejected(snapshot)
    yield Finished(rows)


class RowsSetAside(QObject):
    """Fetches those of the open project in a lane, and shows them."""

    def __init__(self, session: Session, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._theme, self._page = session, theme, page

    def show(self) -> None:
        """Open the list."""
        document, path = self._session.document, self._session.path
        if document is None or document.data is None or path is None or not document.data.rejected:
            return
        steps = partial(rejected_steps, path, document.data.snapshot)
        job = self._session.submit(steps, name=self.tr("Rows set aside"))
        job.finished.connect(self._on_fetched)
        job.failed.connect(self._session.failed)

    def _on_fetched(self, rows: list[RejectedRow]) -> None:
        names = self._session.table.names if self._session.table is not None else ()
        RejectedDialog(self._theme, rows, names, self._page).open()
