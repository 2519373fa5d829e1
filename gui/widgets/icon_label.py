"""An icon that only shows: it takes no clicks, and has a name only where it says something that words don't."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import antialiased
from gui.widgets.voice import Role


class IconLabel(QWidget):
    """A tinted icon."""

    spoken_as = Role.Graphic

    def __init__(
        self,
        theme: Theme,
        icon: str,
        tone: str = "text2",
        *,
        size: int = sizes.ICON,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon, self._tone, self._side = icon, tone, size
        self.setFixedSize(QSize(size, size))
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def set_icon(self, icon: str, tone: str | None = None) -> None:
        """Show another icon, maybe in another colour."""
        self._icon = icon
        self._tone = tone or self._tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon."""
        painter = antialiased(self)
        self.theme.draw_icon(painter, self._icon, self._tone, 0, 0, self._side)
        painter.end()
