"""A folder of the program's: what lies in it, where it is, and a way to look into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, tight


class FolderRow(QWidget):
    """folder: gives the path, and raises OSError when there is none and none can be made."""

    def __init__(self, theme: Theme, title: str, folder: Callable[[], Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None
        try:
            self.path = folder()
        except OSError:
            self.path = None
        where = str(self.path) if self.path is not None else self.tr("can’t be made; the disk or its rights forbid it")
        words = tight(QVBoxLayout(), 0, 0)
        words.addWidget(ElidedLabel(theme, title))
        place = ElidedLabel(theme, where, px=sizes.TINY, tone="text3", mode=Qt.TextElideMode.ElideMiddle)
        words.addWidget(place)
        self.button = Button(theme, self.tr("Open folder"), size="small")
        self.button.setAccessibleName(self.tr("Open folder: {title}").format(title=title))
        self.button.setEnabled(self.path is not None)
        self.button.clicked.connect(self._on_open)
        row = tight(QHBoxLayout(self), 0, sizes.M)
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def _on_open(self) -> None:
        if self.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path)))
