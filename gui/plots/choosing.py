"""Marks of a chart that a person can choose: by a click, or by Enter where the reader stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from gui.plots.chart import Chart


class Chooser(QObject):
    """Asks the chart's `choice` what lies at a place and lets it emit `chosen`, while the chart is `choosable`."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._chart = chart
        self._clicked_at: tuple[float, float] | None = None
        chart.view.clicked.connect(self._on_clicked)

    def forget(self) -> None:
        """The click was the first half of a double one."""
        self._clicked_at = None

    def hover(self, event: QMouseEvent) -> None:
        """A hand over marks that can be chosen."""
        chart = self._chart
        if not chart.choosable or event.buttons():
            return
        place = chart.mapToScene(event.position().toPoint())
        at, inside = chart.view.mapSceneToView(place), chart.view.sceneBoundingRect().contains(place)
        hand = inside and chart.choice(at.x(), at.y()) is not None
        chart.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def choose_read(self) -> None:
        """Choose what the reader stands on."""
        place = self._chart.reader.place() if self._chart.reader is not None else None
        if place is not None:
            self._choose(*place)

    def _on_clicked(self, x: float, y: float) -> None:
        """At once, but where a second click could ask for the whole picture, when it didn't come."""
        if self._chart.choosable:
            wait_ms = QApplication.doubleClickInterval() if self._chart.zoomed else 0
            self._clicked_at = x, y
            QTimer.singleShot(wait_ms, self, self._choose_clicked)

    def _choose_clicked(self) -> None:
        if self._clicked_at is not None:
            self._choose(*self._clicked_at)

    def _choose(self, x: float, y: float) -> None:
        found = self._chart.choice(x, y)
        if found is not None:
            self._chart.chosen.emit(found)
