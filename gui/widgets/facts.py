"""Facts: names at the left, values at the right, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.labels import ElidedLabel

Fact = tuple[str, str] | tuple[str, str, str]


class FactRows(QWidget):
    """`set_facts([(name, value), (name, value, tone), …])`; lines are reused, so it may be called often."""

    def __init__(self, theme: Theme, facts: Sequence[Fact] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: list[tuple[ElidedLabel, ElidedLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(sizes.S)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts."""
        while len(self._rows) < len(facts):
            self._add_row()
        for index, (name_label, value_label) in enumerate(self._rows):
            shown = index < len(facts)
            name_label.setVisible(shown)
            value_label.setVisible(shown)
            if shown:
                fact = facts[index]
                name_label.setText(fact[0])
                value_label.setText(fact[1])
                value_label.set_tone(fact[2] if len(fact) == 3 else "text")
                value_label.setAccessibleName(f"{fact[0]}: {fact[1]}")
        self.updateGeometry()

    def _add_row(self) -> None:
        at = len(self._rows)
        name = ElidedLabel(self.theme, px=sizes.SMALL, tone="text2")
        value = ElidedLabel(self.theme, px=sizes.SMALL, weight=500)
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._grid.addWidget(name, at, 0)
        self._grid.addWidget(value, at, 1)
        self._rows.append((name, value))
