"""What a person does with a run that is there: pause it, remove it, look at it elsewhere, try it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.models.run_view import RunView, best_of
from gui.models.runs import RunsModel
from gui.pages.train_details import RunDetails
from gui.pages.train_edits import TrainEdits
from gui.pages.train_new_menu import NewRunMenu
from gui.pages.train_run_menu import RunMenu, RunVerbs
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme


class TrainVerbs(QObject):
    """The page asks for these by run number; what needs the page itself is told by a signal."""

    open_wanted = Signal(int)
    rename_wanted = Signal(int)
    start_wanted = Signal()

    def __init__(self, session: Session, navigator: Navigator, edits: TrainEdits, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._navigator, self._edits = session, navigator, edits
        self._theme, self._page = theme, page

    def toggle_pause(self) -> None:
        """Hold the run, or let it go on."""
        live = self._session.live_run
        if live is not None and live.paused:
            self._session.resume_run()
        elif live is not None:
            self._session.pause_run()

    def remove(self, number: int) -> None:
        """Take a run out of the queue or away from the others; both can be undone. The one that trains must be stopped
        first, which is for a person to say."""
        queue, live = self._session.queue, self._session.live_run
        training = None if live is None else live.number or queue[0].number
        waiting = next((each for each in queue if each.number == number), None)
        if number == training:
            self._navigator.toast(self.tr("Stop the run first."), icon="info")
        elif waiting is not None:
            self._session.drop_run(waiting)
            words = self.tr("Took run {number} out of the queue.").format(number=number)
            self._navigator.toast(words, icon="trash-2", undo=True)
        elif self._session.run(number) is not None:
            self._session.remove_run(number)
            self._navigator.toast(self.tr("Removed run {n}.").format(n=number), icon="trash-2", undo=True)

    def evaluate(self, number: int) -> None:
        """Judge this run on the Evaluate page."""
        self._session.choose_run(number)
        self._navigator.go("evaluate", number)

    def look_at_columns(self) -> None:
        """See what there is to learn from."""
        self._navigator.go("data")

    def try_again(self, number: int, key: str, text: str) -> None:
        """A run again, with one setting changed."""
        if self._edits.try_again(number, key, text):
            self.start_wanted.emit()

    def show_details(self, number: int) -> None:
        """What support would ask for."""
        record = self._session.run(number)
        if record is not None:
            details = RunDetails(self._theme, record, self._page)
            details.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            details.open()

    def show_menu(self, model: RunsModel, run: RunView, at: QPoint) -> None:
        """All that can be done with a run."""
        menu = RunMenu(self._theme, model, run, self.of_runs(), self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def show_new_menu(self, runs: Sequence[RunView], at: QPoint, show_settings: Callable[[], None]) -> None:
        """What else can be done with the run to start next; of runs the newest and the best are offered."""
        document = self._session.document
        if document is None:
            return
        stored = [run for run in reversed(runs) if self._session.run(run.number) is not None]
        best = best_of(stored, document.target)
        offered = [run for run in (best, *stored[:1]) if run is not None]
        menu = NewRunMenu(self._theme, document, list(dict.fromkeys(offered)), self._edits, show_settings, self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def of_runs(self) -> RunVerbs:
        """What a menu's entries do."""
        return RunVerbs(
            open_run=self.open_wanted.emit,
            evaluate=self.evaluate,
            reuse=self._edits.reuse,
            rename=self.rename_wanted.emit,
            remove=self.remove,
            toggle_pause=self.toggle_pause,
            stop=self._session.stop_run,
        )
