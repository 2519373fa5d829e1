"""How a run stands, in a word with an icon and a colour: never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.project.runs import RunStatus
from gui.models.run_view import RunView


class RunStatusWords(QObject):
    """A QObject only for its translations."""

    def of(self, run: RunView, *, best: bool) -> tuple[str, str, str]:
        """Word, icon and colour token; `best` is the run that predictions take."""
        if run.waits is not None:
            return self.tr("Waiting"), "clock", "text2"
        if run.live:
            return self._live(run)
        ended = {
            RunStatus.DIVERGED: (self.tr("Diverged"), "octagon-alert", "bad"),
            RunStatus.FAILED: (self.tr("Failed"), "circle-x", "bad"),
        }.get(run.status)
        if ended is not None:
            return ended
        if best:
            return self.tr("Best"), "trophy", "ok"
        if run.overfits:
            return self.tr("Overfits"), "triangle-alert", "warn"
        if run.status is RunStatus.INTERRUPTED:
            return self.tr("Interrupted"), "triangle-alert", "warn"
        if run.status is RunStatus.STOPPED:
            return self.tr("Stopped"), "square", "text2"
        return self.tr("Done"), "check", "text2"

    def _live(self, run: RunView) -> tuple[str, str, str]:
        if run.paused:
            return self.tr("Paused"), "pause", "text2"
        if run.stage in ("preparing", "compiling"):
            return self.tr("Preparing"), "hourglass", "accent"
        if run.stage == "judging":
            return self.tr("Judging"), "scale", "accent"
        return self.tr("Training"), "loader", "accent"
