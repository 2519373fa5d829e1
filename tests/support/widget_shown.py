"""One widget in a window of its own."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

TURNS, TURN_MS = 5, 10
WidgetT = TypeVar("WidgetT", bound=QWidget)


def shown(qtbot: QtBot, widget: WidgetT) -> WidgetT:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def rested(qtbot: QtBot, widget: WidgetT) -> WidgetT:
    """Shown, and painted for the last time by itself: a window that is made active, which happens when the machine has
    time for it, is painted whole once more."""
    with qtbot.waitActive(widget):
        shown(qtbot, widget)
    paints = Paints()
    QApplication.instance().installEventFilter(paints)
    while paints.take():
        for _ in range(TURNS):  # of the event loop, however long each of them takes
            qtbot.wait(TURN_MS)
    QApplication.instance().removeEventFilter(paints)
    return widget


class Paints(QObject):
    """Whether anything was painted since the last look; the first one counts as if it were."""

    seen = True

    def eventFilter(self, _of: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False

    def take(self) -> bool:
        seen, self.seen = self.seen, False
        return seen
