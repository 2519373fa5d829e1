"""The one question the window ever asks: what to do with a run that is still training."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets import Button, Label, Prose, tight


class RunQuestion(QDialog):
    """`accepted`: stop and keep the best; `rejected`: keep going."""

    def __init__(self, theme: Theme, title: str, stop_words: str, stay_words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        words = self.tr(
            "Everything is saved. Stopping keeps the best epoch so far, so the run can be judged and used afterwards."
        )
        prose = Prose(theme, words)
        prose.setFixedWidth(380)
        stop = Button(theme, stop_words, kind="primary")
        stay = Button(theme, stay_words)
        stop.clicked.connect(self.accept)
        stay.clicked.connect(self.reject)
        buttons = tight(QHBoxLayout(), 0, sizes.XS)
        buttons.addStretch(1)
        buttons.addWidget(stay)
        buttons.addWidget(stop)
        column = tight(QVBoxLayout(self), sizes.XL, sizes.S)
        column.addWidget(Label(theme, title, px=sizes.TITLE, weight=600))
        column.addWidget(prose)
        column.addSpacing(sizes.XS)
        column.addLayout(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay.setFocus()
