"""The Clean page without rules: nothing was found to clean, and what was looked for; or no rules yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from core.cleaning.suggest import CHECKS
from gui.theme import Theme, sizes
from gui.widgets import EmptyState, IconLabel, Label, tight, translated

CHECKS_PX = sizes.PROSE_MAX


class NothingToClean(QWidget):
    """An empty state with the checks that were made."""

    def __init__(self, theme: Theme, actions: list[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.tr("Epochal looked for these things and found none:")
        state = EmptyState(theme, "circle-check", self.tr("Nothing to clean"), words)
        checks = QWidget()
        checks.setMaximumWidth(CHECKS_PX)
        grid = tight(QGridLayout(checks), 0, sizes.XS)
        for row, check in enumerate(CHECKS):
            grid.addWidget(IconLabel(theme, "check", "ok", size=14), row, 0)
            grid.addWidget(Label(theme, translated("cleaning", check), px=sizes.SMALL, tone="text2"), row, 1)
        grid.setColumnStretch(1, 1)
        column = tight(QVBoxLayout(self))
        column.addStretch(2)
        column.addWidget(state)
        column.addWidget(checks, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(sizes.XL)
        for button in actions:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setAccessibleName(self.tr("Nothing to clean"))
        self.setAccessibleDescription("; ".join(translated("cleaning", check) for check in CHECKS))
