"""What is known of the file that is being read now: how far it is, its first rows, and each column as it is found."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.base.progress import Early, Progress
from core.data.columns import Column
from core.data.profile import ColumnProfile
from core.data.readers.early import SetAside
from core.data.readers.options import RejectedRow
from gui.models.columns import ColumnHead, head_of, unknown_head
from gui.models.pace import Pace
from gui.models.table import TableModel
from gui.state.opening import Preview
from gui.state.session import Session
from gui.work import Job


class ReadingModel(QObject):
    """Follows `session.busy`, also while nobody looks: who comes later sees what came before.

    began: another file is read, or none. rows_came: the first rows are there. told: anything else is new.
    """

    began = Signal()
    rows_came = Signal()
    told = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.table = TableModel(self)  # of the first rows
        self.job: Job | None = None
        self._forget()
        self._settling = QTimer(self)  # many columns in one go are shown together
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._settle)
        session.busy_changed.connect(self.follow)
        self.follow()

    def _forget(self) -> None:
        self.pace = Pace()
        self.progress: Progress | None = None
        self.preview: Preview | None = None
        self.set_aside: list[RejectedRow] = []
        self._places: dict[str, int] = {}
        self._new_heads: dict[int, ColumnHead] = {}
        if self.table.table is not None:
            self.table.show_table(None)

    @Slot()
    def follow(self) -> None:
        """Another file is read, or none any more."""
        job = self._session.busy
        if job is self.job:
            return
        self.job = job
        self._forget()
        if job is not None:
            job.told.connect(self._on_told)
        self.began.emit()

    @property
    def about_rows(self) -> int | None:
        """How many rows the file probably has."""
        return self.preview.about_rows if self.preview is not None else None

    @Slot(object)
    def _on_told(self, event: object) -> None:
        if self.sender() is self.job:
            self.hear(event)

    def hear(self, event: object) -> None:
        """Something of the file was told, perhaps to somebody who was there before."""
        if isinstance(event, Progress):
            self.progress = event
            self.pace.tell(event)
        elif isinstance(event, Early):
            self._take(event.part)
        self._settling.start()

    def _take(self, part: object) -> None:
        if isinstance(part, Preview):
            self.preview = part
            self._places = {name: at for at, name in enumerate(part.table.names)}
            self.table.show_table(part.table)
            self.table.show_heads([unknown_head(name) for name in part.table.names])
            self.rows_came.emit()
        elif isinstance(part, SetAside):
            self.set_aside += part.rows
        elif isinstance(part, (Column, ColumnProfile)) and part.name in self._places:
            profile = part if isinstance(part, ColumnProfile) else None
            self._new_heads[self._places[part.name]] = head_of(part.name, part.kind, profile)

    @Slot()
    def _settle(self) -> None:
        if self._new_heads:
            heads, self._new_heads = self._new_heads, {}
            self.table.update_heads(heads)
        self.told.emit()
