"""A tinted icon and words beside it: a state that doesn't stand on colour alone."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets.icon_label import IconLabel
from gui.widgets.labels import ElidedLabel
from gui.widgets.surfaces import tight

ICON_BESIDE = 13


class IconWords(QWidget):
    """One line, cut with … when there isn't room."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        text: str,
        *,
        px: int = sizes.SMALL,
        tone: str = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = icon
        row = tight(QHBoxLayout(self), 0, sizes.XXS)
        self._icon = IconLabel(theme, icon, tone, size=ICON_BESIDE)
        self._words = ElidedLabel(theme, text, px=px, tone=tone)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self.setAccessibleName(text)

    def set_tone(self, tone: str) -> None:
        """Say it more loudly, or quietly."""
        self._icon.set_icon(self._name, tone)
        self._words.set_tone(tone)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._words.setText(text)
        self.setAccessibleName(text)
