"""The open project's file: every document is saved at once, and whether it was is a comparison, never a flag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal

from core.base.errors import EpochalError
from gui.state import opening

if TYPE_CHECKING:
    from core.evaluation.report import Evaluation
    from core.project.document import Document
    from core.project.history import HistoryEntry
    from core.project.runs import ChosenThreshold, RunRecord
    from core.project.store import ProjectStore
    from core.training.model import Model

MOST_EARLIER = 200  # states from before that can be gone back to by a click
SaveState = Literal["saved", "not_saved", "read_only"]


class ProjectFile(QObject):
    """Holds the window's own connection. What can't be written is told by `failed` and stays in memory."""

    state_changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: ProjectStore | None = None
        self._path: Path | None = None
        self._wanted: tuple[Document, str, bool] | None = None
        self._saved: Document | None = None
        self.earlier: tuple[HistoryEntry, ...] = ()  # states saved before it was opened, the oldest first
        self._state_told: SaveState = "saved"

    @property
    def path(self) -> Path | None:
        """Where it is."""
        return self._path

    @property
    def is_draft(self) -> bool:
        """Whether it has no place of the person's own yet."""
        return self._path is not None and opening.is_draft(self._path)

    @property
    def state(self) -> SaveState:
        """Whether the file has everything that is shown."""
        if self._store is not None and self._store.read_only:
            return "read_only"
        return "saved" if self._wanted is None or self._wanted[0] == self._saved else "not_saved"

    def open(self, path: Path, document: Document, known: Sequence[RunRecord] = ()) -> tuple[RunRecord, ...]:
        """Open a file that was just read to be `document`; its runs, of which a lane has read `known`.

        Raises EpochalError project.*.
        """
        from core.project.store import ProjectStore

        self.close()
        store = ProjectStore.open(path)
        try:
            runs, earlier = store.runs(known), store.history(MOST_EARLIER)
        except BaseException:
            store.close()
            raise
        self._store, self._path, self._saved, self.earlier = store, path, document, earlier
        self._tell()
        return runs

    def close(self) -> None:
        """Close it, after one more attempt if the last save failed."""
        if self.state == "not_saved":
            self._save()
        if self._store is not None:
            self._store.close()
        self._store = self._path = self._wanted = self._saved = None
        self.earlier = ()
        self._state_told = "saved"

    def save(self, document: Document, label: str, *, undone: bool = False) -> None:
        """Make the file say this; `label` is the step's, and `undone` says that it was taken back."""
        self._wanted = (document, label, undone)
        self._save()

    def move(self, path: Path) -> None:
        """Give the project this place: a draft moves there, another project is copied. Its own place is no change.

        Raises EpochalError project.* with everything as it was.
        """
        from core.project.store import ProjectStore

        if self._store is None or self._path is None or path.resolve() == self._path.resolve():
            return
        self._store.save_copy(path, force=True)
        moved = ProjectStore.open(path)
        old, was_draft = self._path, self.is_draft
        self._store.close()
        self._store, self._path = moved, path.resolve()
        if was_draft:
            with suppress(OSError):  # a lane still reads it (Windows): a draft too many, nothing lost
                old.unlink()
        self._save()

    def document_at(self, entry: HistoryEntry) -> Document:
        """The document of a state saved earlier. Raises EpochalError project.*."""
        assert self._store is not None
        return self._store.document_at(entry)

    def ui_state(self) -> dict[str, Any]:
        """What the window kept."""
        return self._store.ui_state() if self._store is not None else {}

    def keep_ui_state(self, state: dict[str, Any]) -> None:
        """Keep what the window wants to find again, and try once more what couldn't be saved."""
        if self._store is None or self._store.read_only:
            return
        if self.state == "not_saved":
            self._save()
        try:
            self._store.set_ui_state(state)
        except EpochalError as error:
            self.failed.emit(error)

    def runs(self, known: Sequence[RunRecord] = ()) -> tuple[RunRecord, ...]:
        """All runs; the epochs of those that are known aren't read again."""
        return self._store.runs(known) if self._store is not None else ()

    def unread_epochs(self, known: Sequence[RunRecord]) -> int:
        """How many epochs `runs` would read. Raises EpochalError project.*."""
        return self._store.unread_epochs(known) if self._store is not None else 0

    def highest_run(self) -> int:
        """The highest number that a run has ever had."""
        return self._store.highest_run() if self._store is not None else 0

    def rename_run(self, number: int, name: str) -> None:
        """Call a run something else; what can't be written is told."""
        self._write_run(lambda store: store.rename_run(number, name))

    def put_run_away(self, number: int, away: bool) -> None:
        """Leave a run out, or bring it back; what can't be written is told."""
        self._write_run(lambda store: store.put_run_away(number, away=away))

    def choose_threshold(self, number: int, chosen: ChosenThreshold | None) -> None:
        """Draw a run's line between two classes there; what can't be written is told."""
        self._write_run(lambda store: store.choose_threshold(number, chosen))

    def _write_run(self, write: Callable[[ProjectStore], None]) -> None:
        if self._store is None:
            return
        try:
            write(self._store)
        except EpochalError as error:
            self.failed.emit(error)

    def evaluation(self, number: int) -> Evaluation | None:
        """The judgement of a run. Raises EpochalError project.*."""
        return self._store.get_evaluation(number) if self._store is not None else None

    def model(self, number: int) -> Model:
        """The model of a run. Raises EpochalError project.no_model."""
        assert self._store is not None
        return self._store.get_model(number)

    def save_again(self) -> None:
        """Try once more what couldn't be saved."""
        self._save()

    def _save(self) -> None:
        if self._store is None or self._store.read_only or self._wanted is None or self._wanted[0] == self._saved:
            self._tell()
            return
        from core.project.history import StepKind

        document, label, undone = self._wanted
        try:
            self._store.save_document(document, label, StepKind.UNDONE if undone else StepKind.DONE)
        except EpochalError as error:
            self._tell()
            self.failed.emit(error)
        else:
            self._saved = document
            self._tell()

    def _tell(self) -> None:
        if self.state != self._state_told:
            self._state_told = self.state
            self.state_changed.emit()
