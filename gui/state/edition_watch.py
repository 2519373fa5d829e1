"""The numbers of the open project's data and recipe: its history is read once, in a lane, and then followed.

Why not at the opening: a long history takes a second to read, and nobody should wait for two small numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.base.progress import Finished, Progress
from gui.work import Job

if TYPE_CHECKING:
    from core.project.document import Document
    from core.project.editions import Editions
    from gui.state.session import Session


class EditionWatch(QObject):
    """`changed` when the history is read; from then on the numbers go with `document_changed`."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known: Editions | None = None
        self._latest: Document | None = None  # that `_known` knows of
        self._meanwhile: list[Document] = []  # edited while the history was read
        self._job: Job | None = None
        session.project_opened.connect(self._on_opened)
        session.project_closed.connect(self._on_closed)
        session.document_changed.connect(self._follow)
        if session.is_open:
            self._on_opened()

    @property
    def snapshot_number(self) -> int:
        """Which of the project's imports its data are, from 1; 0 for none, or while it isn't known."""
        self._follow()
        document = self._session.document
        return self._known.snapshot_number(document) if self._known is not None and document is not None else 0

    @property
    def recipe_number(self) -> int:
        """Which of the project's recipes the present one is, from 1; 0 for an empty one, or while it isn't known."""
        self._follow()
        document = self._session.document
        return self._known.recipe_number(document) if self._known is not None and document is not None else 0

    def _on_opened(self) -> None:
        self._on_closed()
        path = self._session.path
        if path is not None:
            self._job = self._session.submit(partial(read, path), name=self.tr("Reading the history"))
            self._job.finished.connect(self._on_read)

    def _on_closed(self) -> None:
        if self._job is not None and self._job.active:
            self._job.stop()
        self._job, self._known, self._latest, self._meanwhile = None, None, None, []

    def _on_read(self, editions: Editions) -> None:
        if self.sender() is not self._job:  # of a project that was closed meanwhile
            return
        for document in self._meanwhile:
            editions = editions.with_document(document)
        self._known, self._meanwhile, self._job = editions, [], None
        self.changed.emit()

    def _follow(self) -> None:
        """Take note of the document as it is; whoever asks from a slot of `document_changed` may come first."""
        document = self._session.document
        if document is None:
            return
        if self._known is None:
            if not self._meanwhile or self._meanwhile[-1] is not document:
                self._meanwhile.append(document)
        elif document is not self._latest:
            self._known = self._known.with_document(document)
            self._latest = document


def read(path: Path) -> Iterator[Progress | Finished[Any]]:
    """The editions of a project file, read in a lane."""
    from core.project.editions import Editions, read_editions
    from core.project.store import ProjectStore

    editions = Editions()
    with ProjectStore.open(path, read_only=True) as store:
        for editions in read_editions(store):  # noqa: B007
            yield Progress("open", 0, 0, "steps")
    yield Finished(editions)
