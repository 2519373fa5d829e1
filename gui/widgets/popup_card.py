"""A card that pops up under a control and goes by Esc or a click beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import antialiased, edge_round, fill_round


class PopupCard(QFrame):
    """Give it a layout; its corners are round, so what lies within must not paint a ground of its own."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and edge."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        fill_round(painter, rect, self.theme.colour("raised"), sizes.RADIUS_CARD)
        edge_round(painter, rect, self.theme.colour("line2"), sizes.RADIUS_CARD)
        painter.end()
