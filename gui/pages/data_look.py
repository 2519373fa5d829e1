"""The table as the Data page shows it: the import with the person's kinds, and what each column holds then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from core.base.progress import Finished, Progress
from core.data.columns import ColumnKind
from core.data.infer import with_kind
from core.data.profile import ColumnProfile, TableProfile, profile_column
from core.data.table import Table
from gui.state.session import Session
from gui.work import Job

Kinds = tuple[tuple[str, ColumnKind], ...]


@dataclass(frozen=True, eq=False)
class Look:
    """table: with the person's kinds. lost: by column, how many values the new kind can't read."""

    table: Table
    profiles: Mapping[str, ColumnProfile]
    lost: Mapping[str, int] = field(default_factory=dict)


def look_at(table: Table, profile: TableProfile, kinds: Kinds) -> Iterator[Progress | Finished[Look]]:
    """Read columns as the person says, and profile those anew."""
    profiles, lost, shown = {column.name: column for column in profile.columns}, {}, table
    for at, (name, kind) in enumerate(kinds):
        yield Progress("profile", at, len(kinds), "columns")
        if shown.has(name):
            shown, lost[name] = with_kind(shown, name, kind)
            profiles[name] = profile_column(shown, name)
    yield Finished(Look(shown, profiles, lost))


class Looker(QObject):
    """Keeps the `Look` in line with the session; `changed` when there is another one."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._seen: tuple[Table, TableProfile, Kinds] | None = None
        self._job: Job | None = None
        self.look: Look | None = None

    def follow(self) -> None:
        """Look again where the table, its profile or a kind has changed."""
        table, profile, document = self._session.table, self._session.profile, self._session.document
        if table is None or profile is None or document is None:
            if self._seen is not None:
                self._drop()
                self._seen, self.look = None, None
                self.changed.emit()
            return
        kinds = tuple((name, kind) for name, kind in document.kinds if table.has(name))
        seen = self._seen
        if seen is not None and seen[0] is table and seen[1] is profile and seen[2] == kinds:
            return
        self._drop()
        self._seen = (table, profile, kinds)
        if kinds:
            self._start(table, profile, kinds)
        if not kinds or seen is None or seen[0] is not table:  # until the person's kinds are read, the found ones show
            self.look = Look(table, {column.name: column for column in profile.columns})
            self.changed.emit()

    def _start(self, table: Table, profile: TableProfile, kinds: Kinds) -> None:
        self._job = self._session.submit(
            lambda: look_at(table, profile, kinds), name=self.tr("Reading columns as you said")
        )
        self._job.finished.connect(self._on_finished)

    def _drop(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            job.stop()

    def _on_finished(self, look: Look) -> None:
        if self.sender() is self._job:
            self._job, self.look = None, look
            self.changed.emit()
