"""What a page shows while it has nothing to show: why, and the one action that changes that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets.icon_label import IconLabel
from gui.widgets.labels import Label, Prose
from gui.widgets.surfaces import tight

SENTENCE_PX = 380


class EmptyState(QWidget):
    """Icon, title, sentence, buttons; in the middle of the room it is given."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        sentence: str,
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._title = Label(theme, title, px=sizes.TITLE, weight=600)
        self._sentence = Prose(theme, sentence, tone="text2")
        self._sentence.setFixedWidth(SENTENCE_PX)
        self._sentence.set_centred()
        self._fit()
        buttons = tight(QHBoxLayout(), 0, sizes.XS)
        for button in actions:
            buttons.addWidget(button)
        column = tight(QVBoxLayout(self), sizes.XL, 0)
        column.addStretch(4)
        column.addWidget(IconLabel(theme, icon, "text3", size=28), 0, centre)
        column.addSpacing(sizes.S)
        column.addWidget(self._title, 0, centre)
        column.addSpacing(sizes.XXS)
        column.addWidget(self._sentence, 0, centre)
        column.addSpacing(sizes.L)
        column.addLayout(buttons)
        column.setAlignment(buttons, centre)
        column.addStretch(5)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    def set_words(self, title: str, sentence: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._sentence.set_text(sentence)
        self._fit()
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    def _fit(self) -> None:
        """Give the sentence the height of its lines, however little room there is."""
        self._sentence.setMinimumHeight(self._sentence.heightForWidth(SENTENCE_PX))
