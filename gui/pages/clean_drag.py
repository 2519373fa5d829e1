"""Dragging a rule to another place: what follows the mouse, where it would go, and scrolling at the edges.

Why (2026-11-25): Qt's own dragging runs a loop of its own, in which Esc, the drop line and the scrolling are the
system's, different on each and impossible to test. Within one list none of that is needed: the list's own mouse and key
events carry the rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QListView

from gui.theme import Theme, sizes
from gui.widgets.painting import edge_round, fill_round

EDGE, MOST_STEP, TURN_MS = 40, 14, 16
LINE, KNOB = 2, 4


@dataclass(slots=True)
class Carried:
    """The rule of a row on its way. grip: where in the row the mouse holds it; gap: it would go before this row."""

    row: int
    grip: int
    picture: QPixmap
    y: int
    gap: int


class RuleDrag(QObject):
    """`begin`, `move`, then `drop` or `cancel`. The list paints through `paint`."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view
        self._carried: Carried | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS)
        self._timer.timeout.connect(self._scroll)

    @property
    def active(self) -> bool:
        """Whether a rule is on its way."""
        return self._carried is not None

    @property
    def gap(self) -> int:
        """The row before which the rule would go; −1 where it would stay, or while nothing is carried."""
        carried = self._carried
        return -1 if carried is None or carried.gap in (carried.row, carried.row + 1) else carried.gap

    def begin(self, row: int, place: QPoint) -> None:
        """Take up the rule of a row where the mouse is."""
        rect = self._row_rect(row)
        self._carried = Carried(row, place.y() - rect.y(), self._view.viewport().grab(rect), place.y(), row)
        self._timer.start()
        self.move(place)

    def move(self, place: QPoint) -> None:
        """The mouse is here now."""
        if self._carried is not None:
            self._carried.y = place.y()
            self._carried.gap = self._gap_at(place.y())
            self._view.viewport().update()

    def drop(self) -> tuple[int, int] | None:
        """Put it down: the row it came from and the row before which it goes; None when it stays."""
        carried, gap = self._carried, self.gap
        self.cancel()
        return None if carried is None or gap < 0 else (carried.row, gap)

    def cancel(self) -> None:
        """Leave it where it was."""
        self._timer.stop()
        self._carried = None
        self._view.viewport().update()

    def paint(self, painter: QPainter) -> None:
        """Over the list: its place faint, the rule itself under the mouse, the line where it would go."""
        carried = self._carried
        if carried is None:
            return
        painter.fillRect(self._row_rect(carried.row), self.theme.colour("canvas", 0.65))
        top = carried.y - carried.grip
        size = carried.picture.deviceIndependentSize()
        rect = QRectF(0, top, size.width(), size.height())
        fill_round(painter, rect, self.theme.colour("raised"), sizes.RADIUS)
        painter.setOpacity(0.9)
        painter.drawPixmap(rect.topLeft(), carried.picture)
        painter.setOpacity(1.0)
        edge_round(painter, rect, self.theme.colour("line2"), sizes.RADIUS)
        if self.gap >= 0:
            self._paint_line(painter, self._gap_y(self.gap))

    def _paint_line(self, painter: QPainter, y: int) -> None:
        colour, width = self.theme.colour("accent"), self._view.viewport().width()
        y = max(KNOB, min(y, self._view.viewport().height() - KNOB))
        painter.fillRect(QRectF(2 * KNOB, y - LINE / 2, width - 2 * KNOB, LINE), colour)
        fill_round(painter, QRectF(0, y - KNOB, 2 * KNOB, 2 * KNOB), colour, KNOB)

    # places

    def _row_rect(self, row: int) -> QRect:
        """A rule's own row, without a divider above it."""
        rect = self._view.visualRect(self._view.model().index(row, 0))
        return rect.adjusted(0, rect.height() - sizes.RULE_ROW, 0, 0)

    def _rows(self) -> int:
        return self._view.model().rowCount()

    def _gap_at(self, y: int) -> int:
        return next((row for row in range(self._rows()) if y < self._row_rect(row).center().y()), self._rows())

    def _gap_y(self, gap: int) -> int:
        return self._row_rect(gap).top() if gap < self._rows() else self._row_rect(gap - 1).bottom() + 1

    def _scroll(self) -> None:
        """Near an edge the list moves on, faster the nearer."""
        carried = self._carried
        if carried is None:
            return
        over = max(EDGE - carried.y, 0) - max(carried.y - (self._view.viewport().height() - EDGE), 0)
        bar = self._view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before - round(MOST_STEP * max(-1.0, min(over / EDGE, 1.0))))
        if bar.value() != before:
            self.move(QPoint(0, carried.y))
