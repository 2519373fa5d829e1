"""All runs as the Train page shows them: those in the project file, the one that trains, those that wait."""

from __future__ import annotations

from core.project.runs import RunRecord
from gui.models.run_view import LiveLosses, RunView, Values, live_view, loss_arrays, run_view, waiting_view
from gui.state.session import Session


class RunViews:
    """`made()` may be called ten times a second: a stored run's arrays are made once, however long it is."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._losses = LiveLosses()
        self._arrays: dict[int, tuple[object, tuple[Values, Values, Values]]] = {}
        self._stored: dict[int, tuple[object, RunView]] = {}

    def forget(self) -> None:
        """Another project."""
        self._arrays.clear()
        self._stored.clear()

    def made(self) -> tuple[RunView, ...]:
        """By number; those that wait last."""
        session, live = self._session, self._session.live_run
        views = []
        for record in session.runs:
            if live is not None and record.number == live.number:
                views.append(live_view(record, live, self._losses))
                continue
            known = self._stored.get(record.number)
            if known is None or known[0] is not record:
                known = self._stored[record.number] = (record, run_view(record, self._arrays_of(record)))
            views.append(known[1])
        for at, waiting in enumerate(session.queue):
            preparing = at == 0 and live is not None and live.number is None
            views.append(waiting_view(waiting, live if preparing else None))
        return tuple(views)

    def _arrays_of(self, record: RunRecord) -> tuple[Values, Values, Values]:
        known = self._arrays.get(record.number)
        if known is None or known[0] is not record.epochs:
            known = self._arrays[record.number] = (record.epochs, loss_arrays(record.epochs))
        return known[1]
