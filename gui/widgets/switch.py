"""A switch: on is a filled track with its knob at the right, off is an outline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import KeyboardRing, antialiased, draw_ring, edge_round, fill_round

TRACK_WIDTH, TRACK_HEIGHT, KNOB = 28, 16, 10


def paint_switch(painter: QPainter, theme: Theme, rect: QRectF, on: bool, enabled: bool = True) -> None:
    """Draw a switch into `rect` (28 × 16), for delegates too."""
    painter.save()
    painter.setOpacity(1.0 if enabled else 0.45)
    centre_y = rect.center().y()
    if on:
        fill_round(painter, rect, theme.colour("accent_fill"), rect.height() / 2)
        fill_round(painter, _knob(rect.right() - rect.height() / 2, centre_y), theme.colour("on_fill"), KNOB / 2)
    else:
        edge_round(painter, rect, theme.colour("control"), rect.height() / 2, 1.25)
        fill_round(painter, _knob(rect.left() + rect.height() / 2, centre_y), theme.colour("control"), KNOB / 2)
    painter.restore()


def _knob(x: float, y: float) -> QRectF:
    return QRectF(x - KNOB / 2, y - KNOB / 2, KNOB, KNOB)


class Switch(KeyboardRing, QAbstractButton):
    """On or off, at once. `name` is what it switches; with `text` the words are shown beside it."""

    def __init__(self, theme: Theme, name: str, *, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setCheckable(True)
        self.setText(text)
        self.setFont(theme.font(sizes.BODY))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The track with room for the ring."""
        words = self.fontMetrics().horizontalAdvance(self.text()) + 8 if self.text() else 0
        return QSize(TRACK_WIDTH + 8 + words, sizes.HIT_AREA)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return switches too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, knob, words."""
        painter = antialiased(self)
        track = QRectF(4, (self.height() - TRACK_HEIGHT) / 2, TRACK_WIDTH, TRACK_HEIGHT)
        paint_switch(painter, self.theme, track, self.isChecked(), self.isEnabled())
        if self.text():
            metrics = self.fontMetrics()
            base = self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
            painter.setPen(self.theme.colour("text" if self.isEnabled() else "text3"))
            painter.drawText(QPointF(track.right() + 8, round(base)), self.text())
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, track.adjusted(-3, -3, 3, 3), TRACK_HEIGHT / 2 + 3)
        painter.end()
