"""The Train page before its first run: no data, no target, no run; each with the action that changes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.pages.train_ghost import LossGhost
from gui.pages.train_target_line import column_options
from gui.theme import Theme
from gui.widgets import Button, ChoiceField, EmptyState

CHOICE_PX = 240


class TrainStates(QStackedWidget):
    """`show_data_missing`, `show_target_missing`, `show_first`: one at a time."""

    open_wanted = Signal()
    target_chosen = Signal(str)
    quick_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[tuple[str, str, str]] = []
        opens = Button(theme, self.tr("Open a spreadsheet…"), kind="primary", icon="folder-open")
        opens.clicked.connect(self.open_wanted)
        self._no_data = EmptyState(
            theme,
            "table-2",
            self.tr("No data yet"),
            self.tr("Open a spreadsheet first: a network learns one of its columns from the others."),
            [opens],
        )
        self._choose = ChoiceField(theme, self.tr("Column to predict"))
        self._choose.setFixedWidth(CHOICE_PX)
        self._choose.setPlaceholderText(self.tr("Choose a column"))
        self._choose.chosen.connect(self.target_chosen)
        self._any_target = self.tr("Choose one column. The network learns it from all the others.")
        self._no_target = EmptyState(
            theme,
            "target",
            self.tr("What should be predicted?"),
            self._any_target,
            [self._choose],
        )
        self.quick = Button(theme, self.tr("Try Quick first"), icon="zap")
        self.quick.clicked.connect(self.quick_wanted)
        self._first = LossGhost(theme, [self.quick])
        for state in (self._no_data, self._no_target, self._first):
            self.addWidget(state)

    def show_data_missing(self) -> None:
        """There is nothing to learn from."""
        self.setCurrentWidget(self._no_data)

    def show_target_missing(self, columns: Sequence[tuple[str, str]], gone: str | None = None) -> None:
        """A person must say what to predict: here, or in the inspector. columns: each with its kind, all of them,
        however many. gone: what was predicted before, and isn't in the data any more."""
        words = self.tr("This data has no column “{name}” any more. Choose one; the network learns it from all others.")
        self._no_target.set_words(
            self.tr("What should be predicted?"), words.format(name=gone) if gone else self._any_target
        )
        options = column_options(columns)
        if options != self._offered:
            self._offered = options
            self._choose.set_options(options)
        self._choose.set_key("")
        self.setCurrentWidget(self._no_target)

    def show_first(self, target: str) -> None:
        """All is ready for the first run."""
        sentence = self.tr(
            "Here the loss falls while a network learns {target}, with every run to compare. "
            "Quick gives a first impression in seconds."
        )
        self._first.set_words(self.tr("No run yet"), sentence.format(target=target))
        self.setCurrentWidget(self._first)
