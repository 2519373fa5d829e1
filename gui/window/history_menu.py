"""The steps of the project as a menu, from any page: the last one on top, the present one ticked."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QUndoStack
from PySide6.QtWidgets import QMenu, QWidget

from gui.state.history import Step
from gui.widgets.moments import short_moment

AROUND = 8  # steps shown before and after the present one; the Clean page lists them all


class HistoryMenu(QMenu):
    """Made anew whenever it opens; a chosen step is gone to, back or forth."""

    def __init__(self, stack: QUndoStack, parent: QWidget) -> None:
        super().__init__(self.tr("History"), parent)
        self._stack = stack
        self._group = QActionGroup(self)
        self.setAccessibleName(self.tr("History"))
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """The steps as they are now."""
        self.clear()
        stack, here = self._stack, self._stack.index()
        last, first = min(stack.count(), here + AROUND), max(0, here - AROUND)
        if last < stack.count():
            self._add_remark(self.tr("{count} later steps").format(count=stack.count() - last))
        for step in range(last, first - 1, -1):
            words = stack.text(step - 1) if step else self.tr("As it was opened")
            self._add_step(step, words, present=step == here)
        if first > 0:
            self._add_remark(self.tr("{count} earlier steps").format(count=first))

    def _add_step(self, step: int, words: str, *, present: bool) -> None:
        made = self._stack.command(step - 1) if step else None
        when = short_moment(made.made_at) if isinstance(made, Step) else ""
        action = QAction(words.replace("&", "&&") + (f"\t{when}" if when else ""), self)
        action.setCheckable(True)
        action.setChecked(present)
        action.triggered.connect(partial(self._go, step))
        self._group.addAction(action)
        self.addAction(action)
        if present:
            self.setActiveAction(action)

    def _add_remark(self, words: str) -> None:
        self.addAction(words).setEnabled(False)

    def _go(self, step: int, _checked: bool = False) -> None:
        self._stack.setIndex(step)
