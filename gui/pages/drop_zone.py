"""Where a file can be dropped, drawn as such; a click opens the dialog."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import ReturnPresses, antialiased, draw_ring, fill_round

HEIGHT = 120


class DropZone(ReturnPresses, QAbstractButton):
    """A button; the drop itself is taken by the window, anywhere."""

    def __init__(self, theme: Theme, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._sentence = sentence
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Large enough to aim at."""
        return QSize(416, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dashed edge, icon, words."""
        painter = antialiased(self)
        rect, colour = QRectF(self.rect()), self.theme.colour
        fill_round(
            painter,
            rect,
            colour("select" if self.isDown() else "hover" if self.underMouse() else "raised"),
            sizes.RADIUS_CARD,
        )
        pen = QPen(colour("accent" if self.underMouse() else "control"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), sizes.RADIUS_CARD, sizes.RADIUS_CARD)
        self.theme.draw_icon(painter, "file-spreadsheet", "accent", rect.center().x() - 12, 26, 24)
        painter.setFont(self.theme.font(sizes.BODY, 600))
        painter.setPen(colour("text"))
        self._centre(painter, self.text(), 70)
        painter.setFont(self.theme.font(sizes.SMALL))
        painter.setPen(colour("text2"))
        self._centre(painter, self._sentence, 92)
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, rect, sizes.RADIUS_CARD)
        painter.end()

    def _centre(self, painter: QPainter, words: str, base: int) -> None:
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, self.width() - 2 * sizes.S)
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QPointF((self.width() - width) / 2, base), words)
