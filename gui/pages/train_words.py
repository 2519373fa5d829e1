"""The Train page's sentences: what is going on, in the header and before the first epoch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from core.project.runs import RunStatus
from gui.models.run_view import RunView, best_of
from gui.models.run_words import shown_name
from gui.models.words import count
from gui.state.live_run import LiveRun


class TrainWords(QObject):
    """Holds nothing; a QObject only for its translations."""

    def sentence(
        self,
        live: LiveRun | None,
        runs: Sequence[RunView],
        target: str | None,
        *,
        has_data: bool,
        shown: int | None = None,
    ) -> str:
        """What is the case, for the page's header. shown: the run that the tiles below are about."""
        if live is None:
            return self._idle(runs, target, has_data, shown)
        name = (
            self.tr("Run {number} · {name}").format(number=live.number, name=shown_name(live.name))
            if live.number
            else ""
        )
        if live.paused:
            return self.tr("{run} is paused after epoch {epoch}.").format(run=name, epoch=count(live.epoch))
        if live.stage == "judging":
            return self.tr("{run} is being judged on rows it has never seen.").format(run=name)
        if live.stage == "training":
            return self.tr("{run} is training. You can keep working; runs continue in the background.").format(run=name)
        if live.stage == "compiling":
            return self.tr("{run} begins when the processor is ready.").format(run=name)
        return self.tr("The next run begins when its data is prepared.")

    def waiting(self, live: LiveRun | None) -> tuple[str, str] | None:
        """What happens before the first epoch: title and sentence; None when losses can be drawn."""
        if live is None or live.epoch:
            return None
        return {
            "compiling": (
                self.tr("Getting the processor ready"),
                self.tr("The training kernels are compiled, once on this computer."),
            ),
            "training": (self.tr("First epoch"), self.tr("The curves begin when it is done.")),
            "judging": (self.tr("Judging the run"), self.tr("On rows it has never seen.")),
        }.get(live.stage, (self.tr("Preparing data"), self.tr("Rows are split, cleaned and turned into numbers.")))

    def _idle(self, runs: Sequence[RunView], target: str | None, has_data: bool, shown: int | None) -> str:
        if not has_data:
            return self.tr("A network learns one column of a table from the others.")
        if not runs:
            return self.tr("Choose what to predict and how hard to try, then start a run.")
        best = best_of(runs, target)
        if best is None:
            return self.tr("No run has a usable model yet.")
        name = self.tr("Run {number} · {name}").format(number=best.number, name=shown_name(best.name))
        if len(runs) == 1:
            return self._ended(best).format(
                run=name, done=count(int(best.epochs[-1]) if len(best.epochs) else 0), planned=count(best.planned)
            )
        if shown is not None and shown != best.number:
            words = self.tr("Shown: run {shown}. {run} is the best of {n} runs by its validation loss.")
            return words.format(shown=shown, run=name, n=count(len(runs)))
        return self.tr("{run} is the best of {n} runs by its validation loss.").format(run=name, n=count(len(runs)))

    def _ended(self, run: RunView) -> str:
        """How the only run came to its end, and what can be done with it: a part of a run has a model, too."""
        return {
            RunStatus.STOPPED: self.tr(
                "{run} was stopped after epoch {done} of {planned}. Evaluate shows how good its best epoch is."
            ),
            RunStatus.INTERRUPTED: self.tr(
                "{run} was interrupted after epoch {done} of {planned}. Evaluate shows how good its best epoch is."
            ),
            RunStatus.DIVERGED: self.tr(
                "{run} diverged after epoch {done} of {planned}. Evaluate shows how good its best epoch is."
            ),
            RunStatus.FAILED: self.tr("{run} failed. Evaluate shows how good its best epoch is."),
        }.get(run.status, self.tr("{run} is done. Evaluate shows how good it is."))
