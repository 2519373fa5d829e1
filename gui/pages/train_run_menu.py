"""What can be done with a run: one list for the right button, the menu key and the button above the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.models.run_sorting import best_way
from gui.models.run_view import RunView
from gui.models.runs import RunColumn, RunsModel
from gui.theme import Theme

SORTED_BY = (RunColumn.FIRST, RunColumn.SECOND, RunColumn.LOSS, RunColumn.NETWORK, RunColumn.TIME)
FEW = 3


class RunVerbs:
    """What the page does for each entry, by run number."""

    def __init__(
        self,
        *,
        open_run: Callable[[int], None],
        evaluate: Callable[[int], None],
        reuse: Callable[[int], None],
        rename: Callable[[int], None],
        remove: Callable[[int], None],
        toggle_pause: Callable[[], None],
        stop: Callable[[], None],
    ) -> None:
        self.open_run, self.evaluate, self.reuse, self.rename, self.remove = open_run, evaluate, reuse, rename, remove
        self.toggle_pause, self.stop = toggle_pause, stop


class RunMenu(QMenu):
    """The entries that make sense for this run as it is now."""

    def __init__(self, theme: Theme, model: RunsModel, run: RunView, verbs: RunVerbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        number = run.number
        if run.waits is not None:
            self._offer(self.tr("Take out of the queue"), "trash-2", partial(verbs.remove, number), "Del")
            return
        shown = number in model.shown
        words = self.tr("Hide from the chart") if shown else self.tr("Draw in the chart")
        self._offer(words, "eye-off" if shown else "eye", partial(model.toggle, number), "Space")
        self._offer(self.tr("Show its details"), "info", partial(verbs.open_run, number), "Return")
        if run.live:
            pause = self.tr("Resume") if run.paused else self.tr("Pause")
            self.addSeparator()
            self._offer(pause, "play" if run.paused else "pause", verbs.toggle_pause)
            self._offer(self.tr("Stop, keep best"), "square", verbs.stop)
            return
        if run.has_model:
            self._offer(self.tr("Evaluate"), "scan-eye", partial(verbs.evaluate, number))
        self._offer(self.tr("Use its settings again"), "refresh-cw", partial(verbs.reuse, number))
        self.addSeparator()
        self._offer(self.tr("Rename"), "pencil", partial(verbs.rename, number), "F2")
        self._offer(self.tr("Remove"), "trash-2", partial(verbs.remove, number), "Del")

    def _offer(self, words: str, icon: str, do: Callable[[], None], keys: str = "") -> QAction:
        if keys:  # shown only: the table reacts to the key
            words += "\t" + QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = self.addAction(self._theme.icon(icon), words)
        action.triggered.connect(lambda _checked=False: do())
        return action


class TableMenu(QMenu):
    """How the table is sorted and which runs are drawn."""

    def __init__(self, model: RunsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        model, order = self._model, self._model.order
        self.addSection(self.tr("Sort by"))
        self._offer(self.tr("Newest first"), order is None, partial(model.sort, -1))
        for column in SORTED_BY:
            words = str(model.heads()[column])
            sort = partial(model.sort, column, best_way(column, model.task))
            self._offer(words, order is not None and order[0] == column, sort)
        self.addSection(self.tr("Draw in the chart"))
        self._offer(self.tr("The best three"), None, partial(model.draw_best, FEW))
        self._offer(self.tr("All runs"), None, partial(model.draw_best, None))

    def _offer(self, words: str, on: bool | None, do: Callable[[], None]) -> None:
        action = self.addAction(words)
        action.setCheckable(on is not None)
        action.setChecked(bool(on))
        action.triggered.connect(lambda _checked=False: do())
