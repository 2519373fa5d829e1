"""The way in without data: a slim card below the samples."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import ReturnPresses, antialiased, edge_round, fill_round

HEIGHT, PAD = 48, 16


class EmptyCard(ReturnPresses, QAbstractButton):
    """A button: icon, title, sentence, shortcut."""

    def __init__(self, theme: Theme, title: str, sentence: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._sentence, self._keys = sentence, keys
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(400, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Card and words."""
        painter = antialiased(self)
        rect, colour = QRectF(self.rect()), self.theme.colour
        ringed = self.ring_shown and self.hasFocus()
        strong = self.underMouse() or self.isDown() or ringed
        fill_round(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), colour("raised"), sizes.RADIUS_CARD)
        edge_round(painter, rect, colour("accent" if strong else "line2"), sizes.RADIUS_CARD, 2 if ringed else 1)
        self.theme.draw_icon(painter, "table-2", "text2", PAD, (HEIGHT - sizes.ICON) / 2)
        base, at = HEIGHT / 2 + 5, PAD + sizes.ICON + 12.0
        painter.setFont(self.theme.font(sizes.BODY, 600))
        painter.setPen(colour("text"))
        painter.drawText(QPointF(at, base), self.text())
        at += painter.fontMetrics().horizontalAdvance(self.text()) + 12
        painter.setFont(self.theme.font(sizes.SMALL))
        painter.setPen(colour("text2"))
        keys = self.theme.font(sizes.TINY, 500)
        width = QFontMetrics(keys).horizontalAdvance(self._keys)
        room = int(rect.width() - at - PAD - width - 12)
        shown = painter.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(at, base), shown)
        painter.setFont(keys)
        painter.setPen(colour("text3"))
        painter.drawText(QPointF(rect.width() - PAD - width, base), self._keys)
        painter.end()
