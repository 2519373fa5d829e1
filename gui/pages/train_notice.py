"""The line across the Train page: what a run noticed or how it ended, always with a next step."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.base.notices import Notice, Severity
from core.base.wording import what_and_todo
from core.project.runs import RunStatus
from gui.models.run_view import OVERFITTING, RunView
from gui.models.words import count
from gui.theme import Theme
from gui.widgets import Button, NoticeCard, tight, translated

DIVERGED = ("training.diverged", "training.diverged_at_once")
LOWER_BY, USUALLY_WORKS = 10.0, 0.01


class RunNotice(QWidget):
    """Hidden while there is nothing to say."""

    stop_wanted = Signal()
    settings_wanted = Signal()
    rate_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card = NoticeCard(theme, "warn", band=True)
        self._told: tuple[object, ...] = ()
        self._rate = ""
        tight(QVBoxLayout(self)).addWidget(self._card)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """One line: how many it takes follows from the width, and must not make the window grow."""
        return QSize(0, 34)

    @property
    def words(self) -> str:
        """What the line says, "" while it is hidden."""
        return self._card.accessibleName() if not self.isHidden() else ""

    def forget(self) -> None:
        """Another project: nothing has been said yet."""
        self._told = ()
        self.hide()

    def show_run(self, run: RunView | None) -> None:
        """The newest thing worth hearing about a run."""
        notice = worth_a_line(run) if run is not None else None
        told = (run.number, run.status, run.live, notice) if run is not None else ()
        if told == self._told and not self.isHidden():
            return
        self._told = told
        if run is not None and notice is not None:
            self._show_notice(run, notice)
        elif run is not None and run.status in (RunStatus.FAILED, RunStatus.INTERRUPTED):
            self._show_ending(run)
        else:
            self.hide()

    def _show_notice(self, run: RunView, notice: Notice) -> None:
        what, todo = what_and_todo(notice, translated)
        title = self.tr("Run {number}: {what}").format(number=run.number, what=what[:1].lower() + what[1:])
        severity: Literal["bad", "warn"] = "bad" if notice.severity is Severity.BAD else "warn"
        text = f"{todo[:1].upper()}{todo[1:]}." if todo else ""
        self._card.show_notice(severity, f"{title}.", text, actions=self._actions(run, notice))
        self.show()

    def _actions(self, run: RunView, notice: Notice) -> list[QPushButton]:
        actions: list[QPushButton] = []
        if run.live and notice.code == OVERFITTING:
            stop = Button(self._theme, self.tr("Stop, keep best"), size="small")
            stop.clicked.connect(self.stop_wanted)
            actions.append(stop)
        lower = lower_rate(run.rate)
        if notice.code in DIVERGED and lower:
            self._rate = lower
            again = Button(self._theme, self.tr("Try again with {rate}").format(rate=lower), size="small")
            again.clicked.connect(self._on_again)
            actions.append(again)
        settings = Button(self._theme, self.tr("Change settings"), kind="ghost", size="small")
        settings.clicked.connect(self.settings_wanted)
        return [*actions, settings]

    def _show_ending(self, run: RunView) -> None:
        if run.status is RunStatus.INTERRUPTED:
            title = self.tr("Run {number} was interrupted after epoch {epoch}: the program ended before it was done.")
            kept = (
                self.tr("Its best epoch was kept.") if run.has_model else self.tr("Start it again with its settings.")
            )
            self._card.show_notice("warn", title.format(number=run.number, epoch=count(len(run.epochs))), kept)
        else:
            title = self.tr("Run {number} failed. That is our fault, not yours.")
            self._card.show_notice("bad", title.format(number=run.number), self.tr("The details are in the log."))
        self.show()

    def _on_again(self) -> None:
        self.rate_wanted.emit(self._rate)


def worth_a_line(run: RunView) -> Notice | None:
    """The last notice that isn't a mere remark, the loudest first. Overfitting is no longer pressing when the run is
    done (its best epoch is kept, and the table says it) or has found a better epoch since."""
    loud = [notice for notice in run.notices if notice.severity is Severity.BAD]
    warned = [notice for notice in run.notices if notice.severity is Severity.WARN]
    warned = [notice for notice in warned if notice.code != OVERFITTING or (run.live and not _overtaken(run, notice))]
    return next(reversed(loud or warned), None)


def _overtaken(run: RunView, notice: Notice) -> bool:
    """Whether the run has become better since it was said that it doesn't."""
    said = notice.params.get("best_epoch")
    return isinstance(said, int) and run.best_epoch is not None and run.best_epoch > said


def lower_rate(rate: str) -> str:
    """A tenth of a learning rate, and never one that rarely works, as text; "" when there's none."""
    try:
        return f"{min(float(rate) / LOWER_BY, USUALLY_WORKS):.3g}"
    except ValueError:
        return ""
