"""The data that the document refers to: the table as imported, what its columns hold, what the recipe makes of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.state import opening
from gui.state.cleaning_preview import CleaningPreview
from gui.state.project_jobs import ProjectJobs

if TYPE_CHECKING:
    from pathlib import Path

    from core.data.profile import TableProfile
    from core.data.table import Table
    from core.project.document import Document


class ProjectData(QObject):
    """`snapshot`: which data in the project file `table` and `profile` are, "" for none. They follow the document: at
    once where an import has just brought them, after a reading in the other lane where an undo has changed them.
    """

    table_changed = Signal()
    profile_changed = Signal()

    def __init__(self, jobs: ProjectJobs, preview: CleaningPreview, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._preview = jobs, preview
        self.table: Table | None = None
        self.profile: TableProfile | None = None
        self.snapshot = ""
        self._document: Document | None = None
        self._arriving: dict[str, opening.Loaded] = {}

    def open(self, document: Document, table: Table | None, profile: TableProfile | None) -> None:
        """The data of a project that was just opened; says nothing, counts nothing yet."""
        self._document, self.table, self.profile = document, table, profile
        self.snapshot = snapshot_of(document)

    def forget(self) -> None:
        """There is no project any more; says nothing of the data."""
        self._document = self.table = self.profile = None
        self.snapshot = ""
        self._arriving.clear()
        self._preview.show(None, None)

    def serves(self, document: Document) -> bool:
        """Whether `table` is what this document refers to: not so while that of an undone import is still read."""
        return self.snapshot == snapshot_of(document)

    def arrive(self, loaded: opening.Loaded) -> None:
        """Data that a document will refer to in a moment; none that are here already."""
        if loaded.snapshot != self.snapshot:
            self._arriving[loaded.snapshot] = loaded

    def follow(self, document: Document, path: Path | None) -> None:
        """The document is another: take the data it refers to, and count again what its recipe does."""
        self._document = document
        if not self.serves(document):
            self._fetch(document, path)
        self._arriving.clear()  # what this document didn't take is of none that comes: it would only fill memory
        if self.serves(document):
            self.count()

    def count(self, trial: Document | None = None) -> None:
        """Count what the recipe does; with a trial, what that one would do to the same data."""
        if self._document is not None and not self.serves(self._document):
            return  # that of an undone import is still read, and will be counted when it is there
        if trial is None or (self._document is not None and trial.data == self._document.data):
            self._preview.show(self.table, trial or self._document)

    def _fetch(self, document: Document, path: Path | None) -> None:
        data, wanted = document.data, snapshot_of(document)
        if data is None:
            self._take("", None, None)
        elif wanted in self._arriving:
            loaded = self._arriving.pop(wanted)
            self._take(wanted, loaded.table, loaded.profile)
        elif path is not None:
            job = self._jobs.submit(partial(opening.load_snapshot, path, data), data.file_name)
            job.finished.connect(self._on_loaded)

    def _on_loaded(self, loaded: opening.Loaded) -> None:
        if self._document is not None and snapshot_of(self._document) == loaded.snapshot:
            self._take(loaded.snapshot, loaded.table, loaded.profile)
            self.count()

    def _take(self, snapshot: str, table: Table | None, profile: TableProfile | None) -> None:
        self.snapshot, self.table, self.profile = snapshot, table, profile
        self.table_changed.emit()
        self.profile_changed.emit()


def snapshot_of(document: Document) -> str:
    """Which data the document refers to, "" for none."""
    return document.data.snapshot if document.data is not None else ""
