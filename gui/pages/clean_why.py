"""Why a rule is there: the evidence in numbers, what it learned, what it will do to new rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.cleaning.recipe import Step
from gui.theme import Theme, sizes
from gui.widgets import Card, IconLabel, Label, Prose, tight, told_words, translated

TITLE_PX = 68


class FactLine(QWidget):
    """A quiet title and a sentence beside it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = Label(theme, title, px=sizes.SMALL, weight=500, tone="text2")
        label.setFixedWidth(max(TITLE_PX, label.sizeHint().width()))
        self._words = Prose(theme, px=sizes.SMALL)
        line = tight(QHBoxLayout(self), 0, sizes.XS)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text_shown

    def show_words(self, words: str) -> None:
        """Say this; without words the line goes."""
        self._words.set_text(words)
        self.setVisible(bool(words))


class WhyCard(Card):
    """`show_why(step, learned, predicting)`. Its words end where prose does, however wide the window is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "sunken", edge=None, parent=parent)
        words = QWidget()
        words.setMaximumWidth(sizes.PROSE_MAX)
        column = tight(QVBoxLayout(words), 0, sizes.XXS)
        self._title = Label(theme, weight=600)
        column.addWidget(self._title)
        self._why = Prose(theme)
        self._learned = FactLine(theme, self.tr("Learned"))
        self._predicting = FactLine(theme, self.tr("Predicting"))
        for part in (self._why, self._learned, self._predicting):
            column.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.M, sizes.S, sizes.M, sizes.S)
        row.setSpacing(sizes.S)
        row.addWidget(IconLabel(theme, "lightbulb", "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        row.addStretch(0)

    @property
    def heading(self) -> str:
        """What the evidence is about."""
        return self._title.text()

    @property
    def why(self) -> str:
        """The evidence as it is said."""
        return self._why.text_shown

    @property
    def learned(self) -> str:
        """What the rule learned, "" when it learned nothing."""
        return self._learned.words

    @property
    def predicting(self) -> str:
        """What it does to new rows."""
        return self._predicting.words

    def show_why(self, step: Step, learned: str, predicting: str) -> None:
        """Say why: the evidence of a suggestion, or what a rule of the person's own does."""
        suggested = step.evidence is not None  # what it says of the data is about the rule as suggested, not as edited
        self._title.setText(self.tr("Why it was suggested") if suggested else self.tr("What this rule does"))
        own = self.tr("You added this rule. {sentence}").format(sentence=translated("cleaning", step.rule.sentence))
        self._why.set_text(told_words(step.evidence) if step.evidence is not None else own)
        self._learned.show_words(learned)
        self._predicting.show_words(predicting)
