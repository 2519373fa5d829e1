"""One step in the rail: icon, name, short status; with icons only when the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import ReturnPresses, antialiased, draw_ring, fill_round

LEFT, GAP = 12, 9


class RailItem(ReturnPresses, QAbstractButton):
    """Checkable; its owner makes the items exclusive. States: current, to do, running (dot), needing attention."""

    def __init__(
        self, theme: Theme, key: str, icon: str, text: str, *, keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.key = key
        self._icon = icon
        self._keys = keys
        self._status = ""
        self._todo = self._running = self._attention = self._compact = False
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # a screen reader hears one of several, not a tick
        self.setFont(theme.font(sizes.BODY, 500))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()
        theme.changed.connect(self.update)

    def set_status(self, status: str, *, todo: bool = False, running: bool = False, attention: bool = False) -> None:
        """The word at the right, and how the step stands."""
        self._status, self._todo, self._running, self._attention = status, todo, running, attention
        self._tell()
        self.update()

    @property
    def status(self) -> str:
        """The word at the right."""
        return self._status

    def set_compact(self, compact: bool) -> None:
        """Show the icon only."""
        self._compact = compact
        self._tell()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row of the rail."""
        return QSize(40 if self._compact else 176, sizes.RAIL_ITEM)

    def minimumSizeHint(self) -> QSize:
        """At least the icon."""
        return QSize(36, sizes.RAIL_ITEM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, mark of the current step, icon, words, status."""
        painter = antialiased(self)
        rect, current = QRectF(self.rect()), self.isChecked()
        if current or self.underMouse():
            fill_round(painter, rect, self.theme.colour("select" if current else "hover"), sizes.RADIUS)
        tone = "accent" if current else ("text3" if self._todo else "text2")
        at = (rect.width() - sizes.ICON_RAIL) / 2 if self._compact else LEFT
        top = (rect.height() - sizes.ICON_RAIL) / 2
        self.theme.draw_icon(painter, self._icon, tone, at, top, sizes.ICON_RAIL)
        if self._compact:
            self._paint_badge(painter, at + sizes.ICON_RAIL)
        else:
            self._paint_words(painter, rect, at + sizes.ICON_RAIL + GAP)
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, rect, sizes.RADIUS)
        painter.end()

    def _paint_words(self, painter: QPainter, rect: QRectF, left: float) -> None:
        current = self.isChecked()
        painter.setFont(self.font())
        painter.setPen(self.theme.colour("text3" if self._todo and not current else "text"))
        self._paint_line(painter, self.text(), left, rect)
        used = painter.fontMetrics().horizontalAdvance(self.text())
        painter.setFont(self.theme.font(sizes.TINY, 400))
        tone = "warn" if self._attention else ("text2" if current else "text3")
        painter.setPen(self.theme.colour(tone))
        room = rect.width() - left - used - LEFT - 8
        shown = painter.fontMetrics().elidedText(self._status, Qt.TextElideMode.ElideRight, int(room))
        width = painter.fontMetrics().horizontalAdvance(shown)
        right = rect.width() - LEFT
        self._paint_line(painter, shown, right - width, rect)
        if self._running:
            self._paint_dot(painter, right - width - 9, rect.center().y(), "accent")
        elif self._attention and room > width + 12:
            self._paint_warning(painter, right - width - 9, rect.center().y())

    def _paint_badge(self, painter: QPainter, right: float) -> None:
        """A dot while it runs, a triangle where it needs a look: two shapes, for an eye that sees no colour."""
        if self._running:
            self._paint_dot(painter, right + 2, 10, "accent")
        elif self._attention:
            self._paint_warning(painter, right + 2, 10)

    def _paint_warning(self, painter: QPainter, x: float, y: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("warn"))
        painter.drawPolygon(QPolygonF([QPointF(x, y - 5), QPointF(x + 5, y + 4), QPointF(x - 5, y + 4)]))

    def _paint_dot(self, painter: QPainter, x: float, y: float, token: str) -> None:
        fill_round(painter, QRectF(x - 3, y - 3, 6, 6), self.theme.colour(token), 3)

    @staticmethod
    def _paint_line(painter: QPainter, text: str, left: float, rect: QRectF) -> None:
        metrics = painter.fontMetrics()
        painter.drawText(QPointF(left, round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)), text)

    def _tell(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._status)
        words = f"{self.text()}, {self._status}" if self._status else self.text()
        tip = f"{words}  {self._keys}" if self._keys else words
        self.setToolTip(tip if self._compact else self._keys)
