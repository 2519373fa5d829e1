"""A button that is only an icon: its name and shortcut are in the tooltip and for the screen reader."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.theme import Theme, sizes
from gui.widgets.menus import keep_within
from gui.widgets.painting import KeyboardRing, antialiased, draw_ring, fill_round


class IconButton(KeyboardRing, QToolButton):
    """`name` is mandatory: it is what the button is called. `keys` is its shortcut as text."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        keys: str = "",
        checkable: bool = False,
        tone: str = "text2",
        size: int = sizes.CONTROL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = icon
        self._tone = tone
        self._keys = keys
        self._side = max(size, sizes.HIT_AREA)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFixedSize(self._side, self._side)
        self.set_name(name)
        theme.changed.connect(self.update)

    def set_name(self, name: str) -> None:
        """Call it something else."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {self._keys}" if self._keys else name)

    def set_icon_name(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def setMenu(self, menu: QMenu) -> None:
        """Open this below; it stays within the window."""
        keep_within(menu, self)
        super().setMenu(menu)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground when hovered or on, then the icon."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        if self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked()):
            fill_round(painter, rect, self.theme.colour("hover"), sizes.RADIUS)
        at = (self._side - sizes.ICON) / 2
        tone = "text" if self.isChecked() else self._tone
        self.theme.draw_icon(painter, self._icon, tone, at, at, opacity=1.0 if self.isEnabled() else 0.4)
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, rect, sizes.RADIUS)
        painter.end()
