"""The line across the Train page: what a run noticed or how it ended, always with a next step that does something."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from core.base.notices import Notice, Severity
from core.base.wording import what_and_todo
from core.project.runs import RunStatus
from gui.models.run_remedies import NO_LEARNING, ended_badly, field_of, remedy_for, worth_a_line
from gui.models.run_view import OVERFITTING, RunView
from gui.models.words import count
from gui.theme import Theme, sizes
from gui.widgets import Button, IconButton, NoticeCard, tight, translated
from gui.widgets.tabbing import tab_after


class RunNotice(QWidget):
    """Hidden while there is nothing to say. `try_wanted(number, key, text)`: the run again with one setting changed;
    key "" is without a change."""

    stop_wanted = Signal()
    try_wanted = Signal(int, str, str)
    settings_wanted = Signal(str)  # key of the setting to look at
    columns_wanted = Signal()
    details_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card = NoticeCard(theme, "warn", band=True)
        self._told: tuple[object, ...] = ()
        tight(QVBoxLayout(self)).addWidget(self._card)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """One line: how many it takes follows from the width, and must not make the window grow."""
        return QSize(0, 34)

    @property
    def words(self) -> str:
        """What the line says, "" while it is hidden."""
        return self._card.accessibleName() if not self.isHidden() else ""

    @property
    def advice(self) -> str:
        """What it says to do, "" while it is hidden or has no advice."""
        return self._card.accessibleDescription() if not self.isHidden() else ""

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
        elif run is not None and ended_badly(run):
            self._show_ending(run)
        else:
            self.hide()

    def _show_notice(self, run: RunView, notice: Notice) -> None:
        what, todo = what_and_todo(notice, translated)
        title = self.tr("Run {number}: {what}").format(number=run.number, what=what[:1].lower() + what[1:])
        severity: Literal["bad", "warn"] = "bad" if notice.severity is Severity.BAD else "warn"
        text = f"{todo[:1].upper()}{todo[1:]}." if todo else ""
        self._show(severity, f"{title}.", text, self._actions(run, notice))

    def _actions(self, run: RunView, notice: Notice) -> list[QAbstractButton]:
        actions: list[QAbstractButton] = []
        if run.live and notice.code == OVERFITTING:
            actions.append(self._button(self.tr("Stop, keep best"), self.stop_wanted.emit))
        remedy = remedy_for(run, notice)
        if remedy is not None:
            words = self.tr("Try again with {text}").format(text=remedy[1].replace(",", " → "))
            actions.append(self._button(words, partial(self.try_wanted.emit, run.number, *remedy)))
        elif notice.code == NO_LEARNING:
            actions.append(self._button(self.tr("Look at the columns"), self.columns_wanted.emit))
        look = partial(self.settings_wanted.emit, field_of(notice))
        actions.append(self._button(self.tr("Change settings"), look, kind="ghost"))
        return [*actions, self._details(run)] if notice.severity is Severity.BAD else actions

    def _show(self, severity: Literal["bad", "warn"], title: str, text: str, actions: list[QAbstractButton]) -> None:
        self._card.show_notice(severity, title, text, actions=actions)
        tab_after(self, actions)  # made late, they would come after everything else
        self.show()

    def _show_ending(self, run: RunView) -> None:
        again = self._button(self.tr("Start it again"), partial(self.try_wanted.emit, run.number, "", ""))
        if run.status is RunStatus.INTERRUPTED:
            title = self.tr("Run {number} was interrupted after epoch {epoch}: the program ended before it was done.")
            kept = self.tr("It has no model. Started again, it begins anew.")
            if run.has_model:
                kept = self.tr("Its best epoch is kept and can be used. Started again, it begins anew.")
            title = title.format(number=run.number, epoch=count(len(run.epochs)))
            self._show("warn", title, kept, [again])
        elif run.status is RunStatus.STOPPED:
            title = self.tr("Run {number} was stopped before its first epoch was done, so it has no model.")
            self._show("warn", title.format(number=run.number), "", [again])
        else:
            title = self.tr("Run {number} failed. That is our fault, not yours.")
            kept = self.tr("Your data and all other runs are safe.")
            self._show("bad", title.format(number=run.number), kept, [again, self._details(run)])

    def _details(self, run: RunView) -> QAbstractButton:
        """Only an icon: the words of a notice need the room."""
        button = IconButton(self._theme, "file-text", self.tr("Details for support"), size=sizes.HIT_AREA)
        button.clicked.connect(lambda _checked=False: self.details_wanted.emit(run.number))
        return button

    def _button(
        self, words: str, do: Callable[[], object], kind: Literal["secondary", "ghost"] = "secondary"
    ) -> QAbstractButton:
        button = Button(self._theme, words, kind=kind, size="small")
        button.clicked.connect(lambda _checked=False: do())
        return button
