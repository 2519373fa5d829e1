"""The project's name in the top bar, with the file's ending muted after it; pressed, it opens the project's menu."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from gui.theme import Theme, sizes
from gui.widgets import Button

ENDING = ".epochal"


class ProjectButton(Button):
    """A ghost button. The ending is written where others write their shortcut, so it is the first to go when a long
    name needs the room."""

    keys_gap = 3

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("No project"), kind="ghost", parent=parent)
        self.setFont(theme.font(sizes.BODY, 600))
        self.setAccessibleDescription(self.tr("Project menu"))

    def show_name(self, name: str | None, place: str) -> None:
        """The open project's name and where it is; None without one."""
        self.setText(self.tr("No project") if name is None else name)
        self._keys = "" if name is None else ENDING
        self.setToolTip("" if name is None else f"{name}\n{place}")
        self.updateGeometry()
        self.update()

    def keys_font(self) -> QFont:
        """As large as the name, and light."""
        return self.theme.font(sizes.BODY)
