"""The tour: a few steps over a project, each a sentence beside the real control that it speaks of.

Nothing is blocked: a person may click anything meanwhile. Whoever goes to another page is followed there; Esc or the ×
ends it. Without data a sample is opened first, complete with rules and a run, so that no page is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from gui.pages.sample_pictures import list_samples
from gui.settings import Settings
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.window.commands import Commands
from gui.window.shell import Shell
from gui.window.tour_card import TourCard, TourRing
from gui.window.tour_spots import Spot, spots

SAMPLE = "diamonds"  # enough rows that its first run can be watched
WATCH_MS = 200  # pages lay themselves out anew while counts and runs arrive


@dataclass(frozen=True)
class TourStep:
    """page: where its control is, "" for whatever page is shown. find: the control as the window is now."""

    page: str
    title: str
    sentence: str
    find: Spot


class Tour(QObject):
    """`start` begins it; `settings.tour_seen` is set when it ends, and `ended` told."""

    ended = Signal()

    def __init__(
        self,
        session: Session,
        theme: Theme,
        settings: Settings,
        navigator: Navigator,
        commands: Commands,
        make_shell: Callable[[], Shell],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._settings, self._navigator, self._commands = session, settings, navigator, commands
        self._make_shell, self._window = make_shell, window
        self._shell: Shell | None = None
        self._steps: list[TourStep] = []
        self._at = -1
        self._spot: QRect | None = None
        self._awaits_sample = False
        self._leads = False  # the person walks by the card: it keeps the keyboard
        self.ring, self.card = TourRing(theme, window), TourCard(theme, window)
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._place)
        self.card.next_wanted.connect(self._on_next)
        self.card.back_wanted.connect(self._on_back)
        self.card.ended.connect(self.end)
        session.project_closed.connect(self._on_closed)
        session.failed.connect(self._on_failed)
        window.installEventFilter(self)

    @property
    def running(self) -> bool:
        """Whether a step is shown."""
        return self._at >= 0

    @property
    def step(self) -> TourStep | None:
        """The one that is shown."""
        return self._steps[self._at] if self.running else None

    def start(self) -> None:
        """From the first step; over the open project if it has data, else over a sample."""
        if self._shell is None:
            self._shell = self._make_shell()
            self._shell.host.arrived.connect(self._on_arrived)
        if self._session.table is not None:
            self._begin()
            return
        samples = {sample.key: sample for sample in list_samples()}
        if samples:
            self._awaits_sample = True
            sample = samples.get(SAMPLE) or next(iter(samples.values()))
            self._commands.import_sample(sample.path, sample.title, sample.target)

    def end(self) -> bool:
        """Away with it, and remember that it was seen; False when there was none."""
        if not self.running:
            return False
        self._at = -1
        self._watch.stop()
        focused = self.card.isAncestorOf(QApplication.focusWidget() or self._window)
        self.card.hide()
        self.ring.hide()
        self._settings.set_tour_seen()
        self.ended.emit()
        page = self._shell.host.current if self._shell is not None else None
        if focused and page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # steps

    def _begin(self) -> None:
        self._awaits_sample = False
        self._steps = [TourStep(page, title, sentence, find) for page, title, sentence, find in spots()]
        self._go(0)

    def _go(self, at: int) -> None:
        self._say(at)
        step, host = self._steps[at], self._shell.host if self._shell is not None else None
        shown = host is not None and host.current is not None and host.current.key == step.page
        self._leads = bool(step.page) and not shown
        if self._leads:
            self._navigator.go(step.page)
        self._place()
        self.card.next.setFocus(Qt.FocusReason.TabFocusReason)
        self._watch.start()

    def _say(self, at: int) -> None:
        self._at = at
        step = self._steps[at]
        self.card.say(step.title, step.sentence, at + 1, len(self._steps))

    def _on_next(self) -> None:
        if self._at + 1 < len(self._steps):
            self._go(self._at + 1)

    def _on_back(self) -> None:
        if self._at > 0:
            self._go(self._at - 1)

    def _on_arrived(self, key: str) -> None:
        """The page of the step, or one that a person went to: the tour goes along."""
        if self._awaits_sample and self._session.table is not None:
            self._begin()
            return
        if not self.running:
            return
        leads, self._leads = self._leads, False
        if self._steps[self._at].page not in ("", key):
            at = next((at for at, step in enumerate(self._steps) if step.page == key), None)
            if at is not None:
                self._say(at)
        self._place()
        if leads:
            self.card.next.setFocus(Qt.FocusReason.TabFocusReason)

    # where

    def _place(self) -> None:
        """Ring and card where the control is now."""
        step = self.step
        if step is None or self._shell is None:
            return
        page = self._shell.host.current
        there = page is not None and step.page in ("", page.key)
        spot = step.find(self._shell) if there else None
        rect = self._rect_of(spot) if spot is not None else None
        if rect == self._spot and self.card.isVisible() and self.ring.isVisible() == (rect is not None):
            return
        self._spot = rect
        if rect is None:
            self.ring.hide()
        else:
            self.ring.show_round(rect)
        self.card.show_at(rect)

    def _rect_of(self, spot: QWidget) -> QRect | None:
        """What is to be seen of a control, in the window; None where it isn't seen."""
        if not spot.isVisible():
            return None
        seen = spot.visibleRegion().boundingRect()
        return QRect(spot.mapTo(self._window, QPoint(0, 0)) + seen.topLeft(), seen.size()) if seen.isValid() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window has another size."""
        if event.type() == QEvent.Type.Resize and self.running:
            self._spot = None
            QTimer.singleShot(0, self._place)
        return super().eventFilter(watched, event)

    def _on_closed(self) -> None:
        self.end()

    def _on_failed(self, _error: object) -> None:
        self._awaits_sample = False
