"""The head of a page: title, one sentence, actions at the right; and the head of a section within it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets.labels import ElidedLabel, Label
from gui.widgets.surfaces import Surface, tight
from gui.widgets.voice import Role


class Header(Surface):
    """72 px. Add actions from left to right; only the rightmost may be filled."""

    spoken_as = Role.Grouping

    def __init__(self, theme: Theme, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", lines=("bottom",), parent=parent)
        self.setFixedHeight(sizes.HEADER)
        self._title = ElidedLabel(theme, title, px=sizes.BIG, weight=600)
        self._sentence = ElidedLabel(theme, sentence, tone="text2")
        words = tight(QVBoxLayout(), 0, 2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        words.addStretch(1)
        self._actions = tight(QHBoxLayout(), 0, sizes.XS)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.PAGE_MARGIN, 0, sizes.PAGE_MARGIN, 0)
        row.setSpacing(sizes.M)
        row.addLayout(words, 1)
        row.addLayout(self._actions)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_sentence(self, sentence: str, names: Sequence[str] = ()) -> None:
        """Say what is the case, in one sentence; names in it are cut first where there isn't room."""
        self._sentence.set_sentence(sentence, names)
        self.setAccessibleDescription(sentence)

    @property
    def sentence(self) -> str:
        """What the sentence says."""
        return self._sentence.text()

    def add_action(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._actions.addWidget(widget)


class SectionHead(QWidget):
    """A section's title, a quiet remark beside it, and controls at the right."""

    def __init__(self, theme: Theme, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(theme, title, weight=600)
        self._remark = ElidedLabel(theme, remark, px=sizes.SMALL, tone="text2")
        self._row = tight(QHBoxLayout(self), 0, sizes.XS)
        self._row.addWidget(self._title)
        self._row.addWidget(self._remark, 1)
        self.setMinimumHeight(sizes.CONTROL_SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, title: str, remark: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._remark.setText(remark)

    def add_beside(self, widget: QWidget) -> None:
        """Put something at the left, beside the remark."""
        at = self._row.indexOf(self._remark)
        self._row.setStretch(at, 0)
        self._row.insertSpacing(at + 1, sizes.XXS)
        self._row.insertWidget(at + 2, widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.insertStretch(at + 3, 1)

    def add_action(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
